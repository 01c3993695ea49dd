"""The toolkit on models written in Python: known answers, and SALib on the same samples."""

import os
import signal
import threading
import unittest

import concord
import concord.calibration as cal
import numpy as np
import pandas as pd


def setUpModule():
    """Let Ctrl-C be what it is in a terminal: jobs in the background of a shell ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ishigami(points, seeds=None):
    a, b, c = (points[name] for name in "abc")
    return (np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)).rename("y")


def cube(*names):
    return cal.Space({name: ("uniform", 0, 1) for name in names})


ISHIGAMI = cal.Space({name: ("uniform", -np.pi, np.pi) for name in "abc"})


class Spaces(unittest.TestCase):
    def test_both_ways(self):
        space = cal.Space(
            {
                "a": ("uniform", -1, 3),
                "b": ("log_triangular", 0.1, 10, 1),
                "c": ("normal", -2, 2, 0, 1),
                "d": ("log_normal", 0.5, 2, 0, 0.3),
            }
        )
        points = cal.latin_hypercube(space, 50, seed=4)
        self.assertEqual(list(points.columns), ["a", "b", "c", "d"])
        np.testing.assert_allclose(space.from_unit(space.to_unit(points)), points, rtol=1e-9)
        slices = np.sort(np.floor(50 * space.to_unit(points)), axis=0)
        np.testing.assert_array_equal(slices, np.repeat(np.arange(50.0)[:, None], 4, axis=1))

    def test_the_programs_parameters(self):
        table = concord.parameters(free=True)
        space, unit = cal.Space(table), np.linspace(0.01, 0.99, 21)
        ours = space.from_unit(np.repeat(unit[:, None], len(table), axis=1))
        pd.testing.assert_frame_equal(ours, table.from_unit(np.repeat(unit[:, None], len(table), axis=1)))

    def test_what_is_refused(self):
        for parameters, words in [
            ({"a": ("gamma", 0, 1)}, "a: no distribution 'gamma'; there are uniform"),
            ({"a": ("uniform", 0)}, "a: uniform takes 2 numbers, given 1"),
            ({"a": ("uniform", 1, 0)}, "low"),
            ({}, "no parameters"),
        ]:
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                cal.Space(parameters)
        with self.assertRaisesRegex(ValueError, "groups name 'z'"):
            cal.Space({"a": ("uniform", 0, 1)}, groups={"z": "g"})

        for seed in (-1, 2**32, 1.5):
            with self.assertRaisesRegex(ValueError, "seed = .*expected a whole number"):
                cal.latin_hypercube(ISHIGAMI, 10, seed=seed)
        with self.assertRaisesRegex(ValueError, "n = 0"):
            cal.Sobol(ISHIGAMI, 0)
        with self.assertRaisesRegex(ValueError, "no column 'prior'"):
            cal.Space(pd.DataFrame({"low": [0]}, index=["a"]))

    def test_more_points_go_on_from_fewer(self):
        many = cal.sobol_sequence(ISHIGAMI, 64, seed=2)
        np.testing.assert_array_equal(cal.sobol_sequence(ISHIGAMI, 32, seed=2, first=32), many.iloc[32:])


class Sensitivity(unittest.TestCase):
    def test_sobol_of_ishigami(self):
        study = cal.Sobol(ISHIGAMI, 2**13, seed=1)
        found = study.run(ishigami).sel(output="y")
        np.testing.assert_allclose(found["first"], [0.3139, 0.4424, 0], atol=0.02)
        np.testing.assert_allclose(found["total"], [0.5576, 0.4424, 0.2437], atol=0.02)
        self.assertEqual(found["first_verdict"].sel(group="c").item(), "not distinguishable from 0")
        self.assertEqual(found["first_verdict"].sel(group="a").item(), "above 0")

    def test_sobol_as_salib_has_it(self):
        from SALib.analyze import sobol

        study = cal.Sobol(ISHIGAMI, 256, seed=3, second_order=True)
        y = ishigami(study.points)
        ours = study.analyse(y).isel(output=0)
        problem = {"num_vars": 3, "names": list("abc"), "bounds": [[-np.pi, np.pi]] * 3}
        theirs = sobol.analyze(problem, y.to_numpy(), calc_second_order=True, num_resamples=2, seed=1)
        np.testing.assert_allclose(ours["first"], theirs["S1"], atol=1e-9)
        np.testing.assert_allclose(ours["total"], theirs["ST"], atol=1e-9)
        pairs = [theirs["S2"][i, j] for i, j in [(0, 1), (0, 2), (1, 2)]]
        np.testing.assert_allclose(ours["second"], pairs, atol=1e-9)
        self.assertEqual(list(ours["pair"].values), ["a and b", "a and c", "b and c"])

    def test_morris_as_salib_has_it(self):
        from SALib.analyze import morris

        study = cal.Morris(ISHIGAMI, trajectories=20, seed=5)
        y = ishigami(study.points)
        ours = study.analyse(y).isel(output=0)
        problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}
        theirs = morris.analyze(problem, ISHIGAMI.to_unit(study.points), y.to_numpy(), num_levels=4, num_resamples=2)
        np.testing.assert_allclose(ours["mu_star"], np.asarray(theirs["mu_star"]), rtol=1e-9)
        np.testing.assert_allclose(ours["sigma"], np.asarray(theirs["sigma"]), rtol=1e-9)

    def test_runs_that_are_compared_share_a_seed(self):
        """So noise that comes of the seed alone moves no effect."""

        def model(points, seeds):
            return 2 * points["a"] + seeds / 2**32

        study = cal.Morris(cube("a", "b"), trajectories=6, seed=2)
        self.assertEqual(len(set(study.seeds)), 6)
        np.testing.assert_allclose(study.run(model)["mu_star"].isel(output=0), [2, 0], atol=1e-9)
        study = cal.Sobol(cube("a", "b"), 64, seed=2)
        self.assertEqual(len(set(study.seeds)), 64)
        found = study.run(model).isel(output=0)
        self.assertEqual(float(found["total"].sel(group="b")), 0)
        self.assertGreater(float(found["total"].sel(group="a")), 0.5)

    def test_groups_and_failed_runs(self):
        space = cal.Space({name: ("uniform", 0, 1) for name in "abc"}, groups={"a": "first two", "b": "first two"})
        study = cal.Morris(space, trajectories=8)
        y = pd.DataFrame({"sum": study.points.sum(axis=1), "c": study.points["c"]})
        y.iloc[0] = np.nan
        found = study.analyse(y)
        self.assertEqual(list(found["group"].values), ["first two", "c"])
        self.assertEqual(found.attrs["failed_runs"], 1)
        self.assertEqual(float(found["mu_star"].sel(output="c", group="first two")), 0)
        self.assertEqual(float(found["effects"].sel(output="c").sum()), 15)
        with self.assertRaisesRegex(ValueError, "23 rows for 24 points"):
            study.analyse(y.iloc[1:])

    def test_regional(self):
        points = cal.sobol_sequence(cube("a", "b"), 512)
        found = cal.regional_sensitivity(points, (points["a"] > 0.7).rename("high"))
        self.assertLess(float(found["adjusted_p"].sel(output="high", group="a")), 1e-9)
        self.assertGreater(float(found["adjusted_p"].sel(output="high", group="b")), 0.05)
        self.assertAlmostEqual(float(found["at"].sel(output="high", group="a")), 0.7, delta=0.01)


class Discovery(unittest.TestCase):
    def test_planted_box(self):
        points = cal.latin_hypercube(cube("a", "b", "c"), 1000, seed=3)
        inside = (points["a"] < 0.4) & points["b"].between(0.3, 0.8)
        (box,) = cal.prim(points, inside)
        self.assertEqual(set(box.limits.index), {"a", "b"})
        self.assertGreater(box.density, 0.9)
        self.assertGreater(box.coverage, 0.9)
        self.assertAlmostEqual(box.limits.loc["a", "high"], 0.4, delta=0.03)
        self.assertEqual(box.limits.loc["a", "low"], -np.inf)
        self.assertEqual(list(box.trade_off.columns), ["coverage", "density", "mass", "bounds"])
        with self.assertRaisesRegex(ValueError, "expected one"):
            cal.prim(points, np.ones((1000, 2)))

    def test_worth_of_knowing(self):
        """Of two options that differ by a normal number: sd / sqrt(2 pi)."""
        space = cal.Space({"a": ("normal", -8, 8, 0, 1), "b": ("normal", -8, 8, 0, 1)})
        points = cal.sobol_sequence(space, 4096)
        benefit = pd.DataFrame({"stay": 0 * points["a"], "go": points["a"]})
        exact = 1 / np.sqrt(2 * np.pi)
        self.assertAlmostEqual(cal.evpi(benefit)["value"], exact, delta=0.01)
        self.assertAlmostEqual(cal.evppi(points[["a"]], benefit)["value"], exact, delta=0.02)
        self.assertLess(cal.evppi(points[["b"]], benefit)["value"], 0.02)


class OnConcord(unittest.TestCase):
    def test_screening_a_difference(self):
        """A difference moves with what a lever reads, and is the one that evaluate gives."""
        world = concord.World(scale=1000)
        table = concord.parameters(free=True).loc[["dilution", "yearly_fade_safety"]]
        model = cal.model_of(world, "trust_led", "status_quo_today", outputs=["police_confidence"], weeks=8)
        study = cal.Morris(cal.Space(table), trajectories=2)
        found = study.run(model)
        self.assertEqual(found["mu_star"].sizes, {"output": 1, "group": 2})
        self.assertTrue(np.isfinite(found["mu_star"]).all())
        self.assertGreater(float(found["mu_star"].sel(group="dilution").item()), 0)
        again = world.evaluate(
            ["status_quo_today", "trust_led"],
            study.points.iloc[[4]].reset_index(drop=True),
            seeds=[int(study.seeds[4])],
            weeks=8,
            outputs=["police_confidence"],
        )["value"].sel(group="Greater Manchester").isel(time=-1).squeeze()
        expected = float(again[1] - again[0])
        both = cal.model_of(world, "trust_led", outputs=["police_confidence", "influence"], weeks=0)(
            study.points.iloc[:1], study.seeds[:1]
        )
        first = study.points.iloc[:1].reset_index(drop=True)
        start = world.evaluate("trust_led", first, seeds=int(study.seeds[0]), weeks=0)
        start = start["value"].sel(group="Greater Manchester").squeeze()
        for name in ("police_confidence", "influence"):
            self.assertEqual(both[name].iloc[0], float(start.sel(outcome=name)))
        self.assertEqual(float(model(study.points, study.seeds)["police_confidence"].iloc[4]), expected)

    def test_ctrl_c_ends_a_study(self):
        """Runs that were not made are no runs that failed."""
        table = concord.parameters(free=True).loc[["dilution"]]
        model = cal.model_of(concord.World(scale=1000), "trust_led", outputs=["influence"], weeks=520)
        points = cal.latin_hypercube(cal.Space(table), 300)
        timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with self.assertWarnsRegex(RuntimeWarning, "of 300 runs are done"), self.assertRaises(KeyboardInterrupt):
            model(points, range(300))


if __name__ == "__main__":
    unittest.main()
