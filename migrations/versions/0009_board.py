"""What the supervisors' board counts: when a person was first told a wait, which one, and when an advocate first joined."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("first_told_at", sa.String(27)),
    ("first_told_low_minutes", sa.Integer()),
    ("first_told_high_minutes", sa.Integer()),
    ("first_joined_at", sa.String(27)),
)


def upgrade() -> None:
    for name, kind in _COLUMNS:
        op.add_column("handoffs", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("handoffs") as table:
        for name, _kind in reversed(_COLUMNS):
            table.drop_column(name)
