"""The package against the program: the same bits of runs, the same draws."""

import json
import pathlib
import subprocess
import tempfile
import unittest

import concord
import numpy as np
import pandas as pd
from needed import PROGRAM, needs_program

SCALE = 1000


def run(path, scenario, *options):
    asked = [PROGRAM, "run", scenario, "--scale", f"1:{SCALE}", *options, "--out", path, "--progress", "off"]
    subprocess.run(list(map(str, asked)), check=True, stdout=subprocess.DEVNULL)
    return concord.open(path)


@needs_program
class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = concord.World(scale=SCALE)

    def test_evaluate_equals_run_bit_for_bit(self):
        """Of two scenarios with levers, two draws and two seeds, every outcome of every group at every date."""
        scenarios = ["trust_led", "engagement_led"]
        draws = {"unfair_weight": [3.5, 9.25], "yearly_fade_safety": [0.25, 0.125]}
        made = self.world.evaluate(scenarios, draws, seeds=[5, 6], weeks=60)["value"]
        self.assertEqual(made.dims, ("draw", "seed", "scenario", "time", "group", "outcome"))
        self.assertEqual((made.sizes["time"], made.sizes["group"]), (16, 28))
        self.assertEqual(list(made["outcome"].values), list(concord.outcomes().index))
        seen = set()
        with tempfile.TemporaryDirectory() as folder:
            for s, scenario in enumerate(scenarios):
                for d, seed in ((0, 5), (1, 5), (1, 6)):
                    with self.subTest(scenario=scenario, draw=d, seed=seed):
                        fixed = [word for name, values in draws.items() for word in ("--set", f"{name}={values[d]}")]
                        of_run = run(pathlib.Path(folder, f"{s}{d}{seed}.h5"), scenario, "--weeks", 60, "--seed", seed,
                                     *fixed)["value"]
                        ours = made.isel(draw=d, scenario=s).sel(seed=seed)
                        for axis in ("group", "outcome", "time"):
                            np.testing.assert_array_equal(of_run[axis].values, ours[axis].values)
                        theirs = of_run.transpose(*ours.dims).values
                        self.assertEqual((theirs.dtype, ours.dtype), (np.float64, np.float64))
                        np.testing.assert_array_equal(theirs, ours.values)
                        self.assertLess(np.isnan(ours.values).mean(), 0.1)
                        seen.add(ours.values.tobytes())
        self.assertEqual(len(seen), 6)  # scenarios, draws and seeds differ

    def test_what_else_is_handed_out_is_what_files_of_runs_hold(self):
        """By the names of the file's variables, on the axes of `concord.open`; in an evaluation as floats."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "run.h5")
            of_run = run(path, "meetings_today", "--weeks", 104, "--seed", 5)
            asked = {"equality_value": ["equality_friends_other", "equality_stops_ratio"],
                     "programme": ["place_programme_aware", "place_mean_programme_trust"],
                     "meetings": ["district_meetings_tried", "district_meetings_held"]}
            names = [name for names in asked.values() for name in names]
            made = self.world.evaluate("meetings_today", seeds=5, weeks=104, outputs=names)
            made = made.isel(draw=0, seed=0, scenario=0)
            self.assertNotIn("value", made)
            for variable in asked:
                with self.subTest(variable):
                    ours = made[variable]
                    measures = ours.dims[-1]
                    theirs = of_run[variable].sel({measures: ours[measures]})
                    self.assertEqual(ours.dims, theirs.dims)
                    for axis in ours.dims:
                        np.testing.assert_array_equal(ours[axis].values, theirs[axis].values)
                    np.testing.assert_array_equal(ours.values, theirs.values.astype(np.float32).astype(float))
                    self.assertGreater(np.isfinite(ours.values).sum(), 0)
            # What districts alone may show is of no other group, and what few stand behind of none.
            kinds = made["group_kind"].values
            aware = made["programme"].sel(programme_measure="programme_aware").isel(time=-1)
            self.assertTrue(np.isfinite(aware.values[np.isin(kinds, ["Greater Manchester", "district"])]).any())
            self.assertTrue(np.isnan(aware.values[kinds == "ethnic group"]).all())
            self.assertTrue(np.isnan(made["meetings"].isel(time=0)).all())
            self.assertEqual(str(made["programme_unit"].sel(programme_measure="programme_aware").values),
                             "percent of adults")

    def test_support_is_handed_out_where_ten_stand_behind_it(self):
        """Over a whole run of ten years at 1:200 there are as many, in a year there are not."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "run.h5")
            asked = [PROGRAM, "run", "status_quo_today", "--scale", "1:200", "--seed", "5", "--out", path]
            subprocess.run([*asked, "--progress", "off"], check=True, stdout=subprocess.DEVNULL)
            of_run = concord.open(path)
            names = ["group_referrals_of_run", "group_needs_met_by_year", "group_referrals_by_year"]
            made = concord.World(scale=200).evaluate("status_quo_today", seeds=5, outputs=names)
            made = made.isel(draw=0, seed=0, scenario=0)
            self.assertEqual(set(made["support_measure"].values), {"referrals", "needs_met"})
            for variable in ("support", "support_of_run"):
                theirs = of_run[variable].sel(support_measure=made["support_measure"])
                if variable == "support_of_run":  # of which the other was not asked for
                    theirs = theirs.where(theirs["support_measure"] == "referrals")
                self.assertEqual(made[variable].dims, theirs.dims)
                np.testing.assert_array_equal(made[variable].values, theirs.values.astype(np.float32).astype(float))
            referrals = made["support_of_run"].sel(group="Greater Manchester", support_measure="referrals")
            self.assertGreater(float(referrals), 10 * 200)
            self.assertTrue(np.isnan(made["support"].sel(support_measure="referrals")).all())

    def test_prior_is_that_of_the_program(self):
        listed = json.loads(subprocess.run([PROGRAM, "describe", "parameters", "--format", "json"], check=True,
                                           capture_output=True, text=True).stdout)
        rows = {row["name"]: row for group in listed if "rows" in group for row in group["rows"]}
        table = concord.parameters()
        self.assertEqual(set(table.index), {name for name in rows if name in table.index})
        with tempfile.TemporaryDirectory() as folder:
            self.world.compare(["status_quo_today", "trust_led"], folder, runs=2, years=1, draws="prior", seed=6,
                               contested=0)
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
        drawn = concord.prior(2, seed=6)
        np.testing.assert_array_equal(values.sel(parameter=list(drawn.columns)).values, drawn.to_numpy())


if __name__ == "__main__":
    unittest.main()
