"""What `concord compare` concludes on the terminal, before its tables."""

import math

from report_claims_page_one import LEAD
from report_grammar import claim, joined
from report_numbers import decimals_for, shows, shows_interval
from report_text import Said

PLACE = "terminal/p"
BEGINS = "{Title}, Greater Manchester, year {x}: "


def conclusion(printed: str) -> Said:
    """The lines between the title and the first option's."""
    lines = printed.splitlines()
    first = next(k for k, line in enumerate(lines) if line.startswith("  A  "))
    return Said(PLACE, " ".join(lines[1:first]))


def begins_rightly(c, Title, x) -> bool:
    return Title in (None, c.numbers.measures.title(LEAD)) and x in (None, str(c.numbers.years))


@claim(PLACE, BEGINS + "no option is a gain.")
def no_gain(c, Title, x):
    return begins_rightly(c, Title, x) and not c.numbers.with_verdict(LEAD, "gain")


def of_verdict(words: str, verdict: str):
    @claim(PLACE, f"{words}: {{names}}.", f"{BEGINS}{words}: {{names}}.")
    def are_those(c, names, Title=None, x=None):
        return begins_rightly(c, Title, x) and names == joined(c.numbers.with_verdict(LEAD, verdict))


of_verdict("Gain", "gain")
of_verdict("Harm", "harm")
of_verdict("No change that matters", "no change that matters")
of_verdict("Cannot say", "cannot say")
of_verdict("Not modelled", "not modelled")


def may_matter(n) -> list[str]:
    """That from which most is expected first."""
    options = n.with_verdict(LEAD, "gain", "cannot say")
    return sorted(options, key=lambda option: -n.row(option, LEAD)["difference"])


def pair_of(n, a: str, b: str) -> dict:
    """`a` against `b`, whichever of the two the CSV names first."""
    if row := n.pair(a, b, LEAD):
        return row
    row = dict(n.pair(b, a, LEAD))
    row["difference"] *= -1
    row["interval_low"], row["interval_high"] = -row["interval_high"], -row["interval_low"]
    return row


@claim(PLACE, "{option} and {option_b} differ by less than matters.")
def differ_by_little(c, option, option_b):
    n = c.numbers
    told = may_matter(n)[:2] == [option, option_b]
    return told and n.verdict(pair_of(n, option, option_b)) == "no change that matters"


@claim(PLACE, "{option} against {option_b}: {words}; ahead in {x} % of {word}, expected difference {points} points "
       "({range}).")  # fmt: skip
def one_against_another(c, option, option_b, words, x, word, points, range):  # noqa: A002
    n = c.numbers
    row = pair_of(n, option, option_b)
    said = {"gain": f"{option} does better than {option_b}", "harm": f"{option} does worse than {option_b}",
            "cannot say": "which of the two does better, one cannot say"}.get(n.verdict(row))  # fmt: skip
    share = n.pair(option, option_b, LEAD)
    return (may_matter(n)[:2] == [option, option_b] and words == said and word == n.word
            and (share is None or shows(x, 100 * share["share_better"]))
            and shows(points, row["difference"], decimals_for(row)) and shows_interval(range, row))  # fmt: skip


@claim(PLACE, "{x} further pair with {option} in --details.", "{x} further pairs with {option} in --details.")
def further_pairs(c, x, option):
    told = may_matter(c.numbers)
    return option == told[0] and int(x) == len(told) - 2 and not math.isnan(c.numbers.row(option, LEAD)["difference"])
