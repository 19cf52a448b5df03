"""The tables and the kinds of what employees give codes for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table

from adapters.case_system.port import MatterId
from casework.identity.models import EmployeeId
from casework.schema import UtcDateTime, metadata

InvitationId = NewType("InvitationId", str)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("employee_id", String(64), nullable=False),
    # The matter that the employee worked on when they made it; whether it is shown is decided when it is used.
    Column("matter_id", String(36), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_invitations_employee", "employee_id"),
    Index("ix_invitations_expires_at", "expires_at"),
)

# Whom a conversation is for. It is the person's wish, and gives the employee nothing by itself.
conversation_addressees = Table(
    "conversation_addressees",
    metadata,
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("employee_id", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_conversation_addressees_employee", "employee_id"),
)

# What a form that entered a code began, so that the same form sent again leads there again (DESIGN rule 2).
code_entries = Table(
    "code_entries",
    metadata,
    # Keyed digests: of who sent which form, and of what was typed.
    Column("entry_digest", LargeBinary(32), primary_key=True),
    Column("typed_digest", LargeBinary(32), nullable=False),
    Column("conversation_id", String(36), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    Index("ix_code_entries_entered_at", "entered_at"),
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that an employee has made."""

    id: InvitationId
    employee_id: EmployeeId
    matter_id: MatterId
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
