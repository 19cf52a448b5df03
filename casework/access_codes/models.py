"""The table and the kinds of access codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from sqlalchemy import Column, Index, LargeBinary, String, Table

from casework.schema import UtcDateTime, metadata

Code = NewType("Code", str)
SubjectId = NewType("SubjectId", str)


class CodeKind(StrEnum):
    """What a code is for; the data says how long it is and how long it holds."""

    RETURN = "return"
    """Opens a public conversation again, on any device; its subject is the conversation."""
    CONTINUATION = "continuation"
    """Brings a screening into the portal, once; its subject is the conversation. Read out, it proves nothing."""
    EMPLOYEE = "employee"
    """Names an employee to address; its subject is the employee. It proves nothing about who enters it."""
    INVITATION = "invitation"
    """Lets whoever enters it message or upload, once; its subject is the invitation."""


access_codes = Table(
    "access_codes",
    metadata,
    # A keyed digest: whoever reads the database can open nothing with it, nor try codes against it.
    Column("code_digest", LargeBinary(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    # What it opens or names, by kind (`CodeKind`).
    Column("subject_id", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_access_codes_subject", "subject_id", "kind"),
    Index("ix_access_codes_expires_at", "expires_at"),
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code just made. It is told once and kept only as a digest."""

    code: Code = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a code that was entered opens, and its digest, to look again inside the transaction that opens it."""

    kind: CodeKind
    subject_id: SubjectId
    digest: bytes = field(repr=False)
