"""A population, what is evaluated on it, and comparisons."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from . import _core
from ._asked import chosen_name, draws_of, outputs_of, rows_of, seeds_of
from ._comparison import Comparison
from ._labels import labelled

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Kernel = Literal["assimilation", "repulsion", "bounded_confidence", "top_hat"]
Progress = Callable[[int, int], object]
Path = str | os.PathLike[str]


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
            Outcomes by name (:func:`concord.outcomes`), O of them; default: all. Besides, by the names of the variables
            of a results file: what monitoring would have reported, ``"measured_influence"``, and what is true of the
            same weeks, ``"true_influence"``, of any indicator (:func:`concord.indicators`); measures of equality,
            ``"equality_stops_ratio"``; support, ``"group_referrals_by_year"`` and ``"group_referrals_of_run"``; the
            prevention programme, ``"place_programme_support"``; extremist meetings, ``"district_meetings_held"``.
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
            is the week it ends with, ``place`` Greater Manchester and the world's ``areas``. Likewise, on the axes that
            :func:`concord.open` gives them: ``equality_value`` (..., year, group, equality_measure), ``support`` (...,
            year, group, support_measure), ``support_of_run`` (..., group, support_measure), ``programme`` (..., time,
            group, programme_measure), ``meetings`` (..., time, district, meeting); NaN of groups that may not show it.
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
        asked = outputs_of(outputs)
        labels, columns, values = draws_of(draws)
        used = seeds_of(seeds, pairing)
        rows = rows_of(len(values), used, pairing)
        made = self._core.evaluate(
            scenarios=[os.fspath(name) for name in names],
            columns=columns,
            draws=values,
            rows=rows,
            series=[*(["outcomes"] if asked.outcomes else []), *asked.measures],
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
        return labelled(self._core, self._shown, made, labels, used, pairing == "zipped", asked, cohorts)

    def compare(
        self,
        scenarios: Sequence[str | Path],
        out: Path,
        *,
        runs: int = 50,
        draws: str | Path = "defaults",
        years: int | None = None,
        weeks: int | None = None,
        set: Mapping[str, float] | None = None,  # noqa: A002  as the command has it
        seed: int = 1,
        matters: str | Mapping[str, float | str] = "",
        contested: int | None = None,
        keep_fields: int = 1,
        dose: bool = False,
        stress: str | Iterable[str] = (),
        until_se: float | None = None,
        kernel: Kernel = "assimilation",
        threads: int = 0,
        resume: bool = False,
        outputs: Iterable[str] = (),
        details: bool = False,
        progress: Progress | None = None,
    ) -> Comparison:
        """Compare options with a baseline over paired runs, as ``concord compare`` does, into the same folder.

        What the command takes is taken, and does the same; all files have the same bytes, but for the date in the
        record for archives.

        Parameters
        ----------
        scenarios : sequence of str or path
            The baseline, then the options: shipped names or files.
        out : path
            The comparison folder.
        runs : int, default 50
            Paired replicates of each scenario, 2 or more; with ``until_se`` at most so many.
        draws : str or path, default "defaults"
            ``"defaults"``, ``"prior"`` (a draw a replicate) or a file of draws, such as a posterior; where rows have a
            variable ``weight``, they are drawn by it.
        years : int, optional
            1 to 30; default: the scenarios'.
        weeks : int, optional
            The length in weeks instead, a multiple of 4 that makes whole years.
        set : mapping, optional
            Parameters fixed in every draw, by name.
        seed : int, default 1
            Of the plan; the seeds of the runs follow from it.
        matters : str or mapping, optional
            Smallest differences that matter, declared before the runs: ``"get_on_well=1,incidents=10%"`` or
            ``{"get_on_well": 1, "incidents": "10%"}``.
        contested : int, optional
            Pairs under each contested assumption, 2 or more; 0: none. Default: a tenth of the runs, at least 2.
        keep_fields : int, default 1
            Whole results files are kept of so many replicates, the first.
        dose : bool, default False
            Run every option at twice and four times its size as well.
        stress : str or iterable of str, optional
            Events under which every option is run as well: ``"attack:2029-05-22:Manchester"``.
        until_se : float, optional
            Stop once the standard error of every headline difference of Greater Manchester is at most this.
        kernel : str, default "assimilation"
            Of influence.
        threads : int, default 0
            0: all cores.
        resume : bool, default False
            Go on with the folder's comparison, or add runs or scenarios to it.
        outputs : iterable of str, optional
            Outcomes of Greater Manchester that the text tells; default: all. Files have all.
        details : bool, default False
            Whether the text has the numbers behind the answer.
        progress : callable, optional
            Called with (runs done, runs in all), at most ten times a second: of the comparison, then of each contested
            assumption, size and event in turn.

        Returns
        -------
        Comparison
            Of the folder; its text is what the command prints.

        Raises
        ------
        concord.InputError
            Where a file cannot be read, or the folder holds something else.
        ValueError
            Where an argument is not allowed; nothing has been run then.
        KeyboardInterrupt
            After Ctrl-C; finished runs are kept in the folder.
        """
        if years is not None and weeks is not None:
            raise ValueError("years and weeks: expected one of them")
        if years is not None and not 1 <= years <= 30:
            raise ValueError(f"years = {years}: expected 1 to 30")
        told = [outputs] if isinstance(outputs, str) else list(outputs)
        for name in told:
            chosen_name(name, [row["name"] for row in _core.outcomes()], "outcome")
        settings = dict(set or {})
        made = self._core.compare(
            scenarios=[os.fspath(name) for name in scenarios],
            out=os.fspath(out),
            runs=runs,
            draws=os.fspath(draws),
            years=years,
            weeks=weeks,
            set=list(settings),
            set_to=[float(value) for value in settings.values()],
            seed=seed,
            matters=matters if isinstance(matters, str) else ",".join(f"{k}={v}" for k, v in matters.items()),
            contested=-1 if contested is None else contested,
            keep_fields=keep_fields,
            dose=dose,
            stress=[stress] if isinstance(stress, str) else list(stress),
            until_se=until_se,
            kernel=kernel,
            threads=threads,
            resume=resume,
            outputs=told,
            details=details,
            progress=progress,
        )
        if not made["whole"]:
            raise KeyboardInterrupt(f"finished runs are kept in {os.fspath(out)}; resume=True goes on from there")
        if made["interrupted"]:
            warnings.warn("interrupted, but the comparison was whole by then", RuntimeWarning, stacklevel=2)
        for sentence in made["left_behind"]:
            warnings.warn(sentence, UserWarning, stacklevel=2)
        return Comparison(out, made["text"])
