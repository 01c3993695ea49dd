"""What a study studies, and how its outputs are named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from .._asked import series_of
from .._layout import SERIES, Series
from ._space import whole

if TYPE_CHECKING:
    from .._world import World

_OUTCOMES = Series("value", ("time", "group"), "outcome")
Model = Callable[[pd.DataFrame, npt.NDArray[np.uint32]], Any]


def model_of(
    world: World,
    scenario: str | Path,
    against: str | Path | None = None,
    *,
    outputs: str | Sequence[str],
    weeks: int = 52,
    group: str = "Greater Manchester",
    threads: int = 0,
) -> Model:
    """Make a model of a world: what outcomes are after so many weeks, or how far two scenarios then differ.

    Parameters
    ----------
    world : concord.World
        Whose residents live through it.
    scenario : str or path
        Shipped name or file.
    against : str or path, optional
        A second scenario, of the same draw and seed, that is taken off: outputs are paired differences.
    outputs : str or sequence of str
        Outcomes by name, and what else :meth:`concord.World.evaluate` can be asked for: ``"measured_influence"`` is
        what the last quarter's report says, ``"group_referrals_by_year"`` what the last whole year's were.
    weeks : int, default 52
        After which they are taken, a multiple of 4; reports need a whole quarter, 13 weeks, what is told by year 52.
    group : str, default "Greater Manchester"
        As in ``world.groups``; of reports Greater Manchester or a district, of meetings a district.
    threads : int, default 0
        0: all cores.

    Returns
    -------
    callable
        ``model(points, seeds)``, for columns named as in :func:`concord.parameters`; a frame with a column for each
        output, NaN where a run failed or the regime in force reports nothing.

    Raises
    ------
    ValueError
        Where something is asked for that there is not: a report of a group that is no place, or before the first
        quarter ends.
    """
    outputs = [outputs] if isinstance(outputs, str) else list(outputs)
    names = [scenario] if against is None else [against, scenario]
    found = {output: of for output in outputs if (of := _found(output)) is not None}
    kinds = world.groups["group_kind"]
    kind = str(kinds[group]) if group in kinds.index else ""
    for series, _ in found.values():
        if "quarter" in series.axes and weeks < 13:
            raise ValueError(f"weeks = {weeks}: the first report is of 13 weeks")
        if "year" in series.axes and weeks < 52:
            raise ValueError(f"weeks = {weeks}: {series.variable} is of whole years")
        if "place" in series.axes and kind not in ("Greater Manchester", "district"):
            raise ValueError(f"group {group!r}: reports are of Greater Manchester and its districts")
        if "district" in series.axes and kind != "district":
            raise ValueError(f"group {group!r}: {series.variable} are of districts")

    def model(points: pd.DataFrame, seeds: npt.NDArray[np.uint32]) -> pd.DataFrame:
        drawn = points.reset_index(drop=True)
        made = world.evaluate(
            names,
            drawn,
            seeds=[int(seed) for seed in seeds],
            pairing="zipped",
            weeks=weeks,
            outputs=outputs,
            threads=threads,
        )
        if made["problem"].str.startswith("not run").any():
            raise KeyboardInterrupt  # else a study would go on with runs that are missing
        columns = {}
        for output in outputs:
            series, measure = found.get(output, (_OUTCOMES, output))
            value = made[series.variable].sel({series.measures: measure})
            value = value.sel({axis: group for axis in series.axes if axis in ("group", "place", "district")})
            value = value.isel({axis: -1 for axis in series.axes if axis in ("time", "quarter", "year")})
            last = value.isel(scenario=-1)
            if against is not None:
                last = last - value.isel(scenario=0)
            columns[output] = last.to_numpy()
        return pd.DataFrame(columns)

    return model


def _found(output: str) -> tuple[Series, str] | None:
    """Give the series and the measure of an output that is no outcome."""
    if output in [row["name"] for row in _core.outcomes()]:
        return None
    of = series_of(output)
    return None if of is None else (SERIES[of[0]], of[1])


def named(outputs: Any) -> tuple[npt.NDArray[np.float64], list[str]]:
    """Give [rows][outputs] and the outputs' names."""
    if isinstance(outputs, pd.Series):
        outputs = outputs.to_frame(outputs.name if outputs.name is not None else "output")
    if isinstance(outputs, pd.DataFrame):
        return outputs.to_numpy(dtype=float), [str(name) for name in outputs.columns]
    values = np.asarray(outputs, dtype=float)
    if values.ndim == 1:
        values = values[:, None]
    if values.ndim != 2:
        raise ValueError(f"outputs have {values.ndim} dimensions; expected a row for each run")
    return values, [f"output_{k}" for k in range(1, values.shape[1] + 1)]


def seeds_of(seed: int, n: int) -> npt.NDArray[np.uint32]:
    """Give seeds of runs, of a study's seed alone."""
    return np.array(_core.run_seeds(whole(seed, "seed"), 0, n), dtype=np.uint32)
