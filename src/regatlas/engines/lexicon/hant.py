"""Traditional Chinese read by Simplified patterns: a twin of the document, character for character, and the way back.

Only coverage is matched on folded text; who must do what, and what binds, are read by patterns of their own. So the
whole record of a text in Traditional characters is made on its twin, and every word of it is then taken from the
original at the same place.
"""

from __future__ import annotations

from typing import TypeVar

from regatlas.engines.lexicon.traditional import SIMPLIFIED, TRADITIONAL
from regatlas.model.document import Document
from regatlas.model.judgement import Actor, Commitment, Evidence, Judgement, LegalStatus, Place, SummarySentence

Found = TypeVar("Found", Actor, Commitment, Judgement, LegalStatus, Place, SummarySentence)

_TABLE = str.maketrans(TRADITIONAL, SIMPLIFIED)
# The words that a record takes from the text beside its quotes.
_WORDS = ("name", "text", "actor")


def twin(document: Document) -> Document:
    """The document with Simplified characters in the place of Traditional ones; any other document as it is."""
    if document.language != "zh-Hant":
        return document
    source = document.source.model_copy(update={"text": document.text.translate(_TABLE)})
    provisions = tuple(
        one._replace(heading=one.heading.translate(_TABLE)) if one.heading else one for one in document.provisions
    )
    return Document(source=source, tradition=document.tradition, provisions=provisions, metadata=document.metadata)


def restored(found: Found, read: Document, document: Document) -> Found:
    """What was found in ``read``, the twin, in the characters of the document itself."""
    if read is document:
        return found
    update: dict[str, object] = {
        "evidence": tuple(Evidence(eid=one.eid, quote=document.source.quote(one.quote.span)) for one in found.evidence)
    }
    for key in _WORDS:
        words = getattr(found, key, None)
        if isinstance(words, str) and (at := read.text.find(words)) >= 0:
            update[key] = document.text[at : at + len(words)]
    return found.model_copy(update=update)
