"""Through the command line: tables that `concord describe` prints, held against its other tables.

usage: CONCORD_PROGRAM=PROGRAM tests/end_to_end/describe_test.py
"""

import json
import pathlib
import tempfile
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
        self.assertEqual([row["name"] for row in recorded], ["recorded_hate", "recorded_stops", "recorded_referrals"])
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


class Model(unittest.TestCase):
    """Rows of `describe model`, rebuilt from `describe parameters`."""

    def setUp(self):
        self.rules = {row["rule"]: row for row in table("model", "Break-even shares")}
        self.p = {row["name"]: row["default"] for row in tables("parameters")[0]["rows"]}

    def check(self, rule, weight, share):
        row = self.rules[rule]
        self.assertAlmostEqual(float(row["weight of a bad event"]), weight, delta=0.005 * weight)
        self.assertAlmostEqual(float(row["break-even share"]), weight / (1 + weight), places=3)
        self.assertAlmostEqual(float(row["share in use"]), share, delta=0.00051)
        self.assertEqual(row["side"], "raises" if share > weight / (1 + weight) else "lowers")

    def test_patrol_may_be_unfair_and_weighs_as_a_service_contact_that_does_not_satisfy(self):
        weight, fair = self.p["service_negative_weight"], self.p["patrol_fair"]
        self.check("patrol contact of a pilot -> police_trust and safety", weight, fair)
        thinned = 100 ** -self.p["dilution"]
        self.check("patrol contact all over Greater Manchester -> police_trust and safety", weight / thinned, fair)
        self.check("service contact -> police_trust", weight, self.p["service_satisfied"])

    def test_training_acts_through_practice_which_levels_off(self):
        p = self.p
        weight, fair = p["unfair_weight"], p["fair_share"]
        gain = p["training_gain"] * p["train_rate"] / (p["train_rate"] + p["practice_fade"] / 52)
        start = p["practice_start"]
        unlearnt = min(start, p["backfire_size"] * (1 - start)) / (1 - start)
        self.check("stop -> police_trust", weight, fair)
        self.check("stop -> police_trust, every officer of a pilot trained", weight, fair + gain)
        self.check("stop -> police_trust, every officer of Greater Manchester trained", weight,
                   fair + gain * 100 ** -p["dilution"])  # fmt: skip
        self.check("stop -> police_trust, training of a pilot backfires", weight, fair - gain * unlearnt)

    def test_talks_are_told_at_the_means(self):
        p = self.p
        weight = p["contact_negative_weight"]
        self.check("everyday talk across backgrounds -> openness (at the means)", weight, p["contact_positive"])
        self.check("structured meeting -> openness (at the means)", weight,
                   p["contact_positive"] + p["contact_structured"])  # fmt: skip
        self.check("talk with a neighbour of the same mind -> neighbour_trust", weight, p["neighbour_positive"])

    def test_beside_each_stands_in_how_many_prior_draws_it_raises(self):
        (column,) = [name for name in next(iter(self.rules.values())) if "draws from the priors" in name]
        self.assertRegex(column, r" \d+,\d{3} draws")  # how many
        shares = {rule: float(row[column].split()[-1]) for rule, row in self.rules.items()}
        self.assertTrue(all(0 <= share <= 1 for share in shares.values()))
        self.assertLess(shares["stop -> police_trust"], 0.5)
        self.assertGreater(shares["stop -> police_trust, every officer of a pilot trained"],
                           shares["stop -> police_trust"])  # fmt: skip
        self.assertGreater(shares["patrol contact of a pilot -> police_trust and safety"], 0.9)

    def test_incidents_at_the_start_are_told_recorded_and_true(self):
        rows = {row["incidents"]: float(row["per 1,000 residents a year"])
                for row in table("model", "Hate incidents at the start")}  # fmt: skip
        recorded, true = rows["recorded by the police"], rows["true, recorded or not"]
        self.assertAlmostEqual(recorded, 2.95, delta=0.01)
        self.assertGreater(true, 1.5 * recorded)  # fewer than two of three are recorded
        self.assertLess(true, 4 * recorded)


class Levers(unittest.TestCase):
    def test_each_is_told_with_the_evidence_of_it(self):
        kinds = [row["kind"] for row in table("levers", "Levers")]
        rows = table("levers", "Evidence of each lever")
        self.assertEqual([row["lever"] for row in rows], kinds)
        self.assertEqual(tables("levers", "--evidence")[0]["rows"], rows)
        self.assertEqual(len(tables("levers", "--evidence")), 1)
        for row in rows:
            with self.subTest(row["lever"]):
                self.assertTrue(row["what was found"] and row["source"])


def figure(cell):
    """Of "1,234", "12.3 %", "5.6"."""
    return float(cell.replace(",", "").removesuffix(" %"))


class Support(unittest.TestCase):
    def setUp(self):
        self.sectors, self.beside = tables("support")
        *self.rows, self.all = self.sectors["rows"]
        self.needs = figure(next(row["expected"] for row in self.beside["rows"]
                                 if row["measure"] == "needs that arise a year"))  # fmt: skip

    def test_a_sectors_figures_follow_from_one_another(self):
        for row in [*self.rows, self.all]:
            with self.subTest(row["sector"]):
                referrals, right = figure(row["referrals a year"]), figure(row["needs recognised a year"])
                self.assertLessEqual(figure(row["needs met a year"]), right)
                self.assertAlmostEqual(figure(row["sensitivity"]), 100 * right / self.needs, delta=0.08)
                self.assertAlmostEqual(figure(row["positive predictive value"]), 100 * right / referrals, delta=0.5)
                if row is self.all:
                    self.assertEqual(row["false alarms per 100,000 contacts"], "")
                    self.assertIn("5 to 17 %", row["published: adopted of referrals"])
                    continue
                alarms = 1e5 * (referrals - right) / figure(row["contacts in a year"])
                self.assertAlmostEqual(figure(row["false alarms per 100,000 contacts"]), alarms,
                                       delta=0.06 + 0.02 * alarms)
                self.assertEqual(row["published: adopted of referrals"], "of the total only")
        for column, delta in {"referrals a year": 0.4, "needs recognised a year": 0.4, "sensitivity": 0.4,
                              "wrong referrals a year per 100,000 residents": 0.04}.items():  # fmt: skip
            self.assertAlmostEqual(sum(figure(row[column]) for row in self.rows), figure(self.all[column]), delta=delta)

    def test_needs_and_contacts_are_those_of_the_parameters(self):
        p = {row["name"]: row["default"] for row in tables("parameters")[0]["rows"]}
        contacts = {row["a contact is"]: figure(row["contacts in a year"]) for row in self.rows}
        older = contacts["resident aged 10 and over"]
        self.assertAlmostEqual(self.needs, p["need_onset"] * older / 1e5, delta=0.6)
        self.assertAlmostEqual(contacts["resident seen in the year"] / older, p["contact_nhs"], places=4)
        self.assertAlmostEqual(contacts["resident in touch in the year"] / older, p["contact_council"], places=4)
        adults = older - contacts["pupil aged 10 to 15"]
        self.assertAlmostEqual(contacts["adult in prison or on probation"] / adults, p["contact_prison_probation"],
                               places=4)
        self.assertLess(contacts["student aged 16 and over"], 0.1 * adults)

    def test_the_baseline_of_a_scenario_is_its_own(self):
        titles = {name: tables("support", name)[0]["title"] for name in ("status_quo_today", "status_quo_2016")}
        self.assertNotEqual(*titles.values())
        self.assertEqual(titles["status_quo_today"], self.sectors["title"])
        self.assertEqual(concord("describe", "support", "no_such_scenario").returncode, 2)


SCENARIO = """format = 1
name = "Mine"
purpose = "A test?"
extends = "status_quo_today.toml"

[[lever]]
kind = "counter_hate"
reach = 0.5
unit_cost = { gbp = 1234, per = "%s", price_year = 2024, source = "assumption", note = "I guessed" }
""" % "1,000 residents within reach for a year"


class Assumptions(unittest.TestCase):
    def test_the_log_is_the_table_of_parameters_without_those_that_have_a_source(self):
        parameters = tables("parameters")[0]["rows"]
        assumed = [row for row in parameters if row["source"] == "assumption"]
        counts, *by_process, shipped = tables("assumptions")
        share = f"{100 * len(assumed) / len(parameters):.0f} %"
        self.assertEqual(counts["title"],
                         f"{len(assumed)} of {len(parameters)} parameters ({share}) stand on an assumption")
        listed = [row for table in by_process for row in table["rows"]]
        self.assertEqual([row["name"] for row in listed], [row["name"] for row in assumed])
        for row, parameter in zip(listed, assumed):
            with self.subTest(row["name"]):
                self.assertAlmostEqual(float(row["default"]), parameter["default"], places=5)
                self.assertEqual(row["unit"], parameter["unit"])
                fixed = parameter["prior"]["kind"] == "fixed"
                self.assertEqual(row["kind"], "fixed number" if fixed else "parameter")
        self.assertIn("A series of facilitated evenings", " ".join(row["reason given"] for row in shipped["rows"]))
        self.assertEqual(tables("assumptions", "--counts"), [counts])

    def test_a_scenario_adds_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "mine.toml")
            path.write_text(SCENARIO, encoding="utf-8")
            (mine,) = tables("assumptions", str(path))
            markdown = concord("describe", "assumptions", str(path), "--format", "markdown").stdout
            text = concord("describe", "assumptions", str(path)).stdout
        cost = next(row for row in mine["rows"] if row["kind"] == "unit cost")
        self.assertEqual((cost["value"], cost["reason given"], cost["of"]), ("1234", "I guessed", "counter_hate"))
        amount = next(row for row in mine["rows"] if row["kind"] == "amount")
        self.assertEqual((amount["name"], amount["stands on"]), ("reach", "no source given"))
        for printed in (markdown, text):
            self.assertIn("I guessed", printed)
        self.assertEqual(concord("describe", "assumptions", "trust_led", "--counts").returncode, 2)


if __name__ == "__main__":
    unittest.main()
