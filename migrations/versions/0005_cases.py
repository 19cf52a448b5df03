"""The audit trail, cases and matters, authorizations, and the changes that people made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor_kind", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(128), nullable=False),
        sa.Column("basis", sa.String(255), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_actor", "audit_entries", ["actor", "number"])
    op.create_index("ix_audit_entries_subject", "audit_entries", ["subject", "number"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "digest": bytes(32)}])
    op.create_table(
        "cases",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("number_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("employee_id", sa.String(64), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number_digest", name="uq_cases_number_digest"),
    )
    op.create_index("ix_cases_employee_id", "cases", ["employee_id"])
    op.create_table(
        "matters",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("taxpayer_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_matters"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_matters_case_id_cases"),
        sa.UniqueConstraint("case_id", "taxpayer_digest", name="uq_matters_case_id"),
    )
    op.create_index("ix_matters_taxpayer_digest", "matters", ["taxpayer_digest"])
    op.create_table(
        "authorizations",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("representative_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("taxpayer_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("designation", sa.String(1), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_authorizations"),
    )
    op.create_index("ix_authorizations_representative", "authorizations", ["representative_digest"])
    op.create_index("ix_authorizations_taxpayer", "authorizations", ["taxpayer_digest"])
    op.create_table(
        "case_changes",
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("client_id", sa.String(36), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "client_id", name="pk_case_changes"),
    )
    op.create_index("ix_case_changes_at", "case_changes", ["at"])


def downgrade() -> None:
    for table in ("case_changes", "authorizations", "matters", "cases", "audit_head", "audit_entries"):
        op.drop_table(table)
