"""Holds every public docstring of the package against numpydoc's validator; exits 1 and lists what it finds.

Left out: extended summaries and "See Also", which short functions have no need of, and checks of examples.
"""

import inspect
import sys

import concord
import concord.calibration
from numpydoc.validate import validate

LEFT_OUT = {"ES01", "SA01", "EX01", "GL01", "GL02", "GL03", "GL08", "RT03", "RT05", "PR02", "SS06"}


def names():
    yield from names_of(concord)
    yield from names_of(concord.calibration)


def names_of(module):
    yield module.__name__
    for name in module.__all__:
        thing = getattr(module, name)
        if not callable(thing):
            continue
        yield f"{module.__name__}.{name}"
        if inspect.isclass(thing) and thing.__module__.startswith("concord"):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    yield f"{module.__name__}.{name}.{member}"


def main():
    problems = []
    for name in names():
        if name in ("concord", "concord.calibration", "concord.InputError"):
            continue
        for code, text in validate(name)["errors"]:
            if code not in LEFT_OUT:
                problems.append(f"{name}: {code} {text}")
    print("\n".join(problems) or f"{len(list(names()))} docstrings are as numpydoc wants them")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
