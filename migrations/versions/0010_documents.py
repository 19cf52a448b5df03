"""Documents, and where the parts of each lie."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(43), nullable=False),
        sa.Column("place_kind", sa.String(16), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("direction", sa.String(8), nullable=False),
        sa.Column("uploader_id", sa.String(36), nullable=False),
        sa.Column("client_id_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("content_digest", sa.LargeBinary(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(64), nullable=True),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("received_bytes", sa.BigInteger(), nullable=False),
        sa.Column("attached_to", sa.String(64), nullable=True),
        sa.Column("made_into", sa.String(43), nullable=True),
        sa.Column("key_id", sa.String(64), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column("lease", sa.String(36), nullable=True),
        sa.Column("lease_until", sa.String(27), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.String(27), nullable=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("expires_at", sa.String(27), nullable=False),
        sa.Column("finished_at", sa.String(27), nullable=True),
        sa.Column("checked_at", sa.String(27), nullable=True),
        sa.Column("erased_at", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("uploader_id", "client_id_digest", name="uq_documents_uploader_id"),
    )
    op.create_index("ix_documents_place", "documents", ["place_kind", "place_id"])
    op.create_index("ix_documents_state", "documents", ["state", "retry_at"])
    op.create_index("ix_documents_expires_at", "documents", ["expires_at"])
    op.create_table(
        "document_parts",
        sa.Column("document_id", sa.String(43), nullable=False),
        sa.Column("first_frame", sa.Integer(), nullable=False),
        sa.Column("frames_count", sa.Integer(), nullable=False),
        sa.Column("object_key", sa.String(128), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_document_parts_document_id_documents"),
        sa.PrimaryKeyConstraint("document_id", "first_frame", name="pk_document_parts"),
        sa.UniqueConstraint("object_key", name="uq_document_parts_object_key"),
    )


def downgrade() -> None:
    op.drop_table("document_parts")
    op.drop_index("ix_documents_expires_at", table_name="documents")
    op.drop_index("ix_documents_state", table_name="documents")
    op.drop_index("ix_documents_place", table_name="documents")
    op.drop_table("documents")
