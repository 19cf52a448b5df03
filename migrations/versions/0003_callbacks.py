"""Call-backs, who looked at them, and wrong tries at codes shared by all processes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_tries",
        sa.Column("counted_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("counted", sa.String(8), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("counted_digest", name="pk_code_tries"),
    )
    op.create_index("ix_code_tries_last_at", "code_tries", ["counted", "last_at"])
    op.create_table(
        "callbacks",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("number", sa.LargeBinary),
        sa.Column("wish", sa.LargeBinary),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.String(27), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("tried_at", sa.String(27)),
        sa.Column("closed_at", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_callbacks"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_callbacks_conversation_id_conversations"
        ),
    )
    op.create_index("ix_callbacks_conversation_id", "callbacks", ["conversation_id"])
    op.create_index("ix_callbacks_status", "callbacks", ["status", "closed_at"])


def downgrade() -> None:
    op.drop_table("callbacks")
    op.drop_table("code_tries")
