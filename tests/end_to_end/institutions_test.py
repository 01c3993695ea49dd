"""Through the command line: what institutions do, each beside a run without the mechanism.

usage: CONCORD_PROGRAM=PROGRAM tests/end_to_end/institutions_test.py
"""

import csv
import pathlib
import re
import shutil
import tempfile
import unittest

from end_to_end_test import concord

EVENTS = "".join(
    f'[[event]]\nkind = "extremist_meeting"\ndistrict = "Bolton"\ndate = {day}\nsource = "assumption"\n'
    for day in ("2026-04-20", "2026-05-04", "2026-05-18", "2026-06-01", "2026-06-15", "2026-06-29")
)
COST = 'unit_cost = { gbp = 1, per = "%s", price_year = 2024, source = "assumption" }\n'


def scenario(name, *parts):
    head = f'format = 1\nname = "{name}"\npurpose = "A test?"\nextends = "status_quo_today.toml"\nyears = 1\n'
    return head + "".join(parts)


def lever(kind, what, districts, per):
    when = 'from = 2026-04-06\nsource = "assumption"\n'
    return f'[[lever]]\nkind = "{kind}"\n{what}\ndistricts = {districts}\n{when}' + COST % per


def due_diligence(districts):
    return lever("venue_due_diligence", 'share_of_venues = 1', districts, "venue covered for a year")


FORUM = lever(
    "partnership_forum",
    'members = ["further_higher", "nhs", "prisons", "police", "probation", "councils"]',
    '"all"',
    "forum for all of Greater Manchester and a year",
)


POLICE = lever("enforcement_led_prevention", "share_fronted_by_police = 1", '"all"',
               "prevention contact fronted by police")  # fmt: skip
OPEN = lever("open_communication", "reach = 1", '"all"', "resident within reach for a year")


class Institutions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, *parts):
        path = self.folder / f"{name}.toml"
        path.write_text(scenario(name, *parts), encoding="utf-8")
        return str(path)

    def compare(self, out, scenarios, *more, runs="4"):
        done = concord(
            "compare", *scenarios, "--scale", "1:200", "--runs", runs, "--weeks", "52", "--contested", "0",
            "--keep-fields", "0", "--progress", "off", "--details", "--out", str(self.folder / out), *more,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def meetings(self, text, name):
        """Tried, turned away and held, and where those were that were held."""
        joined = re.sub(r"\n +", " ", text)
        found = re.search(name + r": ([\d.]+) tried, ([\d.]+) turned away, ([\d.]+) held(?: \(([^)]*)\))?", joined)
        self.assertTrue(found, text)
        where = dict(part.rsplit(" ", 1) for part in (found[4] or "").split(", ") if part)
        return float(found[1]), float(found[2]), float(found[3]), where

    def test_a_meeting_turned_away_in_one_borough_is_held_next_door_unless_all_turn_it_away(self):
        files = [
            self.file("Nothing", EVENTS),
            self.file("Bolton alone", EVENTS, due_diligence('["Bolton"]')),
            self.file("All", EVENTS, due_diligence('"all"')),
        ]
        certain = ("--set", "due_diligence_refusal=0.9", "--set", "no_effect=0", "--set", "backfire=0")
        text = self.compare("moves", files, *certain, "--set", "meeting_displacement=1")
        self.assertEqual(self.meetings(text, "Nothing"), (6, 0, 6, {"Bolton": "6"}))
        tried, turned_away, held, where = self.meetings(text, "Bolton alone")
        self.assertGreater(turned_away, 4)
        self.assertEqual(held, 6)
        self.assertLess(float(where.pop("Bolton", 0)), 2)
        self.assertLessEqual(set(where), {"Bury", "Salford", "Wigan"})  # those that border on it
        self.assertLess(self.meetings(text, "All")[2], 2)
        # Without the mechanism nothing turns up next door, and what one borough turns away is gone.
        off = self.compare("stays", files, *certain, "--set", "meeting_displacement=0")
        tried, _, held, where = self.meetings(off, "Bolton alone")
        self.assertEqual(tried, 6)
        self.assertLess(held, 2)
        self.assertLessEqual(set(where), {"Bolton"})
        self.assertNotIn("Extremist meetings", self.compare("none", ["status_quo_today", "engagement_led"]))

    def difference(self, out, outcome):
        with (self.folder / out / "comparison.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["group"] == "Greater Manchester" and row["outcome"] == outcome:
                    return float(row["difference"]), row["verdict"]
        return self.fail(outcome)

    def test_what_the_best_do_is_learnt_in_a_forum_and_not_without(self):
        files = ["status_quo_today", self.file("Forum", FORUM)]
        alone = ("--set", "joined_recognition=0", "--set", "joined_false_alarm=0")  # or referrals move trust as well
        apart = (*alone, "--set", "practice_spread=0.2", "--set", "training_gain=0.26", "--set", "no_effect=0", "--set",
                 "backfire=0")  # fmt: skip
        self.compare("shared", files, *apart, "--set", "share_rate_forum=0.03")
        gain, _ = self.difference("shared", "police_confidence")
        self.assertGreater(gain, 0)
        self.compare("not", files, *apart, "--set", "share_rate_forum=0")
        self.assertEqual(self.difference("not", "police_confidence"), (0, "not modelled"))
        self.compare("alike", files, *alone, "--set", "practice_spread=0", "--set", "share_rate_forum=0.03")
        self.assertEqual(self.difference("alike", "police_confidence"), (0, "not modelled"))

    def programme(self, text, name):
        """Heard of it, in favour, trust: difference from the baseline; None where a verdict does not tell one."""
        block = text[text.index("The prevention programme, Greater Manchester"):]
        line = re.search(r"^ {2}" + name + r" .*$", block, re.M)
        self.assertTrue(line, text)
        told = r"not modelled|[\d.]+ \((?:too small|cannot say|\S+ ([+-][\d.]+), [^)]*)\)"
        cells = re.findall(told, line[0][len(name) + 2:])
        self.assertEqual(len(cells), 3, line[0])
        return [float(cell) if cell else None for cell in cells]

    def test_framing_lowers_programme_trust_and_open_communication_raises_awareness(self):
        files = ["status_quo_today", self.file("Police in front", POLICE), self.file("Said openly", OPEN)]
        works = ("--set", "no_effect=0", "--set", "backfire=0", "--set", "dilution=0")
        strong = ("--set", "framing_trust=0.15", "--set", "communication_awareness=0.7", "--set",
                  "communication_trust=0.15")  # fmt: skip
        text = self.compare("programme", files, *works, *strong)
        aware, in_favour, trust = self.programme(text, "Police in front")
        self.assertIsNone(aware)  # hardly anybody hears of it from whom police refer by mistake: too small to be told
        self.assertLess(in_favour, 0)
        self.assertLess(trust, 0)
        aware, in_favour, trust = self.programme(text, "Said openly")
        self.assertGreater(aware, 20)
        self.assertGreater(trust, 0)
        # Without the mechanisms trust cannot differ by who fronts it, and explaining makes aware and nothing else.
        # Referrals would differ as well, and with them what people tell one another.
        off = ("--set", "framing_trust=0", "--set", "framing_grievance=0", "--set", "communication_trust=0",
               "--set", "enforcement_recognition=0", "--set", "enforcement_false_alarm=0", "--set", "support_trust=0",
               "--set", "wrong_referral_programme_trust=0")  # fmt: skip
        text = self.compare("programme_off", files, *works, *off)
        self.assertEqual(self.programme(text, "Police in front"), [None, None, None])
        aware, _, trust = self.programme(text, "Said openly")
        self.assertGreater(aware, 5)
        self.assertIsNone(trust)
        with (self.folder / "programme_off" / "comparison.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["option"] == "Police in front"]
        verdicts = {row["verdict"] for row in rows if (row["group"], row["baseline"]) ==
                    ("Greater Manchester", "Status quo, today")}  # fmt: skip
        self.assertEqual(verdicts, {"not modelled"})
        said = concord("scenario", "show", files[1])
        self.assertIn("of which police £", said.stdout)
        self.assertIn("council -£", said.stdout)

    def test_a_prepared_forum_and_buffers_are_what_options_can_differ_by_under_stress(self):
        files = ["status_quo_today", self.file("Forum", FORUM)]
        stress = ("--stress", "attack:2026-06-01:Manchester", "--set", "no_effect=0", "--set", "backfire=0")
        off = ("--set", "buffer_ties=0", "--set", "buffer_trust=0")

        def area(out, *more):
            text = self.compare(out, files, *stress, *off, *more)
            with (self.folder / out / "stress.csv").open(encoding="utf-8") as file:
                rows = [row for row in csv.DictReader(file) if row["outcome"] == "feel_safe"]
            rows = [row for row in rows if row["measure"] == "area"]
            return [float(row["mean"]) for row in rows], rows[1]["verdict"], text

        (before, after), verdict, _ = area("prepared", "--set", "prepared=0.5", "--set",
                                           "prepared_without_communication=1")  # fmt: skip
        self.assertLess(after, 0.75 * before)  # half-lives are half as long
        self.assertNotEqual(verdict, "not modelled")
        (before, after), verdict, text = area("unprepared", "--set", "prepared=0")
        self.assertEqual(verdict, "not modelled")
        self.assertIn("Depth and recovery are not modelled", text)

    def test_a_buffer_makes_an_event_weigh_less_where_an_option_brings_what_buffers(self):
        hours = "patrol_hours_per_1000_a_week = 25"
        files = [
            "status_quo_today",
            self.file("Friends", lever("community_engagement", "seats_per_1000_a_year = 1000", '"all"', "seat")),
            self.file("Trust", lever("neighbourhood_policing", hours, '"all"', "patrol hour")),
        ]
        strong = ("--set", "attack_safety=0.12", "--set", "seat_friend=0.2", "--set", "dilution=0", "--set",
                  "no_effect=0", "--set", "backfire=0", "--matters", "feel_safe=0.1")  # fmt: skip

        def depths(out, ties, trust):
            buffers = ("--set", f"buffer_ties={ties}", "--set", f"buffer_trust={trust}")
            attack = ("--stress", "attack:2027-01-04:Manchester")
            text = self.compare(out, files, *attack, *strong, *buffers, runs="2")
            with (self.folder / out / "stress.csv").open(encoding="utf-8") as file:
                rows = [row for row in csv.DictReader(file) if row["outcome"] == "feel_safe"]
            rows = [row for row in rows if row["measure"] == "depth"]
            return [float(row["mean"]) for row in rows], [row["verdict"] for row in rows], " ".join(text.split())

        # Without buffers a dip of feel_safe may still differ, by where it starts from: that is none of an option's.
        off, verdicts, text = depths("off", 0, 0)
        self.assertEqual(verdicts, ["baseline", "not modelled", "not modelled"])
        self.assertIn("Depth and recovery are not modelled", text)
        self.assertLess(abs(off[1] - off[0]), 0.05)  # many more friends, and no safer
        for out, (ties, trust), softer, as_before, words in (
            ("ties", (0.3, 0), 1, 2, "30 % less on whoever has a friend of another background"),
            ("trust", (0, 0.3), 2, 1, "30 % less on whoever trusts the police fully"),
        ):
            on, verdicts, text = depths(out, ties, trust)
            self.assertIn(words, text)
            weighs = [here / there for here, there in zip(on, off, strict=True)]
            self.assertAlmostEqual(weighs[0], 1, delta=0.03)  # of everybody at the start an event weighs the same
            self.assertLess(weighs[softer], 0.995 * weighs[0], out)
            self.assertAlmostEqual(weighs[as_before], weighs[0], delta=0.002)
            if out == "ties":
                self.assertLess(on[1], on[0] - 0.1)
                self.assertEqual(verdicts[1], "gain")
            else:
                self.assertEqual(verdicts[1], "no change that matters")

    def test_support_is_told_with_its_base_rates_and_not_at_all_of_too_few(self):
        text = self.compare("few", ["status_quo_today", self.file("Forum", FORUM)])
        self.assertIn("Support: too few simulated residents", re.sub(r"\n +", " ", text))
        done = concord(
            "run", "status_quo_today", "--scale", "1:4", "--weeks", "104", "--progress", "off",
            "--out", str(self.folder / "many.h5"),
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stderr)
        told = re.sub(r"\s+", " ", done.stdout)
        self.assertIn("Support, Greater Manchester", told)
        for words in ("needs", "right of", "wrong referrals", "recognised", "referrals", "a year per 100,000"):
            self.assertIn(words, told)
        self.assertIn("Needs are invented to show what base rates do", told)

    def table_of_movers(self):
        """The built-in table, but almost everybody moves within a year: borders are crossed often enough to count."""
        folder = self.folder / "movers"
        shutil.copytree(pathlib.Path(__file__).parents[2] / "scenarios/greater_manchester", folder,
                        ignore=lambda _, names: [name for name in names if not name.endswith(".csv")])  # fmt: skip
        path = folder / "neighbourhoods.csv"
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        head = next(row for row in rows if "churn" in row)
        for row in rows[rows.index(head) + 1:]:
            row[head.index("churn")] = "0.98"
        with path.open("w", encoding="utf-8", newline="") as file:
            for row in rows:
                if row[0].startswith("#"):
                    file.write(",".join(row) + "\n")
                else:
                    csv.writer(file, lineterminator="\n").writerow(row)
        return folder

    def test_cases_are_lost_at_a_border_unless_a_forum_hands_them_over(self):
        pressed = "".join(
            f'[[event]]\nkind = "{kind}"\nfrom = 2016-04-04\nuntil = 2017-04-03\nsource = "assumption"\n'
            for kind in ("online_grooming", "travel_pressure")
        )
        places = lever("early_support", "places_per_100000 = 40", '"all"', "supported place for a year")
        by_borough = [
            self.file("Alone", pressed, places),
            self.file("Forum", pressed, places, FORUM),
        ]
        for path in map(pathlib.Path, by_borough):
            text = path.read_text(encoding="utf-8").replace("status_quo_today", "status_quo_2016")
            path.write_text(text.replace("from = 2026-04-06", "from = 2016-04-04"), encoding="utf-8")
        table = self.table_of_movers()
        needs = ("need_onset=20", "online_grooming_onset=4", "travel_pressure_onset=4", "need_young=6")
        found = ("recognition_school=0.5", "recognition_further_higher=0.35", "recognition_council=0.3",
                 "family_report=0.5", "consent=0.9", "joined_recognition=0", "joined_false_alarm=0")  # fmt: skip

        def support(scenario, *border):
            values = (*needs, *found, "no_effect=0", "backfire=0", *border)
            done = concord(
                "run", scenario, "--source", str(table), "--scale", "1:4", "--weeks", "52", "--progress", "off",
                "--force", "--out", str(self.folder / "borders.h5"), *(f"--set={value}" for value in values),
            )  # fmt: skip
            self.assertEqual(done.returncode, 0, done.stderr)
            told = re.sub(r"\s+", " ", done.stdout)
            numbers = re.search(r"Needs met.*cases lost at a border (-|[\d.,]+)\.", told)
            self.assertTrue(numbers, told)
            hidden = 10 * 4  # fewer than ten simulated residents, each of four, are not told
            return hidden if numbers[1] == "-" else float(numbers[1].replace(",", ""))

        apart = ("handover_alone=0.3", "handover_forum=0.9")
        lost = support(by_borough[0], *apart)
        self.assertLess(support(by_borough[1], *apart), 0.6 * lost)
        # Without the mechanism a forum hands over no more than districts do alone.
        alike = ("handover_alone=0.7", "handover_forum=0.7")
        as_many = support(by_borough[0], *alike)
        self.assertEqual(support(by_borough[1], *alike), as_many)
        self.assertLess(as_many, 0.6 * lost)

    def patrol(self, name, rule=""):
        what = "patrol_hours_per_1000_a_week = 10\n" + (f"rule = {rule}\n" if rule else "")
        return self.file(name, lever("neighbourhood_policing", what, '"all"', "patrol hour"))

    def row(self, out, option, outcome):
        with (self.folder / out / "comparison.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if (row["option"], row["group"], row["outcome"]) == (option, "Greater Manchester", outcome):
                    return float(row["difference"]), float(row["option_cost_present_gbp"])
        return self.fail(outcome)

    def test_a_rule_turns_a_lever_by_what_is_reported_and_costs_what_it_bought(self):
        files = [
            "status_quo_today",
            self.patrol("Always"),
            self.patrol("Turned", '{ indicator = "recorded_stops", above = 0 }'),
            self.patrol("Not turned", '{ indicator = "recorded_stops", above = 1000 }'),
            # About 8 of race and religion happen per 1,000 residents, some 3 are recorded: what is true would turn it.
            self.patrol("Truth would", '{ indicator = "recorded_hate", above = 6 }'),
        ]
        weeks = ("--set", "records_lag=4", "--set", "rule_delay=4", "--set", "no_effect=0", "--set", "backfire=0")
        text = self.compare("rules", files, *weeks, "--details")
        always, whole = self.row("rules", "Always", "police_confidence")
        turned, part = self.row("rules", "Turned", "police_confidence")
        self.assertGreater(always, turned)
        self.assertGreater(turned, 0)
        self.assertAlmostEqual(part / whole, (52 - 13 - 4 - 4) / 52, places=3)
        # Without the mechanism the lever would be in force whatever is reported.
        for option in ("Not turned", "Truth would"):
            self.assertEqual(self.row("rules", option, "police_confidence"), (0, 0), option)
        with (self.folder / "rules" / "monitoring_series.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["place"] == "Greater Manchester"]
        rows = [row for row in rows if row["indicator"] == "recorded_hate"]
        self.assertTrue(rows and all(float(row["measured"]) < 6 < float(row["true"]) for row in rows), rows)
        self.assertIn("A survey every quarter", text)
        with (self.folder / "rules" / "monitoring.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        regimes = {row["regime"] for row in rows if row["place"] == "Greater Manchester"}
        self.assertEqual(regimes, {"police_reports_twice_yearly", "quarterly_survey", "community_panel"})
        self.assertEqual({row["indicator"] for row in rows if row["regime"].startswith("police")}, {"recorded_hate"})
        with (self.folder / "rules" / "monitoring_series.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["indicator"] == "recorded_hate"]
        # Fewer are recorded than happen; in a district of a small sample none may happen in a quarter.
        self.assertTrue(rows and all(float(row["gap"]) <= 0 for row in rows))
        self.assertTrue(all(float(row["gap"]) < 0 for row in rows if row["place"] == "Greater Manchester"))

    def test_a_rule_of_what_nobody_asks_is_refused(self):
        blind = self.patrol("Blind", '{ indicator = "feel_safe", below = "99%" }')
        path = pathlib.Path(blind)
        path.write_text(path.read_text(encoding="utf-8")
                        + '[baseline]\nmonitoring = "police_reports_twice_yearly"\n', encoding="utf-8")
        done = concord("scenario", "check", blind)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("feel_safe is not seen by police_reports_twice_yearly", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
