"""Conversations of people who signed in: whose they are, about which matter, and from which screening."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "portal_conversations",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=True),
        sa.Column("continued_from", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_portal_conversations_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_portal_conversations"),
    )
    op.create_index("ix_portal_conversations_person", "portal_conversations", ["person_id"])


def downgrade() -> None:
    op.drop_table("portal_conversations")
