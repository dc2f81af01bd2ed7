"""Mining many files: each becomes one outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from regatlas.app.inputs import InputFile, load_document
from regatlas.app.mapping import code_digest
from regatlas.app.mining.mine import Miner
from regatlas.catalog.loading import builtin_catalog
from regatlas.exchange.json_mining import mining_json
from regatlas.jobs import Answer
from regatlas.model.document import Document
from regatlas.model.mining import Mining
from regatlas.model.run import RunManifest
from regatlas.readers import Limits

NAME = "mine.v1"


@cache
def miner(as_of: date) -> Miner:
    """The miner of this process for a day, against the built-in catalog."""
    return Miner(builtin_catalog(), as_of)


def mining_manifest(as_of: date) -> RunManifest:
    """Everything besides the text that a mining depends on: code, catalog, day."""
    data = {"catalog": builtin_catalog().sha256}
    return RunManifest(engine=NAME, code=code_digest(), data=data, options={"as_of": as_of.isoformat()})


@dataclass(frozen=True, slots=True)
class MineTask:
    """Reads and mines one file in a worker."""

    limits: Limits
    as_of: date

    def __call__(self, file: InputFile) -> Answer:
        """The mining of a file as an outcome."""
        document, mining = self.mine(file)
        return Answer({"mining": mining_json(document, mining, file.name)})

    def mine(self, file: InputFile) -> tuple[Document, Mining]:
        """The document of a file and what it says."""
        document = load_document(file.path, self.limits)
        return document, miner(self.as_of).mine(document)
