"""Cases, people and authorizations for tests: built in a line, sealed in a real store."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from adapters.audit_anchor.file import FileAnchor
from adapters.case_system.embedded import EmbeddedCases
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
from adapters.database.port import Database
from adapters.keys.key_file import KeyFile
from casework.audit.models import Filter
from casework.audit.models import Kept as KeptEntry
from casework.audit.service import Audit, AuditTrail
from casework.authority.models import Authorization, AuthorizationForm, AuthorizationId
from casework.authority.service import Authority
from casework.cases.service import Cases
from casework.cases.transfer import load_sample
from casework.identity.models import Actor, Assurance, EmployeeId, PersonId, StaffRole, TinDigest
from casework.identity.tins import tin_digest
from channels.app import embedded_cases, open_database
from tests.support.databases import ensure_migrated
from tests.support.record import HandClock

NOBODY_TO_REACH = ContactDetails(None, None, None)


def digest(word: str) -> TinDigest:
    """Stands for the digest of the TIN of somebody named so."""
    return TinDigest(hashlib.sha256(word.encode()).digest())


def person(word: str, assurance: Assurance = Assurance.PROOFED) -> Actor:
    return Actor(PersonId(f"person-{word}"), assurance, digest(word))


def staff(employee_id: str, *roles: StaffRole) -> Actor:
    return Actor(PersonId(f"person-{employee_id}"), Assurance.STAFF, None, EmployeeId(employee_id), frozenset(roles))


def case(**changes: Any) -> Case:
    """A case of 1040 2023 with E1's advocate."""
    values: dict[str, Any] = {
        "id": CaseId(str(uuid.uuid4())),
        "number": uuid.uuid4().hex[:8],
        "matter_type": "refund",
        "periods": (TaxPeriod("1040", "2023"),),
        "issues": ("310",),
        "status": CaseStatus.WORKING,
        "estimated_completion_on": date(2027, 1, 5),
        "advocate": Advocate("E1", "Lucia Vega", "202-555-0101"),
        "opened_on": date(2026, 10, 1),
        "updated_on": date(2026, 11, 1),
        **changes,
    }
    return Case(**values)


def matter(of: Case, word: str, **changes: Any) -> Matter:
    """The side of somebody named so."""
    values: dict[str, Any] = {
        "id": MatterId(str(uuid.uuid4())),
        "case_id": of.id,
        "taxpayer": digest(word),
        "taxpayer_name": f"{word} name",
        "contact": NOBODY_TO_REACH,
        "criterion": 5,
        "issues": (),
        "next_actor": NextActor.ADVOCATE,
        "next_contact_on": date(2026, 12, 1),
        "documents_asked": (),
        "history": (),
        **changes,
    }
    return Matter(**values)


def authorization(representative: str, taxpayer: str, **changes: Any) -> Authorization:
    """Form 2848, a CPA, 1040 2023, since October."""
    values: dict[str, Any] = {
        "id": AuthorizationId(str(uuid.uuid4())),
        "representative": digest(representative),
        "representative_name": f"{representative} name",
        "taxpayer": digest(taxpayer),
        "form": AuthorizationForm.FORM_2848,
        "designation": "b",
        "tax_form": "1040",
        "periods": ("2023",),
        "signed_on": date(2026, 10, 1),
        "signed_by": digest(taxpayer),
        "valid_from": date(2026, 10, 1),
        "valid_until": None,
        "revoked_on": None,
        "signed_returns": (),
        **changes,
    }
    return Authorization(**values)


# From the plain dicts of tests/reference/authority_reference.py


def actor_of(row: Mapping[str, Any]) -> Actor:
    tin, employee_id = row.get("tin"), row.get("employee_id")
    return Actor(
        PersonId(row["person_id"]),
        Assurance(row["assurance"]),
        None if not tin else digest(tin),
        None if not employee_id else EmployeeId(employee_id),
        frozenset(StaffRole(role) for role in row.get("staff_roles") or ()),
    )


def case_of(row: Mapping[str, Any]) -> Case:
    return case(
        id=CaseId(row["id"]),
        matter_type=row["matter_type"],
        periods=tuple(TaxPeriod(*each) for each in row["periods"]),
        advocate=None if row.get("advocate") is None else Advocate(row["advocate"], "Somebody", "202-555-0101"),
    )


def matter_of(row: Mapping[str, Any], of: Case) -> Matter:
    return matter(of, row["taxpayer"], id=MatterId(row["id"]), case_id=CaseId(row["case_id"]))


def authorization_of(row: Mapping[str, Any]) -> Authorization:
    def day(name: str) -> date | None:
        value = row.get(name)
        return value if value is None or isinstance(value, date) else date.fromisoformat(value)

    begins = day("from")
    assert begins is not None
    return authorization(
        row["representative"],
        row["taxpayer"],
        id=AuthorizationId(row["id"]),
        form=AuthorizationForm(row["form"]),
        designation=row.get("designation"),
        tax_form=row["tax_form"],
        periods=tuple(row["periods"]),
        # Where the reference says nothing of the signature, it is in order.
        signed_on=day("signed_on") if "signed_on" in row else begins,
        signed_by=digest(row.get("signed_by") or row["taxpayer"]),
        valid_from=begins,
        valid_until=day("until"),
        revoked_on=day("revoked_on"),
        signed_returns=tuple(TaxPeriod(*each) for each in row.get("signed_returns") or ()),
    )


@dataclass
class MemoryCases:
    """A case system in memory, which may be told to be away."""

    cases: dict[str, Case] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    away: bool = False

    def add(self, of: Case, *sides: Matter) -> None:
        self.cases[of.id] = of
        self.matters |= {side.id: side for side in sides}

    def _here(self) -> None:
        if self.away:
            raise CaseSystemUnavailable

    async def matters_of(self, taxpayer: bytes) -> list[Matter]:
        self._here()
        return [side for side in self.matters.values() if side.taxpayer == taxpayer]

    async def matter(self, matter_id: MatterId) -> Matter | None:
        self._here()
        return self.matters.get(matter_id)

    async def around(self, matter_id: MatterId) -> tuple[Case, list[Matter]] | None:
        self._here()
        found = self.matters.get(matter_id)
        return None if found is None else (self.cases[found.case_id], await self.matters_in(found.case_id))

    async def matters_in(self, case_id: CaseId) -> list[Matter]:
        self._here()
        return [side for side in self.matters.values() if side.case_id == case_id]

    async def cases_of_employee(self, employee_id: str) -> list[Case]:
        self._here()
        return [each for each in self.cases.values() if each.advocate and each.advocate.employee_id == employee_id]

    async def case(self, case_id: CaseId) -> Case | None:
        self._here()
        return self.cases.get(case_id)

    async def case_numbered(self, number: str) -> CaseId | None:
        self._here()
        return next((each.id for each in self.cases.values() if each.number == number), None)

    async def change_contact(self, matter_id: MatterId, contact: ContactDetails) -> None:
        self._here()
        if matter_id not in self.matters:
            raise LookupError
        self.matters[matter_id] = replace(self.matters[matter_id], contact=contact)


@dataclass
class OfficeUnderTest:
    """Everything about cases over one database."""

    url: str
    folder: Path
    database: Database
    keys: KeyFile
    clock: HandClock
    store: EmbeddedCases
    authority: Authority
    audit: Audit
    trail: AuditTrail
    cases: Cases

    def who(self, tin: str, assurance: Assurance = Assurance.PROOFED) -> Actor:
        return Actor(PersonId(f"person-{tin[-4:]}"), assurance, tin_digest(self.keys, tin))

    async def entries(self, **wanted: Any) -> list[KeptEntry]:
        return await self.trail.entries(Filter(**wanted), 10_000)

    async def put(self, of: Case, *sides: Matter) -> None:
        await self.store.put([(of, sides)])

    async def execute(self, statement: str, **values: Any) -> None:
        """What somebody with the database alone could do."""

        async def work(connection: Any) -> None:
            await connection.execute(text(statement), values)

        await self.database.write(work)


async def open_office(url: str, folder: Path, *, sample: bool = False) -> OfficeUnderTest:
    ensure_migrated(url)
    database, keys, clock = open_database(url), KeyFile(folder / "keys.json"), HandClock()
    await database.start()
    store = embedded_cases(database, keys)
    authority = Authority(database, store, keys, clock)
    audit = Audit(keys, clock)
    trail = AuditTrail(database, keys, FileAnchor(folder / "audit-anchor.jsonl"), clock)
    cases = Cases(store, authority, audit, database, keys, clock)
    if sample:
        await load_sample(store, authority, keys, authority.today())
    return OfficeUnderTest(url, folder, database, keys, clock, store, authority, audit, trail, cases)


def documents(*rows: tuple[str, date | None, date | None]) -> tuple[DocumentAsked, ...]:
    return tuple(DocumentAsked(*row) for row in rows)


def steps(*rows: tuple[date, str]) -> tuple[Step, ...]:
    return tuple(Step(*row) for row in rows)


ANA, MARCOS, DENISE, ROBERT, LINDA, TOM, SAM, GRACE, PAUL = (f"000-12-340{number}" for number in range(1, 10))
