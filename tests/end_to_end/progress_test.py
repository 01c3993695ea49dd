"""Progress for programs (--progress json): phases, and one last line of every command, however it ends.

Run by ctest with CONCORD_PROGRAM in the environment. Standard library only.
"""

import json
import pathlib
import signal
import subprocess
import tempfile
import unittest

from failures_test import PROGRAM, RUN, SMALL, concord, shell
from kill_test import small_study

LAST = ("end", "stopped")


class Progress(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def events(self, done: subprocess.CompletedProcess, code: int, last: str) -> list:
        """All of them, once the last line is the one event that says how the command ended."""
        self.assertEqual(done.returncode, code, done.stderr)
        lines = done.stderr.splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        self.assertEqual(json.loads(lines[-1]), events[-1], done.stderr)
        self.assertEqual([event["event"] for event in events if event["event"] in LAST], [last])
        self.assertEqual(events[-1]["event"], last)
        return events

    def phases(self, arguments: list) -> list:
        """What each phase was about, of a command that is done."""
        done = concord(*arguments, "--progress", "json", cwd=self.folder)
        events = self.events(done, 0, "end")
        self.assertEqual(events[-1]["what"], arguments[0])
        phases = []
        for before, event in zip(events, events[1:]):
            if event["event"] == "phase_end":
                self.assertEqual(before["event"], "progress")   # each phase has told of its work
                self.assertEqual(before["what"], event["what"])
                self.assertEqual(event["done"], event["total"])
                self.assertGreater(event["total"], 0)
                phases.append(event["what"])
        self.assertEqual({e["event"] for e in events}, {"progress", "phase_end", "end"})
        self.assertGreaterEqual(events[-1]["seconds"], max(e["seconds"] for e in events[:-1]))
        return phases

    def test_a_run_is_one_phase(self):
        self.assertEqual(self.phases([*RUN, "--out", "x.h5"]), ["Status quo, today"])

    def test_a_comparison_has_a_phase_for_each_set_of_runs_and_ends_once(self):
        stress = ["--stress", "attack:2026-07-06:Bolton"]
        options = ["--runs", "2", "--contested", "2", "--out", "c"]
        phases = self.phases(["compare", "status_quo_today", "trust_led", *SMALL, *options, *stress])
        self.assertEqual(len(phases), 5)   # its own, three contested assumptions, stress
        self.assertEqual(phases[0], "comparing")
        self.assertIn("equal exposure to stops", phases)
        self.assertEqual(phases[-1], "under stress: attack in Bolton on 2026-07-06")

    def test_a_validation_is_one_phase(self):
        self.assertEqual(self.phases(["validate", "--only", "P4,P8", "--scale", "1:400", "--seeds", "1"]), ["validate"])

    def test_a_calibration_ends_once_after_all_its_batches(self):
        arguments = small_study(self.folder, "abc").arguments
        arguments = [word for word in arguments if word not in ("--progress", "off")]
        self.assertGreater(len(self.phases([*arguments, "--out", "s"])), 1)

    def test_what_is_stopped_says_so_once_after_its_phase(self):
        setting = ["--scale", "1:20", "--years", "30", "--progress", "json", "--out", "x.h5"]
        process = subprocess.Popen(
            [PROGRAM, "run", "status_quo_today", *setting], cwd=self.folder, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(lambda: process.poll() is None and process.kill())
        process.stderr.readline()   # the first week is done
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        events = self.events(subprocess.CompletedProcess([], process.returncode, "", said), 1, "stopped")
        self.assertEqual([e["event"] for e in events if e["event"] != "progress"], ["phase_stopped", "stopped"])
        self.assertLess(events[-2]["done"], events[-2]["total"])

    def test_what_ends_by_itself_says_so(self):
        setting = ["--scale", "1:1", "--years", "1", "--progress", "json", "--out", "x.h5"]
        process = subprocess.Popen(
            [PROGRAM, "run", "status_quo_today", *setting], cwd=self.folder, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(lambda: process.poll() is None and process.kill())
        with self.assertRaises(subprocess.TimeoutExpired):
            process.communicate(timeout=1.5)   # the population is being built
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        self.events(subprocess.CompletedProcess([], process.returncode, "", said), 1, "stopped")
        self.assertIn("nothing was written", said)

    def test_what_fails_says_so(self):
        # Bad input, and results that are whole but cannot be told.
        done = concord("compare", "status_quo_today", "none_such", "--progress", "json", cwd=self.folder)
        self.assertEqual(self.events(done, 2, "stopped"), [{"event": "stopped", "what": "compare"}])
        done = shell(f"$C {' '.join(RUN)} --progress json --out x.h5 > /dev/full", cwd=self.folder)
        self.events(done, 1, "stopped")


if __name__ == "__main__":
    unittest.main(verbosity=2)
