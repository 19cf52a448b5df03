"""When an agent last took a chat or wrote in one: a person who comes back to a chat is no sign of its agent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("desk_agents", sa.Column("worked_at", sa.String(27), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("desk_agents") as table:
        table.drop_column("worked_at")
