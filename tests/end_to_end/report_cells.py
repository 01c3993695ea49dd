"""What cells of the report's tables say, held against the comparison's numbers: verdicts, figures, who is best.
A table that nobody here knows is a problem.
"""

import fnmatch
import math
import re

from report_grammar import ERRORS
from report_numbers import (
    GM,
    LEAD,
    PLACES,
    TOOK_PART,
    Numbers,
    decimals_for,
    lower_first,
    number,
    shows,
    shows_about,
    shows_interval,
    shows_pounds,
)
from report_text import Cell, Page, Table

SMALL, UNSURE = "no change that matters", "cannot say"
TONE = {"gain": "gain", "harm": "harm", SMALL: "small", UNSURE: "unsure", "not modelled": "not-modelled"}
ALOUD = {"gain": "gain", "harm": "harm", SMALL: "too small to matter", UNSURE: "cannot say",
         "not modelled": "not modelled"}  # fmt: skip
TABLES = []  # what table, and what is wrong with a row of it


def rows_of(pattern: str):
    def of(check):
        TABLES.append((pattern, check))
        return check

    return of


def either_way(n: Numbers, row: dict) -> str:
    """Words of a difference of which nobody can say whether it matters."""
    better, mean = n.measures.better(row["outcome"]), row["difference"]
    if math.isnan(row["interval_low"]):
        return "too few runs to say"
    if not better:
        return "{} to {}; neither way is better"
    if mean == 0:
        return "could be either way"
    side = "better" if mean * better > 0 else "worse"
    share = math.floor(100 * row["share_same_sign"] + 0.5)
    if share < 50:
        return "could be either way"
    if share >= 100:
        return f"{side} in all {n.word}, perhaps too small"
    return f"could be either way: {side} in {share} % of {n.word}"


def people_of(n: Numbers, row: dict, text: str) -> bool:
    """"about 27,000 more adults agree that ...", where the CSV counts people."""
    if math.isnan(row["people"]) or row["outcome"] == "get_on_well_most_deprived":
        return not text
    found = re.fullmatch("; about (.+?) (more|fewer) (.+)", text)
    meaning = {"hate_incidents": "hate incidents a year",
               "police_trust_fell": "adults who lost trust in the police"}.get(
        row["outcome"], f"adults {n.measures.info[row['outcome']].get('meaning', '')}")  # fmt: skip
    return bool(found) and shows_about(found[1], row["people"]) and found[3] == meaning and (
        found[2] == ("more" if row["people"] > 0 else "fewer"))  # fmt: skip


def says_difference(text: str, n: Numbers, row: dict | None) -> bool:
    """"gain: +1.2 points (+0.9 to +1.6); about 27,000 more adults ...", "too small", "could be either way: ..."."""
    if row is None or math.isnan(row["difference"]):
        return text == "too few residents"
    verdict = n.verdict(row)
    if verdict in (SMALL, "not modelled"):
        return text == ("too small" if verdict == SMALL else verdict)
    if verdict == UNSURE:
        expected = either_way(n, row)
        return text == expected or ("{}" in expected and text.endswith("; neither way is better"))
    found = re.fullmatch(r"(gain|harm): (\S+) (.+?) \((.+? to .+?|too few runs)\)(.*)", text)
    return (bool(found) and found[1] == verdict and shows(found[2], row["difference"], decimals_for(row))
            and found[3] in ("points", row["unit"]) and shows_interval(found[4], row)
            and people_of(n, row, found[5]))  # fmt: skip


def difference_cell(n: Numbers, cell: Cell, row: dict | None) -> bool:
    if not says_difference(cell.text, n, row):
        return False
    if row is None or math.isnan(row["difference"]):
        return not cell.tone
    verdict = n.verdict(row)
    return cell.tone == TONE[verdict] and (cell.aloud == ALOUD[verdict] or ALOUD[verdict] in cell.text)


def outcome_of(n: Numbers, title: str) -> str:
    return n.measures.by_title[title]


def option_in(n: Numbers, label: str) -> str:
    """Of "A Trust-led"; a baseline has no letter."""
    return n.baseline if label == n.baseline else n.options[ord(label[0]) - 65]


def is_labelled(n: Numbers, label: str) -> bool:
    return label == n.baseline or label[2:] == option_in(n, label)


def columns_of_options(n: Numbers, table: Table, first: int) -> bool:
    return [title[2:] for title in table.columns[first : first + len(n.options)]] == n.options


def planned(page: Page, n: Numbers, option: str) -> float:
    """Pounds more than the baseline at published prices, which its levers cost as well."""

    def of(k):
        table = page.tables.get(f"purchases-{k}")
        return sum(row[6].number for row in table.rows) if table else 0

    return of(n.options.index(option) + 1) - page.tables["costs"].row(n.baseline)[1].number


@rows_of("options-at-a-glance")
def at_a_glance(n, page, table, row):
    option = option_in(n, row[0].text)
    bought = page.tables[f"purchases-{n.options.index(option) + 1}"]
    levers = list(dict.fromkeys(lower_first(one[0].text) for one in bought.rows))
    told = lower_first(row[1].text)
    few = math.isnan(row[3].number) and row[3].text == "fewer than can be told"
    return (is_labelled(n, row[0].text) and all(lever in told for lever in levers)
            and shows_pounds(row[2].text, planned(page, n, option))
            and (few or shows_about(row[3].text, row[3].number)))  # fmt: skip


@rows_of("outcomes-at-a-glance")
def outcomes_at_a_glance(n, page, table, row):
    outcome = outcome_of(n, row[0].text)
    first = n.row(n.options[0], outcome)
    seen = first["survey_smallest_difference"]
    return (columns_of_options(n, table, 2) and shows(row[1].text, first["baseline_level"])
            and all(difference_cell(n, cell, n.row(option, outcome))
                    for option, cell in zip(n.options, row[2:-1], strict=True))
            and (row[-1].text == "not asked" if math.isnan(seen) else shows(row[-1].text, seen)))  # fmt: skip


SHORT = {SMALL: "too small", UNSURE: "one cannot say"}


@rows_of("in-people_data")
@rows_of("lead-in-people_data")
def in_people(n, page, table, row):
    """Of several outcomes the first column says which."""
    title, *rest = row if len(row) > 3 else [Cell(n.measures.title(LEAD)), *row]
    one = n.row(option_in(n, rest[0].text), outcome_of(n, title.text))
    mean, _, between = rest[1].text.partition(" (")
    right = shows(mean, one["people"]) and rest[2].text == SHORT.get(n.verdict(one), n.verdict(one))
    if not between:
        return right and math.isnan(one["interval_low"])
    return right and shows_interval(between.rstrip(")"), one, n.adults() / 100, 0)


def put_in(n: Numbers, row: dict, text: str) -> bool:
    verdict = n.verdict(row)
    if verdict == "gain":
        return shows(text.removeprefix("put in "), row["difference"], decimals_for(row))
    return text == {SMALL: "put in, small", UNSURE: "put in, unsure"}.get(verdict, verdict)


@rows_of("levels-*")
def three_levels(n, page, table, row):
    option, outcome = n.options[int(table.id.rpartition("-")[2]) - 1], outcome_of(n, row[0].text)
    over_all, there = n.row(option, outcome), n.row(option, outcome, PLACES)
    if row[1].text == "not kept of so few":
        kept = n.row(option, outcome, TOOK_PART) is None and row[2].text == "not kept of places" and there is None
        return kept and difference_cell(n, row[3], over_all)
    among = n.row(option, outcome, TOOK_PART)
    if among is None:
        right = row[1].text == "fewer than can be told"
    elif among["cost_words"].startswith("put in"):
        right = put_in(n, among, row[1].text)
    else:
        right = difference_cell(n, row[1], among)
    everywhere = there is not None and there["level"] == over_all["level"]
    in_places = row[2].text == "all of Greater Manchester" if everywhere else difference_cell(n, row[2], there)
    return right and in_places and difference_cell(n, row[3], over_all)


@rows_of("option-against-option")
def against_option(n, page, table, row):
    outcome = outcome_of(n, row[0].text.removesuffix(" (less is better)"))
    if row[0].text.endswith(")") != (n.measures.better(outcome) < 0):
        return False
    pair = n.pair(option_in(n, row[1].text), option_in(n, row[2].text), outcome)
    verdict, decimals = n.verdict(pair), decimals_for(pair)
    if verdict in (SMALL, "not modelled"):
        told = "too small to matter" if verdict == SMALL else verdict
        return outcome == LEAD and not any(cell.text for cell in row[3:7]) and row[7].text == told
    ends = [(cell.text, pair[key]) for cell, key in zip(row[5:7], ("interval_low", "interval_high"), strict=True)]
    return (row[7].text == verdict and shows(row[3].text, 100 * pair["share_better"])
            and shows(row[4].text, pair["difference"], decimals)
            and all(text == "" if math.isnan(value) else shows(text, value, decimals)
                    for text, value in ends))  # fmt: skip


@rows_of("measures-*")
def measure(n, page, table, row):
    """Of the mean and the worst case the CSV knows; of the rest what must be so."""
    outcome = table.id.removeprefix("measures-").replace("-", "_")
    better = n.measures.better(outcome)
    for option, cell in zip(n.options, row[3:], strict=True):
        one = n.row(option, outcome)
        ends = sorted((better * one["interval_low"], better * one["interval_high"]))
        known = n.drawn and not math.isnan(ends[0]) and n.replicates < 40
        expected = {"On average": better * one["difference"]}
        if known:
            expected |= {"In the worst case": ends[0], "Between best and worst": sum(ends) / 2,
                         "Room before it fails": ends[0] - one["smallest_difference_that_matters"]}  # fmt: skip
        value = expected.get(row[0].text, cell.number)
        size = max([abs(value), 1e-3] + [abs(end) for end in ends if known])
        if abs(cell.number - value) > 2e-5 * size + 1e-9:
            return False
        if cell.number < 0 and ("regret" in row[0].text.lower() or row[0].text.startswith("Often")):
            return False
    return columns_of_options(n, table, 3)


@rows_of("dips")
def dip(n, page, table, row):
    outcome, option = outcome_of(n, row[0].text), row[1].text
    depth, half, area = (n.stressed(option, outcome, key) for key in ("depth", "weeks_to_half", "area"))
    words = {"gain": ("less deep", "faster"), "harm": ("deeper", "slower"), SMALL: ("too small",) * 2}
    deep, fast = (words.get(one["verdict"], (one["verdict"],) * 2)[k] for k, one in enumerate((depth, half)))
    said = "baseline" if option == n.baseline else deep if deep == fast else f"depth {deep}, recovery {fast}"
    weeks = re.match(r"([\d.]+) weeks", row[5].text)
    alike = option != n.baseline and depth["verdict"] == half["verdict"]
    return (outcome in n.shown_dips() and shows(row[2].text, number(depth["mean"]))
            and (shows(weeks[1], number(half["mean"])) if weeks else not half["mean"])
            and shows(row[6].text, number(area["mean"])) and row[7].text == said
            and row[7].tone == (TONE[depth["verdict"]] if alike else ""))  # fmt: skip


@rows_of("incidents-under-stress")
def incidents(n, page, table, row):
    option = row[0].text
    counts = [(row[1].text, "hate_incidents"), (row[3].text, "hate_recorded")]
    return all(shows_about(text.lstrip("+-"), number(n.stressed(option, outcome, "more")["mean"])) or text == "0"
               for text, outcome in counts)  # fmt: skip


@rows_of("districts-*")
def district(n, page, table, row):
    outcome = table.id.removeprefix("districts-").replace("-", "_")
    seen = n.row(n.options[0], outcome, row[0].text)["survey_smallest_difference"]
    asked = [] if math.isnan(seen) else [row[-1].text]
    return (columns_of_options(n, table, 1) and all(shows(text, seen) for text in asked)
            and all(difference_cell(n, cell, n.row(option, outcome, row[0].text))
                    for option, cell in zip(n.options, row[1:len(row) - len(asked)], strict=True)))  # fmt: skip


@rows_of("groups-*")
@rows_of("open-groups-*")
def group(n, page, table, row):
    option, outcome = n.options[int(table.id.rpartition("-")[2]) - 1], outcome_of(n, row[1].text)
    one = n.row(option, outcome, row[0].text)
    told = n.verdict(one) == "harm" or (n.verdict(one) == "gain" and "ethnic" not in row[0].text)
    if table.id.startswith("open"):
        told = n.verdict(one) == UNSURE
    return told and shows(row[2].text, one["baseline_level"]) and difference_cell(n, row[3], one)


@rows_of("equality")
def equality(n, page, table, row):
    title = row[0].text.partition(" (")[0]
    group = re.search(", (ethnic group .*)$", title)
    outcome = n.measures.by_title.get(title) or n.measures.by_title[title.removesuffix(f", {group[1]}")]
    rows = [n.row(option, outcome, group[1] if group else GM) for option in n.options]
    known = next(one for one in rows if one)
    return (shows(row[1].text, known["baseline_level"])
            and all(difference_cell(n, cell, one) for cell, one in zip(row[2:], rows, strict=True)))  # fmt: skip


@rows_of("course_data")
def course(n, page, table, row):
    if int(row[0].text) < n.years:
        return True
    return all(shows(cell.text.partition(" (")[0], n.row(option_in(n, title), LEAD)["difference"])
               for title, cell in zip(table.columns[1:], row[1:], strict=True))  # fmt: skip


@rows_of("true-and-seen_data")
def true_and_seen(n, page, table, row):
    of = next(one for one in n.series if (one["scenario"], one["place"], one["quarter"], one["indicator"])
              == (n.baseline, GM, row[0].text, LEAD))  # fmt: skip
    return all(cell.text == "no data" if not of[key] else shows(cell.text, number(of[key]))
               for key, cell in (("true", row[1]), ("measured", row[2])))  # fmt: skip


@rows_of("chances")
def chance(n, page, table, row):
    title = row[0].text.removesuffix(" (in place)")
    regime = {"A survey every quarter": "quarterly_survey", "A community panel": "community_panel"}.get(
        title, "participants" if title.startswith("Participants") else lower_first(title))  # fmt: skip
    for option, cell in zip(n.options, row[2:-1], strict=True):
        found = [one for one in n.monitoring if one["option"] == option and one["place"] in (GM, TOOK_PART)
                 and one["regime"].startswith(regime.replace(" ", "_"))
                 and n.measures.title(one["indicator"]) == row[1].text]  # fmt: skip
        if not found or not found[0]["chance_to_tell"]:
            if cell.text != "nothing to tell by":
                return False
            continue
        percent, _, week = cell.text.partition(" %, week ")
        if not shows(percent, 100 * number(found[0]["chance_to_tell"])) or week != found[0]["known_in_week"]:
            return False
    return True


@rows_of("samples")
def sample(n, page, table, row):
    one = n.row(n.options[0], LEAD, row[0].text)
    return (shows(row[2].text, one["survey_smallest_difference"])
            and shows(row[3].text, one["smallest_difference_that_matters"], 1))  # fmt: skip


@rows_of("parameters-that-matter")
def parameter(n, page, table, row):
    known = page.tables["parameters"].row(row[2].text)
    varies = known[4].number < known[5].number
    return varies and row[3].text == known[1].text and abs(row[5].number) <= 1


@rows_of("corners")
def corner(n, page, table, row):
    of_outcome = [one[2].number for one in table.rows if one[0].text == row[0].text]
    if row[1].text == "none: several alike":
        return not row[3].text and row[4].text == "no" and abs(sum(of_outcome) - 100) < 1e-6
    outcome, option = outcome_of(n, row[0].text), option_in(n, row[1].text)
    matters = n.row(n.options[0], outcome)["smallest_difference_that_matters"]
    right = row[4].text == ("yes" if row[3].number >= matters * (1 - 1e-5) else "no")
    if sum(of_outcome) > 100 + 1e-9 or outcome != LEAD or "plane_data" not in page.tables:
        return right and sum(of_outcome) <= 100 + 1e-9
    runs: dict[str, list[float]] = {n.baseline: [0.0] * n.replicates}
    for point in page.tables["plane_data"].rows:
        runs.setdefault(option_in(n, point[0].text), []).append(point[2].number)
    leads = []
    for r in range(n.replicates):
        others = [values[r] for name, values in runs.items() if name != option]
        if runs[option][r] > max(others):
            leads.append(runs[option][r] - max(others))
    return (right and abs(row[2].number - 100 * len(leads) / n.replicates) < 1e-9
            and abs(row[3].number - sum(leads) / len(leads)) < 1e-9)  # fmt: skip


@rows_of("contested")
def contested(n, page, table, row):
    of = n if row[0].text == "as in this comparison" else n.contested[row[0].text]
    return all(difference_cell(of, cell, of.row(option, "police_confidence"))
               for option, cell in zip(n.options, row[1:], strict=True))  # fmt: skip


@rows_of("costs")
def cost(n, page, table, row):
    name = option_in(n, row[0].text)
    right = name == n.baseline or abs(row[1].number - n.cost(name)) <= 1e-5 * abs(n.cost(name))
    near = 1e-9 * abs(row[1].number)
    return (right and row[2].number - near <= row[1].number <= row[3].number + near
            and all(shows_pounds(cell.text, cell.number) for cell in row[1:]))  # fmt: skip


def problems(n: Numbers, page: Page) -> list[str]:
    found = []
    for table in page.tables.values():
        checks = [check for pattern, check in TABLES if fnmatch.fnmatch(table.id, pattern)]
        if len(checks) != 1:
            found.append(f"{len(checks)} ways to read table {table.id}")
            continue
        for row in table.rows:
            try:
                right = checks[0](n, page, table, row)
            except ERRORS as error:
                right = False
                found.append(f"{type(error).__name__} {error} in the next")
            if not right:
                found.append(f"table {table.id}: {' | '.join(cell.text for cell in row)}")
    return found
