"""What a test needs of the machine: without it the test is skipped, or fails where CONCORD_REQUIRE_ALL=1."""

import importlib.util
import os
import unittest

PROGRAM = os.environ.get("CONCORD_PROGRAM")
WALKER = os.environ.get("CONCORD_DISCLOSURE_WALKER")
ALL = os.environ.get("CONCORD_REQUIRE_ALL") == "1"


def needs(there, what):
    """Give a decorator of a test or of a class of them."""

    def fails(*_):
        raise AssertionError(f"CONCORD_REQUIRE_ALL=1: {what}")

    def decorate(tests):
        if there:
            return tests
        if not ALL:
            return unittest.skip(what)(tests)
        if isinstance(tests, type):
            tests.setUpClass = classmethod(fails)
            return tests
        return fails

    return decorate


needs_program = needs(PROGRAM, "CONCORD_PROGRAM names no program to hold this against")
needs_walker = needs(WALKER, "CONCORD_DISCLOSURE_WALKER names no walker that reads what is written")


def needs_library(name):
    return needs(importlib.util.find_spec(name), f"{name} is not installed")
