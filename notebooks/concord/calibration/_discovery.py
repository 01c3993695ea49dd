"""Where cases of interest lie, and what it would be worth to know more."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd

from .. import _core
from ._model import named
from ._space import whole


@dataclasses.dataclass(frozen=True)
class Box:
    """A box of parameters in which cases of interest are dense.

    Parameters
    ----------
    limits : pandas.DataFrame
        A row for each parameter that it bounds: ``low`` and ``high`` (infinite where open), ``quasi_p``, and coverage
        and density without that bound.
    coverage : float
        Share of all cases of interest that are inside.
    density : float
        Share of cases of interest among those inside.
    mass : float
        Share of all points that are inside.
    trade_off : pandas.DataFrame
        ``coverage``, ``density``, ``mass`` and number of bounds of every box on the way, to choose another.
    """

    limits: pd.DataFrame
    coverage: float
    density: float
    mass: float
    trade_off: pd.DataFrame


def prim(
    points: pd.DataFrame,
    interest: Any,
    least_density: float = 0.8,
    least_mass: float = 0.05,
    most_boxes: int = 1,
    peel: float = 0.05,
    paste: float = 0.05,
) -> list[Box]:
    """Find boxes in which cases of interest are dense, by the patient rule induction method.

    Parameters
    ----------
    points : pandas.DataFrame, shape (n, k)
        In any units.
    interest : pandas.Series or array_like of bool, shape (n,)
        NaN where a run failed.
    least_density : float, default 0.8
        The box of most coverage among those as dense is chosen, else the densest.
    least_mass : float, default 0.05
        Share of all points that a box holds at least.
    most_boxes : int, default 1
        Found one after the other, each among what those before left.
    peel : float, default 0.05
        Share of a box's points taken off at a time.
    paste : float, default 0.05
        Share put back at a time, as long as density does not fall; 0 for none.

    Returns
    -------
    list of Box
        Fewer than asked for where no other is dense.
    """
    values, _ = named(interest)
    if values.shape[1] != 1:
        raise ValueError(f"interest has {values.shape[1]} columns; expected one")
    found = _core.prim(
        points.to_numpy(dtype=float), values[:, 0], peel, paste, least_mass, least_density, most_boxes
    )
    names = list(points.columns)
    boxes = []
    for search in found["searches"]:
        box = search["box"]
        limits = pd.DataFrame(
            box["restrictions"],
            columns=["parameter", "low", "high", "quasi_p", "coverage_without", "density_without"],
        )
        limits["parameter"] = [names[k] for k in limits["parameter"]]
        way = pd.DataFrame(
            {
                "coverage": [step["coverage"] for step in search["trajectory"]],
                "density": [step["density"] for step in search["trajectory"]],
                "mass": [step["mass"] for step in search["trajectory"]],
                "bounds": [len(step["restrictions"]) for step in search["trajectory"]],
            }
        )
        boxes.append(Box(limits.set_index("parameter"), box["coverage"], box["density"], box["mass"], way))
    return boxes


def evpi(net_benefit: Any) -> pd.Series[Any]:
    """Give the expected value of perfect information: of knowing all parameters before choosing.

    Parameters
    ----------
    net_benefit : pandas.DataFrame or array_like, shape (n, options)
        Of each option in each run, higher being better; NaN where a run failed.

    Returns
    -------
    pandas.Series
        ``value`` and ``standard_error`` in the units of net benefit, ``best`` (the option that is best on average),
        ``runs`` and ``failed_runs``.
    """
    values, names = named(net_benefit)
    found = dict(_core.evpi(values))
    found["best"] = names[found["best"]]
    del found["expected"]
    return pd.Series(found, dtype=object)


def evppi(
    known: pd.DataFrame, net_benefit: Any, knots: int = 60, draws: int = 200, seed: int = 1
) -> pd.Series[Any]:
    """Give the expected value of knowing some parameters before choosing, by regression.

    Parameters
    ----------
    known : pandas.DataFrame, shape (n, k)
        Values of the parameters of interest, one to about five, that the runs were made with.
    net_benefit : pandas.DataFrame or array_like, shape (n, options)
        Of each option in each run, higher being better; NaN where a run failed.
    knots : int, default 60
        Of the regression's smooth part.
    draws : int, default 200
        From the regression's posterior, for standard error and bias.
    seed : int, default 1
        Of those.

    Returns
    -------
    pandas.Series
        ``value``, ``standard_error`` and ``bias`` in the units of net benefit, ``effective_parameters`` of the
        regression, ``runs`` and ``failed_runs``.
    """
    values, _ = named(net_benefit)
    knots, draws, seed = whole(knots, "knots"), whole(draws, "draws"), whole(seed, "seed")
    return pd.Series(dict(_core.evppi(known.to_numpy(dtype=float), values, knots, draws, seed)), dtype=object)
