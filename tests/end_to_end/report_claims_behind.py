"""What the report claims of stress, places, groups and monitoring."""

import datetime
import math
import re

from report_grammar import claim, is_what_matters, joined, outcome_in_text, outcomes_in_text
from report_numbers import GM, LEAD, PLACES, TABLE, TOOK_PART, lower_first, number, shows, shows_about

STRESS = "under-stress/*"
UNDER = "Under stress ({words}): "  # page one's way to begin
ON_PAGE_ONE = "in-two-minutes/li"


def claim_of_stress(*patterns: str):
    def of(check):
        def checked(c, words=None, **told):
            return words in (None, c.numbers.stress[0]["events"]) and check(c, **told)

        claim(STRESS, *patterns)(checked)
        claim(ON_PAGE_ONE, *patterns, *(UNDER + text for text in patterns))(checked)
        return check

    return of


@claim(STRESS, "No event was asked for.")
def no_event(c):
    return not c.numbers.stress


@claim(STRESS, "Every option met the same: {words}.")
@claim(STRESS, "How deep, and for how long: {words}")
def which_events(c, words):
    return words == c.numbers.stress[0]["events"]


def judged(row: dict, better: int = -1) -> str:
    """A smaller dip is the better one. What is not modelled and what too few runs tell stand as they are."""
    low, high, least = (number(row[key]) for key in ("against_low", "against_high", "smallest_difference_that_matters"))
    if row["verdict"] == "not modelled" or math.isnan(low):
        return row["verdict"]
    near, far = sorted((better * low, better * high))
    if near >= least or far <= -least:
        return "gain" if near >= least else "harm"
    return "no change that matters" if max(abs(low), abs(high)) < least else "cannot say"


def stress_verdicts(n, option: str) -> list[str]:
    return [judged(n.stressed(option, outcome, measure)) for outcome in n.shown_dips()
            for measure in ("depth", "weeks_to_half")]  # fmt: skip


def meets_otherwise(n) -> list[str]:
    return [option for option in n.options if {"gain", "harm"} & set(stress_verdicts(n, option))]


@claim_of_stress("{names} meets the event otherwise than the baseline.",
                 "{names} meet the event otherwise than the baseline.")  # fmt: skip
def some_meet_it_otherwise(c, names):
    return names == joined(meets_otherwise(c.numbers))


@claim_of_stress("Whether some option meets the event otherwise than the baseline, one cannot say.")
def nobody_can_say(c):
    n = c.numbers
    return not meets_otherwise(n) and any("cannot say" in stress_verdicts(n, option) for option in n.options)


@claim_of_stress("No option meets the event otherwise than the baseline by as much as matters.")
def none_meets_it_otherwise(c):
    n = c.numbers
    return not meets_otherwise(n) and not any("cannot say" in stress_verdicts(n, option) for option in n.options)


def buys(c, lever: str) -> list[str]:
    return [option for k, option in enumerate(c.numbers.options)
            if any(row[0].text == lever for row in c.page.tables[f"purchases-{k + 1}"].rows)]  # fmt: skip


@claim_of_stress("No option has a forum that prepares for events.")
def no_forum(c):
    return not buys(c, "Partnership forum")


@claim_of_stress("The forum in {names} prepares for events, so that they fade faster, or slower, by what is assumed "
                 "(parameter prepared).")  # fmt: skip
def a_forum(c, names):
    return names == joined(buys(c, "Partnership forum"))


def lies_in_draws(c, parameter: str, text: str, more: str) -> bool:
    row = c.page.tables["parameters"].row(parameter)
    share = float(text) / 100 * (1 if more == "less" else -1)
    return row[4].number - 0.00501 <= share <= row[5].number + 0.00501


@claim_of_stress("An event weighs {x} % {more} on whoever has a friend of another background and {x_b} % {more_b} on "
                 "whoever trusts the police fully.")  # fmt: skip
def softened(c, x, more, x_b, more_b):
    return lies_in_draws(c, "buffer_ties", x, more) and lies_in_draws(c, "buffer_trust", x_b, more_b)


@claim(STRESS, "In every option the fall is smaller than what matters in: {titles}.")
def falls_too_small(c, titles):
    n = c.numbers
    told = {row["outcome"] for row in n.stress if row["measure"] == "depth"}
    small = [name for name in n.measures.headline if name in told and name not in n.shown_dips()]
    return outcomes_in_text(n, titles) == small


@claim(STRESS, "Over {x} weeks from the first event on, over Greater Manchester.")
def weeks_followed(c, x):
    start, end = re.findall(r"\d{4}-\d\d-\d\d", next(s.text for s in c.page.said if s.place == "head/p"))[:2]
    first = min(re.findall(r"\d{4}-\d\d-\d\d", c.numbers.stress[0]["events"]))
    day = datetime.date.fromisoformat
    weeks = lambda until: (day(until) - day(start)).days // 7  # noqa: E731
    return int(x) == min(weeks(first) + 52, weeks(end)) - weeks(first)


# Places and groups.



def places_of(n) -> list[str]:
    return [row["group"] for row in n.rows if row["option"] == n.options[0] and row["baseline"] == n.baseline
            and row["outcome"] == LEAD]  # fmt: skip


def is_district(group: str) -> bool:
    return group not in (GM, TOOK_PART, PLACES) and not re.match("deprivation|age |household|ethnic", group)


def told_in(n, outcome: str, groups) -> bool:
    for option in n.options:
        for group in groups:
            row = n.row(option, outcome, group)
            if row and n.verdict(row) in ("gain", "harm", "cannot say"):
                return True
    return False


@claim("where/p", "Too small to matter in every district, or not modelled, under every option: {titles}.")
def too_small_in_districts(c, titles):
    n = c.numbers
    groups = [group for group in places_of(n) if is_district(group)]
    small = [name for name in n.measures.headline if name != LEAD and not told_in(n, name, groups)]
    tables = {key.removeprefix("districts-").replace("-", "_") for key in c.page.tables if key.startswith("districts-")}
    return outcomes_in_text(n, titles) == small and tables | set(small) == set(n.measures.headline)


@claim("where/p", "By ward: under {names} the difference in {title} is a gain or a harm by what matters in none of the "
       "{x} wards, or so few simulated residents live there that one cannot say.")  # fmt: skip
def in_no_ward(c, names, title, x):
    n = c.numbers
    mapped = [option for k, option in enumerate(n.options) if f"wards-{k + 1}_data" in c.page.tables]
    rest = [option for option in n.options
            if option not in mapped and n.verdict(n.row(option, LEAD)) != "not modelled"]  # fmt: skip
    wards = sum(1 for line in (TABLE / "wards.csv").read_text(encoding="utf-8").splitlines() if line[:1] == "E")
    return names == joined(rest) and outcome_in_text(n, title) == LEAD and int(x) == wards


@claim("who/p", "In headline outcomes no group that is told of here gains or loses by what matters under: {names}.")
def nobody_gains_or_loses(c, names):
    n = c.numbers
    groups = [group for group in places_of(n) if group not in (GM, TOOK_PART, PLACES) and not is_district(group)]
    rest = []
    for option in n.options:
        rows = {group: [n.row(option, name, group) for name in n.measures.headline
                        if name != "get_on_well_most_deprived"] for group in groups}  # fmt: skip
        told = [row for group, some in rows.items() for row in some
                if row and n.verdict(row) in ("harm",) + (() if "ethnic" in group else ("gain",))]  # fmt: skip
        if not told:
            rest.append(option)
    return names == joined(rest)


# Would we see it?


@claim("would-we-see-it/p", "In the baseline Greater Manchester is monitored by: {words}.")
def regime_in_force(c, words):
    in_place = {row[0].text for row in c.page.tables["chances"].rows if row[0].text.endswith(" (in place)")}
    return [lower_first(title) for title in in_place] == [f"{words} (in place)"]


def survey_sees(n) -> float:
    return n.row(n.options[0], LEAD)["survey_smallest_difference"]


@claim("would-we-see-it/p", "{x} points were declared to matter; two years of the survey see {x_b}.")
def survey(c, x, x_b):
    return is_what_matters(x, c.numbers, LEAD) and shows(x_b, survey_sees(c.numbers))


@claim("would-we-see-it/p", "{x} interviews a year over Greater Manchester, design effect {x_b}, 80 % power in a "
       "two-sided 5 % test.")  # fmt: skip
def interviews(c, x, x_b):
    return x == c.page.tables["samples"].row(GM)[1].text


def adults_of(n, share: float, told: str) -> float:
    """In the comparisons that count no people, as the sentence has it."""
    return n.adults() if n.adults() > 0 else 100 * float(told.replace(",", "")) / share


@claim("in-two-minutes/p", "{x} points are about {x_b} adults.")
def what_matters_in_people(c, x, x_b):
    n = c.numbers
    matters = n.row(n.options[0], LEAD)["smallest_difference_that_matters"]
    return is_what_matters(x, n, LEAD) and shows_about(x_b, matters / 100 * adults_of(n, matters, x_b))


@claim("in-two-minutes/p", "A survey sees a difference from {x} points, {x_b} adults on.")
def seen_in_people(c, x, x_b):
    n = c.numbers
    return shows(x, survey_sees(n)) and shows_about(x_b, survey_sees(n) / 100 * adults_of(n, survey_sees(n), x_b))


@claim("how-many-people/p", "Outcomes in which every option is too small to matter are left out.")
def left_out(c):
    n = c.numbers
    kept = [name for name in n.measures.headline if n.measures.info[name]["unit"] == "percent of adults"
            and name not in ("get_on_well_most_deprived", LEAD) and name in n.open_outcomes()
            and len(n.with_verdict(name, "not modelled")) < len(n.options)]  # fmt: skip
    shown = list(dict.fromkeys(row[0].text for row in c.page.tables["in-people_data"].rows))
    return shown == [n.measures.title(name) for name in kept]
