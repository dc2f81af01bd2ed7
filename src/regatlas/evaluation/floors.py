"""Pinned floors: figures below which quality must not fall, with a digest of the texts that they were measured on.

A figure whose name ends in ``.beyond`` is better the lower it is; all others the higher. Floors are pinned a little
under what was measured (:data:`MARGIN`), since figures move by a few thousandths with any change of a grammar.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from regatlas.errors import BadArgument, DataError

SCHEMA = "regatlas/floors/1"
MARGIN = 0.01
_LOWER_IS_BETTER = ".beyond"


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by the name of the figure, and the digest of the corpus that they hold for."""

    corpus: str
    floors: Mapping[str, float]


def corpus_digest(root: Path, files: Iterable[Path]) -> str:
    """SHA-256 over the names (below ``root``) and contents of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(set(files)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def read_floors(path: Path) -> Floors:
    """The floors in a file. Raises :class:`DataError` where it is missing or no floors file."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        schema, corpus = value["schema"], str(value["corpus"])
        floors = {str(name): float(floor) for name, floor in value["floors"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"this is no file of floors ({error})", where=str(path), hint="pin them anew") from None
    if schema != SCHEMA:
        raise DataError(f"the schema is {schema!r}", where=str(path), hint=f"write {SCHEMA!r}")
    return Floors(corpus, floors)


def write_floors(path: Path, floors: Floors) -> None:
    """Write floors, sorted by name."""
    value = {"schema": SCHEMA, "corpus": floors.corpus, "floors": dict(sorted(floors.floors.items()))}
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def fallen(floors: Floors, figures: Mapping[str, float]) -> list[str]:
    """One sentence for each figure that is worse than its floor, or that was not measured."""
    told = []
    for name, floor in sorted(floors.floors.items()):
        figure = figures.get(name)
        if figure is None:
            told.append(f"{name} was not measured; its floor is {floor:.3f}")
        elif _worse(name, figure, floor):
            told.append(f"{name} is {figure:.3f}; its floor is {floor:.3f}")
    return told


def pinned(old: Floors | None, figures: Mapping[str, float], corpus: str, *, lower: bool) -> Floors:
    """New floors a little under ``figures``. Floors that are stricter already stay.

    Raises :class:`BadArgument` where a figure is below its old floor, or an old floor would vanish, unless ``lower``
    is set; with ``lower`` every floor follows its figure, down as well as up.
    """
    wanted = {name: round(_eased(name, figure), 3) for name, figure in figures.items()}
    if old is None or lower:
        return Floors(corpus, wanted)
    worse = fallen(old, figures)
    if worse:
        raise BadArgument(
            f"pinning would lower {len(worse)} floors: {worse[0]}", hint="mend what fell, or add --lower on purpose"
        )
    kept = {name: floor if _worse(name, wanted[name], floor) else wanted[name] for name, floor in old.floors.items()}
    return Floors(corpus, {**wanted, **kept})


def _worse(name: str, figure: float, floor: float) -> bool:
    return figure > floor if name.endswith(_LOWER_IS_BETTER) else figure < floor


def _eased(name: str, figure: float) -> float:
    return figure * (1 + 10 * MARGIN) if name.endswith(_LOWER_IS_BETTER) else figure - MARGIN
