"""A test that cannot be made here is told as skipped, and fails where all must be made (CONCORD_REQUIRE_ALL=1).

Standard library only.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
NEEDS = """
import unittest
from needed import needs, python_with, require

@needs("no_such_program")
class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError("begun without what it needs")

    def test_one(self):
        raise RuntimeError("tried without what it needs")

    def test_two(self):
        raise RuntimeError("tried without what it needs")


class Others(unittest.TestCase):
    @needs("sh", "no_such_program")
    def test_with_two_programs(self):
        raise RuntimeError("tried without what it needs")

    @needs("sh")
    def test_with_one_that_is_there(self):
        print("made")

    def test_in_part(self):
        print("begun")
        require("sh", "no_such_launcher")
        raise RuntimeError("tried without what it needs")

    def test_with_a_module_that_is_there(self):
        print(python_with("unittest"))

    def test_with_a_module(self):
        python_with("no_such_module")
        raise RuntimeError("tried without what it needs")


unittest.main(verbosity=2)
"""


class Skips(unittest.TestCase):
    def made(self, folder: str, required: str) -> subprocess.CompletedProcess:
        script = pathlib.Path(folder) / "try.py"
        script.write_text(NEEDS)
        env = {**os.environ, "PYTHONPATH": str(HERE), "CONCORD_REQUIRE_ALL": required}
        return subprocess.run([sys.executable, script], env=env, capture_output=True, text=True, timeout=60)

    def test_they_are_counted_with_their_reasons_or_fail(self):
        with tempfile.TemporaryDirectory() as folder:
            done = self.made(folder, "")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(sorted(done.stdout.split()), sorted([sys.executable, "begun", "made"]))
            log = pathlib.Path(folder) / "LastTest.log"
            log.write_text(done.stderr + "off_screen.h:36: warning:\n  not tested: no OpenGL here\n")
            counted = [HERE.parents[1] / "scripts" / "skipped_tests", log]
            told = subprocess.run(counted, capture_output=True, text=True, check=True).stdout
            self.assertEqual(
                [line.split() for line in told.splitlines()],
                [
                    "Skipped: 6".split(),
                    "1 no OpenGL here".split(),
                    "1 no_such_launcher not installed".split(),
                    "1 no_such_module not installed".split(),
                    "3 no_such_program not installed".split(),
                ],
            )
            log.write_text("test_one (__main__.Others.test_one) ... ok\n")
            told = subprocess.run(counted, capture_output=True, text=True, check=True).stdout
            self.assertEqual(told, "Skipped: none\n")
            required = self.made(folder, "1")
            self.assertEqual(required.returncode, 1)
            self.assertIn("FAILED (failures=5)", required.stderr)

    def test_kills_are_not_passed_over_where_all_must_be_made(self):
        # Without mpirun on its path; it ends before the first run.
        with tempfile.TemporaryDirectory() as folder:
            env = {**os.environ, "PATH": folder, "CONCORD_REQUIRE_ALL": "1", "CONCORD_PROGRAM": sys.executable}
            kills = [sys.executable, HERE / "kill_test.py"]
            done = subprocess.run(kills, env=env, capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 1)
            self.assertIn("mpirun not installed", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
