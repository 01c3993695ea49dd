"""A test that lacks what it needs is skipped, or fails where all is asked for."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
TESTS = """
import unittest
from needed import needs, needs_library


@needs(False, "no such thing")
class Class(unittest.TestCase):
    def test_one(self):
        pass


class Methods(unittest.TestCase):
    @needs_library("no_such_library")
    def test_two(self):
        pass

    @needs_library("unittest")
    def test_three(self):
        pass
"""


class Needed(unittest.TestCase):
    def outcome(self, everything):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "some_test.py").write_text(TESTS)
            environment = {**os.environ, "PYTHONPATH": str(HERE), "CONCORD_REQUIRE_ALL": everything}
            return subprocess.run([sys.executable, "-m", "unittest", "some_test"], cwd=folder, env=environment,
                                  capture_output=True, text=True)

    def test_skipped_by_default(self):
        made = self.outcome("0")
        self.assertEqual(made.returncode, 0)
        self.assertRegex(made.stderr, r"OK \(skipped=2\)")

    def test_failures_where_all_is_asked_for(self):
        made = self.outcome("1")
        self.assertEqual(made.returncode, 1)
        self.assertNotIn("skipped", made.stderr)
        for what in ("no such thing", "no_such_library is not installed"):
            self.assertIn(f"CONCORD_REQUIRE_ALL=1: {what}", made.stderr)

    def test_ci_asks_for_all(self):
        root = HERE.parents[1]
        for script in ("scripts/check_python", ".ci/run"):
            self.assertRegex((root / script).read_text(), r"export .*CONCORD_REQUIRE_ALL=1", script)

    def test_no_test_has_a_skip_of_its_own(self):
        """But black-it's, which has an environment of its own, and the helper's."""
        found = {}
        for path in HERE.glob("*.py"):
            lines = re.findall(r"\bskip(?:Test|Unless|If)?\(|SkipTest", path.read_text())
            if lines and path.name not in ("needed.py", "needed_test.py"):
                found[path.name] = len(lines)
        self.assertEqual(found, {"others_test.py": 1})


if __name__ == "__main__":
    unittest.main()
