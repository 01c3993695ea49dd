#!/usr/bin/env python3
"""A further measure is one file: what sim/further_measures.cmake lists is what lies in the folder, in order of name.

usage: tests/house/further_measures_test.py
"""

import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT = """cmake_minimum_required(VERSION 3.20)
project(measures LANGUAGES NONE)
add_custom_target(concord_sim_measures)
include(further_measures.cmake)
"""


class FurtherMeasures(unittest.TestCase):
    def listed(self, *files: str) -> str:
        """The source that is written for a folder of these files."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "measures").mkdir()
            (folder / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
            for part in ("further_measures.cmake", "further_measures.cpp.in"):
                (folder / part).write_text((ROOT / "sim" / part).read_text(encoding="utf-8"), encoding="utf-8")
            for file in files:
                (folder / "measures" / file).touch()
            command = ["cmake", "-S", folder, "-B", folder / "build"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            return (folder / "build/further_measures.cpp").read_text(encoding="utf-8")

    def names(self, *files: str) -> list[str]:
        return re.findall(r"measures::(\w+)\(\),", self.listed(*files))

    def test_a_folder_without_any(self):
        self.assertEqual(self.names("record.cpp", "measure.h"), [])

    def test_each_file_is_a_measure_by_its_name(self):
        files = ("stops_gap_measure.cpp", "fair_treatment_measure.cpp", "record.cpp", "stops_gap_measure.h")
        self.assertEqual(self.names(*files), ["fair_treatment", "stops_gap"])
        for name in ("fair_treatment", "stops_gap"):
            self.assertIn(f"Measure {name}();", self.listed(*files))


if __name__ == "__main__":
    unittest.main()
