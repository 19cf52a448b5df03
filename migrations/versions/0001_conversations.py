"""The record of conversations: conversations, events, tokens and visitors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("door", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("person_seq", sa.Integer, nullable=False),
        sa.Column("answered_seq", sa.Integer, nullable=False),
        sa.Column("facts_from_seq", sa.Integer, nullable=False),
        sa.Column("turn_id", sa.String(36)),
        sa.Column("up_to_seq", sa.Integer),
        sa.Column("as_of", sa.String(10)),
        sa.Column("lease_until", sa.String(27)),
        sa.Column("failed_turns", sa.Integer, nullable=False),
        sa.Column("retry_at", sa.String(27)),
        sa.Column("emergency", sa.Boolean, nullable=False),
        sa.Column("key_id", sa.String(64)),
        sa.Column("wrapped_key", sa.LargeBinary),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("last_message_at", sa.String(27), nullable=False),
        sa.Column("erased_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_waiting", "conversations", ["owner", "lease_until"])
    op.create_index("ix_conversations_erase", "conversations", ["erased_at", "last_message_at"])
    op.create_table(
        "events",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("client_id_digest", sa.LargeBinary(32)),
        sa.Column("content_digest", sa.LargeBinary(32)),
        sa.Column("body", sa.LargeBinary),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_events"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_events_conversation_id_conversations"
        ),
        sa.UniqueConstraint("conversation_id", "client_id_digest", name="uq_events_conversation_id"),
    )
    op.create_table(
        "conversation_tokens",
        sa.Column("token_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("revoked_at", sa.String(27)),
        sa.PrimaryKeyConstraint("token_digest", name="pk_conversation_tokens"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_conversation_tokens_conversation_id_conversations"
        ),
    )
    op.create_index("ix_conversation_tokens_conversation_id", "conversation_tokens", ["conversation_id"])
    op.create_table(
        "visitors",
        sa.Column("visitor_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("visitor_digest", "conversation_id", name="pk_visitors"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_visitors_conversation_id_conversations"
        ),
    )


def downgrade() -> None:
    op.drop_table("visitors")
    op.drop_table("conversation_tokens")
    op.drop_table("events")
    op.drop_table("conversations")
