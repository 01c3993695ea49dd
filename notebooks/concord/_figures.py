"""Figures that show themselves in a notebook: intervals and courses with their spread, never a mean alone."""

from __future__ import annotations

import io
import math
import os
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xarray as xr

    from ._comparison import Comparison

_BLUE, _GREY = "#0072B2", "0.6"


class Figure:
    """A figure drawn with matplotlib.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        To be shown; it is open to change.
    alt : str
        What it shows, for those who cannot see it.
    """

    def __init__(self, figure: Any, alt: str) -> None:
        self.figure = figure
        self.alt = alt

    def _repr_svg_(self) -> str:
        text = io.StringIO()
        self.figure.savefig(text, format="svg", metadata={"Date": None, "Title": self.alt})
        return text.getvalue()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the figure as SVG, PDF or PNG, by the file's ending.

        Parameters
        ----------
        path : path
            Of the file.
        """
        self.figure.savefig(path)


def _axes(height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Drawing

    drawing = Drawing(figsize=(9, height), layout="constrained")
    FigureCanvasAgg(drawing)
    axes = drawing.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return drawing, axes


def _interval_words(guide: str) -> str:
    """Give what the reading guide of a comparison says that its intervals are."""
    found = re.search(r"From - to is (.+?)[:.] ", guide)
    if found is None:
        raise ValueError("the comparison's reading guide does not say what its intervals are")
    return found[1]


def _signed(value: float) -> str:
    return "0" if abs(value) < 0.005 else f"{value:+.2f}"


def _interval(low: float, high: float) -> str:
    return "no interval" if math.isnan(low) else f"{_signed(low)} to {_signed(high)}"


def differences(comparison: Comparison, outcome: str, group: str) -> Figure:
    """Draw the options' differences from the baseline, with what was declared to matter."""
    table = comparison.table
    rows = table[(table["outcome"] == outcome) & (table["group"] == group)]
    if rows.empty:
        raise ValueError(f"the comparison has no outcome {outcome!r} of group {group!r}")
    baseline = table["baseline"].iloc[0]
    rows = rows[rows["baseline"] == baseline]
    drawing, axes = _axes(1.8 + 0.5 * len(rows))
    matters = float(rows["smallest_difference_that_matters"].iloc[0])
    axes.axvspan(-matters, matters, color="0.92", zorder=0)
    axes.axvline(0, color=_GREY, linewidth=1, zorder=1)
    places = range(len(rows))[::-1]
    middle = rows["difference"].to_numpy(dtype=float)
    reach = [middle - rows["interval_low"].to_numpy(dtype=float), rows["interval_high"].to_numpy(dtype=float) - middle]
    axes.errorbar(middle, places, xerr=reach, fmt="o", color=_BLUE, capsize=4, zorder=2)
    axes.set_yticks(places, [f"{row.option}: {row.verdict}" for row in rows.itertuples()])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_title(f"{outcome}, {group}: difference from {baseline}", loc="left")
    whiskers = _interval_words(comparison.data.attrs["reading_guide"])
    axes.set_xlabel(f"whiskers: {whiskers}\ngrey: smaller than what was declared to matter")
    told = "; ".join(
        f"{row.option} {_signed(row.difference)} ({_interval(row.interval_low, row.interval_high)}), {row.verdict}"
        for row in rows.itertuples()
    )
    return Figure(drawing, f"{outcome} in {group}, difference from {baseline}: {told}; whiskers: {whiskers}")


def _widen(axes: Any, unit: str) -> None:
    """Keep a scale from making much of little: 4 points at least, of other units a fifth of the level."""
    low, high = axes.get_ylim()
    middle = (low + high) / 2
    least = 4.0 if "percent" in unit or "points" in unit else 0.2 * abs(middle)
    if high - low < least:
        axes.set_ylim(middle - least / 2, middle + least / 2)


def course(values: xr.DataArray, *, over: tuple[str, ...] = ("draw", "seed")) -> Figure:
    """Draw a course over time with the middle nine tenths of all draws and seeds, scenario by scenario.

    Parameters
    ----------
    values : xarray.DataArray
        With the dimension ``time``, one outcome and one group; may have ``scenario``, ``draw`` and ``seed``.
    over : tuple of str
        Dimensions that the band is of.

    Returns
    -------
    Figure
        Bands, and the median in them.
    """
    spread = [name for name in over if name in values.dims]
    further = [str(name) for name in values.dims if name not in ("time", "scenario", *spread)]
    if further:
        raise ValueError(f"choose one {', one '.join(further)} first")
    lines = values if "scenario" in values.dims else values.expand_dims("scenario")
    drawing, axes = _axes(4)
    runs = 1
    for name in spread:
        runs *= values.sizes[name]
    for k, line in enumerate(lines.transpose("scenario", ...)):
        color = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")[k % 6]
        label = str(line["scenario"].values) if "scenario" in line.coords else ""
        low, middle, high = line.quantile([0.05, 0.5, 0.95], dim=spread) if spread else (line, line, line)
        axes.fill_between(line["time"].values, low, high, color=color, alpha=0.2, linewidth=0)
        axes.plot(line["time"].values, middle, color=color, label=label)
    _widen(axes, str(values.coords["unit"].values) if "unit" in values.coords else "")
    title = str(values.coords["title"].values) if "title" in values.coords else ""
    group = str(values.coords["group"].values) if "group" in values.coords else ""
    axes.set_title(f"{title}, {group}".strip(", "), loc="left")
    axes.set_ylabel(str(values.coords["unit"].values) if "unit" in values.coords else "")
    axes.set_xlabel(f"bands: middle nine tenths of {runs} runs; lines: their median")
    if lines.sizes["scenario"] > 1:
        axes.legend(frameon=False)
    return Figure(drawing, f"{title} in {group} over time, {runs} runs a scenario")
