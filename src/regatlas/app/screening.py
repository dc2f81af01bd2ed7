"""Which documents are AI governance: one file, or many with exactly one outcome each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from regatlas.app.inputs import InputFile, load_document
from regatlas.app.mapping import code_digest
from regatlas.catalog.taxonomies import screening_taxonomy, taxonomy_digest
from regatlas.engines.lexicon.judge import NAME as LEXICON
from regatlas.engines.llm import NAME as LLM
from regatlas.engines.llm.settings import Settings
from regatlas.engines.screening.judge import screen
from regatlas.errors import BadArgument
from regatlas.exchange.json_screenings import screening_json
from regatlas.jobs import Answer
from regatlas.model.document import Document
from regatlas.model.run import RunManifest
from regatlas.model.screening import Screening
from regatlas.readers import Limits

SCREENING_ENGINES = (LEXICON, LLM)


@dataclass(frozen=True, slots=True)
class Screener:
    """An engine for scope screening; ``llm`` says which model ``llm.v1`` asks, and no other engine has one."""

    engine: str = LEXICON
    llm: Settings | None = None

    def __post_init__(self) -> None:
        if self.engine not in SCREENING_ENGINES:
            hint = f"choose among {', '.join(SCREENING_ENGINES)}"
            raise BadArgument(f"no engine for screening is called {self.engine!r}", where="--engine", hint=hint)
        if (self.engine == LLM) != (self.llm is not None):
            what = f"the engine {self.engine!r} and the settings of a model do not fit"
            raise BadArgument(what, where="--engine", hint=f"give {LLM}")

    def manifest(self) -> RunManifest:
        """Everything besides the text that a score depends on."""
        data = {"scope": taxonomy_digest(screening_taxonomy())} if self.llm else {}
        options = {**(self.llm.options() if self.llm else {}), "task": "screen"}
        return RunManifest(engine=self.engine, code=code_digest(), data=data, options=options)

    def screen(self, document: Document, manifest: str) -> Screening:
        """The scope of a document; ``manifest`` is the digest of :meth:`manifest`."""
        if self.llm is None:
            return screen(document, manifest=manifest)
        # The client of language models takes longer to load than a document takes to screen.
        from regatlas.app.language_model import engine_of
        from regatlas.engines.screening.by_model import screen_by_model

        return screen_by_model(document, engine_of(self.llm), screening_taxonomy(), manifest=manifest)


@dataclass(frozen=True, slots=True)
class ScreenTask:
    """Reads and screens one file in a worker."""

    limits: Limits
    screener: Screener
    manifest: str

    def __call__(self, file: InputFile) -> Answer:
        """The screening of a file as an outcome: ok, or abstained with the reason."""
        document, screening = self.screen(file)
        status: Literal["ok", "abstained"] = "abstained" if screening.abstained else "ok"
        return Answer({"screening": screening_json(document, screening, file.name)}, status=status)

    def screen(self, file: InputFile) -> tuple[Document, Screening]:
        """The document of a file and what is said of its scope."""
        document = load_document(file.path, self.limits)
        return document, self.screener.screen(document, self.manifest)
