"""What the program knows of itself: parameters, outcomes, states, scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _core

if TYPE_CHECKING:
    import pandas as pd

    from ._parameters import ParameterTable


def parameters(*, free: bool = False, process: str | None = None) -> ParameterTable:
    """Give the table of behaviour parameters, one set for every resident.

    Parameters
    ----------
    free : bool, default False
        Only those whose prior has a width.
    process : str, optional
        Only those of one process, such as ``"contact"``.

    Returns
    -------
    ParameterTable
        A :class:`pandas.DataFrame`, index ``name``, with the columns ``process``, ``default``, ``prior``
        (``"uniform"``, ``"triangular"``, ``"log-triangular"`` or ``"fixed"``; the mode of the triangular ones is the
        default), ``low``, ``high`` (bounds of the prior and of any value given), ``unit``, ``meaning``, ``grade`` of
        the evidence (A to C, or ``-``) and ``source``.

    Raises
    ------
    ValueError
        Where no parameter is of that process.
    """
    from ._parameters import ParameterTable

    table = ParameterTable(_core.parameters()).set_index("name")
    if process is not None:
        names = sorted(set(table["process"]))
        if process not in names:
            raise ValueError(f"no process {process!r}; there are {', '.join(names)}")
        table = table[table["process"] == process]
    return table[table["prior"] != "fixed"] if free else table


def prior(draws: int, *, seed: int = 1, first: int = 0) -> pd.DataFrame:
    """Draw parameters from their priors, as ``concord compare --draws prior`` does.

    Parameters
    ----------
    draws : int
        Number of rows, 1 or more.
    seed : int, default 1
        Of the draws, 0 to 2**32 - 1. Another table of parameters moves no draw of those that stay.
    first : int, default 0
        Number of the first draw.

    Returns
    -------
    pandas.DataFrame
        Index ``draw``; one column a parameter, in the parameter's unit.

    Raises
    ------
    ValueError
        Where ``draws`` is below 1.
    """
    import pandas as pd

    if draws < 1:
        raise ValueError(f"draws = {draws}: expected 1 or more")
    names = [row["name"] for row in _core.parameters()]
    index = pd.RangeIndex(first, first + draws, name="draw")
    return pd.DataFrame(_core.prior_draws(seed, first, draws), columns=names, index=index)


def _indexed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows).set_index("name")


def outcomes() -> pd.DataFrame:
    """List what a run is judged by.

    Returns
    -------
    pandas.DataFrame
        Index ``name``; ``title``, ``unit``, ``meaning``, and ``better`` (+1: higher is better, -1: lower, 0: neither).
    """
    return _indexed(_core.outcomes())


def indicators() -> pd.DataFrame:
    """List what monitoring can see: the answers of a survey or a panel, and what the records hold.

    Returns
    -------
    pandas.DataFrame
        Index ``name``; the columns of :func:`outcomes`.
    """
    return _indexed(_core.indicators())


def states() -> pd.DataFrame:
    """List the states of residents, each in [0, 1].

    Returns
    -------
    pandas.DataFrame
        Index ``name``; the columns of :func:`outcomes`.
    """
    return _indexed(_core.states())


def scenarios() -> pd.DataFrame:
    """List the shipped scenarios.

    Returns
    -------
    pandas.DataFrame
        Index ``name``; ``file``, by which they are called (with or without ``.toml``), and ``purpose``.
    """
    return _indexed(_core.scenarios())
