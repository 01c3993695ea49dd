"""What a study studies, and how its outputs are named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from .._asked import report_of
from ._space import whole

if TYPE_CHECKING:
    from .._world import World

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
        Outcomes by name, and of monitoring what :meth:`concord.World.evaluate` can be asked for:
        ``"measured_influence"`` is what the last quarter's report says.
    weeks : int, default 52
        After which they are taken, a multiple of 4; reports need a whole quarter, 13 weeks.
    group : str, default "Greater Manchester"
        As in ``world.groups``; of reports Greater Manchester or a district.
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
        Where a report is asked for that there is not: of a group that is no place, or before the first quarter ends.
    """
    outputs = [outputs] if isinstance(outputs, str) else list(outputs)
    names = [scenario] if against is None else [against, scenario]
    reports = {output: report for output in outputs if (report := report_of(output)) is not None}
    if reports and weeks < 13:
        raise ValueError(f"weeks = {weeks}: the first report is of 13 weeks")
    kinds = world.groups["group_kind"]
    if reports and (group not in kinds.index or kinds[group] not in ("Greater Manchester", "district")):
        raise ValueError(f"group {group!r}: reports are of Greater Manchester and its districts")

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
            if output in reports:
                variable, indicator = reports[output]
                value = made[variable].sel(place=group, indicator=indicator).isel(quarter=-1)
            else:
                value = made["value"].sel(group=group, outcome=output).isel(time=-1)
            last = value.isel(scenario=-1)
            if against is not None:
                last = last - value.isel(scenario=0)
            columns[output] = last.to_numpy()
        return pd.DataFrame(columns)

    return model


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
