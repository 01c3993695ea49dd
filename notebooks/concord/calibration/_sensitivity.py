"""Which parameters matter, and how much."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from .. import _core
from ._model import Model, named, seeds_of
from ._space import Space, whole


class _Design:
    """Points to run, with the seeds to run them with, and what their outputs are given back to."""

    def __init__(self, space: Space, unit: npt.NDArray[np.float64], seeds: npt.NDArray[np.uint32]) -> None:
        self.space = space
        self.points = space.from_unit(unit)
        self.seeds = seeds
        self._unit = unit
        self._groups = space._space.groups()
        self.groups = list(space._space.group_names())

    def run(self, model: Model) -> xr.Dataset:
        """Run the model for the points and analyse what comes.

        Parameters
        ----------
        model : callable
            ``model(points, seeds)``, a row of outputs for each row of points.

        Returns
        -------
        xarray.Dataset
            As :meth:`analyse` gives it.
        """
        return self.analyse(model(self.points, self.seeds))

    def analyse(self, outputs: Any) -> xr.Dataset:
        """Analyse outputs of the points.

        Parameters
        ----------
        outputs : pandas.DataFrame, pandas.Series or array_like
            A row for each of ``points``.

        Returns
        -------
        xarray.Dataset
            By output and group.
        """
        raise NotImplementedError

    def _outputs(self, outputs: Any) -> tuple[npt.NDArray[np.float64], list[str]]:
        values, names = named(outputs)
        if len(values) != len(self.points):
            raise ValueError(f"outputs have {len(values)} rows for {len(self.points)} points")
        return values, names


class Morris(_Design):
    """Screening by elementary effects, with mu* and groups.

    Parameters
    ----------
    space : Space
        What is varied.
    trajectories : int
        Each of one run more than there are groups.
    seed : int, default 1
        Of the design, of the runs' seeds and of the bootstrap.
    levels : int, default 4
        Of the grid, even.

    Notes
    -----
    The runs of a trajectory share a seed, so that an effect is a difference between two futures that met the same
    chances. ``points`` and ``seeds`` are what to run.
    """

    def __init__(self, space: Space, trajectories: int, seed: int = 1, levels: int = 4) -> None:
        groups = space._space.groups()
        trajectories, seed = whole(trajectories, "trajectories", 1), whole(seed, "seed")
        unit = np.asarray(_core.morris_design(groups, trajectories, seed, whole(levels, "levels", 2)))
        super().__init__(space, unit, np.repeat(seeds_of(seed, trajectories), len(groups) + 1))
        self._seed = seed

    def analyse(self, outputs: Any, resamples: int = 1000, level: float = 0.95) -> xr.Dataset:
        """Analyse outputs of the points.

        Parameters
        ----------
        outputs : pandas.DataFrame, pandas.Series or array_like
            A row for each of ``points``; NaN where a run failed.
        resamples : int, default 1000
            Of the bootstrap over trajectories.
        level : float, default 0.95
            Of its intervals.

        Returns
        -------
        xarray.Dataset
            By output and group: ``mu_star`` (mean absolute effect), ``mu``, ``sigma``, in units of the output for the
            whole range, with ``_low`` and ``_high``; ``effects``, how many went in.
        """
        values, names = self._outputs(outputs)
        found = _core.morris_analysis(self._groups, self._unit, values, resamples, level, self._seed)
        return labelled(found, names, self.groups)


class Sobol(_Design):
    """Shares of variance: first order and total, and of each two together.

    Parameters
    ----------
    space : Space
        What is varied, each parameter independently.
    n : int
        Base points, a power of 2; runs are n times the groups and 2 more.
    seed : int, default 1
        Of the design, of the runs' seeds and of the bootstrap.
    second_order : bool, default False
        Also for each two groups together, at about twice the runs.
    dummy : str, optional
        A group that the model takes no notice of: what it shows is the noise that totals are told from.

    Notes
    -----
    The runs of a base point share a seed. ``points`` and ``seeds`` are what to run.
    """

    def __init__(
        self, space: Space, n: int, seed: int = 1, second_order: bool = False, dummy: str | None = None
    ) -> None:
        groups, n, seed = space._space.groups(), whole(n, "n", 1), whole(seed, "seed")
        unit = np.asarray(_core.saltelli_design(groups, n, seed, second_order))
        super().__init__(space, unit, np.repeat(seeds_of(seed, n), len(unit) // n))
        if dummy is not None and dummy not in self.groups:
            raise ValueError(f"no group {dummy!r}; there are {', '.join(self.groups)}")
        self._seed, self._second = seed, second_order
        self._dummy = -1 if dummy is None else self.groups.index(dummy)

    def analyse(self, outputs: Any, resamples: int = 1000, level: float = 0.95) -> xr.Dataset:
        """Analyse outputs of the points.

        Parameters
        ----------
        outputs : pandas.DataFrame, pandas.Series or array_like
            A row for each of ``points``; NaN where a run failed.
        resamples : int, default 1000
            Of the bootstrap over base points.
        level : float, default 0.95
            Of its intervals.

        Returns
        -------
        xarray.Dataset
            By output and group: ``first`` and ``total``, with ``_low``, ``_high`` and ``_verdict`` ("not
            distinguishable from 0" where that is so), ``second`` by pair; ``mean`` and ``variance`` by output.
        """
        values, names = self._outputs(outputs)
        found = _core.sobol_analysis(
            len(self.groups), values, self._second, self._dummy, resamples, level, self._seed
        )
        return labelled(found, names, self.groups)


def regional_sensitivity(points: pd.DataFrame, interest: Any) -> xr.Dataset:
    """Compare parameters in runs of interest with those in the others, by Kolmogorov and Smirnov's distance.

    Parameters
    ----------
    points : pandas.DataFrame, shape (n, k)
        Drawn from the study's distributions.
    interest : pandas.DataFrame, pandas.Series or array_like
        A row for each point: true where the run is of interest, NaN where it failed; a column for each way to look.

    Returns
    -------
    xarray.Dataset
        By output and group (here each parameter): ``distance``, ``at``, ``of_interest_lie_lower``, ``p`` and
        ``adjusted_p``, for all comparisons by Holm's rule.
    """
    values, names = named(interest)
    return labelled(_core.regional_sensitivity(points.to_numpy(dtype=float), values), names, list(points.columns))


def labelled(found: Mapping[str, Any], outputs: list[str], groups: list[str]) -> xr.Dataset:
    """Label figures by output and group; those of pairs and of whole outputs by their shapes."""
    pairs = [f"{a} and {b}" for a, b in itertools.combinations(groups, 2)]
    variables: dict[str, Any] = {}
    counts: dict[str, Any] = {}
    for name, value in found.items():
        array = np.array(value)
        if name.startswith("second"):
            variables[name] = (("output", "pair"), array)
        elif array.ndim == 2:
            variables[name] = (("output", "group"), array)
        elif array.ndim == 1:
            variables[name] = (("output",), array)
        else:
            counts[name] = value
    coords: dict[str, Any] = {"output": outputs, "group": groups}
    if any(name.startswith("second") for name in found):
        coords["pair"] = pairs
    return xr.Dataset(variables, coords=coords, attrs=counts)
