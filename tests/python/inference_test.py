"""Chains, particles, posteriors and checks from Python: known answers, files that others open, and what is refused."""

import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import unittest
import warnings

import concord
import concord.calibration as cal
import numpy as np
import pandas as pd
import xarray as xr
from needed import PROGRAM, needs_library, needs_program

NORMALS = cal.Space({name: ("normal", -6, 6, 0, 1) for name in "ab"})
SQUARE = cal.Space({name: ("uniform", 0, 1) for name in "ab"})


def setUpModule():
    """Let Ctrl-C be what it is in a terminal: jobs in the background of a shell ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def noise(seeds, part=0):
    """Give a standard normal number of each seed."""
    return np.array([np.random.default_rng([part, int(seed)]).standard_normal() for seed in seeds])


def posterior(chains=4, draws=200, **further):
    rng = np.random.default_rng(4)
    index = pd.MultiIndex.from_product([range(chains), range(draws)], names=["chain", "draw"])
    return cal.Posterior(pd.DataFrame(rng.random((chains * draws, 2)), columns=["a", "b"], index=index), **further)


def interrupt_after(calls, function):
    """Let Ctrl-C come in one call of a function."""
    seen = []

    def wrapped(*args):
        seen.append(1)
        if len(seen) == calls:
            os.kill(os.getpid(), signal.SIGINT)
        return function(*args)

    return wrapped


class Chains(unittest.TestCase):
    # a + b = 1 give or take 1/2 under standard normals: means 1 / (2 + 1/4), variances 1 - 1 / (2 + 1/4).
    MEAN, SD, CORRELATION = 1 / 2.25, np.sqrt(1 - 1 / 2.25), -0.8

    def agree(self, found, margin=None):
        table = found.summary()
        for name in "ab":
            error = margin or 4.5 * table.loc[name, "error_of_mean"]
            self.assertLess(error, 0.13)
            self.assertAlmostEqual(table.loc[name, "mean"], self.MEAN, delta=error)
            self.assertAlmostEqual(table.loc[name, "sd"], self.SD, delta=error)
        weights = None if found.weights is None else found.weights.to_numpy()
        self.assertAlmostEqual(np.cov(found.draws.T, aweights=weights)[0, 1] / self.SD**2, self.CORRELATION, delta=0.08)

    @staticmethod
    def likelihood(points):
        return -(((points["a"] + points["b"] - 1) / 0.5) ** 2) / 2

    def test_conjugate_normal_by_mcmc(self):
        found = cal.mcmc(NORMALS, self.likelihood, warm_up=1000, draws=3000, seed=2)
        self.agree(found)
        self.assertLess(found.summary()["r_hat"].max(), 1.02)
        self.assertEqual(found.draws.index.names, ["chain", "draw"])
        np.testing.assert_allclose(found.statistics["log_likelihood"], self.likelihood(found.draws), rtol=1e-9)

    def test_conjugate_normal_by_an_emulator(self):
        wide = cal.Space({name: ("uniform", -6, 6) for name in "ab"})
        points = cal.sobol_sequence(wide, 30)
        emulators = cal.Emulators.fit(wide, points, (points["a"] + points["b"]).rename("sum"))
        likelihood = emulators.likelihood({"sum": (1, 0.3, 0.4)})
        found = cal.mcmc(NORMALS, likelihood, warm_up=1500, draws=10000)
        self.agree(found)
        self.assertTrue(found.converged(), found.reasons())
        at = found.draws.iloc[:3]
        np.testing.assert_array_equal(likelihood(at), found.statistics["log_likelihood"].iloc[:3])
        with self.assertRaisesRegex(ValueError, "the emulators are of a, b; the space of b, a"):
            cal.mcmc(cal.Space({"b": ("uniform", 0, 1), "a": ("uniform", 0, 1)}), likelihood)

    def test_conjugate_normal_by_abc(self):
        def model(points, seeds):
            return pd.DataFrame({"unused": 0.0, "sum": points["a"] + points["b"] + 0.5 * noise(seeds)})

        found = cal.abc_smc(NORMALS, model, {"sum": 1}, particles=600, populations=5, seed=3)
        self.agree(found, 0.12)
        self.assertEqual(found.stop, "all populations are made")
        self.assertEqual(len(found.tolerances), 5)
        self.assertTrue(np.isinf(found.tolerances[0]))
        self.assertGreater(found.simulations, 3000)
        self.assertNotIn("r_hat", found.summary())
        again = cal.abc_smc(NORMALS, model, {"sum": 1}, particles=600, populations=5, seed=3, batch=77)
        pd.testing.assert_frame_equal(found.draws, again.draws, check_exact=True)

    def test_what_is_raised_comes_out_as_it_is(self):
        class Own(BaseException):
            pass

        def broken(*args):
            raise Own("mine")

        with self.assertRaisesRegex(Own, "mine"):
            cal.mcmc(NORMALS, broken)
        with self.assertRaisesRegex(Own, "mine"):
            cal.abc_smc(NORMALS, broken, {"y": 1})
        for words, call in [
            (r"shape \(3,\) for 4 points", lambda: cal.mcmc(NORMALS, lambda p: [0.0] * 3)),
            ("could not convert", lambda: cal.mcmc(NORMALS, lambda p: ["x"] * 4)),
            ("no start", lambda: cal.mcmc(NORMALS, lambda p: np.full(len(p), np.nan))),
            ("infinite", lambda: cal.mcmc(NORMALS, lambda p: np.full(len(p), np.inf))),
            ("chains = 1: expected a whole number from 2", lambda: cal.mcmc(NORMALS, self.likelihood, chains=1)),
            ("log_likelihood is a int", lambda: cal.mcmc(NORMALS, 3)),
            ("no output 'y'; there are z", lambda: cal.abc_smc(
                NORMALS, lambda p, s: pd.DataFrame({"z": p["a"]}), {"y": 1})),
            ("gives 2 rows for 1000", lambda: cal.abc_smc(NORMALS, lambda p, s: p["a"].iloc[:2].rename("y"), {"y": 1})),
            ("runs .* failed", lambda: cal.abc_smc(
                NORMALS, lambda p, s: np.nan * p["a"].rename("y"), {"y": 1}, simulations=2000)),
            ("observed 'y' = nan", lambda: cal.abc_smc(NORMALS, broken, {"y": np.nan})),
            ("nothing is observed", lambda: cal.abc_smc(NORMALS, broken, {})),
        ]:
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                call()

    def test_ctrl_c(self):
        with self.assertWarnsRegex(RuntimeWarning, r"interrupted: \d+ of 4000 draws"):
            found = cal.mcmc(NORMALS, interrupt_after(600, self.likelihood), warm_up=100)
        self.assertEqual(found.stop, "interrupted")
        self.assertEqual(found.chains, 4)
        whole = cal.mcmc(NORMALS, self.likelihood, warm_up=100, draws=600)
        pd.testing.assert_frame_equal(found.draws, whole.draws.loc[found.draws.index], check_exact=True)
        with self.assertRaises(KeyboardInterrupt):
            cal.mcmc(NORMALS, interrupt_after(50, self.likelihood))

        def model(points, seeds):
            return points["a"].rename("y")

        with self.assertWarnsRegex(RuntimeWarning, r"interrupted: \d+ populations"):
            found = cal.abc_smc(NORMALS, interrupt_after(9, model), {"y": 0}, particles=50)
        self.assertEqual(found.stop, "interrupted")
        with self.assertRaises(KeyboardInterrupt):
            cal.abc_smc(NORMALS, interrupt_after(1, model), {"y": 0}, particles=50)

    def test_ctrl_c_where_no_python_is_called(self):
        points = cal.latin_hypercube(SQUARE, 60)
        likelihood = cal.Emulators.fit(SQUARE, points, points["a"].rename("y")).likelihood({"y": (1, 0.5)})
        timer = threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            found = cal.mcmc(SQUARE, likelihood, warm_up=100, draws=10_000_000)
        self.assertRegex(str(told[-1].message), "interrupted")
        self.assertEqual(found.stop, "interrupted")


class Posteriors(unittest.TestCase):
    def test_identifiability(self):
        def likelihood(points):
            a, b = points.to_numpy().T
            return -(((a + b - 1) / 0.05) ** 2) / 2

        found = cal.mcmc(NORMALS, likelihood, warm_up=2000, draws=2000)
        told = found.identifiability(NORMALS)
        self.assertEqual(list(told.parameters.index), ["a", "b"])
        self.assertEqual(told.only_together[["a", "b"]].to_numpy().tolist(), [["a", "b"]])
        self.assertLess(told.only_together["correlation"].item(), -0.9)
        self.assertTrue(any("a" in sentence for sentence in told.sentences))
        with self.assertRaisesRegex(ValueError, "parameters"):
            found.identifiability(cal.Space({"c": ("uniform", 0, 1)}))

    def test_resampled_by_weight(self):
        one = posterior(1, 1000)
        weighted = posterior(1, 1000, weights=one.draws["a"], statistics={"distance": one.draws["b"].to_numpy()})
        self.assertAlmostEqual(weighted.summary().loc["a", "mean"], 2 / 3, delta=0.02)
        drawn = weighted.resample(3000, seed=5)
        self.assertIsNone(drawn.weights)
        self.assertAlmostEqual(drawn.draws["a"].mean(), weighted.summary().loc["a", "mean"], delta=0.005)
        np.testing.assert_array_equal(drawn.statistics["distance"], drawn.draws["b"])
        with self.assertRaisesRegex(ValueError, "weights"):
            weighted.converged()

    def test_file(self):
        attrs = {"stop": "interrupted", "tolerances": [np.inf, 1], "simulations": 7}
        made = posterior(weights=np.arange(800.0), statistics={"distance": np.ones(800)}, attrs=attrs)
        with tempfile.TemporaryDirectory() as folder:
            path, other = pathlib.Path(folder, "posterior.nc"), pathlib.Path(folder, "again.nc")
            for file in (path, other):
                made.to_netcdf(file, prior=cal.latin_hypercube(SQUARE, 10), observed={"y": 3})
            self.assertEqual(path.read_bytes(), other.read_bytes())
            self.assertEqual(sorted(file.name for file in pathlib.Path(folder).iterdir()), ["again.nc", "posterior.nc"])
            again = cal.Posterior.open(path)
            pd.testing.assert_frame_equal(again.draws, made.draws, check_exact=True)
            pd.testing.assert_series_equal(again.weights, made.weights, check_exact=True)
            pd.testing.assert_frame_equal(again.statistics, made.statistics, check_exact=True)
            self.assertEqual(again.attrs, made.attrs)
            with xr.open_datatree(path, engine="h5netcdf") as tree:
                self.assertEqual(set(tree.children), {"posterior", "sample_stats", "prior", "observed_data"})
                self.assertEqual(dict(tree["posterior/a"].sizes), {"chain": 4, "draw": 200})
                self.assertNotIn("created_at", tree["posterior"].attrs)
            with self.assertRaisesRegex(ValueError, "'weight' is a name"):
                cal.Posterior(made.draws.rename(columns={"a": "weight"})).to_netcdf(path)
            with self.assertRaisesRegex(ValueError, "attribute 'made' is None"):
                cal.Posterior(made.draws, attrs={"made": None}).to_netcdf(path)
            self.assertEqual(path.read_bytes(), other.read_bytes())
            cal.Posterior(made.draws, attrs={"tolerances": [np.inf]}).to_netcdf(path)
            self.assertEqual(cal.Posterior.open(path).tolerances, [np.inf])

    @needs_library("arviz")
    def test_arviz_opens_it(self):
        import arviz

        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "posterior.nc")
            made = posterior()
            made.to_netcdf(path)
            data = arviz.from_netcdf(path)
            theirs = arviz.summary(data, kind="diagnostics", round_to=12)
            ours = made.summary()
            np.testing.assert_allclose(ours["r_hat"], theirs["r_hat"], rtol=1e-6)
            np.testing.assert_allclose(ours["bulk"], theirs["ess_bulk"], rtol=1e-6)
            np.testing.assert_allclose(ours["tail"], theirs["ess_tail"], rtol=1e-6)

    @needs_program
    def test_the_program_opens_it(self):
        table = concord.parameters(free=True).loc[["dilution", "yearly_fade_safety"]]
        draws = cal.latin_hypercube(cal.Space(table), 6)
        draws.index = pd.MultiIndex.from_product([range(2), range(3)], names=["chain", "draw"])
        with tempfile.TemporaryDirectory() as folder:
            path, out = pathlib.Path(folder, "posterior.nc"), pathlib.Path(folder, "out")
            cal.Posterior(draws, weights=[0, 0, 0, 1, 0, 0], statistics={"distance": np.ones(6)}).to_netcdf(
                path, prior=draws.reset_index(drop=True), observed={"y": 1})
            subprocess.run(
                [PROGRAM, "compare", "status_quo_today", "trust_led", "--runs", "2", "--years", "1", "--scale",
                 "1:1000", "--draws", path, "--contested", "0", "--out", out, "--progress", "off"],
                check=True, stdout=subprocess.DEVNULL,
            )
            used = concord.open(out)["parameter_value"].sel(parameter=list(draws.columns)).values
        np.testing.assert_array_equal(used, np.repeat(draws.iloc[[3]].to_numpy(), 2, axis=0))

    def test_what_is_refused(self):
        frame = pd.DataFrame({"a": [1.0, 2.0]})
        with tempfile.TemporaryDirectory() as folder:
            text = pathlib.Path(folder, "text.nc")
            text.write_text("no file")
            for error, words, call in [
                (ValueError, "0 rows", lambda: cal.Posterior(frame.iloc[:0])),
                (ValueError, "finite", lambda: cal.Posterior(frame * np.nan)),
                (ValueError, r"weights has the shape \(3,\)", lambda: cal.Posterior(frame, weights=[1, 1, 1])),
                (ValueError, "all weights are 0", lambda: cal.Posterior(frame, weights=[0, 0])),
                (ValueError, "a weight is below 0", lambda: cal.Posterior(frame, weights=[-1, 2])),
                (ValueError, "one length", lambda: cal.Posterior(posterior().draws.iloc[:-1])),
                (ValueError, "draws are a list", lambda: cal.Posterior([1])),
                (FileNotFoundError, "no such file", lambda: cal.Posterior.open("nowhere.nc")),
                (ValueError, "is no posterior's file", lambda: cal.Posterior.open(text)),
                (ValueError, "quantiles", lambda: cal.Posterior(frame).summary([2])),
            ]:
                with self.subTest(words), self.assertRaisesRegex(error, words):
                    call()


class Checks(unittest.TestCase):
    SPACE = cal.Space({"a": ("normal", -6, 6, 0, 1)})

    @staticmethod
    def model(points, seeds):
        return (points["a"] + noise(seeds)).rename("y")

    def inference(self, sd):
        def infer(observed, seed):
            drawn = observed["y"] / 2 + sd * np.random.default_rng(seed).standard_normal(200)
            return cal.Posterior(pd.DataFrame({"a": drawn}))

        return infer

    def test_simulation_based_calibration(self):
        right = cal.simulation_based_calibration(self.SPACE, self.model, self.inference(np.sqrt(0.5)), truths=300)
        row = right.parameters.loc["a"]
        self.assertTrue(row["uniform"] and row["consistent"], row)
        self.assertAlmostEqual(row["coverage"], 0.9, delta=0.05)
        self.assertAlmostEqual(row["shrinkage"], 0.5, delta=0.03)
        self.assertAlmostEqual(row["z_sd"], 1, delta=0.12)
        self.assertEqual(right.ranks.shape, (300, 1))
        sure = cal.simulation_based_calibration(self.SPACE, self.model, self.inference(0.35), truths=300)
        self.assertEqual(sure.parameters.loc["a", "verdict"], "the posteriors are too narrow")
        self.assertFalse(sure.parameters.loc["a", "consistent"])

    def test_failures_are_counted(self):
        infer = self.inference(np.sqrt(0.5))
        found = cal.simulation_based_calibration(
            self.SPACE, self.model, lambda y, seed: None if y["y"] > 1 else infer(y, seed), truths=60
        )
        self.assertGreater(found.failed, 5)
        self.assertEqual(len(found.ranks), 60 - found.failed)
        with self.assertRaisesRegex(ValueError, "infer gives a int"):
            cal.simulation_based_calibration(self.SPACE, self.model, lambda y, seed: 3, truths=20)
        with self.assertRaisesRegex(ValueError, "truths = 10"):
            cal.simulation_based_calibration(self.SPACE, self.model, infer, truths=10)

    def test_ranks_and_coverage(self):
        truths = pd.DataFrame({"a": [-1.0, 2.0, 0.5]})
        draws = cal.Posterior(pd.DataFrame({"a": np.linspace(0, 1, 100)}))
        self.assertEqual(cal.ranks(truths, [draws, draws, None], draws=100)["a"].tolist(), [0, 100])
        found = cal.coverage(truths, 0 * truths, 0 * truths + 1, 0.9).loc["a"]
        self.assertEqual((found["held"], found["intervals"]), (1, 3))
        self.assertTrue(cal.rank_test(np.arange(100) % 10, 9).uniform)
        self.assertEqual(cal.rank_test([9] * 50, 9).verdict, "the posteriors lie too low")
        for words, call in [
            ("at least 20", lambda: cal.rank_test([1] * 5, 9)),
            ("outside 0", lambda: cal.rank_test([10] * 50, 9)),
            ("rank = 1.5", lambda: cal.rank_test([1.5] * 50, 9)),
            ("3 truths for 1 posteriors", lambda: cal.ranks(truths, [draws])),
            ("low has not", lambda: cal.coverage(truths, truths.iloc[:2], truths, 0.9)),
        ]:
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                call()


if __name__ == "__main__":
    unittest.main()
