"""Results files and comparison folders as tidy xarray datasets, read when they are looked at."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING, Any

from . import _core
from ._layout import GREATER_MANCHESTER, words_of
from ._lazy import Key, along, from_the_start, read_part, stacked

if TYPE_CHECKING:
    import xarray as xr

# British National Grid as the EPSG registry has it (https://epsg.org/crs/wkt/id/27700, WKT 2).
_WKT = (
    'PROJCRS["OSGB36 / British National Grid",BASEGEOGCRS["OSGB36",DATUM["Ordnance Survey of Great Britain 1936",'
    'ELLIPSOID["Airy 1830",6377563.396,299.3249646,LENGTHUNIT["metre",1,ID["EPSG",9001]],ID["EPSG",7001]],'
    'ID["EPSG",6277]],ID["EPSG",4277]],CONVERSION["British National Grid",METHOD["Transverse Mercator",'
    'ID["EPSG",9807]],PARAMETER["Latitude of natural origin",49,ANGLEUNIT["degree",0.0174532925199433,'
    'ID["EPSG",9102]],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",-2,ANGLEUNIT["degree",'
    '0.0174532925199433,ID["EPSG",9102]],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",0.9996012717,'
    'SCALEUNIT["unity",1,ID["EPSG",9201]],ID["EPSG",8805]],PARAMETER["False easting",400000,LENGTHUNIT["metre",1,'
    'ID["EPSG",9001]],ID["EPSG",8806]],PARAMETER["False northing",-100000,LENGTHUNIT["metre",1,ID["EPSG",9001]],'
    'ID["EPSG",8807]],ID["EPSG",19916]],CS[Cartesian,2,ID["EPSG",4400]],AXIS["Easting (E)",east],'
    'AXIS["Northing (N)",north],LENGTHUNIT["metre",1,ID["EPSG",9001]],ID["EPSG",27700]]'
)
# The same as CF writes it.
_NATIONAL_GRID = {
    "grid_mapping_name": "transverse_mercator",
    "semi_major_axis": 6377563.396,
    "inverse_flattening": 299.3249646,
    "longitude_of_prime_meridian": 0.0,
    "longitude_of_central_meridian": -2.0,
    "latitude_of_projection_origin": 49.0,
    "scale_factor_at_central_meridian": 0.9996012717,
    "false_easting": 400000.0,
    "false_northing": -100000.0,
    "reference_ellipsoid_name": "Airy 1830",
    "geographic_crs_name": "OSGB36",
    "projected_crs_name": "OSGB36 / British National Grid",
    "crs_wkt": _WKT,
}
_POSITIONS = {"easting": "projection_x_coordinate", "northing": "projection_y_coordinate"}
_LABELS = (
    "district_code",
    "neighbourhood_name",
    "neighbourhood_area",
    "neighbourhood_district",
    "easting",
    "northing",
    "group_kind",
    "scenario_purpose",
    "scenario_text",
    "scenario_checksum",
    "parameter_unit",
)
# What a comparison's file calls otherwise than a run's dataset would: the run's name, and what was made of it.
_OF_COMPARISONS = {
    "level_mean": "value_mean",
    "level_sd": "value_sd",
    "difference_mean": "value_difference",
    "difference_sd": "value_difference_sd",
    "event_mean": "events_mean",
    "weekly_mean": "weekly_gm_mean",
    "weekly_difference": "weekly_gm_difference",
    "equality_by_year": "equality_value_mean",
    "equality_difference_by_year": "equality_value_difference",
    "neighbourhood_difference_mean": "neighbourhood_value_difference",
    "neighbourhood_difference_variance": "neighbourhood_value_difference_variance",
    "neighbourhood_share_positive": "neighbourhood_value_share_positive",
}
_PERIODS_PER_YEAR = 13


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
        Lazy, with one layout for both; docs/python.md has it as a table. What a run has as ``value`` a comparison has
        as ``value_mean`` and ``value_difference`` (from the baseline), with ``scenario`` before the run's axes.
        ``time`` counts four-week periods and ``year`` years, both from the start, at which what is counted over a
        period or a year is missing; ``quarter`` counts from 1. ``group`` has the coordinate ``group_kind``;
        ``neighbourhood`` has names, districts, and eastings and northings in metres of EPSG:27700, whose grid mapping
        ``crs`` every variable of neighbourhoods names. Measures stand along axes of their own (``outcome``, ``state``,
        ``event``, ``indicator``, ``equality_measure``, ``programme_measure``, ``support_measure``, ``meeting``), with
        titles and units as coordinates (``outcome_unit``).

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
    if kind not in ("results", "comparison"):
        data.close()
        raise ValueError(f"{file}: is {kind or 'no file of Concord'!r}; expected a results file or a comparison")
    if "period" in data.dims:
        data = data.rename({"period": "time"})
    data = _results(data) if kind == "results" else _comparison(data)
    for dimension in ("outcome", "neighbourhood_outcome", "state", "item", "indicator", "equality_measure",
                      "programme_measure", "support_measure", "meeting"):
        if dimension in data.dims:
            words = words_of(dimension, [str(name) for name in data[dimension].values])
            data = data.assign_coords({name: word for name, word in words.items() if name not in data})
            data = data.set_coords(list(words))
    data = data.set_coords([name for name in _LABELS if name in data])
    return _on_the_national_grid(data) if "easting" in data.coords else data


def _on_the_national_grid(data: xr.Dataset) -> xr.Dataset:
    import xarray as xr

    for name, standard in _POSITIONS.items():
        data[name].attrs.update(standard_name=standard, units="m")
    for variable in data.data_vars.values():
        if "neighbourhood" in variable.dims:
            variable.attrs["grid_mapping"] = "crs"
    return data.assign_coords(crs=xr.Variable((), 27700, _NATIONAL_GRID))


def _comparison(data: xr.Dataset) -> xr.Dataset:
    """Call what was made of a run's variable after it, on the run's axes."""
    data = data.rename({name: after for name, after in _OF_COMPARISONS.items() if name in data})
    for shorter, longer in {"finished_period": "time", "run_year": "year"}.items():
        names = [name for name in data.data_vars if shorter in data[name].dims]
        data = data.assign({name: from_the_start(data[name].variable, shorter, longer) for name in names})
        data = data.drop_vars(shorter, errors="ignore")
    places = [name for name in map(str, data.data_vars) if name.startswith("neighbourhood_value")]
    return data.assign({name: data[name].transpose(..., "neighbourhood", "neighbourhood_outcome") for name in places})


def _results(data: xr.Dataset) -> xr.Dataset:
    """Put the variables that differ by outcome, state or event alone into one."""
    names = [str(name) for name in data.data_vars]
    outcomes = [row["name"] for row in _core.outcomes() if f"group_{row['name']}" in data]
    states = [row["name"] for row in _core.states() if f"group_{row['name']}_mean" in data]
    events = [name.removeprefix("group_count_") for name in names if name.startswith("group_count_")]
    measures = [name.removeprefix("equality_") for name in names if name.startswith("equality_")]
    programme = [name.removeprefix("place_") for name in names if name.startswith("place_")]
    meetings = [name.removeprefix("district_") for name in names if name.startswith("district_meetings_")]
    support = [name.removeprefix("group_").removesuffix("_of_run") for name in names if name.endswith("_of_run")]
    indicators = [row["name"] for row in _core.indicators() if f"measured_{row['name']}" in data]
    items = [row["name"] for row in _core.indicators() if f"neighbourhood_{row['name']}" in data]

    def of_states(pattern: str) -> tuple[str, list[str], str]:
        return "state", [name for name in states if pattern.format(name) in data], pattern

    stacks = {
        "value": ("outcome", outcomes, "group_{}"),
        "weekly": ("outcome", [name for name in outcomes if name in data], "{}"),
        "weekly_gm": ("outcome", [name for name in outcomes if f"{name}_gm" in data], "{}_gm"),
        "state_mean": ("state", states, "group_{}_mean"),
        "state_sd": ("state", states, "group_{}_sd"),
        "state_decile": of_states("district_{}_decile"),
        "ledger": of_states("group_ledger_{}"),
        "events": ("event", events, "group_count_{}"),
        "equality_value": ("equality_measure", measures, "equality_{}"),
        "programme": ("programme_measure", programme, "place_{}"),
        "meetings": ("meeting", meetings, "district_{}"),
        "support": ("support_measure", support, "group_{}_by_year"),
        "support_of_run": ("support_measure", support, "group_{}_of_run"),
        "neighbourhood_item": ("item", items, "neighbourhood_{}"),
        "neighbourhood_state_mean": of_states("neighbourhood_{}_mean"),
        "neighbourhood_state_sd": of_states("neighbourhood_{}_sd"),
        "neighbourhood_state_change": of_states("neighbourhood_{}_change"),
        "neighbourhood_state_decile": of_states("neighbourhood_{}_decile"),
        "neighbourhood_ledger": of_states("ledger_{}"),
    }
    all_of = {"outcome": outcomes, "state": states}
    parts: dict[str, Any] = {}
    used: set[str] = set()
    for name, (dimension, labels, pattern) in stacks.items():
        if labels:
            whole = all_of.get(dimension, labels)
            parts[name] = stacked(data, [pattern.format(label) for label in whole], dimension)
            used.update(pattern.format(label) for label in labels)
    for name, pattern in {"measured": "measured_{}", "measured_truth": "true_{}"}.items():
        variables = [pattern.format(label) for label in indicators]
        if variables:
            parts[name] = _of_places(data, variables)
            used.update([*variables, *(f"{one}_gm" for one in variables)])
    coordinates = {
        "outcome": outcomes,
        "state": states,
        "event": events,
        "equality_measure": measures,
        "programme_measure": programme,
        "meeting": meetings,
        "support_measure": support,
        "item": items,
    }
    in_places = [name for name in outcomes if f"neighbourhood_{name}" in data]
    if in_places and "year" in data.dims:
        parts["neighbourhood_value"] = _of_years(data, in_places)
        used.update(f"neighbourhood_{name}" for name in in_places)
        coordinates["neighbourhood_outcome"] = in_places
    if indicators:
        coordinates["indicator"] = indicators
        coordinates["place"] = [GREATER_MANCHESTER, *map(str, data["district"].values)]
    laid_out = data.drop_vars(used).assign(parts)
    laid_out = laid_out.assign_coords({name: labels for name, labels in coordinates.items() if labels})
    return laid_out.rename({"group_adults": "adults"}) if "group_adults" in laid_out else laid_out


def _of_years(data: xr.Dataset, outcomes: list[str]) -> Any:
    """Outcomes of neighbourhoods at the ends of years; the file has some of them by period."""
    import numpy as np

    shape = (data.sizes["year"], data.sizes["neighbourhood"])

    def part(number: int, key: Key) -> Any:
        variable = data[f"neighbourhood_{outcomes[number]}"].variable
        year, place = key
        if "year" not in variable.dims:
            year = _PERIODS_PER_YEAR * np.arange(shape[0])[year]
        return read_part(variable, (year, place))

    comment = data[f"neighbourhood_{outcomes[0]}"].attrs.get("comment", "")
    return along(("year", "neighbourhood"), shape, "neighbourhood_outcome", len(outcomes), part, {"comment": comment})


def _of_places(data: xr.Dataset, names: list[str]) -> Any:
    """Variables by quarter and district, with those of Greater Manchester before them: (quarter, place, indicator)."""
    import numpy as np

    quarters, districts = data[names[0]].shape

    def part(number: int, key: Key) -> Any:
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

    return along(("quarter", "place"), (quarters, 1 + districts), "indicator", len(names), part)
