"""Draws from a posterior, what they say, and their file."""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from ._posterior_file import read, write
from ._space import Space, whole

_LEAST_DRAWS = 8  # of a chain, to judge it


@dataclasses.dataclass(frozen=True)
class Identifiability:
    """What of a posterior is data.

    Parameters
    ----------
    parameters : pandas.DataFrame
        A row for each: ``shrinkage`` of the prior's cumulative share (1: the data tell all, 0: nothing), ``at_low`` and
        ``at_high`` (mass in the outermost hundredth of the prior), ``informed``, ``at_bound``.
    only_together : pandas.DataFrame
        Pairs ``a``, ``b`` of which the data tell a combination, with their ``correlation``.
    sentences : list of str
        What a reader should know.
    """

    parameters: pd.DataFrame
    only_together: pd.DataFrame
    sentences: list[str]


class Posterior:
    """Draws of parameters in chains, with weights where they are not all alike.

    Parameters
    ----------
    draws : pandas.DataFrame, shape (chains * draws, k)
        A column for each parameter, in its unit. The index has the levels chain and draw, chain after chain; any other
        index is one chain.
    weights : array_like of float, shape (chains * draws,), optional
        0 or more; without, all draws count alike.
    statistics : pandas.DataFrame or mapping, optional
        What is known of each draw beside the parameters, such as ``log_likelihood`` or ``distance``.
    attrs : mapping, optional
        How it was made.

    Raises
    ------
    ValueError
        Where there are no draws, a number is not finite, chains are of different lengths, or shapes do not match.
    """

    def __init__(
        self,
        draws: pd.DataFrame,
        weights: npt.ArrayLike | None = None,
        statistics: pd.DataFrame | Mapping[str, npt.ArrayLike] | None = None,
        attrs: Mapping[str, Any] | None = None,
    ) -> None:
        self.draws = _indexed(draws)
        self.chains = self.draws.index.get_level_values("chain").nunique()
        n = len(self.draws)
        counted = np.empty(0) if weights is None else _checked_weights(weights, n)
        self.weights = None if weights is None else pd.Series(counted, index=self.draws.index, name="weight")
        given = {} if statistics is None else dict(statistics)
        columns = {str(name): _column(values, n, str(name)) for name, values in given.items()}
        self.statistics = pd.DataFrame(columns, index=self.draws.index)
        self.attrs = dict(attrs or {})
        self._core = _core.Posterior(
            [str(name) for name in self.draws.columns],
            self.draws.to_numpy(dtype=float),
            self.chains,
            counted,
        )

    def __repr__(self) -> str:
        weighted = "" if self.weights is None else " with weights"
        draws = len(self.draws) // self.chains
        return f"<Posterior: {self.chains} x {draws} draws{weighted} of {', '.join(map(str, self.draws))}>"

    @property
    def stop(self) -> str | None:
        """Why it ended, where a method of this toolkit made it."""
        return self.attrs.get("stop")

    @property
    def tolerances(self) -> list[float] | None:
        """Of each population, the first infinite, where :func:`abc_smc` made it."""
        return self.attrs.get("tolerances")

    @property
    def simulations(self) -> int | None:
        """Runs of the model in all, where :func:`abc_smc` made it."""
        return self.attrs.get("simulations")

    def summary(self, quantiles: Sequence[float] = (0.05, 0.5, 0.95)) -> pd.DataFrame:
        """Sum up each parameter.

        Parameters
        ----------
        quantiles : sequence of float, default (0.05, 0.5, 0.95)
            Shares of the mass below, in [0, 1].

        Returns
        -------
        pandas.DataFrame
            A row for each parameter: ``mean``, ``sd`` and the quantiles ("5%" ...), in its unit; without weights and
            from 8 draws a chain on, also ``r_hat`` by ranks, effective sizes of ``bulk`` and ``tail``, and
            ``error_of_mean``.
        """
        shares = [float(share) for share in quantiles]
        for share in shares:
            if not 0 <= share <= 1:
                raise ValueError(f"quantiles: {share} is not in [0, 1]")
        rows = self._core.summary(shares)
        table = pd.DataFrame(
            [[row["mean"], row["sd"], *row["quantiles"]] for row in rows],
            columns=["mean", "sd", *(f"{100 * share:.4g}%" for share in shares)],
            index=pd.Index([row["parameter"] for row in rows], name="parameter"),
        )
        if self.weights is None and len(self.draws) >= _LEAST_DRAWS * self.chains:
            judged = pd.DataFrame(self._core.judge(1.01, 100.0)["parameters"], index=table.index)
            return table.join(judged)
        return table

    def converged(self, most_r_hat: float = 1.01, least_size_per_chain: float = 100) -> bool:
        """Say whether the chains have forgotten where they began, and say enough.

        Parameters
        ----------
        most_r_hat : float, default 1.01
            Of any parameter.
        least_size_per_chain : float, default 100
            Effective size of bulk and tail, over the number of chains.

        Returns
        -------
        bool
            Whether :meth:`reasons` has none.

        Raises
        ------
        ValueError
            Where draws have weights, or chains have fewer than 8 draws.
        """
        return not self.reasons(most_r_hat, least_size_per_chain)

    def reasons(self, most_r_hat: float = 1.01, least_size_per_chain: float = 100) -> list[str]:
        """Say why chains have not converged.

        Parameters
        ----------
        most_r_hat : float, default 1.01
            Of any parameter.
        least_size_per_chain : float, default 100
            Effective size of bulk and tail, over the number of chains.

        Returns
        -------
        list of str
            A sentence for each parameter and measure; empty where they have.
        """
        return list(self._core.judge(float(most_r_hat), float(least_size_per_chain))["reasons"])

    def identifiability(self, space: Space) -> Identifiability:
        """Say what of the posterior is data and what is prior.

        Parameters
        ----------
        space : Space
            The prior, of the same parameters.

        Returns
        -------
        Identifiability
            Shrinkage by parameter, pairs that only a combination is known of, and sentences.
        """
        found = _core.identifiability(space._space, self._core)
        return Identifiability(
            pd.DataFrame(found["parameters"]).set_index("parameter"),
            pd.DataFrame(found["only_together"], columns=["a", "b", "correlation"]),
            list(found["sentences"]),
        )

    def resample(self, n: int, seed: int = 1) -> Posterior:
        """Draw from the draws, by weight.

        Parameters
        ----------
        n : int
            Draws, 1 or more; those of great weight come several times.
        seed : int, default 1
            Of the choice and its order.

        Returns
        -------
        Posterior
            Of one chain without weights.
        """
        rows = np.asarray(self._core.resampled(whole(n, "n", 1), whole(seed, "seed"))).astype(np.int64)
        return Posterior(
            self.draws.iloc[rows].reset_index(drop=True),
            statistics=self.statistics.iloc[rows].reset_index(drop=True),
            attrs=self.attrs,
        )

    def to_netcdf(
        self,
        path: str | os.PathLike[str],
        prior: pd.DataFrame | None = None,
        observed: Mapping[str, Any] | pd.Series[Any] | None = None,
    ) -> None:
        """Write a file that ArviZ, xarray and ``concord compare --draws`` open.

        Parameters
        ----------
        path : path
            Written whole or not at all. The same posterior gives the same bytes.
        prior : pandas.DataFrame, optional
            Draws from the prior, for the group ``prior``.
        observed : mapping or pandas.Series, optional
            Values by output, for the group ``observed_data``.

        Notes
        -----
        The groups are those of ArviZ's InferenceData: ``posterior`` with a variable (chain, draw) for each parameter,
        and ``weight`` where draws have weights, and ``sample_stats``.
        """
        write(pathlib.Path(path), self, prior, observed)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Posterior:
        """Open a posterior's file.

        Parameters
        ----------
        path : path
            As :meth:`to_netcdf` or ArviZ wrote it, of parameters that are one number each.

        Returns
        -------
        Posterior
            Read whole.

        Raises
        ------
        FileNotFoundError
            Where there is no such file.
        ValueError
            Where it is no posterior.
        """
        return cls(*read(pathlib.Path(path)))


def _indexed(draws: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(draws, pd.DataFrame):
        raise ValueError(f"draws are a {type(draws).__name__}; expected a frame with a column for each parameter")
    if len(draws) == 0 or len(draws.columns) == 0:
        raise ValueError(f"draws have {len(draws)} rows and {len(draws.columns)} columns; expected 1 or more")
    draws = draws.astype(float)
    if list(draws.index.names) != ["chain", "draw"]:
        draws.index = chain_index(1, len(draws))
        return draws
    lengths = draws.groupby(level="chain", sort=False).size()
    chains = draws.index.get_level_values("chain")
    if lengths.nunique() != 1 or (chains != np.repeat(lengths.index, lengths)).any():
        raise ValueError("draws are not chain after chain of one length")
    return draws


def chain_index(chains: int, draws: int) -> pd.MultiIndex:
    """Give the index of draws, chain after chain."""
    return pd.MultiIndex.from_product([range(chains), range(draws)], names=["chain", "draw"])


def _column(values: npt.ArrayLike, n: int, name: str) -> npt.NDArray[np.float64]:
    column = np.asarray(values, dtype=float)
    if column.shape != (n,):
        raise ValueError(f"{name} has the shape {column.shape}; expected ({n},), one for each draw")
    return column


def _checked_weights(weights: npt.ArrayLike, n: int) -> npt.NDArray[np.float64]:
    column = _column(weights, n, "weights")
    if not (np.isfinite(column) & (column >= 0)).all():
        raise ValueError("a weight is below 0 or not finite")
    if not column.sum() > 0:
        raise ValueError("all weights are 0")
    return column
