"""`concord.open`: runs and comparisons on one layout, lazily."""

import math
import pathlib
import re
import tempfile
import unittest

import concord
import numpy as np
import xarray as xr

SCALE = 200  # so that some neighbourhoods have ten simulated adults
OPTION = """format = 1
name = "Patrol"
purpose = "Is there something to lay out?"
extends = "meetings_today.toml"

[[lever]]
kind = "neighbourhood_policing"
districts = "all"
patrol_hours_per_1000_a_week = 20
from = 2026-04-06
unit_cost = { gbp = 31.67, per = "patrol hour", price_year = 2018, source = "C04" }
"""
# Of a run's variable, its axes; a comparison has `scenario` before them.
AXES = {
    "value": ("time", "group", "outcome"),
    "events": ("time", "group", "event"),
    "equality_value": ("year", "group", "equality_measure"),
    "support": ("year", "group", "support_measure"),
    "support_of_run": ("group", "support_measure"),
    "programme": ("time", "group", "programme_measure"),
    "meetings": ("time", "district", "meeting"),
    "measured": ("quarter", "place", "indicator"),
    "measured_truth": ("quarter", "place", "indicator"),
    "weekly_gm": ("week", "outcome"),
    "neighbourhood_value": ("year", "neighbourhood", "neighbourhood_outcome"),
    "ledger": ("time", "group", "ledger_column", "state"),
}


class Layout(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = pathlib.Path(cls.scratch.name, "comparison")
        option = pathlib.Path(cls.scratch.name, "patrol.toml")
        option.write_text(OPTION)
        concord.World(scale=SCALE).compare(["meetings_today", option], cls.folder, runs=2, years=2, contested=0,
                                           keep_fields=2)
        cls.comparison = concord.open(cls.folder)
        cls.raw = xr.open_dataset(cls.folder / "comparison.h5", engine="h5netcdf")
        cls.paths = [sorted(cls.folder.glob(f"fields/*-000{replicate}.h5")) for replicate in (0, 1)]
        cls.runs = [[concord.open(path) for path in of_replicate] for of_replicate in cls.paths]
        cls.run_, cls.raw_run = cls.runs[0][0], xr.open_dataset(cls.paths[0][0], engine="h5netcdf")

    def mean(self, name):
        """Give the mean over the kept runs, by scenario in the comparison's order, which is that of their files."""
        self.assertEqual([path.name[:6] for path in self.paths[0]], ["meetin", "patrol"])
        self.assertEqual(list(self.comparison["scenario"].values), ["Meetings, today", "Patrol"])
        return np.stack([np.mean([of[k][name].values for of in self.runs], axis=0) for k in range(2)])

    def test_the_same_axes_with_the_same_labels(self):
        for name, axes in AXES.items():
            theirs = [f"{name}_mean", f"{name}_difference"]
            there = [other for other in theirs if other in self.comparison]
            self.assertTrue(there, name)
            for other in there:
                with self.subTest(other):
                    expected = ("year", *axes[1:]) if name == "ledger" else axes
                    self.assertEqual(self.run_[name].dims, axes)
                    self.assertEqual(self.comparison[other].dims, ("scenario", *expected))
                    for axis in expected:
                        if axis != "neighbourhood":
                            self.assertIn(axis, self.comparison.coords)
                        np.testing.assert_array_equal(self.run_[axis].values, self.comparison[axis].values)
        for data in (self.run_, self.comparison):
            self.assertFalse({"period", "finished_period", "run_year"} & set(data.dims))
            self.assertFalse({"period", "finished_period", "run_year"} & set(map(str, data.variables)))

    def test_the_same_coordinates(self):
        names = ["group_kind", "outcome_title", "outcome_unit", "state_title", "equality_unit", "indicator_unit",
                 "programme_unit", "support_unit", "meeting_title", "neighbourhood_outcome_title", "district_code",
                 "neighbourhood_name", "neighbourhood_area", "neighbourhood_district", "easting", "northing", "crs"]
        for name in names:
            with self.subTest(name):
                self.assertIn(name, self.run_.coords)
                self.assertIn(name, self.comparison.coords)
                np.testing.assert_array_equal(self.run_[name].values, self.comparison[name].values)
        self.assertEqual(str(self.run_["outcome_unit"].sel(outcome="belong").values), "percent of adults")
        self.assertEqual(sorted(set(self.run_["neighbourhood_district"].values)), sorted(self.run_["district"].values))

    def test_what_a_comparison_means_is_the_mean_of_its_runs(self):
        """Of every variable that both have; the names differ by what was made of it alone."""
        for name in ("value", "events", "equality_value", "support", "programme", "meetings", "measured",
                     "measured_truth", "weekly_gm"):
            with self.subTest(name):
                made, mean = self.comparison[f"{name}_mean"].values, self.mean(name)
                both = np.isfinite(mean)  # means skip what is missing of some runs
                np.testing.assert_allclose(made[both], mean[both], rtol=2e-5, atol=2e-3)
                self.assertEqual(both.any(), name != "support")  # too few residents are referred in a year
                if name == "support":
                    self.assertTrue(np.isnan(made).all())
        level = self.mean("value")
        np.testing.assert_allclose(self.comparison["value_difference"].values, level - level[0], rtol=1e-4, atol=1e-4)
        place = self.mean("neighbourhood_value")
        made = self.comparison["neighbourhood_value_difference"].values
        both = np.isfinite(place - place[:1]) & np.isfinite(made)
        np.testing.assert_allclose(made[both], (place - place[:1])[both], atol=0.02)  # steps of 0.004 and 0.002
        self.assertGreater(np.abs(made[both]).max(), 1)
        added = self.mean("ledger")[:, 1:].reshape(2, 2, 13, *self.run_["ledger"].shape[1:]).sum(axis=2)
        theirs = self.comparison["ledger_difference"].values
        self.assertTrue(np.isnan(theirs[:, 0]).all())
        both = np.isfinite(added - added[0])
        np.testing.assert_allclose(theirs[:, 1:][both], (added - added[0])[both], atol=1e-5)
        self.assertGreater(both.sum(), 0)

    def test_what_is_finished_stands_after_the_start(self):
        """Counted over a period or a year: nothing at the start, then what the file has, however it is looked at."""
        events, raw = self.comparison["events_mean"], self.raw["event_mean"].values
        self.assertEqual(events.sizes["time"], 1 + raw.shape[1])
        self.assertTrue(np.isnan(events.isel(time=0)).all())
        np.testing.assert_array_equal(events.isel(time=slice(1, None)), raw.astype(float))
        np.testing.assert_array_equal(events.isel(scenario=1, time=3, group=0), raw[1, 2, 0].astype(float))
        np.testing.assert_array_equal(events.isel(scenario=1, time=[5, 0, 2])[[0, 2]], raw[1, [4, 1]].astype(float))
        self.assertTrue(np.isnan(events.isel(time=0, scenario=1)).all())
        by_year = self.comparison["year_difference"]
        self.assertEqual(by_year.dims, ("scenario", "year", "group", "outcome"))
        np.testing.assert_array_equal(by_year.sel(year=2), self.raw["year_difference"].sel(run_year=2).values)

    def test_neighbourhoods_stand_in_one_variable(self):
        left = [str(name) for name in self.run_.data_vars if str(name).startswith(("neighbourhood_", "ledger_"))]
        self.assertEqual(sorted(left), [
            "neighbourhood_adults", "neighbourhood_disorder", "neighbourhood_item", "neighbourhood_ledger",
            "neighbourhood_state_change", "neighbourhood_state_decile", "neighbourhood_state_mean",
            "neighbourhood_state_sd", "neighbourhood_value"])
        by_year, by_period = self.run_["neighbourhood_value"], self.run_["neighbourhood_item"]
        np.testing.assert_array_equal(by_year.sel(neighbourhood_outcome="belong", year=[0, 1, 2]),
                                      by_period.sel(item="belong").isel(time=[0, 13, 26]))
        np.testing.assert_array_equal(by_period.sel(item="disorder_problem"),
                                      self.raw_run["neighbourhood_disorder_problem"])
        np.testing.assert_array_equal(by_year.sel(neighbourhood_outcome="police_trust_fell").isel(year=2),
                                      self.raw_run["neighbourhood_police_trust_fell"][2])
        np.testing.assert_array_equal(self.run_["neighbourhood_ledger"].sel(state="voice"),
                                      self.raw_run["ledger_voice"])
        self.assertEqual(self.run_["neighbourhood_ledger"].dims,
                         ("time", "place_ledger_column", "neighbourhood", "state"))
        np.testing.assert_array_equal(self.run_["state_decile"].sel(state="safety"),
                                      self.raw_run["district_safety_decile"])
        np.testing.assert_array_equal(self.run_["decile"], self.raw_run["decile"])
        for name in ("neighbourhood_value", "neighbourhood_item", "neighbourhood_state_mean"):
            self.assertIn("not a measurement of this place", self.run_[name].attrs["comment"])

    def test_everything_of_neighbourhoods_names_the_grid(self):
        for data in (self.run_, self.comparison):
            of_places = [name for name in data.data_vars if "neighbourhood" in data[name].dims]
            self.assertGreater(len(of_places), 2)
            for name in of_places:
                self.assertEqual(data[name].attrs["grid_mapping"], "crs", name)
            self.assertEqual(data["easting"].attrs["standard_name"], "projection_x_coordinate")
            self.assertEqual(data["northing"].attrs["standard_name"], "projection_y_coordinate")
            self.assertEqual(data["easting"].attrs["units"], "m")

    def test_the_grid_is_the_british_national_grid(self):
        """Its WKT closes every bracket, says what CF's attributes say, and projects as the Ordnance Survey does."""
        grid = self.comparison["crs"].attrs
        wkt = re.sub(r'"[^"]*"', '""', grid["crs_wkt"])
        self.assertEqual((wkt.count("["), wkt.count('"') % 2), (wkt.count("]"), 0))
        self.assertTrue(grid["crs_wkt"].startswith('PROJCRS["OSGB36 / British National Grid",BASEGEOGCRS["OSGB36"'))
        self.assertTrue(grid["crs_wkt"].endswith(',ID["EPSG",27700]]'))
        told = dict(re.findall(r'PARAMETER\["([^"]+)",([-0-9.]+)', grid["crs_wkt"]))
        for name, attribute in {"Latitude of natural origin": "latitude_of_projection_origin",
                                "Longitude of natural origin": "longitude_of_central_meridian",
                                "Scale factor at natural origin": "scale_factor_at_central_meridian",
                                "False easting": "false_easting", "False northing": "false_northing"}.items():
            self.assertEqual(float(told[name]), grid[attribute], name)
        axis, flattening = re.search(r'ELLIPSOID\["Airy 1830",([0-9.]+),([0-9.]+)', grid["crs_wkt"]).groups()
        self.assertEqual((float(axis), float(flattening)), (grid["semi_major_axis"], grid["inverse_flattening"]))
        # The worked example of the Ordnance Survey's guide to coordinate systems (annexe C): Caister water tower.
        latitude, longitude = 52 + 39 / 60 + 27.2531 / 3600, 1 + 43 / 60 + 4.5177 / 3600
        east, north = projected(grid, math.radians(latitude), math.radians(longitude))
        self.assertAlmostEqual(east, 651409.903, places=2)
        self.assertAlmostEqual(north, 313177.270, places=2)
        # Greater Manchester lies where it lies.
        self.assertTrue((self.comparison["easting"].values > 350e3).all())
        self.assertTrue((self.comparison["northing"].values < 420e3).all())

    def test_reports_are_stacked_with_greater_manchester_first(self):
        run, raw = self.run_, self.raw_run
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

    def test_series_are_those_of_the_file_and_lazy(self):
        run, raw = self.run_, self.raw_run
        for name in AXES:
            self.assertFalse(run[name].variable._in_memory, name)  # read when it is looked at
        for name in ("events_mean", "year_difference", "neighbourhood_value_difference", "value_mean"):
            self.assertFalse(self.comparison[name].variable._in_memory, name)
        np.testing.assert_array_equal(run["value"].sel(outcome="influence"), raw["group_influence"])
        np.testing.assert_array_equal(run["weekly"].sel(outcome="belong"), raw["belong"])
        np.testing.assert_array_equal(run["adults"], raw["group_adults"])
        np.testing.assert_array_equal(run["meetings"].sel(meeting="meetings_held"), raw["district_meetings_held"])
        np.testing.assert_array_equal(run["support"].sel(support_measure="referrals"), raw["group_referrals_by_year"])
        np.testing.assert_array_equal(run["support_of_run"].sel(support_measure="cases_adopted"),
                                      raw["group_cases_adopted_of_run"])
        np.testing.assert_array_equal(run["programme"].sel(programme_measure="programme_aware"),
                                      raw["place_programme_aware"])
        self.assertGreater(float(run["meetings"].sel(meeting="meetings_tried").sum()), 0)


def projected(grid, latitude, longitude):
    """Give easting and northing by the formulas of the Ordnance Survey's guide (annexe C)."""
    a, flattening = grid["semi_major_axis"], 1 / grid["inverse_flattening"]
    scale, n = grid["scale_factor_at_central_meridian"], flattening / (2 - flattening)
    b, squared = a * (1 - flattening), flattening * (2 - flattening)
    origin = math.radians(grid["latitude_of_projection_origin"])
    along = longitude - math.radians(grid["longitude_of_central_meridian"])
    sine, cosine, tangent = math.sin(latitude), math.cos(latitude), math.tan(latitude)
    nu = a * scale / math.sqrt(1 - squared * sine**2)
    rho = a * scale * (1 - squared) / (1 - squared * sine**2) ** 1.5
    eta = nu / rho - 1
    less, more = latitude - origin, latitude + origin
    arc = b * scale * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * math.sin(less) * math.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * math.sin(2 * less) * math.cos(2 * more)
        - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more)
    )
    north = arc + grid["false_northing"] + nu / 2 * sine * cosine * along**2
    north += nu / 24 * sine * cosine**3 * (5 - tangent**2 + 9 * eta) * along**4
    north += nu / 720 * sine * cosine**5 * (61 - 58 * tangent**2 + tangent**4) * along**6
    east = grid["false_easting"] + nu * cosine * along + nu / 6 * cosine**3 * (nu / rho - tangent**2) * along**3
    east += nu / 120 * cosine**5 * (5 - 18 * tangent**2 + tangent**4 + 14 * eta - 58 * tangent**2 * eta) * along**5
    return east, north


if __name__ == "__main__":
    unittest.main()
