"""Parameters with their distributions, and points that fill them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core

_SHAPES = {"uniform": 2, "log_uniform": 2, "triangular": 3, "log_triangular": 3, "normal": 4, "log_normal": 4}


class Space:
    """Parameters of a study, each with a distribution over a range.

    Parameters
    ----------
    parameters : mapping or pandas.DataFrame
        Either name to tuple: ``("uniform", low, high)``, ``("log_uniform", low, high)``,
        ``("triangular", low, high, mode)``, ``("log_triangular", low, high, mode)``, ``("normal", low, high, mean,
        sd)`` or ``("log_normal", low, high, mean, sd)``; normal ones are cut at low and high, mean and sd of
        ``log_normal`` are of the logarithm. Or rows of :func:`concord.parameters`; those with a fixed value are left
        out.
    groups : mapping of str to str, optional
        What is varied together where a method takes groups: name of the group by parameter. A parameter that is not
        named is its own.

    Raises
    ------
    ValueError
        Where a distribution is unknown or its numbers do not fit, naming the parameter.
    """

    def __init__(
        self, parameters: Mapping[str, Sequence[Any]] | pd.DataFrame, groups: Mapping[str, str] | None = None
    ) -> None:
        rows = _of_table(parameters) if isinstance(parameters, pd.DataFrame) else dict(parameters)
        names, shapes, numbers = [], [], []
        for name, row in rows.items():
            shape, *given = row
            if shape not in _SHAPES:
                raise ValueError(f"{name}: no distribution {shape!r}; there are {', '.join(_SHAPES)}")
            if len(given) != _SHAPES[shape]:
                raise ValueError(f"{name}: {shape} takes {_SHAPES[shape]} numbers, given {len(given)}")
            low, high, *rest = (float(value) for value in given)
            mode, mean, sd = low, 0.0, 1.0
            if shape.endswith("normal"):
                mean, sd = rest
            elif rest:
                (mode,) = rest
            names.append(str(name))
            shapes.append(shape)
            numbers.append([low, high, mode, mean, sd])
        grouped = dict(groups or {})
        unknown = sorted(set(grouped) - set(names))
        if unknown:
            raise ValueError(f"groups name {unknown[0]!r}, which is no parameter")
        if not names:
            raise ValueError("no parameters")
        self._space = _core.space(names, shapes, np.array(numbers), [grouped.get(name, "") for name in names])
        self.names = names

    def from_unit(self, unit: npt.ArrayLike) -> pd.DataFrame:
        """Carry points of the unit cube into the space, by the distributions' quantiles.

        Parameters
        ----------
        unit : array_like of float, shape (n, k)
            Points in [0, 1], a column for each parameter.

        Returns
        -------
        pandas.DataFrame
            Shape (n, k), in the parameters' units.
        """
        return self._frame(self._space.from_unit(_matrix(unit, len(self.names))))

    def to_unit(self, points: npt.ArrayLike | pd.DataFrame) -> npt.NDArray[np.float64]:
        """Carry points into the unit cube, by the distributions.

        Parameters
        ----------
        points : pandas.DataFrame or array_like of float, shape (n, k)
            In the parameters' units.

        Returns
        -------
        numpy.ndarray
            Shape (n, k), in [0, 1].
        """
        return np.asarray(self._space.to_unit(self._values(points)))

    def _values(self, points: npt.ArrayLike | pd.DataFrame) -> npt.NDArray[np.float64]:
        if isinstance(points, pd.DataFrame):
            missing = [name for name in self.names if name not in points]
            if missing:
                raise ValueError(f"points have no column {missing[0]!r}")
            points = points[self.names]
        return _matrix(points, len(self.names))

    def _frame(self, points: npt.NDArray[np.float64]) -> pd.DataFrame:
        return pd.DataFrame(points, columns=self.names, index=pd.RangeIndex(len(points), name="draw"))


def latin_hypercube(space: Space, n: int, seed: int = 1, tries: int = 1) -> pd.DataFrame:
    """Draw a Latin hypercube: each parameter has one point in each of n equally likely slices.

    Parameters
    ----------
    space : Space
        Whose distributions the points follow.
    n : int
        Points, from 1.
    seed : int, default 1
        Of the design.
    tries : int, default 1
        Hypercubes drawn; the one whose nearest two points are farthest apart in the unit cube is taken.

    Returns
    -------
    pandas.DataFrame
        Shape (n, k).
    """
    k, n, seed = len(space.names), whole(n, "n", 1), whole(seed, "seed")
    if whole(tries, "tries", 1) == 1:
        return space.from_unit(_core.latin_hypercube(n, k, seed))
    return space.from_unit(_core.maximin_latin_hypercube(n, k, seed, tries))


def sobol_sequence(space: Space, n: int, seed: int = 1, first: int = 0) -> pd.DataFrame:
    """Draw points of a Sobol' sequence with a random shift.

    Parameters
    ----------
    space : Space
        Whose distributions the points follow.
    n : int
        Points; powers of 2 keep the net.
    seed : int, default 1
        Of the shift.
    first : int, default 0
        Number of the first point: more points of the same sequence go on from fewer.

    Returns
    -------
    pandas.DataFrame
        Shape (n, k).
    """
    n, seed, first = whole(n, "n", 1), whole(seed, "seed"), whole(first, "first")
    return space.from_unit(_core.sobol_sequence(n, len(space.names), seed, first))


def whole(value: Any, name: str, least: int = 0, most: int = 2**32 - 1) -> int:
    """Hold a count or a seed against what is allowed."""
    if not isinstance(value, (int, np.integer)) or not least <= value <= most:
        limit = "2**32 - 1" if most == 2**32 - 1 else str(most)
        raise ValueError(f"{name} = {value!r}: expected a whole number from {least} to {limit}")
    return int(value)


def _of_table(table: pd.DataFrame) -> dict[str, tuple[Any, ...]]:
    missing = [name for name in ("prior", "low", "high", "default") if name not in table]
    if missing:
        raise ValueError(f"parameters have no column {missing[0]!r}; expected rows of concord.parameters()")
    rows: dict[str, tuple[Any, ...]] = {}
    for name, row in table.iterrows():
        shape = str(row["prior"]).replace("-", "_")
        if shape == "fixed":
            continue
        rows[str(name)] = (shape, row["low"], row["high"], *([row["default"]] if "triangular" in shape else []))
    return rows


def _matrix(points: Any, columns: int) -> npt.NDArray[np.float64]:
    values = np.atleast_2d(np.asarray(points, dtype=float))
    if values.ndim != 2 or values.shape[1] != columns:
        raise ValueError(f"points have {values.shape[-1]} columns for {columns} parameters")
    return values
