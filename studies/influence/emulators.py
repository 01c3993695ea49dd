"""Emulators of the effects that this study is about, held against runs they have not seen.

Of the parameters that `concord sensitivity studies/influence/study.toml --out WHAT_MATTERS` ranks first for each
outcome, the others at their defaults:

    python studies/influence/emulators.py WHAT_MATTERS/sensitivity.csv --out emulated

Runs are kept in the folder, and are not run again.
"""

import argparse
import pathlib
import tomllib

import numpy as np
import pandas as pd

import concord
import concord.calibration as cal

STUDY = pathlib.Path(__file__).with_name("study.toml")
# What is asked of an emulator at points it has not seen: share of the variance explained, and the share of points that
# its 95 % intervals hold.
LEAST_R2, COVERAGE = 0.9, (0.9, 0.98)


def first_ranked(table, each):
    """Parameters that are among the first so many for an output."""
    of_output = pd.read_csv(table).sort_values("mu_star", ascending=False).groupby("output")
    return sorted(set(of_output.head(each)["parameters"]))


def differences(world, model, points, replicates, seed, out):
    """[points * replicates][outputs]: paired differences of Greater Manchester, each at a seed of its own."""
    repeated = points.loc[points.index.repeat(replicates)].reset_index(drop=True)
    runs = world.evaluate(
        [model["against"], model["scenario"]],
        repeated,
        seeds=np.random.default_rng(seed).choice(2**32, len(repeated), replace=False),
        pairing="zipped",
        weeks=model["weeks"],
        outputs=model["outcomes"],
        out=out,
    )
    level = runs["value"].sel(group="Greater Manchester").isel(time=-1)
    difference = level.isel(scenario=1) - level.isel(scenario=0)
    return difference.transpose("draw", "outcome").to_pandas()[model["outcomes"]]


def reached(check):
    """Say of each outcome whether what is asked for is reached."""
    for outcome, row in check.iterrows():
        explains, sure = row["r2"] >= LEAST_R2, COVERAGE[0] <= row["coverage"] <= COVERAGE[1]
        yield (
            f"{outcome}: R2 {row['r2']:.3f}, {'' if explains else 'not '}{LEAST_R2} or more; 95 % intervals hold "
            f"{row['coverage']:.0%} of unseen points, {'' if sure else 'not '}{COVERAGE[0]:.0%} to {COVERAGE[1]:.0%}."
        )


def main():
    """Design, runs, emulators and what unseen points say of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ranked", type=pathlib.Path, help="sensitivity.csv")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--each", type=int, default=6, help="parameters of each outcome (6)")
    parser.add_argument("--points", type=int, default=200, help="of the fit (200)")
    parser.add_argument("--unseen", type=int, default=100, help="held out (100)")
    parser.add_argument("--replicates", type=int, default=8, help="runs of each point (8)")
    parser.add_argument("--scale", type=int, help="residents to one simulated (the study's)")
    parser.add_argument("--weeks", type=int, help="of a run (the study's)")
    given = parser.parse_args()

    model = tomllib.loads(STUDY.read_text())["model"]
    scale = given.scale or int(model["scale"].removeprefix("1:"))
    model["weeks"] = given.weeks or model["weeks"]
    names = first_ranked(given.ranked, given.each)
    space = cal.Space(concord.parameters().loc[names])
    world = concord.World(scale=scale)
    given.out.mkdir(parents=True, exist_ok=True)
    design = {
        part: (cal.latin_hypercube(space, n, seed=seed), seed)
        for part, n, seed in (("fit", given.points, 1), ("unseen", given.unseen, 2))
    }
    made = {
        part: differences(world, model, points, given.replicates, seed, given.out / part)
        for part, (points, seed) in design.items()
    }
    emulators = cal.Emulators.fit(space, design["fit"][0], made["fit"], replicates=given.replicates)
    check = emulators.check(design["unseen"][0], made["unseen"], replicates=given.replicates)
    print(f"{len(names)} parameters: {', '.join(names)}")
    print(f"1:{scale}, {model['weeks']} weeks, {given.points} points of {given.replicates} runs, {given.unseen} unseen")
    print(check.drop(columns="words").to_string())
    for words in [*check["words"], *reached(check)]:
        print(words)


if __name__ == "__main__":
    main()
