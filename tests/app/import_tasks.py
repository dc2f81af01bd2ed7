"""Tasks for the processes of workers that fare badly; in a module of their own, which those processes import."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass

from regatlas.app.import_child import Assignment, ImportTask
from regatlas.jobs import Answer


@dataclass(frozen=True, slots=True)
class Deadly(ImportTask):
    """Ends its process in the middle of a file called ``deadly``, and says why for one called ``told``."""

    def __call__(self, given: Assignment) -> Answer:
        if given.source == "slow":
            given.bench.tell("read")
            time.sleep(600)
        if given.source == "deadly":
            os._exit(9)
        if given.source == "told":
            os.dup2(os.open(given.bench.complaints, os.O_WRONLY | os.O_CREAT), 2)
            sys.stderr.write(f"noise\nRGA-1006: reading the file took too long, {given.bench.file}; split the file\n")
            sys.stderr.flush()
            os._exit(2)
        if given.source == "garbled":
            (given.bench.folder / "document.json").write_text("{}")
            return Answer()
        return ImportTask.__call__(self, given)
