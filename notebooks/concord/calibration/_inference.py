"""Inference, where the answer is a distribution of parameters: chains and populations of particles."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .. import _core
from ._emulators import Likelihood, by_name, chosen
from ._model import Model
from ._posterior import Posterior, chain_index
from ._space import Space, whole

LogLikelihood = Callable[[pd.DataFrame], Any]

_INT = 2**31 - 1
_STRETCH = 0.1  # seconds between two looks for signals


def mcmc(
    space: Space,
    log_likelihood: LogLikelihood | Likelihood,
    chains: int = 4,
    warm_up: int = 4000,
    draws: int = 4000,
    thin: int = 1,
    seed: int = 1,
) -> Posterior:
    """Draw from a posterior whose likelihood can be evaluated, by adaptive Metropolis chains.

    Parameters
    ----------
    space : Space
        The prior.
    log_likelihood : callable or Likelihood
        Of points, a frame with a row each, to n values: -infinity where the data cannot be, NaN where it failed; the
        prior is not in it. What :meth:`Emulators.likelihood` gives is evaluated without calling Python.
    chains : int, default 4
        Side by side, 2 or more.
    warm_up : int, default 4000
        Steps of each chain that are not kept, 100 or more.
    draws : int, default 4000
        Kept of each chain, 8 or more.
    thin : int, default 1
        Steps for each draw kept.
    seed : int, default 1
        Of the chains.

    Returns
    -------
    Posterior
        With the statistic ``log_likelihood``; ``attrs`` has ``stop``, ``failed`` (likelihoods that were NaN) and
        ``accepted`` (share of steps after warm-up, by chain).

    Raises
    ------
    ValueError
        Where a number is not allowed, no start is found, or the likelihood gives another shape or infinity. What the
        likelihood raises comes out as it is.
    KeyboardInterrupt
        Where Ctrl-C comes before the first draw; afterwards the draws so far are returned, with a warning.
    """
    thin = whole(thin, "thin", 1, _INT)
    made = _core.Chains(
        space._space,
        _evaluator(space, log_likelihood),
        whole(seed, "seed"),
        whole(chains, "chains", 2, 1 << 20),
        whole(warm_up, "warm_up", 100, _INT),
        whole(draws, "draws", 8, _INT),
        thin,
    )
    stop = "all draws are made"
    try:
        _advance(made)
    except KeyboardInterrupt:
        if "draws" not in made.drawn():
            raise
        stop = "interrupted"
    found = made.drawn()
    kept = [np.asarray(one) for one in found["draws"]]
    if stop == "interrupted":
        message = f"interrupted: {len(kept[0])} of {draws} draws of each chain are made"
        warnings.warn(message, RuntimeWarning, stacklevel=2)
    steps = max(1, found["step"] - warm_up)
    return Posterior(
        pd.DataFrame(np.vstack(kept), columns=space.names, index=chain_index(len(kept), len(kept[0]))),
        statistics={"log_likelihood": np.asarray(found["log_likelihood"]).T.ravel()},
        attrs={
            "stop": stop,
            "failed": int(found["failed"]),
            "accepted": [float(count) / steps for count in np.asarray(found["accepted"]).ravel()],
        },
    )


def abc_smc(
    space: Space,
    model: Model,
    observed: Mapping[str, Any] | pd.Series[Any],
    particles: int = 1000,
    populations: int = 20,
    simulations: int = 1_000_000,
    quantile: float = 0.5,
    kernel: str = "neighbours",
    seed: int = 1,
    regression: bool = True,
    *,
    least_tolerance: float = 0.0,
    least_accepted: float = 0.002,
    scales: Mapping[str, float] | pd.Series[Any] | None = None,
    adaptive: bool = True,
    batch: int = 0,
) -> Posterior:
    """Approximate a posterior without a likelihood, by populations of particles that come nearer to what was observed.

    Parameters
    ----------
    space : Space
        The prior.
    model : callable
        ``model(points, seeds)``, a row of outputs for each row of points; NaN where a run failed.
    observed : mapping or pandas.Series
        Values by name of an output; other outputs are not used.
    particles : int, default 1000
        Of a population, 20 or more.
    populations : int, default 20
        At most; the first, of the prior, is one.
    simulations : int, default 1000000
        At most, in all.
    quantile : float, default 0.5
        Of the last distances, the next tolerance, in (0, 1).
    kernel : {"neighbours", "global"}
        What particles are moved by: the covariance of each one's neighbours, or of all.
    seed : int, default 1
        Of the particles and of the runs.
    regression : bool, default True
        Whether what the distance did to the particles is taken out of them, by a local-linear regression.
    least_tolerance : float, default 0
        Where this is reached it ends.
    least_accepted : float, default 0.002
        Where a lesser share of a population's simulations came near it ends.
    scales : mapping or pandas.Series, optional
        Of each output, above 0; median absolute deviations without.
    adaptive : bool, default True
        Scales anew for each population; else those of the first stay.
    batch : int, default 0
        Most points that the model gets at once; 0: no limit. Bits do not change.

    Returns
    -------
    Posterior
        With weights and the statistic ``distance``; ``stop`` says why it ended, ``tolerances`` has one for each
        population, ``simulations`` how many runs were made.

    Raises
    ------
    ValueError
        Where a number is not allowed, the model does not give what was observed, or too many first runs fail. What the
        model raises comes out as it is.
    KeyboardInterrupt
        Where Ctrl-C comes before the first population is whole; afterwards the last whole one is returned, with a
        warning.
    """
    names, values = _observations(observed)
    made = _core.Particles(
        space._space,
        _runner(space, model, names),
        values,
        whole(seed, "seed"),
        whole(particles, "particles", 20, 10_000_000),
        whole(populations, "populations", 1, 4000),
        whole(simulations, "simulations", 1, 2**62),
        float(quantile),
        chosen(kernel, ("neighbours", "global"), "kernel"),
        float(least_tolerance),
        float(least_accepted),
        np.empty(0) if scales is None else np.array([_of(scales, name, "scales") for name in names]),
        bool(adaptive),
        whole(batch, "batch", 0, _INT),
    )
    stop = None
    try:
        while made.step():
            pass
    except KeyboardInterrupt:
        if "draws" not in made.drawn(False):
            raise
        stop = "interrupted"
        message = f"interrupted: {len(made.drawn(False)['tolerances'])} populations are made"
        warnings.warn(message, RuntimeWarning, stacklevel=2)
    found, adjusted = _population(made, regression)
    return Posterior(
        pd.DataFrame(np.asarray(found["draws"][0]), columns=space.names),
        weights=np.asarray(found["weights"]).ravel(),
        statistics={"distance": np.asarray(found["distance"]).ravel()},
        attrs={
            "stop": stop or found["stop"],
            "tolerances": [float(one) for one in found["tolerances"]],
            "simulations": int(found["simulations"]),
            "failed": int(found["failed"]),
            "regression": int(adjusted),
        },
    )


def _advance(chains: _core.Chains) -> None:
    """Go to the end, in stretches so short that signals are seen."""
    steps, more = 1, True
    while more:
        began = time.monotonic()
        more = chains.advance(steps)
        if time.monotonic() - began < _STRETCH:
            steps = min(2 * steps, 1 << 20)
        elif steps > 1:
            steps //= 2


def _evaluator(space: Space, log_likelihood: LogLikelihood | Likelihood) -> Any:
    if isinstance(log_likelihood, Likelihood):
        if log_likelihood.space.names != space.names:
            raise ValueError(
                f"the emulators are of {', '.join(log_likelihood.space.names)}; the space of {', '.join(space.names)}"
            )
        return log_likelihood._core
    if not callable(log_likelihood):
        raise ValueError(f"log_likelihood is a {type(log_likelihood).__name__}; expected a function of points")

    def evaluate(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        values = np.asarray(log_likelihood(space._frame(np.asarray(points))), dtype=float)
        if values.shape != (len(points),):
            raise ValueError(f"log_likelihood gives the shape {values.shape} for {len(points)} points")
        return values

    return evaluate


def _runner(space: Space, model: Model, names: list[str]) -> Any:
    def run(points: npt.NDArray[np.float64], seeds: list[int]) -> npt.NDArray[np.float64]:
        values = by_name(model(space._frame(np.asarray(points)), np.array(seeds, dtype=np.uint32)), names)
        if len(values) != len(seeds):
            raise ValueError(f"the model gives {len(values)} rows for {len(seeds)} points")
        return np.asfortranarray(values)

    return run


def _population(particles: _core.Particles, regression: bool) -> tuple[dict[str, Any], bool]:
    """Give the last population, as it is where the regression cannot be made of it."""
    if regression:
        try:
            return dict(particles.drawn(True)), True
        except ValueError as error:
            warnings.warn(f"the particles are not adjusted: {error}", RuntimeWarning, stacklevel=3)
    return dict(particles.drawn(False)), False


def _observations(observed: Mapping[str, Any] | pd.Series[Any]) -> tuple[list[str], npt.NDArray[np.float64]]:
    if not isinstance(observed, (Mapping, pd.Series)):
        raise ValueError(f"observed is a {type(observed).__name__}; expected values by name of an output")
    names = [str(name) for name in observed.keys()]
    values = np.array([float(value) for _, value in observed.items()])
    for name, value in zip(names, values, strict=True):
        if not np.isfinite(value):
            raise ValueError(f"observed {name!r} = {value}: expected a finite number")
    if not names:
        raise ValueError("nothing is observed")
    return names, values


def _of(values: Mapping[str, float] | pd.Series[Any], name: str, what: str) -> float:
    if name not in values:
        raise ValueError(f"{what} have no {name!r}")
    return float(values[name])
