"""Cases and authorizations in and out of files (JSON or CSV), each row checked before anything of it is kept.

JSON: `{"cases": [...], "authorizations": [...]}`. CSV: a row a taxpayer of a case, or a row an authorization, told apart by
their headings. Taxpayer numbers are digested as they are read and appear in no message; an export has the digests
instead, which come in again under the same keys.
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from adapters.case_system.port import (
    Advocate,
    Case,
    CaseId,
    CaseStatus,
    CaseStore,
    ContactDetails,
    DocumentAsked,
    Matter,
    MatterId,
    NextActor,
    Step,
    TaxPeriod,
)
from adapters.keys.port import Keys
from casework.authority.models import Authorization, AuthorizationForm, AuthorizationId
from casework.authority.service import Authority
from casework.cases import codes
from casework.cases.service import ContactInvalid, checked
from casework.identity.tins import TinInvalid, employer_digest, tin_digest

SAMPLE_FILE: Final = Path(__file__).with_name("data") / "sample.json"
_CASES_A_COMMIT = 50
_NUMBER = re.compile(r"[A-Za-z0-9-]{4,32}")
_EMPLOYEE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ISSUE = re.compile(r"[0-9]{2}[0-9x]")
_FORM_NAME = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}")
_PERIOD = re.compile(r"[12][0-9]{3}(?:(?:0[1-9]|1[0-2])|Q[1-4])?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RELATIVE_DAY = re.compile(r"([+-][0-9]{1,4})d")
_LONGEST_NAME = 200

_CASE_COLUMNS: Final = (
    "number",
    "matter_type",
    "periods",
    "issues",
    "status",
    "estimated_completion_on",
    "employee_id",
    "advocate_name",
    "advocate_telephone",
    "opened_on",
    "updated_on",
)
_TAXPAYER_COLUMNS: Final = (
    "tin",
    "ein",
    "digest",
    "name",
    "telephone",
    "mailing_address",
    "email",
    "criterion",
    "own_issues",
    "next_actor",
    "next_contact_on",
    "documents_asked",
    "history",
)
_AUTHORIZATION_COLUMNS: Final = (
    "id",
    "representative_tin",
    "representative_digest",
    "representative_name",
    "taxpayer_tin",
    "taxpayer_ein",
    "taxpayer_digest",
    "form",
    "designation",
    "tax_form",
    "periods",
    "signed_on",
    "signed_by_tin",
    "signed_by_digest",
    "valid_from",
    "valid_until",
    "revoked_on",
    "signed_returns",
)

_TAXPAYER_NUMBERS: Final = ("tin", "ein", "digest")
_CONTACT_FIELDS: Final = ("telephone", "mailing_address", "email")
_DOCUMENT_FIELDS: Final = ("code", "due_on", "received_on")
_STEP_FIELDS: Final = ("on", "code")
_PERIOD_FIELDS: Final = ("tax_form", "period")
_CASE_FIELDS: Final = (
    "number",
    "matter_type",
    "periods",
    "issues",
    "status",
    "estimated_completion_on",
    "advocate",
    "opened_on",
    "updated_on",
    "taxpayers",
)
_TAXPAYER_FIELDS: Final = (
    *_TAXPAYER_NUMBERS,
    "name",
    "contact",
    "criterion",
    "issues",
    "next_actor",
    "next_contact_on",
    "documents_asked",
    "history",
)
_AUTHORIZATION_FIELDS: Final = (
    "id",
    "representative",
    "representative_name",
    "taxpayer",
    "form",
    "designation",
    "tax_form",
    "periods",
    "signed_on",
    "signed_by",
    "valid_from",
    "valid_until",
    "revoked_on",
    "signed_returns",
)


class FileUnreadable(Exception):
    """The file is no JSON or CSV of the shape above; its text says what is the matter, and nothing that stands in it."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row: where it stands, and which field. It never says what stands there."""

    row: str
    fault: str


@dataclass(slots=True)
class Outcome:
    """What an import did, or would have done."""

    cases: int = 0
    authorizations: int = 0
    faults: list[RowFault] = field(default_factory=list)


class _Bad(Exception):
    """A field that can't be used; its text is for people."""


async def import_file(
    content: str, kind: str, store: CaseStore, authority: Authority, keys: Keys, *, dry: bool = False
) -> Outcome:
    """Takes the good rows of a file and tells of the bad ones; of a case with a bad row, nothing is taken.

    Args:
        content: The file's text.
        kind: `json` or `csv`.
        store: Where cases go.
        authority: Where authorizations go.
        keys: Digest the taxpayer numbers.
        dry: Only look.

    Raises:
        CaseSystemUnavailable, DatabaseUnavailable: what was committed before stays.
        FileUnreadable: nothing was taken.
    """
    return await _take(_of_csv(content) if kind == "csv" else _of_json(content), store, authority, keys, dry)


async def load_sample(store: CaseStore, authority: Authority, keys: Keys, today: date) -> bool:
    """Loads the sample cases unless they are there already; returns whether it did.

    Raises CaseSystemUnavailable, DatabaseUnavailable.
    """
    sample = json.loads(SAMPLE_FILE.read_text(), object_hook=partial(_on_their_days, today))
    if await store.ids(sample["cases"][0]["number"]) is not None:
        return False
    outcome = await _take(_numbered(sample), store, authority, keys, dry=False)
    if outcome.faults:
        raise AssertionError(f"the sample has a fault: {outcome.faults[0]}")
    return True


async def export_json(store: CaseStore, authority: Authority) -> str:
    """Everything as JSON that comes in again; with names and contact details, so it is for safe places only."""
    cases = [_case_row(case, matters) async for case, matters in store.every()]
    authorizations = [_authorization_row(each) async for each in authority.every()]
    return json.dumps({"cases": cases, "authorizations": authorizations}, ensure_ascii=False, indent=1) + "\n"


async def export_csv(store: CaseStore) -> str:
    """Every taxpayer of every case as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*_CASE_COLUMNS, *_TAXPAYER_COLUMNS], restval="")
    writer.writeheader()
    async for case, matters in store.every():
        row = _case_row(case, matters)
        for taxpayer in row["taxpayers"]:
            writer.writerow(_flat_case(row, taxpayer))
    return out.getvalue()


async def export_authorizations_csv(authority: Authority) -> str:
    """Every authorization as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _AUTHORIZATION_COLUMNS, restval="")
    writer.writeheader()
    async for each in authority.every():
        writer.writerow(_flat_authorization(_authorization_row(each)))
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a file holds: where each row stands, and the row."""

    cases: Sequence[tuple[str, Any]]
    authorizations: Sequence[tuple[str, Any]]
    faults: Sequence[RowFault] = ()


async def _take(rows: _Rows, store: CaseStore, authority: Authority, keys: Keys, dry: bool) -> Outcome:
    outcome = Outcome(faults=list(rows.faults))
    numbers: set[str] = set()
    ready: list[tuple[Case, Sequence[Matter]]] = []
    for where, row in rows.cases:
        try:
            case, matters = await _case(_object(row, "case", _CASE_FIELDS), store, keys, numbers)
        except _Bad as bad:
            outcome.faults.append(RowFault(where, str(bad)))
            continue
        numbers.add(case.number)
        ready.append((case, matters))
        outcome.cases += 1
        if len(ready) == _CASES_A_COMMIT and not dry:
            await store.put(ready)
            ready = []
    if ready and not dry:
        await store.put(ready)
    named: list[Authorization] = []
    for where, row in rows.authorizations:
        try:
            named.append(_authorization(_object(row, "authorization", _AUTHORIZATION_FIELDS), keys))
        except _Bad as bad:
            outcome.faults.append(RowFault(where, str(bad)))
    outcome.authorizations = len(named)
    if not dry:
        for start in range(0, len(named), _CASES_A_COMMIT):
            await authority.put(named[start : start + _CASES_A_COMMIT])
    return outcome


# Reading


def _of_json(content: str) -> _Rows:
    try:
        read = json.loads(content)
    except ValueError as error:
        raise FileUnreadable("it is no JSON") from error
    if not isinstance(read, dict) or not {"cases", "authorizations"} & read.keys():
        raise FileUnreadable('it is no {"cases": [...], "authorizations": [...]}')
    if any(not isinstance(read.get(name, []), list) for name in ("cases", "authorizations")):
        raise FileUnreadable("cases and authorizations are lists")
    return _numbered(read)


def _numbered(read: Mapping[str, Any]) -> _Rows:
    return _Rows(
        [(f"case {number}", row) for number, row in enumerate(read.get("cases", []), 1)],
        [(f"authorization {number}", row) for number, row in enumerate(read.get("authorizations", []), 1)],
    )


def _of_csv(content: str) -> _Rows:
    try:
        reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
        headings = set(reader.fieldnames or ())
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise FileUnreadable(f"it is no CSV: {error}") from error
    if "representative_name" in headings:
        _only_known(headings, _AUTHORIZATION_COLUMNS)
        return _Rows([], [(f"line {line}", _nested_authorization(row)) for line, row in rows])
    if "number" not in headings:
        raise FileUnreadable("its first line has neither `number` nor `representative_name`")
    _only_known(headings, (*_CASE_COLUMNS, *_TAXPAYER_COLUMNS))
    by_number: dict[str, tuple[str, dict[str, Any]]] = {}
    spoiled: dict[str, RowFault] = {}
    for line, row in rows:
        where, case = f"line {line}", _nested_case(row)
        first = by_number.setdefault(case["number"], (where, case))[1]
        if first is not case:
            if {**first, "taxpayers": None} != {**case, "taxpayers": None}:
                spoiled[case["number"]] = RowFault(where, "says something else of the case than its first line does")
            first["taxpayers"] += case["taxpayers"]
    good = [placed for number, placed in by_number.items() if number not in spoiled]
    return _Rows(good, [], list(spoiled.values()))


def _only_known(headings: set[str], known: Sequence[str]) -> None:
    if not headings <= set(known):
        raise FileUnreadable(f"its first line has columns that are not known; known are {', '.join(known)}")


def _object(row: Any, what: str, known: Sequence[str]) -> Mapping[str, Any]:
    """An object without fields that nobody reads: a misspelt `valid_until` must not make an authorization endless."""
    if not isinstance(row, dict):
        raise _Bad(f"{what}: an object")
    if not row.keys() <= set(known):
        raise _Bad(f"{what}: has fields that are not known; known are {', '.join(known)}")
    return row


async def _case(
    row: Mapping[str, Any], store: CaseStore, keys: Keys, numbers: AbstractSet[str]
) -> tuple[Case, list[Matter]]:
    """A case and its matters; `numbers` are those that stood in the file before it."""
    number = _matching(row, "number", _NUMBER)
    if number in numbers:
        raise _Bad("number: stands twice in the file")
    known = await store.ids(number)
    case_id = CaseId(str(uuid.uuid4())) if known is None else known[0]
    case = Case(
        id=case_id,
        number=number,
        matter_type=_one_of(row, "matter_type", codes.MATTER_TYPES),
        periods=tuple(_periods(row, "periods")),
        issues=_issues(row),
        status=CaseStatus(_one_of(row, "status", [*CaseStatus])),
        estimated_completion_on=_day(row, "estimated_completion_on"),
        advocate=_advocate(row.get("advocate")),
        opened_on=_needed_day(row, "opened_on"),
        updated_on=_needed_day(row, "updated_on"),
    )
    if not case.periods:
        raise _Bad("periods: at least one")
    taxpayers = _list(row, "taxpayers")
    if not 1 <= len(taxpayers) <= 2:
        raise _Bad("taxpayers: one, or both spouses of a joint return")
    matters = []
    before = {} if known is None else known[1]
    for place, taxpayer in enumerate(taxpayers, 1):
        try:
            matters.append(_matter(_object(taxpayer, "taxpayer", _TAXPAYER_FIELDS), case_id, before, keys))
        except _Bad as bad:
            raise _Bad(f"taxpayer {place}: {bad}") from bad
    if len({matter.taxpayer for matter in matters}) != len(matters):
        raise _Bad("taxpayers: the same one twice")
    if len({*(matter.taxpayer for matter in matters), *before}) > 2:
        raise _Bad("taxpayers: the case has others already")
    return case, matters


def _matter(row: Mapping[str, Any], case_id: CaseId, known: Mapping[bytes, Matter], keys: Keys) -> Matter:
    taxpayer = _digest(row, "", keys)
    before = known.get(taxpayer)
    contact = row.get("contact")
    if contact is None:
        # What a person has told here stays, unless the file says otherwise.
        kept = ContactDetails(None, None, None) if before is None else before.contact
    else:
        kept = _contact(_object(contact, "contact", _CONTACT_FIELDS))
    criterion = row.get("criterion")
    if not isinstance(criterion, int) or isinstance(criterion, bool) or not 1 <= criterion <= 9:
        raise _Bad("criterion: a number from 1 to 9")
    return Matter(
        id=MatterId(str(uuid.uuid4())) if before is None else before.id,
        case_id=case_id,
        taxpayer=taxpayer,
        taxpayer_name=_name(row, "name"),
        contact=kept,
        criterion=criterion,
        issues=_issues(row),
        next_actor=NextActor(_one_of(row, "next_actor", [*NextActor])),
        next_contact_on=_day(row, "next_contact_on"),
        documents_asked=_documents(row),
        history=_steps(row),
    )


def _authorization(row: Mapping[str, Any], keys: Keys) -> Authorization:
    form = AuthorizationForm(_one_of(row, "form", [*AuthorizationForm]))
    designation = row.get("designation") or None
    if form is AuthorizationForm.FORM_8821 and designation is not None:
        raise _Bad("designation: Form 8821 has none")
    if form is AuthorizationForm.FORM_2848:
        _one_of(row, "designation", "abcdefghijklmnopqr")
    periods = tuple(_text_matching(each, "periods", _PERIOD) for each in _list(row, "periods"))
    if not periods:
        raise _Bad("periods: at least one; an authorization must name each (domain 4.4, test 3)")
    taxpayer = _named(row, "taxpayer", keys)
    valid_from, valid_until = _needed_day(row, "valid_from"), _day(row, "valid_until")
    if valid_until is not None and valid_until < valid_from:
        raise _Bad("valid_until: before valid_from")
    return Authorization(
        id=AuthorizationId(_uuid(row)),
        representative=_named(row, "representative", keys, ein=False),
        representative_name=_name(row, "representative_name"),
        taxpayer=taxpayer,
        form=form,
        designation=designation,
        tax_form=_matching(row, "tax_form", _FORM_NAME),
        periods=periods,
        signed_on=_needed_day(row, "signed_on"),
        signed_by=taxpayer if row.get("signed_by") is None else _named(row, "signed_by", keys),
        valid_from=valid_from,
        valid_until=valid_until,
        revoked_on=_day(row, "revoked_on"),
        signed_returns=tuple(_periods(row, "signed_returns")),
    )


def _named(row: Mapping[str, Any], name: str, keys: Keys, *, ein: bool = True) -> bytes:
    return _digest(_object(row.get(name), name, _TAXPAYER_NUMBERS), f"{name} ", keys, ein=ein)


def _digest(row: Mapping[str, Any], whose: str, keys: Keys, *, ein: bool = True) -> bytes:
    """The digest of the one number that a row names: `tin` of a person, `ein` of a business, or the `digest` itself."""
    given = [name for name in _TAXPAYER_NUMBERS if row.get(name)]
    if len(given) != 1:
        raise _Bad(f"{whose}tin, ein or digest: exactly one")
    name, value = given[0], row[given[0]]
    if name == "ein" and not ein:
        raise _Bad(f"{whose}ein: a representative is a person (domain 4)")
    if not isinstance(value, str):
        raise _Bad(f"{whose}{name}: text")
    if name == "digest":
        return bytes.fromhex(_text_matching(value, f"{whose}digest", _DIGEST))
    try:
        return tin_digest(keys, value) if name == "tin" else employer_digest(keys, value)
    except TinInvalid:
        raise _Bad(f"{whose}{name}: nine digits") from None


def _advocate(row: Any) -> Advocate | None:
    if row is None:
        return None
    read = _object(row, "advocate", ("employee_id", "name", "telephone"))
    try:
        telephone = checked(ContactDetails(_text(read, "telephone"), None, None)).telephone
    except ContactInvalid:
        raise _Bad("advocate telephone: ten digits, or + and the country") from None
    return Advocate(_matching(read, "employee_id", _EMPLOYEE), _name(read, "name"), telephone or "")


def _contact(row: Mapping[str, Any]) -> ContactDetails:
    values = [row.get(name) or None for name in _CONTACT_FIELDS]
    if any(value is not None and not isinstance(value, str) for value in values):
        raise _Bad("contact: text")
    if not any(values):
        return ContactDetails(None, None, None)
    try:
        return checked(ContactDetails(*values))
    except ContactInvalid as invalid:
        raise _Bad(f"contact {invalid.field}: can't be used") from None


def _issues(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_text_matching(each, "issues", _ISSUE) for each in _list(row, "issues"))


def _documents(row: Mapping[str, Any]) -> tuple[DocumentAsked, ...]:
    read = [_object(each, "documents_asked", _DOCUMENT_FIELDS) for each in _list(row, "documents_asked")]
    return tuple(
        DocumentAsked(
            _one_of(each, "code", (*codes.DOCUMENTS, codes.OTHER), "documents_asked"),
            _day(each, "due_on"),
            _day(each, "received_on"),
        )
        for each in read
    )


def _steps(row: Mapping[str, Any]) -> tuple[Step, ...]:
    read = [_object(each, "history", _STEP_FIELDS) for each in _list(row, "history")]
    return tuple(
        Step(_needed_day(each, "on"), _one_of(each, "code", (*codes.STEPS, codes.OTHER), "history")) for each in read
    )


def _periods(row: Mapping[str, Any], name: str) -> list[TaxPeriod]:
    read = [_object(each, name, _PERIOD_FIELDS) for each in _list(row, name)]
    return [TaxPeriod(_matching(each, "tax_form", _FORM_NAME), _matching(each, "period", _PERIOD)) for each in read]


def _list(row: Mapping[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _Bad(f"{name}: a list")
    return value


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _Bad(f"{name}: missing")
    return value.strip()


def _name(row: Mapping[str, Any], name: str) -> str:
    text = " ".join(_text(row, name).split())
    if len(text) > _LONGEST_NAME or not text.isprintable():
        raise _Bad(f"{name}: at most {_LONGEST_NAME} printable characters")
    return text


def _matching(row: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    return _text_matching(_text(row, name), name, pattern)


def _text_matching(value: Any, name: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise _Bad(f"{name}: of another form than {pattern.pattern}")
    return value


def _one_of(row: Mapping[str, Any], name: str, words: Sequence[str], within: str = "") -> str:
    value = row.get(name)
    if not isinstance(value, str) or value not in list(words):
        raise _Bad(f"{within + ' ' if within else ''}{name}: one of {', '.join(words)}")
    return value


def _day(row: Mapping[str, Any], name: str) -> date | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Bad(f"{name}: a day such as 2026-11-22") from None


def _needed_day(row: Mapping[str, Any], name: str) -> date:
    day = _day(row, name)
    if day is None:
        raise _Bad(f"{name}: missing")
    return day


def _uuid(row: Mapping[str, Any]) -> str:
    value = row.get("id")
    if not value:
        return str(uuid.uuid4())
    try:
        return str(uuid.UUID(value))
    except (AttributeError, TypeError, ValueError):
        raise _Bad("id: a UUID, or nothing for a new one") from None


def _on_their_days(today: date, row: dict[str, Any]) -> dict[str, Any]:
    """The sample's days, counted from today (`+6d`), as days of the calendar."""
    for name, value in row.items():
        found = _RELATIVE_DAY.fullmatch(value) if isinstance(value, str) else None
        if found is not None:
            row[name] = (today + timedelta(days=int(found[1]))).isoformat()
    return row


# CSV packs lists: `1040:2023;1040:2024`, `310;425`, `bank_statement:2026-12-01:;irs_letter::2026-11-02`.


def _nested_case(row: Mapping[str, str]) -> dict[str, Any]:
    employee = {
        "employee_id": row.get("employee_id"),
        "name": row.get("advocate_name"),
        "telephone": row.get("advocate_telephone"),
    }
    criterion = row.get("criterion") or ""
    return {
        **{
            name: row.get(name) or None
            for name in ("matter_type", "status", "estimated_completion_on", "opened_on", "updated_on")
        },
        "number": row.get("number") or "",
        "periods": _unpacked(row.get("periods"), _PERIOD_FIELDS),
        "issues": _parts(row.get("issues")),
        "advocate": employee if any(employee.values()) else None,
        "taxpayers": [
            {
                **{
                    name: row.get(name) or None
                    for name in ("tin", "ein", "digest", "name", "next_actor", "next_contact_on")
                },
                "contact": _packed_contact(row),
                "criterion": int(criterion) if criterion.isascii() and criterion.isdigit() else None,
                "issues": _parts(row.get("own_issues")),
                "documents_asked": _unpacked(row.get("documents_asked"), _DOCUMENT_FIELDS),
                "history": _unpacked(row.get("history"), _STEP_FIELDS),
            }
        ],
    }


def _packed_contact(row: Mapping[str, str]) -> dict[str, str] | None:
    contact = {name: row.get(name) or "" for name in _CONTACT_FIELDS}
    return contact if any(contact.values()) else None


def _nested_authorization(row: Mapping[str, str]) -> dict[str, Any]:
    def number(whose: str) -> dict[str, str | None]:
        return {name: row.get(f"{whose}_{name}") or None for name in _TAXPAYER_NUMBERS}

    signer = number("signed_by")
    days = ("signed_on", "valid_from", "valid_until", "revoked_on")
    return {
        **{
            name: row.get(name) or None
            for name in ("id", "representative_name", "form", "designation", "tax_form", *days)
        },
        "representative": number("representative"),
        "taxpayer": number("taxpayer"),
        "signed_by": signer if any(signer.values()) else None,
        "periods": _parts(row.get("periods")),
        "signed_returns": _unpacked(row.get("signed_returns"), _PERIOD_FIELDS),
    }


def _parts(packed: str | None) -> list[str]:
    return [part.strip() for part in (packed or "").split(";") if part.strip()]


def _unpacked(packed: str | None, names: Sequence[str]) -> list[dict[str, str | None]]:
    """Parts with more pieces than names keep one that no field takes, so that the row is refused."""
    rows = []
    for part in _parts(packed):
        pieces = part.split(":")
        rows.append(
            {name: piece.strip() or None for name, piece in zip(names, pieces, strict=False)}
            | ({"": part} if len(pieces) > len(names) else {})
        )
    return rows


# Writing


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _document_rows(asked: Sequence[DocumentAsked]) -> list[dict[str, str | None]]:
    return [{"code": each.code, "due_on": _iso(each.due_on), "received_on": _iso(each.received_on)} for each in asked]


def _step_rows(steps: Sequence[Step]) -> list[dict[str, str | None]]:
    return [{"on": _iso(step.on), "code": step.code} for step in steps]


def _period_rows(periods: Sequence[TaxPeriod]) -> list[dict[str, str | None]]:
    return [{"tax_form": each.tax_form, "period": each.period} for each in periods]


def _case_row(case: Case, matters: Sequence[Matter]) -> dict[str, Any]:
    advocate = case.advocate
    return {
        "number": case.number,
        "matter_type": case.matter_type,
        "periods": _period_rows(case.periods),
        "issues": list(case.issues),
        "status": case.status.value,
        "estimated_completion_on": _iso(case.estimated_completion_on),
        "advocate": None
        if advocate is None
        else {"employee_id": advocate.employee_id, "name": advocate.name, "telephone": advocate.telephone},
        "opened_on": _iso(case.opened_on),
        "updated_on": _iso(case.updated_on),
        "taxpayers": [
            {
                "digest": matter.taxpayer.hex(),
                "name": matter.taxpayer_name,
                "contact": {
                    "telephone": matter.contact.telephone,
                    "mailing_address": matter.contact.mailing_address,
                    "email": matter.contact.email,
                },
                "criterion": matter.criterion,
                "issues": list(matter.issues),
                "next_actor": matter.next_actor.value,
                "next_contact_on": _iso(matter.next_contact_on),
                "documents_asked": _document_rows(matter.documents_asked),
                "history": _step_rows(matter.history),
            }
            for matter in matters
        ],
    }


def _authorization_row(each: Authorization) -> dict[str, Any]:
    return {
        "id": each.id,
        "representative": {"digest": each.representative.hex()},
        "representative_name": each.representative_name,
        "taxpayer": {"digest": each.taxpayer.hex()},
        "form": each.form.value,
        "designation": each.designation,
        "tax_form": each.tax_form,
        "periods": list(each.periods),
        "signed_on": _iso(each.signed_on),
        "signed_by": {"digest": each.signed_by.hex()},
        "valid_from": _iso(each.valid_from),
        "valid_until": _iso(each.valid_until),
        "revoked_on": _iso(each.revoked_on),
        "signed_returns": _period_rows(each.signed_returns),
    }


def _packed(rows: Sequence[Mapping[str, str | None]]) -> str:
    return ";".join(":".join(value or "" for value in row.values()) for row in rows)


def _flat_case(row: Mapping[str, Any], taxpayer: Mapping[str, Any]) -> dict[str, Any]:
    advocate = row["advocate"] or {}
    return {
        **{
            name: row[name]
            for name in ("number", "matter_type", "status", "estimated_completion_on", "opened_on", "updated_on")
        },
        "periods": _packed(row["periods"]),
        "issues": ";".join(row["issues"]),
        "employee_id": advocate.get("employee_id"),
        "advocate_name": advocate.get("name"),
        "advocate_telephone": advocate.get("telephone"),
        **{name: taxpayer[name] for name in ("digest", "name", "criterion", "next_actor", "next_contact_on")},
        **taxpayer["contact"],
        "own_issues": ";".join(taxpayer["issues"]),
        "documents_asked": _packed(taxpayer["documents_asked"]),
        "history": _packed(taxpayer["history"]),
    }


def _flat_authorization(row: Mapping[str, Any]) -> dict[str, Any]:
    plain = (
        "id",
        "representative_name",
        "form",
        "designation",
        "tax_form",
        "signed_on",
        "valid_from",
        "valid_until",
        "revoked_on",
    )
    return {
        **{name: row[name] for name in plain},
        **{f"{whose}_digest": row[whose]["digest"] for whose in ("representative", "taxpayer", "signed_by")},
        "periods": ";".join(row["periods"]),
        "signed_returns": _packed(row["signed_returns"]),
    }
