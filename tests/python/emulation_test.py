"""Emulators and history matching from Python: outputs not seen, regions apart, waves kept, and what is refused."""

import os
import pathlib
import signal
import tempfile
import threading
import unittest

import concord.calibration as cal
import numpy as np
import pandas as pd
import xarray as xr

SQUARE = cal.Space({name: ("uniform", 0, 1) for name in "ab"})


def noise(seeds, part=0):
    """Give a standard normal number of each seed."""
    return np.array([np.random.default_rng([part, int(seed)]).standard_normal() for seed in seeds])


def wavy(points, seeds=None):
    mean = np.sin(6 * points["a"]) + 2 * points["b"] ** 2
    frame = pd.DataFrame({"wave": mean, "sum": points["a"] + points["b"]})
    return frame if seeds is None else frame.assign(wave=mean + 0.05 * noise(seeds))


def setUpModule():
    """Let Ctrl-C be what it is in a terminal: jobs in the background of a shell ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Emulators(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.design = cal.latin_hypercube(SQUARE, 60, seed=2)
        cls.runs = cls.design.loc[cls.design.index.repeat(3)].reset_index(drop=True)
        cls.made = cal.Emulators.fit(SQUARE, cls.design, wavy(cls.runs, range(180)), replicates=3)

    def test_points_not_seen(self):
        unseen = cal.latin_hypercube(SQUARE, 200, seed=9)
        found = self.made.predict(unseen)
        self.assertEqual(found["mean"].sizes, {"draw": 200, "output": 2})
        truth = wavy(unseen)
        off = found["mean"].sel(output="wave") - truth["wave"].to_numpy()
        self.assertGreater(1 - float((off**2).sum()) / float(((truth["wave"] - truth["wave"].mean()) ** 2).sum()), 0.99)
        self.assertAlmostEqual(float(found["seed_variance"].sel(output="wave").mean()), 0.05**2, delta=0.001)
        z = off / np.sqrt(found["mean_variance"].sel(output="wave"))
        self.assertLess(float((z**2).mean()), 2.5)

    def test_check(self):
        for table in (
            self.made.check(),
            self.made.check(self.design, wavy(self.runs, range(500, 680))[["sum", "wave"]], replicates=3),
        ):
            self.assertEqual(list(table.index), ["wave", "sum"])
            self.assertEqual(table.loc["wave", "verdict"], "fit for use", table.loc["wave", "words"])
            self.assertGreater(table.loc["wave", "explained"], 0.98)
            self.assertIn("% of the variance between points", table.loc["wave", "words"])
        with self.assertRaisesRegex(ValueError, "both, or neither"):
            self.made.check(self.design)

    def test_hyperparameters(self):
        table = self.made.hyperparameters()
        self.assertIn("length_a", table)
        self.assertEqual(table.loc[("wave", "mean"), "seed_variance"], "emulated")
        self.assertLess(table.loc[("wave", "mean"), "length_a"], table.loc[("wave", "mean"), "length_b"])

    def test_realisations(self):
        """What was observed may be like a mean of several runs: it is that much less blurred by chance."""
        at = self.design.iloc[:5]
        found = self.made.predict(at).sel(output="wave")
        for realisations in (1, 4):
            targets = pd.DataFrame({"observed": 1.2, "sd": 0.03, "realisations": realisations}, index=["wave"])
            variance = 0.03**2 + found["mean_variance"] + found["seed_variance"] / realisations
            expected = -((found["mean"] - 1.2) ** 2) / variance / 2 - np.log(2 * np.pi * variance) / 2
            np.testing.assert_allclose(self.made.likelihood(targets)(at), expected, rtol=1e-9)
        with self.assertRaisesRegex(ValueError, "target 'wave': realisations = 0"):
            self.made.likelihood(targets.assign(realisations=0))

    def test_what_is_refused(self):
        outputs = wavy(self.runs, range(180))
        for words, call in [
            ("180 rows for 60 points with 2", lambda: cal.Emulators.fit(SQUARE, self.design, outputs, 2)),
            ("kernel = 'cubic': expected 'matern52' or", lambda: cal.Emulators.fit(
                SQUARE, self.design, outputs, 3, kernel="cubic")),
            ("finite", lambda: cal.Emulators.fit(SQUARE, self.design * np.nan, outputs, 3)),
            ("usable|points", lambda: cal.Emulators.fit(SQUARE, self.design, outputs * np.nan, 3)),
            ("0 rows for 60", lambda: cal.Emulators.fit(SQUARE, self.design, outputs.iloc[:0], 3)),
            ("points", lambda: cal.Emulators.fit(SQUARE, self.design.iloc[:0], outputs.iloc[:0], 3)),
            ("no column 'b'", lambda: self.made.predict(self.design[["a"]])),
            ("not a finite number", lambda: self.made.predict(self.design * np.nan)),
            ("3 columns for 2", lambda: self.made.predict(np.zeros((2, 3)))),
            ("no output 'x'; there are wave, sum", lambda: self.made.likelihood({"x": (0, 1)})),
            ("target 'sum': sd = -1", lambda: self.made.likelihood({"sum": (0, -1)})),
            ("target 'sum': 1 numbers", lambda: self.made.likelihood({"sum": 1})),
            ("no targets", lambda: self.made.likelihood({})),
        ]:
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                call()
        self.assertEqual(self.made.predict(self.design.iloc[:0])["mean"].sizes["draw"], 0)


class HistoryMatching(unittest.TestCase):
    TARGETS = {"square": (0.09, 0.01)}

    @staticmethod
    def model(points, seeds):
        return pd.DataFrame({"other": 1.0, "square": (points["a"] - 0.5) ** 2 + 0 * points["b"]})

    def study(self, **further):
        return cal.HistoryMatching(SQUARE, self.TARGETS, points=25, seed=3, **further)

    def test_ctrl_c_ends_a_fit(self):
        """And nothing has changed then."""
        study = cal.HistoryMatching(SQUARE, {"wave": (1.2, 0.1)}, points=400, seed=3)
        outputs = wavy(study.points, study.seeds)[["wave"]]
        timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            study.add(outputs)
        self.assertEqual(len(study.waves), 0)
        timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with self.assertRaises(KeyboardInterrupt):
            cal.Emulators.fit(SQUARE, study.points, outputs)

    def test_two_regions_apart(self):
        """(a - 1/2)^2 = 0.09 within three sds: a from 0.155 to 0.255 and from 0.745 to 0.845, a fifth of the square."""
        study = self.study()
        self.assertEqual(study.run(self.model), study.stop)
        self.assertNotEqual(study.stop, "nothing is left")
        sample = study.sample["a"]
        self.assertEqual(int(((sample > 0.27) & (sample < 0.73)).sum()), 0)
        self.assertGreater(int((sample < 0.5).sum()), 100)
        self.assertGreater(int((sample > 0.5).sum()), 100)
        exact = 2 * (np.sqrt(0.12) - np.sqrt(0.06))
        self.assertAlmostEqual(study.share["share"], exact, delta=0.02)
        self.assertLess(study.share["low"], study.share["high"])
        far = study.implausibility(pd.DataFrame({"b": [0.5, 0.5], "a": [0.5, 0.2]}))
        self.assertGreater(far[0], 3)
        self.assertLess(far[1], 1)
        self.assertEqual(list(study.outputs.index), ["square"])
        self.assertIn("is not ruled out", study.words)
        self.assertEqual(study.emulators().outputs, ["square"])

    def test_waves_go_on_to_the_same_bits(self):
        whole, first = self.study(most_waves=2, least_uncertainty=0), self.study(most_waves=2, least_uncertainty=0)
        whole.run(self.model)
        first.run(self.model, waves=1)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "wave.nc")
            first.waves[0].to_netcdf(path, engine="h5netcdf")
            with xr.open_dataset(path, engine="h5netcdf") as wave:
                again = self.study(most_waves=2, least_uncertainty=0, waves=[wave.load()])
        np.testing.assert_array_equal(again.seeds, first.seeds)
        again.add(self.model(again.points, again.seeds))
        pd.testing.assert_frame_equal(again.sample, whole.sample, check_exact=True)
        pd.testing.assert_series_equal(again.share, whole.share, check_exact=True)
        xr.testing.assert_identical(again.waves[1], whole.waves[1])

    def test_nothing_left_and_what_is_refused(self):
        study = cal.HistoryMatching(SQUARE, pd.DataFrame({"observed": [9], "sd": [0.1]}, ["square"]), points=12)
        self.assertEqual(study.run(self.model), "nothing is left")
        self.assertEqual(len(study.sample), 0)
        self.assertIn("square rules out everything alone", study.words)
        with self.assertRaisesRegex(ValueError, "nothing is left"):
            study.points
        ask = self.study(replicates=2)
        self.assertEqual((len(ask.points), len(ask.seeds)), (50, 50))
        for words, call in [
            ("no output 'square'; there are other", lambda: ask.add(pd.DataFrame({"other": [1.0] * 50}))),
            ("49 rows for 50 runs", lambda: ask.add(pd.DataFrame({"square": [1.0] * 49}))),
            ("nth", lambda: self.study(nth=2)),
            ("cutoff", lambda: self.study(cutoff=-1)),
            ("a wave is not of the outputs square", lambda: self.study(waves=[
                study.waves[0].assign_coords(output=["other"])])),
            ("a wave has no 'runs'", lambda: self.study(waves=[study.waves[0].drop_vars("runs")])),
            ("a wave is a dict", lambda: self.study(waves=[{}])),
            ("wave = 0: there are 0 waves", lambda: ask.emulators(0)),
            ("no column 'sd'", lambda: cal.HistoryMatching(SQUARE, pd.DataFrame({"observed": [1]}))),
        ]:
            with self.subTest(words), self.assertRaisesRegex(ValueError, words):
                call()

        def broken(points, seeds):
            raise LookupError("no such run")

        with self.assertRaisesRegex(LookupError, "no such run"):
            ask.run(broken)
        self.assertEqual(ask.waves, [])


if __name__ == "__main__":
    unittest.main()
