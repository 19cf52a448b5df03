"""Notices by e-mail, and the addresses that providers have verified."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_ref", sa.String(80), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("why", sa.String(32), nullable=True),
        sa.Column("mail_id", sa.String(36), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(36), nullable=True),
        sa.Column("lease_until", sa.String(27), nullable=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("due_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("person_id", "kind", "subject_ref", name="uq_notices_person_id"),
    )
    op.create_index("ix_notices_due", "notices", ["state", "due_at"])
    op.create_index("ix_notices_mail_id", "notices", ["mail_id"])
    op.add_column("people", sa.Column("email", sa.LargeBinary(), nullable=True))
    op.add_column("people", sa.Column("email_digest", sa.LargeBinary(32), nullable=True))
    op.create_index("ix_people_email_digest", "people", ["email_digest"])


def downgrade() -> None:
    op.drop_index("ix_people_email_digest", "people")
    op.drop_column("people", "email_digest")
    op.drop_column("people", "email")
    op.drop_table("notices")
