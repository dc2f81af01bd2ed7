"""Documents to records by a named engine under chosen taxonomies."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomy, load_taxonomy, taxonomy_digest
from regatlas.engines.lexicon.judge import NAME as LEXICON
from regatlas.engines.lexicon.judge import RULES
from regatlas.engines.lexicon.record import build_record
from regatlas.engines.linear import NAME as LINEAR
from regatlas.engines.llm import NAME as LLM
from regatlas.engines.llm.settings import Settings
from regatlas.errors import BadArgument
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.run import RunManifest
from regatlas.model.taxonomy import Taxonomy

ENGINES = (*RULES, LINEAR, LLM)
# The rooms whose code decides what a record says.
_DECIDING_ROOMS = ("model", "readers", "structure", "engines", "catalog")


@dataclass(frozen=True, slots=True)
class Mapper:
    """An engine with its taxonomies. ``taxonomies`` are ids of built-in ones or paths of YAML files; none means all.

    ``llm`` says which model ``llm.v1`` asks, ``model`` is the file of ``linear.v1``; no other engine has either.
    """

    engine: str = LEXICON
    taxonomies: tuple[str, ...] = ()
    llm: Settings | None = None
    model: Path | None = None

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            hint = f"choose among {', '.join(ENGINES)}"
            raise BadArgument(f"no engine is called {self.engine!r}", where="--engine", hint=hint)
        if (self.engine == LLM) != (self.llm is not None):
            what = f"the engine {self.engine!r} and the settings of a model do not fit"
            raise BadArgument(what, where="--engine", hint=f"give {LLM}")
        if self.model is not None and self.engine != LINEAR:
            raise BadArgument(f"the engine {self.engine!r} needs no model", where="--model", hint="leave --model out")
        if self.engine == LINEAR and self.model is None:
            hint = "make one with regatlas train and add --model MODEL"
            raise BadArgument("linear.v1 needs a model", where="--engine", hint=hint)

    def load(self) -> dict[str, Taxonomy]:
        """The taxonomies by id, in the order of the record. Raises BadArgument and DataError."""
        return load_taxonomies(self.taxonomies or BUILTIN_IDS)

    def manifest(self) -> RunManifest:
        """Everything besides the text that a record depends on."""
        data = {taxonomy.id: taxonomy_digest(taxonomy) for taxonomy in self.load().values()}
        if self.model is not None:
            from regatlas.app.trained import model_digest

            data["model"] = model_digest(self.model)
        options = self.llm.options() if self.llm else {}
        return RunManifest(engine=self.engine, code=code_digest(), data=data, options=options)

    def map(self, document: Document, manifest: str) -> Record:
        """The record of a document; ``manifest`` is the digest of :meth:`manifest`."""
        if self.llm is not None:
            # Its client takes longer to load than a document takes to judge.
            from regatlas.app.language_model import map_by_model

            return map_by_model(document, self.load(), self.llm, manifest)
        if self.model is not None:
            # NumPy, which only this engine needs, may not be installed.
            from regatlas.app.trained import map_by_trained

            return map_by_trained(document, self.load(), self.model, manifest)
        return build_record(document, self.load(), manifest=manifest, rules=RULES[self.engine])


def load_taxonomies(names: Sequence[str]) -> dict[str, Taxonomy]:
    """Taxonomies by id, from built-in ids and paths of YAML files."""
    found: dict[str, Taxonomy] = {}
    for name in names:
        taxonomy = _taxonomy(name)
        if taxonomy.id in found:
            what = f"the taxonomy {taxonomy.id!r} is asked for twice"
            raise BadArgument(what, where="--taxonomy", hint="name it once")
        found[taxonomy.id] = taxonomy
    return found


@functools.cache
def _taxonomy(name: str) -> Taxonomy:
    if name in BUILTIN_IDS:
        return builtin_taxonomy(name)
    if name.endswith((".yaml", ".yml")):
        return load_taxonomy(Path(name))
    hint = f"choose among {', '.join(BUILTIN_IDS)}, or give a YAML file"
    raise BadArgument(f"no taxonomy is called {name!r}", where="--taxonomy", hint=hint)


@functools.cache
def code_digest() -> str:
    """SHA-256 over the source of every room that decides what a record says."""
    digest = hashlib.sha256()
    root = files("regatlas")
    for room in _DECIDING_ROOMS:
        for path, content in sorted(_sources(root.joinpath(room), room)):
            digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _sources(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found.extend(_sources(entry, path))
        elif entry.name.endswith(".py"):
            found.append((path, entry.read_bytes()))
    return found
