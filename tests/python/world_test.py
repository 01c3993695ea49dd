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
import pandas as pd
import xarray as xr
from concord import calibration

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


POLICE_REPORTS = """format = 1
name = "Police reports"
purpose = "What is seen of the same years without a survey?"
extends = "status_quo_today.toml"
years = 1

[baseline]
monitoring = "police_reports_twice_yearly"
"""


class Monitoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = concord.World(scale=SCALE)

    def test_reports_are_labelled_by_quarter_place_and_indicator(self):
        data = self.world.evaluate(
            ["status_quo_today", "trust_led"], seeds=[1, 2], weeks=52,
            outputs=["belong", "measured_belong", "true_belong", "measured_recorded_stops"],
        )
        self.assertEqual(dict(data["measured"].sizes),
                         {"draw": 1, "seed": 2, "scenario": 2, "quarter": 4, "place": 11, "indicator": 2})
        self.assertEqual(list(data["quarter_week"].values), [13, 26, 39, 52])
        self.assertEqual(list(data["place"].values[:2]), ["Greater Manchester", "Bolton"])
        self.assertEqual(str(data["indicator_unit"].sel(indicator="recorded_stops").values),
                         "stops per 1,000 residents a year")
        self.assertEqual(list(data["outcome"].values), ["belong"])
        self.assertTrue(np.isnan(data["measured_truth"].sel(indicator="recorded_stops")).all())
        measured = data["measured"].sel(place="Greater Manchester", indicator="belong")
        truth = data["measured_truth"].sel(place="Greater Manchester", indicator="belong")
        self.assertTrue(np.isfinite(measured).all() and np.isfinite(truth).all())
        self.assertTrue((measured != truth).all())  # non-response, the wave and chance
        self.assertLess(float(abs(measured - truth).max()), 15)
        level = data["value"].sel(group="Greater Manchester", outcome="belong").isel(time=slice(1, None))
        self.assertLess(float(abs(truth.mean("quarter") - level.mean("time")).max()), 0.5)

    def test_reports_alone_and_for_chosen_areas(self):
        small = concord.World(scale=SCALE, areas=["Wigan"])
        data = small.evaluate("status_quo_today", weeks=28, outputs="measured_influence")
        self.assertNotIn("value", data)
        self.assertNotIn("measured_truth", data)
        self.assertEqual(list(data["place"].values), ["Greater Manchester", "Wigan"])
        self.assertEqual(data.sizes["quarter"], 2)  # the third has begun only
        whole = self.world.evaluate("status_quo_today", weeks=28, outputs=["measured_influence"])
        np.testing.assert_array_equal(data["measured"].values,
                                      whole["measured"].sel(place=["Greater Manchester", "Wigan"]).values)
        self.assertEqual(self.world.evaluate("status_quo_today", weeks=12, outputs="true_belong").sizes["quarter"], 0)

    def test_nothing_that_is_closed_can_be_asked_for_of_a_named_place(self):
        for place in ("Moss Side", "E02000984"):
            with self.assertRaisesRegex(ValueError, f"no district '{place}'"):
                concord.World(scale=SCALE, areas=[place])
        closed = ("support", "referrals", "needs_unmet", "wrong_referrals", "news", "pressures", "meetings_held",
                  "hostility", "hate_recorded", "programme_aware", "hate_incidents@Moss Side")  # fmt: skip
        for name in closed:
            with self.assertRaisesRegex(ValueError, f"no outcome '{name}'"):
                self.world.evaluate("status_quo_today", weeks=4, outputs=[name])
            for report in ("measured", "true"):
                with self.assertRaisesRegex(ValueError, f"no indicator '{name}'"):
                    self.world.evaluate("status_quo_today", weeks=4, outputs=[f"{report}_{name}"])
        tables = (concord.outcomes(), concord.indicators(), concord.states())
        self.assertEqual([name for name in closed for table in tables if name in table.index], [])
        # What may be told of incidents is told of no place below a district.
        data = self.world.evaluate("status_quo_today", weeks=28, outputs=["hate_incidents", "true_recorded_hate"])
        kinds = {"Greater Manchester", "district", "deprivation fifth", "age band", "ethnic group", "household"}
        self.assertLessEqual(set(data["group_kind"].values), kinds)
        districts = data["group"].values[data["group_kind"].values == "district"]
        self.assertEqual(list(data["place"].values), ["Greater Manchester", *districts])
        self.assertEqual(len(districts), 10)

    def test_what_the_regime_does_not_report_is_missing(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "police_reports.toml")
            path.write_text(POLICE_REPORTS)
            data = self.world.evaluate(
                path, weeks=52, outputs=["measured_belong", "true_belong", "measured_recorded_stops"]
            ).sel(place="Greater Manchester").isel(draw=0, seed=0, scenario=0)
        self.assertTrue(np.isnan(data["measured"].sel(indicator="belong")).all())
        self.assertTrue(np.isfinite(data["measured"].sel(indicator="recorded_stops", quarter=[2, 4])).all())
        self.assertTrue(np.isnan(data["measured"].sel(indicator="recorded_stops", quarter=[1, 3])).all())

    def test_reports_are_kept_and_read_again_with_the_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            asked = {"scenarios": ["status_quo_today", "trust_led"], "seeds": [1, 2], "weeks": 28,
                     "outputs": ["measured_belong", "true_recorded_hate"]}
            free = self.world.evaluate(**asked)
            kept = self.world.evaluate(**asked, out=pathlib.Path(folder, "kept"))
            xr.testing.assert_identical(free, kept)
            self.assertTrue(np.isfinite(kept["measured"].sel(indicator="belong", place="Greater Manchester")).all())

    def test_a_study_can_be_held_against_reports(self):
        outputs = ["measured_police_confidence", "police_confidence", "true_police_confidence"]
        points = {"unfair_weight": [1.0, 14.0]}
        model = calibration.model_of(self.world, "status_quo_today", outputs=outputs, weeks=52)
        made = model(pd.DataFrame(points), np.array([3, 3], dtype=np.uint32))
        self.assertEqual(list(made.columns), outputs)
        runs = self.world.evaluate("status_quo_today", points, seeds=3, weeks=52, outputs=outputs)
        reports = runs.sel(place="Greater Manchester", indicator="police_confidence", quarter=4)
        np.testing.assert_array_equal(made[outputs[0]], reports["measured"].values.ravel())
        np.testing.assert_array_equal(made[outputs[2]], reports["measured_truth"].values.ravel())
        np.testing.assert_array_equal(
            made[outputs[1]], runs["value"].sel(group="Greater Manchester").isel(time=-1).values.ravel()
        )
        for words, wrong in {"reports are of Greater Manchester": {"group": "Asian"},
                             "the first report is of 13 weeks": {"weeks": 12}}.items():
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                calibration.model_of(self.world, "status_quo_today", outputs=outputs, **wrong)


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
            "no indicator 'influnce'; did you mean 'influence'": lambda: world.evaluate(
                "trust_led", outputs=["measured_influnce"]
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

    def test_series_of_a_results_file_are_tidy_and_lazy(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "run.h5")
            subprocess.run(
                [PROGRAM, "run", "meetings_today", "--scale", f"1:{SCALE}", "--weeks", "52", "--seed", "5", "--out",
                 path, "--progress", "off"],
                check=True, stdout=subprocess.DEVNULL,
            )
            run, raw = concord.open(path), xr.open_dataset(path, engine="h5netcdf")
            axes = {
                "measured": ("quarter", "place", "indicator"), "measured_truth": ("quarter", "place", "indicator"),
                "equality_value": ("year", "group", "equality_measure"),
                "support": ("year", "group", "support_measure"), "support_of_run": ("group", "support_measure"),
                "programme": ("time", "group", "programme_measure"), "meetings": ("time", "district", "meeting"),
            }
            for name, dims in axes.items():
                with self.subTest(name):
                    self.assertEqual(run[name].dims, dims)
                    self.assertTrue(all(dim in run.coords for dim in dims))
                    self.assertFalse(run[name].variable._in_memory)  # read when it is looked at
            left = [name for name in map(str, run) if name.startswith(("measured_", "true_", "equality_", "place_pro"))
                    or name.endswith(("_by_year", "_of_run"))]
            self.assertEqual(sorted(left), ["equality_value", "measured_truth", "support_of_run"])
            for indicator in map(str, run["indicator"].values):
                for name, prefix in {"measured": "measured", "measured_truth": "true"}.items():
                    one = run[name].sel(indicator=indicator)
                    np.testing.assert_array_equal(one.isel(place=0), raw[f"{prefix}_{indicator}_gm"])
                    np.testing.assert_array_equal(one.isel(place=slice(1, None)), raw[f"{prefix}_{indicator}"])
            belong = run["measured"].sel(indicator="belong")
            np.testing.assert_array_equal(belong.sel(place=["Oldham", "Greater Manchester"]).isel(quarter=[3, 1]),
                                          belong.values[[3, 1]][:, [list(run["place"].values).index("Oldham"), 0]])
            self.assertEqual(float(belong.sel(place="Wigan").isel(quarter=2)),
                             float(raw["measured_belong"].sel(district="Wigan").isel(quarter=2)))
            self.assertEqual(str(run["indicator_title"].sel(indicator="belong").values), "Belonging")
            np.testing.assert_array_equal(run["meetings"].sel(meeting="meetings_held"), raw["district_meetings_held"])
            self.assertGreater(float(run["meetings"].sel(meeting="meetings_tried").sum()), 0)
            np.testing.assert_array_equal(run["support"].sel(support_measure="referrals"),
                                          raw["group_referrals_by_year"])
            np.testing.assert_array_equal(run["support_of_run"].sel(support_measure="cases_adopted"),
                                          raw["group_cases_adopted_of_run"])
            np.testing.assert_array_equal(run["programme"].sel(programme_measure="programme_aware"),
                                          raw["place_programme_aware"])
            made = concord.World(scale=SCALE).evaluate(
                "meetings_today", seeds=5, weeks=52, outputs=["measured_belong", "true_recorded_hate"]
            ).isel(draw=0, seed=0, scenario=0)
            for name, indicator in {"measured": "belong", "measured_truth": "recorded_hate"}.items():
                np.testing.assert_array_equal(made[name].sel(indicator=indicator), run[name].sel(indicator=indicator))

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
            comparison = concord.open(folder)
            values = comparison["parameter_value"].load()
            measured, truth = comparison["measured_mean"], comparison["measured_truth_mean"]
            self.assertEqual(measured.dims, ("scenario", "quarter", "place", "indicator"))
            rows = pd.read_csv(pathlib.Path(folder, "monitoring_series.csv"))
            for row in rows[rows["quarter"] == 3].head(40).itertuples():
                at = {"scenario": row.scenario, "quarter": row.quarter, "place": row.place, "indicator": row.indicator}
                np.testing.assert_allclose(measured.sel(at), row.measured, rtol=1e-5)
                np.testing.assert_allclose(truth.sel(at), row.true, rtol=1e-5)
                self.assertEqual(str(comparison["indicator_unit"].sel(indicator=row.indicator).values), row.unit)
            for dim in ("support_measure", "programme_measure", "equality_measure", "meeting", "event"):
                self.assertIn(dim, comparison.coords)
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
