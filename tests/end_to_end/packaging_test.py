"""What is passed on: an installed tree with the licence of every library in it, and pins of Python packages with
hashes.
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["CONCORD_BUILD"])
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.kept.cleanup)
        cls.prefix = pathlib.Path(cls.kept.name)
        subprocess.run(["cmake", "--install", str(BUILD), "--prefix", cls.kept.name], check=True, capture_output=True)

    def test_every_library_has_its_licence(self):
        licences = self.prefix / "share/doc/concord/licences"
        libraries = sorted((self.prefix / "lib/concord").iterdir())
        self.assertGreater(len(libraries), 10)
        for library in libraries:
            query = ["dpkg-query", "-S", f"*/{library.name}"]
            owner = subprocess.run(query, capture_output=True, text=True, check=True).stdout.split(":")[0]
            self.assertGreater((licences / f"{owner}.txt").stat().st_size, 100, library.name)

    def test_what_is_compiled_in_has_its_licence(self):
        names = " ".join(p.name for p in (self.prefix / "share/doc/concord/licences").iterdir())
        for package in (
            "libeigen3-dev",
            "boost",
            "tomlplusplus",
            "imgui",
            "nlohmann-json3-dev",
            "libcli11-dev",
            "random123",
        ):
            self.assertIn(package, names)

    def test_the_table_names_whose_figures_it_holds(self):
        text = (self.prefix / "share/doc/concord/greater_manchester_table.md").read_text()
        for words in ("Open Government Licence v3.0", "Contains OS data", "Office for National Statistics"):
            self.assertIn(words, text)


class PythonPins(unittest.TestCase):
    def test_every_package_is_pinned_by_hash_and_hashes_are_demanded(self):
        page = "tests/end_to_end/report_requirements.txt"
        for name in ("notebooks/requirements.txt", "notebooks/constraints.txt", page):
            text = re.sub(r"^#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
            entries = re.sub(r"\\\n", " ", text).split("\n")
            for entry in filter(None, entries):
                self.assertRegex(entry, r"^[\w.-]+==[\w.]+ +--hash=sha256:[0-9a-f]{64}$", name)
        for script in ("setup", "check_report"):
            self.assertIn("--require-hashes", (ROOT / "scripts" / script).read_text())


if __name__ == "__main__":
    unittest.main(verbosity=2)
