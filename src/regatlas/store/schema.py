"""All tables of the store, for migrations and for the test that compares the two."""

from __future__ import annotations

from sqlalchemy import MetaData

from regatlas.store import audit, coverage, imports, review_tables, tables
from regatlas.store.accounts import tables as accounts

MODULES = (tables, accounts, imports, audit, review_tables, coverage)
"""Every module that declares tables: importing it puts them into the metadata."""
METADATA: MetaData = tables.Base.metadata
