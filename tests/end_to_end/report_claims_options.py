"""What the report claims of each option, and of options against each other."""

import math
import re

from report_claims_page_one import SMALL, UNSURE, extra, letters
from report_grammar import claim, is_what_matters, is_years, joined, names_in, outcome_in_text, outcomes_in_text
from report_numbers import (
    LEAD,
    TOOK_PART,
    lower_first,
    number,
    residents_of_greater_manchester,
    shows,
    shows_about,
    shows_interval,
    shows_pounds,
)

OPTION, PAIRS = "option-[0-9]*/*", "option-by-option/*"


def option_of(c) -> str:
    return c.numbers.options[int(c.said.place.partition("/")[0].removeprefix("option-")) - 1]


@claim(OPTION, "{letter} {option}")
def heading(c, letter, option):
    return option == option_of(c) and letter == letters(c.numbers, option)


@claim(OPTION, "{purpose}")
def purpose_of(c, purpose):
    return purpose in c.numbers.purposes[option_of(c)]


@claim("the-options/p", 'The baseline, "{baseline}": {purpose}')
def purpose_of_baseline(c, purpose, **_):
    return purpose in c.numbers.purposes[c.numbers.baseline]


@claim(OPTION, "Who pays, as planned at published prices: {words}.")
def who_pays(c, words):
    option, table = option_of(c), c.page.tables["costs"]
    row = table.row(f"{letters(c.numbers, option)} {option}")
    paid = {table.columns[k].removesuffix(", £"): row[k].number for k in range(4, len(row)) if row[k].number}
    told = re.findall(r"(?:^|, | and )(\w[\w ]*?) (£[\d.,]+[mk]?)( less)?(?=, | and |$)", words)
    bought = sum(one[6].number for one in c.page.tables[f"purchases-{c.numbers.options.index(option) + 1}"].rows)
    return ({name for name, _, _ in told} == set(paid)
            and all(shows_pounds(money, -paid[name] if less else paid[name]) for name, money, less in told)
            and abs(sum(paid.values()) - bought) <= 1e-6 * abs(bought))  # fmt: skip


@claim(OPTION, "Why so little is seen over Greater Manchester:")
def little_is_seen(c):
    return c.numbers.verdict(c.numbers.row(option_of(c), LEAD)) not in ("gain", "harm")


@claim(OPTION, "What is left of it over Greater Manchester:")
def something_is_left(c):
    return not little_is_seen(c)


@claim(OPTION, "{money} {more} than the baseline over {years} is {money_b} a resident a year.")
def money_a_resident(c, money, more, years, money_b):
    paid = extra(c, option_of(c))
    each = abs(paid) / residents_of_greater_manchester() / c.numbers.years
    told = float(money_b.removeprefix("£"))
    return (shows_pounds(money, abs(paid)) and more == ("less" if paid < 0 else "more") and is_years(years, c.numbers)
            and abs(told - each) <= 0.006 + 0.002 * each)  # fmt: skip


def taking_part(c) -> float:
    table = c.page.tables["options-at-a-glance"]
    return table.rows[c.numbers.options.index(option_of(c))][table.column("Adults reached")].number


@claim(OPTION, "Fewer residents took part than can be told, so that nothing is said of what it does to them.")
def too_few_took_part(c):
    return math.isnan(taking_part(c)) and c.numbers.row(option_of(c), LEAD, TOOK_PART) is None


@claim(OPTION, "With that it has reached about {x} adults who still live there at the end of the run: {words} of "
       "Greater Manchester's adults, by taking part, being met or being stopped.")  # fmt: skip
def how_many_took_part(c, x, words):
    reached, adults = taking_part(c), c.numbers.adults()
    if words == "nearly all":
        return shows_about(x, reached) and reached >= 0.99 * adults
    return shows_about(x, reached) and shows_about(words.removeprefix("1 in "), adults / reached)


@claim(OPTION, 'Among them "{Title}" differs by {points} points on average at the end of the run ({range}){maybe}.')
def among_them(c, Title, points, range, maybe):  # noqa: A002
    row = c.numbers.row(option_of(c), LEAD, TOOK_PART)
    put_in = row["cost_words"].startswith("put in")
    return (Title == c.numbers.measures.title(LEAD) and shows(points, row["difference"], 3)
            and shows_interval(range, row, decimals=3)
            and maybe == (", much of it put in" if put_in else ""))  # fmt: skip


@claim(OPTION, "Spread over all adults, that alone would be {points} points.")
def spread_over_all(c, points):
    row = c.numbers.row(option_of(c), LEAD, TOOK_PART)
    return shows(points, row["difference"] * taking_part(c) / c.numbers.adults(), 3)


@claim(OPTION, "Over Greater Manchester the runs say {points} ({words}): {x} points were declared to matter.")
def over_all(c, points, words, x):
    n = c.numbers
    row = n.row(option_of(c), LEAD)
    said = {SMALL: "that is too small to matter", "not modelled": "that is not modelled"}.get(n.verdict(row))
    return (shows(points, row["difference"], 3) and is_what_matters(x, n, LEAD)
            and (words == said if said else shows_interval(words, row, decimals=3)))  # fmt: skip


def takes_something(n, option: str) -> list[str]:
    rows = [n.row(option, name) for name in n.measures.headline]
    return [row["outcome"] for row in rows if n.verdict(row) in (SMALL, UNSURE)
            and (row["outcome"] == LEAD or row["multiple_to_matter"] not in ("", "out of reach"))]  # fmt: skip


TAKES = "What it would take ({words}): "


def how_it_is_known(n) -> str:
    if n.has_doses:
        return "from runs at twice and four times the size"
    return "estimated from one size, without further runs"


@claim(OPTION, TAKES + "nothing to add to what stands above.")
def takes_nothing(c, words):
    return words == how_it_is_known(c.numbers) and not takes_something(c.numbers, option_of(c))


@claim(OPTION, TAKES + "{Title}: {words_b}.", "{Title}: {words_b}.")
def what_it_takes(c, Title, words_b, words=None):
    n, option = c.numbers, option_of(c)
    told = [outcome for outcome in takes_something(n, option) if f"{n.measures.title(outcome)}: " in c.said.text]
    row = n.row(option, outcome_in_text(n, Title))
    least, sure, better = row["multiple_to_matter"], row["multiple_for_gain"], n.measures.better(row["outcome"])
    if words not in (None, how_it_is_known(n)) or told != takes_something(n, option):
        return False
    if not least:
        return words_b == "cannot say what it would take"
    found = re.fullmatch(r"(\S+) (points|% of the baseline) (more|less): (.*)", words_b)
    if not found or found[3] != ("more" if better > 0 else "less"):
        return False
    matters = row["smallest_difference_that_matters"]
    size = 100 * matters / row["baseline_level"] if found[2].startswith("%") else matters
    if not shows(found[1], size):
        return False
    if least == "out of reach":
        return found[4] == "out of reach, beyond 10 times the programme"
    times = re.fullmatch("(?:about (.*) times the programme on average|so on average already), "
                         "(?:(.*) times for a gain|a gain not within 10 times)", found[4])  # fmt: skip
    return bool(times) and (shows(times[1], number(least)) if times[1] else number(least) <= 1) and (
        shows(times[2], number(sure)) if times[2] else sure == "out of reach")  # fmt: skip


@claim("delivery/li", "{words}: {x} to {x_b} ({words_b})", "{words}: {x} ({words_b})")
def delivery_risk(c, words, x, words_b, x_b=None):
    rows = [row for row in c.page.tables["parameters"].rows if (row[1].text, row[6].text) == (words, words_b)]
    close = lambda text, value: abs(float(text) - value) <= 0.051 * abs(value)  # noqa: E731  two figures
    return any(close(x, row[4].number) and close(x_b or x, row[5].number) for row in rows)


# Options against each other.


@claim(PAIRS, "There is one option, so that there is no other to hold it against.")
def one_option(c):
    return len(c.numbers.options) == 1


@claim(PAIRS, "Each of the {x} {word} is one state of the world that all options share.")
def states(c, x, word):
    return int(x) == c.numbers.replicates and word == c.numbers.word


@claim(PAIRS, "Who comes first in {title}, options that differ by less than matters sharing a place.")
def who_comes_first(c, title):
    name = outcome_in_text(c.numbers, title)
    return name == LEAD or name in c.numbers.open_outcomes()


@claim(PAIRS, "{measures}: {words}.")
def first_places(c, measures, words):
    n = c.numbers
    outcome = outcome_in_text(n, re.search("first in (.*), options that", c.before[-1])[1])
    table = c.page.tables["measures-" + outcome.replace("_", "-")]
    matters = n.row(n.options[0], outcome)["smallest_difference_that_matters"]
    found: dict[tuple, list[str]] = {}
    for row in table.rows:
        title, in_percent, _ = row[0].text.partition(", %")
        better = -1 if "regret" in title.lower() else 1
        values = [cell.number * better for cell in row[2:]]
        tolerance = 0 if in_percent else matters
        first = tuple(name for name, value in zip(n.scenarios, values, strict=True)
                      if value >= max(values) - tolerance * (1 + 1e-9))  # fmt: skip
        found.setdefault(first, []).append(lower_first(title))
    told = []
    for first, titles in found.items():
        who = "all alike" if len(first) == len(n.scenarios) else joined(list(first))
        told.append(f"{'by all seven measures' if len(found) == 1 else joined(titles)}: {who}")
    text = "; ".join(told)
    return f"{measures}: {words}" == text[:1].upper() + text[1:]


@claim(PAIRS, "No option buys in full what others buy, so that none can be held against the sum of its parts.")
def no_portfolio(c):
    return not c.numbers.parts


@claim(PAIRS, "A portfolio against the sum of its parts.")
def some_portfolio(c):
    return bool(c.numbers.parts)


def against_parts(c, outcome: str) -> tuple[float, float, float]:
    """What the whole does beyond its parts, and bounds within which every pair of runs lies."""
    n = c.numbers
    (whole, parts), = n.parts.items()
    row, of = n.row(whole, outcome), [n.row(part, outcome) for part in parts]
    return (row["difference"] - sum(one["difference"] for one in of),
            row["interval_low"] - sum(one["interval_high"] for one in of),
            row["interval_high"] - sum(one["interval_low"] for one in of))  # fmt: skip


SUM = "{option} against the sum of {names} in Greater Manchester: "


@claim(PAIRS, SUM + "it differs in {words}.")
def differs_from_parts(c, option, names, words):
    n = c.numbers
    told = re.findall(r"(\D+?) by (\S+) [^()]*\((\S+ to \S+)\)(?:, | and |$)", words)
    for title, points, _ in told:
        outcome = outcome_in_text(n, title)
        mean = against_parts(c, outcome)[0]
        if not shows(points, mean) or abs(mean) < n.row(option, outcome)["smallest_difference_that_matters"]:
            return False
    return bool(told) and names == joined(n.parts[option])


@claim(PAIRS, SUM + "No difference that matters: {titles}.", "No difference that matters: {titles}.")
def same_as_parts(c, titles, option=None, names=None):
    n = c.numbers
    for outcome in outcomes_in_text(n, titles):
        matters = n.row(n.options[0], outcome)["smallest_difference_that_matters"]
        if abs(against_parts(c, outcome)[0]) >= matters:
            return False
    return option is None or names == joined(n.parts[option])


@claim(PAIRS, SUM + "Cannot say: {titles}.", "Cannot say: {titles}.")
def unsure_of_parts(c, titles, option=None, names=None):
    n = c.numbers
    for outcome in outcomes_in_text(n, titles):
        _, low, high = against_parts(c, outcome)
        if max(abs(low), abs(high)) < n.row(n.options[0], outcome)["smallest_difference_that_matters"] and n.drawn:
            return False  # every draw lies closer to zero than what matters
    told = [name for name in names_in(c.said.text, [n.measures.title(one) for one in n.measures.headline])]
    return len(told) == len(set(told)) and (option is None or names == joined(n.parts[option]))


@claim("option-[0-9]*/p", "{words} grows to {x} times at most, which these figures count in.")
def all_there_is(c, words, x):
    k = int(c.said.place.partition("/")[0].rpartition("-")[2])
    row = next(row for row in c.page.tables[f"purchases-{k}"].rows if row[0].text == words)
    return shows(x, 1 / float(row[1].text.partition(" share of ")[0]), 1)
