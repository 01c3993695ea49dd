"""History matching: what can be ruled out, in waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from .. import _core
from ._emulators import _KERNELS, _MEANS, Emulators, by_name, chosen, targets_of
from ._model import Model
from ._space import Space, whole

_VALUES = ("variance", "nugget")
_PROCESSES = ("mean", "log_variance")
_VARIABLES = ("points", "runs", "share", *(f"{p}_{name}" for p in _PROCESSES for name in ("length", *_VALUES)))


class HistoryMatching:
    """Rule out, wave by wave, where a model cannot give what was observed.

    Ask for ``points`` and ``seeds``, run the model, and hand the outputs to :meth:`add`; or leave all to :meth:`run`.
    What is not ruled out is no posterior: it is where a fit may be, and it may be nowhere.

    Parameters
    ----------
    space : Space
        What is varied.
    targets : pandas.DataFrame or mapping
        Name of an output to ``(observed, sd)`` or ``(observed, sd, discrepancy_sd)``, in the output's unit, or a frame
        with these columns and perhaps ``realisations``: of how many runs the observed is like a mean.
    points : int, optional
        Of a wave; ten a parameter without.
    replicates : int, default 1
        Runs of each point.
    cutoff : float, default 3
        Sds that a point may be off.
    nth : int, default 1
        The output that counts: 1 the worst, 2 the second worst, and so on.
    seed : int, default 1
        Of designs, of the runs' seeds and of samples.
    most_waves : int, default 5
        After which it ends.
    least_shrinkage : float, default 0.05
        A wave that takes away less than this share of what was left is the last.
    least_uncertainty : float, default 0.1
        It ends where each emulator's variance is less than this share of all others.
    kernel, mean, starts : str, str, int
        As in :meth:`Emulators.fit`.
    candidates : int, default 20000
        Points of the space that are looked at after a wave.
    enough : int, default 500
        Of them not ruled out, to take them for the sample; otherwise particles are moved to where that is.
    particles : int, default 1000
        So many.
    waves : sequence of xarray.Dataset, optional
        As ``waves`` of an earlier study had them: it goes on to the same bits.

    Raises
    ------
    ValueError
        Where a target or a number is not allowed, or waves do not match.
    """

    def __init__(
        self,
        space: Space,
        targets: pd.DataFrame | Mapping[str, Any],
        points: int | None = None,
        replicates: int = 1,
        cutoff: float = 3,
        nth: int = 1,
        seed: int = 1,
        *,
        most_waves: int = 5,
        least_shrinkage: float = 0.05,
        least_uncertainty: float = 0.1,
        kernel: str = "matern52",
        mean: str = "linear",
        starts: int = 3,
        candidates: int = 20000,
        enough: int = 500,
        particles: int = 1000,
        waves: Sequence[xr.Dataset] = (),
    ) -> None:
        self.space = space
        self._names, numbers = targets_of(targets)
        self._replicates = whole(replicates, "replicates", 1)
        options = {
            "points": 0 if points is None else whole(points, "points", 1),
            "replicates": self._replicates,
            "cutoff": float(cutoff),
            "nth": whole(nth, "nth", 1),
            "most_waves": whole(most_waves, "most_waves", 1),
            "least_shrinkage": float(least_shrinkage),
            "least_uncertainty": float(least_uncertainty),
            "matern": chosen(kernel, _KERNELS, "kernel"),
            "linear": chosen(mean, _MEANS, "mean"),
            "starts": whole(starts, "starts", 1),
            "candidates": whole(candidates, "candidates", 1),
            "enough": whole(enough, "enough", 1),
            "particles": whole(particles, "particles", 1),
        }
        made = [_read(wave, space.names, self._names) for wave in waves]
        self._core = _core.HistoryMatching(
            space._space, self._names, numbers, options, whole(seed, "seed"), made
        )

    @property
    def points(self) -> pd.DataFrame:
        """Points of the next wave's runs, a point's replicates one after another, shape (points * replicates, k)."""
        if self.stop == "nothing is left":
            raise ValueError(self.words)
        design = np.asarray(self._core.design())
        return self.space._frame(np.repeat(design, self._replicates, axis=0))

    @property
    def seeds(self) -> npt.NDArray[np.uint32]:
        """Seeds of those runs, shape (points * replicates,)."""
        return np.array(self._core.seeds(), dtype=np.uint32)

    def add(self, outputs: Any) -> None:
        """Take a wave in.

        Parameters
        ----------
        outputs : pandas.DataFrame, pandas.Series or array_like
            A row for each of ``points``, matched to the targets by name; NaN where a run failed.

        Raises
        ------
        ValueError
            Where a target is missing, rows are not as many as points, or too few runs are left. Nothing has changed
            then.
        """
        values, runs = by_name(outputs, self._names), len(self.points)
        if len(values) != runs:
            raise ValueError(f"outputs have {len(values)} rows for {runs} runs")
        self._core.add(values)

    def run(self, model: Model, waves: int = 1000) -> str:
        """Run the model wave after wave.

        Parameters
        ----------
        model : callable
            ``model(points, seeds)``, a row of outputs for each row of points.
        waves : int, default 1000
            Made at most, fewer where ``stop`` says so before.

        Returns
        -------
        str
            As ``stop`` has it. What is raised by the model, and Ctrl-C, leave the waves before as they are.
        """
        for _ in range(whole(waves, "waves")):
            if self.stop != "go on":
                break
            self.add(model(self.points, self.seeds))
        return self.stop

    @property
    def stop(self) -> str:
        """Why it ends.

        "go on", "nothing is left", "emulators are sharp enough", "the last wave took hardly anything away" or "all
        waves are made".
        """
        return str(self._core.stop)

    @property
    def words(self) -> str:
        """One sentence: what is left, or which outputs leave nothing."""
        return str(self._core.words)

    @property
    def sample(self) -> pd.DataFrame:
        """Points that are not ruled out, spread as the prior is; no rows before the first wave or where none are."""
        return self.space._frame(np.asarray(self._core.sample).reshape(-1, len(self.space.names)))

    @property
    def share(self) -> pd.Series[Any]:
        """How much of the space, by the prior, is not ruled out: ``share`` with its limits ``low`` and ``high``."""
        return pd.Series(dict(zip(("share", "low", "high"), self._core.share, strict=True)))

    @property
    def outputs(self) -> pd.DataFrame:
        """What each output does, a row each.

        ``alone`` is the share of the space left where it alone is used, ``without`` where it alone is left out, both
        with limits; ``uncertainty`` the emulator's variance over all others, mean over the sample.
        """
        columns = [f"{name}{limit}" for name in ("alone", "without") for limit in ("", "_low", "_high")]
        table = pd.DataFrame(self._core.outputs(), columns=["output", *columns, "uncertainty"])
        return table.set_index("output")

    @property
    def waves(self) -> list[xr.Dataset]:
        """What to keep of the waves, for ``waves=`` of another study: runs, and what was fitted to them."""
        return [_written(wave, self.space.names, self._names) for wave in self._core.waves()]

    def implausibility(self, points: pd.DataFrame | npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Say how far points are off.

        Parameters
        ----------
        points : pandas.DataFrame or array_like, shape (n, k)
            In the parameters' units.

        Returns
        -------
        numpy.ndarray
            Shape (n,), in sds of all that could excuse it: of the worst (or nth) output in the worst wave. Above the
            cutoff a point is ruled out; 0 before the first wave.
        """
        return np.asarray(self._core.implausibility(self.space._values(points)))

    def emulators(self, wave: int = -1) -> Emulators:
        """Give the emulators of a wave.

        Parameters
        ----------
        wave : int, default -1
            Number from 0, or from the end.

        Returns
        -------
        Emulators
            Of the targets.

        Raises
        ------
        ValueError
            Where there is no such wave.
        """
        made = len(self._core.waves())
        if not -made <= wave < made:
            raise ValueError(f"wave = {wave}: there are {made} waves")
        return Emulators(self.space, self._core.emulators(wave % made), self._names)


def _written(wave: Mapping[str, Any], parameters: list[str], outputs: list[str]) -> xr.Dataset:
    variables: dict[str, Any] = {
        "points": (("point", "parameter"), np.asarray(wave["points"])),
        "runs": (("output", "point", "replicate"), np.array(wave["runs"])),
        "share": (("limit",), np.array(wave["share"])),
    }
    for process in _PROCESSES:
        values = np.asarray(wave[process])
        variables[f"{process}_length"] = (("output", "parameter"), values[:, :-2])
        for k, name in enumerate(_VALUES):
            variables[f"{process}_{name}"] = (("output",), values[:, k - 2])
    return xr.Dataset(
        variables, coords={"parameter": parameters, "output": outputs, "limit": ["share", "low", "high"]}
    )


def _read(wave: xr.Dataset, parameters: list[str], outputs: list[str]) -> _core.Wave:
    if not isinstance(wave, xr.Dataset):
        raise ValueError(f"a wave is a {type(wave).__name__}; expected a dataset as HistoryMatching.waves has them")
    for dimension, names in (("parameter", parameters), ("output", outputs)):
        if dimension not in wave.coords or sorted(map(str, wave[dimension].values)) != sorted(names):
            raise ValueError(f"a wave is not of the {dimension}s {', '.join(names)}")
    missing = [name for name in _VARIABLES if name not in wave]
    if missing:
        raise ValueError(f"a wave has no {missing[0]!r}")
    wave = wave.sel(parameter=parameters, output=outputs)

    def values(process: str) -> npt.NDArray[np.float64]:
        lengths = wave[f"{process}_length"].transpose("output", "parameter").to_numpy()
        columns = (wave[f"{process}_{name}"].to_numpy()[:, None] for name in _VALUES)
        return np.hstack([lengths, *columns])

    share = [float(value) for value in wave["share"]]
    runs = wave["runs"].transpose("output", "point", "replicate").to_numpy()
    points = wave["points"].transpose("point", "parameter").to_numpy()
    return _core.Wave(points, list(runs), values("mean"), values("log_variance"), share)
