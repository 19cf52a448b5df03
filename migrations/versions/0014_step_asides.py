"""Who at the desk said of a chat that they know the person: it is not theirs, nor offered to them again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_step_asides",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("agent_id", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_desk_step_asides_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "agent_id", name="pk_desk_step_asides"),
    )


def downgrade() -> None:
    op.drop_table("desk_step_asides")
