"""The kinds of the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """Who did it."""

    PERSON = "person"
    STAFF = "staff"
    OPERATOR = "operator"
    SYSTEM = "system"
    NOBODY = "nobody"
    """Not signed in, such as a code that was entered wrongly."""


class AuditResult(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done or refused.

    Attributes:
        actor_kind: What kind of actor.
        actor: Their id (`PersonId`, `EmployeeId`, the operator's login name); empty of nobody and the system.
        action: What, as a stable word with a dot: `case.read`, `session.begun`, `code.redeemed`.
        subject: On what, as kind and id with a colon: `matter:…`, `conversation:…`; empty where nothing is named.
        basis: On what ground, as a stable word: `self`, `authorization:<id>`, `staff:assigned`; why not, where refused.
        result: How it ended.
        details: Further stable words and ids, such as the fields shown. Never a name, TIN, message or code.
    """

    actor_kind: ActorKind
    actor: str
    action: str
    subject: str
    basis: str
    result: AuditResult
    details: Mapping[str, str | int | list[str]] = field(default_factory=dict)
