"""The model as a function from Python: the same bits as the program, whatever the threads, seeds and interruptions."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
import warnings

import concord
import numpy as np
import xarray as xr

PROGRAM = os.environ.get("CONCORD_PROGRAM")
SCALE = 1000


def setUpModule():
    """Let Ctrl-C be what it is in a terminal: jobs in the background of a shell ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(pathlib.Path(folder, "runs").glob("*.h5"))}


class Evaluate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = concord.World(scale=SCALE)

    def test_dimensions_and_labels(self):
        data = self.world.evaluate(
            ["status_quo_today", "trust_led"], {"unfair_weight": [1.0, 4.0, 9.0]}, seeds=[7, 8], weeks=8,
            outputs=["police_confidence", "hate_incidents"],
        )
        self.assertEqual(
            dict(data["value"].sizes), {"draw": 3, "seed": 2, "scenario": 2, "time": 3, "group": 28, "outcome": 2}
        )
        self.assertEqual(list(data["week"].values), [0, 4, 8])
        self.assertEqual(set(data["group_kind"].values),
                         {"Greater Manchester", "district", "deprivation fifth", "age band", "ethnic group",
                          "household"})
        self.assertTrue((data["problem"] == "").all())
        confidence = data["value"].sel(group="Greater Manchester", outcome="police_confidence")
        self.assertTrue(((confidence > 0) & (confidence < 100)).all())
        self.assertEqual(str(data["unit"].sel(outcome="police_confidence").values), "percent of adults")

    def test_start_alone(self):
        data = self.world.evaluate("status_quo_today", weeks=0, seeds=3)
        self.assertEqual(data.sizes["time"], 1)
        year = self.world.evaluate("status_quo_today", weeks=52, seeds=3)
        xr.testing.assert_equal(data["value"].isel(time=0), year["value"].isel(time=0))

    def test_a_shorter_run_is_the_beginning_of_a_longer_one(self):
        short = self.world.evaluate("trust_led", weeks=8, seeds=5)["value"]
        long = self.world.evaluate("trust_led", weeks=60, seeds=5)["value"]
        xr.testing.assert_equal(short, long.isel(time=slice(0, 3)))

    def test_alone_or_among_others_at_any_threads(self):
        draws = concord.prior(3, seed=4)
        both = self.world.evaluate(["status_quo_today", "trust_led"], draws, seeds=[1, 2], weeks=8, threads=2)
        alone = self.world.evaluate("trust_led", draws.iloc[[2]], seeds=2, weeks=8, threads=1)
        name = str(alone["scenario"].values[0])
        np.testing.assert_array_equal(both["value"].sel(draw=2, seed=2, scenario=name).values,
                                      alone["value"].sel(draw=2, seed=2, scenario=name).values)

    def test_zipped_is_the_diagonal_of_crossed(self):
        draws = concord.prior(2, seed=4)
        crossed = self.world.evaluate("trust_led", draws, seeds=[11, 12], weeks=4)["value"]
        zipped = self.world.evaluate("trust_led", draws, seeds=[11, 12], weeks=4, pairing="zipped")
        self.assertEqual(list(zipped["seed"].values), [11, 12])
        for k, seed in enumerate([11, 12]):
            np.testing.assert_array_equal(zipped["value"].isel(draw=k).values,
                                          crossed.isel(draw=k).sel(seed=seed).values)

    def test_parameters_and_seeds_matter(self):
        data = self.world.evaluate("status_quo_today", {"unfair_weight": [1.0, 14.0]}, seeds=[1, 2], weeks=52)
        last = data["value"].isel(time=-1, scenario=0)
        confidence = last.sel(group="Greater Manchester", outcome="police_confidence")
        self.assertGreater(abs(float(confidence.isel(draw=0).mean() - confidence.isel(draw=1).mean())), 0.01)
        self.assertNotEqual(float(confidence.isel(draw=0, seed=0)), float(confidence.isel(draw=0, seed=1)))

    def test_areas_choose_districts(self):
        small = concord.World(scale=SCALE, areas=["Oldham", "Wigan"])
        data = small.evaluate("status_quo_today", weeks=4)
        districts = list(data["group"].values[data["group_kind"].values == "district"])
        self.assertEqual(districts, ["Oldham", "Wigan"])
        whole = self.world.evaluate("status_quo_today", weeks=4)
        xr.testing.assert_equal(data["value"], whole["value"].sel(group=data["group"]).drop_vars("group_kind")
                                .assign_coords(group_kind=data["group_kind"]))

    def test_cohorts(self):
        data = self.world.evaluate(["status_quo_today", "engagement_led"], weeks=52, cohorts=True)
        reached = data["participants"].isel(draw=0, seed=0)
        self.assertTrue(np.isnan(reached.isel(scenario=0)))
        self.assertGreater(float(reached.isel(scenario=1)), 0)
        voice = data.sel(cohort_measure="voice").isel(draw=0, seed=0, scenario=1)
        self.assertNotEqual(float(voice["participants_level"]), float(voice["participants_baseline"]))

    def test_progress_and_its_errors(self):
        told = []
        self.world.evaluate("trust_led", seeds=range(6), weeks=4, progress=lambda *at: told.append(at))
        self.assertTrue(all(0 <= done <= total for done, total in told))

        def fails(done, total):
            raise LookupError("mine")

        with self.assertRaisesRegex(LookupError, "mine"):
            self.world.evaluate("trust_led", seeds=range(40), weeks=520, progress=fails)


class Folders(unittest.TestCase):
    def test_kept_runs_are_the_same_and_go_on(self):
        world = concord.World(scale=SCALE)
        draws = concord.prior(2, seed=9)
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "evaluation")
            what = {"scenarios": ["status_quo_today", "trust_led"], "draws": draws, "seeds": [1, 2], "cohorts": True}
            free = world.evaluate(**what, weeks=8)
            kept = world.evaluate(**what, weeks=8, out=out)
            xr.testing.assert_identical(free, kept)
            before = bytes_of(out)
            self.assertEqual(len(before), 8)
            victims = sorted(before)[1:6:2]
            for name in victims:
                (out / "runs" / name).unlink()
            again = world.evaluate(**what, weeks=8, out=out)
            xr.testing.assert_identical(free, again)
            self.assertEqual(bytes_of(out), before)
            with self.assertRaisesRegex(concord.InputError, "length in weeks was 8 and is now 12"):
                world.evaluate(**what, weeks=12, out=out)

    def test_killed_and_called_again(self):
        script = (
            "import sys, concord\n"
            f"world = concord.World(scale={SCALE})\n"
            "world.evaluate(['status_quo_today', 'trust_led'], concord.prior(6, seed=2), weeks=104, out=sys.argv[1])\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            whole, killed = pathlib.Path(folder, "whole"), pathlib.Path(folder, "killed")
            subprocess.run([sys.executable, "-c", script, whole], check=True)
            with subprocess.Popen([sys.executable, "-c", script, killed]) as process:
                while not list(killed.glob("runs/*.h5")):
                    if process.poll() is not None:
                        break
                process.send_signal(signal.SIGKILL)
            subprocess.run([sys.executable, "-c", script, killed], check=True)
            self.assertEqual(bytes_of(killed), bytes_of(whole))


class Interruption(unittest.TestCase):
    def test_ctrl_c_returns_what_is_done(self):
        world = concord.World(scale=SCALE)
        seen = threading.Event()

        def interrupt(done, total):
            if done >= 2 and not seen.is_set():
                seen.set()
                os.kill(os.getpid(), signal.SIGINT)

        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            data = world.evaluate("trust_led", seeds=range(200), weeks=520, progress=interrupt)
        self.assertRegex(str(told[-1].message), r"interrupted: \d+ of 200 runs are done")
        there = data["problem"].values.ravel() == ""
        self.assertGreaterEqual(there.sum(), 2)
        self.assertLess(there.sum(), 200)
        values = data["value"].sel(group="Greater Manchester", outcome="influence").values.reshape(200, -1)
        self.assertTrue(np.isfinite(values[there]).all())
        self.assertTrue(np.isnan(values[~there]).all())


class Refusals(unittest.TestCase):
    def test_words(self):
        world = concord.World(scale=SCALE)
        for told, call in {
            "scale = 0: expected": lambda: concord.World(scale=0),
            "no district 'Bolto'; did you mean 'Bolton'": lambda: concord.World(scale=SCALE, areas=["Bolto"]),
            "weeks = 5: expected whole four-week periods": lambda: world.evaluate("trust_led", weeks=5),
            "no outcome 'influnce'; did you mean 'influence'": lambda: world.evaluate(
                "trust_led", outputs=["influnce"]
            ),
            "no parameter 'unfair_wait'; did you mean 'unfair_weight'": lambda: world.evaluate(
                "trust_led", {"unfair_wait": 1}
            ),
            "draw 1: unfair_weight is 99; allowed is 1 to 14": lambda: world.evaluate(
                "trust_led", {"unfair_weight": [2, 99]}
            ),
            "seed -1: expected a whole number": lambda: world.evaluate("trust_led", seeds=[-1]),
            "3 draws and 2 seeds": lambda: world.evaluate(
                "trust_led", {"unfair_weight": [1, 2, 3]}, seeds=[1, 2], pairing="zipped"
            ),
            "threads = 5000: expected 0": lambda: world.evaluate("trust_led", threads=5000),
            "no kernel of influence is named round": lambda: world.evaluate("trust_led", kernel="round"),
            "two scenarios are both named": lambda: world.evaluate(["trust_led", "trust_led"], weeks=4),
        }.items():
            with self.subTest(told), self.assertRaisesRegex(ValueError, told):
                call()
        with self.assertRaisesRegex(concord.InputError, "no_such_scenario"):
            world.evaluate("no_such_scenario")


@unittest.skipUnless(PROGRAM, "CONCORD_PROGRAM names no program: evaluate is not held against `concord run`")
class Program(unittest.TestCase):
    def test_evaluate_equals_run_bit_for_bit(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "run.h5")
            subprocess.run(
                [PROGRAM, "run", "trust_led", "--scale", f"1:{SCALE}", "--weeks", "60", "--seed", "5", "--set",
                 "unfair_weight=3.5", "--out", path, "--progress", "off"],
                check=True, stdout=subprocess.DEVNULL,
            )
            run = concord.open(path)
            made = concord.World(scale=SCALE).evaluate("trust_led", {"unfair_weight": 3.5}, seeds=5, weeks=60)
            self.assertEqual(made["value"].sizes["time"], 16)
            np.testing.assert_array_equal(
                run["value"].transpose("time", "group", "outcome").values.astype(np.float32),
                made["value"].isel(draw=0, seed=0, scenario=0).values.astype(np.float32),
            )

    def test_prior_is_that_of_the_program(self):
        listed = json.loads(subprocess.run([PROGRAM, "describe", "parameters", "--format", "json"], check=True,
                                           capture_output=True, text=True).stdout)
        rows = {row["name"]: row for group in listed if "rows" in group for row in group["rows"]}
        table = concord.parameters()
        self.assertEqual(set(table.index), {name for name in rows if name in table.index})
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                [PROGRAM, "compare", "status_quo_today", "trust_led", "--runs", "2", "--years", "1", "--scale",
                 f"1:{SCALE}", "--draws", "prior", "--seed", "6", "--contested", "0", "--out", folder,
                 "--progress", "off"],
                check=True, stdout=subprocess.DEVNULL,
            )
            values = concord.open(folder)["parameter_value"].load()
        drawn = concord.prior(2, seed=6)
        np.testing.assert_array_equal(values.sel(parameter=list(drawn.columns)).values, drawn.to_numpy())

    def test_compare_writes_the_folder_that_the_program_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            theirs, ours = pathlib.Path(folder, "theirs"), pathlib.Path(folder, "ours")
            told = subprocess.run(
                [PROGRAM, "compare", "status_quo_today", "trust_led", "--runs", "3", "--years", "1", "--scale",
                 f"1:{SCALE}", "--contested", "0", "--keep-fields", "0", "--out", theirs, "--progress", "off"],
                check=True, capture_output=True, text=True,
            ).stdout
            comparison = concord.World(scale=SCALE).compare(["status_quo_today", "trust_led"], ours, runs=3, years=1)
            self.assertIn(comparison.text.strip(), told)
            self.assertEqual((ours / "comparison.csv").read_bytes(), (theirs / "comparison.csv").read_bytes())
            self.assertIn("<svg", comparison.figure("police_confidence")._repr_svg_())


if __name__ == "__main__":
    unittest.main()
