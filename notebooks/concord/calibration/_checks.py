"""Whether inference is right: ranks and coverage of known truths."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from ._model import Model, named, seeds_of
from ._posterior import Posterior
from ._space import Space, whole

Infer = Callable[["pd.Series[Any]", int], "Posterior | None"]


@dataclasses.dataclass(frozen=True)
class RankTest:
    """Whether ranks are uniform.

    Parameters
    ----------
    p : float
        Share of simulations of uniform ranks that leave their limits as far as these do.
    uniform : bool
        Whether p is above the level asked for.
    share : float
        Where they leave them at the point that is farthest out, the share of ranks up to there.
    expected : float
        What is expected there.
    verdict : str
        What it is a sign of where they are not uniform.
    """

    p: float
    uniform: bool
    share: float
    expected: float
    verdict: str


@dataclasses.dataclass(frozen=True)
class SimulationBasedCalibration:
    """How inference does on truths that are known.

    Parameters
    ----------
    parameters : pandas.DataFrame
        A row for each: ``p``, ``uniform`` and ``verdict`` of the ranks, ``coverage`` of the intervals with ``low``,
        ``high`` and ``consistent``, ``shrinkage`` (mean of 1 - variance of the posterior / of the prior), ``z_mean``
        and ``z_sd`` (0 and 1 where inference is right).
    truths : pandas.DataFrame
        Draws from the prior.
    ranks : pandas.DataFrame
        Of the truths among draws of their posteriors.
    z_scores : pandas.DataFrame
        (mean of the posterior - truth) / sd.
    failed : int
        Truths whose run or inference failed; they are left out.
    """

    parameters: pd.DataFrame
    truths: pd.DataFrame
    ranks: pd.DataFrame
    z_scores: pd.DataFrame
    failed: int


def rank_test(ranks: npt.ArrayLike, draws: int, level: float = 0.05, seed: int = 1) -> RankTest:
    """Test whether ranks of truths among draws of their posteriors are uniform, as they are where inference is right.

    Parameters
    ----------
    ranks : array_like of int, shape (n,)
        0 to draws, of 20 truths or more.
    draws : int
        That each truth was ranked among.
    level : float, default 0.05
        How often right inference may fail.
    seed : int, default 1
        Of the simulations.

    Returns
    -------
    RankTest
        With simultaneous limits of the ranks' distribution.

    Raises
    ------
    ValueError
        Where there are fewer than 20 ranks, or one is not a whole number from 0 to draws.
    """
    values = np.asarray(ranks, dtype=float)
    if values.ndim != 1:
        raise ValueError(f"ranks have the shape {values.shape}; expected one for each truth")
    of = [whole(int(rank) if rank == np.floor(rank) else rank, "rank") for rank in values.tolist()]
    return RankTest(**_core.rank_test(of, whole(draws, "draws", 1, 2**31 - 1), float(level), whole(seed, "seed")))


def ranks(
    truths: pd.DataFrame, posteriors: Sequence[Posterior | None], draws: int = 100, seed: int = 1
) -> pd.DataFrame:
    """Rank truths among draws of their posteriors.

    Parameters
    ----------
    truths : pandas.DataFrame, shape (n, k)
        A row for each.
    posteriors : sequence of Posterior or None, length n
        One for each truth; None where inference failed.
    draws : int, default 100
        Of each posterior, far apart in its chains or by weight: fewer than its effective size.
    seed : int, default 1
        Of the choice and of ties.

    Returns
    -------
    pandas.DataFrame of int
        Shape (n less those that failed, k), each from 0 to draws.
    """
    if len(truths) != len(posteriors):
        raise ValueError(f"there are {len(truths)} truths for {len(posteriors)} posteriors")
    draws, seed = whole(draws, "draws", 1, 2**31 - 1), whole(seed, "seed")
    rows: dict[Any, list[int]] = {}
    for number, (label, posterior) in enumerate(zip(truths.index, posteriors, strict=True)):
        if posterior is None:
            continue
        missing = [name for name in truths.columns if name not in posterior.draws]
        if missing or len(truths.columns) != len(posterior.draws.columns):
            raise ValueError(f"posterior {number} is of {_listed(posterior.draws)}, not of {_listed(truths)}")
        truth = truths[list(posterior.draws.columns)].iloc[number].to_numpy(dtype=float)
        found = dict(zip(posterior.draws.columns, posterior._core.ranks(truth, draws, seed, number), strict=True))
        rows[label] = [found[name] for name in truths.columns]
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(truths.columns), dtype=np.int64)


def coverage(truths: pd.DataFrame, low: pd.DataFrame, high: pd.DataFrame, nominal: float) -> pd.DataFrame:
    """Count how often intervals held the truth.

    Parameters
    ----------
    truths : pandas.DataFrame, shape (n, k)
        A row for each.
    low, high : pandas.DataFrame, shape (n, k)
        Ends of the intervals; NaN where inference failed.
    nominal : float
        How often they should, in (0, 1).

    Returns
    -------
    pandas.DataFrame
        A row for each parameter: ``held``, ``intervals``, ``failed``, ``share`` with its limits ``low`` and ``high``,
        and whether nominal is between them (``consistent``).
    """
    columns = list(truths.columns)
    for name, frame in (("low", low), ("high", high)):
        if list(frame.columns) != columns or len(frame) != len(truths):
            raise ValueError(f"{name} has not the rows and columns of truths")
    rows = []
    for name in columns:
        at, least, most = (frame[[name]].to_numpy(dtype=float) for frame in (truths, low, high))
        rows.append(_core.coverage(at, least, most, float(nominal)))
    return pd.DataFrame(rows, index=pd.Index(columns, name="parameter"))


def simulation_based_calibration(
    space: Space,
    model: Model,
    infer: Infer,
    truths: int = 100,
    seed: int = 1,
    *,
    draws: int = 100,
    nominal: float = 0.9,
    level: float = 0.05,
) -> SimulationBasedCalibration:
    """Draw truths from the prior, simulate what they give, infer them again, and compare.

    Parameters
    ----------
    space : Space
        The prior.
    model : callable
        ``model(points, seeds)``, a row of outputs for each row of points; NaN where a run failed.
    infer : callable
        ``infer(observed, seed)``: a Series of outputs to a :class:`Posterior`, or None where it failed.
    truths : int, default 100
        20 or more.
    seed : int, default 1
        Of truths, runs, inferences and ranks.
    draws : int, default 100
        Of each posterior, to rank its truth among.
    nominal : float, default 0.9
        Mass of the intervals whose coverage is counted.
    level : float, default 0.05
        Of the test of ranks, for each parameter.

    Returns
    -------
    SimulationBasedCalibration
        Verdicts by parameter, with the truths, ranks and z-scores. What model and infer raise comes out as it is.
    """
    n, seed = whole(truths, "truths", 20), whole(seed, "seed")
    if not 0 < nominal < 1:
        raise ValueError(f"nominal = {nominal}: expected a share in (0, 1)")
    at = space.from_unit(_core.independent(n, len(space.names), seed))
    values, names = named(model(at, seeds_of(seed, n)))
    if len(values) != n:
        raise ValueError(f"the model gives {len(values)} rows for {n} points")
    posteriors = _inferred(infer, pd.DataFrame(values, columns=names), np.array(_core.run_seeds(seed, n, n)))
    return _compared(space, at, posteriors, draws, nominal, level, seed)


def _listed(frame: pd.DataFrame) -> str:
    return ", ".join(map(str, frame.columns))


def _inferred(infer: Infer, observed: pd.DataFrame, seeds: npt.NDArray[Any]) -> list[Posterior | None]:
    posteriors: list[Posterior | None] = []
    for k in range(len(observed)):
        row = observed.iloc[k]
        made = infer(row, int(seeds[k])) if np.isfinite(row).all() else None
        if made is not None and not isinstance(made, Posterior):
            raise ValueError(f"infer gives a {type(made).__name__}; expected a Posterior or None")
        posteriors.append(made)
    return posteriors


def _compared(
    space: Space,
    truths: pd.DataFrame,
    posteriors: list[Posterior | None],
    draws: int,
    nominal: float,
    level: float,
    seed: int,
) -> SimulationBasedCalibration:
    ends = [(1 - nominal) / 2, (1 + nominal) / 2]
    sums = [None if one is None else one.summary(ends).loc[space.names] for one in posteriors]

    def each(column: int) -> pd.DataFrame:
        missing = np.full(len(space.names), np.nan)
        rows = [missing if one is None else one.iloc[:, column].to_numpy() for one in sums]
        return pd.DataFrame(np.array(rows), columns=space.names, index=truths.index)

    found = ranks(truths, posteriors, draws, seed)
    mean, sd = each(0), each(1)
    z_scores = ((mean - truths) / sd).dropna(how="all")
    tests = pd.DataFrame(
        [dataclasses.asdict(rank_test(found[name], draws, level, seed)) for name in space.names],
        index=pd.Index(space.names, name="parameter"),
    )
    covered = coverage(truths, each(2), each(3), nominal).rename(columns={"share": "coverage"})
    prior_sd = space.from_unit(np.repeat((np.arange(10000)[:, None] + 0.5) / 10000, len(space.names), axis=1)).std()
    table = tests[["p", "uniform", "verdict"]].join(covered[["coverage", "low", "high", "consistent"]])
    table["shrinkage"] = 1 - (sd**2).mean() / prior_sd**2
    table["z_mean"], table["z_sd"] = z_scores.mean(), z_scores.std()
    return SimulationBasedCalibration(table, truths, found, z_scores, sum(one is None for one in posteriors))
