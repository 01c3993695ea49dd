"""A comparison folder: its table, its data and its figures."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ._figures import Figure


class Comparison:
    """A comparison folder.

    Parameters
    ----------
    folder : path
        That ``concord compare`` or :meth:`World.compare` has written.
    text : str, optional
        The answer as the program prints it.
    """

    def __init__(self, folder: str | os.PathLike[str], text: str = "") -> None:
        self.folder = pathlib.Path(folder)
        self.text = text

    def __repr__(self) -> str:
        return self.text or f"<concord.Comparison in {self.folder}>"

    @property
    def table(self) -> pd.DataFrame:
        """``comparison.csv``: a row for each option, group and outcome, with verdict, difference and interval."""
        import pandas as pd

        return pd.read_csv(self.folder / "comparison.csv")

    @property
    def data(self) -> xr.Dataset:
        """The same as :func:`concord.open` gives it."""
        from ._files import open as open_file

        return open_file(self.folder)

    def figure(self, outcome: str, group: str = "Greater Manchester") -> Figure:
        """Draw the options' differences from the baseline with their intervals.

        Parameters
        ----------
        outcome : str
            By name.
        group : str, default "Greater Manchester"
            Any group of the table.

        Returns
        -------
        Figure
            Shows itself in a notebook.
        """
        from ._figures import differences

        return differences(self, outcome, group)
