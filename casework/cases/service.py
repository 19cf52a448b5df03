"""Cases as people see them: a view by their authority, and the audit entry of it in the same go."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import (
    Case,
    CaseSystem,
    CaseSystemUnavailable,
    ContactDetails,
    DocumentAsked,
    Matter,
    MatterId,
)
from adapters.database.port import Database
from adapters.keys.port import Keys
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import Access, MatterAct, MatterField, Represented
from casework.authority.service import Authority, Decided
from casework.cases.models import MatterView, Seen, case_changes
from casework.clock import Clock
from casework.conversations.models import ClientId
from casework.dated import Row, data_of, one_in_force
from casework.identity.models import Actor

_RETENTION_FILE = Path(__file__).with_name("data") / "retention.json"

# What the list of one's matters tells: enough to know which is which and what needs attention.
HOME_FIELDS: Final = frozenset(
    {
        MatterField.CASE_NUMBER,
        MatterField.TAXPAYER_NAME,
        MatterField.TAX_PERIODS,
        MatterField.STATUS,
        MatterField.NEXT_ACTOR,
        MatterField.NEXT_CONTACT,
        MatterField.DOCUMENTS_ASKED,
        MatterField.ADVOCATE,
    }
)
# What the page of one matter tells; the rest has pages of its own.
MATTER_FIELDS: Final = HOME_FIELDS | {
    MatterField.CRITERION,
    MatterField.ISSUES,
    MatterField.ESTIMATED_COMPLETION,
    MatterField.HISTORY,
    MatterField.CONTACT_DETAILS,
}
_LONGEST_ADDRESS = 300
_LONGEST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3
_TELEPHONE = re.compile(r"\+?[0-9(][0-9 ().-]{5,24}")
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class MatterNotFound(Exception):
    """There is no such matter, or none for whoever asks: nobody learns which (domain 4.4, test 7)."""


class ActRefused(Exception):
    """The matter may be seen, but not this be done in it."""


class ContactInvalid(Exception):
    """Contact details that can't be used; `field` is `telephone`, `mailing_address`, `email` or `all` (nothing is left)."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ChangeReused(Exception):
    """The `client_id` was used before for another change."""


class MergesAsked(Protocol):
    """Whoever knows what else was asked for, and what came (`casework.messages.requests.Requests`)."""

    async def merged(self, matter_id: MatterId, by_case: Sequence[DocumentAsked]) -> tuple[DocumentAsked, ...]:
        """What the case system asks for, with what staff asked for in messages."""
        ...


class Cases:
    """What people see and change of their cases."""

    def __init__(
        self,
        case_system: CaseSystem,
        authority: Authority,
        audit: Audit,
        database: Database,
        keys: Keys,
        clock: Clock,
        asked: MergesAsked | None = None,
    ) -> None:
        """Without `asked` only what the case system asks for is asked for."""
        self._asked = asked
        self._case_system = case_system
        self._authority = authority
        self._audit = audit
        self._database = database
        self._keys = keys
        self._clock = clock

    async def home(self, actor: Actor) -> list[MatterView]:
        """Everything that somebody may see, newest case first, their own before others', by `HOME_FIELDS`.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        seen = [
            _seen(actor, decided, HOME_FIELDS, "case.listed") for decided in await self._authority.every_decided(actor)
        ]
        if seen:
            await self._database.write(
                lambda connection: self._audit.record_all(connection, [each.entry for each in seen])
            )
        return [(await self._with_asked(each)).view for each in seen]

    async def view(
        self, actor: Actor, matter_id: MatterId, fields: Collection[MatterField] = MATTER_FIELDS
    ) -> MatterView:
        """What somebody may see of a matter, out of `fields`; it is in the audit when this returns.

        Raises MatterNotFound (the attempt is in the audit, with its reason), CaseSystemUnavailable, DatabaseUnavailable.
        """
        seen = await self.look(actor, matter_id, fields)
        await self._database.write(lambda connection: self.note(connection, seen))
        return seen.view

    async def find(self, actor: Actor, number: str) -> list[MatterView]:
        """A case by its number: both spouses' matters of a joint one, or the one, as `home` shows them.

        Raises MatterNotFound (also where somebody may not see it), CaseSystemUnavailable, DatabaseUnavailable.
        """
        case_id = await self._case_system.case_numbered(number)
        of_case = [] if case_id is None else await self._case_system.matters_in(case_id)
        if not of_case:
            raise MatterNotFound
        return [await self.view(actor, matter.id, HOME_FIELDS) for matter in of_case]

    async def look(self, actor: Actor, matter_id: MatterId, fields: Collection[MatterField] = MATTER_FIELDS) -> Seen:
        """As `view`, for who shows it in a transaction of their own: that must `note` it, last of all.

        Raises MatterNotFound, CaseSystemUnavailable, DatabaseUnavailable.
        """
        decided = await self._authority.decided(actor, matter_id)
        if decided.access is None or not decided.access.fields.intersection(fields):
            await self._refuse(actor, matter_id, decided, "case.read")
            raise MatterNotFound
        return await self._with_asked(_seen(actor, decided, fields, "case.read"))

    async def _with_asked(self, seen: Seen) -> Seen:
        asked = seen.view.documents_asked
        if self._asked is None or asked is None:
            return seen
        merged = await self._asked.merged(seen.view.matter_id, asked)
        return replace(seen, view=replace(seen.view, documents_asked=merged))

    async def note(self, connection: AsyncConnection, seen: Seen) -> None:
        """Puts what was seen into the audit, in the transaction that shows it."""
        await self._audit.record(connection, seen.entry)

    async def representatives(self, actor: Actor, matter_id: MatterId) -> list[Represented]:
        """Who may act for the taxpayer, or could, for whoever may see that.

        Raises MatterNotFound, CaseSystemUnavailable, DatabaseUnavailable.
        """
        await self.view(actor, matter_id, {MatterField.REPRESENTATIVES})
        return await self._authority.representatives(matter_id)

    async def change_contact(
        self, actor: Actor, matter_id: MatterId, client_id: ClientId, contact: ContactDetails
    ) -> ContactDetails:
        """Replaces how the taxpayer is reached, once for each `client_id`, and returns it as it is kept.

        The trail says that it is to be done before it is, so that nothing is changed that it doesn't know.
        Raises MatterNotFound, ActRefused, ContactInvalid, ChangeReused, CaseSystemUnavailable, DatabaseUnavailable.
        """
        kept = checked(contact)
        decided = await self._authority.decided(actor, matter_id)
        access, matter = decided.access, decided.matter
        if access is None or matter is None:
            await self._refuse(actor, matter_id, decided, "case.contact_change")
            raise MatterNotFound
        if MatterAct.CHANGE_CONTACT not in access.acts:
            await self._refuse(actor, matter_id, decided, "case.contact_change")
            raise ActRefused
        digest = self._keys.digest("contact change", json.dumps([matter_id, asdict(kept)]).encode())
        if await self._done_before(actor, client_id, digest):
            return kept
        changed = sorted(name for name, value in asdict(kept).items() if value != getattr(matter.contact, name))
        await self._record(_changing(actor, access, "case.contact_change", AuditResult.DONE, changed))
        try:
            await self._case_system.change_contact(matter_id, kept)
        except (CaseSystemUnavailable, LookupError) as error:
            await self._record(_changing(actor, access, "case.contact_changed", AuditResult.FAILED, changed))
            raise (error if isinstance(error, CaseSystemUnavailable) else MatterNotFound()) from error

        async def work(connection: AsyncConnection) -> None:
            # Another send of the same may have been quicker; it has changed the same to the same.
            if await self._known(connection, actor, client_id) is None:
                row = {"person_id": actor.person_id, "client_id": client_id, "digest": digest, "at": self._clock.now()}
                await connection.execute(insert(case_changes).values(row))
                done = _changing(actor, access, "case.contact_changed", AuditResult.DONE, changed)
                await self._audit.record(connection, done)

        await self._database.write(work)
        return kept

    async def _done_before(self, actor: Actor, client_id: ClientId, digest: bytes) -> bool:
        async with self._database.read() as connection:
            known = await self._known(connection, actor, client_id)
        if known is not None and known != digest:
            raise ChangeReused
        return known is not None

    @staticmethod
    async def _known(connection: AsyncConnection, actor: Actor, client_id: ClientId) -> bytes | None:
        query = select(case_changes.c.digest).where(
            case_changes.c.person_id == actor.person_id, case_changes.c.client_id == client_id
        )
        digest = (await connection.execute(query)).scalar_one_or_none()
        return None if digest is None else bytes(digest)

    async def refuse(self, actor: Actor, matter_id: MatterId, decided: Decided) -> None:
        """Puts into the audit that a door let nobody in to a matter, and why not. Raises DatabaseUnavailable."""
        await self._refuse(actor, matter_id, decided, "case.read")

    async def _refuse(self, actor: Actor, matter_id: MatterId, decided: Decided, action: str) -> None:
        kind, name = who(actor)
        basis = decided.refusal.value if decided.refusal else "act" if decided.access else ""
        # An id that names nothing is whatever was typed into an address: it is not repeated.
        subject = f"matter:{matter_id}" if decided.matter else ""
        await self._record(Entry(kind, name, action, subject, basis, AuditResult.REFUSED))

    async def _record(self, entry: Entry) -> None:
        await self._database.write(lambda connection: self._audit.record(connection, entry))


def days_kept(kind: str, on: date) -> int:
    """Days that `closed_case` or `sent_change` is kept, by the rule in force on a day. Raises LookupError where none is."""
    return int(_retention(kind, on)["days"])


def checked(contact: ContactDetails) -> ContactDetails:
    """Contact details as they are kept: white space put right, nothing empty. Raises ContactInvalid."""
    telephone, address, email = (
        None if value is None or not value.strip() else " ".join(value.split())
        for value in (contact.telephone, contact.mailing_address, contact.email)
    )
    if telephone is not None and not _is_telephone(telephone):
        raise ContactInvalid("telephone")
    if address is not None and (len(address) > _LONGEST_ADDRESS or not address.isprintable()):
        raise ContactInvalid("mailing_address")
    if email is not None and (len(email) > _LONGEST_EMAIL or _EMAIL.fullmatch(email) is None):
        raise ContactInvalid("email")
    if telephone is None and address is None and email is None:
        raise ContactInvalid("all")
    return ContactDetails(telephone, address, email)


def _is_telephone(text: str) -> bool:
    """Ten digits of the North American plan (with or without its 1), or a number with its country (E.164)."""
    if _TELEPHONE.fullmatch(text) is None:
        return False
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        return 8 <= len(digits) <= 15
    national = digits.removeprefix("1") if len(digits) == 11 else digits
    return len(national) == 10 and national[0] not in "01" and national[3] not in "01"


def _changing(actor: Actor, access: Access, action: str, result: AuditResult, changed: list[str]) -> Entry:
    kind, name = who(actor)
    return Entry(kind, name, action, f"matter:{access.matter_id}", access.basis, result, {"changed": changed})


def _seen(actor: Actor, decided: Decided, fields: Collection[MatterField], action: str) -> Seen:
    access, matter, case = decided.access, decided.matter, decided.case
    if access is None or matter is None or case is None:
        raise AssertionError("only what may be seen is shown")
    shown = access.fields.intersection(fields)
    kind, name = who(actor)
    told: dict[str, str | int | list[str]] = {"fields": sorted(shown)}
    entry = Entry(kind, name, action, f"matter:{matter.id}", access.basis, AuditResult.DONE, told)
    return Seen(_view(access, shown, matter, case), entry)


def _view(access: Access, shown: frozenset[MatterField], matter: Matter, case: Case) -> MatterView:
    def only(field: MatterField, value: Any) -> Any:
        return value if field in shown else None

    field = MatterField
    return MatterView(
        matter_id=matter.id,
        basis=access.basis,
        of_another=access.of_another,
        fields=shown,
        acts=access.acts,
        until=access.until,
        taxpayer_name=only(field.TAXPAYER_NAME, matter.taxpayer_name),
        case_number=only(field.CASE_NUMBER, case.number),
        criterion=only(field.CRITERION, matter.criterion),
        issues=only(field.ISSUES, (*case.issues, *matter.issues)),
        tax_periods=only(field.TAX_PERIODS, case.periods),
        status=only(field.STATUS, case.status),
        next_actor=only(field.NEXT_ACTOR, matter.next_actor),
        next_contact_on=only(field.NEXT_CONTACT, matter.next_contact_on),
        estimated_completion_on=only(field.ESTIMATED_COMPLETION, case.estimated_completion_on),
        advocate=only(field.ADVOCATE, case.advocate),
        documents_asked=only(field.DOCUMENTS_ASKED, _documents(matter)),
        history=only(field.HISTORY, tuple(sorted(matter.history, key=lambda step: step.on, reverse=True))),
        contact=only(field.CONTACT_DETAILS, matter.contact),
    )


def _documents(matter: Matter) -> tuple[DocumentAsked, ...]:
    """What is still to come first, by its day; then what has come."""

    def place(asked: DocumentAsked) -> tuple[bool, date]:
        return asked.received_on is not None, asked.due_on or asked.received_on or date.max

    return tuple(sorted(matter.documents_asked, key=place))


def _retention(what: str, on: date) -> Row:
    return one_in_force((row for row in data_of(_RETENTION_FILE) if row["what"] == what), on, f"retention of {what}")
