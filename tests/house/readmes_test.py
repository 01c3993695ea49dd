#!/usr/bin/env python3
"""Every source folder has a README.md that is true in what can be checked; and the checker notices when it is not.

usage: tests/house/readmes_test.py
"""

import pathlib
import tempfile
import unittest

import directions
import includes
import readmes

ROOT = pathlib.Path(__file__).resolve().parents[2]


class House(unittest.TestCase):
    """The folders as they are."""

    def test_every_source_folder_has_a_true_readme(self):
        table, _ = directions.read_table(directions.TABLE.read_text(encoding="utf-8"))
        faults = readmes.readme_faults(ROOT, table)
        self.assertFalse(faults, "".join(f"\n  {fault}" for fault in faults))

    def test_every_header_of_the_model_is_named_by_its_folder(self):
        for folder in ("sim/processes", "sim/policy", "sim/measures"):
            self.assertEqual(readmes.unnamed(ROOT, folder), [], folder)

    def test_what_other_readmes_name_exists(self):
        for folder in (".", "tests", "scenarios/library"):
            text = (ROOT / folder / readmes.NAME).read_text(encoding="utf-8")
            self.assertEqual(readmes.missing(ROOT, folder, text), [], folder)

    def test_the_functions_that_the_readme_names_are_where_it_says(self):
        text = (ROOT / readmes.NAME).read_text(encoding="utf-8")
        self.assertEqual(readmes.misplaced(ROOT, text), [])
        for way_in in ("policing.cpp`: `stop_step`", "talks.cpp`: `neighbours`", "costs.cpp`: `cost_of`"):
            self.assertIn(way_in, text)

    def test_what_the_documents_name_exists(self):
        for file in ("CONTRIBUTING.md", "docs/extending.md", "docs/model.md", "docs/week.md"):
            text = (ROOT / file).read_text(encoding="utf-8")
            self.assertEqual(readmes.missing(ROOT, str(pathlib.Path(file).parent), text), [], file)

    def test_every_link_leads_somewhere(self):
        files = [path for path in ROOT.glob("*.md")]
        for folder in ("docs", "tests", *includes.TOPS):
            files += (ROOT / folder).rglob("*.md")
        self.assertGreater(len(files), 50)
        for path in files:
            self.assertEqual(readmes.broken_links(ROOT, path.relative_to(ROOT).as_posix()), [])


class PlantedFaults(unittest.TestCase):
    TABLE = {"low": [], "high/room": ["low"]}
    TEXTS = {
        "low": "Start at `base.h`; `std::vector<int>` and `a/b c` are no files.\n\nMay include: nothing.\n",
        "high": "`room/` alone, with `room/*.cpp` in it; tests in `low/base.h`.\n",
        "high/room": "`chair.cpp`.\n\nMay include: `low`.\n",
    }

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("low/base.h", "")
        self.write("high/room/chair.cpp", '#include "low/base.h"\n')
        for name, text in self.TEXTS.items():
            self.write(f"{name}/README.md", text)

    def write(self, name: str, text: str):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def faults(self) -> list[str]:
        return readmes.readme_faults(self.root, self.TABLE, ("low", "high"))

    def test_nothing_is_wrong_with_the_tree_itself(self):
        self.assertEqual(self.faults(), [])

    def test_a_folder_without_one(self):
        (self.root / "high/README.md").unlink()
        self.assertEqual(self.faults(), ["high has no README.md"])

    def test_a_header_that_is_not_named(self):
        self.write("high/room/table.h", "")
        self.write("high/room/README.md", "`chair.cpp` and `table`.\n")
        self.assertEqual(readmes.unnamed(self.root, "high/room"), ["table.h"])

    def test_a_file_that_does_not_exist(self):
        self.write("high/README.md", "`room/table.cpp` and `chair.cpp` and `attic/`\n")
        start = "high/README.md: no such file or folder: "
        self.assertEqual(self.faults(), [start + "room/table.cpp", start + "chair.cpp", start + "attic/"])

    def test_a_file_that_the_code_reads_or_writes(self):
        self.write("high/room/README.md", "Reads `seats.csv` and `tables.csv`.\n\nMay include: `low`.\n")
        self.write("high/room/chair.cpp", '#include "low/base.h"\nconst char* file = "seats.csv";\n')
        self.assertEqual(self.faults(), ["high/room/README.md: no such file or folder: tables.csv"])

    def test_a_function_that_is_elsewhere(self):
        row = "| the seat; its legs | `high/room/chair.cpp`: `seat`, `legs`; `low/base.h`: `back` |\n"
        self.write("high/room/chair.cpp", "int seat, legs_of;\n")
        self.write("low/base.h", "int back;\n")
        self.assertEqual(readmes.misplaced(self.root, row), ["legs: not in high/room/chair.cpp, low/base.h"])
        self.assertEqual(readmes.misplaced(self.root, "Not in a table: `high/room/chair.cpp`: `arms`\n"), [])

    def test_a_link_that_leads_nowhere(self):
        good = "[a](../low/base.h), [b](room/README.md#chairs), [c](https://example.org/d), [d](#e)\n"
        self.write("high/README.md", good)
        self.assertEqual(readmes.broken_links(self.root, "high/README.md"), [])
        self.write("high/README.md", "[a](../low/gone.h) and ![b](room/chair.png)\n")
        start = "high/README.md: no such file or folder: "
        expected = [start + "../low/gone.h", start + "room/chair.png"]
        self.assertEqual(readmes.broken_links(self.root, "high/README.md"), expected)

    def test_another_table_than_the_one(self):
        expected = "high/room/README.md: should say 'May include: `low`.' as directions.tsv does"
        for line in ("May include: nothing.", "May include: `low`, `high`.", "May include `low`.", ""):
            self.write("high/room/README.md", f"`chair.cpp`.\n\n{line}\n")
            self.assertEqual(self.faults(), [expected], line)

    def test_nothing_must_be_said_too(self):
        self.write("low/README.md", "May include: .\n")
        self.assertEqual(self.faults(), ["low/README.md: should say 'May include: nothing.' as directions.tsv does"])


if __name__ == "__main__":
    unittest.main()
