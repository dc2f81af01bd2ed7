"""The history of the tables, for Alembic; run when a store is opened."""
