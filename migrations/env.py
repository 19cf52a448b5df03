"""Alembic's environment: runs the migrations over a connection that `cli.migrate` (or a test) hands in."""

from __future__ import annotations

from alembic import context

from casework.access_codes.models import access_codes
from casework.conversations.models import conversations
from casework.identity.models import people
from casework.schema import metadata

_AREAS = (access_codes, conversations, people)
assert all(area.metadata is metadata for area in _AREAS)  # noqa: S101  (every area's tables are known before Alembic compares)


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
