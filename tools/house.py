"""Measure the code against the targets of the house plan: short functions, short modules, everything typed.

``python -m tools.house [FOLDER...]`` prints a row for each room and fails where the whole is beyond a limit. A
function is as long as its source from ``def`` to its last line, the docstring included; nested ones count as well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median

FOLDERS = ("src", "tools", "benchmarks")
MEDIAN_LINES = 10
NINETIETH_LINES = 35
MODULE_AIM = 400
MODULE_LIMIT = 600


@dataclass(frozen=True)
class Function:
    """A function with its place, its length in lines, and whether every argument and the result have a type."""

    where: str
    lines: int
    typed: bool


@dataclass(frozen=True)
class Module:
    """A module: its room (the folder it is reported under), its length in lines, its functions."""

    path: str
    room: str
    lines: int
    functions: tuple[Function, ...]


def measure(path: Path, room: str) -> Module:
    """Parse one module."""
    source = path.read_text(encoding="utf-8")
    found = tuple(_functions(ast.parse(source), str(path)))
    return Module(str(path), room, len(source.splitlines()), found)


def _functions(tree: ast.AST, path: str) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{path}:{node.lineno} {node.name}", lines, _typed(node))


def _typed(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
    arguments += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
    named = [argument for argument in arguments if argument.arg not in {"self", "cls"}]
    return node.returns is not None and all(argument.annotation for argument in named)


def modules(folders: Iterable[Path]) -> list[Module]:
    """Every module below the folders, ordered by room. A room is ``src/regatlas/NAME``, or the folder itself."""
    found = [measure(path, _room(path, folder)) for folder in folders for path in sorted(folder.rglob("*.py"))]
    return sorted(found, key=lambda module: (module.room, module.path))


def _room(path: Path, folder: Path) -> str:
    inner = path.relative_to(folder).parts[:-1]
    return inner[1] if len(inner) > 1 else (inner or (folder.name,))[0]


def ninetieth(lengths: Sequence[int]) -> int:
    """The 90th percentile: the smallest length that at least nine tenths do not exceed; 0 for nothing."""
    return sorted(lengths)[-(-9 * len(lengths) // 10) - 1] if lengths else 0


def beyond(found: Sequence[Module]) -> list[str]:
    """One sentence for each limit that the code is beyond."""
    functions = [function for module in found for function in module.functions]
    lengths = [function.lines for function in functions] or [0]
    complaints = []
    if median(lengths) > MEDIAN_LINES:
        complaints.append(f"half of all functions are longer than {median(lengths):g} lines; at most {MEDIAN_LINES}")
    if ninetieth(lengths) > NINETIETH_LINES:
        complaints.append(f"a tenth of all functions has {ninetieth(lengths)} lines or more; at most {NINETIETH_LINES}")
    complaints += [
        f"{module.path} has {module.lines} lines, {MODULE_LIMIT} at most; split it by what it knows"
        for module in found
        if module.lines > MODULE_LIMIT
    ]
    complaints += [
        f"{function.where} has an argument or result without a type" for function in functions if not function.typed
    ]
    return complaints


def _row(name: str, found: Sequence[Module]) -> str:
    lengths = [function.lines for module in found for function in module.functions]
    longest = max((module.lines for module in found), default=0)
    middle = median(lengths) if lengths else 0
    numbers = (len(found), sum(module.lines for module in found), longest, len(lengths))
    counts = " ".join(f"{number:>8}" for number in numbers)
    return f"{name:<14}{counts} {middle:>8.1f} {ninetieth(lengths):>8} {max(lengths, default=0):>8}"


def table(found: Sequence[Module]) -> Iterator[str]:
    """The measurements, one row for each room and one for the whole, and the modules longer than the aim."""
    titles = ("modules", "lines", "longest", "funcs", "median", "90th", "max")
    yield f"{'room':<14}" + " ".join(f"{title:>8}" for title in titles)
    for room, members in groupby(found, key=lambda module: module.room):
        yield _row(room, tuple(members))
    yield _row("all", found)
    for module in found:
        if module.lines > MODULE_AIM:
            yield f"longer than the {MODULE_AIM} lines aimed at: {module.path} ({module.lines})"


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 where the code is beyond a limit."""
    folders = [Path(name) for name in arguments or FOLDERS]
    found = modules(folder for folder in folders if folder.is_dir())
    print(*table(found), sep="\n")
    complaints = beyond(found)
    print(*complaints, sep="\n", file=sys.stderr, end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
