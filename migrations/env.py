"""Alembic's environment: runs the migrations over a connection that `cli.migrate` (or a test) hands in."""

from __future__ import annotations

from alembic import context

from adapters.case_system import embedded
from casework.access_codes.models import access_codes
from casework.access_codes.tries import code_tries
from casework.audit.models import audit_entries
from casework.authority.models import authorizations
from casework.callbacks.models import callbacks
from casework.cases.models import case_changes
from casework.conversations.models import conversations
from casework.documents.models import documents
from casework.holds.models import legal_holds
from casework.identity.models import people
from casework.messages.models import message_threads
from casework.notices.models import notices
from casework.schema import metadata
from casework.staff_codes.models import invitations

# Every area's tables are known before Alembic compares.
_AREAS = (
    access_codes,
    audit_entries,
    authorizations,
    callbacks,
    case_changes,
    code_tries,
    conversations,
    documents,
    invitations,
    message_threads,
    legal_holds,
    notices,
    people,
)
for table in _AREAS:
    assert table.metadata is metadata  # noqa: S101


def run() -> None:
    """Runs in one transaction, so that a failed migration leaves the schema as it was."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=[metadata, embedded.metadata],
        compare_type=True,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
