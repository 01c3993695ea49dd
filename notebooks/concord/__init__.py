"""Concord: an agent-based simulation of community cohesion in Greater Manchester.

>>> import concord
>>> world = concord.World(scale=100)
>>> futures = world.evaluate(["status_quo_today", "trust_led"], seeds=[1, 2], weeks=52)  # doctest: +SKIP

A run is one possible course, not an effect: compare scenarios with the same draws and seeds. Neighbourhood levels rest
on sampled residents; nothing here says how dangerous a person, a place or a group is.
"""

from __future__ import annotations

from . import _processor  # noqa: F401  before what is built for it
from ._comparison import Comparison
from ._core import InputError
from ._core import commit as __commit__
from ._core import version as __version__
from ._figures import Figure, course
from ._files import open  # noqa: A004
from ._tables import indicators, outcomes, parameters, prior, scenarios, states
from ._world import World

__all__ = [
    "Comparison",
    "Figure",
    "InputError",
    "World",
    "__commit__",
    "__version__",
    "course",
    "indicators",
    "open",
    "outcomes",
    "parameters",
    "prior",
    "scenarios",
    "states",
]
