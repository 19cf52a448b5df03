"""Secure messages, what is asked for in them, consents to take part in them, and who is away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=False),
        sa.Column("person_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("paper", sa.String(32), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(64), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.Column("ended_by", sa.String(64), nullable=True),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_matter", "consents", ["matter_id"])
    op.create_index("ix_consents_person", "consents", ["person_digest"])
    op.create_table(
        "absences",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("employee_id", sa.String(64), nullable=False),
        sa.Column("substitute_id", sa.String(64), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(64), nullable=False),
        sa.Column("set_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_until_on", "absences", ["until_on"])
    op.create_index("ix_absences_employee", "absences", ["employee_id"])
    op.create_table(
        "message_threads",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=False),
        sa.Column("addressee_id", sa.String(64), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
        sa.Column("waiting_since", sa.String(27), nullable=True),
        sa.Column("answer_by", sa.String(27), nullable=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("erased_at", sa.String(27), nullable=True),
        sa.Column("key_id", sa.String(64), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("subject", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_message_threads"),
    )
    op.create_index("ix_message_threads_matter", "message_threads", ["matter_id"])
    op.create_index("ix_message_threads_addressee", "message_threads", ["addressee_id"])
    op.create_index("ix_message_threads_answer_by", "message_threads", ["answer_by"])
    op.create_table(
        "message_participants",
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("person_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("added_at", sa.String(27), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["message_threads.id"], name="fk_message_participants_thread_id_message_threads"
        ),
        sa.PrimaryKeyConstraint("thread_id", "person_digest", name="pk_message_participants"),
    )
    op.create_index("ix_message_participants_person", "message_participants", ["person_digest"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("author_kind", sa.String(16), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("to_employee", sa.String(64), nullable=True),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("client_id_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["thread_id"], ["message_threads.id"], name="fk_messages_thread_id_message_threads"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("reference", name="uq_messages_reference"),
        sa.UniqueConstraint("client_id_digest", name="uq_messages_client_id_digest"),
        sa.UniqueConstraint("thread_id", "number", name="uq_messages_thread_id"),
    )
    op.create_index("ix_messages_to_employee", "messages", ["to_employee"])
    op.create_table(
        "message_reads",
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reader", sa.String(80), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["message_threads.id"], name="fk_message_reads_thread_id_message_threads"
        ),
        sa.PrimaryKeyConstraint("thread_id", "number", "reader", name="pk_message_reads"),
    )
    op.create_table(
        "message_drafts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=False),
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_message_drafts"),
        sa.UniqueConstraint("author", "matter_id", "thread_id", name="uq_message_drafts_author"),
    )
    op.create_index("ix_message_drafts_at", "message_drafts", ["at"])
    op.create_table(
        "document_requests",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=False),
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(64), nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("withdrawn_at", sa.String(27), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["message_threads.id"], name="fk_document_requests_thread_id_message_threads"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_requests"),
    )
    op.create_index("ix_document_requests_matter", "document_requests", ["matter_id"])
    op.create_table(
        "document_answers",
        sa.Column("document_id", sa.String(43), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=False),
        sa.Column("request_id", sa.String(36), nullable=True),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("sent_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_document_answers_message_id_messages"),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_answers"),
    )
    op.create_index("ix_document_answers_matter", "document_answers", ["matter_id"])


def downgrade() -> None:
    for table in (
        "document_answers",
        "document_requests",
        "message_drafts",
        "message_reads",
        "messages",
        "message_participants",
        "message_threads",
        "absences",
        "consents",
    ):
        op.drop_table(table)
