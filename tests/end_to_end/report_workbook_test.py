"""The report's workbook, read back with Python's standard library, and with openpyxl where it is installed.

usage: CONCORD_WORKBOOK_SAMPLE=PROGRAM tests/end_to_end/report_workbook_test.py
       PROGRAM is built from tests/support/workbook_sample.cpp, which says what goes in.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

from needed import python_with

PROGRAM = os.environ["CONCORD_WORKBOOK_SAMPLE"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PART = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEETS = [
    "Notes",
    "outcomes",
    "history-2",
    "names-of-options-as-typed-in-th",
    "names-of-options-as-typed-in-2",
    "notes-2",
]
HOSTILE = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    "<b>&amp;</b>",
    "\\u{202E}txt.exe",
    "two\nlines",
    "bell\\x07",
    "back\\x0Dwards",
    "broken \\xFF utf-8",
    "_x003D_1+1",
    "\U0001f600",
    "\\u{FFFF}",
    " ",
    "1e5",
    "n" * 10_000,
]
CUT = " … (cut: a cell holds no more)"
# Sheets as lists of rows, by openpyxl: what a cell is (n, s, f for a formula), and where the panes stay.
OPENPYXL = """
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps({sheet.title: {
    "rows": [[[cell.data_type, cell.value] for cell in row] for row in sheet.iter_rows()],
    "frozen": sheet.freeze_panes, "filter": sheet.auto_filter.ref} for sheet in book}))
"""


def written(folder: str, name: str = "report.xlsx") -> pathlib.Path:
    path = pathlib.Path(folder) / name
    subprocess.run([PROGRAM, path], check=True, timeout=60)
    return path


def meant(text: str) -> str:
    """Text as a workbook's readers show it: _x005F_ is an underscore."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda number: chr(int(number[1], 16)), text)


class Workbook:
    """Names of sheets in order; of each its root element and its cells by name: numbers, texts, or None."""

    def __init__(self, path: pathlib.Path):
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.roots = {name: xml.fromstring(part) for name, part in self.parts.items()}
        links = {link.get("Id"): link.get("Target") for link in self.roots["xl/_rels/workbook.xml.rels"]}
        texts = [
            meant("".join(part.text or "" for part in item.iter(MAIN + "t")))
            for item in self.roots["xl/sharedStrings.xml"]
        ]
        self.sheets, self.cells = {}, {}
        for sheet in self.roots["xl/workbook.xml"].find(MAIN + "sheets"):
            root = self.roots["xl/" + links[sheet.get(PART)]]
            self.sheets[sheet.get("name")] = root
            self.cells[sheet.get("name")] = {
                cell.get("r"): self.value(cell, texts) for cell in root.iter(MAIN + "c")
            }

    @staticmethod
    def value(cell: xml.Element, texts: list[str]):
        held = cell.findtext(MAIN + "v")
        if held is None:
            return None
        return texts[int(held)] if cell.get("t") == "s" else float(held)

    def column(self, sheet: str, letter: str) -> list:
        """From its name down."""
        cells = self.cells[sheet]
        return [cells[name] for name in sorted(cells, key=lambda name: int(name[1:])) if name[0] == letter]

    def style(self, sheet: str, cell: str) -> xml.Element:
        """The format of a cell."""
        at = next(found for found in self.sheets[sheet].iter(MAIN + "c") if found.get("r") == cell)
        return self.roots["xl/styles.xml"].find(MAIN + "cellXfs")[int(at.get("s"))]

    def number_format(self, sheet: str, cell: str) -> str:
        built_in = {"0": "General", "9": "0%"}
        own = self.roots["xl/styles.xml"].iter(MAIN + "numFmt")
        codes = built_in | {form.get("numFmtId"): form.get("formatCode") for form in own}
        return codes[self.style(sheet, cell).get("numFmtId")]

    def colour(self, sheet: str, cell: str) -> str | None:
        fill = self.roots["xl/styles.xml"].find(MAIN + "fills")[int(self.style(sheet, cell).get("fillId"))]
        shown = fill.find(f"{MAIN}patternFill/{MAIN}fgColor")
        return None if shown is None else shown.get("rgb")


class ReadBack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = written(cls.folder.name)
        cls.book = Workbook(cls.path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_notes_come_first_and_tables_in_order(self):
        self.assertEqual(list(self.book.sheets), SHEETS)
        self.assertEqual(len({name.lower() for name in SHEETS}), len(SHEETS))
        for name in SHEETS:
            self.assertLessEqual(len(name), 31)

    def test_notes_say_what_the_report_is_and_what_each_sheet_shows(self):
        notes = self.book.cells["Notes"]
        self.assertEqual(notes["A1"], "Options for Greater Manchester")
        self.assertEqual(notes["A2"], "Three options, 2026 to 2030")
        self.assertEqual(notes["A3"], "Simulated residents & a model of them, not a forecast")
        said = {value: notes.get("B" + cell[1:]) for cell, value in notes.items() if cell[0] == "A"}
        self.assertEqual(said["version"], "1.0")
        self.assertEqual(said["seeds"], "1 to 50")
        self.assertEqual([name for name in said if name in SHEETS], SHEETS[1:])
        self.assertEqual(said["outcomes"], "What each option changes")
        self.assertEqual(said["notes-2"], "No rows")
        self.assertEqual(said[SHEETS[3]], '=HYPERLINK("http://example.org")')
        self.assertIn("Per cent of adults & pounds; see <Method>.", notes.values())
        # What leaves with a figure's data.
        about = next(value for value in notes.values() if isinstance(value, str) and "priors" in value)
        self.assertIn("Greater Manchester\n", about)
        self.assertIn("Differences are firmer than levels.", about)

    def test_nothing_is_a_formula_or_leads_out_of_the_file(self):
        for name, root in self.book.roots.items():
            with self.subTest(name):
                tags = {element.tag.rpartition("}")[2] for element in root.iter()}
                self.assertFalse(tags & {"f", "hyperlink", "externalReference", "oleObject"})
                self.assertNotIn("External", [element.get("TargetMode") for element in root.iter()])
        kinds = {cell.get("t") for root in self.book.sheets.values() for cell in root.iter(MAIN + "c")}
        self.assertEqual(kinds, {None, "s"})

    def test_the_first_row_names_columns_and_stays(self):
        for name in SHEETS[1:]:
            with self.subTest(name):
                pane = self.book.sheets[name].find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
                self.assertEqual((pane.get("ySplit"), pane.get("xSplit"), pane.get("state")), ("1", None, "frozen"))
                self.assertEqual(pane.get("topLeftCell"), "A2")
                fonts = self.book.roots["xl/styles.xml"].find(MAIN + "fonts")
                self.assertIsNotNone(fonts[int(self.book.style(name, "A1").get("fontId"))].find(MAIN + "b"))
        filters = {name: self.book.sheets[name].find(MAIN + "autoFilter").get("ref") for name in SHEETS[1:]}
        self.assertEqual(list(filters.values()), ["A1:D4", "A1:B3", "A1:B19", "A1:F4", "A1"])

    def test_numbers_are_numbers_with_all_digits(self):
        column = self.book.column
        self.assertEqual(column("outcomes", "A"), ["Outcome", "Trust in neighbours", "Belonging", "Grievance"])
        self.assertEqual(column("outcomes", "B"), ["A", 1.23456789012345, None, -0.4])
        self.assertEqual(
            column("outcomes", "C"),
            ["A, in words", "gain: +1.2 points (+0.9 to +1.6)", "could be either way", "harm: \u22120.4"],
        )
        self.assertEqual(column("outcomes", "D"), ["Cost", 12345.25, 0, "out of reach"])
        self.assertNotIn("E1", self.book.cells["outcomes"])
        self.assertEqual(column("history-2", "B"), ["Share", 0.6149, 0.07])

    def test_numbers_are_shown_as_in_the_report(self):
        self.assertEqual(self.book.number_format("outcomes", "B2"), "+0.0;-0.0;0.0")
        self.assertEqual(self.book.number_format(SHEETS[4], "D2"), "General")
        self.assertEqual(self.book.number_format("outcomes", "D2"), '"£"#,##0')
        self.assertEqual(self.book.number_format("history-2", "B2"), "0%")

    def test_a_verdict_is_a_colour_and_words(self):
        gain = self.book.colour("outcomes", "B2")
        self.assertEqual(gain, self.book.colour("outcomes", "C2"))
        harm, unsure = self.book.colour("outcomes", "B4"), self.book.colour("outcomes", "C3")
        self.assertEqual(len({gain, harm, unsure, None}), 4)
        self.assertIsNone(self.book.colour("outcomes", "D2"))
        keys = {value: name for name, value in self.book.cells["Notes"].items()}
        self.assertEqual(self.book.colour("Notes", keys["gain"]), gain)
        self.assertEqual(self.book.colour("Notes", keys["harm"]), harm)

    def test_hostile_names_are_text(self):
        names = self.book.column(SHEETS[3], "A")
        self.assertEqual(names[: len(HOSTILE) + 1], ["=1+1", *HOSTILE])
        long = self.book.cells[SHEETS[3]][f"B{len(HOSTILE) + 1}"]
        self.assertEqual(len(long), 32_767)
        self.assertEqual(long, "x" * (32_767 - len(CUT)) + CUT)

    def test_the_data_of_a_figure_are_its_csv(self):
        sheet = self.book.cells[SHEETS[4]]
        self.assertEqual(
            [sheet[letter + "1"] for letter in "ABCDEF"], ["series", "week", "date", "Percent of adults", "low", "high"]
        )
        self.assertEqual(self.book.column(SHEETS[4], "A")[1:], ["-A"] * 3)
        self.assertEqual(self.book.column(SHEETS[4], "B")[1:], [0, 1, 2])
        self.assertEqual(self.book.column(SHEETS[4], "D")[1:], [61.5, None, 62.0000000000001])

    def test_columns_are_as_wide_as_what_they_hold(self):
        widths = [float(column.get("width")) for column in self.book.sheets["outcomes"].iter(MAIN + "col")]
        self.assertEqual(len(widths), 4)
        self.assertGreater(widths[0], len("Trust in neighbours"))
        self.assertLess(widths[1], 20)
        self.assertGreater(widths[2], len("gain: +1.2 points (+0.9 to +1.6)"))
        widest = [float(column.get("width")) for column in self.book.sheets[SHEETS[3]].iter(MAIN + "col")]
        self.assertLess(max(widest), 62)

    def test_rows_are_as_high_as_what_they_hold(self):
        heights = {row.get("r"): row.get("ht") for row in self.book.sheets[SHEETS[3]].iter(MAIN + "row")}
        self.assertIsNone(heights["2"])
        names = self.book.column(SHEETS[3], "A")
        self.assertEqual(heights[str(names.index("two\nlines") + 1)], "30")
        self.assertEqual(heights[str(len(names))], "409")
        high = [row for row in self.book.sheets["Notes"].iter(MAIN + "row") if row.get("ht")]
        self.assertGreater(len(high), 4)

    def test_printed_pages_say_what_they_show_and_what_holds_of_it(self):
        printed = self.book.sheets["outcomes"].find(MAIN + "headerFooter")
        self.assertEqual(printed.findtext(MAIN + "oddHeader"), "&LWhat each option changes")
        self.assertIn("Simulated residents && a model", printed.findtext(MAIN + "oddFooter"))

    def test_bytes_do_not_depend_on_when_and_where(self):
        core = self.book.parts["docProps/core.xml"].decode()
        self.assertEqual(set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)), {"2000-01-01T00:00:00Z"})
        self.assertIn("Options for Greater Manchester", core)
        with zipfile.ZipFile(self.path) as archive:
            self.assertEqual({entry.date_time[0] for entry in archive.infolist()}, {1980})
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(written(folder, "other.xlsx").read_bytes(), self.path.read_bytes())


class Openpyxl(unittest.TestCase):
    def test_it_reads_the_same(self):
        python = python_with("openpyxl")
        with tempfile.TemporaryDirectory() as folder:
            path = written(folder)
            read = json.loads(subprocess.check_output([python, "-c", OPENPYXL, path], timeout=60))
            book = Workbook(path)
        self.assertEqual(list(read), SHEETS)
        for name, sheet in read.items():
            with self.subTest(name):
                kinds = {kind for row in sheet["rows"] for kind, _ in row}
                self.assertLessEqual(kinds, {"n", "s"})
                cells = {
                    f"{chr(ord('A') + column)}{row + 1}": value
                    for row, values in enumerate(sheet["rows"])
                    for column, (_, value) in enumerate(values)
                    if value is not None
                }
                self.assertEqual(cells, {cell: value for cell, value in book.cells[name].items() if value is not None})
                self.assertEqual(sheet["frozen"], None if name == "Notes" else "A2")
        self.assertEqual(read["outcomes"]["filter"], "A1:D4")


if __name__ == "__main__":
    unittest.main(verbosity=2)
