"""Live advocates: hand-offs, who is at the desk, notes, drafts, and the assistant's switch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("topic", sa.String(32), nullable=True),
        sa.Column("signed_in", sa.Boolean(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("wanted_skill", sa.String(64), nullable=True),
        sa.Column("front", sa.Boolean(), nullable=False),
        sa.Column("waiting_since", sa.String(27), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("agent_id", sa.String(64), nullable=True),
        sa.Column("last_agent_id", sa.String(64), nullable=True),
        sa.Column("until_at", sa.String(27), nullable=True),
        sa.Column("joined_at", sa.String(27), nullable=True),
        sa.Column("person_wrote_at", sa.String(27), nullable=True),
        sa.Column("agent_wrote_at", sa.String(27), nullable=True),
        sa.Column("person_seen_at", sa.String(27), nullable=True),
        sa.Column("quiet_asked_at", sa.String(27), nullable=True),
        sa.Column("told_position", sa.Integer(), nullable=True),
        sa.Column("told_low_minutes", sa.Integer(), nullable=True),
        sa.Column("told_high_minutes", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.String(27), nullable=True),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.Column("ending", sa.String(16), nullable=True),
        sa.Column("wrap_up", sa.String(32), nullable=True),
        sa.Column("handled_seconds", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_handoffs_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
    )
    op.create_index("ix_handoffs_conversation", "handoffs", ["conversation_id"])
    op.create_index("ix_handoffs_state", "handoffs", ["state"])
    op.create_index("ix_handoffs_agent", "handoffs", ["agent_id", "state"])
    op.create_index(
        "uq_handoffs_open",
        "handoffs",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "desk_agents",
        sa.Column("employee_id", sa.String(64), nullable=False),
        sa.Column("shown_name", sa.String(40), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("skills", sa.String(500), nullable=False),
        sa.Column("presence", sa.String(16), nullable=False),
        sa.Column("lease_until", sa.String(27), nullable=True),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("employee_id", name="pk_desk_agents"),
    )
    head = op.create_table(
        "desk_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_head"),
    )
    op.bulk_insert(head, [{"id": 1, "version": 0}])
    op.create_table(
        "desk_notes",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(40), nullable=False),
        sa.Column("after_seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("client_id_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_desk_notes_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_desk_notes"),
        sa.UniqueConstraint("conversation_id", "client_id_digest", name="uq_desk_notes_client"),
    )
    op.create_table(
        "desk_drafts",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("agent_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_desk_drafts_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "agent_id", name="pk_desk_drafts"),
    )
    op.create_table(
        "desk_switches",
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("stopped_at", sa.String(27), nullable=False),
        sa.Column("stopped_by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_desk_switches"),
    )


def downgrade() -> None:
    for table in ("desk_switches", "desk_drafts", "desk_notes", "desk_head", "desk_agents", "handoffs"):
        op.drop_table(table)
