#!/usr/bin/env python3
"""docs/levers.md says of every parameter what the program, or decision 0026, says; and both sides of every lever can be
expressed: what each would choose lies within the range.

usage: tests/house/levers_test.py
"""

import csv
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = re.compile(
    r"^\| `(?P<name>[a-z_]+)`[^|]*\| (?P<default>[^|]+)\| (?P<range>[^|]+)\| (?P<one>[^|]+)\| (?P<other>[^|]+)\|$"
)
CODE = re.compile(r'\.name = "(\w+)".*?\.value = (-?[\d.]+),\s*\.prior = \w+\((-?[\d.]+), (-?[\d.]+)\)', re.S)
PLANNED = re.compile(r"Planned besides.*?(?=\*\*|\n\n|\Z)", re.S)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def in_the_program():
    """Default and range by name, from the declarations."""
    found = {}
    for header in ROOT.glob("sim/parameters/*.h"):
        for name, value, low, high in CODE.findall(header.read_text(encoding="utf-8")):
            found[name] = (float(value), float(low), float(high))
    return found


def decided():
    """The same, from decision 0026."""
    table = ROOT / "docs/decisions/0026-numbers-of-the-whole-model.tsv"
    with table.open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {
            row["name"]: tuple(float(row[key]) for key in ("default", "prior_low", "prior_high"))
            for row in rows
            if row["prior_low"]
        }


def called_planned(text):
    """Names of parameters that the prose says are to come."""
    return {name for passage in PLANNED.findall(text) for name in re.findall(r"`([a-z_]+)`", passage)}


def rows_of(text):
    """Lever, name, numbers and whether the table is of what is planned."""
    lever, planned = "", False
    for line in text.splitlines():
        if line.startswith("## "):
            lever = line[3:]
        if line.startswith("| parameter"):
            planned = "planned" in line
        found = ROW.match(line)
        if found:
            numbers = {key: [float(x) for x in NUMBER.findall(re.sub(r"\(.*?\)", "", found[key]))]
                       for key in ("default", "range", "one", "other")}
            yield lever, found["name"], numbers, planned


class Levers(unittest.TestCase):
    def setUp(self):
        self.rows = list(rows_of((ROOT / "docs/levers.md").read_text(encoding="utf-8")))

    def test_every_figure_is_that_of_the_program_or_of_the_decision(self):
        program, planned_ones = in_the_program(), decided()
        self.assertGreater(len(self.rows), 60)
        for lever, name, numbers, planned in self.rows:
            with self.subTest(lever=lever, parameter=name):
                self.assertIn(name, program if not planned else {**planned_ones, **program})
                value, low, high = program.get(name) or planned_ones[name]
                self.assertAlmostEqual(numbers["default"][0], value)
                self.assertEqual(len(numbers["range"]), 2)
                self.assertAlmostEqual(numbers["range"][0], low)
                self.assertAlmostEqual(numbers["range"][1], high)
        for _, name, _, planned in self.rows:
            if planned and name in program:
                self.assertTrue(any(n not in program for _, n, _, p in self.rows if p), name)

    def test_what_is_in_the_program_is_not_called_planned(self):
        program = in_the_program()
        text = (ROOT / "docs/levers.md").read_text(encoding="utf-8")
        for lever in re.findall(r'\.kind = LeverKind::k\w+, \.name = "(\w+)"',
                                (ROOT / "sim/policy/levers.h").read_text(encoding="utf-8")):
            self.assertIn(f"## {lever}\n", text)
            own = [(name, planned) for of, name, _, planned in self.rows if of == lever]
            self.assertTrue(any(name in program and not planned for name, planned in own), lever)

    def test_how_many_levers_have_an_evaluation_of_their_own_is_counted_from_the_table(self):
        text = (ROOT / "docs/levers.md").read_text(encoding="utf-8")
        grades = re.findall(r"^\| [a-z_]+ \| ([ABC-]) \| ", text, re.M)
        words = {4: "Four", 5: "Five", 6: "Six", 8: "eight", 9: "nine", 10: "ten", 14: "fourteen"}
        own = sum(grade != "-" for grade in grades)
        self.assertIn(f"{words[own]} of {words[len(grades)]} have an evaluation of their own", text)
        self.assertIn(f"For the other {words[len(grades) - own]}", " ".join(text.split()))

    def test_prose_does_not_call_planned_what_is_in_the_program(self):
        text = (ROOT / "docs/levers.md").read_text(encoding="utf-8")
        self.assertFalse(called_planned(text) & set(in_the_program()))
        planted = "Planned besides (decision 0026): `train_rate` 0.04\nand `not_yet` 1. **Off**: `seat_effect` = 0.\n"
        self.assertEqual(called_planned(text + planted), {"train_rate", "not_yet"} | called_planned(text))
        self.assertIn("train_rate", called_planned(planted) & set(in_the_program()))

    def test_both_sides_are_within_the_range_and_apart(self):
        for lever, name, numbers, _ in self.rows:
            with self.subTest(lever=lever, parameter=name):
                low, high = numbers["range"]
                for side in ("one", "other"):
                    self.assertTrue(numbers[side])
                    for value in numbers[side]:
                        self.assertTrue(low <= value <= high, value)
                self.assertNotEqual(numbers["one"], numbers["other"])

    def test_a_wrong_figure_is_noticed(self):
        line = "| `dilution`: how far | 0.16 | 0 to 0.4 | 0 | 0.4 |"
        (_, name, numbers, _), = rows_of(line)
        self.assertEqual(name, "dilution")
        self.assertNotAlmostEqual(numbers["default"][0], in_the_program()["dilution"][0])
        self.assertEqual(numbers["range"], [0, 0.4])


if __name__ == "__main__":
    unittest.main()
