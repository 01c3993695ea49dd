"""The options report's page as tests read it: sentences, each with the place where it stands, and tables."""

import copy
import dataclasses
import html.parser
import math
import re

SILENT = {"script", "style", "svg", "nav", "title"}
EMPTY = {"meta", "br", "hr", "link", "img", "input"}
BLOCKS = {"p", "li", "caption", "figcaption", "dt", "dd", "h1", "h2", "h3", "summary", "td", "th"}
TONES = {"gain", "harm", "unsure", "small", "not-modelled"}


@dataclasses.dataclass
class Cell:
    text: str = ""
    number: float = math.nan  # what the page sorts it by, in full
    tone: str = ""
    aloud: str = ""  # what a screen reader adds


@dataclasses.dataclass
class Table:
    id: str
    columns: list[str] = dataclasses.field(default_factory=list)
    rows: list[list[Cell]] = dataclasses.field(default_factory=list)

    def column(self, begins: str) -> int:
        return next(k for k, title in enumerate(self.columns) if title.startswith(begins))

    def row(self, head: str) -> list[Cell]:
        return next(row for row in self.rows if row[0].text == head)


@dataclasses.dataclass
class Said:
    """A paragraph, bullet, caption or note."""

    place: str  # of its section and what it is: "in-two-minutes/p"
    text: str

    def sentences(self) -> list[str]:
        return sentences_of(self.text)


def sentences_of(text: str) -> list[str]:
    return [one for one in re.split(r'(?<=[.?!])\s+(?=["£A-Z0-9]|concord )', text) if one]


class Page(html.parser.HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.said: list[Said] = []
        self.tables: dict[str, Table] = {}
        self._sections, self._open, self._words = ["head"], [], []
        self._table = self._cell = None
        self.feed(text)

    def copy(self) -> "Page":
        """Its sentences may be changed, and tables exchanged."""
        page = copy.copy(self)
        page.said, page.tables = copy.deepcopy(self.said), dict(self.tables)
        return page

    def _attributes_of(self, tag: str) -> dict:
        return next((given for name, given in reversed(self._open) if name == tag), {})

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in EMPTY:
            return
        self._open.append((tag, given))
        if tag == "section":
            self._sections.append(given["id"])
        elif tag == "footer":
            self._sections.append("foot")
        elif tag == "table":
            self._table = Table(given["id"])
            self.tables[given["id"]] = self._table
        elif tag == "tr" and self._table is not None:
            self._table.rows.append([])
        elif tag in ("td", "th"):
            tones = TONES & set(given.get("class", "").split())
            self._cell = Cell(number=float(given.get("data-n", "nan")), tone=tones.pop() if tones else "")
        if tag in BLOCKS:
            self._end_of_words()

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self._end_of_words()
        if tag == "thead":
            self._table.columns = [cell.text for cell in self._table.rows.pop()]
        while self._open:
            name, _ = self._open.pop()
            if name == tag:
                break
        if tag in ("section", "footer"):
            self._sections.pop()
        elif tag == "table":
            self._table = None
        elif tag in ("td", "th"):
            self._table.rows[-1].append(self._cell)
            self._cell = None

    def handle_data(self, data):
        names = {name for name, _ in self._open}
        if names & SILENT or self._is_hidden() or self._is_in("number"):
            return
        if self._cell is not None and self._is_in("unseen"):
            self._cell.aloud += data.strip(" ()")
        else:
            self._words.append(data)

    def _is_in(self, name: str) -> bool:
        return any(name in given.get("class", "").split() for tag, given in self._open if tag == "span")

    def _is_hidden(self) -> bool:
        return any(given.get("aria-hidden") == "true" or "hidden" in given for _, given in self._open)

    def _end_of_words(self):
        text = " ".join("".join(self._words).split())
        self._words = []
        if self._cell is not None:
            self._cell.text = self._cell.text or text
            return
        kinds = [name for name, _ in self._open if name in BLOCKS]
        if text and kinds:
            kind = self._attributes_of(kinds[-1]).get("class", "")
            kind = kind if kind in ("key", "source") else kinds[-1]
            self.said.append(Said(f"{self._sections[-1]}/{kind}", text))
        elif text.strip("· "):
            self.said.append(Said(f"{self._sections[-1]}/?", text))
