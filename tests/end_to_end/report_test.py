"""Through the command line: `concord report` on a comparison, whose numbers the workbook and the page repeat.

usage: CONCORD_PROGRAM=PROGRAM tests/end_to_end/report_test.py
"""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as tree
import zipfile

from end_to_end_test import concord

SHEET = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def rows_of(book: pathlib.Path, name: str) -> list[list]:
    """Cells of a sheet, numbers as numbers."""
    with zipfile.ZipFile(book) as archive:
        sheets = tree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//m:sheet", SHEET)
        names = [one.get("name") for one in sheets]
        items = tree.fromstring(archive.read("xl/sharedStrings.xml")).iterfind("m:si", SHEET)
        strings = ["".join(text.text or "" for text in item.iterfind(".//m:t", SHEET)) for item in items]
        sheet = tree.fromstring(archive.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    rows = []
    for row in sheet.iterfind(".//m:row", SHEET):
        cells = {}
        for cell in row.iterfind("m:c", SHEET):
            value = cell.find("m:v", SHEET)
            column = re.match("[A-Z]+", cell.get("r")).group()
            if value is not None:
                cells[column] = strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
        rows.append(cells)
    return rows


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name) / "compared"
        made = concord("compare", "status_quo_today", "trust_led", "policing_heavy", "--runs", "3", "--scale",
                       "1:500", "--years", "1", "--draws", "prior", "--contested", "2", "--stress",
                       "attack:2026-06-01:Manchester",
                       "--out", cls.folder)  # fmt: skip
        assert made.returncode == 0, made.stderr
        cls.printed = concord("report", cls.folder, "--no-pdf").stdout
        cls.page = (cls.folder / "report.html").read_text(encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_it_says_what_it_wrote(self):
        for name in ("report.html", "report.xlsx"):
            self.assertIn(str(self.folder / name), self.printed)
            self.assertGreater((self.folder / name).stat().st_size, 10_000)

    def told(self):
        """Rows of the comparison's CSV by option, group and outcome; names of outcomes by title."""
        with (self.folder / "comparison.csv").open(encoding="utf-8") as file:
            told = {(row["option"], row["group"], row["outcome"]): row for row in csv.DictReader(file)
                    if row["baseline"] == "Status quo, today"}  # fmt: skip
        titles = {}
        for row in json.loads(concord("describe", "measures", "--format", "json").stdout):
            for one in row["rows"]:
                if "title" in one and "name" in one:
                    titles.setdefault(one["title"], one["name"])
        return told, titles

    def test_the_workbook_has_the_numbers_of_the_csv(self):
        told, titles = self.told()
        self.hold_against(told, titles, rows_of(self.folder / "report.xlsx", "all-districts"))

    def hold_against(self, told, titles, rows):
        header = {title: column for column, title in rows[0].items()}
        held = 0
        for row in rows[1:]:
            name = titles[row[header["Outcome"]]]
            csv_row = told[row[header["Option"]], row[header["Place"]], name]
            for column, key in (("Baseline", "baseline_level"), ("Difference", "difference"), ("From", "interval_low"),
                                ("To", "interval_high"), ("People", "people")):  # fmt: skip
                if csv_row[key] == "":
                    self.assertNotIn(header[column], row)
                    continue
                self.assertAlmostEqual(row[header[column]], float(csv_row[key]), delta=1e-5 * abs(float(csv_row[key])))
                held += 1
            self.assertEqual(row[header["Verdict"]], csv_row["verdict"])
        self.assertGreater(held, 200)

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed (scripts/setup --office)")
    def test_libreoffice_reads_the_same_numbers(self):
        every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
        with tempfile.TemporaryDirectory() as other:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{other}/profile", "--headless", "--convert-to",
                            every_sheet, "--outdir", other, self.folder / "report.xlsx"],
                           check=True, capture_output=True, timeout=300)  # fmt: skip
            with (pathlib.Path(other) / "report-all-districts.csv").open(encoding="utf-8") as file:
                rows = [{at: self.value_of(text) for at, text in enumerate(row) if text} for row in csv.reader(file)]
        self.hold_against(*self.told(), rows)

    @staticmethod
    def value_of(text):
        try:
            return float(text)
        except ValueError:
            return text

    def test_the_page_says_what_was_run(self):
        for words in ("In two minutes", "Trust-led", "Policing-heavy", "attack in Manchester on 2026-06-01",
                      "an unfair stop weighs 14 fair ones (E07)", "Log of assumptions"):  # fmt: skip
            self.assertIn(words, self.page)
        self.assertNotIn("Contested assumptions were left out", self.page)

    def test_the_crate_lists_it_with_its_size(self):
        crate = json.loads((self.folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))
        parts = {entity["@id"]: entity for entity in crate["@graph"]}
        page = parts["report.html"]
        self.assertEqual(int(page["contentSize"]), (self.folder / "report.html").stat().st_size)
        self.assertIn(parts["./"]["license"]["@id"], parts)
        self.assertIn(parts["./"]["conformsTo"]["@id"], parts)

    def test_the_same_comparison_gives_the_same_page_and_workbook(self):
        with tempfile.TemporaryDirectory() as other:
            concord("report", self.folder, "--no-pdf", "--out", other)
            for name in ("report.html", "report.xlsx"):
                self.assertEqual((pathlib.Path(other) / name).read_bytes(), (self.folder / name).read_bytes())

    def test_two_pages_for_an_executive(self):
        with tempfile.TemporaryDirectory() as other:
            concord("report", self.folder, "--no-pdf", "--executive", "--out", other)
            page = (pathlib.Path(other) / "executive_report.html").read_text(encoding="utf-8")
            self.assertIn("In two minutes", page)
            self.assertIn("How this could be wrong", page)
            self.assertNotIn("Log of assumptions", page)

    def refused(self, folder):
        said = concord("report", folder, "--no-pdf")
        self.assertEqual(said.returncode, 2, said.stderr)
        return said

    def test_what_is_no_comparison_is_refused(self):
        with tempfile.TemporaryDirectory() as empty:
            said = self.refused(empty)
            self.assertIn("holds no comparison.h5", said.stderr)
            self.assertEqual(list(pathlib.Path(empty).iterdir()), [])
            (pathlib.Path(empty) / "comparison.h5").write_text("no HDF5")
            said = self.refused(empty)
            self.assertIn("comparison.h5", said.stderr)
            self.assertEqual([f.name for f in pathlib.Path(empty).iterdir()], ["comparison.h5"])


if __name__ == "__main__":
    unittest.main()
