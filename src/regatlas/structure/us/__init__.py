"""United States acts, bills, orders and codes: divisions, titles, sections, subsections (a)(1)(A)(i)."""

from __future__ import annotations

from regatlas.structure.us.cite import cite_us, cite_us_within
from regatlas.structure.us.parser import UsParser

__all__ = ["UsParser", "cite_us", "cite_us_within"]
