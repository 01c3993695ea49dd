"""A closed grammar of the report's sentences: each sentence must match exactly one pattern, and where a pattern makes a
claim its check works that claim out anew from the comparison's numbers.

In a pattern {option} stands for an option's name, {names} for a list of them, {title} and {titles} for outcomes in
running text, {Title} for one at the start; {x} is a number, {money} pounds, {words} anything, {maybe} anything or
nothing. {title_b} is a second {title}.
"""

import dataclasses
import fnmatch
import re
from collections.abc import Callable

from report_numbers import Numbers, lower_first, shows
from report_text import Page, Said


@dataclasses.dataclass
class Pattern:
    where: str
    text: str
    check: Callable | None  # of numbers, page and what the pattern matched: whether the claim is true; None: no claim
    met: int = 0


@dataclasses.dataclass
class Context:
    """What a check may look at."""

    numbers: Numbers
    page: Page
    said: Said
    before: list[str]  # sentences of the same block that stand before


PATTERNS: list[Pattern] = []
# What a check meets where a sentence names what is not there.
ERRORS = (AttributeError, IndexError, KeyError, StopIteration, TypeError, ValueError, ZeroDivisionError)


def claim(where: str, *patterns: str):
    """Registers patterns whose claim the decorated function checks."""

    def of(check):
        PATTERNS.extend(Pattern(where, text, check) for text in patterns)
        return check

    return of


def no_claim(where: str, *patterns: str):
    """Method, warnings and how to read: nothing about this comparison."""
    PATTERNS.extend(Pattern(where, text, None) for text in patterns)


def either(words) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


class Grammar:
    """The patterns, for one comparison's names."""

    def __init__(self, numbers: Numbers, page: Page):
        self.numbers, self.page = numbers, page
        titles = [numbers.measures.title(name) for name in numbers.measures.headline]
        several = lambda one: f"{one}(?:, {one})*(?: and {one})?"  # noqa: E731
        tone = either(["gain", "harm", "cannot say", "too small to matter", "not modelled"])
        several_tones = f"{tone}(?: {tone})*"
        measure = either(["on average", "in the worst case", "between best and worst", "largest regret",
                          "regret on average", "often enough", "room before it fails"])  # fmt: skip
        measures = f"By all seven measures|(?i:{measure})(?:, {measure}| and {measure})*"
        option, title = either(numbers.options), either(map(lower_first, titles))
        self.kinds = {"option": option, "names": several(option), "scenario": either(numbers.scenarios),
                      "scenarios": several(either(numbers.scenarios)), "title": title, "titles": several(title),
                      "Title": either(titles), "x": r"[+−-]?[\d,]*\d(?:\.\d+)?", "words": ".+?", "baseline": re.escape(
                          numbers.baseline), "money": r"-?£[\d,.]*\d[mk]?|no upper limit",
                      "points": r"[+-]?\d+(?:\.\d+)?", "maybe": ".*?", "letter": "[A-Z]", "more": "more|less",
                      "purpose": either(one for many in numbers.purposes.values() for one in many),
                      "tones": several_tones,
                      "measures": measures, "range": r"too few runs|[+-]?[\d.]+ to [+-]?[\d.]+",
                      "years": r"\d+ years?", "word": either(["draws", "pairs of runs"])}  # fmt: skip
        self.compiled = [(pattern, self.expression(pattern.text)) for pattern in PATTERNS]

    def expression(self, text: str) -> re.Pattern:
        parts = re.split(r"\{(\w+)\}", text)
        for k in range(1, len(parts), 2):
            parts[k] = f"(?P<{parts[k]}>{self.kinds[re.sub('_.*', '', parts[k])]})"
        for k in range(0, len(parts), 2):
            parts[k] = re.escape(parts[k])
        return re.compile("".join(parts))

    def problems_of(self, said: Said) -> list[str]:
        problems, before = [], []
        for sentence in said.sentences():
            found = [(pattern, match) for pattern, expression in self.compiled
                     if fnmatch.fnmatch(said.place, pattern.where)
                     and (match := expression.fullmatch(sentence))]  # fmt: skip
            where = f"{said.place}: {sentence}"
            if not found:
                problems.append(f"no pattern: {where}")
            elif len(found) > 1:
                problems.append(f"{len(found)} patterns: {where}")
            else:
                pattern, match = found[0]
                pattern.met += 1
                context = Context(self.numbers, self.page, said, before)
                try:
                    right = not pattern.check or pattern.check(context, **match.groupdict())
                except ERRORS as error:
                    right = False
                    where += f" ({type(error).__name__}: {error})"
                if not right:
                    problems.append(f"not what the numbers say: {where}")
            before.append(sentence)
        return problems

    def problems(self) -> list[str]:
        return [problem for said in self.page.said for problem in self.problems_of(said)]


def names_in(text: str | None, names: list[str]) -> list[str]:
    return re.findall(either(names), text or "")


def outcome_in_text(numbers: Numbers, title: str) -> str:
    return next(name for name in numbers.measures.headline
                if lower_first(numbers.measures.title(name)) == lower_first(title))  # fmt: skip


def outcomes_in_text(numbers: Numbers, titles: str | None) -> list[str]:
    told = [lower_first(numbers.measures.title(name)) for name in numbers.measures.headline]
    return [outcome_in_text(numbers, title) for title in names_in(titles, told)]


def is_years(text: str, numbers: Numbers) -> bool:
    return text == f"{numbers.years} year{'' if numbers.years == 1 else 's'}"


def is_what_matters(text: str, numbers: Numbers, outcome: str) -> bool:
    return shows(text, numbers.row(numbers.options[0], outcome)["smallest_difference_that_matters"])
