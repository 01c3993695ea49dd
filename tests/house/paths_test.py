#!/usr/bin/env python3
"""What a path leads to is asked without exceptions: a name that is too long, typed by hand, must not end the program.

usage: tests/house/paths_test.py
"""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("sim", "scenarios", "viz", "report", "cli", "notebooks")
# One argument alone: that form throws where the file system refuses the name.
THROWS = re.compile(r"(?:fs|filesystem)::(?:exists|is_directory|is_regular_file|is_symlink|is_empty|file_size)"
                    r"\((?:[^(),]|\([^()]*\))*\)")


class Paths(unittest.TestCase):
    def test_no_question_that_throws(self):
        files = [path for folder in FOLDERS for ending in ("cpp", "h") for path in ROOT.glob(f"{folder}/**/*.{ending}")]
        self.assertGreater(len(files), 400)
        files.remove(ROOT / "scenarios/files/paths.cpp")
        found = [f"{path.relative_to(ROOT)}: {asked}" for path in files
                 for asked in THROWS.findall(path.read_text(encoding="utf-8"))]
        self.assertEqual(found, [])

    def test_one_is_noticed(self):
        self.assertTrue(THROWS.search("if (fs::exists(*folder / kFile)) return;"))
        self.assertTrue(THROWS.search("std::filesystem::exists(std::filesystem::symlink_status(path))"))
        self.assertFalse(THROWS.search("fs::exists(path, refused)"))


if __name__ == "__main__":
    unittest.main()
