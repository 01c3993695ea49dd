"""Other toolkits drive the model, each in ten lines or so."""

import contextlib
import importlib.util
import io
import logging
import unittest
import warnings

import concord
import numpy as np
from needed import needs_library

# It wants older numpy and pandas, and so has an environment of its own (scripts/python_package).
skip_without_black_it = unittest.skipUnless(importlib.util.find_spec("black_it"), "black_it is not installed")
FREE = concord.parameters(free=True).loc[["dilution", "yearly_fade_safety"]]


class OtherToolkits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = concord.World(scale=1000)

    def confidence(self, values, seeds=1):
        """Give the level after eight weeks, for one draw and one seed or several."""
        made = self.world.evaluate("trust_led", values, seeds=seeds, weeks=8, outputs=["police_confidence"])["value"]
        return made.sel(group="Greater Manchester").isel(draw=0, scenario=0, outcome=0)

    @needs_library("pyabc")
    def test_pyabc(self):
        import pyabc

        logging.getLogger("ABC").setLevel(logging.WARNING)

        def model(particle):
            return {"y": float(self.confidence(FREE.from_pyabc(particle))[0, -1])}

        abc = pyabc.ABCSMC(model, FREE.pyabc_prior(), population_size=6, sampler=pyabc.SingleCoreSampler())
        abc.new("sqlite://", {"y": 66})
        particles, weights = abc.run(max_nr_populations=2).get_distribution()
        found = [FREE.from_pyabc(particle) for particle in particles.to_dict("records")]
        self.assertEqual(len(found), 6)
        self.assertAlmostEqual(float(np.sum(weights)), 1)
        for name, row in FREE.iterrows():
            for particle in found:
                self.assertTrue(row["low"] <= particle[name] <= row["high"], particle)

    @needs_library("ema_workbench")
    def test_ema_workbench(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import ema_workbench as ema

        def run(**values):
            return {"police_confidence": float(self.confidence(values)[0, -1])}

        model = ema.Model("concord", function=run)
        model.uncertainties = FREE.ema_parameters()
        model.outcomes = [ema.ScalarOutcome("police_confidence")]
        with contextlib.redirect_stderr(io.StringIO()):  # a bar of progress
            experiments, outcomes = ema.perform_experiments(model, scenarios=4)
        first = experiments[list(FREE.index)].iloc[0].to_dict()
        self.assertEqual(outcomes["police_confidence"][0], float(self.confidence(first)[0, -1]))
        self.assertEqual(len(np.unique(outcomes["police_confidence"])), 4)

    @skip_without_black_it
    def test_black_it(self):
        from black_it.calibrator import Calibrator
        from black_it.loss_functions.minkowski import MinkowskiLoss
        from black_it.samplers.halton import HaltonSampler

        def model(theta, length, seed):
            return self.confidence(dict(zip(FREE.index, theta, strict=True)), int(seed)).values.reshape(-1, 1)[:length]

        observed = model(FREE["default"], 3, 1)
        bounds = FREE[["low", "high"]].to_numpy(dtype=float).T
        with contextlib.redirect_stdout(io.StringIO()):
            calibrator = Calibrator(
                MinkowskiLoss(), observed, model, bounds, (bounds[1] - bounds[0]) / 1000, 1, [HaltonSampler(4)],
                random_state=1, n_jobs=1,
            )
            points, losses = calibrator.calibrate(2)
        self.assertEqual(points.shape, (8, 2))
        self.assertTrue(np.isfinite(losses).all())
        self.assertLess(losses[0], losses[-1])


if __name__ == "__main__":
    unittest.main()
