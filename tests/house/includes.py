"""Who includes whom: reads the #include lines of the sources, folder by folder, and puts the folders on floors.

Used by the tests beside it and by scripts/module_graph. A folder is named by its path from the root (`sim/run`).
"""

import collections
import dataclasses
import graphlib
import pathlib
import re

TOPS = ("sim", "calibration", "scenarios", "notebooks", "viz", "report", "cli")
SUFFIXES = {".h", ".hpp", ".inc", ".cpp", ".cc"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?P<open>[<"])(?P<target>[^>"]+)[>"]')


@dataclasses.dataclass(frozen=True)
class Include:
    file: str  # from the root
    line: int
    target: str  # as written
    resolved: str | None  # from the root; None: no file of this tree

    @property
    def folder(self) -> str:
        return folder_of(self.file)

    @property
    def to_folder(self) -> str | None:
        return None if self.resolved is None else folder_of(self.resolved)


def folder_of(file: str) -> str:
    return pathlib.PurePosixPath(file).parent.as_posix()


def sources(root: pathlib.Path, tops=TOPS) -> list[str]:
    """All C++ files below these folders, from the root."""
    return sorted(
        path.relative_to(root).as_posix()
        for top in tops
        for path in (root / top).rglob("*")
        if path.suffix in SUFFIXES and path.is_file()
    )


def resolve(root: pathlib.Path, file: str, target: str, quoted: bool) -> str | None:
    """The file that the compiler takes: beside the including one if the name is quoted, or from the root."""
    beside = [(root / file).parent] if quoted else []
    for folder in [*beside, root]:
        path = (folder / target).resolve()
        if path.is_file() and path.is_relative_to(root.resolve()):
            return path.relative_to(root.resolve()).as_posix()
    return None


def read_includes(root: pathlib.Path, tops=TOPS) -> list[Include]:
    """Every include in quotes, and those in angle brackets that name a file of this tree."""
    found = []
    for file in sources(root, tops):
        lines = (root / file).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if match is None:
                continue
            quoted = match["open"] == '"'
            resolved = resolve(root, file, match["target"], quoted)
            if quoted or resolved is not None:
                found.append(Include(file, number, match["target"], resolved))
    return found


def folder_graph(root: pathlib.Path, tops=TOPS) -> dict[str, collections.Counter]:
    """For each folder with sources, how many includes lead to which other folder."""
    graph = {folder_of(file): collections.Counter() for file in sources(root, tops)}
    for include in read_includes(root, tops):
        if include.to_folder not in (None, include.folder):
            graph[include.folder][include.to_folder] += 1
    return graph


def floors(graph) -> tuple[list[list[str]], list[str]]:
    """Floors of the folders, each above all that it includes, and a cycle (`a, b, a`: a includes b, b includes a).

    Without a cycle the second list is empty; with one, what lies in or above it has no floor.
    """
    sorter = graphlib.TopologicalSorter(graph)
    cycle = []
    try:
        sorter.prepare()
    except graphlib.CycleError as error:
        cycle = error.args[1][::-1]
    levels = []
    while ready := sorted(sorter.get_ready()):
        levels.append(ready)
        sorter.done(*ready)
    return levels, cycle
