"""Search over provisions: exact and complete for every phrase, in Chinese and in scripts that put spaces between words.

``folding`` says which differences of writing do not matter, ``units`` what can be found, ``tokens`` how a text and a
phrase become tokens of SQLite's FTS5 such that a phrase of tokens stands exactly where the phrase stands, and
``index`` keeps and asks.
"""

from regatlas.store.search.folding import Folded, fold, folded
from regatlas.store.search.index import ProvisionSearch, SearchHit, SearchPage
from regatlas.store.search.units import SearchUnit, units_of

__all__ = ["Folded", "ProvisionSearch", "SearchHit", "SearchPage", "SearchUnit", "fold", "folded", "units_of"]
