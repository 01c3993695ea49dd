"""Which sections of the model (docs/model.md) the sources cite, which parameters there are, and what is missing in the
text: a section that is cited, a parameter in the section that its row names, a name that the sources no longer have.
And which other documents comments cite that the repository does not have.
"""

import dataclasses
import pathlib
import re

import includes

MODEL = "docs/model.md"
ROWS = "sim/parameters"
TOPS = (*includes.TOPS, "tests", "scripts", "cmake")
SUFFIXES = {*includes.SUFFIXES, ".py", ".cmake", ".md", ".txt", ".sh"}
SELF = "tests/house"  # has wrong citations, to be found

NUMBER = r"[1-9](?:\.[1-9]\d?)?(?![\d%]|\.\d)"
# "model.md 4.4", "model.md sections 2 and 3.1 to 3.3", "section 9", "sections 3.4 to 3.6 and 4".
CUE = re.compile(
    rf"(?:\bmodel\.md(?:,? sections?)?|\b[Ss]ections?)\s+(?P<list>{NUMBER}(?:(?:\s*,|\s+and|\s+to)\s+{NUMBER})*)"
)
# What follows "model.md 4.4" in the same brackets: "; training that backfires, 4.10)".
REST = re.compile(r"[^()]*\)")
DOTTED = re.compile(r"[1-9]\.[1-9]\d?(?![\d%])")
# In comments of the sources, numbers alone: "(3.5)", "(3.4 to 3.6)", "the rule of 3.3".
BARE = re.compile(
    rf"\((?P<list>{DOTTED.pattern}(?: (?:to|and) {DOTTED.pattern})*)\)|\brule of (?P<rule>{DOTTED.pattern})"
)

DOCUMENT = re.compile(r"(?<![\w/.*-])(?:[\w-]+/)*[\w-]+\.md\b")

HEADING = re.compile(r"^#{2,3} (?P<number>\d+(?:\.\d+)?) ", re.M)
ROW = re.compile(r'\{\.field = [^{}]*?\.name = "(?P<name>\w+)"[^{}]*?\.section\s*=\s*"(?P<section>[^"]*)"')
STATE_ROWS = re.compile(r"\bkStateRows\[\].*?\n    \};", re.S)
# A name of the code: two words at least, so that no word of English is taken for one.
NAME = re.compile(r"`([a-z]+(?:_[a-z0-9]+)+)(?:_<state>)?`")


@dataclasses.dataclass(frozen=True)
class Citation:
    file: str
    line: int
    section: str


@dataclasses.dataclass(frozen=True)
class Parameter:
    file: str
    name: str  # as the text has it: of one that every state has, "start_mean_<state>"
    section: str


def expanded(numbers: str) -> list[str]:
    """The sections of a list: "3.4 to 3.6 and 4" names 3.4, 3.5, 3.6 and 4."""
    found = re.findall(r"[1-9](?:\.\d+)?", numbers)
    for first, last in re.findall(r"([1-9](?:\.\d+)?)\s+to\s+([1-9](?:\.\d+)?)", numbers):
        chapter, _, low = first.rpartition(".")
        until_chapter, _, high = last.rpartition(".")
        if chapter == until_chapter:
            prefix = f"{chapter}." if chapter else ""
            found += [f"{prefix}{number}" for number in range(int(low) + 1, int(high))]
    return found


def text_of(path: pathlib.Path) -> tuple[str, str]:
    """The file's text with comments of several lines made one line each, and the same of its C++ comments alone. Every
    character stays where it is, so that lines can be counted in the file as it is.
    """
    text = path.read_text(encoding="utf-8")
    mark = "//" if path.suffix in includes.SUFFIXES else "#"
    further = re.compile(rf"(?<={mark} )([^\n]*)(\n *{mark})(?= )")
    joined = text
    while (longer := further.sub(lambda match: match[1] + " " * len(match[2]), joined)) != joined:
        joined = longer
    if path.suffix not in includes.SUFFIXES:
        return joined, ""
    comments = re.sub(r"(?m)^(?:(?!//).)*", lambda match: " " * len(match[0]), joined)
    return joined, comments


def files(root: pathlib.Path) -> list[str]:
    found = []
    for top in TOPS:
        for path in (root / top).rglob("*"):
            name = path.relative_to(root).as_posix()
            text = path.suffix in SUFFIXES or (path.suffix == "" and top == "scripts")
            if path.is_file() and text and not name.startswith(SELF):
                found.append(name)
    return sorted(found)


def citations(root: pathlib.Path) -> list[Citation]:
    found = []
    for name in files(root):
        original = (root / name).read_text(encoding="utf-8")
        text, comments = text_of(root / name)

        def add(numbers: str, at: int):
            line = original.count("\n", 0, at) + 1
            found.extend(Citation(name, line, section) for section in expanded(numbers))

        for match in CUE.finditer(text):
            add(match["list"], match.start("list"))
            if match[0].startswith("model.md") and (rest := REST.match(text, match.end())):
                for number in DOTTED.finditer(rest[0]):
                    add(number[0], match.end() + number.start())
        if not name.startswith("tests/"):
            for match in BARE.finditer(comments):
                add(match["list"] or match["rule"], match.start())
    return found


def missing_documents(root: pathlib.Path) -> list[str]:
    """Documents named in comments of C++ that are not at that path from the root, in docs/, or beside the source."""
    faults = []
    for name in files(root):
        comments = text_of(root / name)[1]
        for document in sorted(set(DOCUMENT.findall(comments))):
            places = (root, root / "docs", (root / name).parent)
            if not any((place / document).is_file() for place in places):
                faults.append(f"{name}: cites {document}, which is not there")
    return faults


def parameters(root: pathlib.Path) -> list[Parameter]:
    found = []
    for path in sorted((root / ROWS).glob("*.h")):
        text = path.read_text(encoding="utf-8")
        by_state = [match.span() for match in STATE_ROWS.finditer(text)]
        for match in ROW.finditer(text):
            of_state = any(begin < match.start() < end for begin, end in by_state)
            name = match["name"] + ("_<state>" if of_state else "")
            found.append(Parameter(path.relative_to(root).as_posix(), name, match["section"]))
    return found


def sections(text: str) -> dict[str, str]:
    """The text of each numbered section, without those of the sections inside it."""
    headings = list(HEADING.finditer(text))
    ends = [match.start() for match in headings[1:]] + [len(text)]
    return {match["number"]: text[match.end() : end] for match, end in zip(headings, ends)}


def model_faults(root: pathlib.Path) -> list[str]:
    text = (root / MODEL).read_text(encoding="utf-8")
    has = sections(text)
    numbers = [match["number"] for match in HEADING.finditer(text)]
    faults = [f"{MODEL}: section {number} twice" for number in sorted(set(numbers)) if numbers.count(number) > 1]
    faults += [
        f"{found.file}:{found.line}: cites section {found.section}, which {MODEL} does not have"
        for found in citations(root)
        if found.section not in has
    ]
    for parameter in parameters(root):
        where = f"{parameter.file}: {parameter.name} is of section {parameter.section}"
        if parameter.section not in has:
            faults.append(f"{where}, which {MODEL} does not have")
        elif f"`{parameter.name}`" not in has[parameter.section]:
            faults.append(f"{where}, where {MODEL} does not name it")
    code = "".join((root / file).read_text(encoding="utf-8") for file in includes.sources(root))
    words = set(re.findall(r"\w+", code))
    faults += [f"{MODEL}: no source has the name {name}" for name in sorted(set(NAME.findall(text)) - words)]
    return faults
