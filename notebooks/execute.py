"""Executes notebooks from first cell to last; exits 1 and shows the error if a cell raises one.

The notebooks are left as they are. `--keep FOLDER` writes the executed copies, with their figures, to FOLDER. The
seconds that each took stand in a table at the end; with `--at-most SECONDS` one that took longer is a failure too.
"""

import argparse
import pathlib
import sys
import time

import nbclient
import nbformat

SECONDS_A_CELL = 300


def execute(path: pathlib.Path, keep: pathlib.Path | None) -> bool:
    """Whether it went through."""
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=SECONDS_A_CELL, kernel_name="python3",
                                     resources={"metadata": {"path": str(path.parent)}})
    try:
        client.execute()
    except nbclient.exceptions.CellExecutionError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return False
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, keep / path.name)
    return True


def has_no_outputs(path: pathlib.Path) -> bool:
    """Committed notebooks hold no outputs: pictures belong to the run that made them, not to the history."""
    cells = nbformat.read(path, as_version=4).cells
    clean = not any(cell.get("outputs") for cell in cells)
    if not clean:
        print(f"{path.name}: has outputs; clear them before committing", file=sys.stderr)
    return clean


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--at-most", type=float, metavar="SECONDS")
    arguments = parser.parse_args()
    took: dict[str, float] = {}
    good = True
    for path in arguments.notebooks:
        started = time.monotonic()
        if has_no_outputs(path) and execute(path, arguments.keep):
            took[path.name] = time.monotonic() - started
        else:
            good = False
    print("seconds  notebook")
    for name, seconds in took.items():
        print(f"{seconds:7.0f}  {name}")
        if arguments.at_most is not None and seconds > arguments.at_most:
            print(f"{name}: took {seconds:.1f} s; at most {arguments.at_most:g} s are allowed", file=sys.stderr)
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
