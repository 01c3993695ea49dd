"""A comparison's numbers as its CSV files have them, and whether words shown agree with a number. Verdicts are worked
out anew from intervals, so that a CSV whose verdict is wrong is noticed as well.
"""

import copy
import csv
import json
import math
import pathlib
import re
import tomllib

from end_to_end_test import ROOT, concord

GM, TOOK_PART, PLACES = "Greater Manchester", "those who took part", "places reached"
LEAD = "get_on_well"
NUMBERS = ("baseline_level", "level", "difference", "interval_low", "interval_high", "share_same_sign", "share_better",
           "smallest_difference_that_matters", "people", "survey_smallest_difference", "option_cost_present_gbp",
           "cost_per_point_gbp", "cost_per_point_low_gbp", "cost_per_point_high_gbp")  # fmt: skip
LIBRARY = ROOT / "scenarios" / "library"
TABLE = ROOT / "scenarios" / "greater_manchester"


def number(text: str | None) -> float:
    return float(text) if text and text != "not a survey item" else math.nan


def rows_of(path: pathlib.Path) -> list[dict]:
    """Of a table that is not there: none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


class Measures:
    """Titles, units and meanings, as `concord describe measures` has them."""

    def __init__(self):
        described = json.loads(concord("describe", "measures", "--format", "json").stdout)
        self.headline = [row["name"] for row in described[0]["rows"] if "unit" in row]
        named = [row for table in described for row in table["rows"] if "title" in row and "name" in row]
        self.info = {}
        for row in named:
            self.info.setdefault(row["name"], row)
        self.by_title = {}
        for row in named:
            self.by_title.setdefault(row["title"], row["name"])

    def title(self, name: str) -> str:
        return self.info[name]["title"]

    def better(self, name: str) -> int:
        return {"higher": 1, "lower": -1}.get(self.info[name].get("better"), 0)


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


class Numbers:
    def __init__(self, folder: pathlib.Path, measures: Measures, years: int, scale: int, parts: dict | None = None):
        self.measures, self.years, self.scale, self.parts = measures, years, scale, parts or {}
        self.rows = rows_of(folder / "comparison.csv")
        for row in self.rows:
            for key in NUMBERS:
                row[key] = number(row[key])
        self.index()
        first = self.rows[0]
        self.baseline = first["baseline"]
        self.options = list(dict.fromkeys(row["option"] for row in self.rows))
        self.replicates, self.parameters, self.seed = int(first["replicates"]), first["parameters"], first["seed"]
        self.drawn = self.parameters != "defaults"
        self.word = "draws" if self.drawn else "pairs of runs"
        self.stress = rows_of(folder / "stress.csv")
        self.monitoring = rows_of(folder / "monitoring.csv")
        self.series = rows_of(folder / "monitoring_series.csv")
        self.contested = {}
        for key, title in (("equal_exposure", "equal exposure to stops"),
                           ("unfair_weight_1", "an unfair stop weighs as a fair one (E08)"),
                           ("unfair_weight_14", "an unfair stop weighs 14 fair ones (E07)")):  # fmt: skip
            beside = folder / "contested" / key
            if (beside / "comparison.csv").exists():
                self.contested[title] = Numbers(beside, measures, years, scale)
        self.purposes: dict[str, list[str]] = {}  # sentences, by scenario
        self.has_doses = (folder / "dose").exists()
        self.name = folder.name

    def index(self):
        """Again, where somebody has changed whose rows are whose."""
        self.by_name = {(row["option"], row["baseline"], row["group"], row["outcome"]): row for row in self.rows}

    def copy(self) -> "Numbers":
        return copy.deepcopy(self)

    @property
    def scenarios(self) -> list[str]:
        return [self.baseline, *self.options]

    def row(self, option: str, outcome: str, group: str = GM, against: str | None = None) -> dict | None:
        return self.by_name.get((option, against or self.baseline, group, outcome))

    def gm(self) -> list[dict]:
        """Headline outcomes over Greater Manchester, option by option."""
        return [self.row(option, outcome) for option in self.options for outcome in self.measures.headline]

    def pair(self, a: str, b: str, outcome: str) -> dict:
        return self.row(a, outcome, against=b)

    def better_than(self, a: str, b: str, outcome: str) -> bool:
        if self.options.index(a) < self.options.index(b):
            return self.verdict(self.pair(a, b, outcome)) == "gain"
        return self.verdict(self.pair(b, a, outcome)) == "harm"

    def verdict(self, row: dict) -> str:
        """From the interval, what matters and which way is better."""
        low, high, least = row["interval_low"], row["interval_high"], row["smallest_difference_that_matters"]
        better = self.measures.better(row["outcome"])
        if row["verdict"] == "not modelled":
            return "not modelled" if row["difference"] == 0 else "wrong"
        if math.isnan(row["difference"]):
            return "not defined"
        if not math.isnan(low):
            near, far = sorted((low * better, high * better))
            if better and near >= least:
                return "gain"
            if better and far <= -least:
                return "harm"
            if better and max(abs(low), abs(high)) < least:
                return "no change that matters"
        return "cannot say"

    def with_verdict(self, outcome: str, *verdicts: str) -> list[str]:
        return [option for option in self.options if self.verdict(self.row(option, outcome)) in verdicts]

    def cost(self, option: str) -> float:
        return self.row(option, LEAD)["option_cost_present_gbp"]

    def adults(self) -> float:
        """Of Greater Manchester, from a difference in points and in people; unknown where nothing differs."""
        told = [row for row in self.gm() if abs(row["people"]) > 0 and row["difference"]
                and row["unit"] == "percent of adults"]  # fmt: skip
        if not told:
            return math.nan
        row = max(told, key=lambda one: abs(one["difference"]))
        return 100 * row["people"] / row["difference"]

    def open_outcomes(self) -> list[str]:
        """In which some option is a gain, a harm, or nobody can say."""
        return [name for name in self.measures.headline if self.with_verdict(name, "gain", "harm", "cannot say")]

    def stressed(self, option: str, outcome: str, measure: str) -> dict:
        return next(row for row in self.stress
                    if (row["option"], row["outcome"], row["measure"]) == (option, outcome, measure))  # fmt: skip

    def shown_dips(self) -> list[str]:
        """Outcomes whose fall is as large as matters in some scenario."""
        depths = [row for row in self.stress if row["measure"] == "depth"]
        deep = {row["outcome"] for row in depths
                if float(row["mean"]) >= float(row["smallest_difference_that_matters"])}  # fmt: skip
        return [row["outcome"] for row in depths if row["option"] == self.baseline and row["outcome"] in deep]


def purposes(folder: pathlib.Path = LIBRARY) -> dict[str, str]:
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    return {scenario["name"]: scenario.get("purpose", "") for scenario in read}


def residents_of_greater_manchester() -> int:
    return sum(int(row["residents"]) for row in rows_of(TABLE / "neighbourhoods.csv"))


def decimals_for(row: dict) -> int:
    largest = max(abs(x) for x in (row["difference"], row["interval_low"], row["interval_high"], 0) if x == x)
    return 1 if largest >= 1 else 2 if largest >= 0.1 else 3 if largest >= 0.01 else 4


def shows(text: str, value: float, decimals: int | None = None) -> bool:
    """Whether a number shown is the value, rounded to what is shown (or to `decimals`, where it is shown as 0)."""
    plain = text.replace(",", "").replace("−", "-").rstrip(" %")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) or math.isnan(value):
        return False
    shown = len(plain.partition(".")[2])
    decimals = shown if decimals is None or float(plain) else decimals
    return abs(float(plain) - value) <= 0.5001 * 10.0**-decimals + 2e-5 * abs(value)


def shows_interval(text: str, row: dict, scale: float = 1, decimals: int | None = None) -> bool:
    """"+0.9 to +1.6", or that there were too few runs."""
    if math.isnan(row["interval_low"]):
        return text == "too few runs"
    low, found, high = text.partition(" to ")
    decimals = decimals_for(row) if decimals is None else decimals
    return bool(found) and shows(low, row["interval_low"] * scale, decimals) and shows(
        high, row["interval_high"] * scale, decimals)  # fmt: skip


def shows_about(text: str, value: float) -> bool:
    """Two figures."""
    size = abs(value)
    if size < 1 or text == "fewer than 1":
        return size < 1.001 and text == "fewer than 1"
    step = 10.0 ** max(0, math.floor(math.log10(size)) - 1)
    return abs(float(text.replace(",", "")) - size) <= 0.501 * step + 1e-4 * size


def shows_pounds(text: str, value: float) -> bool:
    if text == "no upper limit":
        return math.isinf(value)
    found = re.fullmatch(r"(-?)£([\d,]+(?:\.\d+)?)([mk]?)", text)
    if not found or not math.isfinite(value):
        return False
    unit = {"m": 1e6, "k": 1e3, "": 1}[found[3]]
    plain = found[2].replace(",", "")
    decimals = len(plain.partition(".")[2])
    shown = float(plain) * (-1 if found[1] else 1)
    return abs(shown - value / unit) <= 0.501 * 10.0**-decimals + 2e-5 * abs(value / unit)
