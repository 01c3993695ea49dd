#!/usr/bin/env python3
"""Mutation testing: do the tests notice when the program is changed for the worse?

usage: tests/mutation/mutate.py --draw SEED       draw a new list into tests/mutation/drawn.tsv (from the working tree)
       tests/mutation/mutate.py [--only N[,N...]]  run the list: 40 count, the others stand in for what does not compile
       tests/mutation/mutate.py --count            how many mutants there are, by operator and file

Each mutant is put into a scratch copy of the last commit, what it changes is built, and the tests run, those most
likely to notice first, until one fails. Prints a table of mutants with the test that noticed; exit 1 if more than 4
survive. Tests of golden checksums are left out: they notice any change and say nothing about meaning. A mutant that no
test can tell apart is listed in tests/mutation/equivalent.tsv with the reason, and does not count as a survivor; it is
run only where --only asks for it.
"""

import argparse
import collections
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time

import mutants

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DRAWN, EQUIVALENT = HERE / "drawn.tsv", HERE / "equivalent.tsv"
COUNTED, RESERVE = 40, 20
MOST_SURVIVORS = 4
BUILD_SECONDS, TEST_SECONDS = 3600, 3600  # of the clock: only against a machine that hangs
TEST_CPU_SECONDS = 3000  # of the processor, so that a busy machine kills no mutant

# Stages of tests: target, arguments. Cheap and pointed ones first.
SIM_FIRST = [
    ("test_sim", "[by_hand]"),
    ("test_sim", "~[slow]~[golden]~[by_hand]"),
    ("test_sim", "[signs]"),
    ("test_docking", "~[slow]~[golden]"),
    ("test_scenarios", "[worked],[comparison]"),
    ("test_sim", "[slow]~[signs]~[golden]"),
    ("test_patterns", "~[golden]"),
    ("test_scenarios", "~[worked]~[comparison]~[golden]"),
]
SCENARIOS_FIRST = [
    ("test_scenarios", "[worked],[comparison],[statistics]"),
    ("test_scenarios", "~[worked]~[comparison]~[statistics]~[golden]"),
    ("end_to_end", ""),
]


def stages_for(path):
    return SIM_FIRST if path.startswith("sim/") else SCENARIOS_FIRST


def read_list(path):
    if not path.exists():
        return [], []
    rows = [
        line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [mutants.Mutant(row[0], int(row[1]), row[2], row[3], row[4]) for row in rows], [row[5:] for row in rows]


def write_list(seed):
    chosen = mutants.drawn(mutants.of_tree(ROOT), seed, COUNTED + RESERVE)
    head = (
        f"# {COUNTED} mutants drawn with seed {seed} by tests/mutation/mutate.py --draw {seed}, and {RESERVE}\n"
        "# that stand in for those that do not compile: path, line, operator, line before, line after.\n"
    )
    rows = ["\t".join((m.path, str(m.line), m.operator, m.before, m.after)) for m in chosen]
    DRAWN.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} mutants of {len(mutants.of_tree(ROOT))} in {DRAWN.relative_to(ROOT)}")


def count():
    by = collections.Counter((m.path, m.operator) for m in mutants.of_tree(ROOT))
    for (path, operator), number in sorted(by.items()):
        print(f"{number:5}  {operator:16} {path}")
    print(f"{sum(by.values()):5}  in all")


class Copy:
    """A scratch copy of the last commit with a build folder of its own."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="concord-mutants-")
        self.root = pathlib.Path(self.folder.name) / "tree"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", self.root, "HEAD"], check=True)
        # Paths relative to the copy, so that the cache of compilations serves it.
        self.environment = dict(
            os.environ,
            CCACHE_BASEDIR=str(self.root),
            CCACHE_NOHASHDIR="1",
            OMP_NUM_THREADS=os.environ.get("OMP_NUM_THREADS", "2"),
        )
        # With the library's own checks of indices: a step outside an array stops the test instead of passing by luck.
        # With these g++ 12 warns of what is not so, in the standard library and in fmt. One source alone is compiled
        # anew for each mutant.
        flags = "-D_GLIBCXX_ASSERTIONS -Wno-stringop-overflow -Wno-restrict -Wno-maybe-uninitialized"
        options = ["-DCONCORD_UNITY=OFF", f"-DCMAKE_CXX_FLAGS={flags}"]
        self.run(["cmake", "--preset", "release", *options], BUILD_SECONDS, check=True)

    def close(self):
        subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", self.root], check=False)
        self.folder.cleanup()

    def run(self, command, seconds, check=False, cpu_seconds=None):
        limit = (
            None
            if cpu_seconds is None
            else lambda: resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
        )
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            timeout=seconds,
            check=check,
            text=True,
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=limit,
        )

    def build(self, target):
        """Whether the target builds; mutants are compiled with the project's own warnings as errors."""
        target = "concord" if target == "end_to_end" else target
        return (
            self.run(
                ["cmake", "--build", "build/release", "-j", str(os.cpu_count()), "--target", target], BUILD_SECONDS
            ).returncode
            == 0
        )

    def noticed_by(self, target, tests):
        """Name of the test that fails, or None."""
        if target == "end_to_end":
            self.environment["CONCORD_PROGRAM"] = str(self.root / "build/release/cli/concord")
            command = ["python3", "tests/end_to_end/end_to_end_test.py", "--failfast"]
        else:
            command = [f"build/release/tests/{target}", tests, "--abort", "--order", "decl"]
        try:
            done = self.run(command, TEST_SECONDS, cpu_seconds=TEST_CPU_SECONDS)
        except subprocess.TimeoutExpired:
            return f"{target}: still running after {TEST_SECONDS} s"
        if done.returncode == -signal.SIGXCPU:
            return f"{target}: still computing after {TEST_CPU_SECONDS} s of the processor"
        return None if done.returncode == 0 else f"{target}: {first_failure(done.stdout)}"


def first_failure(output):
    """The failing case in the output of Catch2 (a block between two lines of dashes) or of unittest."""
    lines = output.splitlines()
    for k, line in enumerate(lines):
        if line.startswith("-----") and k + 1 < len(lines) and lines[k + 1].strip():
            return lines[k + 1].strip()
        if line.startswith(("FAIL: ", "ERROR: ")):
            return line
    return "stopped by a signal"


def judge(copy, mutant):
    """What became of a mutant: 'does not compile', 'survived' or the test that noticed it."""
    before = mutants.apply(mutant, copy.root)
    try:
        for target, tests in stages_for(mutant.path):
            if not copy.build(target):
                return "does not compile"
            noticed = copy.noticed_by(target, tests)
            if noticed:
                return noticed
        return "survived"
    except subprocess.TimeoutExpired:
        return f"build still running after {BUILD_SECONDS} s"
    finally:
        (copy.root / mutant.path).write_text(before, encoding="utf-8")


def check_unmutated(copy, with_tests):
    for target, tests in dict.fromkeys(SIM_FIRST + SCENARIOS_FIRST):
        if not copy.build(target):
            sys.exit(f"{target} does not build without any mutant")
        failed = with_tests and copy.noticed_by(target, tests)
        if failed:
            sys.exit(f"the tests fail without any mutant: {failed}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", type=int, metavar="SEED")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--only", help="numbers of the list, from 1, separated by commas")
    parser.add_argument("--trust-tests", action="store_true", help="do not check first that all tests pass unmutated")
    arguments = parser.parse_args()
    if arguments.draw is not None:
        return write_list(arguments.draw)
    if arguments.count:
        return count()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # the copy is taken away
    listed, _ = read_list(DRAWN)
    known, extra = read_list(EQUIVALENT)
    reasons = {mutant.key: " ".join(words) for mutant, words in zip(known, extra)}
    wanted = [int(n) for n in arguments.only.split(",")] if arguments.only else range(1, len(listed) + 1)
    counted, survivors, copy = 0, 0, Copy()
    try:
        check_unmutated(copy, not arguments.trust_tests)
        for number in wanted:
            if not arguments.only and counted == COUNTED:
                break
            mutant, started = listed[number - 1], time.monotonic()
            known_equivalent = mutant.key in reasons
            fate = "survived" if known_equivalent and not arguments.only else judge(copy, mutant)
            if fate == "survived" and known_equivalent:
                fate = f"equivalent: {reasons[mutant.key]}"
            counted += fate != "does not compile"
            survivors += fate == "survived"
            print(
                f"{number:3}  {mutant.path}:{mutant.line}  {mutant.operator}  "
                f"[{time.monotonic() - started:.0f} s]  {fate}\n"
                f"       - {mutant.before.strip()}\n       + {mutant.after.strip()}",
                flush=True,
            )
    finally:
        copy.close()
    print(f"\n{counted} mutants, {survivors} survived (at most {MOST_SURVIVORS} may)")
    return 1 if survivors > MOST_SURVIVORS else 0


if __name__ == "__main__":
    sys.exit(main())
