"""How long somebody waits is apart from how long the skills they need count: being given back made the wait shorter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("skills_since", sa.String(27), nullable=True))


def downgrade() -> None:
    # Which counted from then on does so again.
    op.execute("UPDATE handoffs SET waiting_since = skills_since WHERE skills_since IS NOT NULL")
    with op.batch_alter_table("handoffs") as table:
        table.drop_column("skills_since")
