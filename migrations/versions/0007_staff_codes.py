"""What employees give codes for: invitations, whom a conversation is for, and which form began what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # An employee is named by a word of the agency's own, which may be longer than an id of ours.
    with op.batch_alter_table("access_codes") as batch:
        batch.alter_column("subject_id", existing_type=sa.String(36), type_=sa.String(64), existing_nullable=False)
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("employee_id", sa.String(64), nullable=False),
        sa.Column("matter_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.Column("used_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
    )
    op.create_index("ix_invitations_employee", "invitations", ["employee_id"])
    op.create_index("ix_invitations_expires_at", "invitations", ["expires_at"])
    op.create_table(
        "conversation_addressees",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("employee_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_conversation_addressees_conversation_id_conversations"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_conversation_addressees"),
    )
    op.create_index("ix_conversation_addressees_employee", "conversation_addressees", ["employee_id"])
    op.create_table(
        "code_entries",
        sa.Column("entry_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("typed_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("entered_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("entry_digest", name="pk_code_entries"),
    )
    op.create_index("ix_code_entries_entered_at", "code_entries", ["entered_at"])


def downgrade() -> None:
    op.drop_table("code_entries")
    op.drop_table("conversation_addressees")
    op.drop_table("invitations")
    with op.batch_alter_table("access_codes") as batch:
        batch.alter_column("subject_id", existing_type=sa.String(64), type_=sa.String(36), existing_nullable=False)
