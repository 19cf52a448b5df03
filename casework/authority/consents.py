"""Consents: that a taxpayer lets somebody who is not on the case take part in messages about it.

Staff who work on the case record what stands on a signed paper; the taxpayer sees it, and ends it whenever they want, as
staff do. The number of the paper's person is never kept: a keyed digest stands for it, as for everybody (DESIGN section 8).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import CaseSystem, MatterId
from adapters.database.port import Database
from adapters.database.wrapped import rewrap_rows, wrapped_by
from adapters.keys.port import Keys
from casework.audit.models import AuditResult, Entry, who
from casework.audit.service import Audit
from casework.authority.models import (
    CONSENT_PAPERS,
    Access,
    Consent,
    ConsentId,
    MatterAct,
    consents,
)
from casework.authority.service import Authority, consent_of
from casework.clock import Clock
from casework.conversations.models import ClientId
from casework.identity.models import Actor, TinDigest
from casework.sealing import Sealer, wrapped_key

MOST_NAME_CHARACTERS: Final = 100
_PLACE: Final = "consent"


class ConsentRefused(Exception):
    """A consent that can't be recorded or ended; `code` names the text `error-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What stands on the paper."""

    client_id: ClientId
    person: TinDigest = field(repr=False)
    name: str = field(repr=False)
    paper: str
    given_on: date
    valid_until: date | None = None


class Consents:
    """Records and ends consents."""

    def __init__(
        self, authority: Authority, case_system: CaseSystem, audit: Audit, database: Database, keys: Keys, clock: Clock
    ) -> None:
        self._authority = authority
        self._case_system = case_system
        self._audit = audit
        self._database = database
        self._keys = keys
        self._clock = clock
        self._sealer = Sealer(keys, "consent")

    async def record(self, actor: Actor, matter_id: MatterId, new: NewConsent) -> ConsentId:
        """Records a consent, once for each `client_id`.

        Raises:
            ConsentRefused: `matter_not_found`; `consent_name`, `consent_paper`, `consent_days`; `consent_on_case`, of a
                taxpayer of the case, who needs none and, of a joint one, can have none; `client_id_reused`.
            CaseSystemUnavailable, DatabaseUnavailable: nothing was recorded.
        """
        access = await self._working(actor, matter_id)
        name = " ".join(new.name.split())
        if not name or len(name) > MOST_NAME_CHARACTERS or not name.isprintable():
            raise ConsentRefused("consent_name")
        if new.paper not in CONSENT_PAPERS:
            raise ConsentRefused("consent_paper")
        today = self._authority.today()
        if new.given_on > today or (new.valid_until is not None and new.valid_until < today):
            raise ConsentRefused("consent_days")
        found = await self._case_system.around(matter_id)
        if found is None:
            raise ConsentRefused("matter_not_found")
        if new.person in {each.taxpayer for each in found[1]}:
            raise ConsentRefused("consent_on_case")
        sent = self._keys.digest("consent sent", f"{actor.person_id}|{new.client_id}".encode())
        consent_id = ConsentId(str(uuid.UUID(bytes=sent[:16], version=4)))

        async def work(connection: AsyncConnection) -> None:
            known = await self._row(connection, consent_id)
            if known is not None:
                same = (known.matter_id, bytes(known.person_digest), known.paper, known.given_on, known.valid_until)
                if same != (matter_id, new.person, new.paper, new.given_on, new.valid_until):
                    raise ConsentRefused("client_id_reused")
                return
            wrapped = self._sealer.new_key(consent_id)
            await connection.execute(
                insert(consents).values(
                    id=consent_id,
                    matter_id=matter_id,
                    person_digest=new.person,
                    paper=new.paper,
                    given_on=new.given_on,
                    valid_until=new.valid_until,
                    recorded_by=actor.employee_id,
                    recorded_at=self._clock.now(),
                    key_id=wrapped.key_id,
                    wrapped_key=wrapped.blob,
                    body=self._sealer.seal(consent_id, wrapped, _PLACE, {"name": name}),
                )
            )
            await self._note(connection, actor, "consent.recorded", matter_id, access.basis, consent_id, new.paper)

        await self._database.write(work)
        return consent_id

    async def end(self, actor: Actor, matter_id: MatterId, consent_id: ConsentId) -> None:
        """Ends a consent at once, by the taxpayer or by staff on the case; one that has ended stays so.

        Raises ConsentRefused (`matter_not_found`), CaseSystemUnavailable, DatabaseUnavailable.
        """
        access = await self._authority.access(actor, matter_id)
        if access is None or not access.acts & {MatterAct.WORK, MatterAct.NAME_REPRESENTATIVE}:
            raise ConsentRefused("matter_not_found")
        basis = access.basis

        async def work(connection: AsyncConnection) -> None:
            known = await self._row(connection, consent_id)
            if known is None or known.matter_id != matter_id:
                raise ConsentRefused("matter_not_found")
            if known.ended_at is not None:
                return
            _kind, by = who(actor)
            ended = update(consents).where(consents.c.id == consent_id)
            await connection.execute(ended.values(ended_at=self._clock.now(), ended_by=by))
            await self._note(connection, actor, "consent.ended", matter_id, basis, consent_id, known.paper)

        await self._database.write(work)

    async def of(self, matter_id: MatterId) -> list[Consent]:
        """The consents of a matter, for whoever may see who acts in it: the newest first. Raises DatabaseUnavailable."""
        columns = consents.c
        query = select(consents).where(columns.matter_id == matter_id)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(columns.recorded_at.desc(), columns.id))).all()
        return [self._opened(row) for row in rows]

    async def _working(self, actor: Actor, matter_id: MatterId) -> Access:
        access = await self._authority.access(actor, matter_id)
        if access is None or MatterAct.WORK not in access.acts or actor.employee_id is None:
            raise ConsentRefused("matter_not_found")
        return access

    @staticmethod
    async def _row(connection: AsyncConnection, consent_id: ConsentId) -> Row[Any] | None:
        query = select(consents).where(consents.c.id == consent_id).with_for_update()
        return (await connection.execute(query)).one_or_none()

    async def _note(
        self,
        connection: AsyncConnection,
        actor: Actor,
        action: str,
        matter_id: MatterId,
        basis: str,
        consent_id: ConsentId,
        paper: str,
    ) -> None:
        told: dict[str, str | int | list[str]] = {"consent": consent_id, "paper": paper}
        entry = Entry(*who(actor), action, f"matter:{matter_id}", basis, AuditResult.DONE, told)
        await self._audit.record(connection, entry)

    def _opened(self, row: Row[Any]) -> Consent:
        body = self._sealer.open(row.id, wrapped_key(row.key_id, bytes(row.wrapped_key)), _PLACE, bytes(row.body))
        return consent_of(row, str(body["name"]))

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key; may be interrupted and run again."""
        return await rewrap_rows(self._database, consents, self._sealer.rewrap, self._keys.current_id)

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        return await wrapped_by(self._database, consents)
