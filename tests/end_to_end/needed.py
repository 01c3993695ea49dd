"""Programs that a test needs and a machine may lack: without them it is skipped, and scripts/test says so at its end.
With CONCORD_REQUIRE_ALL=1 (.ci/run) it fails.
"""

import functools
import os
import shutil
import unittest


def missing(*programs: str) -> str:
    """A sentence about those that are not installed, or nothing."""
    absent = [program for program in programs if not shutil.which(program)]
    return f"{' and '.join(absent)} not installed" if absent else ""


def is_required() -> bool:
    return os.environ.get("CONCORD_REQUIRE_ALL") == "1"


def require(*programs: str) -> None:
    """Inside a test: skips what is left of it, or fails it."""
    reason = missing(*programs)
    if reason and is_required():
        raise AssertionError(f"{reason}, and CONCORD_REQUIRE_ALL is 1")
    if reason:
        raise unittest.SkipTest(reason)


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
