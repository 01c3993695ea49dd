"""`World.compare` against the program: the same folders, byte for byte, and the same answer."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest
import warnings

import concord
from needed import PROGRAM, needs_program

SCALE = 1000
OPTIONS = ["status_quo_today", "trust_led"]
RECORD = "ro-crate-metadata.json"


def setUpModule():
    signal.signal(signal.SIGINT, signal.default_int_handler)


def files_of(folder):
    """Every file of a folder, by its path in it; of the record for archives, all but its date."""
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if not path.is_file():
            continue
        name = str(path.relative_to(folder))
        found[name] = path.read_bytes()
        if path.name == RECORD:
            record = json.loads(found[name])
            for part in record["@graph"]:
                part.pop("datePublished", None)
            found[name] = record
    return found


def by_the_program(folder, *options, scenarios=OPTIONS):
    asked = [PROGRAM, "compare", *scenarios, "--scale", f"1:{SCALE}", *options, "--out", folder, "--progress", "off"]
    return subprocess.run(list(map(str, asked)), check=True, capture_output=True, text=True).stdout


@needs_program
class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = concord.World(scale=SCALE)

    def held_against(self, options, **asked):
        """Give the names of all files, after both have written the same and said the same."""
        with tempfile.TemporaryDirectory() as folder:
            theirs, ours = pathlib.Path(folder, "theirs"), pathlib.Path(folder, "ours")
            told = by_the_program(theirs, *options)
            comparison = self.world.compare(OPTIONS, ours, **asked)
            self.assertTrue(told.startswith(comparison.text), "the answers differ")
            expected, found = files_of(theirs), files_of(ours)
            self.assertEqual(sorted(found), sorted(expected))
            for name, content in expected.items():
                self.assertTrue(found[name] == content, f"{name} differs")
            self.assertIn("<svg", comparison.figure("police_confidence")._repr_svg_())
            return set(expected), comparison.text

    def test_what_is_not_asked_for_is_as_the_command_has_it(self):
        names, text = self.held_against(["--runs", 2, "--years", 1], runs=2, years=1)
        for name in ("plan.h5", "comparison.h5", "comparison.csv", "monitoring.csv", "monitoring_series.csv", RECORD,
                     "contested/equal_exposure/comparison.h5", "contested/unfair_weight_14/monitoring.csv"):
            with self.subTest(name):
                self.assertEqual(name in names, not name.startswith("contested/unfair_weight_14"))
        self.assertEqual(sum(name.startswith("fields/") for name in names), 2)
        self.assertNotIn("Contested assumptions were left out", text)

    def test_whatever_the_command_takes(self):
        names, text = self.held_against(
            ["--runs", 3, "--weeks", 52, "--draws", "prior", "--seed", 7, "--set", "unfair_weight=3.5", "--contested",
             0, "--keep-fields", 0, "--matters", "get_on_well=1,incidents=10%", "--dose", "--stress",
             "attack:2026-06-02:Manchester", "--kernel", "repulsion", "--outputs", "influence,feel_safe", "--details"],
            runs=3, weeks=52, draws="prior", seed=7, set={"unfair_weight": 3.5}, contested=0, keep_fields=0,
            matters={"get_on_well": 1, "incidents": "10%"}, dose=True, stress="attack:2026-06-02:Manchester",
            kernel="repulsion", outputs=["influence", "feel_safe"], details=True,
        )
        for name in ("dose/4/comparison.h5", "stress/comparison.h5", "stress.csv", "monitoring.csv"):
            self.assertIn(name, names)
        self.assertFalse([name for name in names if name.startswith(("fields/", "contested/"))])
        self.assertIn("Contested assumptions were left out", text)
        self.assertIn("What the money buys", text)

    def test_the_record_has_the_checksums_of_what_lies_there(self):
        import hashlib

        with tempfile.TemporaryDirectory() as folder:
            self.world.compare(OPTIONS, folder, runs=2, years=1, contested=0, dose=True)
            record = json.loads(pathlib.Path(folder, RECORD).read_text())
            told = {part["@id"]: part["sha256"] for part in record["@graph"] if part["@id"].startswith("comparison.")}
            self.assertEqual(set(told), {"comparison.csv", "comparison.h5"})
            for name, checksum in told.items():
                self.assertEqual(hashlib.sha256(pathlib.Path(folder, name).read_bytes()).hexdigest(), checksum, name)

    def test_weights_of_draws(self):
        """Rows are drawn by their weights, as the program draws them."""
        with tempfile.TemporaryDirectory() as folder:
            draws = pathlib.Path(folder, "draws.csv")
            draws.write_text("unfair_weight,weight\n2,0\n5,1\n9,0\n")
            theirs, ours = pathlib.Path(folder, "theirs"), pathlib.Path(folder, "ours")
            by_the_program(theirs, "--runs", 3, "--years", 1, "--draws", draws, "--contested", 0)
            self.world.compare(OPTIONS, ours, runs=3, years=1, draws=draws, contested=0)
            self.assertEqual((ours / "comparison.h5").read_bytes(), (theirs / "comparison.h5").read_bytes())
            used = concord.open(ours)["parameter_value"].sel(parameter="unfair_weight")
            self.assertEqual(set(used.values), {5.0})


class Calls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = concord.World(scale=SCALE)

    def test_refusals(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "out")
            for told, asked in {
                "needs a baseline and at least one option": {"scenarios": OPTIONS[:1]},
                "runs = 1: expected 2 to 100000": {"runs": 1},
                "contested = 1: expected 0 or 2 and more": {"contested": 1},
                "keep_fields = -1: expected 0 or more": {"keep_fields": -1},
                "until_se = 0: expected a standard error above 0": {"until_se": 0.0},
                "^unfair_weight: 99 is not allowed; 1 to 14 is": {"set": {"unfair_weight": 99}},
                "no parameter unfair_wait": {"set": {"unfair_wait": 2}},
                "no outcome 'influnce'; did you mean 'influence'": {"outputs": "influnce"},
                "years and weeks: expected one of them": {"weeks": 52},
                "earthquake": {"stress": "earthquake:2026-06-02:Manchester"},
                "matter": {"matters": {"get_on_well": "much"}},
            }.items():
                with self.subTest(told), self.assertRaisesRegex(ValueError, told):
                    self.world.compare(**{"scenarios": OPTIONS, "out": out, "runs": 2, "years": 1, **asked})
            self.assertFalse(out.exists())

    def test_ctrl_c_raises_and_what_is_done_is_gone_on_with(self):
        """Interrupted among the comparison's own runs, and again under a contested assumption."""
        asked = {"scenarios": OPTIONS, "runs": 4, "years": 2, "contested": 2, "keep_fields": 0}
        with tempfile.TemporaryDirectory() as folder:
            whole, stopped = pathlib.Path(folder, "whole"), pathlib.Path(folder, "stopped")
            self.world.compare(out=whole, **asked)
            for total, pattern in ((8, "runs/*.h5"), (4, "contested/*/runs/*.h5")):

                def interrupt(done, all_runs, total=total):
                    if all_runs == total and 1 <= done < total and not sent:
                        sent.append(done)
                        os.kill(os.getpid(), signal.SIGINT)

                sent = []
                with self.assertRaisesRegex(KeyboardInterrupt, "resume=True goes on from there"):
                    self.world.compare(out=stopped, resume=True, progress=interrupt, **asked)
                self.assertTrue(list(stopped.glob(pattern)))
                self.assertFalse((stopped / "monitoring.csv").exists())
                self.assertFalse(list(stopped.rglob(".lock")))
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                self.world.compare(out=stopped, resume=True, **asked)
            expected, found = files_of(whole), files_of(stopped)
            self.assertEqual(sorted(found), sorted(expected))
            self.assertTrue(all(found[name] == expected[name] for name in expected))


if __name__ == "__main__":
    unittest.main()
