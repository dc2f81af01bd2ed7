"""What is kept: works, their versions, documents, provisions, records, and when each was imported.

See :class:`regatlas.store.repository.DocumentStore`.
"""

from regatlas.store.entries import Added, DocumentEntry, ImportEntry, SearchableDocument, VersionEntry, WorkEntry
from regatlas.store.repository import DocumentStore

__all__ = [
    "Added",
    "DocumentEntry",
    "DocumentStore",
    "ImportEntry",
    "SearchableDocument",
    "VersionEntry",
    "WorkEntry",
]
