"""A paper that was asked for may come in a chat: then no message brought it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("document_answers") as table:
        table.alter_column("message_id", existing_type=sa.String(36), nullable=True)


def downgrade() -> None:
    # What came in a chat can't be said any more.
    op.execute("DELETE FROM document_answers WHERE message_id IS NULL")
    with op.batch_alter_table("document_answers") as table:
        table.alter_column("message_id", existing_type=sa.String(36), nullable=False)
