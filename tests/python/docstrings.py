"""Holds every public docstring of the package against numpydoc's validator; exits 1 and lists what it finds.

Left out: extended summaries, "See Also" and examples, which short functions have no need of.
"""

import inspect
import sys

import concord
import concord.calibration
from concord._parameters import ParameterTable
from numpydoc.validate import validate

LEFT_OUT = {"ES01", "SA01", "EX01"}
# Were one of these lost, the walk would have broken: methods, a property, what a function gives, what is compiled.
MUST_BE_AMONG = (
    "concord.World.evaluate",
    "concord.calibration.Posterior.stop",
    "concord.calibration.Posterior.open",
    "concord.InputError",
    "concord._parameters.ParameterTable.from_unit",
    "concord._parameters.ParameterTable.salib_problem",
    "concord._parameters.ParameterTable.pyabc_prior",
    "concord._parameters.ParameterTable.from_pyabc",
    "concord._parameters.ParameterTable.ema_parameters",
)


def names():
    for module in (concord, concord.calibration):
        for name in module.__all__:
            thing = getattr(module, name)
            if callable(thing):
                yield from names_of(f"{module.__name__}.{name}", thing)
    yield from names_of("concord._parameters.ParameterTable", ParameterTable)  # what concord.parameters() gives


def names_of(name, thing):
    yield name
    if inspect.isclass(thing) and thing.__module__.startswith("concord"):
        for member, value in vars(thing).items():
            if not member.startswith("_") and (callable(getattr(thing, member)) or isinstance(value, property)):
                yield f"{name}.{member}"


def main():
    """Validate them all."""
    checked = list(names())
    missing = [name for name in MUST_BE_AMONG if name not in checked]
    problems = [f"{name}: is not among what is validated" for name in missing]
    for name in checked:
        for code, text in validate(name)["errors"]:
            if code not in LEFT_OUT:
                problems.append(f"{name}: {code} {text}")
    print("\n".join(problems) or f"{len(checked)} docstrings are as numpydoc wants them")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
