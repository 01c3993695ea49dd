"""Designs, sensitivity and scenario discovery, on any function of parameters and a seed.

A model here is a function ``model(points, seeds)``: points are a frame with a row for each run and a column for each
parameter, seeds an array of whole numbers; it returns a row of outputs for each run (a frame, an array, or a Series of
one output). A run that failed is NaN. What is drawn and found is the same bits at any number of threads.

>>> import concord.calibration as cal
>>> space = cal.Space({"a": ("uniform", 0, 1), "b": ("uniform", 0, 2)})
>>> effects = cal.Morris(space, trajectories=10).run(lambda points, seeds: points["a"] + 3 * points["b"])
>>> [round(float(value), 6) for value in effects["mu_star"].isel(output=0)]
[1.0, 6.0]
"""

from __future__ import annotations

from ._discovery import Box, evpi, evppi, prim
from ._model import model_of
from ._sensitivity import Morris, Sobol, regional_sensitivity
from ._space import Space, latin_hypercube, sobol_sequence

__all__ = [
    "Box",
    "Morris",
    "Sobol",
    "Space",
    "evpi",
    "evppi",
    "latin_hypercube",
    "model_of",
    "prim",
    "regional_sensitivity",
    "sobol_sequence",
]
