#!/usr/bin/env python3
"""Kill -9 at random moments: a comparison that was killed and resumed has the same bytes as one that never was.

usage: tests/end_to_end/kills.py [--kills N] [--seed S] PROGRAM

N kills each at one thread, at two threads and under `mpirun -n 2`, at moments spread over the time that a whole
comparison takes. Each killed folder is resumed to its end and compared with the whole one, file by file. Exit 1 if
one differs.
"""

import argparse
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

COMPARISON = [
    "compare",
    "status_quo_today",
    "engagement_led",
    "trust_led",
    "--scale",
    "1:200",
    "--years",
    "1",
    "--runs",
    "4",
    "--contested",
    "0",
    "--progress",
    "off",
]
MOST_SECONDS = 600
# Of one run of the program, not of what it computed.
MAY_DIFFER = ("lock", "tmp")


def ways():
    yield "1 thread", [], ["--threads", "1"]
    yield "2 threads", [], ["--threads", "2"]
    if shutil.which("mpirun"):
        yield "mpirun -n 2", ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2"], ["--threads", "1"]


def descendants(pid):
    """The process and all that it started, by id."""
    parents = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(word in path.name for word in MAY_DIFFER)
    }


def start(program, before, more, out):
    return subprocess.Popen(
        [*before, program, *COMPARISON, *more, "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def finish(program, before, more, out):
    """Seconds that the whole took."""
    started = time.monotonic()
    if start(program, before, more, out).wait(timeout=MOST_SECONDS) != 0:
        sys.exit(f"the comparison in {out.name} failed without a kill")
    return time.monotonic() - started


def kill_at(moment, program, before, more, out):
    process = start(program, before, more, out)
    time.sleep(moment)
    for pid in descendants(process.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    chance, worse = random.Random(arguments.seed), 0
    with tempfile.TemporaryDirectory(prefix="concord-kills-") as name:
        folder = pathlib.Path(name)
        whole = folder / "whole"
        finish(program, [], ["--threads", "2"], whole)
        for title, before, more in ways():
            seconds = finish(program, before, more, folder / "timed")
            shutil.rmtree(folder / "timed")
            for kill in range(arguments.kills):
                moment, out = chance.uniform(0, seconds), folder / f"killed-{kill}"
                kill_at(moment, program, before, more, out)
                runs = len(list(out.glob("runs/*.h5")))
                finish(program, before, [*more, "--resume"], out)
                same = digests(out) == digests(whole)
                worse += not same
                print(
                    f"{title:12} killed after {moment:5.2f} of {seconds:5.2f} s, "
                    f"{runs:2} runs on disk: {'same bytes' if same else 'DIFFERS'}",
                    flush=True,
                )
                shutil.rmtree(out)
    print(f"{worse} differ")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
