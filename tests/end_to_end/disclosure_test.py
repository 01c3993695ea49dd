"""What each command writes and prints, walked: nothing says what may not be shown (sim/measures/disclosure.h).

The commands run as users run them; `walk_disclosure` reads what they leave, and what they print as files beside it, and
holds it against the tables of measures. Standard library only.
"""

import csv
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = str(pathlib.Path(os.environ["CONCORD_PROGRAM"]).resolve())
WALKER = str(pathlib.Path(os.environ["CONCORD_DISCLOSURE_WALKER"]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = """open status_quo_today
show_week 4
fork Other
lever community_engagement 40
show_week 24
select Oldham
why_state voice
export map map.csv
export headlines headlines.csv
export differences differences.csv
export over_time over_time.csv
export why why.csv
export costs costs.csv
export assumptions assumptions.csv
map_shows difference
level neighbourhood
indicator state_grievance
export map grievance.csv
export map grievance.svg
export map grievance_alone.svg
export why why_alone.svg
report_add headlines
save_branch other.toml
"""

# Every shipped scenario, compared with what it is an option to.
FAMILIES = {
    (
        "status_quo_today",
        "adaptive",
        "engagement_led",
        "english_circles",
        "mixed_portfolio",
        "more_stops",
        "open_brand",
        "policing_heavy",
        "safeguarding_first",
        "trust_led",
    ): ("--stress", "attack:2026-07-22:Manchester", "--contested", "0"),
    ("status_quo_today", "austerity"): ("--contested", "2"),
    ("meetings_today", "borough_only_venues", "gm_wide_venues"): ("--contested", "0"),
    ("status_quo_2016", "gm_strategy_2016"): ("--contested", "0"),
    ("status_quo_2016", "confidence_decline_2016"): ("--contested", "0"),
    (
        "attack_2017_unprepared",
        "attack_2017_prepared",
    ): ("--contested", "0", "--weeks", "104", "--stress", "own_events"),
}

# What somebody would ask of a named place that is told of Greater Manchester or districts alone, if at all.
CLOSED = ("support", "referrals", "needs_unmet", "wrong_referrals", "news", "pressures", "online_grooming",
          "meetings_held", "hostility", "hate_recorded", "programme_aware", "hate_incidents@Moss Side",
          "hate_incidents:E02000984")  # fmt: skip


class Disclosure(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def concord(self, *arguments: str) -> str:
        """What it prints, which is kept as printed/COMMAND-NUMBER.txt to be walked with what it writes."""
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=900)
        self.assertEqual(done.returncode, 0, done.stderr)
        printed = self.folder / "printed"
        printed.mkdir(exist_ok=True)
        file = printed / f"{arguments[0]}-{len(list(printed.iterdir()))}.txt"
        file.write_text(f"{done.stdout}\n\n{done.stderr}", encoding="utf-8")
        return done.stdout

    def walk(self) -> subprocess.CompletedProcess:
        return subprocess.run([WALKER, str(self.folder)], capture_output=True, text=True, timeout=600)

    def assert_nothing_found(self, *files: str):
        for file in files:
            self.assertTrue(list(self.folder.glob(file)), file)
        done = self.walk()
        self.assertEqual((done.stdout, done.stderr, done.returncode), ("", "", 0))

    def test_run(self):
        self.concord("run", "mixed_portfolio", "--scale", "1:100", "--years", "1", "--progress", "off", "--out", "a.h5")
        self.assert_nothing_found("a.h5", "printed/run-0.txt")

    def test_compare(self):
        self.concord(
            "compare", "status_quo_today", "trust_led", "--scale", "1:200", "--years", "1", "--runs", "2",
            "--keep-fields", "1", "--progress", "off", "--out", "it",
        )  # fmt: skip
        self.assert_nothing_found("it/comparison.h5", "it/comparison.csv", "it/plan.h5", "it/runs/*.h5")
        self.assertTrue(list(self.folder.glob("it/fields/*.h5")))

    def test_every_shipped_scenario(self):
        listed = self.concord("scenario", "list")
        names = {word.removesuffix(".toml") for word in listed.split() if word.endswith(".toml")}
        self.assertEqual(names, {name for family in FAMILIES for name in family}, "scenarios of no family")
        for name in sorted(names):
            self.concord("scenario", "show", name)
        self.concord("scenario", "check", *sorted(names))
        self.concord("scenario", "list", "--costs")
        for number, (names, extra) in enumerate(FAMILIES.items()):
            self.concord(
                "compare", *names, "--scale", "1:200", *(() if "--weeks" in extra else ("--years", "1")), "--runs", "2",
                "--keep-fields", "1", "--progress", "off", *extra, "--details", "--out", f"family-{number}",
            )  # fmt: skip
        self.assert_nothing_found("family-0/stress.csv", "family-0/stress/comparison.csv", "*/monitoring_series.csv",
                                  "family-5/stress.csv", "family-5/calm/comparison.csv")  # fmt: skip

    def assert_refused(self, *arguments: str, words: str):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, text=True, timeout=100)
        self.assertEqual(done.returncode, 2, (arguments, done.stdout, done.stderr))
        self.assertIn(words, done.stderr)

    def test_no_output_of_a_named_place_can_be_asked_for(self):
        small = ("--scale", "1:1000", "--progress", "off")
        for name in CLOSED:
            words = f"{name} not in {{get_on_well,"
            self.assert_refused("run", "status_quo_today", *small, "--out", "a.h5", "--outputs", name, words=words)
            self.assert_refused("compare", "status_quo_today", "trust_led", *small, "--outputs", name, words=words)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_no_rule_and_no_target_goes_by_what_is_closed_of_a_place(self):
        indicators = "allowed are get_on_well, trust_neighbours, belong, influence, feel_safe, police_confidence, "
        asked = [
            *((f'rule = {{ indicator = "{name}", above = 1 }}', f'no indicator "{name}"', indicators)
              for name in CLOSED),
            *((f'rule = {{ indicator = "recorded_hate", above = 1, by = "{place}" }}', f'by = "{place}" is no place',
               'allowed are "district" and "greater_manchester"')
              for place in ("Moss Side", "E02000984", "ward", "neighbourhood")),
            *((f'{key} = {{ indicator = "{name}", above = 1, in = "Moss Side" }}', f"unknown key {key}", "allowed are")
              for key in ("when", "where") for name in CLOSED),
            ('rule = { indicator = "recorded_hate", above = 1, in = "Moss Side" }', "unknown key in in rule",
             "allowed are indicator, below, above, reports, by"),
            *((f'target = {{ highest_{name} = "20%" }}', f"unknown key highest_{name} in target",
               "allowed are most_deprived, highest_disorder, lowest, districts and areas")
              for name in ("support", "referrals", "pressures", "meetings", "hostility")),
            *((f'target = {{ lowest = "{name}", districts = 3 }}', f'"{name}"', 'lowest = "get_on_well"')
              for name in ("grievance", "support", "referrals", "pressures", "meetings", "hostility")),
        ]  # fmt: skip
        for line, words, allowed in asked:
            (self.folder / "asked.toml").write_text(
                'format = 1\nname = "Asked"\npurpose = "A test?"\nextends = "status_quo_today.toml"\n[[lever]]\n'
                f'kind = "neighbourhood_policing"\npatrol_hours_per_1000_a_week = 10\ndistricts = "all"\n{line}\n'
                'unit_cost = { gbp = 1, per = "patrol hour", price_year = 2024, source = "assumption" }\n'
            )
            self.assert_refused("scenario", "check", "asked.toml", words=words)
            self.assert_refused("scenario", "check", "asked.toml", words=allowed)

    def test_population(self):
        self.concord("population", "build", "--scale", "1:200", "--out", "people")
        self.concord("population", "describe", "--file", "people")
        self.assert_nothing_found("people", "printed/population-1.txt")
        with (self.folder / "people").open("ab") as file:
            file.write(b"state")
        self.assertIn("cannot be read", self.walk().stdout)

    def test_describe(self):
        parts = ("parameters", "levers", "events", "measures", "disclosure", "model", "assumptions", "support")
        for part in parts:
            for form in ("text", "markdown"):
                self.assertGreater(len(self.concord("describe", part, "--format", form)), 200)
        self.assert_nothing_found("printed/describe-0.txt")

    def test_what_is_printed_is_walked(self):
        """What a leak would look like, in the words and the form of what commands print."""
        ward = "Places reached, end of the run      A\n  Belonging        too small\n  Hate incidents   12.1\n"
        listed = self.concord("scenario", "list")
        for line, words in (
            ("Hostility in Moss Side is 0.31.\n", '"hostility" of "moss side"'),
            ("Unmet needs, year 1:  change\n    Oldham      12\n", '"unmet needs" of "oldham"'),
            ("Referrals, ethnic group Asian     12\n", '"referrals" of "ethnic group asian"'),
            (ward, '"hate incidents" of "places reached"'),
        ):
            (self.folder / "printed/scenario-0.txt").write_text(f"{listed}\n{line}", encoding="utf-8")
            found = self.walk().stdout.lower()
            self.assertIn(words, found)
            self.assertEqual(found.count("\n"), 1, found)

    def study(self, command: str, name: str, text: str, **tables: str):
        """Runs a study of Concord at 1:1000 in folders of its own: what it reads, which is not walked, and NAME."""
        with tempfile.TemporaryDirectory() as read:
            for table, rows in tables.items():
                pathlib.Path(read, f"{table}.csv").write_text(rows)
            named = "".join(f'{table} = "{table}.csv"\n' for table in tables)
            pathlib.Path(read, "study.toml").write_text(
                f'format = 1\nname = "a study"\n[model]\nscale = "1:1000"\n{text}\n[tables]\n{named}'
            )
            self.concord(command, f"{read}/study.toml", "--progress", "off", "--out", name)

    def test_studies(self):
        check = "[check]\ndraws = 10\nseeds = 5\n"
        self.study(
            "sensitivity", "matters",
            'scenario = "safeguarding_first"\nagainst = "status_quo_today"\n'
            f'outcomes = ["influence", "hate_incidents"]\nweeks = 4\n{check}'
            '[sensitivity]\nmethod = "morris"\ntrajectories = 2\nresamples = 100\n',
            parameters="parameterId\nseat_effect\n",
        )  # fmt: skip
        measured = {
            "conditions": "conditionId,scenario,against\ntoday,status_quo_today,\nengaged,engagement_led,today\n",
            "observables": "observableId,observableFormula,group,noiseFormula\ngain,influence,Oldham,0.005\n"
                           "index,cohesion_index,ethnic group Asian,0.5\n",
            "measurements": "observableId,simulationConditionId,time,measurement,source\n"
                            "gain,engaged,8,0.01,by hand\nindex,today,8,54,by hand\n",
        }  # fmt: skip
        parameters = "parameterId\nseat_effect\nunfair_step\n"
        self.study(
            "calibrate", "fit",
            f'{check}[calibration]\nmethod = "abc"\nparticles = 20\npopulations = 2\nsimulations = 60\n'
            "predictive = 10\n",
            parameters=parameters, **measured,
        )  # fmt: skip
        self.study(
            "calibrate", "history",
            f'{check}[calibration]\nmethod = "history_matching"\npoints = 20\nwaves = 1\npredictive = 10\n',
            parameters=parameters, **measured,
        )  # fmt: skip
        self.assert_nothing_found(
            "matters/sensitivity.csv", "matters/sensitivity.txt", "matters/runs/*.csv", "fit/posterior.nc",
            "fit/targets.csv", "fit/calibration.txt", "fit/model.txt", "history/not_ruled_out.csv",
            "printed/sensitivity-0.txt", "printed/calibrate-1.txt",
        )  # fmt: skip
        self.assert_found_in_a_study()

    def assert_found_in_a_study(self):
        """A study that told of support by neighbourhood, in each of its files."""
        needs, place = "needs_met", "E01005153"
        for file, before, after, words in (
            ("matters/model.txt", "influence Greater Manchester", f"{needs} {place}", f"not known: {needs} of {place}"),
            ("matters/model.txt", "influence Greater Manchester", "cohesion_index Moss Side", "an output that is not"),
            ("fit/runs/check-0001-00001.csv", "problem", f"{needs}@{place}", f"{needs}@{place}, which is no output"),
            ("matters/sensitivity.csv", "influence@", f"{needs}@{place}@", f"{needs}@{place}@"),
            ("fit/targets.csv", "sd_over_seeds", needs, f"column that is not known: {needs}"),
            ("history/not_ruled_out.csv", "seat_effect", needs, f"{needs}, which is no parameter"),
            ("fit/calibration.txt", "What moves", f"{needs} of {place}: 3. What moves", f'"{needs}" of "{place}"'),
        ):
            path = self.folder / file
            text = path.read_text(encoding="utf-8")
            self.assertIn(before, text, file)
            path.write_text(text.replace(before, after), encoding="utf-8")
            found = self.walk().stdout
            self.assertIn(words, found)
            self.assertIn(f"{path.name}: ", found)
            path.write_text(text, encoding="utf-8")

    def test_validate_and_fit_start(self):
        areas = ROOT / "scenarios/greater_manchester/areas.csv"
        rows = list(csv.DictReader(line for line in areas.read_text().splitlines() if line[0] != "#"))
        codes = [row["area"] for row in rows if row["district"] in ("E08000001", "E08000002", "E08000003")]
        with tempfile.TemporaryDirectory() as data:  # made up: what it says is not looked at
            pathlib.Path(data, "lookup_msoa11_msoa21.csv").write_text(
                "msoa11_code,msoa21_code\n" + "".join(f"{code},{code}\n" for code in codes)
            )
            pathlib.Path(data, "social_trust_msoa11.csv").write_text(
                "msoa11_code,msoa11_name,prop_trust\n"
                + "".join(f"{code},{code},{0.4 + 0.002 * (k % 97)}\n" for k, code in enumerate(codes))
            )
            self.concord("fit-start", "--data", data)
        # The others take minutes, and print the same columns.
        quick = "P1,P2,P3,P4,P6,P8,P9,P13,P14,P15"
        self.concord("validate", "--only", quick, "--scale", "1:1000", "--seeds", "1", "--progress", "off")
        self.assert_nothing_found("printed/fit-start-0.txt", "printed/validate-1.txt")

    def test_explore(self):
        (self.folder / "session.concord").write_text(SCRIPT)
        self.concord("explore", "--script", "session.concord", "--out", "out", "--scale", "1:100")
        self.assert_nothing_found("out/grievance.csv", "out/why.csv", "out/headlines.csv", "out/other.toml",
                                  "out/grievance_alone.svg", "out/why_alone.svg")  # fmt: skip
        # The picture that stands alone is read: in the words of a level, where a difference alone may be, it is told.
        alone = self.folder / "out/grievance_alone.svg"
        level = alone.read_text(encoding="utf-8").replace("Map of Difference", "Map of Level")
        alone.write_text(level, encoding="utf-8")
        self.assertIn("Grievance (state)\" where it may not", self.walk().stdout)

    def test_a_folder_that_is_not_there_is_said_to_be_missing(self):
        done = subprocess.run([WALKER, str(self.folder / "none")], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("none: no such folder", done.stderr)
        self.assertEqual(subprocess.run([WALKER], capture_output=True).returncode, 2)

    def test_files_of_unknown_kinds_are_found(self):
        (self.folder / "residents.csv").write_text("# x\n# y\nresident,danger\n1,2\n")
        (self.folder / "residents.bin").write_text("1")
        done = self.walk()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stdout.splitlines()), 2)


if __name__ == "__main__":
    unittest.main()
