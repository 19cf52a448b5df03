"""Access codes: their digests, what they open, and until when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_codes",
        sa.Column("code_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("code_digest", name="pk_access_codes"),
    )
    op.create_index("ix_access_codes_subject", "access_codes", ["subject_id", "kind"])
    op.create_index("ix_access_codes_expires_at", "access_codes", ["expires_at"])


def downgrade() -> None:
    op.drop_table("access_codes")
