"""How Alembic reaches the database: always through the connection and the transaction that the store has opened."""

from alembic import context

from regatlas.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
