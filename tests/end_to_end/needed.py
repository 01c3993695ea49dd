"""Programs and modules that a test needs and a machine may lack: without them it is skipped, and scripts/test says so
at its end. With CONCORD_REQUIRE_ALL=1 (.ci/run) it fails.
"""

import functools
import os
import shutil
import subprocess
import sys
import unittest


def missing(*programs: str) -> str:
    """A sentence about those that are not installed, or nothing."""
    absent = [program for program in programs if not shutil.which(program)]
    return f"{' and '.join(absent)} not installed" if absent else ""


def is_required() -> bool:
    return os.environ.get("CONCORD_REQUIRE_ALL") == "1"


def require(*programs: str) -> None:
    """Inside a test: skips what is left of it, or fails it."""
    if reason := missing(*programs):
        go_without(reason)


def go_without(reason: str):
    if is_required():
        raise AssertionError(f"{reason}, and CONCORD_REQUIRE_ALL is 1")
    raise unittest.SkipTest(reason)


def python_with(module: str) -> str:
    """Inside a test: this Python or Debian's, whichever has the module; else as `require`."""
    for python in (sys.executable, "/usr/bin/python3"):
        found = [python, "-c", f"import {module}"]
        if os.path.exists(python) and subprocess.run(found, capture_output=True).returncode == 0:
            return python
    return go_without(f"{module} not installed")


def needs(*programs: str):
    """Of a test, or of each test of a class."""

    def of(test):
        if isinstance(test, type):
            for name in [name for name in vars(test) if name.startswith("test")]:
                setattr(test, name, of(getattr(test, name)))
            begin, end = test.setUpClass.__func__, test.tearDownClass.__func__
            test.setUpClass = classmethod(lambda cls: None if missing(*programs) else begin(cls))
            test.tearDownClass = classmethod(lambda cls: None if missing(*programs) else end(cls))
            return test

        @functools.wraps(test)
        def checked(self):
            require(*programs)
            test(self)

        return checked

    return of
