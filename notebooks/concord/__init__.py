"""Concord: an agent-based simulation of community cohesion in Greater Manchester.

>>> import concord
>>> world = concord.World(scale=100)
>>> futures = world.evaluate(["status_quo_today", "trust_led"], seeds=[1, 2], weeks=52)  # doctest: +SKIP

A run is one possible course, not an effect: compare scenarios with the same draws and seeds. Neighbourhood levels rest
on sampled residents; nothing here says how dangerous a person, a place or a group is.
"""

from __future__ import annotations

import platform as _platform


def _check_processor() -> None:
    """Refuse a processor that the program was not built for, in words instead of by a crash."""
    if _platform.machine() not in ("x86_64", "AMD64"):
        return
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            flags = next((line for line in file if line.startswith("flags")), None)
    except OSError:
        return
    if flags is not None and "avx2" not in flags.split():
        raise ImportError("concord needs a processor with AVX2 (x86-64-v3, made since about 2013)")


_check_processor()

from ._core import InputError, __commit__, __version__  # noqa: E402
from ._figures import Figure, course  # noqa: E402
from ._files import open  # noqa: E402, A004
from ._tables import outcomes, parameters, prior, scenarios, states  # noqa: E402
from ._world import Comparison, World  # noqa: E402

__all__ = [
    "Comparison",
    "Figure",
    "InputError",
    "World",
    "__commit__",
    "__version__",
    "course",
    "open",
    "outcomes",
    "parameters",
    "prior",
    "scenarios",
    "states",
]
