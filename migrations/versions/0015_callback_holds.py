"""Who is making a call-back, so that two never ring the same number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("callbacks", sa.Column("held_by", sa.String(96)))
    op.add_column("callbacks", sa.Column("held_at", sa.String(27)))
    op.add_column("callbacks", sa.Column("held_until", sa.String(27)))


def downgrade() -> None:
    for column in ("held_until", "held_at", "held_by"):
        op.drop_column("callbacks", column)
