"""The table of parameters, and what other toolkits need of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


class ParameterTable(pd.DataFrame):
    """Behaviour parameters with their priors, as :func:`concord.parameters` gives them.

    Rows may be taken away as of any frame; what is handed to other toolkits is of the rows that are left.

    Parameters
    ----------
    data, index, columns, dtype, copy : object, optional
        As of any :class:`pandas.DataFrame`.
    """

    @property
    def _constructor(self) -> type[ParameterTable]:
        return ParameterTable

    def _free(self) -> ParameterTable:
        free = self[self["prior"] != "fixed"]
        if free.empty:
            raise ValueError("none of these parameters has a prior with a width")
        return free

    def from_unit(self, unit: npt.ArrayLike) -> pd.DataFrame:
        """Carry points of the unit cube into the priors, by their quantiles.

        Parameters
        ----------
        unit : array_like of float, shape (n, k)
            Points in [0, 1], a column for each of the k parameters with a prior.

        Returns
        -------
        pandas.DataFrame
            Shape (n, k), in the parameters' units: ``draws`` for :meth:`concord.World.evaluate`.

        Raises
        ------
        ValueError
            Where the number of columns is another, or a point is outside the cube.
        """
        free = self._free()
        points = np.atleast_2d(np.asarray(unit, dtype=float))
        if points.shape[1] != len(free):
            raise ValueError(f"points have {points.shape[1]} columns for {len(free)} parameters")
        if not ((points >= 0) & (points <= 1)).all():
            raise ValueError("a point is outside the unit cube")
        columns = {name: _quantile(row, points[:, k]) for k, (name, row) in enumerate(free.iterrows())}
        return pd.DataFrame(columns, index=pd.RangeIndex(len(points), name="draw"))

    def salib_problem(self) -> dict[str, Any]:
        """Describe the priors to SALib.

        Sample in the unit cube and carry the sample over with :meth:`from_unit`: SALib has no log-triangular
        distribution, and its methods work on ranks of the cube anyway.

        Returns
        -------
        dict
            ``num_vars``, ``names``, ``bounds`` of the unit cube, and ``groups``, the processes (take the key away to
            vary parameters one by one).
        """
        free = self._free()
        return {
            "num_vars": len(free),
            "names": list(free.index),
            "bounds": [[0.0, 1.0]] * len(free),
            "groups": list(free["process"]),
        }

    def pyabc_prior(self) -> Any:
        """Describe the priors to pyABC.

        Returns
        -------
        pyabc.Distribution
            Over the parameters with a prior. Log-triangular ones are varied as ``log(NAME)``; give the particles to
            :meth:`from_pyabc`.
        """
        import pyabc

        variables: dict[str, Any] = {}
        for name, row in self._free().iterrows():
            low, high, mode = _plain(row)
            key = f"log({name})" if row["prior"] == "log-triangular" else str(name)
            if row["prior"] == "uniform":
                variables[key] = pyabc.RV("uniform", low, high - low)
            else:
                variables[key] = pyabc.RV("triang", (mode - low) / (high - low), low, high - low)
        return pyabc.Distribution(**variables)

    @staticmethod
    def from_pyabc(particle: Any) -> dict[str, float]:
        """Carry a particle of pyABC back to parameters.

        Parameters
        ----------
        particle : mapping of str to float
            As pyABC hands it to a model.

        Returns
        -------
        dict
            Values by name: ``draws`` for :meth:`concord.World.evaluate`.
        """
        return {
            name[4:-1] if name.startswith("log(") else name: float(np.exp(value)) if name.startswith("log(") else value
            for name, value in particle.items()
        }

    def ema_parameters(self) -> list[Any]:
        """Describe the ranges to the EMA Workbench.

        Returns
        -------
        list of ema_workbench.RealParameter
            One for each parameter with a prior, over its range: EMA explores ranges and asks for no probabilities.
        """
        from ema_workbench import RealParameter

        return [RealParameter(name, row["low"], row["high"]) for name, row in self._free().iterrows()]


def _plain(row: Any) -> tuple[float, float, float]:
    """Give low, high and mode, of the logarithm where the prior is of that."""
    bounds = np.array([row["low"], row["high"], row["default"]], dtype=float)
    low, high, mode = np.log(bounds) if row["prior"] == "log-triangular" else bounds
    return float(low), float(high), float(np.clip(mode, low, high))


def _quantile(row: Any, unit: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    low, high, mode = _plain(row)
    if row["prior"] == "uniform":
        values = low + unit * (high - low)
    else:
        turn = (mode - low) / (high - low)
        rising = low + np.sqrt(unit * (high - low) * (mode - low))
        falling = high - np.sqrt((1 - unit) * (high - low) * (high - mode))
        values = np.where(unit < turn, rising, falling)
    if row["prior"] == "log-triangular":
        values = np.exp(values)
    return np.clip(values, row["low"], row["high"])
