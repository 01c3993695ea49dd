"""What the report's first page claims of a comparison."""

import math
import re

import report_cells
from report_grammar import claim, is_what_matters, is_years, joined, outcome_in_text
from report_numbers import LEAD, TOOK_PART, lower_first, number, shows, shows_pounds

FIRST = "in-two-minutes/*"
POLICE = "police_confidence"
SMALL, UNSURE = "no change that matters", "cannot say"


def extra(c, option: str) -> float:
    return report_cells.planned(c.page, c.numbers, option)


def best(n) -> str | None:
    """A gain in the leading outcome, and better than every other option by what matters."""
    for option in n.with_verdict(LEAD, "gain"):
        if all(n.better_than(option, other, LEAD) for other in n.options if other != option):
            return option
    return None


@claim("head/p", '{names} against "{baseline}", Greater Manchester, {words} to {words_b}')
def subtitle(c, names, **_):
    return names == joined(c.numbers.options)


def alike_in_cost(c) -> bool:
    costs = [extra(c, option) for option in c.numbers.options]
    return min(costs) > 0 and max(costs) <= 1.1 * min(costs)


@claim(FIRST, "What would about {money} over {years} do for how people get on in Greater Manchester, and would one "
       "way of spending it do more than another?")  # fmt: skip
def question_of_one_sum(c, money, years):
    costs = [extra(c, option) for option in c.numbers.options]
    return alike_in_cost(c) and is_years(years, c.numbers) and shows_pounds(money, (min(costs) + max(costs)) / 2)


@claim(FIRST, "What would these options do over {years} for how people get on in Greater Manchester?")
def question(c, years):
    return not alike_in_cost(c) and is_years(years, c.numbers)


LEADS = 'On "{Title}" (the share of adults who {words}), '


@claim(FIRST, LEADS + "{option} comes first: it is a gain, and better than every other option by more than was said to "
       "matter.")  # fmt: skip
def comes_first(c, Title, words, option):
    info = c.numbers.measures.info[LEAD]
    return (Title, words) == (info["title"], info["meaning"]) and best(c.numbers) == option


@claim(FIRST, LEADS + "no option can be called the best.")
def none_is_best(c, Title, words):
    info = c.numbers.measures.info[LEAD]
    return (Title, words) == (info["title"], info["meaning"]) and best(c.numbers) is None


def are_those(verdict: str):
    return lambda c, **told: next(iter(told.values())) == joined(c.numbers.with_verdict(LEAD, verdict))


claim(FIRST, "{option} is a gain.")(are_those("gain"))
claim(FIRST, "{names} are gains, and none is better than every other option by what matters.")(are_those("gain"))
claim(FIRST, "{option} is a harm.", "{names} are harms.")(are_those("harm"))
claim(FIRST, "{names} could go either way, or be too small to matter.")(are_those(UNSURE))
claim(FIRST, "{names} has no way to it in this model.", "{names} have no way to it in this model.")(
    are_those("not modelled"))  # fmt: skip


@claim(FIRST, "Each of them moves it by less than what was said to matter ({x} points): on this the choice makes no "
       "difference that matters.")  # fmt: skip
def all_are_small(c, x):
    return c.numbers.with_verdict(LEAD, SMALL) == c.numbers.options and is_what_matters(x, c.numbers, LEAD)


@claim(FIRST, "{names} moves it by less than what was said to matter ({x} points).",
       "{names} move it by less than what was said to matter ({x} points).")  # fmt: skip
def are_small(c, names, x):
    return names == joined(c.numbers.with_verdict(LEAD, SMALL)) and is_what_matters(x, c.numbers, LEAD)


def gains_and_harms(n) -> list[dict]:
    return [row for row in n.gm() if n.verdict(row) in ("gain", "harm")]


@claim(FIRST, "No option is a gain or a harm in any headline outcome over Greater Manchester.")
def no_gain_no_harm(c):
    return not gains_and_harms(c.numbers)


@claim(FIRST, "{option}, {title}: {words}.")
def gain_or_harm(c, option, title, words):
    n = c.numbers
    told = [said.text for said in c.page.said if said.place.startswith("in-two-minutes/")]
    told_of = gains_and_harms(n)
    for row in told_of if len(told_of) <= 4 else told_of[:3]:  # none is passed over; of many the first three
        begins = f"{row['option']}, {lower_first(n.measures.title(row['outcome']))}: "
        if not any(text.startswith(begins) for text in told):
            return False
    row = n.row(option, outcome_in_text(n, title))
    return row in gains_and_harms(n) and report_cells.says_difference(words, n, row)


@claim(FIRST, "Beyond the headline outcomes: {option}, {words}: {words_b}.")
@claim("who/li", "Beyond the headline outcomes: {option}, {words}: {words_b}.")
def beyond_the_headlines(c, option, words, words_b):
    n = c.numbers
    outcome = next(name for title, name in n.measures.by_title.items() if lower_first(title) == words)
    row = n.row(option, outcome)
    return n.verdict(row) in ("gain", "harm") and report_cells.says_difference(words_b, n, row)


@claim(FIRST, "{x} more gains and harms stand in the table above.")
def more_gains_and_harms(c, x):
    return len(gains_and_harms(c.numbers)) - 3 == int(x) > 1


# What would change the answer.


def may_become_gains(n) -> list[dict]:
    return [row for row in n.gm() if n.verdict(row) in (SMALL, UNSURE)]


def nearest(n) -> list[dict]:
    """Of what is no gain: those that a gain would take least for."""
    known = [row for row in may_become_gains(n) if row["multiple_to_matter"] not in ("", "out of reach")]
    least = min((number(row["multiple_to_matter"]) for row in known), default=math.nan)
    return [row for row in known if number(row["multiple_to_matter"]) <= least * 1.00001]


def some_gain(n) -> bool:
    return any(n.verdict(row) == "gain" for row in n.gm())


def all_said(n) -> bool:
    return all(row["multiple_to_matter"] for row in may_become_gains(n))


def how_estimated(n) -> str:
    return "" if n.has_doses else " (estimated without runs)"


@claim(FIRST, "Size: no option {words} what matters in any {maybe}outcome of Greater Manchester within 10 times its "
       "size{maybe_b}.")  # fmt: skip
def out_of_reach(c, words, maybe, maybe_b):
    n = c.numbers
    return (not nearest(n) and not n.with_verdict(LEAD, "gain") and maybe_b == how_estimated(n)
            and maybe == ("further " if some_gain(n) else "")
            and words == ("is expected to reach" if all_said(n) else "can be shown to reach"))  # fmt: skip


@claim(FIRST, "It would take another kind of programme, or one that reaches other people.")
def nothing_is_left_open(c):
    return all_said(c.numbers)


@claim(FIRST, "Where the runs do not agree which way a difference goes, they cannot say what it would take.")
def something_is_left_open(c):
    return not all_said(c.numbers)


NEAREST = "Size: {words} nearest to a change that matters is {option} in {title}."


@claim(FIRST, NEAREST)
def nearest_to_what_matters(c, words, option, title):
    n = c.numbers
    return (words == ("of what is no gain yet, the" if some_gain(n) else "the")
            and n.row(option, outcome_in_text(n, title)) in nearest(n))  # fmt: skip


@claim(FIRST, "It is expected to get there at {words} its size{maybe}, and to be sure of it {words_b}.")
def how_large(c, words, maybe, words_b):
    n = c.numbers
    told = re.search(r"matters is (.*)\.", c.before[-1])[1]
    row = next(row for row in nearest(n)
               if told == f"{row['option']} in {lower_first(n.measures.title(row['outcome']))}")  # fmt: skip
    least, sure = number(row["multiple_to_matter"]), row["multiple_for_gain"]
    right = words == "about" if least <= 1 else shows(re.fullmatch("about (.*) times", words)[1], least)
    if sure == "out of reach":
        return right and maybe == how_estimated(n) and words_b == "not within 10 times"
    return right and maybe == how_estimated(n) and shows(re.fullmatch("at (.*) times", words_b)[1], number(sure))


@claim(FIRST, "What is not known: these runs hold every parameter at its default.",
       "With parameters drawn from their ranges the intervals would be wider.")  # fmt: skip
def all_at_defaults(c):
    return not c.numbers.drawn


def telling_rows(c) -> list:
    """Of the table of parameters: the first of each difference, those from the baseline before those of two options."""
    table = c.page.tables.get("parameters-that-matter")
    rows = table.rows if table else []
    of_baseline = [row for row in rows if row[1].text.endswith(" less baseline")]
    return of_baseline + [row for row in rows if row not in of_baseline]


def letters(n, *options: str) -> str:
    return " less ".join("baseline" if one == n.baseline else chr(65 + n.options.index(one)) for one in options)


@claim(FIRST, 'What is not known: the effect of {option} on {title} hangs most on "{words}" ({words_b}).',
       "What is not known: the difference of {option} less {option_b} in {title} hangs most on \"{words}\" "
       "({words_b}).")  # fmt: skip
def hangs_on(c, option, title, words, words_b, option_b=None):
    first = telling_rows(c)[0]
    told = [c.numbers.measures.title(outcome_in_text(c.numbers, title)),
            letters(c.numbers, option, option_b or c.numbers.baseline), words_b, words]  # fmt: skip
    return told == [cell.text for cell in first[:4]]


@claim(FIRST, "The difference is {x} where that is lowest (a third of draws) and {x_b} where it is highest.")
def over_thirds(c, x, x_b):
    return [x, x_b] == [cell.text for cell in telling_rows(c)[0][6:8]]


def drawn_parameters(c) -> int:
    table = c.page.tables["parameters"]
    least, most = table.column("Least"), table.column("Most")
    return sum(row[least].number != row[most].number for row in table.rows)


@claim(FIRST, "What is not known: {x} parameters were drawn at once from their ranges.")
def how_many_drawn(c, x):
    return int(x) == drawn_parameters(c) != 1


@claim(FIRST, "What is not known: 1 parameter was drawn from its range.")
def one_drawn(c):
    return drawn_parameters(c) == 1


@claim(FIRST, "In {x} draws none stands out for an outcome in which something could matter.")
def none_stands_out(c, x):
    return int(x) == c.numbers.replicates >= 20 and not telling_rows(c)


@claim(FIRST, "{x} draws are too few to tell which of them matters.")
def too_few_draws(c, x):
    return int(x) == c.numbers.replicates < 20


@claim(FIRST, "Contested assumptions were not run (how much an unfair stop weighs, who is stopped how often).",
       "What options do to trust in the police may hang on them.")  # fmt: skip
@claim("how-wrong/li", "Contested assumptions on stops and trust were not run.")
@claim("how-firm/p", "Contested assumptions were left out of these runs; concord compare without --contested 0 runs "
       "them.")
def not_contested(c):
    return not c.numbers.contested


def judged_otherwise(n) -> list[str]:
    changed = []
    for title, other in n.contested.items():
        for option in n.options:
            usual, there = n.verdict(n.row(option, POLICE)), other.verdict(other.row(option, POLICE))
            if usual != there and {usual, there} & {"gain", "harm"}:
                changed.append(f"{option} if {title} ({there} instead of {usual})")
    return changed


@claim(FIRST, "Contested assumptions: under none of the {x} that were run does a verdict on confidence in the police "
       "become a gain or a harm, or cease to be one.")  # fmt: skip
def same_when_contested(c, x):
    return int(x) == len(c.numbers.contested) > 0 and not judged_otherwise(c.numbers)


@claim(FIRST, "Contested assumptions: confidence in the police would be judged otherwise for {words}.")
def other_when_contested(c, words):
    return words == joined(judged_otherwise(c.numbers))


# What monitoring would see.


def likely_seen(n) -> dict[str, list[dict]]:
    """Of each option: series of Greater Manchester, or of participants, that are likely to tell it."""
    rows = [row for row in n.monitoring if row["place"] in ("Greater Manchester", TOOK_PART)]
    return {option: [row for row in rows if row["option"] == option and row["first_report_of_80_percent"] != "never"]
            for option in n.options}  # fmt: skip


@claim(FIRST, "Likely to be seen (80 %) by monitoring within {years}: nothing of any option.")
def nothing_is_seen(c, years):
    return is_years(years, c.numbers) and not any(likely_seen(c.numbers).values())


@claim(FIRST, "Likely to be seen (80 %) by monitoring within {years}: {words}; first {words_b} under {letter}, by "
       "{words_c}, in week {x}{maybe}.")  # fmt: skip
def something_is_seen(c, years, words, words_b, letter, words_c, x, maybe):
    n = c.numbers
    seen = likely_seen(n)
    counts, nothing = [], []
    for k, option in enumerate(n.options):
        asked = [row for row in n.monitoring
                 if row["option"] == option and row["place"] in ("Greater Manchester", TOOK_PART)]  # fmt: skip
        if seen[option]:
            counts.append(f"{chr(65 + k)} in {len(seen[option])} of {len(asked)} series")
        elif asked:
            nothing.append(chr(65 + k))
    first = min((row for rows in seen.values() for row in rows), key=lambda row: int(row["known_in_week"]))
    return (is_years(years, n) and words == joined(counts) and x == first["known_in_week"]
            and n.options[ord(letter) - 65] == first["option"] and lower_first(words_c) == words_c
            and words_b == lower_first(n.measures.title(first["indicator"]))
            and maybe == (f"; nothing of {joined(nothing)}" if nothing else ""))  # fmt: skip
