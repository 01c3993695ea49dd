"""How the released program is compiled and linked, read from the binary itself (readelf, nm of binutils)."""

import os
import pathlib
import subprocess
import unittest

PROGRAM = pathlib.Path(os.environ["CONCORD_PROGRAM"]).resolve()
SCENARIOS = pathlib.Path(os.environ["CONCORD_SCENARIOS"]).resolve()
SIM = pathlib.Path(os.environ["CONCORD_SIM"]).resolve()
FOLDERS = os.environ["CONCORD_FOLDERS"].split(":")


def told(*command) -> str:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=True).stdout


class Binary(unittest.TestCase):
    def test_symbols_are_bound_at_the_start_and_read_only_then(self):
        dynamic = told("readelf", "-dW", PROGRAM)
        self.assertRegex(dynamic, r"FLAGS_1.*NOW")
        self.assertRegex(dynamic, r"FLAGS_1.*PIE")
        self.assertIn("GNU_RELRO", told("readelf", "-lW", PROGRAM))

    def test_stack_and_buffers_are_guarded_outside_the_hot_loop(self):
        names = told("nm", "--undefined-only", SCENARIOS)
        self.assertIn("__stack_chk_fail", names)
        self.assertRegex(names, r"__\w+_chk\b")
        self.assertNotIn("_chk", told("nm", "--undefined-only", SIM))

    def test_no_folder_of_the_build_is_in_it(self):
        content = PROGRAM.read_bytes()
        for folder in FOLDERS:
            self.assertNotIn(folder.encode() + b"/", content)

    def test_no_assertion_of_a_library_reaches_abort(self):
        undefined = told("nm", "--undefined-only", PROGRAM)
        self.assertNotIn("__assert_fail", undefined)
        self.assertNotIn(" abort@", undefined)


if __name__ == "__main__":
    unittest.main(verbosity=2)
