"""Mechanical mutants of C++ source, line by line: all of them, in an order that depends on the text alone."""

import dataclasses
import hashlib
import pathlib
import re

# What is mutated: the model's processes, its measures and what makes a comparison of runs.
SOURCES = [
    "sim/processes/*.cpp",
    "sim/processes/*.h",
    "sim/measures/*.cpp",
    "sim/measures/*.h",
    "sim/run/*.cpp",
    "sim/run/*.h",
    "scenarios/compare/*.cpp",
    "scenarios/compare/*.h",
]


@dataclasses.dataclass(frozen=True)
class Mutant:
    path: str
    line: int  # from 1
    operator: str
    before: str  # the whole line
    after: str

    @property
    def key(self):
        """Names the mutant whatever line it stands on, so that a list survives edits elsewhere in the file."""
        return "\t".join((self.path, self.operator, self.before.strip(), self.after.strip()))


COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
WORD = r"[A-Za-z_][A-Za-z0-9_]*"
CALL_STATEMENT = re.compile(rf"^\s*(?:{WORD}(?:::|\.|->|\[[^\]]*\]\.))*{WORD}\(.*\);\s*$")
SUM_STATEMENT = re.compile(r"^\s*[^=;(]*[\w\])]\s*[+\-]=\s.*;\s*$")
NOT_A_CALL = re.compile(r"^\s*(?:return|if|for|while|throw|static_assert|else|case|switch)\b")
TIMES = r"(?:week|now_week|period|year|p|k|w|y)"


def blank_text(line):
    """The line with strings, character literals and its comment blanked, so that positions stay."""
    out, quote, k = [], None, 0
    while k < len(line):
        c = line[k]
        if quote:
            out.append(" ")
            if c == "\\":
                out.append(" ")
                k += 1
            elif c == quote:
                quote = None
        elif c == '"' or (c == "'" and not (k and line[k - 1].isalnum())):
            quote = c
            out.append(" ")
        elif line.startswith("//", k):
            out.append(" " * (len(line) - k))
            break
        else:
            out.append(c)
        k += 1
    return "".join(out)[: len(line)]


def end_of_term(code, start):
    """Where the product that starts here ends: at the first weaker operator outside brackets; None if it never does."""
    depth = 0
    for k in range(start, len(code)):
        c = code[k]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth < 0:
                return k
        elif depth == 0 and (c in ";,?:" or re.match(r" (?:[+\-]|[<>=!]=?|&&|\|\||<<|>>) ", code[k:])):
            if c == ":" and (code[k - 1 : k] == ":" or code[k + 1 : k + 2] == ":"):
                continue
            return k
    return None


def of_line(path, number, line):
    """All mutants of one line."""
    code = blank_text(line)
    found = []

    def put(operator, start, end, text):
        found.append(Mutant(path, number, operator, line, line[:start] + text + line[end:]))

    for match in re.finditer(r"(?<=[\w)\]]) ([+\-]) (?=[\w(\-])", code):
        put("sign", match.start(1), match.end(1), "-" if match[1] == "+" else "+")
        end = end_of_term(code, match.end())
        if end is not None:
            put("term dropped", match.start(), end, "")
    for match in re.finditer(r" ([+\-])= ", code):
        put("sign", match.start(1), match.end(1), "-" if match[1] == "+" else "+")
    for match in re.finditer(r"(?<=[(,=?:*] )-(?=[\w(])|(?<=[(\[])-(?=[\w(])|(?<=return )-(?=[\w(])", code):
        put("sign", match.start(), match.end(), "")
    for match in re.finditer(r"(?<=[\w)\]]) (<=|>=|==|!=|<|>) (?=[\w(\-!*&'\"])", code):
        put("comparison", match.start(1), match.end(1), COMPARISONS[match[1]])
    for match in re.finditer(rf"\[({WORD})\]", code):
        put("off by one", match.start(1), match.end(1), f"{match[1]} + 1")
    for match in re.finditer(r"(?<![\w.])(?:int|std::size_t|std::uint32_t) \w+ = (0|1)(?=;)", code):
        put("off by one", match.start(1), match.end(1), "1" if match[1] == "0" else "0")
    for match in re.finditer(rf"(?<=[(,] ){TIMES}(?=[,)])|(?<=\(){TIMES}(?=[,)])", code):
        put("off by one", match.start(), match.end(), f"{match[0]} + 1")
    for match in re.finditer(r"(?<![\w.\"])(\d+\.\d+(?:e-?\d+)?)(f?)(?![\w.])", code):
        if float(match[1]) != 0:
            put("constant x 1.25", match.start(), match.end(), f"{float(match[1]) * 1.25!r}{match[2]}")
    for match in re.finditer(r"(?<=[*/+\-<>=(] )(\d+)(?=[;) ,])|(?<=[(])(\d+)(?= [*/+\-])|(?<= = )(\d+)(?=;)", code):
        value = int(match[0])
        if value >= 3 or (value >= 1 and code[match.start() - 2 : match.start()] in ("* ", "/ ")):
            put(
                "constant x 1.25",
                match.start(),
                match.end(),
                f"{value * 1.25!r}" if value < 3 else str(-(-value * 5 // 4)),
            )
    if CALL_STATEMENT.match(code) and not NOT_A_CALL.match(code) and code.count("(") == code.count(")"):
        start = len(line) - len(line.lstrip())
        put("call dropped", start, len(line.rstrip()), ";")
    if SUM_STATEMENT.match(code) and not NOT_A_CALL.match(code) and code.count("(") == code.count(")"):
        start = len(line) - len(line.lstrip())
        put("term dropped", start, len(line.rstrip()), ";")
    return found


def is_code(line):
    bare = line.strip()
    return bool(bare) and not bare.startswith(("//", "#", "static_assert", "using ", "namespace "))


def of_tree(root):
    """All mutants of the sources below `root`, without twins, in order of file, line and place."""
    mutants = []
    for pattern in SOURCES:
        for path in sorted(pathlib.Path(root).glob(pattern)):
            name = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                if is_code(line):
                    mutants += [m for m in of_line(name, number, line) if m.after != m.before]
    return list(dict.fromkeys(mutants))


def drawn(mutants, seed, count):
    """`count` of them by a seed: those whose digests with it come first, so no generator's version matters."""

    def digest(mutant):
        return hashlib.sha256(f"{seed}\t{mutant.line}\t{mutant.key}".encode()).hexdigest()

    return sorted(mutants, key=digest)[:count]


def apply(mutant, root):
    """Writes the mutant into the tree; returns the file's text before. The line is found again if it has moved."""
    path = pathlib.Path(root) / mutant.path
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    places = [k for k, line in enumerate(lines) if line == mutant.before]
    if not places:
        raise LookupError(f"{mutant.path}:{mutant.line}: no such line any more; draw a new list")
    place = min(places, key=lambda k: abs(k + 1 - mutant.line))
    lines[place] = mutant.after
    path.write_text("\n".join(lines), encoding="utf-8")
    return text
