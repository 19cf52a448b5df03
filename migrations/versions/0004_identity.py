"""Identity: people, the accounts they sign in with, their sessions, sign-ins on their way, and what was kept for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("tin_digest", sa.LargeBinary(32)),
        sa.Column("employee_id", sa.String(64)),
        sa.Column("staff_roles", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("preferences", sa.LargeBinary),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("signed_in_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    for column in ("tin_digest", "employee_id", "signed_in_at"):
        op.create_index(f"ix_people_{column}", "people", [column])
    op.create_table(
        "accounts",
        sa.Column("account_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("account_digest", name="pk_accounts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_accounts_person_id_people"),
    )
    op.create_index("ix_accounts_person_id", "accounts", ["person_id"])
    op.create_table(
        "sessions",
        sa.Column("session_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("account_digest", sa.LargeBinary(32)),
        sa.Column("provider_session_digest", sa.LargeBinary(32)),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("assurance", sa.Integer, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("begun_at", sa.String(27), nullable=False),
        sa.Column("used_at", sa.String(27), nullable=False),
        sa.Column("idle_ends_at", sa.String(27), nullable=False),
        sa.Column("ends_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.PrimaryKeyConstraint("session_digest", name="pk_sessions"),
        sa.UniqueConstraint("id", name="uq_sessions_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_sessions_person_id_people"),
    )
    for column in ("person_id", "account_digest", "provider_session_digest", "ends_at"):
        op.create_index(f"ix_sessions_{column}", "sessions", [column])
    op.create_table(
        "sign_ins",
        sa.Column("state_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("browser_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("state_digest", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_expires_at", "sign_ins", ["expires_at"])
    op.create_table(
        "kept_posts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_posts"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_kept_posts_person_id_people"),
    )
    op.create_index("ix_kept_posts_person", "kept_posts", ["person_id", "expires_at"])
    op.create_index("ix_kept_posts_expires_at", "kept_posts", ["expires_at"])


def downgrade() -> None:
    for table in ("kept_posts", "sign_ins", "sessions", "accounts", "people"):
        op.drop_table(table)
