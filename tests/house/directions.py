"""Holds the includes of the sources against the table of allowed directions (directions.tsv)."""

import dataclasses
import pathlib

import includes

TABLE = pathlib.Path(__file__).with_name("directions.tsv")
GENERATED = {"program_commit.h"}  # written at build time by cmake/commit.cmake


@dataclasses.dataclass(frozen=True)
class Private:
    """Headers that one folder keeps to itself, and the files that include them all the same, for the time being."""

    folder_of: dict[str, str]  # header: the folder that may include it
    known: frozenset[tuple[str, str]] = frozenset()  # (file, header)


def read_table(text: str, name: str = TABLE.name) -> tuple[dict[str, list[str]], list[str]]:
    """What each folder may include (file format: directions.tsv), and what is wrong with the table itself."""
    table, faults = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        folder, tab, allowed = line.partition("\t")
        if not tab or "\t" in allowed or not allowed.strip():
            faults.append(f"{name}:{number}: '{line}' is not a folder, a tab, and folders with spaces (-: none)")
        elif folder in table:
            faults.append(f"{name}:{number}: {folder} has a row already")
        else:
            table[folder] = [] if allowed.strip() == "-" else allowed.split()
    for folder, allowed in table.items():
        for other in sorted(set(allowed)):
            if other not in table:
                faults.append(f"{name}: {folder} may include {other}, which has no row of its own")
            if allowed.count(other) > 1 or other == folder:
                faults.append(f"{name}: {folder}: {other} need not be said")
    cycle = includes.floors(table)[1]
    if cycle:
        faults.append(f"{name}: a cycle: {' -> '.join(cycle)}")
    return table, faults


def allowed_words(allowed: list[str]) -> str:
    return ", ".join(sorted(allowed)) or "nothing outside itself"


def direction_faults(
    root: pathlib.Path, table: dict[str, list[str]], known=frozenset(), tops=includes.TOPS
) -> list[str]:
    """Includes in a direction that the table does not have, and rows and exceptions that nothing uses."""
    faults = []
    present = sorted({includes.folder_of(file) for file in includes.sources(root, tops)})
    for folder in present:
        if folder not in table:
            faults.append(f"{TABLE.name}: {folder} has sources and no row")
    used = set()
    for include in includes.read_includes(root, tops):
        where = f'{include.file}:{include.line}: #include "{include.target}"'
        if include.to_folder is None:
            if include.target not in GENERATED:
                faults.append(f"{where}: no such file in this tree; other libraries' headers stand in <>")
            continue
        direction = (include.folder, include.to_folder)
        used.add(direction)
        allowed = table.get(include.folder)
        if include.folder == include.to_folder or allowed is None or include.to_folder in allowed or direction in known:
            continue
        faults.append(
            f"{where}: {include.folder} may not include {include.to_folder}; allowed: {allowed_words(allowed)}"
        )
    for folder, allowed in table.items():
        if folder not in present:
            faults.append(f"{TABLE.name}: {folder} has a row and no sources")
            continue
        for other in allowed:
            if (folder, other) not in used:
                faults.append(f"{TABLE.name}: {folder} may include {other}, but no file of it does any more")
    for folder, other in sorted(known):
        if (folder, other) not in used:
            faults.append(f"KNOWN: {folder} includes {other} no more: take the exception out")
    return faults


def private_faults(root: pathlib.Path, private: Private, tops=(*includes.TOPS, "tests")) -> list[str]:
    """Includes of a private header outside its folder, and exceptions and headers that are gone."""
    faults = [
        f"{header} is private to {folder}, but there is no such file"
        for header, folder in sorted(private.folder_of.items())
        if not (root / header).is_file()
    ]
    used = set()
    for include in includes.read_includes(root, tops):
        folder = private.folder_of.get(include.resolved)
        if folder is None or include.folder == folder:
            continue
        used.add((include.file, include.resolved))
        if (include.file, include.resolved) not in private.known:
            faults.append(
                f'{include.file}:{include.line}: #include "{include.target}": allowed in {folder} only'
            )
    for file, header in sorted(private.known - used):
        faults.append(f"KNOWN: {file} includes {header} no more: take the exception out")
    return faults
