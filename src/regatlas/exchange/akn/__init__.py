"""Akoma Ntoso 3.0 (OASIS LegalDocML 1.0), out and in.

What the standard can carry stands in its own elements; what it cannot (the map back to the original file, the
evidence of metadata, the quality, the citation that lawyers write) stands in attributes and one ``proprietary``
element of our namespace. A file that we wrote gives back the document that it was made of, in every field. A file of
another hand is read for its structure, its text and its identification.
"""

from __future__ import annotations

from regatlas.exchange.akn.read import from_akn, is_akn
from regatlas.exchange.akn.write import to_akn

__all__ = ["from_akn", "is_akn", "to_akn"]
