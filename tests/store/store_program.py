"""One of several importers of one store: ``store_program.py URL NAME COUNT``.

Adds COUNT texts that every importer has, then COUNT texts of one work that are its own. With a COUNT of 0 it goes on
for ever, to be killed.
"""

from __future__ import annotations

import sys
from itertools import count

from conftest import MORNING, make_document, make_record
from regatlas.store import DocumentStore


def main(url: str, name: str, number: int) -> None:
    with DocumentStore.open(url) as store:
        for turn in range(number) if number else count():
            for text in (f"第一条　共有{turn}", f"第一条　{name}{turn}\n第二条"):
                document = make_document(text, title=f"{name}的管理办法" if name in text else None)
                store.add_document(document, f"{name}-{text[:8]}.txt", MORNING, [make_record("m1"), make_record("m2")])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
