"""What an evaluation hands out besides outcomes: what monitoring reports, and what else runs keep."""

import pathlib
import tempfile
import unittest

import concord
import numpy as np
import pandas as pd
import xarray as xr
from concord import calibration

SCALE = 1000
POLICE_REPORTS = """format = 1
name = "Police reports"
purpose = "What is seen of the same years without a survey?"
extends = "status_quo_today.toml"
years = 1

[baseline]
monitoring = "police_reports_twice_yearly"
"""


class Series(unittest.TestCase):
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

    def test_a_study_can_be_of_whatever_is_handed_out(self):
        outputs = ["place_mean_programme_trust", "place_programme_aware", "equality_friends_other"]
        points = pd.DataFrame({"unfair_weight": [1.0, 14.0]})
        seeds = np.array([3, 4], dtype=np.uint32)
        model = calibration.model_of(self.world, "meetings_today", outputs=outputs, weeks=56)
        made = model(points, seeds)
        runs = self.world.evaluate("meetings_today", points, seeds=[3, 4], pairing="zipped", weeks=56, outputs=outputs)
        runs = runs.sel(group="Greater Manchester").isel(scenario=0)
        programme = runs["programme"].isel(time=14)
        expected = {"place_mean_programme_trust": programme.sel(programme_measure="mean_programme_trust"),
                    "place_programme_aware": programme.sel(programme_measure="programme_aware"),
                    "equality_friends_other": runs["equality_value"].sel(equality_measure="friends_other", year=1)}
        for name, values in expected.items():
            self.assertTrue(np.isfinite(values).all(), name)
            np.testing.assert_array_equal(made[name], values.values)
        held = calibration.model_of(self.world, "meetings_today", outputs="district_meetings_tried", weeks=52,
                                    group="Manchester")(points, seeds)
        self.assertTrue(np.isfinite(held.to_numpy()).all())
        for words, wrong in {"meetings are of districts": {"outputs": "district_meetings_tried"},
                             "support is of whole years": {"outputs": "group_referrals_by_year", "weeks": 48}}.items():
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                calibration.model_of(self.world, "meetings_today", **wrong)

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


if __name__ == "__main__":
    unittest.main()
