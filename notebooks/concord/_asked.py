"""What is asked of `World.evaluate`: outputs, draws, seeds and how they are paired, checked before anything runs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import _core

if TYPE_CHECKING:
    import pandas as pd

# How an output says that it is of monitoring: as the variables of results files are called.
REPORTS = {"measured_": "measured", "true_": "measured_truth"}


def chosen_name(name: str, names: Sequence[str], what: str) -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
    raise ValueError(f"no {what} {name!r}{hint}")


def report_of(output: str) -> tuple[str, str] | None:
    """Give the variable and the indicator that an output of monitoring is of; None for an outcome."""
    for prefix, variable in REPORTS.items():
        if output.startswith(prefix):
            indicators = [row["name"] for row in _core.indicators()]
            return variable, chosen_name(output[len(prefix) :], indicators, "indicator")
    return None


def outputs_of(outputs: Iterable[str] | None) -> tuple[list[int], dict[str, list[int]]]:
    """Give numbers of outcomes, and of indicators by variable."""
    names = [row["name"] for row in _core.outcomes()]
    reports: dict[str, list[int]] = {variable: [] for variable in REPORTS.values()}
    if outputs is None:
        return list(range(len(names))), reports
    asked = [outputs] if isinstance(outputs, str) else list(outputs)
    if not asked:
        raise ValueError("outputs: expected at least one outcome")
    indicators = [row["name"] for row in _core.indicators()]
    chosen = []
    for name in asked:
        report = None if name in names else report_of(name)
        if report is None:
            chosen.append(names.index(chosen_name(name, names, "outcome")))
        else:
            reports[report[0]].append(indicators.index(report[1]))
    return chosen, reports


def seeds_of(seeds: int | Iterable[int], pairing: str) -> list[int]:
    used = [seeds] if isinstance(seeds, (int, np.integer)) else list(seeds)
    if not used:
        raise ValueError("seeds: expected at least one")
    for seed in used:
        if not isinstance(seed, (int, np.integer)) or not 0 <= seed < 2**32:
            raise ValueError(f"seed {seed!r}: expected a whole number from 0 to 2**32 - 1")
    if pairing == "crossed" and len(set(used)) < len(used):
        raise ValueError("seeds: one stands there twice")
    return [int(seed) for seed in used]


def draws_of(draws: pd.DataFrame | Mapping[str, Any] | None) -> tuple[Any, list[str], npt.NDArray[np.float64]]:
    """Give labels, names of columns and values (draws, columns)."""
    if draws is None:
        return np.arange(1), [], np.empty((1, 0))
    if not isinstance(draws, Mapping):
        names, labels = [str(name) for name in draws.columns], np.asarray(draws.index)
        values = np.ascontiguousarray(draws.to_numpy(dtype=float))
    else:
        names = list(draws)
        given = np.broadcast_arrays(*(np.atleast_1d(np.asarray(draws[name], dtype=float)) for name in names))
        values = np.ascontiguousarray(np.stack(given, axis=-1)) if names else np.empty((1, 0))
        labels = np.arange(len(values))
    known = [row["name"] for row in _core.parameters()]
    for name in names:
        chosen_name(name, known, "parameter")
    if values.ndim != 2 or len(values) == 0:
        raise ValueError("draws: expected one value, or a sequence of values, for each parameter, and one draw or more")
    return labels, names, values


def rows_of(draws: int, seeds: list[int], pairing: str) -> npt.NDArray[np.int64]:
    if pairing == "crossed":
        return np.array([[draw, seed] for draw in range(draws) for seed in seeds], dtype=np.int64)
    if pairing != "zipped":
        raise ValueError(f"pairing = {pairing!r}: expected 'crossed' or 'zipped'")
    if draws != len(seeds):
        raise ValueError(f"zipped: {draws} draws and {len(seeds)} seeds; expected as many of both")
    return np.array(list(zip(range(draws), seeds, strict=True)), dtype=np.int64)
