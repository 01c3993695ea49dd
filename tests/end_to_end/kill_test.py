"""Kill -9 at random moments: a comparison or a study that is killed and resumed has the bytes of one that was not.

    CONCORD_PROGRAM=build/release/cli/concord tests/end_to_end/kill_test.py [--kills N] [--seed S]

Kills at one thread, at two, and under `mpirun -n 2` (the whole group at once): in ctest two of each of a comparison and
of a study by ABC, one of each of the other methods; ten of each by night. What is not killed has these bytes as well.
"""

import argparse
import hashlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from needed import is_required, missing, require

PROGRAM = str(pathlib.Path(os.environ["CONCORD_PROGRAM"]).resolve())
EPIDEMIC = pathlib.Path(__file__).resolve().parent.parent.parent / "studies" / "epidemic"
SETTING = ["--scale", "1:400", "--years", "1", "--runs", "4", "--progress", "off"]
COMPARE = ["compare", "status_quo_today", "engagement_led", "trust_led", *SETTING, "--keep-fields", "2"]
# Half of its time are the runs under stress.
ADDED = ["--contested", "0", "--stress", "attack:2026-07-06:Bolton"]
STRESS = ["compare", "status_quo_today", "engagement_led", *SETTING, *ADDED]
WAYS = {
    "one thread": ([], "1"),
    "two threads": ([], "2"),
    "mpirun -n 2": (["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2"], "1"),
}


class Subject:
    """A command, what appears in its folder once there is something to resume, and how often ctest kills it."""

    def __init__(self, noun, arguments, begun, kills):
        self.noun, self.arguments, self.begun, self.kills = noun, arguments, begun, kills

    def command(self, folder, way, *more):
        launcher, threads = WAYS[way]
        return [*launcher, PROGRAM, *self.arguments, "--threads", threads, "--out", str(folder), *more]


# The study of an outbreak by each method, as small as the method allows.
METHODS = {
    "abc": ("calibrate", "particles = 40\npopulations = 3\nsimulations = 400\n"),
    "history_matching": ("calibrate", "points = 20\nreplicates = 2\nwaves = 2\n"),
    "mcmc": (
        "calibrate",
        "points = 20\nreplicates = 2\nwaves = 1\nchains = 2\nwarm_up = 300\ndraws = 100\npredictive = 10\n",
    ),
    "morris": ("sensitivity", "trajectories = 6\nresamples = 100\n"),
    "sobol": ("sensitivity", "base = 16\nresamples = 100\n"),
    "information": ("sensitivity", "draws = 60\n"),
    "discovery": ("sensitivity", "draws = 60\nabove = 300\n"),
}


def small_study(root, method):
    command, settings = METHODS[method]
    folder = root / method
    shutil.copytree(EPIDEMIC, folder)
    file = folder / "study.toml"
    text, found = re.subn(r"(?m)^rows = .*$", "rows = 10", file.read_text(encoding="utf-8"))
    assert found == 1
    text = text[: text.index("[sensitivity]")]
    section = {"calibrate": "calibration", "sensitivity": "sensitivity"}[command]
    text += f'[check]\ndraws = 20\nseeds = 10\n[{section}]\nmethod = "{method}"\n{settings}'
    file.write_text(text, encoding="utf-8")
    kills = 2 if method == "abc" else 1
    return Subject(f"studies by {method}", [command, str(file), "--progress", "off"], "model.txt", kills)


def digests(folder):
    # The crate holds the date of writing; a model that outlives its study may finish a table that nobody reads.
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "ro-crate-metadata.json" and not p.name.endswith(".unfinished")
    }


def run_until(subject, folder, way, seconds):
    """Kills the whole process group after that long; true when it was still running."""
    more = ["--resume"] if (folder / subject.begun).exists() else []
    process = subprocess.Popen(
        subject.command(folder, way, *more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        _, told = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        # mpirun gives each rank a process group of its own; without it they end by themselves.
        for rank in ranks_of(folder):
            try:
                os.kill(rank, signal.SIGKILL)
            except ProcessLookupError:
                pass
        process.communicate()
        while ranks_of(folder):
            time.sleep(0.01)
        return True
    if process.returncode != 0:
        sys.exit(f"{way}: exit code {process.returncode}\n{told}")
    return False


def ranks_of(folder):
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if words[0] == PROGRAM.encode() and str(folder).encode() in words and state != "Z":
            found.append(int(entry.name))
    return found


def make(subject, folder, way):
    subprocess.run(subject.command(folder, way), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def compare(expected, folder, how):
    found = digests(folder)
    if found != expected:
        differing = [f for f in sorted(set(found) | set(expected)) if found.get(f) != expected.get(f)]
        sys.exit(f"{how}: these files differ: {', '.join(differing)}")


def check(subject, root, kills, chances):
    whole = root / "whole"
    began = time.monotonic()
    make(subject, whole, "two threads")
    length, expected = time.monotonic() - began, digests(whole)
    assert "--stress" not in subject.arguments or {"stress.csv", "stress/comparison.h5"} < set(expected)
    for number, way in enumerate(WAYS):
        if reason := missing(*WAYS[way][0][:1]):
            print(f"{way} ... skipped {reason!r}")
            continue
        if way != "two threads":
            undisturbed = root / f"undisturbed-{number}"
            make(subject, undisturbed, way)
            compare(expected, undisturbed, f"{subject.noun}, {way}, never killed")
            shutil.rmtree(undisturbed)
        killed, folders = 0, 0
        while killed < kills:
            folders += 1
            folder = root / f"killed-{number}-{folders}"
            # A few kills in one folder, anywhere from its first moment to its last; then it is let end.
            for _ in range(3):
                if killed == kills or not run_until(subject, folder, way, chances.uniform(0, length)):
                    break
                killed += 1
            while run_until(subject, folder, way, 600):
                pass
            compare(expected, folder, f"{subject.noun}, {way}, after {killed} kills")
            shutil.rmtree(folder)
        print(f"{way}: killed {killed} times in {folders} {subject.noun}, same bytes", flush=True)
    shutil.rmtree(whole)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, help="of each subject, in each way")
    parser.add_argument("--only", choices=["comparison", "stress", *METHODS], help="one subject")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    require(*(launcher[0] for launcher, _ in WAYS.values() if launcher and is_required()))
    chances = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        subjects = {"comparison": Subject("comparisons", COMPARE, "plan.h5", 2)}
        subjects["stress"] = Subject("stress tests", STRESS, "plan.h5", 1)
        subjects.update((method, small_study(root, method)) for method in METHODS)
        for name, subject in subjects.items():
            if options.only in (None, name):
                check(subject, root, subject.kills if options.kills is None else options.kills, chances)


if __name__ == "__main__":
    main()
