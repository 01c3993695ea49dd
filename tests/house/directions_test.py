#!/usr/bin/env python3
"""Every include goes in a direction that directions.tsv allows; and the checker notices when one does not.

usage: tests/house/directions_test.py
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import directions
import includes

ROOT = pathlib.Path(__file__).resolve().parents[2]

# ---------------------------------------------------------------------------------------------------------------------
# Exceptions for the time being. One that is no longer needed fails the test; the lists are meant to become empty.
KNOWN: set[tuple[str, str]] = set()
KNOWN_PRIVATE: set[tuple[str, str]] = set()
# ---------------------------------------------------------------------------------------------------------------------

# Headers that say of themselves that they are for their own folder alone.
PRIVATE = directions.Private(
    {
        "sim/run/simulation_impl.h": "sim/run",
        "sim/run/observation.h": "sim/run",
        "sim/run/period_sums.h": "sim/run",
        "sim/run/place_periods.h": "sim/run",
        "scenarios/files/hdf5/library.h": "scenarios/files/hdf5",
        "scenarios/files/hdf5/memory_image.h": "scenarios/files/hdf5",
        "viz/figure/painter.h": "viz/figure",
    },
    frozenset(KNOWN_PRIVATE),
)


def lines(faults: list[str]) -> str:
    return "".join(f"\n  {fault}" for fault in faults)


class House(unittest.TestCase):
    """The sources as they are."""

    @classmethod
    def setUpClass(cls):
        cls.table, cls.table_faults = directions.read_table(directions.TABLE.read_text(encoding="utf-8"))

    def test_the_table_is_whole_and_has_no_cycle(self):
        self.assertFalse(self.table_faults, lines(self.table_faults))

    def test_every_include_goes_in_an_allowed_direction(self):
        faults = directions.direction_faults(ROOT, self.table, KNOWN)
        self.assertFalse(faults, lines(faults))

    def test_private_headers_stay_in_their_folder(self):
        faults = directions.private_faults(ROOT, PRIVATE)
        self.assertFalse(faults, lines(faults))

    def test_the_folders_of_tests_mirror_those_of_the_sources(self):
        for top in ("sim", "scenarios", "viz"):
            for path in (ROOT / "tests" / top).rglob("*/"):
                folder = path.relative_to(ROOT / "tests")
                self.assertTrue((ROOT / folder).is_dir(), f"tests/{folder} tests a folder that does not exist")

    def test_there_is_something_to_read(self):
        self.assertGreater(len(includes.read_includes(ROOT)), 500)


class SmallTree(unittest.TestCase):
    """A made-up tree: `low` below `high`, which has a file in a room of its own."""

    TABLE = "low\t-\nhigh\tlow\nhigh/room\tlow high\n"
    FILES = {
        "low/base.h": "#pragma once\n",
        "low/base.cpp": '#include "base.h"\n',
        "high/top.h": '#pragma once\n\n#include <vector>\n#include "low/base.h"\n',
        "high/room/chair.cpp": '#include "high/top.h"\n#include "low/base.h"\n',
    }
    TOPS = ("low", "high")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name, text in self.FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def faults(self, table: str = TABLE, known=frozenset()) -> list[str]:
        rows, faults = directions.read_table(table)
        return faults + directions.direction_faults(self.root, rows, known, self.TOPS)


class PlantedFaults(SmallTree):
    def test_nothing_is_wrong_with_the_tree_itself(self):
        self.assertEqual(self.faults(), [])

    def test_a_wrong_direction(self):
        self.write("low/base.cpp", '#include "low/base.h"\n\n  #  include "high/top.h"\n')
        expected = 'low/base.cpp:3: #include "high/top.h": low may not include high; allowed: nothing outside itself'
        self.assertEqual(self.faults(), [expected])

    def test_neither_angle_brackets_nor_a_relative_path_are_a_way_round(self):
        self.write("low/base.cpp", '#include <high/top.h>\n#include "../high/top.h"\n')
        self.assertEqual([fault.split(": ")[0] for fault in self.faults()], ["low/base.cpp:1", "low/base.cpp:2"])

    def test_what_is_allowed_is_not_passed_on(self):
        faults = self.faults("low\t-\nhigh\tlow\nhigh/room\thigh\n")
        self.assertEqual(
            faults,
            ['high/room/chair.cpp:2: #include "low/base.h": high/room may not include low; allowed: high'],
        )

    def test_a_file_that_does_not_exist(self):
        self.write("high/room/chair.cpp", '#include "high/top.h"\n#include "low/base.h"\n#include "low/gone.h"\n')
        self.assertEqual(len(self.faults()), 1)
        self.assertIn('high/room/chair.cpp:3: #include "low/gone.h": no such file', self.faults()[0])

    def test_a_folder_without_a_row(self):
        self.write("high/attic/box.h", "")
        self.assertEqual(self.faults(), ["directions.tsv: high/attic has sources and no row"])

    def test_a_row_without_a_folder(self):
        self.assertEqual(self.faults(self.TABLE + "cellar\tlow\n"), ["directions.tsv: cellar has a row and no sources"])

    def test_a_direction_that_nothing_uses(self):
        self.write("high/room/chair.cpp", '#include "low/base.h"\n')
        self.assertEqual(
            self.faults(), ["directions.tsv: high/room may include high, but no file of it does any more"]
        )

    def test_a_cycle_in_the_table(self):
        self.write("low/base.cpp", '#include "high/top.h"\n')
        faults = self.faults("low\thigh\nhigh\tlow\nhigh/room\tlow high\n")
        self.assertEqual(len(faults), 1)
        self.assertRegex(faults[0], "^directions.tsv: a cycle: (low -> high -> low|high -> low -> high)$")

    def test_a_table_that_cannot_be_read(self):
        faults = directions.read_table("low\t-\nlow\t-\nhigh low\nroom\t\nhigh\tlow low cellar high\n")[1]
        for part in (
            ":2: low has a row",
            ":3: 'high low' is not",
            ":4: 'room\t' is not",
            "cellar, which has no row",
            "high: low need not",
        ):
            self.assertTrue(any(part in fault for fault in faults), (part, faults))

    def test_a_known_exception_is_let_through_and_must_go_when_it_is_not_needed(self):
        known = frozenset({("low", "high")})
        self.assertEqual(self.faults(known=known), ["KNOWN: low includes high no more: take the exception out"])
        self.write("low/base.cpp", '#include "high/top.h"\n')
        self.assertEqual(self.faults(known=known), [])


class PlantedPrivateHeaders(SmallTree):
    PRIVATE = directions.Private({"high/top.h": "high"}, frozenset({("high/room/chair.cpp", "high/top.h")}))

    def private_faults(self) -> list[str]:
        return directions.private_faults(self.root, self.PRIVATE, self.TOPS)

    def test_its_folder_and_the_exception_may(self):
        self.write("high/top.cpp", '#include "top.h"\n')
        self.assertEqual(self.private_faults(), [])

    def test_nobody_else_may(self):
        self.write("high/room/door.cpp", '#include "../top.h"\n')
        self.assertEqual(self.private_faults(), ['high/room/door.cpp:1: #include "../top.h": allowed in high only'])

    def test_an_exception_must_go_when_it_is_not_needed(self):
        self.write("high/room/chair.cpp", "")
        self.assertEqual(
            self.private_faults(),
            ["KNOWN: high/room/chair.cpp includes high/top.h no more: take the exception out"],
        )

    def test_a_header_that_is_gone(self):
        (self.root / "high/top.h").unlink()
        self.assertIn("high/top.h is private to high, but there is no such file", self.private_faults())


class ModuleGraph(SmallTree):
    """scripts/module_graph on the small tree."""

    def graph(self, *options: str) -> subprocess.CompletedProcess:
        command = [sys.executable, ROOT / "scripts/module_graph", "--root", self.root, *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_floors_from_the_ground_up(self):
        done = self.graph("low", "high")
        self.assertEqual(done.returncode, 0, done.stderr)
        words = [line.split() for line in done.stdout.splitlines()]
        self.assertEqual(
            words,
            [["0", "low"], ["1", "high", "low", "1"], ["2", "high/room", "high", "1,", "low", "1"], ["no", "cycle"]],
        )

    def test_a_cycle_is_named(self):
        self.write("low/base.cpp", '#include "high/top.h"\n')
        done = self.graph("low", "high")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, "(?m)^cycle: (low -> high -> low|high -> low -> high)$")
        self.assertNotIn("no cycle", done.stdout)

    def test_mermaid(self):
        done = self.graph("--mermaid", "low", "high")
        self.assertEqual(done.returncode, 0, done.stderr)
        nodes = ['low["low"]', 'high["high"]', 'high_room["high/room"]']
        arrows = ["high -->|1| low", "high_room -->|1| high", "high_room -->|1| low"]
        self.assertEqual([line.strip() for line in done.stdout.splitlines()], ["flowchart TD", *nodes, *arrows])

    def test_a_folder_without_sources_is_refused(self):
        done = self.graph("cellar")
        self.assertEqual(done.returncode, 2)
        self.assertIn("cellar", done.stderr)


if __name__ == "__main__":
    unittest.main()
