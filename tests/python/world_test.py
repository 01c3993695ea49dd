"""The model as a function from Python: the same bits as the program, whatever the threads, seeds and interruptions."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings

import concord
import numpy as np
import pandas as pd
import xarray as xr
from concord import calibration
from needed import WALKER, needs_walker

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

    @needs_walker
    def test_kept_runs_say_nothing_that_they_may_not(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "evaluation")
            concord.World(scale=200).evaluate(
                ["status_quo_today", "safeguarding_first"], weeks=52, out=out,
                outputs=["influence", "group_referrals_by_year", "district_meetings_held", "measured_recorded_hate"],
            )  # fmt: skip
            walked = subprocess.run([WALKER, folder], capture_output=True, text=True)
            self.assertEqual((walked.stdout, walked.returncode), ("", 0))
            run = next(out.glob("runs/*.h5"))
            run.rename(run.with_suffix(".residents"))
            walked = subprocess.run([WALKER, folder], capture_output=True, text=True)
            self.assertEqual(walked.stdout, f"{run.stem}.residents: is of no kind that is known\n")

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


class Failures(unittest.TestCase):
    def test_a_run_that_fails_is_missing_and_says_why(self):
        """The file of one run cannot be written, as a folder lies in its place; the others are there."""
        world = concord.World(scale=SCALE)
        asked = {"scenarios": ["status_quo_today", "trust_led"], "weeks": 8, "outputs": ["influence", "true_belong"]}
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "kept")
            world.evaluate(**asked, seeds=[1], out=out)
            (first,) = out.glob("runs/trust_led-*.h5")
            lies_there = first.with_name(first.name.replace("0000", "0001"))
            (lies_there / "in_the_way").mkdir(parents=True)
            data = world.evaluate(**asked, seeds=[1, 2, 3], out=out)
            free = world.evaluate(**asked, seeds=[1, 2, 3])
        problem = data["problem"].isel(draw=0)
        failed = (problem != "").transpose("seed", "scenario").values
        np.testing.assert_array_equal(failed, [[False, False], [False, True], [False, False]])
        self.assertIn(lies_there.name, str(problem.isel(seed=1, scenario=1).values))
        self.assertTrue((free["problem"] == "").all())
        for name in ("value", "cost"):
            values = data[name].isel(draw=0).transpose("seed", "scenario", ...).values
            expected = free[name].isel(draw=0).transpose("seed", "scenario", ...).values
            self.assertTrue(np.isnan(values[1, 1]).all(), name)
            np.testing.assert_array_equal(values[~failed], expected[~failed])
            self.assertTrue(np.isfinite(expected[1, 1]).any(), name)

    def test_a_model_gives_it_as_missing_too(self):
        """What a study is made of: a frame with NaN in that row, not an error of the whole study."""
        world = concord.World(scale=SCALE)
        model = calibration.model_of(world, "trust_led", outputs=["influence"], weeks=4)
        evaluate = world.evaluate

        def fails(*args, **asked):
            made = evaluate(*args, **asked)
            made["value"][{"draw": 1}] = np.nan
            made["problem"][{"draw": 1}] = "for a reason"
            return made

        world.evaluate = fails
        made = model(pd.DataFrame({"unfair_weight": [1.0, 2.0, 3.0]}), np.array([1, 2, 3], dtype=np.uint32))
        self.assertEqual(list(made["influence"].isna()), [False, True, False])


class Threads(unittest.TestCase):
    def longest_wait(self, work):
        """Give how long another thread of Python waited for its turn while `work` ran, as a share of that."""
        turns, over = [], threading.Event()

        def count():
            while not over.is_set():
                turns.append(time.perf_counter())
                time.sleep(0.001)

        other = threading.Thread(target=count)
        other.start()
        began = time.perf_counter()
        work()
        ended = time.perf_counter()
        over.set()
        other.join()
        within = [began, *(turn for turn in turns if began < turn < ended), ended]
        return float(np.diff(within).max()) / (ended - began)

    def test_pythons_lock_is_free_meanwhile(self):
        self.assertLess(self.longest_wait(lambda: concord.World(scale=20)), 0.5)
        world = concord.World(scale=SCALE)
        self.assertLess(self.longest_wait(lambda: world.evaluate("trust_led", seeds=range(20), weeks=520)), 0.5)
        with tempfile.TemporaryDirectory() as folder:
            compared = self.longest_wait(lambda: world.compare(["status_quo_today", "trust_led"], folder, runs=4,
                                                               years=5, contested=0))
        self.assertLess(compared, 0.5)

    def test_two_threads_on_one_world_get_what_each_would_alone(self):
        world = concord.World(scale=SCALE)
        alone = [world.evaluate("trust_led", seeds=seed, weeks=104) for seed in (1, 2)]
        made = [None, None]

        def work(k):
            made[k] = world.evaluate("trust_led", seeds=k + 1, weeks=104, threads=1)

        threads = [threading.Thread(target=work, args=(k,)) for k in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for one, other in zip(alone, made, strict=True):
            xr.testing.assert_identical(one, other)


class Import(unittest.TestCase):
    def test_nothing_heavy_is_imported_with_the_package(self):
        """So that `import concord` takes a moment; each comes with the first call that needs it."""
        heavy = ["matplotlib", "pandas", "scipy", "arviz", "SALib", "xarray", "h5py", "h5netcdf", "pyabc",
                 "ema_workbench"]
        script = f"import concord, sys; print([name for name in {heavy} if name in sys.modules])"
        told = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
        self.assertEqual(told.strip(), "[]")


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
            "no indicator 'influnce'; did you mean 'influence'": lambda: world.evaluate(
                "trust_led", outputs=["measured_influnce"]
            ),
            "no measure of equality 'stops_rato'; did you mean 'stops_ratio'": lambda: world.evaluate(
                "trust_led", outputs=["equality_stops_rato"]
            ),
            "no measure of meetings 'meetings_hold'; did you mean 'meetings_held'": lambda: world.evaluate(
                "trust_led", outputs=["district_meetings_hold"]
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


if __name__ == "__main__":
    unittest.main()
