"""No sentence of the report contradicts a number: through the command line, a few small comparisons whose reports are
read sentence by sentence and cell by cell, each claim worked out anew from the comparison's CSV files
(report_grammar.py).

A sentence that matches no pattern fails: a new sentence needs a pattern, and a check where it claims something.

usage: CONCORD_PROGRAM=PROGRAM tests/end_to_end/report_sentences_test.py
"""

import copy
import pathlib
import re
import shutil
import tempfile
import unittest

import report_cells
import report_cells_behind  # noqa: F401  registers its tables
import report_claims_behind  # noqa: F401  registers patterns, as the next ones do
import report_claims_firmness  # noqa: F401
import report_claims_options  # noqa: F401
import report_claims_page_one  # noqa: F401
import report_claims_terminal
import report_method  # noqa: F401
from end_to_end_test import concord
from report_grammar import PATTERNS, Grammar
from report_numbers import LEAD, LIBRARY, Measures, Numbers, purposes
from report_text import Page, Said, sentences_of

SMALL = ["--scale", "1:500", "--years", "1", "--progress", "off", "--keep-fields", "0"]
TINY = 0.0002  # points: so small that some verdict is a gain or a harm
LEVERS = {
    "Dialogue": """
[[lever]]
kind = "community_engagement"
districts = "all"
target = { most_deprived = "20%" }
seats_per_1000_a_year = 17.35
from = 2026-04-06
unit_cost = { gbp = 180, per = "seat", price_year = 2024, source = "assumption" }
""",
    "Patrols": """
[[lever]]
kind = "neighbourhood_policing"
districts = "all"
target = { highest_disorder = "20%" }
patrol_hours_per_1000_a_week = 1.06
from = 2026-04-06
unit_cost = { gbp = 31.67, per = "patrol hour", price_year = 2018, source = "C04" }
""",
    "Panel": """
[[lever]]
kind = "monitoring"
districts = "all"
regime = "community_panel"
from = 2026-04-06
unit_cost = { gbp = 40, per = "interview, police report, or panel member and year", price_year = 2024, \
source = "assumption" }
""",
}


def write_scenario(folder: pathlib.Path, name: str, *levers: str) -> str:
    path = folder / f"{name.lower()}.toml"
    begins = f'format = 1\nname = "{name}"\npurpose = "Is {name} enough?"\nextends = "status_quo_today.toml"\n'
    path.write_text(begins + "".join(LEVERS[lever] for lever in levers), encoding="utf-8")
    return str(path)


class Case:
    """A comparison with its report, read."""

    def __init__(self, scratch: pathlib.Path, name: str, scenarios: list[str], *more: str, parts=None):
        self.folder = scratch / name
        made = concord("compare", *scenarios, *SMALL, *more, "--out", str(self.folder))
        assert made.returncode == 0, made.stderr
        for asked in ([], ["--executive"]):
            done = concord("report", str(self.folder), "--no-pdf", *asked)
            assert done.returncode == 0, done.stderr
        self.numbers = Numbers(self.folder, Measures(), 1, 500, parts)
        told = purposes(LIBRARY) | purposes(scratch)
        self.numbers.purposes = {scenario: sentences_of(text) for scenario, text in told.items()}
        self.page = Page((self.folder / "report.html").read_text(encoding="utf-8"))
        self.executive = Page((self.folder / "executive_report.html").read_text(encoding="utf-8"))
        self.executive.tables = self.page.tables | self.executive.tables
        self.page.said.append(report_claims_terminal.conclusion(made.stdout))


def problems(page: Page, numbers: Numbers) -> list[str]:
    return Grammar(numbers, page).problems() + report_cells.problems(numbers, page)


class Sentences(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name)
        shutil.copy(LIBRARY / "status_quo_today.toml", folder)
        baseline = str(folder / "status_quo_today.toml")
        drawn = [1 + 0.6 * (7 * k % 20) for k in range(20)]
        (folder / "draws.csv").write_text("\n".join(["unfair_weight", *map(str, drawn)]) + "\n")
        tiny = ",".join(f"{name}={TINY}" for name in Measures().headline if name != "hate_incidents")
        dialogue, patrols = (write_scenario(folder, name, name) for name in ("Dialogue", "Patrols"))
        both, panel = write_scenario(folder, "Both", "Dialogue", "Patrols"), write_scenario(folder, "Panel", "Panel")
        cls.drawn = Case(folder, "drawn", ["status_quo_today", "trust_led", "policing_heavy", "safeguarding_first"],
                         "--runs", "3", "--draws", "prior", "--contested", "2", "--stress",
                         "attack:2026-06-01:Manchester")  # fmt: skip
        cls.tiny = Case(folder, "tiny", [baseline, dialogue, patrols, both], "--runs", "3", "--contested", "0",
                        "--dose", "--matters", f"{tiny},incidents=0.001%",
                        parts={"Both": ["Dialogue", "Patrols"]})  # fmt: skip
        cls.given = Case(folder, "given", ["status_quo_today", "more_stops", "policing_heavy"], "--runs", "20",
                         "--draws", str(folder / "draws.csv"), "--contested", "2", "--matters", tiny)  # fmt: skip
        cls.lone = Case(folder, "lone", [baseline, panel], "--runs", "2", "--contested", "0")
        cls.cases = {"drawn": cls.drawn, "tiny": cls.tiny, "given": cls.given, "lone": cls.lone}

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_every_sentence_and_cell_says_what_the_numbers_say(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.assertGreater(sum(len(said.sentences()) for said in case.page.said), 250)
                self.assertEqual(problems(case.page, case.numbers), [])

    def test_so_do_those_of_the_short_report(self):
        for name, case in self.cases.items():
            with self.subTest(name):
                self.assertEqual(Grammar(case.numbers, case.executive).problems(), [])

    def test_the_comparisons_meet_most_claims(self):
        self.test_every_sentence_and_cell_says_what_the_numbers_say()
        claims = [pattern for pattern in PATTERNS if pattern.check]
        never = [pattern.text for pattern in claims if not pattern.met]
        self.assertLess(len(never), len(claims) / 3, never)
        verdicts = {case.numbers.verdict(row) for case in self.cases.values() for row in case.numbers.gm()}
        self.assertEqual(len(verdicts), 5)

    # That the checks object: each plants a contradiction, in the numbers or in what is said.

    def objects(self, case: Case, about: str, page: Page | None = None, numbers: Numbers | None = None):
        found = problems(page or case.page, numbers or case.numbers)
        self.assertTrue(any(about in problem for problem in found), found)

    def says(self, case: Case, old: str, new: str) -> Page:
        """A page on which the first text that has the old words (an expression) has the new ones."""
        page = case.page.copy()
        said = next(said for said in page.said if re.search(old, said.text))
        said.text = re.sub(old, new, said.text, count=1)
        return page

    def test_numbers_of_two_options_that_change_places(self):
        numbers = self.tiny.numbers.copy()
        gain = numbers.with_verdict(LEAD, "gain")[0]
        other = numbers.with_verdict(LEAD, "cannot say")[0]
        for row in numbers.rows:
            row["option"] = {gain: other, other: gain}.get(row["option"], row["option"])
        numbers.index()
        self.objects(self.tiny, f"{gain} is a gain", numbers=numbers)
        self.objects(self.tiny, "table outcomes-at-a-glance: People get on well", numbers=numbers)
        self.objects(self.tiny, "in-two-minutes/li: Size:", numbers=numbers)

    def test_a_gain_that_is_a_harm(self):
        numbers = self.given.numbers.copy()
        row = numbers.row("Policing-heavy", LEAD)
        self.assertEqual(numbers.verdict(row), "gain")
        row["difference"] *= -1
        row["interval_low"], row["interval_high"] = -row["interval_high"], -row["interval_low"]
        self.objects(self.given, "in-two-minutes/p: Policing-heavy is a gain", numbers=numbers)
        self.objects(self.given, "costs-and-effects/li: Policing-heavy, people get on well: £", numbers=numbers)
        self.objects(self.given, "terminal/p", numbers=numbers)

    def test_a_verdict_in_the_csv_that_its_interval_does_not_bear(self):
        numbers = self.drawn.numbers.copy()
        row = numbers.row("Trust-led", LEAD)
        self.assertEqual(row["verdict"], "no change that matters")
        row["verdict"] = "gain"
        self.objects(self.drawn, "table all-districts: Trust-led | Greater Manchester", numbers=numbers)

    def test_a_best_option_where_none_is(self):
        old = r"no option can be called the best\."
        new = "Trust-led comes first: it is a gain, and better than every other option by more than was said to matter."
        self.objects(self.drawn, "Trust-led comes first", self.says(self.drawn, old, new))

    def test_a_gain_that_is_passed_over(self):
        page = self.tiny.page.copy()
        told = [said for said in page.said if said.place == "in-two-minutes/li" and ": gain: " in said.text]
        page.said.remove(told[0])
        self.objects(self.tiny, told[1].text, page)

    def test_counts_shares_money_and_names(self):
        for old, new in (("Each of the 3 draws", "Each of the 4 draws"), (r": 1 in (\d)", r": 1 in 9\1"),
                         ("Police £", "Police £1"),
                         (r"£(\S+) more than the baseline", r"£9\1 more than the baseline"),
                         ("under none of the 3", "under none of the 2"),
                         ("by monitoring within 1 year: nothing of any option",
                          "by monitoring within 2 years: nothing of any option"),
                         ("two years of the survey see ", "two years of the survey see 9"),
                         ("Over 44 weeks", "Over 52 weeks"),
                         ("The forum in Safeguarding first", "The forum in Trust-led"),
                         ("smaller than what matters in: ",
                          "smaller than what matters in: people get on well, ")):  # fmt: skip
            with self.subTest(new):
                self.objects(self.drawn, "not what the numbers say", self.says(self.drawn, old, new))

    def test_what_the_sum_of_its_parts_says(self):
        old, new = "against the sum of Dialogue and Patrols", "against the sum of Patrols and Dialogue"
        self.objects(self.tiny, "sum of Patrols", self.says(self.tiny, old, new))

    def test_a_monitoring_that_would_have_told(self):
        numbers = self.drawn.numbers.copy()
        row = next(row for row in numbers.monitoring if row["place"] == "Greater Manchester")
        row["first_report_of_80_percent"], row["known_in_week"] = "2", "26"
        self.objects(self.drawn, "nothing of any option", numbers=numbers)
        self.objects(self.drawn, "table chances", numbers=numbers)

    def test_a_contested_assumption_that_turns_a_verdict(self):
        numbers = self.drawn.numbers.copy()
        row = numbers.contested["equal exposure to stops"].row("Trust-led", "police_confidence")
        row["interval_low"], row["difference"], row["interval_high"] = 1, 2, 3
        self.objects(self.drawn, "under none of the 3", numbers=numbers)

    def test_a_cell_that_is_not_its_number(self):
        page = self.drawn.page.copy()
        table = page.tables["outcomes-at-a-glance"] = copy.deepcopy(page.tables["outcomes-at-a-glance"])
        cell = table.row("People get on well")[2]
        cell.text, cell.tone, cell.aloud = "gain: +1.2 points (+0.9 to +1.6)", "gain", "gain"
        self.objects(self.drawn, "gain: +1.2 points", page)

    def test_a_table_and_a_sentence_that_nobody_knows(self):
        page = self.drawn.page.copy()
        page.said.append(Said("in-two-minutes/p", "Trust-led is the best in every respect."))
        page.tables["ranking"] = copy.deepcopy(page.tables["costs"])
        page.tables["ranking"].id = "ranking"
        self.objects(self.drawn, "no pattern: in-two-minutes/p: Trust-led is the best", page)
        self.objects(self.drawn, "0 ways to read table ranking", page)


if __name__ == "__main__":
    unittest.main()
