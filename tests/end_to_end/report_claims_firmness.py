"""What the report claims of how firm it is, of costs and of what was run, and the years and names of captions."""

import re

from report_claims_page_one import drawn_parameters
from report_grammar import claim, is_what_matters, is_years, joined, outcome_in_text
from report_numbers import LEAD, PLACES, TOOK_PART, lower_first, shows, shows_pounds

OF_PROGRAMME, OF_PLACES = 3, 7  # outcomes

# How firm is it?


def least_telling(c) -> float:
    """From which a correlation of ranks is told from chance, by its density (1 - r^2)^((draws - 4) / 2): 5 % over all
    parameters and all differences of headline outcomes."""
    n, steps = c.numbers, 20_000
    scenarios = len(n.options) + 1
    tried = drawn_parameters(c) * len(n.measures.headline) * scenarios * (scenarios - 1) // 2
    density = [(1 - (k / steps) ** 2) ** ((n.replicates - 4) / 2) for k in range(steps + 1)]
    rest, beyond = 0.05 / tried * sum(density), 0.0
    for k in range(steps, 0, -1):
        beyond += density[k]
        if beyond >= rest:
            return k / steps
    return 0.0


@claim("how-firm/p", "No single parameter stands out.")
def no_parameter(c):
    return "parameters-that-matter" not in c.page.tables


DRAWN = "{x} parameters were drawn at once"


@claim("how-firm/p", DRAWN + "; with {x_b} draws a rank correlation counts from {x_c} on.",
       "1 parameter was drawn; with {x_b} draws a rank correlation counts from {x_c} on.",
       DRAWN + ", over {x_b} draws.", "1 parameter was drawn, over {x_b} draws.",
       DRAWN + "; {x_b} draws are too few to tell any from chance.",
       "1 parameter was drawn; {x_b} draws are too few to tell any from chance.")  # fmt: skip
def how_many_parameters(c, x_b, x="1", x_c=None):
    right = int(x) == drawn_parameters(c) and int(x_b) == c.numbers.replicates
    few = "too few to tell" in c.said.text
    return right and few == (int(x_b) < 20) and (x_c is None or shows(x_c, least_telling(int(x_b), int(x))))


@claim("how-firm/p", "A correlation counts from {x} on: less is what chance gives among so many parameters and "
       "differences.")  # fmt: skip
def counts_from(c, x):
    table = c.page.tables["parameters-that-matter"]
    sizes = [abs(row[table.column("Rank")].number) for row in table.rows]
    return abs(float(x) - least_telling(c)) < 0.006 and min(sizes) >= float(x) - 0.0051


@claim("how-firm/p", "What is not known counts most where it stands first:")
def in_order(c):
    last: dict[tuple, float] = {}
    for row in c.page.tables["parameters-that-matter"].rows:
        size, key = abs(row[5].number), (row[0].text, row[1].text)
        if size > last.get(key, 1) + 1e-12:
            return False
        last[key] = size
    return True


@claim("how-firm/p", "Every run holds the parameters at their defaults: which of them matter cannot be told from these "
       "runs.")  # fmt: skip
@claim("in-two-minutes/p", "Intervals are of chance alone, one in twenty is expected to miss; what parameters leave "
       "open comes on top (--draws prior).")  # fmt: skip
def held_at_defaults(c):
    return not c.numbers.drawn


@claim("in-two-minutes/p", "Draws are a range of assumptions, not significance.")
def are_drawn(c):
    return c.numbers.drawn


@claim("how-firm/p", "Each rests on {x} {word}, the comparison itself on {x_b}.")
def rests_on(c, x, word, x_b):
    n = c.numbers
    return (word == n.word and int(x_b) == n.replicates
            and {int(x)} == {other.replicates for other in n.contested.values()})  # fmt: skip


# Costs.


@claim("costs-and-effects/p", "Unit costs are as published, in every run.")
def costs_alike(c):
    return all(row[2].number == row[3].number for row in c.page.tables["costs"].rows)


@claim("costs-and-effects/p", "Unit costs are drawn too; least and most are over the draws.")
def costs_drawn(c):
    return c.numbers.drawn and not costs_alike(c)


def gains(n) -> list[dict]:
    return [row for row in n.gm() if n.verdict(row) == "gain"]


@claim("costs-and-effects/p", "No option is a gain in a headline outcome over Greater Manchester, so that no point of "
       "anything has a price.")  # fmt: skip
def no_price(c):
    return not gains(c.numbers)


@claim("costs-and-effects/li", "{option}, {title}: {words}.")
def price(c, option, title, words):
    n = c.numbers
    row = n.row(option, outcome_in_text(n, title))
    said = [one.text for one in c.page.said if one.place == c.said.place]
    told = [one for one in gains(n)
            if any(text.startswith(f"{one['option']}, {lower_first(n.measures.title(one['outcome']))}: ")
                   for text in said)]  # fmt: skip
    if row not in gains(n) or told != gains(n):
        return False
    if row["cost_words"]:
        return words == row["cost_words"]
    found = re.fullmatch(r"(\S+) a point \((\S+|no upper limit) to (.+)\)", words)
    costs = (row["cost_per_point_gbp"], row["cost_per_point_low_gbp"], row["cost_per_point_high_gbp"])
    return bool(found) and all(map(shows_pounds, found.groups(), costs))


def in_both(n) -> list[tuple]:
    """Outcomes in which two options gain at a cost: the one whose point is the cheaper first."""
    found = []
    for outcome in n.measures.headline:
        rows = [row for row in gains(n) if row["outcome"] == outcome and row["cost_per_point_gbp"] > 0]
        for k, one in enumerate(rows):
            found += [sorted((one, other), key=lambda row: row["cost_per_point_gbp"]) for other in rows[k + 1 :]]
    return found


@claim("costs-and-effects/p", "No two options gain in the same outcome at a cost, so that no ratio of costs turns "
       "their order.")  # fmt: skip
def no_ratio(c):
    return not in_both(c.numbers)


@claim("costs-and-effects/li", "{Title}: a point is cheaper from {option} than from {option_b}, as long as {option_c} "
       "costs less than {x} times as much as {option_d}; it costs {x_b} times as much.")  # fmt: skip
def turns(c, Title, option, option_b, option_c, option_d, x, x_b):
    n, table = c.numbers, c.page.tables["costs"]
    for cheaper, other in in_both(n):
        told = (n.measures.title(cheaper["outcome"]), cheaper["option"], other["option"])
        if told == (Title, option, option_b):
            today = table.row(n.baseline)[1].number
            costs = [row["option_cost_present_gbp"] - today for row in (cheaper, other)]
            gain = abs(cheaper["difference"] / other["difference"])
            return (option, option_b) == (option_c, option_d) and shows(x, gain) and shows(x_b, costs[0] / costs[1])
    return False


@claim("costs-and-effects/p", "{x} points were declared to matter.")
@claim("where/p", "The middle class holds what is too small to matter ({x} points).")
@claim("in-two-minutes/p", "Too small: by less than was declared to matter before the runs ({x} points in the first "
       "row), in all of the interval ({words}).")  # fmt: skip
def declared(c, x, words=None):
    return is_what_matters(x, c.numbers, LEAD) and words in (None, interval_meaning(c.numbers))


# What it rests on.


def interval_meaning(n) -> str:
    return ("95 % interval of the mean (chance alone)" if not n.drawn
            else f"range over all {n.replicates} draws" if n.replicates < 40 else "middle 95 % of draws")  # fmt: skip


@claim("would-we-see-it/p", "Bands: {words}")
def interval(c, words):
    return words == interval_meaning(c.numbers)


@claim("in-two-minutes/p", "{x} comparisons were made.", "{x} comparisons were made, options with one another among "
       "them.")
@claim("how-wrong/li", "{x} differences over Greater Manchester were judged, and more by district and group.")
def how_many_comparisons(c, x):
    """Headline outcomes over Greater Manchester, the programme's, and those of whom levers reach: participants, and
    places where they are not all."""
    n = c.numbers
    options = len(n.options)
    pairs = options * (options - 1) // 2
    reaching = sum(n.row(option, LEAD, TOOK_PART) is not None for option in n.options)
    for option in n.options:
        there = n.row(option, LEAD, PLACES)
        reaching += there is not None and there["level"] != n.row(option, LEAD)["level"]
    told = (options + pairs) * len(n.measures.headline) + OF_PROGRAMME * options + OF_PLACES * reaching
    others = "options with one another" in c.said.text
    return int(x) == told and (others == (options > 1) or "judged" in c.said.text)


@claim("how-wrong/li", "{x} {word} were made.", "What is rarer than one in {x} of what nobody knows was not met.")
def how_many_runs(c, x, word=None):
    return int(x) == c.numbers.replicates and word in (None, c.numbers.word)


@claim("how-wrong/li", "One simulated resident stands for {x}: what concerns few people is coarse.")
def how_coarse(c, x):
    return int(x) == c.numbers.scale


@claim("how-wrong/li", "Not modelled, so that a zero is no finding: {words}.")
def not_modelled(c, words):
    n = c.numbers
    told = []
    for name in n.measures.headline:
        if of := n.with_verdict(name, "not modelled"):
            told.append(f"{lower_first(n.measures.title(name))} under {joined(of)}")
    return words == joined(told)


@claim("how-wrong/li", "{words} (in {x} of {x_b} runs)")
def warned(c, words, x, x_b):
    return 0 < int(x) <= int(x_b) == c.numbers.replicates * len(c.numbers.scenarios)


@claim("method/p", "Here {x} pairs were run of each option, over {years}, with one simulated resident for {x_b}; "
       "parameters: {words}.", "{x} pairs of runs at 1:{x_b}, {years}; parameters: {words}.")  # fmt: skip
def what_was_run(c, x, years, x_b, words):
    n = c.numbers
    return (int(x), int(x_b), words) == (n.replicates, n.scale, n.parameters) and is_years(years, n)


@claim("*/source", "Scenario: {baseline} and {x} options.", "Scenario: {baseline} and 1 option.")
def of_scenarios(c, x="1", **_):
    return int(x) == len(c.numbers.options)


@claim("*/source", "{x} runs.")
def of_runs(c, x):
    return int(x) == c.numbers.replicates * len(c.numbers.scenarios)


@claim("*/source", "Parameters: {words}.")
def of_parameters(c, words):
    return words == c.numbers.parameters


@claim("assumptions/p", "{x} of {x_b} parameters stand on an assumption, alone or beside a source.")
def assumed(c, x, x_b):
    rows = c.page.tables["parameters"].rows
    return int(x) == sum("assumption" in row[-1].text for row in rows) and int(x_b) == len(rows)


@claim("*/summary", "{words} ({x} rows)")
def how_many_rows(c, words, x):
    return any(len(table.rows) == int(x) for key, table in c.page.tables.items()
               if key in ("parameters", "all-districts", "all-groups", "validation")
               or key.startswith("open-groups"))  # fmt: skip


@claim("foot/dd", "{words}")
def made_of(c, words):
    n = c.numbers
    return words in (n.seed, str(n.replicates * len(n.scenarios)), n.parameters) or bool(re.match(r"\d+\.\d", words))


# Captions that name a year, an outcome or a baseline.


@claim("in-two-minutes/caption", 'What people would say in year {x}, against "{baseline}"')
@claim("where/caption", '{Title} by district, year {x}, against "{baseline}"')
@claim("option-by-option/caption", "Option against option, Greater Manchester, year {x}")
@claim("who/caption", "Equality, polarisation and segregation, Greater Manchester, year {x}")
@claim("in-two-minutes/figcaption", "{Title}, in people, year {x}")
@claim("in-two-minutes/caption", "{Title}, in people, year {x}, in numbers")
@claim("how-many-people/figcaption", "Other outcomes, in people over Greater Manchester, year {x}")
@claim("how-many-people/caption", "Other outcomes, in people over Greater Manchester, year {x}, in numbers")
@claim("costs-and-effects/figcaption", "Cost and effect: {title} Greater Manchester, year {x}, one mark a run")
@claim("where/figcaption", "{letter} {option}: {title} by ward, end of year {x}")
@claim("where/caption", "{letter} {option}: {title} by ward, end of year {x}, in numbers")
@claim("who/caption", "{letter} {option}: groups that gain or lose, year {x}",
       "{letter} {option}: groups of which one cannot say, year {x}")
def of_year(c, x, **_):
    return int(x) == c.numbers.years


@claim("in-two-minutes/p", "Pounds of 2024 over {years} at published prices, discounted at 3.5 % a year.")
@claim("would-we-see-it/caption", "The chance that monitoring tells the option from the baseline within {years}")
@claim("costs-and-effects/caption", "What each scenario costs over {years}, and who pays")
def over_years(c, years):
    return is_years(years, c.numbers)


@claim("how-wrong/li", "Held against what is published: {words}.", "Missed of all {words_b} rows: {words}.")
def as_in_quality_assurance(c, words, words_b=""):
    told = next(row[1].text for row in c.page.tables["sign-off"].rows if row[0].text.startswith("Validation"))
    return words in told and words_b in told
