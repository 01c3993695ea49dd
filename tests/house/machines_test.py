#!/usr/bin/env python3
"""What scripts/check_bits compiles for other machines is whole: .ci/run has no time to compile it there, so that a new
source that it lacks would be noticed by .ci/nightly alone.

usage: tests/house/machines_test.py
"""

import pathlib
import subprocess
import unittest

import includes

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Included by one of them, and not called by what runs there.
NOT_CALLED = {"scenarios/files/text_table.cpp"}


def sources() -> set[str]:
    done = subprocess.run([ROOT / "scripts/check_bits", "--sources"], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def missing(listed: set[str], root: pathlib.Path) -> set[str]:
    """Sources beside headers that the listed ones include, at any remove, that are not listed."""
    included = {}
    for include in includes.read_includes(root, ("sim", "scenarios", "tests")):
        if include.resolved is not None:
            included.setdefault(include.file, set()).add(include.resolved)
    seen, waiting = set(), sorted(listed)
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting.extend(included.get(file, ()))
    beside = {str(pathlib.PurePosixPath(file).with_suffix(".cpp")) for file in seen if file.endswith(".h")}
    return {source for source in beside if (root / source).exists()} - listed


class OtherMachines(unittest.TestCase):
    def test_every_listed_source_is_there(self):
        for source in sources():
            self.assertTrue((ROOT / source).is_file(), source)

    def test_nothing_that_they_need_is_left_out(self):
        self.assertEqual(missing(sources(), ROOT), NOT_CALLED)

    def test_a_source_left_out_is_noticed(self):
        listed = sources() - {"scenarios/files/text.cpp"}
        self.assertIn("scenarios/files/text.cpp", missing(listed, ROOT))


if __name__ == "__main__":
    unittest.main()
