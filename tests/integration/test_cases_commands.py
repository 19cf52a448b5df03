"""`./tas cases` and `./tas audit`: files in and out, what is wrong with each row, and what the trail says of it."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casework.audit.models import Filter
from casework.cases.transfer import SAMPLE_FILE
from channels.app import kept
from channels.settings import Settings
from cli import audit, cases, setup
from tests.support.databases import fresh_database

TIN = "000-12-7777"


def a_case(**changes: Any) -> dict[str, Any]:
    return {
        "number": "8200001",
        "matter_type": "refund",
        "periods": [{"tax_form": "1040", "period": "2023"}],
        "issues": ["310"],
        "status": "working",
        "estimated_completion_on": "2027-01-05",
        "advocate": {"employee_id": "E1001", "name": "Lucia Vega", "telephone": "202-555-0101"},
        "opened_on": "2026-10-01",
        "updated_on": "2026-11-01",
        "taxpayers": [a_taxpayer()],
        **changes,
    }


def a_taxpayer(**changes: Any) -> dict[str, Any]:
    return {
        "tin": TIN,
        "name": "Zoe Zamora",
        "contact": {"telephone": "202-555-0177", "mailing_address": None, "email": None},
        "criterion": 5,
        "issues": [],
        "next_actor": "advocate",
        "next_contact_on": "2026-12-01",
        "documents_asked": [{"code": "bank_statement", "due_on": "2026-12-01", "received_on": None}],
        "history": [{"on": "2026-10-01", "code": "received"}],
        **changes,
    }


def an_authorization(**changes: Any) -> dict[str, Any]:
    return {
        "representative": {"tin": "000-12-8888"},
        "representative_name": "Rex Rowan",
        "taxpayer": {"tin": TIN},
        "form": "2848",
        "designation": "a",
        "tax_form": "1040",
        "periods": ["2023"],
        "signed_on": "2026-10-02",
        "valid_from": "2026-10-02",
        **changes,
    }


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
    fresh_database(tmp_path)
    return tmp_path


@pytest.fixture
def take(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(content: Any, *flags: str, name: str = "in.json") -> tuple[int, str, str]:
        (folder / name).write_text(content if isinstance(content, str) else json.dumps(content))
        status = cases.main(["import", *flags, str(folder / name)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def numbers() -> list[str]:
    async def read() -> list[str]:
        async with kept(Settings()) as found:
            return [case.number async for case, _matters in found.cases.every()]

    return asyncio.run(read())


def actions() -> list[str]:
    async def read() -> list[str]:
        async with kept(Settings()) as found:
            return [each.entry.action for each in await found.audit_trail.entries(Filter(), 100)]

    return asyncio.run(read())


def test_good_rows_are_taken_and_the_trail_says_so(take: Callable[..., Any]) -> None:
    status, out, err = take({"cases": [a_case()], "authorizations": [an_authorization()]})
    assert (status, err) == (0, "")
    assert out == "took 1 cases and 1 authorizations; 0 faults\n"
    assert numbers() == ["8200001"]
    assert actions() == ["cases.imported"]


def test_a_dry_run_keeps_nothing(take: Callable[..., Any]) -> None:
    status, out, _err = take({"cases": [a_case()], "authorizations": [an_authorization()]}, "--dry-run")
    assert (status, out) == (0, "would take 1 cases and 1 authorizations; 0 faults\n")
    assert numbers() == actions() == []


BAD: list[tuple[dict[str, Any], str]] = [
    ({"number": "1"}, "number"),
    ({"number": None}, "number"),
    ({"matter_type": "gossip"}, "matter_type"),
    ({"periods": []}, "periods"),
    ({"periods": [{"tax_form": "1040", "period": "last year"}]}, "period"),
    ({"periods": "1040"}, "periods"),
    ({"issues": ["31"]}, "issues"),
    ({"status": "done"}, "status"),
    ({"estimated_completion_on": "soon"}, "estimated_completion_on"),
    ({"opened_on": None}, "opened_on"),
    ({"advocate": {"employee_id": "E1001", "name": "Lucia Vega", "telephone": "no"}}, "advocate telephone"),
    ({"advocate": "Lucia"}, "advocate"),
    ({"surprise": 1}, "not known"),
    ({"taxpayers": []}, "taxpayers"),
    ({"taxpayers": [a_taxpayer(), a_taxpayer()]}, "taxpayers"),
    ({"taxpayers": [a_taxpayer(tin="123")]}, "taxpayer 1: tin: nine digits"),
    ({"taxpayers": [a_taxpayer(ein="00-0000001")]}, "exactly one"),
    ({"taxpayers": [a_taxpayer(tin=None, digest="zz")]}, "digest"),
    ({"taxpayers": [a_taxpayer(name="")]}, "name"),
    ({"taxpayers": [a_taxpayer(criterion=True)]}, "criterion"),
    ({"taxpayers": [a_taxpayer(criterion=10)]}, "criterion"),
    ({"taxpayers": [a_taxpayer(next_actor="me")]}, "next_actor"),
    ({"taxpayers": [a_taxpayer(contact={"telephone": "x"})]}, "contact telephone"),
    ({"taxpayers": [a_taxpayer(documents_asked=[{"code": "gold"}])]}, "documents_asked code"),
    ({"taxpayers": [a_taxpayer(history=[{"on": "2026-10-01", "code": "party"}])]}, "history code"),
]


def test_each_bad_row_is_told_with_its_place_and_the_others_are_taken(take: Callable[..., Any]) -> None:
    rows = [{**a_case(number=f"8300{number:03}"), **changes} for number, (changes, _said) in enumerate(BAD)]
    status, out, err = take({"cases": [*rows, a_case()]})
    assert status == 1
    assert out == f"took 1 cases and 0 authorizations; {len(BAD)} faults\n"
    lines = err.splitlines()
    for number, ((_changes, said), line) in enumerate(zip(BAD, lines, strict=True), 1):
        assert line.startswith(f"case {number}: ")
        assert said in line
    assert numbers() == ["8200001"]
    for secret in (TIN, "Zamora", "Lucia", "202-555", "gossip"):
        assert secret not in err


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"form": "W-2"}, "form"),
        ({"designation": None}, "designation"),
        ({"designation": "z"}, "designation"),
        ({"form": "8821"}, "designation: Form 8821 has none"),
        ({"periods": []}, "periods"),
        ({"signed_on": None}, "signed_on: missing"),
        ({"valid_until": "2026-01-01"}, "valid_until"),
        ({"valid_til": "2026-12-31"}, "not known"),
        ({"representative": {"ein": "00-0000001"}}, "a representative is a person"),
        ({"taxpayer": {}}, "taxpayer tin, ein or digest"),
        ({"id": "one"}, "id"),
        ({"signed_returns": [{"tax_form": "1040"}]}, "period"),
    ],
)
def test_a_bad_authorization_is_told(take: Callable[..., Any], changes: dict[str, Any], said: str) -> None:
    status, out, err = take({"authorizations": [{**an_authorization(), **changes}, an_authorization()]})
    assert (status, out) == (1, "took 0 cases and 1 authorizations; 1 faults\n")
    assert err.startswith("authorization 1: ")
    assert said in err


@pytest.mark.parametrize("content", ["", "[]", "{", '{"cases": {}}', "a,b\n1,2\n", "\x00"])
@pytest.mark.parametrize("name", ["in.json", "in.csv"])
def test_a_file_of_another_kind(take: Callable[..., Any], content: str, name: str) -> None:
    status, _out, err = take(content, name=name)
    assert status == 2
    assert err.startswith("tas: ")
    assert actions() == []


def test_a_file_that_is_not_there_or_has_no_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cases.main(["import", str(folder / "none.json")]) == 2
    assert cases.main(["import", str(folder / "none.txt")]) == 2
    assert "--kind" in capsys.readouterr().err


def test_a_number_twice_in_a_file_and_a_third_taxpayer(take: Callable[..., Any]) -> None:
    assert "stands twice" in take({"cases": [a_case(), a_case()]})[2]
    two = a_case(taxpayers=[a_taxpayer(tin="000-12-7778"), a_taxpayer(tin="000-12-7779")])
    assert "has others already" in take({"cases": [two]})[2]


def test_taken_again_it_is_the_same_case_and_what_a_person_told_stays(take: Callable[..., Any], folder: Path) -> None:
    take({"cases": [a_case()]})

    async def ids() -> tuple[str, str, str | None]:
        async with kept(Settings()) as found:
            [(case, [side])] = [each async for each in found.cases.every()]
            return case.id, side.id, side.contact.telephone

    before = asyncio.run(ids())
    status, _out, _err = take({"cases": [a_case(status="closed", taxpayers=[a_taxpayer(contact=None)])]})
    assert status == 0
    assert asyncio.run(ids()) == before


def test_what_goes_out_comes_in_again(take: Callable[..., Any], folder: Path) -> None:
    assert cases.load_sample({"TAS_DATA_FOLDER": str(folder)})
    assert not cases.load_sample({"TAS_DATA_FOLDER": str(folder)})
    for name in ("one.json", "one.csv"):
        assert cases.main(["export", str(folder / name)]) == 0
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert cases.main(["export", "--authorizations", str(folder / "authorizations.csv")]) == 0
    for name in ("one.csv", "authorizations.csv", "one.json"):
        assert cases.main(["import", str(folder / name)]) == 0
    assert cases.main(["export", str(folder / "two.json")]) == 0
    assert (folder / "two.json").read_text() == (folder / "one.json").read_text()
    assert "000-12-" not in (folder / "one.json").read_text()
    assert actions().count("cases.exported") == 4


def test_a_bad_line_of_csv_spoils_its_case_alone(take: Callable[..., Any], folder: Path) -> None:
    take({"cases": [a_case(), a_case(number="8200002", taxpayers=[a_taxpayer(tin="000-12-7770")])]})
    cases.main(["export", str(folder / "out.csv")])
    rows = list(csv.DictReader(io.StringIO((folder / "out.csv").read_text(), newline="")))
    spouse = {**rows[0], "digest": "", "tin": "000-12-7771", "name": "Yan Zamora", "status": "closed"}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows([*rows, spouse])
    status, said, err = take(out.getvalue(), name="again.csv")
    assert (status, said) == (1, "took 1 cases and 0 authorizations; 1 faults\n")
    assert err.endswith("\nline 4: says something else of the case than its first line does\n")


def test_a_production_has_no_sample(folder: Path) -> None:
    settings = {"TAS_ENVIRONMENT": "production", "TAS_PUBLIC_ORIGINS": "https://help.example.gov", "TAS_OPERATOR": "Us"}
    assert not cases.load_sample({**settings, "TAS_MAIL_URL": "folder:", "TAS_DATA_FOLDER": str(folder)})
    assert numbers() == []


def test_the_sample_names_people_whom_the_demonstration_can_sign_in() -> None:
    sample = json.loads(SAMPLE_FILE.read_text())
    tins = {person["tin"] for person in sample["people"] if person["tin"]}
    named = {each["tin"] for case in sample["cases"] for each in case["taxpayers"] if "tin" in each}
    named |= {each["representative"]["tin"] for each in sample["authorizations"]}
    assert named <= tins
    assert all(tin.startswith("000-") for tin in tins)
    advocates = {case["advocate"]["employee_id"] for case in sample["cases"]}
    assert advocates <= {person["employee_id"] for person in sample["people"]}


def test_the_trail_is_verified_and_shown(take: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert {"cases", "audit"} <= set(setup.COMMANDS)
    take({"cases": [a_case()]})

    async def anchor() -> None:
        async with kept(Settings()) as found:
            await found.audit_trail.anchor()

    asyncio.run(anchor())
    assert audit.main(["verify"]) == 0
    assert capsys.readouterr().out == "entries 1 to 1, anchored up to 1: whole\n"
    assert audit.main(["show", "--about", "cases", "--json"]) == 0
    [shown] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (shown["action"], shown["details"]["cases"]) == ("cases.imported", 1)
    # Who looked is in the trail too.
    assert actions() == ["cases.imported", "audit.shown"]
    assert audit.main(["show", "--since", "yesterday"]) == 2
    assert "Invalid isoformat" in capsys.readouterr().err


def test_a_trail_that_was_touched_is_told_with_its_place(
    take: Callable[..., Any], capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    for _time in range(3):
        take({"cases": [a_case()]})

    async def touch(statement: str) -> None:
        async with kept(Settings()) as found:
            await found.audit_trail.anchor()

            async def work(connection: Any) -> None:
                await connection.execute(text(statement))

            await found.database.write(work)

    asyncio.run(touch("UPDATE audit_entries SET actor = 'somebody' WHERE number = 2"))
    assert audit.main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.err == "entry 2 is not what was written, or does not follow the entry before it\n"
    assert said.out == "entries 1 to 3, anchored up to 3: NOT WHOLE\n"
    asyncio.run(touch("DELETE FROM audit_entries WHERE number >= 2"))
    assert audit.main(["verify"]) == 1
    assert "each of the entries 2 to 3 is cut from the end" in capsys.readouterr().err
    (folder / "audit-anchor.jsonl").write_text("damaged\n")
    assert audit.main(["verify"]) == 2
    assert "damaged in line 1" in capsys.readouterr().err
