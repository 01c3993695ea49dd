"""The range that is printed is the range that is allowed: of every number of a scenario file, both ends are taken, and
what lies just beyond them is refused in a sentence with the same numbers.

Run by ctest with CONCORD_PROGRAM in the environment. Standard library only.
"""

import csv
import json
import pathlib
import re
import tempfile
import unittest

from end_to_end_test import ROOT, concord

HEAD = 'format = 1\nname = "x"\npurpose = "p"\nextends = "status_quo_today.toml"\n'
LEVER = (
    '[[lever]]\nkind = "{kind}"\n{fields}{more}'
    'unit_cost = {{ gbp = {gbp}, per = "{per}", price_year = {year}, source = "assumption" }}\n'
)
SEATS = dict(kind="community_engagement", fields="seats_per_1000_a_year = 5\n", more="", per="seat", gbp=1, year=2024)
NO_HATE_BY_DISTRICT = '[baseline.recorded_hate_incidents_by_district]\nsource = "s"\n'
NAMED = (
    r"allowed are (?:0, which is none, and )?(\S+) to ([^\s,;]+)",
    r"must lie above (\S+)% and below (\S+)%",
)


def tables(topic: str) -> list:
    return json.loads(concord("describe", topic, "--format", "json").stdout)


def ends(words: str) -> tuple:
    low, high = words.split(" to ")
    return float(low), float(high)


def number(value: float) -> str:
    return f"{value:.15g}"


class Case:
    """A text in which @ is the value tried, and the range that is printed somewhere, if it is."""

    def __init__(self, text: str, printed: tuple = None, open_ends: bool = False):
        self.text, self.printed, self.open_ends = text, printed, open_ends

    def with_value(self, value: float) -> str:
        return HEAD + self.text.replace("@", number(value))


def lever_cases() -> dict:
    kinds, fields = tables("levers")[:2]
    costs = {row["kind"]: row["cost per"] for row in kinds["rows"]}
    first = {}
    for row in fields["rows"]:
        first.setdefault(row["kind"], row)
    cases = {}
    for row in fields["rows"]:
        if row["value"] not in ("a number", "a share, as a number"):
            continue
        key, intensity = row["key"], first[row["kind"]]
        given = f"{key} = @\n"
        if row is not intensity:
            table = row["written in"]
            given = f"{table} = {{ {key} = @ }}\n" if table else given
            given += f'{intensity["key"]} = {intensity["changes nothing at"]}\n'
        # A panel's members are those of a panel.
        given = given.replace('"quarterly_survey"', '"community_panel"') if key == "panel_members" else given
        text = LEVER.format(**{**SEATS, "kind": row["kind"], "fields": given, "per": costs[row["kind"]], "gbp": 0})
        cases[f'{row["kind"]}.{key}'] = Case(text, ends(row["allowed"]))
    return cases


def parameter_cases() -> dict:
    (table,) = tables("parameters")
    return {row["name"]: Case(f'[parameters]\n{row["name"]} = @\n', tuple(row["range"])) for row in table["rows"]}


def event_cases() -> dict:
    (table,) = tables("events")
    cases = {}
    for row in table["rows"]:
        if not row["allowed"]:
            continue
        when = "".join(f"{key} = 2027-0{k + 1}-01\n" for k, key in enumerate(row["when"].split(", ")))
        where = 'district = "Bolton"\n' if row["where"] == "district" else ""
        cases[row["kind"]] = Case(
            f'[[event]]\nkind = "{row["kind"]}"\n{where}{when}incident_ratio = @\n', ends(row["allowed"])
        )
    return cases


def percent(text: str) -> Case:
    """A level in percent: the ends themselves have no logit."""
    return Case(text.replace("@", "@%"), (0, 100), open_ends=True)


def baseline_cases() -> dict:
    """By key of [baseline], with what has numbers below it written out."""
    items = "trust_neighbours belong influence feel_safe police_confidence disorder_problem satisfied_area"
    cases = {key: percent(f'[baseline]\n{key} = "@"\n') for key in [*items.split(), "programme_support"]}
    with (ROOT / "scenarios" / "greater_manchester" / "districts.csv").open(encoding="utf-8") as table:
        districts = [row["name"] for row in csv.DictReader(line for line in table if not line.startswith("#"))]
    levels = "[baseline.get_on_well_by_district]\n" + "".join(f'"{name}" = "@"\n' for name in districts)
    cases["get_on_well_by_district"] = percent(levels)
    cases["get_on_well"] = percent('[baseline]\nget_on_well = "@"\n' + levels)
    cases["stops_per_1000_a_year"] = Case("[baseline]\nstops_per_1000_a_year = @\n")
    hate = "[baseline]\nrecorded_hate_incidents_per_1000_a_year = {}\n[baseline.recorded_hate_incidents_by_district]\n"
    cases["recorded_hate_incidents_per_1000_a_year"] = Case(hate.format("@") + 'source = "s"\n')
    cases["recorded_hate_incidents_by_district"] = Case(hate.format(100) + '"Bolton" = @\n')
    for group in ("asian", "black", "mixed", "other"):
        ratios = ", ".join(f"{name} = {'@' if name == group else 1}" for name in ("asian", "black", "mixed", "other"))
        cases[f"exposure: {group}"] = Case(f'[baseline]\nexposure = {{ {ratios}, source = "s" }}\n')
    cases["confidence_decline: points"] = Case("[baseline]\nconfidence_decline = { points = @, weeks = 52 }\n", (5, 15))
    lasting = "[baseline]\nconfidence_decline = { points = 11, weeks = @ }\n"
    cases["confidence_decline: weeks"] = Case(lasting, (1, 1560))
    for key in ("referrals_per_100000_a_year", "places_per_100000"):
        cases[f"support: {key}"] = Case(f"[baseline]\nsupport = {{ {key} = @ }}\n")
    return cases


def other_cases() -> dict:
    """What docs/scenario_file.md says in its other tables."""
    def seats(**more) -> str:
        return LEVER.format(**{**SEATS, **more})

    rule = 'rule = {{ indicator = "recorded_hate", above = {}, reports = {} }}\n'
    return {
        "years": Case("years = @\n", (1, 30)),
        "capacity": Case(seats(more="capacity = @\n")),
        "unit_cost: gbp": Case(seats(gbp="@")),
        "unit_cost: price_year": Case(seats(year="@"), (2000, 2025)),
        "rule: reports": Case(seats(more=rule.format(1, "@")), (1, 40)),
        "rule: above": Case(seats(more=rule.format("@", 1))),
    }


class Ranges(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def checked(self, texts: dict) -> dict:
        """Of each named text what `scenario check` said was wrong with it: nothing where it was accepted."""
        names = {name: f"{number}.toml" for number, name in enumerate(texts)}
        for name, text in texts.items():
            (self.folder / names[name]).write_text(text, encoding="utf-8")
        done = concord("scenario", "check", *names.values(), cwd=self.folder)
        said = {name: [] for name in texts}
        by_file = {file: name for name, file in names.items()}
        for line in (done.stdout + done.stderr).splitlines():
            file, words = line.removeprefix("concord: ").split(":", 1)
            said[by_file[file]].append("" if words.startswith(" well formed") else words)
        self.assertEqual({name: len(lines) for name, lines in said.items()}, dict.fromkeys(texts, 1))
        return {name: lines[0] for name, lines in said.items()}

    def told(self, words: str) -> tuple:
        """The range that a message names."""
        for form in NAMED:
            if named := re.search(form, words):
                return float(named[1]), float(named[2])
        self.fail(f"no range is named: {words}")

    def holds(self, cases: dict) -> None:
        told = {name: self.told(words) for name, words in self.checked(
            {name: case.with_value(1e12) for name, case in cases.items()}).items()}
        for name, case in cases.items():
            for end, printed in zip(told[name], case.printed or ()):
                self.assertAlmostEqual(end, printed, delta=1e-12 * abs(end), msg=name)
        at, beyond = {}, {}
        for name, case in cases.items():
            for end, way in zip(told[name], (-1, 1)):
                step = max(1e-9, 1e-12 * abs(end))
                inside, outside = (end - way * step, end) if case.open_ends else (end, end + way * step)
                at[name, way] = case.with_value(inside)
                beyond[name, way] = case.with_value(outside)
        for key, words in self.checked(at).items():
            self.assertEqual(words, "", key)
        for key, words in self.checked(beyond).items():
            self.assertEqual(self.told(words), told[key[0]], (key, words))

    def test_of_fields_of_levers(self):
        cases = lever_cases()
        self.assertGreater(len(cases), 15)
        self.holds(cases)

    def test_of_parameters(self):
        cases = parameter_cases()
        self.assertGreater(len(cases), 100)
        self.holds(cases)

    def test_of_events(self):
        self.holds(event_cases())

    def test_of_the_baseline(self):
        cases = baseline_cases()
        self.holds(cases)
        # Each key there is, as the program lists them.
        said = self.checked({"": HEAD + "[baseline]\nnone_such = 1\n"})[""]
        keys = re.split(", | and ", said.split("allowed are ")[1])
        self.assertEqual({key.split(":")[0] for key in cases}, set(keys) - {"monitoring", "source", "note"})

    def test_of_the_rest_of_a_scenario(self):
        self.holds(other_cases())


if __name__ == "__main__":
    unittest.main(verbosity=2)
