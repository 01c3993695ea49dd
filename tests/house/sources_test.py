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
WORD = re.compile(r"\b[CES]\d\d\b")  # of prose


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

    def test_every_source_that_a_document_cites_is_listed(self):
        """The table of numbers fixed beforehand (decision 0026) keeps its own list of those that nothing took up."""
        files = {ROOT / "README.md", *ROOT.glob("docs/**/*.md")} - {ROOT / "docs/sources.md"}
        ids = {i for path in files for i in WORD.findall(path.read_text(encoding="utf-8"))}
        self.assertGreater(len(ids), 80)
        self.assertFalse(sorted(ids - listed()))

    def test_one_that_is_not_listed_is_noticed(self):
        self.assertEqual(WORD.findall("evidence (E02, C04; T199) of SE100 and Z99"), ["E02", "C04"])
        self.assertEqual(cited('.source = "E21;Z98", source = "assumption"'), {"E21", "Z98"})
        self.assertNotIn("Z98", listed())


if __name__ == "__main__":
    unittest.main()
