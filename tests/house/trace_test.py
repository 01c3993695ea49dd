#!/usr/bin/env python3
"""TRACE counts the rows of patterns as docs/validation.md does, and that as its own rows say; and a planted slip shows.

usage: tests/house/trace_test.py
"""

import collections
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = ("built in", "fitted", "follows", "predicted")
VERDICTS = ("met", "missed", "reported")


def of_rows(validation):
    """{kind: (met, missed, reported)} of the table of patterns, row by row."""
    counts = collections.Counter()
    for line in validation.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 11 and re.fullmatch(r"P\d+", cells[0]):
            counts[cells[1], cells[7]] += 1
    return {kind: tuple(counts[kind, verdict] for verdict in VERDICTS) for kind in KINDS}


def of_summary(validation):
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) \| (\d+) \| (\d+) \| \d+ \|$", validation, re.M)
    return {kind: tuple(map(int, numbers)) for kind, *numbers in rows}


def of_trace(trace):
    rows = re.findall(r"^\| ([a-z ]+)(?::[^|]*)? \|[^|]*\| (\d+), (\d+), (\d+) \|$", trace, re.M)
    return {kind: tuple(map(int, numbers)) for kind, *numbers in rows}


class Trace(unittest.TestCase):
    def test_counts_of_rows_agree(self):
        validation = (ROOT / "docs/validation.md").read_text(encoding="utf-8")
        trace = (ROOT / "docs/TRACE.md").read_text(encoding="utf-8")
        rows = of_rows(validation)
        self.assertGreater(sum(map(sum, rows.values())), 60)
        self.assertEqual(of_summary(validation), rows)
        self.assertEqual(of_trace(trace), rows)
        self.assertNotEqual(of_trace(trace.replace(", 0, 2 |", ", 0, 3 |")), rows)
        self.assertNotEqual(of_rows(validation.replace("| met |", "| missed |", 1)), rows)


if __name__ == "__main__":
    unittest.main()
