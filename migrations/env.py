"""Alembic's environment: runs the migrations over a connection that `cli.migrate` (or a test) hands in."""

from __future__ import annotations

from alembic import context

from casework.access_codes.models import access_codes
from casework.access_codes.tries import code_tries
from casework.callbacks.models import callbacks
from casework.conversations.models import conversations
from casework.schema import metadata

# Every area's tables are known before Alembic compares.
_KNOWN = (conversations, access_codes, code_tries, callbacks)
assert all(table.metadata is metadata for table in _KNOWN)  # noqa: S101


def run() -> None:
    """Runs in one transaction, so that a failed migration leaves the schema as it was."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
