"""What is asked of `World.evaluate`: outputs, draws, seeds and how they are paired, checked before anything runs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from . import _core

if TYPE_CHECKING:
    import pandas as pd


class Outputs(NamedTuple):
    """Numbers of outcomes, and by series (`_layout.SERIES`) of its measures."""

    outcomes: list[int]
    measures: dict[str, list[int]]


def chosen_name(name: str, names: Sequence[str], what: str) -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
    raise ValueError(f"no {what} {name!r}{hint}")


def series_of(output: str) -> tuple[str, str] | None:
    """Give the series and the measure that an output is of, called as in a results file; None for an outcome."""
    started = None
    for series in _core.series():
        before, after = series["variable"].split("{}")
        if not (output.startswith(before) and output.endswith(after)):
            continue
        names = [row["name"] for row in series["measures"]]
        name = output[len(before) : len(output) - len(after)]
        if name in names:
            return series["name"], name
        started = started or (series["name"], name, names)
    if started is None:
        return None
    what = "indicator" if started[0].startswith("measured") else f"measure of {started[0].removesuffix('_of_run')}"
    return started[0], chosen_name(started[1], started[2], what)


def outputs_of(outputs: Iterable[str] | None) -> Outputs:
    names = [row["name"] for row in _core.outcomes()]
    if outputs is None:
        return Outputs(list(range(len(names))), {})
    asked = [outputs] if isinstance(outputs, str) else list(outputs)
    if not asked:
        raise ValueError("outputs: expected at least one outcome")
    numbers = {row["name"]: [measure["name"] for measure in row["measures"]] for row in _core.series()}
    chosen = Outputs([], {})
    for output in asked:
        found = None if output in names else series_of(output)
        if found is None:
            chosen.outcomes.append(names.index(chosen_name(output, names, "outcome")))
        else:
            chosen.measures.setdefault(found[0], []).append(numbers[found[0]].index(found[1]))
    return chosen


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
