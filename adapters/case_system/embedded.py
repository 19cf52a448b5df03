"""Cases in our own database: what a demonstration and a small office start with.

Every fact of a case is sealed with a data key of its own, and what is one taxpayer's with a key of theirs. In the clear
stand only digests, the employee and dates, which are looked for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Protocol

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.case_system.port import (
    Advocate,
    Case,
    CaseId,
    CaseStatus,
    CaseSystemUnavailable,
    ContactDetails,
    DocumentAsked,
    Matter,
    MatterId,
    NextActor,
    Step,
    TaxPeriod,
)
from adapters.database.going import Going, erase
from adapters.database.port import Database, DatabaseUnavailable
from adapters.database.wrapped import rewrap_rows, wrapped_by
from adapters.keys.port import KeyId, Keys, WrappedKey

metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number_digest", LargeBinary(32), nullable=False),
    Column("employee_id", String(64)),
    Column("opened_on", Date, nullable=False),
    Column("updated_on", Date, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("number_digest", name="uq_cases_number_digest"),
    Index("ix_cases_employee_id", "employee_id"),
)

matters = Table(
    "matters",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("case_id", String(36), ForeignKey("cases.id", name="fk_matters_case_id_cases"), nullable=False),
    Column("taxpayer_digest", LargeBinary(32), nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "taxpayer_digest", name="uq_matters_case_id"),
    Index("ix_matters_taxpayer_digest", "taxpayer_digest"),
)

_CLOSED = (CaseStatus.CLOSED, CaseStatus.NOT_ACCEPTED_REFERRED, CaseStatus.TRANSFERRED)
_PLACE = "facts"
_ERASED_A_BATCH = 50


class Seals(Protocol):
    """Seals bodies under a data key a subject (`casework.sealing.Sealer`)."""

    def new_key(self, subject_id: str) -> WrappedKey:
        """Makes a subject's data key."""
        ...

    def rewrap(self, subject_id: str, wrapped: WrappedKey) -> WrappedKey:
        """The same data key under the current key-encryption key."""
        ...

    def forget(self, subject_id: str) -> None:
        """Drops an erased subject's data key from memory."""
        ...

    def seal(self, subject_id: str, wrapped: WrappedKey, place: str, body: Mapping[str, Any]) -> bytes:
        """Seals one body."""
        ...

    def open(self, subject_id: str, wrapped: WrappedKey, place: str, sealed: bytes) -> dict[str, Any]:
        """Opens one body."""
        ...


class EmbeddedCases:
    """The embedded case system; see `adapters.case_system.port`."""

    def __init__(self, database: Database, keys: Keys, seals: Callable[[str], Seals]) -> None:
        """Takes what makes a sealer for a kind of subjects."""
        self._database = database
        self._keys = keys
        self._of_cases = seals("case")
        self._of_matters = seals("matter")

    async def matters_of(self, taxpayer: bytes) -> list[Matter]:
        """See `CaseSystem.matters_of`."""
        query = select(matters).join(cases).where(matters.c.taxpayer_digest == taxpayer)
        rows = await self._rows(query.order_by(cases.c.opened_on.desc(), cases.c.id))
        return [self._matter(row) for row in rows]

    async def matter(self, matter_id: MatterId) -> Matter | None:
        """See `CaseSystem.matter`."""
        rows = await self._rows(select(matters).where(matters.c.id == matter_id))
        return self._matter(rows[0]) if rows else None

    async def around(self, matter_id: MatterId) -> tuple[Case, list[Matter]] | None:
        """See `CaseSystem.around`."""
        its_case = select(matters.c.case_id).where(matters.c.id == matter_id).scalar_subquery()
        with _told():
            async with self._database.read() as connection:
                of = (await connection.execute(select(cases).where(cases.c.id == its_case))).one_or_none()
                if of is None:
                    return None
                sides = select(matters).where(matters.c.case_id == of.id).order_by(matters.c.id)
                rows = (await connection.execute(sides)).all()
        return self._case(of), [self._matter(row) for row in rows]

    async def matters_in(self, case_id: CaseId) -> list[Matter]:
        """See `CaseSystem.matters_in`."""
        rows = await self._rows(select(matters).where(matters.c.case_id == case_id).order_by(matters.c.id))
        return [self._matter(row) for row in rows]

    async def cases_of_employee(self, employee_id: str) -> list[Case]:
        """See `CaseSystem.cases_of_employee`."""
        query = select(cases).where(cases.c.employee_id == employee_id)
        rows = await self._rows(query.order_by(cases.c.opened_on.desc(), cases.c.id))
        return [self._case(row) for row in rows]

    async def case(self, case_id: CaseId) -> Case | None:
        """See `CaseSystem.case`."""
        rows = await self._rows(select(cases).where(cases.c.id == case_id))
        return self._case(rows[0]) if rows else None

    async def case_numbered(self, number: str) -> CaseId | None:
        """See `CaseSystem.case_numbered`."""
        rows = await self._rows(select(cases.c.id).where(cases.c.number_digest == self._number_digest(number)))
        return CaseId(rows[0].id) if rows else None

    async def change_contact(self, matter_id: MatterId, contact: ContactDetails) -> None:
        """See `CaseSystem.change_contact`."""

        async def work(connection: AsyncConnection) -> None:
            found = await connection.execute(select(matters).where(matters.c.id == matter_id).with_for_update())
            row = found.one_or_none()
            if row is None:
                raise LookupError
            wrapped = _wrapped(row)
            body = self._of_matters.open(matter_id, wrapped, _PLACE, bytes(row.body)) | {
                "contact": _contact_body(contact)
            }
            sealed = self._of_matters.seal(matter_id, wrapped, _PLACE, body)
            await connection.execute(update(matters).where(matters.c.id == matter_id).values(body=sealed))

        with _told():
            await self._database.write(work)

    async def ids(self, number: str) -> tuple[CaseId, dict[bytes, Matter]] | None:
        """See `CaseStore.ids`."""
        case_id = await self.case_numbered(number)
        if case_id is None:
            return None
        return case_id, {matter.taxpayer: matter for matter in await self.matters_in(case_id)}

    async def put(self, wanted: Sequence[tuple[Case, Sequence[Matter]]]) -> None:
        """See `CaseStore.put`."""

        async def work(connection: AsyncConnection) -> None:
            for case, of_case in wanted:
                await self._put(connection, cases, self._of_cases, case.id, self._case_row(case), _case_body(case))
                for matter in of_case:
                    row = {"case_id": matter.case_id, "taxpayer_digest": matter.taxpayer}
                    await self._put(connection, matters, self._of_matters, matter.id, row, _matter_body(matter))

        with _told():
            await self._database.write(work)

    async def every(self) -> AsyncIterator[tuple[Case, list[Matter]]]:
        """See `CaseStore.every`."""
        query = select(cases.c.id).order_by(cases.c.opened_on, cases.c.id)
        for row in await self._rows(query):
            case = await self.case(CaseId(row.id))
            if case is not None:
                yield case, await self.matters_in(case.id)

    def going(self, before: date, keeping: Collection[MatterId] = ()) -> list[Going]:
        """See `CaseStore.going`."""
        return _going(_closed(before, keeping))

    async def erase_closed(self, before: date, keeping: Collection[MatterId] = ()) -> int:
        """See `CaseStore.erase_closed`."""

        async def work(connection: AsyncConnection) -> tuple[list[str], list[str]]:
            going = list((await connection.execute(_closed(before, keeping).limit(_ERASED_A_BATCH))).scalars())
            of_them = list(
                (await connection.execute(select(matters.c.id).where(matters.c.case_id.in_(going)))).scalars()
            )
            await erase(connection, _going(going))
            return going, of_them

        erased = 0
        while True:
            with _told():
                gone, gone_matters = await self._database.write(work)
            for case_id in gone:
                self._of_cases.forget(case_id)
            for matter_id in gone_matters:
                self._of_matters.forget(matter_id)
            erased += len(gone)
            if len(gone) < _ERASED_A_BATCH:
                return erased

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key; may be interrupted and run again."""
        current = self._keys.current_id
        done = await rewrap_rows(self._database, cases, self._of_cases.rewrap, current)
        return done + await rewrap_rows(self._database, matters, self._of_matters.rewrap, current)

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key wraps."""
        of_cases, of_matters = [await wrapped_by(self._database, table) for table in (cases, matters)]
        return {key: of_cases.get(key, 0) + of_matters.get(key, 0) for key in of_cases | of_matters}

    async def _rows(self, query: Any) -> Sequence[Row[Any]]:
        with _told():
            async with self._database.read() as connection:
                rows: Sequence[Row[Any]] = (await connection.execute(query)).all()
                return rows

    @staticmethod
    async def _put(
        connection: AsyncConnection,
        table: Table,
        seals: Seals,
        subject_id: str,
        row: dict[str, Any],
        body: dict[str, Any],
    ) -> None:
        known = (
            await connection.execute(select(table).where(table.c.id == subject_id).with_for_update())
        ).one_or_none()
        wrapped = seals.new_key(subject_id) if known is None else _wrapped(known)
        values = {**row, "body": seals.seal(subject_id, wrapped, _PLACE, body)}
        if known is None:
            key = {"key_id": wrapped.key_id, "wrapped_key": wrapped.blob}
            await connection.execute(insert(table).values(id=subject_id, **key, **values))
        else:
            await connection.execute(update(table).where(table.c.id == subject_id).values(values))

    def _number_digest(self, number: str) -> bytes:
        return self._keys.digest("case number", number.encode())

    def _case_row(self, case: Case) -> dict[str, Any]:
        return {
            "number_digest": self._number_digest(case.number),
            "employee_id": case.advocate.employee_id if case.advocate else None,
            "opened_on": case.opened_on,
            "updated_on": case.updated_on,
            "closed": case.status in _CLOSED,
        }

    def _case(self, row: Row[Any]) -> Case:
        body = self._of_cases.open(row.id, _wrapped(row), _PLACE, bytes(row.body))
        return Case(
            id=CaseId(row.id),
            number=body["number"],
            matter_type=body["matter_type"],
            periods=tuple(TaxPeriod(*period) for period in body["periods"]),
            issues=tuple(body["issues"]),
            status=CaseStatus(body["status"]),
            estimated_completion_on=_date(body["estimated_completion_on"]),
            advocate=Advocate(*body["advocate"]) if body["advocate"] else None,
            opened_on=row.opened_on,
            updated_on=row.updated_on,
        )

    def _matter(self, row: Row[Any]) -> Matter:
        body = self._of_matters.open(row.id, _wrapped(row), _PLACE, bytes(row.body))
        return Matter(
            id=MatterId(row.id),
            case_id=CaseId(row.case_id),
            taxpayer=bytes(row.taxpayer_digest),
            taxpayer_name=body["taxpayer_name"],
            contact=ContactDetails(**body["contact"]),
            criterion=body["criterion"],
            issues=tuple(body["issues"]),
            next_actor=NextActor(body["next_actor"]),
            next_contact_on=_date(body["next_contact_on"]),
            documents_asked=_documents(body["documents_asked"]),
            history=_steps(body["history"]),
        )


@contextmanager
def _told() -> Iterator[None]:
    """The database's trouble is the case system's."""
    try:
        yield
    except DatabaseUnavailable as error:
        raise CaseSystemUnavailable from error


def _going(ids: Sequence[str] | Select[str]) -> list[Going]:
    return [Going(matters, matters.c.case_id.in_(ids)), Going(cases, cases.c.id.in_(ids))]


def _closed(before: date, keeping: Collection[MatterId]) -> Select[str]:
    """The closed cases that were last touched before a day and have no matter that is to be kept."""
    kept = select(matters.c.case_id).where(matters.c.id.in_(keeping))
    return select(cases.c.id).where(cases.c.closed.is_(True), cases.c.updated_on < before, cases.c.id.not_in(kept))


def _wrapped(row: Row[Any]) -> WrappedKey:
    return WrappedKey(KeyId(row.key_id), bytes(row.wrapped_key))


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _documents(rows: Iterable[list[str | None]]) -> tuple[DocumentAsked, ...]:
    return tuple(DocumentAsked(str(code), _date(due), _date(received)) for code, due, received in rows)


def _document_rows(documents: Iterable[DocumentAsked]) -> list[list[str | None]]:
    return [[asked.code, _iso(asked.due_on), _iso(asked.received_on)] for asked in documents]


def _steps(rows: Iterable[list[str]]) -> tuple[Step, ...]:
    return tuple(Step(date.fromisoformat(on), code) for on, code in rows)


def _step_rows(steps: Iterable[Step]) -> list[list[str]]:
    return [[step.on.isoformat(), step.code] for step in steps]


def _contact_body(contact: ContactDetails) -> dict[str, str | None]:
    return {"telephone": contact.telephone, "mailing_address": contact.mailing_address, "email": contact.email}


def _case_body(case: Case) -> dict[str, Any]:
    advocate = case.advocate
    return {
        "number": case.number,
        "matter_type": case.matter_type,
        "periods": [[period.tax_form, period.period] for period in case.periods],
        "issues": list(case.issues),
        "status": case.status.value,
        "estimated_completion_on": _iso(case.estimated_completion_on),
        "advocate": [advocate.employee_id, advocate.name, advocate.telephone] if advocate else None,
    }


def _matter_body(matter: Matter) -> dict[str, Any]:
    return {
        "taxpayer_name": matter.taxpayer_name,
        "contact": _contact_body(matter.contact),
        "criterion": matter.criterion,
        "issues": list(matter.issues),
        "next_actor": matter.next_actor.value,
        "next_contact_on": _iso(matter.next_contact_on),
        "documents_asked": _document_rows(matter.documents_asked),
        "history": _step_rows(matter.history),
    }
