"""What `World.evaluate` returns: the arrays of the program with names, dates and units."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import _core
from ._layout import SERIES, words_of

if TYPE_CHECKING:
    import xarray as xr

    from ._asked import Outputs

_WEEKS_PER_PERIOD = 4
_WEEKS_PER_QUARTER = 13
Shaped = Callable[..., tuple[list[str], npt.NDArray[Any]]]


def labelled(
    core: Any, shown: list[int], made: dict[str, Any], draws: Any, seeds: list[int], zipped: bool, asked: Outputs,
    cohorts: bool,
) -> xr.Dataset:
    """Label what was made; `shown` are the groups that are handed out."""
    import xarray as xr

    lead = (len(draws),) if zipped else (len(draws), len(seeds))
    dims = ["draw"] if zipped else ["draw", "seed"]

    def shaped(values: npt.NDArray[Any], *further: str) -> tuple[list[str], npt.NDArray[Any]]:
        return [*dims, "scenario", *further], values.reshape(*lead, *values.shape[1:])

    table = [_core.outcomes()[k] for k in asked.outcomes]
    start = np.datetime64(made["start"], "D")
    weeks = np.arange(0, made["weeks"] + 1, _WEEKS_PER_PERIOD)
    problems = np.array(made["problem"], dtype=str).reshape(-1, len(made["scenario"]))
    variables: dict[str, Any] = {}
    if table:
        outcomes = made["outcomes"][:, :, :, shown][..., asked.outcomes]
        variables["value"] = shaped(outcomes, "time", "group", "outcome")
    variables["problem"] = shaped(problems)
    variables["cost"] = (*shaped(made["cost"]), {"units": "1", "unit_text": "GBP of 2024, discounted"})
    if cohorts:
        variables["participants"] = (*shaped(made["participants"]), {"long_name": "adults reached"})
        for name in ("participants_level", "participants_baseline"):
            variables[name] = shaped(made[name], "cohort_measure")
    kinds, names = core.group_kinds, core.groups
    coordinates: dict[str, Any] = {
        "draw": draws,
        "seed": ("draw" if zipped else "seed", np.array(seeds, dtype=np.uint32)),
        "scenario": made["scenario"],
        "time": (start + 7 * weeks).astype("datetime64[ns]"),
        "week": ("time", weeks),
        "group": [names[k] for k in shown],
        "group_kind": ("group", [kinds[k] for k in shown]),
        "outcome": [row["name"] for row in table],
        "title": ("outcome", [row["title"] for row in table]),
        "unit": ("outcome", [row["unit"] for row in table]),
        "better": ("outcome", [row["better"] for row in table]),
    }
    if cohorts:
        coordinates["cohort_measure"] = _core.cohort_measures()
    _add_series(core, shown, made, asked.measures, shaped, variables, coordinates)
    attributes = {
        "title": "Concord: an evaluation",
        "source": core.source,
        "scale": int(core.scale),
        "population_seed": int(core.seed),
        "program_version": _core.version,
        "program_commit": _core.commit,
    }
    return xr.Dataset(variables, coordinates, attributes)


def _add_series(
    core: Any, shown: list[int], made: dict[str, Any], asked: dict[str, list[int]], shaped: Shaped,
    variables: dict[str, Any], coordinates: dict[str, Any],
) -> None:
    """Add what is asked for besides outcomes; a measure that another variable on its axis has alone is missing here."""
    kinds, names = core.group_kinds, core.groups
    places = [k for k in shown if kinds[k] in ("Greater Manchester", "district")]
    districts = [k for k in shown if kinds[k] == "district"]
    # Districts come first among groups after Greater Manchester, so their numbers are one less along their own axis.
    chosen = {"group": shown, "place": places, "district": [k - 1 for k in districts]}
    labels = {"place": [names[k] for k in places], "district": [names[k] for k in districts]}
    rows = {series["name"]: series["measures"] for series in _core.series()}
    for name, numbers in asked.items():
        variable, axes, dimension = SERIES[name]
        wanted = sorted({k for other in asked if SERIES[other].measures == dimension for k in asked[other]})
        values = np.asarray(made[name], dtype=float)
        for at, axis in enumerate(axes, start=2):
            if axis in chosen:
                values = np.take(values, chosen[axis], axis=at)
        values = values[..., wanted]
        values[..., [k not in numbers for k in wanted]] = np.nan
        if name == "meetings":  # counted over a period: there is nothing at the start, as in files
            start = np.full_like(values[:, :, :1], np.nan, shape=(*values.shape[:2], 1, *values.shape[3:]))
            values = np.concatenate([start, values], axis=2)
        variables[variable] = shaped(values, *axes, dimension)
        for at, axis in enumerate(axes, start=2):
            if axis in labels:
                coordinates[axis] = labels[axis]
            elif axis == "quarter":
                coordinates["quarter"] = 1 + np.arange(values.shape[at])
                coordinates["quarter_week"] = ("quarter", _WEEKS_PER_QUARTER * coordinates["quarter"])
            elif axis == "year":
                coordinates["year"] = np.arange(values.shape[at])
        coordinates[dimension] = [rows[name][k]["name"] for k in wanted]
        coordinates.update(words_of(dimension, coordinates[dimension]))
