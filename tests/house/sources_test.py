#!/usr/bin/env python3
"""Every source that parameters, tables and scenarios cite by id is in docs/sources.md; and a planted one is noticed.

usage: tests/house/sources_test.py
"""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CITED = re.compile(r'(?:\.source = |source = )"([^"]+)"')
ID = re.compile(r"[A-Z]\d\d")


def cited(text):
    """Ids of sources in the text, those of several in one place apart."""
    return {i for found in CITED.findall(text) for i in re.split(r"[;, ]+", found) if ID.fullmatch(i)}


def listed():
    return set(re.findall(r"^\| ([A-Z]\d\d) \|", (ROOT / "docs/sources.md").read_text(encoding="utf-8"), re.M))


class Sources(unittest.TestCase):
    def test_every_source_that_is_cited_is_listed(self):
        files = [*ROOT.glob("sim/**/*.h"), *ROOT.glob("sim/**/*.cpp"), *ROOT.glob("scenarios/**/*.cpp"),
                 *ROOT.glob("scenarios/library/*.toml")]
        ids = set().union(*(cited(path.read_text(encoding="utf-8")) for path in files))
        self.assertGreater(len(ids), 40)
        self.assertFalse(sorted(ids - listed()))

    def test_one_that_is_not_listed_is_noticed(self):
        self.assertEqual(cited('.source = "E21;Z98", source = "assumption"'), {"E21", "Z98"})
        self.assertNotIn("Z98", listed())


if __name__ == "__main__":
    unittest.main()
