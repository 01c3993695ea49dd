"""How what runs keep is laid out in datasets: of an evaluation, of a results file and of a comparison alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from . import _core

GREATER_MANCHESTER = "Greater Manchester"


class Series(NamedTuple):
    """The variable that holds a series, its axes, and the axis along which its measures stand."""

    variable: str
    axes: tuple[str, ...]
    measures: str


# Those that an evaluation can hand out besides outcomes, by their names in files of runs.
SERIES = {
    "measured": Series("measured", ("quarter", "place"), "indicator"),
    "measured_truth": Series("measured_truth", ("quarter", "place"), "indicator"),
    "equality": Series("equality_value", ("year", "group"), "equality_measure"),
    "programme": Series("programme", ("time", "group"), "programme_measure"),
    "support": Series("support", ("year", "group"), "support_measure"),
    "support_of_run": Series("support_of_run", ("group",), "support_measure"),
    "meetings": Series("meetings", ("time", "district"), "meeting"),
}


def words_of(dimension: str, names: list[str]) -> dict[str, Any]:
    """Give the coordinates that say title and unit of measures along their axis."""
    rows = {row["name"]: row for row in _rows(dimension)}
    found = [rows.get(name, {"title": name, "unit": ""}) for name in names]
    return {f"{dimension.removesuffix('_measure')}_{key}": (dimension, [row[key] for row in found])
            for key in ("title", "unit")}


def _rows(dimension: str) -> list[dict[str, Any]]:
    tables = {"outcome": _core.outcomes, "neighbourhood_outcome": _core.outcomes, "state": _core.states,
              "indicator": _core.indicators, "item": _core.indicators}
    if dimension in tables:
        return list(tables[dimension]())
    return [row for series in _core.series() if SERIES[series["name"]].measures == dimension
            for row in series["measures"]]
