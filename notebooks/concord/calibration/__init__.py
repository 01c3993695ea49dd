"""Designs, sensitivity, scenario discovery, emulators and inference, on any function of parameters and a seed.

A model here is a function ``model(points, seeds)``: points are a frame with a row for each run and a column for each
parameter, seeds an array of whole numbers; it returns a row of outputs for each run (a frame, an array, or a Series of
one output). A run that failed is NaN. What is drawn and found is the same bits at any number of threads.

To find out what parameters do there are designs, :class:`Morris`, :class:`Sobol`, :func:`prim` and :func:`evpi`; to
bring in what was observed, :class:`Emulators`, :class:`HistoryMatching`, :func:`mcmc` and :func:`abc_smc`, whose
:class:`Posterior` has a file that ArviZ and ``concord compare --draws`` open.

>>> import concord.calibration as cal
>>> space = cal.Space({"a": ("uniform", 0, 1), "b": ("uniform", 0, 2)})
>>> effects = cal.Morris(space, trajectories=10).run(lambda points, seeds: points["a"] + 3 * points["b"])
>>> [round(float(value), 6) for value in effects["mu_star"].isel(output=0)]
[1.0, 6.0]
>>> posterior = cal.mcmc(space, lambda points: -(((points["a"] - points["b"]) / 0.1) ** 2), draws=500)
>>> round(float(posterior.draws.corr().loc["a", "b"]), 1)
1.0
"""

from __future__ import annotations

from ._checks import RankTest, SimulationBasedCalibration, coverage, rank_test, ranks, simulation_based_calibration
from ._discovery import Box, evpi, evppi, prim
from ._emulators import Emulators, Likelihood
from ._inference import abc_smc, mcmc
from ._matching import HistoryMatching
from ._model import model_of
from ._posterior import Identifiability, Posterior
from ._sensitivity import Morris, Sobol, regional_sensitivity
from ._space import Space, latin_hypercube, sobol_sequence

__all__ = [
    "Box",
    "Emulators",
    "HistoryMatching",
    "Identifiability",
    "Likelihood",
    "Morris",
    "Posterior",
    "RankTest",
    "SimulationBasedCalibration",
    "Sobol",
    "Space",
    "abc_smc",
    "coverage",
    "evpi",
    "evppi",
    "latin_hypercube",
    "mcmc",
    "model_of",
    "prim",
    "rank_test",
    "ranks",
    "regional_sensitivity",
    "simulation_based_calibration",
    "sobol_sequence",
]
