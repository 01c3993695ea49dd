#!/usr/bin/env python3
"""Every section that the sources cite is in docs/model.md, and every parameter is named in its section there; and the
checker notices when one is not.

usage: tests/house/citations_test.py
"""

import pathlib
import tempfile
import unittest

import citations

ROOT = pathlib.Path(__file__).resolve().parents[2]


class House(unittest.TestCase):
    """The sources and the text as they are."""

    def test_the_model_has_what_is_cited_and_names_every_parameter(self):
        faults = citations.model_faults(ROOT)
        self.assertFalse(faults, "".join(f"\n  {fault}" for fault in faults))

    def test_every_document_that_comments_cite_is_there(self):
        faults = citations.missing_documents(ROOT)
        self.assertFalse(faults, "".join(f"\n  {fault}" for fault in faults))

    def test_there_is_something_to_read(self):
        cited = {found.section for found in citations.citations(ROOT)}
        self.assertTrue({"2", "3.3", "3.5", "4", "4.4", "4.9", "5", "6", "7", "8", "9"} <= cited, cited)
        self.assertGreater(len(citations.citations(ROOT)), 100)

    def test_no_row_of_a_parameter_is_missed(self):
        rows = sum(path.read_text(encoding="utf-8").count("{.field = ") for path in (ROOT / citations.ROWS).glob("*.h"))
        self.assertEqual(len(citations.parameters(ROOT)), rows)
        self.assertGreater(rows, 70)


class PlantedFaults(unittest.TestCase):
    MODEL = "# Model\n\n## 3 Start\n\n### 3.1 Levels\n\n`step`, `start_mean_<state>`\n\n### 3.2 Ties\n\n## 4 Week\n"
    ROWS = (
        '    static constexpr Row kStateRows[] = {\n        {.field = &Own::start_mean, .name = "start_mean",\n'
        '         .section = "3.1"},\n    };\n    static constexpr Row kRows[] = {\n'
        '        {.field = &Own::step, .name = "step",\n         .section\n= "3.1"},\n    };\n'
    )

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("docs/model.md", self.MODEL)
        self.write("sim/parameters/start.h", self.ROWS)

    def write(self, name: str, text: str):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def cited(self, text: str, name: str = "sim/run/week.cpp") -> list[tuple[int, str]]:
        self.write(name, text)
        return [(found.line, found.section) for found in citations.citations(self.root) if found.file == name]

    def faults(self) -> list[str]:
        return citations.model_faults(self.root)

    def test_nothing_is_wrong_with_the_tree_itself(self):
        self.assertEqual(self.faults(), [])

    def test_a_section_that_is_not_there(self):
        self.write("sim/run/week.cpp", "// A week (model.md 4).\nint a;  // the start (3.1)\nint b;  // ties (3.7)\n")
        self.assertEqual(
            self.faults(), ["sim/run/week.cpp:3: cites section 3.7, which docs/model.md does not have"]
        )

    def test_ways_of_citing(self):
        for text, sections in {
            "// (model.md section 9): x": ["9"],
            "// (model.md sections 2 and 3.1 to 3.3): x": ["2", "3.1", "3.3", "3.2"],
            "// (model.md 4.4; training that backfires, 4.10).": ["4.4", "4.10"],
            "// (model.md 3.5 and section 6, items)": ["3.5", "6"],
            "// by the rule of 3.3, and (3.4 to 3.6)": ["3.4", "3.6", "3.5", "3.3"],
            "// what the rules forbid (section 9).": ["9"],
        }.items():
            self.assertEqual(sorted(self.cited(text)), sorted((1, number) for number in sections), text)

    def test_over_the_end_of_a_line(self):
        text = "// A week (model.md\n// section 4), and its rates\n// (4.6)\n"
        self.assertEqual(self.cited(text), [(2, "4"), (3, "4.6")])
        text = "int a;\n\n// The rates of it (4.6)\nint b;  // and\n// (4.7)\n"
        self.assertEqual(self.cited(text), [(3, "4.6"), (5, "4.7")])
        self.assertEqual(self.cited("# A week (model.md section\n# 4)\n", "tests/a_test.py"), [(2, "4")])

    def test_other_numbers_are_none(self):
        for text in (
            "double x = f(3.5);\n",
            "// about 3.5 times, at (0.5) or 12.5 % (section of GM)\n",
            "// ImGui 1.86 (and 2)\n",
        ):
            self.assertEqual(self.cited(text), [], text)
        self.assertEqual(self.cited("// 2.5 / (1.25)\n", "tests/sim/a_test.cpp"), [])

    def test_a_document_that_is_not_there(self):
        self.write("sim/run/README.md", "")
        self.write("sim/run/week.cpp", "// By docs/model.md, model.md and README.md.\nconst char* a = \"note.md\";\n")
        self.assertEqual(citations.missing_documents(self.root), [])
        self.write("sim/run/week.cpp", "int a;  // (plans.md, section 4)\n")
        self.assertEqual(
            citations.missing_documents(self.root), ["sim/run/week.cpp: cites plans.md, which is not there"]
        )

    def test_a_section_twice(self):
        self.write("docs/model.md", self.MODEL + "\n### 3.2 Again\n")
        self.assertEqual(self.faults(), ["docs/model.md: section 3.2 twice"])

    def test_a_parameter_that_its_section_does_not_name(self):
        self.write("docs/model.md", self.MODEL.replace("`step`, ", "") + "\n`step`\n")
        self.assertEqual(
            self.faults(),
            ["sim/parameters/start.h: step is of section 3.1, where docs/model.md does not name it"],
        )

    def test_a_parameter_of_every_state_is_named_as_such(self):
        self.write("docs/model.md", self.MODEL.replace("_<state>", ""))
        self.assertEqual(
            self.faults(),
            ["sim/parameters/start.h: start_mean_<state> is of section 3.1, where docs/model.md does not name it"],
        )

    def test_a_parameter_of_a_section_that_is_not_there(self):
        self.write("sim/parameters/start.h", self.ROWS.replace('"3.1"', '"5.1"', 1))
        expected = "sim/parameters/start.h: start_mean_<state> is of section 5.1, which docs/model.md does not have"
        self.assertEqual(self.faults(), [expected])

    def test_a_name_that_is_gone(self):
        self.write("docs/model.md", self.MODEL + "\n`kept_name` and `old_name` and `word`\n")
        self.write("sim/run/week.cpp", "int kept_name;\n")
        self.assertEqual(self.faults(), ["docs/model.md: no source has the name old_name"])


if __name__ == "__main__":
    unittest.main()
