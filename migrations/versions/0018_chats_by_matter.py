"""Chats are looked up by the case that they are about: for its page, the inbox, and whoever stepped aside."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_portal_conversations_matter", "portal_conversations", ["matter_id"])


def downgrade() -> None:
    op.drop_index("ix_portal_conversations_matter", "portal_conversations")
