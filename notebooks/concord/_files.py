"""Results files and comparison folders as tidy xarray datasets, read when they are looked at."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    import xarray as xr

# Where positions stand: British National Grid, as CF writes it.
_NATIONAL_GRID = {
    "grid_mapping_name": "transverse_mercator",
    "semi_major_axis": 6377563.396,
    "inverse_flattening": 299.3249646,
    "longitude_of_central_meridian": -2.0,
    "latitude_of_projection_origin": 49.0,
    "scale_factor_at_central_meridian": 0.9996012717,
    "false_easting": 400000.0,
    "false_northing": -100000.0,
    "projected_crs_name": "OSGB36 / British National Grid",
    "crs_wkt": "EPSG:27700",
}
_PLACES = ("district_code", "neighbourhood_name", "neighbourhood_area", "neighbourhood_district", "easting", "northing")
_LABELS = (
    "group_kind",
    "outcome_title",
    "outcome_unit",
    "equality_title",
    "equality_unit",
    "scenario_key",
    "scenario_purpose",
    "indicator_title",
    "indicator_unit",
)
_GREATER_MANCHESTER = "Greater Manchester"


def open(path: str | os.PathLike[str]) -> xr.Dataset:  # noqa: A001
    """Open a results file or a comparison.

    Parameters
    ----------
    path : path
        What ``concord run`` or ``concord compare`` has written: a results file, a comparison folder or its
        ``comparison.h5``.

    Returns
    -------
    xarray.Dataset
        Lazy. One layout for both: the dimensions ``time`` (ends of four-week periods), ``group`` (with the coordinate
        ``group_kind``), ``outcome``, ``state``, ``district``, ``neighbourhood`` (with names, districts, and eastings
        and northings in metres of EPSG:27700, the grid mapping ``crs``). A run has ``value``, ``state_mean``,
        ``state_sd``, ``ledger`` and ``events`` by group, ``equality_value`` by year and group, ``programme`` (what
        adults make of the prevention programme, by ``programme_measure``, of Greater Manchester and districts),
        ``support`` (year, group, support_measure) and ``support_of_run`` (group, support_measure), ``meetings`` (time,
        district, meeting; counts in the period), ``weekly`` by district and ``weekly_gm``, and what neighbourhoods may
        show, each with the caveat that stands in the file. ``measured`` (quarter, place, indicator) is what monitoring
        reports of the thirteen weeks to the end of the quarter, NaN where the regime in force does not report it or
        asked too few, and ``measured_truth`` what is true of the same weeks, both in the indicator's unit (coordinate
        ``indicator_unit``); ``place`` is Greater Manchester and the districts, ``quarter`` counts from 1. A comparison
        has the variables of docs/comparison_folder.md, ``measured_mean`` and ``measured_truth_mean`` among them on the
        same axes, by scenario.

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        Where it is none of Concord's.
    """
    import xarray as xr

    file = pathlib.Path(path)
    if file.is_dir():
        file = file / "comparison.h5"
    if not file.exists():
        raise FileNotFoundError(f"{file}: no such file")
    try:
        data = xr.open_dataset(file, engine="h5netcdf")
    except (OSError, ValueError) as error:
        raise ValueError(f"{file}: is no file of Concord's ({error})") from error
    kind = data.attrs.get("concord_file")
    if kind == "results":
        data = _results(data)
    elif kind != "comparison":
        data.close()
        raise ValueError(f"{file}: is {kind or 'no file of Concord'!r}; expected a results file or a comparison")
    if "period" in data.dims:
        data = data.rename({"period": "time"})
    if "indicator" in data.dims:
        data = _with_words_of_indicators(data)
    data = data.set_coords([name for name in (*_PLACES, *_LABELS) if name in data])
    return data.assign_coords(crs=xr.Variable((), 27700, _NATIONAL_GRID)) if "easting" in data else data


def _with_words_of_indicators(data: xr.Dataset) -> xr.Dataset:
    table = {row["name"]: row for row in _core.indicators()}
    rows = [table[str(name)] for name in data["indicator"].values]
    words = {f"indicator_{key}": ("indicator", [row[key] for row in rows]) for key in ("title", "unit")}
    return data.assign_coords(words)


def _results(data: xr.Dataset) -> xr.Dataset:
    """Put the variables that differ by outcome, state or event alone into one."""
    outcomes = [row["name"] for row in _core.outcomes() if f"group_{row['name']}" in data]
    states = [row["name"] for row in _core.states() if f"group_{row['name']}_mean" in data]
    events = [name[len("group_count_") :] for name in map(str, data) if name.startswith("group_count_")]
    measures = [name[len("equality_") :] for name in map(str, data) if name.startswith("equality_")]
    programme = [
        name[len("place_") :] for name in map(str, data) if name.startswith("place_") and "group" in data[name].dims
    ]
    meetings = [name[len("district_") :] for name in map(str, data) if name.startswith("district_meetings_")]
    support = [name[len("group_") : -len("_of_run")] for name in map(str, data) if name.endswith("_of_run")]
    indicators = [row["name"] for row in _core.indicators() if f"measured_{row['name']}" in data]
    stacks = {
        "value": ("outcome", outcomes, "group_{}"),
        "weekly": ("outcome", [name for name in outcomes if name in data], "{}"),
        "weekly_gm": ("outcome", [name for name in outcomes if f"{name}_gm" in data], "{}_gm"),
        "state_mean": ("state", states, "group_{}_mean"),
        "state_sd": ("state", states, "group_{}_sd"),
        "ledger": ("state", [name for name in states if f"group_ledger_{name}" in data], "group_ledger_{}"),
        "decile": ("state", [name for name in states if f"district_{name}_decile" in data], "district_{}_decile"),
        "events": ("event", events, "group_count_{}"),
        "equality_value": ("equality_measure", measures, "equality_{}"),
        "programme": ("programme_measure", programme, "place_{}"),
        "meetings": ("meeting", meetings, "district_{}"),
        "support": ("support_measure", support, "group_{}_by_year"),
        "support_of_run": ("support_measure", support, "group_{}_of_run"),
    }
    parts, used = {}, set()
    for name, (dimension, labels, pattern) in stacks.items():
        names = [pattern.format(label) for label in labels]
        if not names:
            continue
        whole = outcomes if dimension == "outcome" else labels
        parts[name] = _stacked(data, [pattern.format(label) for label in whole], dimension)
        used.update(names)
    for name, pattern in {"measured": "measured_{}", "measured_truth": "true_{}"}.items():
        names = [pattern.format(label) for label in indicators]
        if names:
            parts[name] = _of_places(data, names)
            used.update([*names, *(f"{one}_gm" for one in names)])
    table = {row["name"]: row for row in _core.outcomes()}
    coordinates = {
        "outcome": outcomes,
        "outcome_title": ("outcome", [table[name]["title"] for name in outcomes]),
        "outcome_unit": ("outcome", [table[name]["unit"] for name in outcomes]),
        "state": states,
        "event": events,
        "equality_measure": measures,
        "programme_measure": programme,
        "meeting": meetings,
        "support_measure": support,
    }
    if indicators:
        coordinates["indicator"] = indicators
        coordinates["place"] = [_GREATER_MANCHESTER, *map(str, data["district"].values)]
    return data.drop_vars(used).assign(parts).assign_coords(coordinates)


def _stacked(data: xr.Dataset, names: list[str], dimension: str) -> Any:
    """Variables of one shape as one, a new last dimension; one that is not in the file is missing throughout."""
    import numpy as np

    first = next(data[name].variable for name in names if name in data)

    def part(number: int, key: tuple[Any, ...]) -> Any:
        if names[number] in data:
            outer = dict(zip(first.dims, key, strict=True))
            return np.asarray(data[names[number]].variable.isel(outer).values, dtype=np.float64)
        return np.full(first.shape, np.nan)[np.ix_(*(np.atleast_1d(np.arange(n)[k]) for n, k in
                                                      zip(first.shape, key, strict=True)))]

    return _lazily(first.dims, first.shape, dimension, len(names), part)


def _of_places(data: xr.Dataset, names: list[str]) -> Any:
    """Variables by quarter and district, with those of Greater Manchester before them: (quarter, place, indicator)."""
    import numpy as np

    quarters, districts = data[names[0]].shape

    def part(number: int, key: tuple[Any, ...]) -> Any:
        quarter, place = key
        chosen = np.arange(1 + districts)[place]
        wanted = np.atleast_1d(chosen)
        whole = np.asarray(data[f"{names[number]}_gm"].variable.isel(quarter=quarter).values, dtype=np.float64)
        values = np.repeat(np.atleast_1d(whole)[:, None], len(wanted), axis=1)
        smaller = np.flatnonzero(wanted > 0)
        if len(smaller) > 0:
            rows = data[names[number]].variable.isel(quarter=quarter, district=wanted[smaller] - 1).values
            values[:, smaller] = np.asarray(rows, dtype=np.float64).reshape(len(values), len(smaller))
        if np.ndim(chosen) == 0:
            values = values[:, 0]
        return values[0] if np.ndim(np.arange(quarters)[quarter]) == 0 else values

    return _lazily(("quarter", "place"), (quarters, 1 + districts), "indicator", len(names), part)


def _lazily(
    dims: tuple[Any, ...],
    shape: tuple[int, ...],
    dimension: str,
    count: int,
    part: Callable[[int, tuple[Any, ...]], Any],
) -> Any:
    """Make a variable of `count` parts along a new last dimension, each read when it is looked at."""
    import numpy as np
    import xarray as xr
    from xarray.core import indexing

    whole = (*shape, count)

    class Stacked(xr.backends.BackendArray):
        shape = whole
        dtype = np.dtype(np.float64)

        def __getitem__(self, key: Any) -> Any:
            return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

        def _read(self, key: tuple[Any, ...]) -> Any:
            *within, last = key
            chosen = np.arange(count)[last]
            parts = [part(int(k), tuple(within)) for k in np.atleast_1d(chosen)]
            return parts[0] if np.ndim(chosen) == 0 else np.stack(parts, axis=-1)

    return xr.Variable((*dims, dimension), indexing.LazilyIndexedArray(Stacked()))
