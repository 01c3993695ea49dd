"""Two moons as the benchmark of simulation-based inference measures it (Lueckmann et al. 2021).

Its ten observations and 10,000 simulations; of each posterior 10,000 draws against 10,000 of the exact one, told apart
by its classifier: two hidden layers of ten units a parameter, on z-scores, accuracy over five folds. The benchmark has
0.707 for sequential ABC, the mean over its observations. Sequential ABC is smoothed there by normals about its
particles, of a width chosen by cross-validation; so it is here.

A measurement of minutes for each observation on an idle core: .ci/nightly makes it, no test does. Exits 1 where the
mean is not below 0.707.

    PYTHONPATH=build/python_path build/python_environment/bin/python tests/python/two_moons.py [--seeds 3]
"""

import argparse
import sys

import concord.calibration as cal
import numpy as np
import pandas as pd
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.neighbors import KernelDensity
from sklearn.neural_network import MLPClassifier

PUBLISHED = 0.707
OBSERVED = (
    (-0.6396706, 0.16234657),
    (-0.5676688, -0.33194834),
    (0.0030109584, -0.6457662),
    (-0.25049388, 0.633055),
    (-0.66463584, -0.42604533),
    (-0.12940255, 0.3873573),
    (0.19458583, 1.0400153),
    (0.13603824, 0.9160449),
    (-0.17962828, -0.5452459),
    (0.14563406, -1.170141),
)
SPACE = cal.Space({name: ("uniform", -1, 1) for name in ("a", "b")})
ROOT = np.sqrt(2)


def crescent(n, chance):
    """Give n points of the crescent."""
    angle, radius = chance.uniform(-np.pi / 2, np.pi / 2, n), chance.normal(0.1, 0.01, n)
    return radius * np.cos(angle) + 0.25, radius * np.sin(angle)


def model(points, seeds):
    """Move the crescent by the parameters, by each run's seed."""
    moved = [crescent(1, np.random.default_rng(int(seed))) for seed in seeds]
    right, up = (np.concatenate(side) for side in zip(*moved))
    a, b = points["a"].to_numpy(), points["b"].to_numpy()
    return pd.DataFrame({"right": right - np.abs(a + b) / ROOT, "up": up + (b - a) / ROOT}, index=points.index)


def exact(observed, n, chance):
    """Draw from the posterior: what moves the crescent to the observation, within the prior's square."""
    draws = np.empty((0, 2))
    while len(draws) < n:
        right, up = crescent(2 * n, chance)
        total = np.where(chance.random(2 * n) < 0.5, 1, -1) * (right - observed[0])
        apart = observed[1] - up
        points = np.column_stack([total - apart, total + apart]) / ROOT
        draws = np.vstack([draws, points[(np.abs(points) <= 1).all(axis=1)]])
    return draws[:n]


def smoothed(posterior, n, chance):
    """Draw from normals about the particles."""
    draws = posterior.draws.to_numpy()
    weights = np.asarray(posterior.weights, dtype=float)
    weights = weights / weights.sum()
    even = draws[chance.choice(len(draws), len(draws), p=weights)]
    widths = {"bandwidth": np.logspace(-3, -0.5, 20)}
    width = GridSearchCV(KernelDensity(), widths, cv=KFold(5, shuffle=True, random_state=1)).fit(even)
    made = draws[chance.choice(len(draws), n, p=weights)]
    return made + width.best_params_["bandwidth"] * chance.normal(size=made.shape)


def c2st(a, b):
    """Give the classifier's accuracy over five folds, on z-scores of the first sample."""
    mean, sd = a.mean(axis=0), a.std(axis=0, ddof=1)
    points = (np.concatenate([a, b]) - mean) / sd
    sample = np.repeat([0, 1], [len(a), len(b)])
    units = 10 * a.shape[1]
    classifier = MLPClassifier((units, units), activation="relu", solver="adam", max_iter=10_000, random_state=1)
    return cross_val_score(classifier, points, sample, cv=KFold(5, shuffle=True, random_state=1)).mean()


def measured(observed, seed, draws):
    """Give the accuracy for one observation at one seed."""
    chance = np.random.default_rng([seed, 1])
    names = dict(zip(("right", "up"), observed))
    posterior = cal.abc_smc(SPACE, model, names, simulations=10_000, seed=seed)
    if posterior.simulations > 10_000:
        raise RuntimeError("more simulations than the benchmark allows")
    return c2st(exact(observed, draws, chance), smoothed(posterior, draws, chance))


def main():
    """Measure, and say it by observation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--observations", type=int, default=len(OBSERVED), help="the first so many of the ten")
    parser.add_argument("--draws", type=int, default=10_000, help="fewer make the classifier weaker: to try it only")
    given = parser.parse_args()
    found = []
    for number, observed in enumerate(OBSERVED[: given.observations], 1):
        row = [measured(observed, seed, given.draws) for seed in range(1, given.seeds + 1)]
        found += row
        print(f"observation {number:2}: " + " ".join(f"{value:.3f}" for value in row), flush=True)
    error = np.std(found, ddof=1) / np.sqrt(len(found)) if len(found) > 1 else np.nan
    print(f"C2ST: mean {np.mean(found):.3f} (standard error {error:.3f}) of {len(found)}; published {PUBLISHED}")
    return 0 if np.mean(found) < PUBLISHED else 1


if __name__ == "__main__":
    sys.exit(main())
