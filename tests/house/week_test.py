#!/usr/bin/env python3
"""docs/week.md shows the week as the code has it, and scripts/week_picture reads the code rightly.

usage: tests/house/week_test.py
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts/week_picture"


def picture(root: pathlib.Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, SCRIPT, "--root", root, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


class House(unittest.TestCase):
    """The code and the document as they are."""

    def test_the_picture_is_the_codes(self):
        done = picture(ROOT, "--check")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_room_of_a_week_is_in_it(self):
        """Every process that has a `draw` or an `add_expected` takes part in a week."""
        drawn = picture(ROOT).stdout
        for path in sorted((ROOT / "sim/processes").glob("*.h")):
            text = path.read_text(encoding="utf-8")
            if "\nvoid draw(" in text or "void add_expected(" in text:
                room = {"contact": "talk_effect"}.get(path.stem, path.stem)  # contact is talks' effect
                self.assertRegex(drawn, rf"\b{room}(</b>)?: ", path.name)


class SmallWeek(unittest.TestCase):
    """A made-up week: events are drawn and everybody advances, area by area; every fourth week is observed."""

    WEEK = """
// All that an area does. And more.
void Simulation::Impl::area(int a) {
    rain::draw(a);
    for (int n = 0; n < neighbourhoods; ++n)
        if (n > 0) {
            advance(n);
        }
    ties();
}
void Simulation::Impl::advance(int n) {
    talks.meet(n);
    helped(n);
}
bool Simulation::Impl::helped(int n) const { return rain::wet(chatter(n)) > 0; }  // rain::draw()
void Simulation::Impl::ties() {}
void Simulation::Impl::step() {
    parallel_for(areas.size(), [&](int a) { area(a); });
    if (week % kWeeksPerPeriod == 0) ties();
}
"""
    HEADER = """
struct Simulation::Impl {
    Talks talks;
    void step();  // one week
    void area(int a);
    void advance(int n);  // the hot loop
    void ties();
};
"""
    FILES = {
        "sim/ground/calendar.h": "inline constexpr int kWeeksPerPeriod = 4;\n",
        "sim/processes/rain.h": "namespace concord::sim::rain {\nvoid draw(int area);\nint wet(int resident);\n}\n",
        "sim/processes/talks.h": "class Talks {};\ninline int chatter(int i) { return i; }\n",
        "sim/run/impl.h": HEADER,
        "sim/run/week.cpp": WEEK,
        "sim/run/simulation.cpp": "RunRecord run(Simulation& simulation) {\n"
        "    while (simulation.week < 3) simulation.step();\n}\n",
    }

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name, text in self.FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def lines(self) -> list[str]:
        done = picture(self.root)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line.strip() for line in done.stdout.splitlines()]

    def test_frames_boxes_and_arrows(self):
        self.assertEqual(
            self.lines(),
            [
                "flowchart TD",
                'subgraph every_week ["every week"]',
                'subgraph step ["step: one week"]',
                'subgraph every_area ["every area"]',
                'subgraph area ["area: All that an area does"]',
                'draw["<b>rain</b>: draw"]',
                'subgraph every_neighbourhood ["every neighbourhood"]',
                'advance["<b>advance</b><br/><i>the hot loop</i><br/>talks: meet, chatter<br/>rain: wet"]',
                "end",
                "draw --> every_neighbourhood",
                'ties["<b>ties</b>"]',
                "every_neighbourhood --> ties",
                "end",
                "end",
                'ties_2["<b>ties</b><br/>every 4 weeks"]',
                "every_area --> ties_2",
                "end",
                "end",
            ],
        )

    def test_a_document_that_shows_another_week_is_refused_until_it_is_written_anew(self):
        self.write("docs/week.md", "# Week\n\n<!-- begin: scripts/week_picture -->\n<!-- end -->\n")
        self.assertEqual(picture(self.root, "--check").returncode, 1)
        self.assertEqual(picture(self.root, "--write").returncode, 0)
        self.assertEqual(picture(self.root, "--check").returncode, 0)
        self.write("sim/run/week.cpp", self.WEEK.replace("rain::draw(a)", "rain::wet(a)"))
        done = picture(self.root, "--check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("run scripts/week_picture --write", done.stderr)

    def test_a_document_without_marks_is_refused(self):
        self.write("docs/week.md", "# Week\n")
        done = picture(self.root, "--write")
        self.assertEqual(done.returncode, 1)
        self.assertIn("one pair of marks", done.stderr)


if __name__ == "__main__":
    unittest.main()
