"""A population, what is evaluated on it, and comparisons."""

from __future__ import annotations

import os
import pathlib
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from . import _core
from ._asked import chosen_name, draws_of, outputs_of, rows_of, seeds_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ._figures import Figure

Kernel = Literal["assimilation", "repulsion", "bounded_confidence", "top_hat"]
Progress = Callable[[int, int], object]
Path = str | os.PathLike[str]
_WEEKS_PER_PERIOD = 4
_WEEKS_PER_QUARTER = 13


class World:
    """A synthetic population of Greater Manchester, constant and shared by all that is run on it.

    Parameters
    ----------
    scale : int, default 100
        1:K, one simulated resident for K, 1 to 1000. 1:100 is for exploring, 1:20 for results.
    seed : int, default 1
        Of the population, 0 to 2**32 - 1.
    areas : iterable of str, optional
        Districts that outcomes are handed out for, by name, besides Greater Manchester and its age bands, ethnic
        groups, deprivation fifths and households with and without children; all of them by default. All of it is
        simulated either way: residents meet across borders.
    source : path, optional
        Folder of a neighbourhood table or of official files, in place of the built-in table.

    Raises
    ------
    concord.InputError
        Where the source cannot be read; the text names file, line, value and what is allowed.
    ValueError
        Where the scale is not allowed or there is no such district.
    """

    def __init__(
        self, scale: int = 100, seed: int = 1, *, areas: Iterable[str] | None = None, source: Path | None = None
    ) -> None:
        self._core = _core.World(scale, seed, None if source is None else os.fspath(source))
        kinds, names = self._core.group_kinds, self._core.groups
        districts = [name for name, kind in zip(names, kinds, strict=True) if kind == "district"]
        wanted = list(districts) if areas is None else [chosen_name(area, districts, "district") for area in areas]
        self._shown = [k for k, kind in enumerate(kinds) if kind != "district" or names[k] in wanted]

    def __repr__(self) -> str:
        core = self._core
        return (
            f"<concord.World at 1:{core.scale}, seed {core.seed}: {core.residents} residents in "
            f"{core.neighbourhoods} neighbourhoods>"
        )

    @property
    def scale(self) -> int:
        """K of 1:K."""
        return int(self._core.scale)

    @property
    def residents(self) -> int:
        """Number of simulated residents."""
        return int(self._core.residents)

    @property
    def groups(self) -> pd.DataFrame:
        """Groups that outcomes are given for.

        Index ``group``; ``group_kind`` is ``"Greater Manchester"``, ``"district"``, ``"deprivation fifth"``, ``"age
        band"``, ``"ethnic group"`` or ``"household"``.
        """
        import pandas as pd

        names, kinds = self._core.groups, self._core.group_kinds
        index = pd.Index([names[k] for k in self._shown], name="group")
        return pd.DataFrame({"group_kind": [kinds[k] for k in self._shown]}, index=index)

    def evaluate(
        self,
        scenarios: str | Path | Sequence[str | Path],
        draws: pd.DataFrame | Mapping[str, Any] | None = None,
        *,
        seeds: int | Iterable[int] = 1,
        weeks: int | None = None,
        outputs: Iterable[str] | None = None,
        cohorts: bool = False,
        pairing: Literal["crossed", "zipped"] = "crossed",
        kernel: Kernel = "assimilation",
        threads: int = 0,
        out: Path | None = None,
        progress: Progress | None = None,
    ) -> xr.Dataset:
        """Run scenarios for draws of parameters and seeds: the model as a function.

        The same draw, seed and scenario give the same bits at any number of threads, alone or among others, and those
        of ``concord run`` with that seed. Ctrl-C ends the call and returns what is done, with a warning.

        Parameters
        ----------
        scenarios : str, path or sequence of them
            Shipped names or files, S of them, all of the same start and length.
        draws : pandas.DataFrame or mapping, optional
            D draws of parameters, one a row, columns named as in :func:`concord.parameters`; those that are left out
            stand at their defaults. A mapping gives a value, or a sequence of D values, by name. Default: one draw,
            the defaults.
        seeds : int or iterable of int, default 1
            K seeds of runs, 0 to 2**32 - 1, common to all scenarios.
        weeks : int, optional
            Length in weeks, a multiple of 4, from 0 (the start alone) to 1560; default: the scenarios' years.
        outputs : iterable of str, optional
            Outcomes by name (:func:`concord.outcomes`), O of them; default: all. Besides, what monitoring would have
            reported, ``"measured_influence"``, and what is true of the same weeks, ``"true_influence"``, of any
            indicator (:func:`concord.indicators`).
        cohorts : bool, default False
            Add what became of those whom a scenario's levers reached, beside the same residents under the first
            scenario.
        pairing : {"crossed", "zipped"}
            Every draw with every seed, or draw by draw with seed by seed (then D = K and ``seed`` is a coordinate of
            ``draw``).
        kernel : str, default "assimilation"
            Of influence.
        threads : int, default 0
            0: all cores.
        out : path, optional
            Folder that keeps the runs as ``concord compare`` does. Called again after an interruption or a kill, with
            the same scenarios, it goes on to the same bytes. Rows may have been added at the end: more draws or, with
            one draw or zipped, more seeds.
        progress : callable, optional
            Called with (runs done, runs in all), at most ten times a second.

        Returns
        -------
        xarray.Dataset
            ``value`` (draw, seed, scenario, time, group, outcome), float64, in the outcome's unit (coordinate
            ``unit``): four-week values, from the start; NaN where a run failed or a group is too small to be shown.
            ``measured`` and ``measured_truth`` (draw, seed, scenario, quarter, place, indicator), float64, in the
            indicator's unit (coordinate ``indicator_unit``), where outputs ask for them: what the regime in force
            reports of the thirteen weeks to the end of the quarter, however late, and what is true of them; NaN
            besides where the regime does not report it or asked too few. ``quarter`` counts from 1, ``quarter_week``
            is the week it ends with, ``place`` Greater Manchester and the world's ``areas``.
            ``problem`` (draw, seed, scenario): why a run is missing, empty where it is there. ``cost`` (draw, seed,
            scenario): GBP of 2024, discounted. With ``cohorts``: ``participants`` (adults), ``participants_level`` and
            ``participants_baseline`` (draw, seed, scenario, cohort_measure).

        Raises
        ------
        concord.InputError
            Where a scenario cannot be read, or ``out`` holds something else.
        ValueError
            Where an argument is not allowed; nothing has been run then.

        Examples
        --------
        >>> world = concord.World(scale=1000)  # doctest: +SKIP
        >>> world.evaluate("trust_led", {"unfair_weight": [1, 4]}, weeks=52)["value"].sizes  # doctest: +SKIP
        """
        names = [scenarios] if isinstance(scenarios, (str, os.PathLike)) else list(scenarios)
        chosen, reports = outputs_of(outputs)
        labels, columns, values = draws_of(draws)
        used = seeds_of(seeds, pairing)
        rows = rows_of(len(values), used, pairing)
        made = self._core.evaluate(
            scenarios=[os.fspath(name) for name in names],
            columns=columns,
            draws=values,
            rows=rows,
            weeks=weeks,
            kernel=kernel,
            threads=threads,
            out=None if out is None else os.fspath(out),
            progress=progress,
        )
        if made["interrupted"]:
            missing = sum(problem.startswith("not run") for problem in made["problem"])
            message = f"interrupted: {len(made['problem']) - missing} of {len(made['problem'])} runs are done"
            warnings.warn(message, RuntimeWarning, stacklevel=2)
        return self._labelled(made, labels, used, pairing, chosen, reports, cohorts)

    def _labelled(
        self,
        made: dict[str, Any],
        labels: Any,
        seeds: list[int],
        pairing: str,
        chosen: list[int],
        reports: dict[str, list[int]],
        cohorts: bool,
    ) -> xr.Dataset:
        import xarray as xr

        zipped = pairing == "zipped"
        lead = (len(labels),) if zipped else (len(labels), len(seeds))
        dims = ["draw"] if zipped else ["draw", "seed"]

        def shaped(values: npt.NDArray[Any], *further: str) -> tuple[list[str], npt.NDArray[Any]]:
            return [*dims, "scenario", *further], values.reshape(*lead, *values.shape[1:])

        table = [_core.outcomes()[k] for k in chosen]
        outcomes = made["outcomes"][:, :, :, self._shown][..., chosen]
        start = np.datetime64(made["start"], "D")
        weeks = _WEEKS_PER_PERIOD * np.arange(outcomes.shape[2])
        problems = np.array(made["problem"], dtype=str).reshape(-1, len(made["scenario"]))
        variables = {
            **({"value": shaped(outcomes, "time", "group", "outcome")} if chosen else {}),
            "problem": shaped(problems),
            "cost": (*shaped(made["cost"]), {"units": "1", "unit_text": "GBP of 2024, discounted"}),
        }
        if cohorts:
            variables["participants"] = (*shaped(made["participants"]), {"long_name": "adults reached"})
            for name in ("participants_level", "participants_baseline"):
                variables[name] = shaped(made[name], "cohort_measure")
        groups = self.groups
        coordinates: dict[str, Any] = {
            "draw": labels,
            "seed": ("draw" if zipped else "seed", np.array(seeds, dtype=np.uint32)),
            "scenario": made["scenario"],
            "time": (start + 7 * weeks).astype("datetime64[ns]"),
            "week": ("time", weeks),
            "group": list(groups.index),
            "group_kind": ("group", list(groups["group_kind"])),
            "outcome": [row["name"] for row in table],
            "title": ("outcome", [row["title"] for row in table]),
            "unit": ("outcome", [row["unit"] for row in table]),
            "better": ("outcome", [row["better"] for row in table]),
        }
        if cohorts:
            coordinates["cohort_measure"] = _core.cohort_measures()
        self._add_reports(made, reports, shaped, variables, coordinates)
        attributes = {
            "title": "Concord: an evaluation",
            "source": self._core.source,
            "scale": self.scale,
            "population_seed": int(self._core.seed),
            "program_version": _core.version,
            "program_commit": _core.commit,
        }
        return xr.Dataset(variables, coordinates, attributes)

    def _add_reports(
        self,
        made: dict[str, Any],
        reports: dict[str, list[int]],
        shaped: Callable[..., Any],
        variables: dict[str, Any],
        coordinates: dict[str, Any],
    ) -> None:
        """Add what monitoring reports; an indicator that only the other variable was asked for is missing in this."""
        wanted = sorted({k for numbers in reports.values() for k in numbers})
        if not wanted:
            return
        kinds, names = self._core.group_kinds, self._core.groups
        places = [k for k in self._shown if kinds[k] in ("Greater Manchester", "district")]
        for name, numbers in reports.items():
            values = made[name][:, :, :, places][..., wanted].copy()
            values[..., [k not in numbers for k in wanted]] = np.nan
            if numbers:
                variables[name] = shaped(values, "quarter", "place", "indicator")
        rows = [_core.indicators()[k] for k in wanted]
        quarters = 1 + np.arange(made["measured"].shape[2])
        coordinates["quarter"] = quarters
        coordinates["quarter_week"] = ("quarter", _WEEKS_PER_QUARTER * quarters)
        coordinates["place"] = [names[k] for k in places]
        coordinates["indicator"] = [row["name"] for row in rows]
        coordinates["indicator_title"] = ("indicator", [row["title"] for row in rows])
        coordinates["indicator_unit"] = ("indicator", [row["unit"] for row in rows])

    def compare(
        self,
        scenarios: Sequence[str | Path],
        out: Path,
        *,
        runs: int = 50,
        draws: str | Path = "defaults",
        years: int | None = None,
        seed: int = 1,
        matters: str = "",
        kernel: Kernel = "assimilation",
        threads: int = 0,
        resume: bool = False,
        progress: Progress | None = None,
    ) -> Comparison:
        """Compare options with a baseline over paired runs, as ``concord compare`` does, into the same folder.

        Contested assumptions, doses and stress are left to the program.

        Parameters
        ----------
        scenarios : sequence of str or path
            The baseline, then the options: shipped names or files.
        out : path
            The comparison folder.
        runs : int, default 50
            Paired replicates of each scenario, 2 or more.
        draws : str or path, default "defaults"
            ``"defaults"``, ``"prior"`` (a draw a replicate) or a file of draws, such as a posterior.
        years : int, optional
            1 to 30; default: the scenarios'.
        seed : int, default 1
            Of the plan; the seeds of the runs follow from it.
        matters : str, optional
            Smallest differences that matter, declared before the runs: ``"get_on_well=1,incidents=10%"``.
        kernel : str, default "assimilation"
            Of influence.
        threads : int, default 0
            0: all cores.
        resume : bool, default False
            Go on with the folder's comparison, or add runs or scenarios to it.
        progress : callable, optional
            Called with (runs done, runs in all).

        Returns
        -------
        Comparison
            Of the folder.

        Raises
        ------
        concord.InputError
            Where a file cannot be read, or the folder holds something else.
        ValueError
            Where an argument is not allowed.
        KeyboardInterrupt
            After Ctrl-C; finished runs are kept in the folder.
        """
        if years is not None and not 1 <= years <= 30:
            raise ValueError(f"years = {years}: expected 1 to 30")
        made = self._core.compare(
            scenarios=[os.fspath(name) for name in scenarios],
            out=os.fspath(out),
            runs=runs,
            draws=os.fspath(draws),
            years=years,
            seed=seed,
            matters=matters,
            kernel=kernel,
            threads=threads,
            resume=resume,
            progress=progress,
        )
        if not made["whole"]:
            raise KeyboardInterrupt(f"finished runs are kept in {os.fspath(out)}; resume=True goes on from there")
        return Comparison(out, made["table"])


class Comparison:
    """A comparison folder.

    Parameters
    ----------
    folder : path
        That ``concord compare`` or :meth:`World.compare` has written.
    text : str, optional
        The answer as the program prints it.
    """

    def __init__(self, folder: Path, text: str = "") -> None:
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
