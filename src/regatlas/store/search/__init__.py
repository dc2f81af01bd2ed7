"""Search over provisions: exact and complete for every phrase, in Chinese and in scripts that put spaces between words.

``folding`` says which differences of writing do not matter, ``units`` what can be found, ``base`` what an index
promises, ``sqlite`` and ``postgres`` keep and ask it, ``choice`` knows which serves which database.
"""

from regatlas.store.search.base import SearchHit, SearchIndex, SearchPage, is_operative, phrases_of
from regatlas.store.search.folding import Folded, fold, folded
from regatlas.store.search.units import SearchUnit, units_of

__all__ = [
    "Folded",
    "SearchHit",
    "SearchIndex",
    "SearchPage",
    "SearchUnit",
    "fold",
    "folded",
    "is_operative",
    "phrases_of",
    "units_of",
]
