"""Emulators: fast stand-ins for a model's outputs, with how sure they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from .. import _core
from ._model import named
from ._space import Space, whole

_KERNELS = ("matern52", "squared_exponential")
_MEANS = ("linear", "constant")


class Emulators:
    """Gaussian processes of a stochastic model's outputs, one by one: of the mean and of the variance between seeds.

    Made by :meth:`fit`, or by :meth:`HistoryMatching.emulators`. Inputs are the priors' cumulative distributions, so a
    prior much wider or narrower than what the output depends on makes its emulator work harder.

    Parameters
    ----------
    space : Space
        That the points are of.
    emulators : object
        As the two give them.
    outputs : sequence of str
        What is emulated.
    """

    def __init__(self, space: Space, emulators: _core.Emulators, outputs: Sequence[str]) -> None:
        self.space = space
        self.outputs = list(outputs)
        self._core = emulators

    @classmethod
    def fit(
        cls,
        space: Space,
        points: pd.DataFrame | npt.ArrayLike,
        outputs: Any,
        replicates: int = 1,
        kernel: str = "matern52",
        mean: str = "linear",
        starts: int = 3,
    ) -> Emulators:
        """Fit an emulator to each output of a model's runs.

        Parameters
        ----------
        space : Space
            That the points are of.
        points : pandas.DataFrame or array_like, shape (n, k)
            In the parameters' units.
        outputs : pandas.DataFrame, pandas.Series or array_like, shape (n * replicates, outputs)
            A point's replicates one after another; NaN where a run failed.
        replicates : int, default 1
            Runs of each point with other seeds. With 2 or more the variance between seeds has an emulator of its own;
            with one it is what the process cannot follow.
        kernel : {"matern52", "squared_exponential"}
            Of the process.
        mean : {"linear", "constant"}
            What the process is about.
        starts : int, default 3
            Of the search for hyperparameters.

        Returns
        -------
        Emulators
            One for each output.

        Raises
        ------
        ValueError
            Where shapes do not fit, a point is not finite, or too few runs are left.
        """
        matern, linear = chosen(kernel, _KERNELS, "kernel"), chosen(mean, _MEANS, "mean")
        replicates, starts = whole(replicates, "replicates", 1), whole(starts, "starts", 1)
        at, (values, names) = space._values(points), named(outputs)
        _check_rows(len(values), len(at), replicates)
        return cls(space, _core.fit_emulators(space._space, at, values, replicates, matern, linear, starts), names)

    def predict(self, points: pd.DataFrame | npt.ArrayLike) -> xr.Dataset:
        """Predict the outputs at points.

        Parameters
        ----------
        points : pandas.DataFrame or array_like, shape (n, k)
            In the parameters' units.

        Returns
        -------
        xarray.Dataset
            By draw and output: ``mean``, ``mean_variance`` (how uncertain the mean is) and ``seed_variance`` (of a run
            about it), in units of the output and their squares.
        """
        at = self.space._values(points)
        labels = points.index if isinstance(points, pd.DataFrame) else pd.RangeIndex(len(at))
        found = self._core.predict(at)
        return xr.Dataset(
            {name: (("draw", "output"), np.asarray(values)) for name, values in found.items()},
            coords={"draw": labels.to_numpy(), "output": self.outputs},
        )

    def check(
        self, points: pd.DataFrame | npt.ArrayLike | None = None, outputs: Any = None, replicates: int = 1
    ) -> pd.DataFrame:
        """Say whether the emulators may be used, by points that they have not seen.

        Parameters
        ----------
        points : pandas.DataFrame or array_like, shape (n, k), optional
            Held out from the fit. Without, each point of the fit is predicted from all others.
        outputs : pandas.DataFrame or array_like, shape (n * replicates, outputs), optional
            Of those points, a point's replicates one after another; those of a frame are matched by name.
        replicates : int, default 1
            Of each.

        Returns
        -------
        pandas.DataFrame
            A row for each output: ``verdict`` ("fit for use", "too sure", "too unsure", "explains too little"),
            ``explained`` (share of the variance between points, noise taken off), ``r2`` (noise and all), ``coverage``
            of 95 % intervals, ``errors`` (mean squared error over what was said: 1 is right), ``mahalanobis``,
            ``points``, and ``words``: one sentence.
        """
        if points is None and outputs is None:
            rows = self._core.leave_one_out()
        elif points is None or outputs is None:
            raise ValueError("points and outputs are given both, or neither")
        else:
            replicates = whole(replicates, "replicates", 1)
            at, values = self.space._values(points), by_name(outputs, self.outputs)
            _check_rows(len(values), len(at), replicates)
            rows = self._core.held_out(at, values, replicates)
        return pd.DataFrame(rows, index=pd.Index(self.outputs, name="output"))

    def hyperparameters(self) -> pd.DataFrame:
        """List what was fitted.

        Returns
        -------
        pandas.DataFrame
            Index output and process (``"mean"``, and ``"log_variance"`` where the variance between seeds is emulated):
            ``length_NAME`` of each parameter in shares of its prior's cumulative distribution, ``variance`` of the
            process, ``nugget``; ``seed_variance``, where the variance between seeds comes from ("emulated", "pooled",
            "nugget"); points and runs that were left out.
        """
        rows: dict[tuple[str, str], dict[str, Any]] = {}
        for output, found in zip(self.outputs, self._core.hyperparameters(), strict=True):
            for process in ("mean", "log_variance"):
                if process not in found:
                    continue
                of = found[process]
                row = {f"length_{name}": of["lengths"][k] for k, name in enumerate(self.space.names)}
                row |= {"variance": of["variance"], "nugget": of["nugget"]}
                row |= {name: found[name] for name in ("seed_variance", "points_left_out", "runs_left_out")}
                rows[output, process] = row
        table = pd.DataFrame.from_dict(rows, orient="index")
        table.index = pd.MultiIndex.from_tuples(list(rows), names=["output", "process"])
        return table

    def likelihood(self, targets: pd.DataFrame | Mapping[str, Any], emulator_variance: bool = True) -> Likelihood:
        """Make a likelihood of what was observed, for :func:`mcmc`.

        Parameters
        ----------
        targets : pandas.DataFrame or mapping
            Name of an output to ``(observed, sd)`` or ``(observed, sd, discrepancy_sd)``, in the output's unit, or a
            frame with these columns and perhaps ``realisations``: of how many runs the observed is like a mean (1: the
            world is one).
        emulator_variance : bool, default True
            Whether the emulators' own uncertainty counts.

        Returns
        -------
        Likelihood
            Of independent normals about the emulated means, with the variances of observation, discrepancy, emulator
            and seeds.

        Raises
        ------
        ValueError
            Where a target is no output, or its numbers are not allowed.
        """
        names, numbers = targets_of(targets)
        columns = [_place(name, self.outputs) for name in names]
        return Likelihood(self.space, self._core.likelihood(columns, names, numbers, emulator_variance))


class Likelihood:
    """Log likelihood of points by emulators, as :meth:`Emulators.likelihood` gives it; called, it gives an array.

    Parameters
    ----------
    space : Space
        That the points are of.
    core : object
        As :meth:`Emulators.likelihood` gives it.
    """

    def __init__(self, space: Space, core: _core.Likelihood) -> None:
        self.space = space
        self._core = core

    def __call__(self, points: pd.DataFrame | npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Evaluate points, a row each."""
        return np.asarray(self._core(self.space._values(points)))


def targets_of(targets: pd.DataFrame | Mapping[str, Any]) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Give names and rows of observed, its variance, the discrepancy's, and realisations."""
    if isinstance(targets, pd.DataFrame):
        missing = [name for name in ("observed", "sd") if name not in targets]
        if missing:
            raise ValueError(f"targets have no column {missing[0]!r}; expected observed, sd and perhaps discrepancy_sd")
        columns = [name for name in ("observed", "sd", "discrepancy_sd") if name in targets]
        rows = [(str(name), tuple(row)) for name, row in zip(targets.index, targets[columns].to_numpy(), strict=True)]
        realisations = targets["realisations"] if "realisations" in targets else np.ones(len(rows))
    else:
        rows = [(str(name), tuple(np.atleast_1d(np.asarray(row, dtype=float)))) for name, row in targets.items()]
        realisations = np.ones(len(rows))
    if not rows:
        raise ValueError("no targets")
    numbers = []
    for (name, row), alike in zip(rows, realisations, strict=True):
        if len(row) not in (2, 3):
            raise ValueError(f"target {name!r}: {len(row)} numbers; expected observed, sd and perhaps discrepancy_sd")
        observed, sd, discrepancy = (*map(float, row), 0.0)[:3]
        for label, value in (("sd", sd), ("discrepancy_sd", discrepancy)):
            if not (np.isfinite(value) and value >= 0):
                raise ValueError(f"target {name!r}: {label} = {value}: expected a finite number of 0 or more")
        if not (np.isfinite(alike) and alike > 0):
            raise ValueError(f"target {name!r}: realisations = {alike}: expected a finite number above 0")
        numbers.append([observed, sd**2, discrepancy**2, float(alike)])
    return [name for name, _ in rows], np.array(numbers)


def by_name(outputs: Any, wanted: Sequence[str]) -> npt.NDArray[np.float64]:
    """Give the wanted outputs, a column each: by name, or in their order where what came has no names."""
    values, names = named(outputs)
    if not isinstance(outputs, (pd.DataFrame, pd.Series)):
        if len(names) != len(wanted):
            raise ValueError(f"outputs have {len(names)} columns for {', '.join(wanted)}")
        return values
    return values[:, [_place(name, names) for name in wanted]]


def chosen(value: str, allowed: tuple[str, str], name: str) -> bool:
    """Say whether the first of two was chosen."""
    if value not in allowed:
        raise ValueError(f"{name} = {value!r}: expected {' or '.join(map(repr, allowed))}")
    return value == allowed[0]


def _place(name: str, names: Sequence[str]) -> int:
    if name not in names:
        raise ValueError(f"no output {name!r}; there are {', '.join(names)}")
    return list(names).index(name)


def _check_rows(rows: int, points: int, replicates: int) -> None:
    if rows != points * replicates:
        raise ValueError(f"outputs have {rows} rows for {points} points with {replicates} replicates")
