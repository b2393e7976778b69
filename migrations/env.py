"""Alembic's entry: it runs only with the connection that `reporting.store.migrate` gives it."""

from alembic import context

from reporting.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
