"""Through the command line: tables that `concord describe` prints, held against its other tables.

usage: CONCORD_PROGRAM=PROGRAM tests/end_to_end/describe_test.py
"""

import json
import unittest

from end_to_end_test import concord


def tables(topic, *more):
    """Tables of a topic: title, and rows by column."""
    return json.loads(concord("describe", topic, *more, "--format", "json").stdout)


def table(topic, title, *more):
    found = [t for t in tables(topic, *more) if t["title"].startswith(title)]
    assert len(found) == 1, (topic, title, found)
    return found[0]["rows"]


class Indicators(unittest.TestCase):
    def test_every_indicator_is_told_with_where_it_may_be_shown(self):
        rows = table("measures", "Indicators")
        shown = {row["name"]: row for row in table("disclosure", "Indicators")}
        self.assertEqual([row["name"] for row in rows], list(shown))
        for row in rows:
            with self.subTest(row["name"]):
                self.assertTrue(row["title"] and row["unit"] and row["meaning"])
                self.assertEqual(row["shown down to"], shown[row["name"]]["levels down to"])
                self.assertEqual(row["shown down to"], "district")
                self.assertEqual(shown[row["name"]]["groups over Greater Manchester"], "none")

    def test_answers_are_the_survey_items_and_come_under_no_police_report(self):
        items = [row["name"] for row in table("disclosure", "Survey items")]
        regime = next(row for row in table("levers", "Fields of levers")
                      if row["kind"] == "monitoring" and row["key"] == "regime")  # fmt: skip
        rows = table("measures", "Indicators")
        self.assertEqual([row["name"] for row in rows][: len(items)], items)
        asked, recorded = rows[: len(items)], rows[len(items) :]
        self.assertEqual([row["name"] for row in recorded], ["recorded_hate", "recorded_stops"])
        for row in recorded:
            for name in row["reported under"].split(", "):
                self.assertIn(name, regime["allowed"])
            self.assertEqual(len(row["reported under"].split(", ")), 3)
        for row in asked:
            self.assertEqual(row["reported under"], "quarterly_survey, community_panel")

    def test_support_is_told_where_it_may_be_shown(self):
        shown = {row["name"]: row["levels down to"] for row in table("disclosure", "Support")}
        self.assertEqual(shown["cases_adopted"], "district")
        self.assertEqual(shown["needs_unmet"], "Greater Manchester")


if __name__ == "__main__":
    unittest.main()
