"""Keeps authorizations, and decides by them: the one place that says who may see and do what (rule 7)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import Case, CaseSystem, Matter, MatterId, TaxPeriod
from adapters.database.going import Going, erase
from adapters.database.port import Database
from adapters.database.wrapped import rewrap_rows, wrapped_by
from adapters.keys.port import Keys
from casework.authority.absences import away_on
from casework.authority.decision import decide, grant_of, state_of
from casework.authority.models import (
    Access,
    Authorization,
    AuthorizationForm,
    AuthorizationId,
    Consent,
    ConsentId,
    MatterAct,
    Refusal,
    Represented,
    authorizations,
    consents,
)
from casework.authority.rules import days_kept, rules
from casework.clock import Clock, local_date
from casework.identity.models import Actor, Assurance, EmployeeId, PersonId, TinDigest
from casework.sealing import Sealer, wrapped_key

_PLACE = "authorization"
_ERASED_A_BATCH = 50


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what it was made on, for whoever fills a view by it and writes the audit.

    Attributes:
        taxpayers: Everyone whose case it is; two of a joint one.
    """

    access: Access | None
    refusal: Refusal | None
    matter: Matter | None
    case: Case | None
    taxpayers: frozenset[bytes] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class _Held:
    """What somebody has that a decision may stand on, beside who they are."""

    authorizations: Sequence[Authorization] = ()
    consents: Sequence[Consent] = ()
    stands_in_for: frozenset[EmployeeId] = frozenset()


class Authority:
    """Who may see and do what."""

    def __init__(
        self,
        database: Database,
        case_system: CaseSystem,
        keys: Keys,
        clock: Clock,
        time_zone: str = "America/New_York",
    ) -> None:
        """Days are counted by `time_zone`, the agency's."""
        self._database = database
        self._case_system = case_system
        self._keys = keys
        self._clock = clock
        self._time_zone = time_zone
        self._sealer = Sealer(keys, "authorization")

    def today(self) -> date:
        """The agency's own date."""
        return local_date(self._clock.now(), self._time_zone)

    async def access(self, actor: Actor, matter_id: MatterId, on: date | None = None) -> Access | None:
        """What somebody may see and do in a matter on a day (today); None where nothing, and where there is none.

        Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        return (await self.decided(actor, matter_id, on)).access

    async def decided(self, actor: Actor, matter_id: MatterId, on: date | None = None) -> Decided:
        """The decision with its grounds. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        found = await self._case_system.around(matter_id)
        if found is None:
            return Decided(None, Refusal.NO_MATTER, None, None)
        case, beside = found
        matter = next(each for each in beside if each.id == matter_id)
        return self._decide(actor, matter, case, beside, await self._held_by(actor, on), on or self.today())

    async def accesses(self, actor: Actor, on: date | None = None) -> list[Access]:
        """Everything that somebody may see today: their own matters, their clients', the cases that staff work on.

        Newest case first, their own before others'. Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        return [decided.access for decided in await self.every_decided(actor, on) if decided.access is not None]

    async def every_decided(self, actor: Actor, on: date | None = None) -> list[Decided]:
        """As `accesses`, with the grounds. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        day = on or self.today()
        held = await self._held_by(actor, day)
        found = []
        cases: dict[str, tuple[Case, list[Matter]]] = {}
        for matter in await self._within_reach(actor, held):
            if matter.case_id not in cases:
                case = await self._case_system.case(matter.case_id)
                if case is None:
                    continue
                cases[matter.case_id] = (case, await self._case_system.matters_in(case.id))
            case, beside = cases[matter.case_id]
            decided = self._decide(actor, matter, case, beside, held, day)
            if decided.access is not None:
                found.append(decided)
        return sorted(found, key=lambda each: each.access is not None and each.access.of_another)

    async def may(self, actor: Actor, matter_id: MatterId, act: MatterAct, on: date | None = None) -> bool:
        """Whether somebody may do something in a matter. Raises CaseSystemUnavailable, DatabaseUnavailable."""
        access = await self.access(actor, matter_id, on)
        return access is not None and act in access.acts

    async def representatives(self, matter_id: MatterId, on: date | None = None) -> list[Represented]:
        """Whom the matter's taxpayer has authorized for a period of the case, those of today first.

        It asks nobody who looks: doors go by `Cases.representatives`. Raises CaseSystemUnavailable, DatabaseUnavailable.
        """
        found = await self._case_system.around(matter_id)
        if found is None:
            return []
        case, beside = found
        matter = next(each for each in beside if each.id == matter_id)
        day = on or self.today()
        of_day = rules(day)
        beside = await self._case_system.matters_in(case.id)
        named = [
            each
            for each in await self._read(authorizations.c.taxpayer_digest == matter.taxpayer)
            if any(TaxPeriod(each.tax_form, period) in case.periods for period in each.periods)
        ]
        told = [
            Represented(
                id=each.id,
                representative=each.representative,
                name=each.representative_name,
                form=each.form,
                designation=each.designation,
                tax_form=each.tax_form,
                periods=each.periods,
                valid_from=each.valid_from,
                ends_on=of_day.ends_on(each),
                revoked_on=each.revoked_on,
                state=state_of(each, day, of_day),
                acts=(grant := grant_of(each, of_day)) is not None
                and MatterAct.SEND_MESSAGE in of_day.given[grant].acts,
                sees=self._gives(each, matter, case, beside, day),
            )
            for each in named
        ]
        return sorted(told, key=lambda each: (each.state != "in_force", -each.valid_from.toordinal(), each.id))

    async def put(self, wanted: Sequence[Authorization]) -> None:
        """Adds or replaces authorizations, all in one commit. Raises DatabaseUnavailable."""

        async def work(connection: AsyncConnection) -> None:
            for each in wanted:
                await self._put(connection, each)

        await self._database.write(work)

    async def every(self) -> AsyncIterator[Authorization]:
        """Every authorization, oldest first. Raises DatabaseUnavailable."""
        for each in await self._read(None):
            yield each

    def going(self, now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError (no rule in force)."""
        return self._going(self._due(now), now)

    def _going(self, ids: Sequence[str] | Select[str], now: datetime) -> list[Going]:
        today = local_date(now, self._time_zone)
        kept = timedelta(days=days_kept(today))
        over = or_(consents.c.ended_at < now - kept, consents.c.valid_until < today - kept)
        return [Going(consents, over), Going(authorizations, authorizations.c.id.in_(ids))]

    def _due(self, now: datetime) -> Select[str]:
        today = local_date(now, self._time_zone)
        before = today - timedelta(days=days_kept(today))
        columns = authorizations.c
        return select(columns.id).where(or_(columns.revoked_on < before, columns.valid_until < before))

    async def erase_due(self) -> int:
        """Erases authorizations, and consents, that ended so long ago that nobody asks for them any more.

        Raises DatabaseUnavailable, LookupError (no rule in force: nothing is erased).
        """
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> list[str]:
            going = list((await connection.execute(self._due(now).limit(_ERASED_A_BATCH))).scalars())
            await erase(connection, self._going(going, now))
            return going

        erased = 0
        while True:
            gone = await self._database.write(work)
            for authorization_id in gone:
                self._sealer.forget(authorization_id)
            erased += len(gone)
            if len(gone) < _ERASED_A_BATCH:
                return erased

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key; may be interrupted and run again."""
        return await rewrap_rows(self._database, authorizations, self._sealer.rewrap, self._keys.current_id)

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        return await wrapped_by(self._database, authorizations)

    @classmethod
    def _gives(cls, held: Authorization, matter: Matter, case: Case, beside: Iterable[Matter], on: date) -> bool:
        """Whether an authorization alone lets its representative see anything of a matter."""
        holder = Actor(PersonId(""), Assurance.PROOFED, TinDigest(held.representative))
        return cls._decide(holder, matter, case, beside, _Held([held]), on).access is not None

    @staticmethod
    def _decide(actor: Actor, matter: Matter, case: Case, beside: Iterable[Matter], held: _Held, on: date) -> Decided:
        taxpayers = frozenset(each.taxpayer for each in beside)
        found = decide(
            actor,
            matter,
            case,
            taxpayers=taxpayers,
            authorizations=held.authorizations,
            on=on,
            rules=rules(on),
            consents=held.consents,
            stands_in_for=held.stands_in_for,
        )
        if isinstance(found, Refusal):
            return Decided(None, found, matter, case, taxpayers)
        return Decided(found, None, matter, case, taxpayers)

    async def _within_reach(self, actor: Actor, held: _Held) -> list[Matter]:
        """Every matter that the decision may give something of, each once."""
        if actor.employee_id is not None:
            working = [actor.employee_id, *sorted(held.stands_in_for)]
            cases = [case for each in working for case in await self._case_system.cases_of_employee(each)]
            return [matter for case in cases for matter in await self._case_system.matters_in(case.id)]
        if actor.tin_digest is None:
            return []
        taxpayers = dict.fromkeys([bytes(actor.tin_digest), *(each.taxpayer for each in held.authorizations)])
        reached = [matter for taxpayer in taxpayers for matter in await self._case_system.matters_of(taxpayer)]
        known = {matter.id for matter in reached}
        for matter_id in dict.fromkeys(each.matter_id for each in held.consents):
            named = None if matter_id in known else await self._case_system.matter(matter_id)
            reached += [] if named is None else [named]
        return reached

    async def _held_by(self, actor: Actor, on: date | None = None) -> _Held:
        covered: frozenset[EmployeeId] = frozenset()
        if actor.employee_id is not None:
            async with self._database.read() as connection:
                covered = (await away_on(connection, on or self.today())).covered_by(actor.employee_id)
        if actor.tin_digest is None:
            return _Held(stands_in_for=covered)
        named = select(consents).where(consents.c.person_digest == actor.tin_digest, consents.c.ended_at.is_(None))
        async with self._database.read() as connection:
            rows = (await connection.execute(named.order_by(consents.c.recorded_at, consents.c.id))).all()
        held = await self._read(authorizations.c.representative_digest == actor.tin_digest)
        return _Held(held, [consent_of(row) for row in rows], covered)

    async def _read(self, condition: Any) -> list[Authorization]:
        query = select(authorizations).order_by(authorizations.c.valid_from, authorizations.c.id)
        if condition is not None:
            query = query.where(condition)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [self._opened(row) for row in rows]

    async def _put(self, connection: AsyncConnection, wanted: Authorization) -> None:
        query = select(authorizations).where(authorizations.c.id == wanted.id).with_for_update()
        known = (await connection.execute(query)).one_or_none()
        wrapped = (
            self._sealer.new_key(wanted.id) if known is None else wrapped_key(known.key_id, bytes(known.wrapped_key))
        )
        body = {
            "representative_name": wanted.representative_name,
            "tax_form": wanted.tax_form,
            "periods": list(wanted.periods),
            "signed_on": None if wanted.signed_on is None else wanted.signed_on.isoformat(),
            "signed_by": wanted.signed_by.hex(),
            "signed_returns": [[each.tax_form, each.period] for each in wanted.signed_returns],
        }
        values = {
            "representative_digest": wanted.representative,
            "taxpayer_digest": wanted.taxpayer,
            "form": wanted.form.value,
            "designation": wanted.designation,
            "valid_from": wanted.valid_from,
            "valid_until": wanted.valid_until,
            "revoked_on": wanted.revoked_on,
            "body": self._sealer.seal(wanted.id, wrapped, _PLACE, body),
        }
        if known is None:
            key = {"id": wanted.id, "key_id": wrapped.key_id, "wrapped_key": wrapped.blob}
            await connection.execute(insert(authorizations).values(**key, **values))
        else:
            await connection.execute(update(authorizations).where(authorizations.c.id == wanted.id).values(**values))

    def _opened(self, row: Row[Any]) -> Authorization:
        wrapped = wrapped_key(row.key_id, bytes(row.wrapped_key))
        body = self._sealer.open(row.id, wrapped, _PLACE, bytes(row.body))
        return Authorization(
            id=AuthorizationId(row.id),
            representative=bytes(row.representative_digest),
            representative_name=body["representative_name"],
            taxpayer=bytes(row.taxpayer_digest),
            form=AuthorizationForm(row.form),
            designation=row.designation,
            tax_form=body["tax_form"],
            periods=tuple(body["periods"]),
            signed_on=None if body["signed_on"] is None else date.fromisoformat(body["signed_on"]),
            signed_by=bytes.fromhex(body["signed_by"]),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            revoked_on=row.revoked_on,
            signed_returns=tuple(TaxPeriod(*each) for each in body["signed_returns"]),
        )


def consent_of(row: Row[Any], name: str = "") -> Consent:
    """A consent of its row; its name stands sealed, and only who lists consents opens it."""
    return Consent(
        id=ConsentId(row.id),
        matter_id=MatterId(row.matter_id),
        person=bytes(row.person_digest),
        name=name,
        paper=row.paper,
        given_on=row.given_on,
        valid_until=row.valid_until,
        recorded_by=EmployeeId(row.recorded_by),
        recorded_at=row.recorded_at,
        ended_at=row.ended_at,
    )
