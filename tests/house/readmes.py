"""Every source folder says in a README.md what it is for; what the README names exists, and what it may include is
what directions.tsv says.
"""

import pathlib
import re

import directions
import includes

NAME = "README.md"
MAY_INCLUDE = re.compile(r"^May include: (?P<folders>.*?)\.$", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]*)[^)]*\)")
# What looks like a path of this tree: a file with one of these endings, or words with a slash between or after them.
FILE = re.compile(r"[\w.*-]+\.(h|cpp|py|md|toml|csv|tsv|txt|cmake|ipynb|concord)")
PATH = re.compile(r"(?:[\w.*-]+/)+[\w.*-]*")


def source_folders(root: pathlib.Path, tops=includes.TOPS) -> list[str]:
    """Folders that hold sources, and those between them and the root."""
    found = set()
    for file in includes.sources(root, tops):
        found.update(parent.as_posix() for parent in pathlib.PurePosixPath(file).parents)
    return sorted(found - {"."})


def missing(root: pathlib.Path, folder: str, text: str) -> list[str]:
    """Names of files and folders in backticks that stand neither beside the README nor at that path from the root, and
    that no source of the folder has in quotes as the name of a file that it reads or writes.
    """
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted((root / folder).glob("*"))
        if path.suffix in includes.SUFFIXES
    )
    names = [name for name in CODE.findall(text) if FILE.fullmatch(name) or PATH.fullmatch(name)]
    return [
        name
        for name in names
        if not any((root / folder).glob(name)) and not any(root.glob(name)) and f'"{name}"' not in code
    ]


def unnamed(root: pathlib.Path, folder: str) -> list[str]:
    """Headers of the folder that its README does not name."""
    text = (root / folder / NAME).read_text(encoding="utf-8")
    return [path.name for path in sorted((root / folder).glob("*.h")) if f"`{path.name}`" not in text]


def broken_links(root: pathlib.Path, file: str) -> list[str]:
    """Links of a Markdown file to files of this tree that are not there."""
    path = root / file
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    return [
        f"{file}: no such file or folder: {target}"
        for target in targets
        if "://" not in target and target and not (path.parent / target).exists()
    ]


def misplaced(root: pathlib.Path, text: str) -> list[str]:
    """Names in the rows of tables (`file`: `name`) that no file of their row has."""
    faults = []
    for row in text.splitlines():
        names = CODE.findall(row) if row.startswith("|") else []
        files = [name for name in names if "/" in name and (root / name).is_file()]
        code = "".join((root / name).read_text(encoding="utf-8") for name in files)
        words = set(re.findall(r"\w+", code))
        gone = [name for name in names if files and "/" not in name and name not in words]
        faults += [f"{name}: not in {', '.join(files)}" for name in gone]
    return faults


def readme_faults(root: pathlib.Path, table: dict[str, list[str]], tops=includes.TOPS) -> list[str]:
    faults = []
    for folder in source_folders(root, tops):
        path = root / folder / NAME
        if not path.is_file():
            faults.append(f"{folder} has no {NAME}")
            continue
        text = path.read_text(encoding="utf-8")
        faults += [f"{folder}/{NAME}: no such file or folder: {name}" for name in missing(root, folder, text)]
        if folder in table:
            faults += include_faults(folder, text, table[folder])
    return faults


def include_faults(folder: str, text: str, allowed: list[str]) -> list[str]:
    line = MAY_INCLUDE.search(text)
    said = sorted(CODE.findall(line["folders"])) if line else None
    if said == sorted(allowed) and (said or line["folders"] == "nothing"):
        return []
    expected = ", ".join(f"`{other}`" for other in sorted(allowed)) or "nothing"
    return [f"{folder}/{NAME}: should say 'May include: {expected}.' as {directions.TABLE.name} does"]
