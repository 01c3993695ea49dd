"""Comparisons that documents show tables of: made by the program, gone on with where they were stopped, read, and
written into a document between its marks. Used by the scripts beside this."""

import csv
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def compare(program, folder, scenarios, *options):
    """What the program prints of a comparison in a folder; a finished one is read again. Ends the script on failure."""
    command = [str(program), "compare", *scenarios, "--contested", "0", "--keep-fields", "0", "--progress", "off",
               "--out", str(folder), *map(str, options)]
    if (pathlib.Path(folder) / "plan.h5").exists():
        command.append("--resume")
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def rows_of(path, **wanted):
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == value for key, value in wanted.items())]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def write_blocks(path, family, bodies):
    """Puts bodies, by name, between the marks `<!-- begin: FAMILY NAME -->` and `<!-- end -->` of a document."""
    document = path.read_text(encoding="utf-8")
    for name, body in bodies.items():
        pattern = re.compile(rf"(<!-- begin: {family} {name} -->\n).*?(<!-- end -->)", re.S)
        if not pattern.search(document):
            sys.exit(f"{path.name} has no place for '{family} {name}'")
        document = pattern.sub(lambda match, body=body: match[1] + body + "\n" + match[2], document)
    path.write_text(document, encoding="utf-8")
