"""The executor of notebooks: what it says of each, and what it takes for a failure."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

from needed import needs_library

try:
    import nbformat
except ImportError:  # where only the package is installed
    nbformat = None

EXECUTE = pathlib.Path(__file__).resolve().parents[2] / "notebooks" / "execute.py"


@needs_library("nbformat")
class Executor(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def notebook(self, name, *cells):
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        path = self.folder / f"{name}.ipynb"
        nbformat.write(made, path)
        return str(path)

    def executed(self, *words):
        return subprocess.run([sys.executable, str(EXECUTE), *words], capture_output=True, text=True, check=False)

    def test_seconds_by_notebook(self):
        slow = self.notebook("slow", "import time", "time.sleep(2)")
        done = self.executed(slow, "--at-most", "600")
        self.assertEqual(done.returncode, 0, done.stderr)
        head, row = done.stdout.splitlines()
        self.assertEqual(head, "seconds  notebook")
        self.assertRegex(row, r"^ +\d+  slow\.ipynb$")
        self.assertGreaterEqual(int(row.split()[0]), 2)
        done = self.executed(slow, "--at-most", "1.9")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"slow\.ipynb: took \d+\.\d s; at most 1\.9 s are allowed")

    def test_a_cell_that_raises_fails_and_has_no_seconds(self):
        done = self.executed(self.notebook("broken", "1 / 0"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("ZeroDivisionError", done.stderr)
        self.assertEqual(done.stdout, "seconds  notebook\n")


if __name__ == "__main__":
    unittest.main()
