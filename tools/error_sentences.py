"""The sentences that errors are made of, read from the code: what is wrong, and what to do.

``python -m tools.error_sentences`` prints those that ``pages/sentences.yaml`` has no Chinese for, one to a line, ready
to be pasted there. A test asks for the same list, so that a new sentence cannot be forgotten.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import regatlas.errors
from regatlas.pages.sentences import in_chinese, parts

SOURCE = Path(__file__).resolve().parent.parent / "src" / "regatlas"
_ERRORS = frozenset(
    name
    for name, kind in vars(regatlas.errors).items()
    if isinstance(kind, type) and issubclass(kind, regatlas.errors.RegatlasError)
)
_KEYWORDS = frozenset({"hint", "what"})
Names: TypeAlias = dict[str, list[ast.expr]]
_Scope: TypeAlias = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def sentences(folder: Path = SOURCE) -> dict[str, str]:
    """Every template with its file; placeholders are numbered in their order, as ``{0}``."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for template in _of_module(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(template, str(path.relative_to(folder)))
    return found


def missing() -> list[str]:
    """The templates without Chinese, in the order of their files."""
    return [template for template in sentences() if template not in in_chinese()]


def stale() -> list[str]:
    """The templates of our own errors in ``sentences.yaml`` that no error uses any more."""
    used = sentences()
    return [template for template in parts()["code"] if template not in used]


def _of_module(module: ast.Module) -> Iterator[str]:
    constants = _assigned(module.body)
    for scope in _scopes(module):
        names = _assigned(scope.body, constants)
        for node in ast.walk(scope):
            if isinstance(node, ast.Call):
                for part in _parts(node):
                    yield from _templates(part, names)


def _scopes(module: ast.Module) -> Iterator[_Scope]:
    """Functions, the outermost first, and the module for what stands outside of them."""
    yield module
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _assigned(body: list[ast.stmt], outer: Names | None = None) -> Names:
    """What stands on the right of assignments to a name, also to several at once, and in loops over a table."""
    found: Names = dict(outer or {})
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign):
                for target, value in _pairs(node):
                    found.setdefault(target, []).append(value)
            elif isinstance(node, ast.For):
                for target, value in _looped(node, found):
                    found.setdefault(target, []).append(value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
                found.setdefault(node.target.id, []).append(node.value)
    return found


def _pairs(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Name):
            yield target.id, node.value
        elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            for one, value in zip(target.elts, node.value.elts, strict=False):
                if isinstance(one, ast.Name):
                    yield one.id, value


def _looped(node: ast.For, names: Names) -> Iterator[tuple[str, ast.expr]]:
    """``for sign, what, hint in TABLE``: the values of each name, where the table is written out in the module."""
    tables = names.get(node.iter.id, []) if isinstance(node.iter, ast.Name) else []
    targets = node.target.elts if isinstance(node.target, ast.Tuple) else []
    for table in tables:
        for row in table.elts if isinstance(table, ast.Tuple) else []:
            for target, value in zip(targets, row.elts if isinstance(row, ast.Tuple) else [], strict=False):
                if isinstance(target, ast.Name):
                    yield target.id, value


def _parts(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in _ERRORS:
        yield from call.args[:1]
        yield from (keyword.value for keyword in call.keywords if keyword.arg in _KEYWORDS)


def _templates(node: ast.expr, names: Names, depth: int = 0) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if node.value:
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        template = _template(node)
        if template.strip("{}0 "):
            yield template
    elif isinstance(node, ast.IfExp):
        yield from _templates(node.body, names, depth)
        yield from _templates(node.orelse, names, depth)
    elif isinstance(node, ast.Name) and depth < 3:
        for value in names.get(node.id, ()):
            yield from _templates(value, names, depth + 1)


def _template(node: ast.JoinedStr) -> str:
    number = 0
    text = ""
    for value in node.values:
        if isinstance(value, ast.Constant):
            text += str(value.value)
        else:
            text += f"{{{number}}}"
            number += 1
    return text


if __name__ == "__main__":
    for sentence in missing():
        print(sentence)
