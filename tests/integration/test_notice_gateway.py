"""Notices as a gateway sends them: to a real mail server or into the folder, with figures for whoever runs it."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
from pathlib import Path

import pytest

from casework.identity.models import PersonId
from casework.notices.models import NoticeKind
from channels import app as gateway_app
from cli import notices as command
from tests.support.gateway import OPERATOR_TOKEN, GatewayUnderTest, eventually, gateway
from tests.support.mail import mail_server
from tests.support.record import TEXTS, HandClock
from tests.support.sample_people import identity_of, load_into, matter_in, person_of, signed_in


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway_app, "_NOTICE_SECONDS", 0.1)


async def _put(tas: GatewayUnderTest, subject: str, about: str) -> PersonId:
    """Has somebody told of what nobody keeps, and so always waits."""
    services = tas.services
    person = await services.people.bind(identity_of(subject), "es")
    kind, about_ref = NoticeKind.MESSAGE_WAITS, about
    await services.database.write(lambda connection: services.notices.put(connection, person, kind, about_ref))
    return person


async def _figures(tas: GatewayUnderTest) -> dict[str, float]:
    headers = {"Authorization": f"Bearer {OPERATOR_TOKEN}"}
    text = (await tas.client.get("/metrics", headers=headers)).text
    lines = (line.rpartition(" ") for line in text.splitlines() if line.startswith("tas_notices"))
    return {name: float(value) for name, _, value in lines}


async def test_a_mail_server_gets_what_a_person_chose(tmp_path: Path) -> None:
    with mail_server() as server:
        where = {"mail_url": f"smtp://127.0.0.1:{server.port}", "mail_from": "no-reply@help.example"}
        async with gateway(tmp_path, operator="Agencia de Ejemplo", **where) as tas:
            async with signed_in(tas, "ana") as ana:
                await _put(tas, "ana", "another:1")
                await eventually(lambda: len(server.received) == 1)
                message = server.received[0].message
                assert message["Subject"] == TEXTS.say("mail-subject-message_waits", "es")
                assert message["From"] == "Agencia de Ejemplo <no-reply@help.example>"
                assert f"{tas.services.settings.origins(tas.services.settings.port)[0]}/portal" in str(message)
                await ana.post("/portal/preferences/mail", mail="none")
                await _put(tas, "ana", "another:2")
            for _ in range(100):
                figures = await _figures(tas)
                if figures.get('tas_notices_total{result="dropped"}') == 1:
                    break
                await asyncio.sleep(0.1)
            assert figures['tas_notices_total{result="sent"}'] == 1
            assert figures["tas_notices_waiting"] == figures["tas_notices_failed"] == 0
        assert len(server.received) == 1


async def test_an_advocates_answer_is_told_by_a_mail_that_says_nothing_of_it(tmp_path: Path) -> None:
    with mail_server() as server:
        where = {"mail_url": f"smtp://127.0.0.1:{server.port}", "mail_from": "no-reply@help.example"}
        async with gateway(tmp_path, clock=HandClock(), operator="Agencia de Ejemplo", **where) as tas:
            await load_into(tas)
            for staff in ("vega", "brooks"):
                await person_of(tas, staff)
            matter = await matter_in(tas, "ana")
            async with signed_in(tas, "ana") as ana, signed_in(tas, "robert"), signed_in(tas, "vega") as vega:
                fields = {"subject": "El alquiler", "text": "Nos desalojan.", "act": "send"}
                sent = await ana.post(f"/portal/matters/{matter}/messages/new", **fields)
                assert sent.status_code == 303
                inbox = (await vega.get("/desk/messages")).text
                thread = re.search(r'href="(/desk/matters/[^"]+/messages/[0-9a-f-]{36})"', inbox)
                assert thread is not None
                answered = await vega.post(thread[1], text="Ya llamé al dueño.", act="send")
                assert answered.status_code == 303
                await eventually(lambda: len(server.received) > 0)
            # She wants no receipts, her representative is not in the thread, and her advocate has the desk.
            await eventually(lambda: len(server.received) == 1)
        (received,) = server.received
        assert received.recipients == ["ana@people.example"]
        said = "\n".join(str(part.get_content()) for part in received.message.iter_parts())
        assert TEXTS.say("mail-message_waits", "es", {"agency": "Agencia de Ejemplo"}) in " ".join(said.split())
        for secret in ("alquiler", "desaloj", "dueño", "Vega", "Lucia", "Ana", "8123456", matter, thread[1]):
            assert secret not in said, secret


async def test_people_can_write_while_the_mail_server_is_away_and_the_operator_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server() as server:
        server.answers["RCPT"] = "550 no such user"
        where = {"mail_url": f"smtp://127.0.0.1:{server.port}", "mail_from": "no-reply@help.example"}
        async with gateway(tmp_path, **where) as tas:
            await _put(tas, "ana", "another:1")
            for _ in range(100):
                if (await _figures(tas))["tas_notices_failed"] == 1:
                    break
                await asyncio.sleep(0.1)
            assert (await tas.client.get("/health/live")).status_code == 200
            assert (await tas.begin()).id
        monkeypatch.setenv("TAS_DATA_FOLDER", str(tmp_path))
        assert await asyncio.to_thread(command.main, []) == 1
        said = capsys.readouterr().out
        assert "0 wait; 1 given up" in said
        assert "message_waits  recipient" in said
        assert "ana" not in said
        assert await asyncio.to_thread(command.main, ["again"]) == 0
        assert capsys.readouterr().out == "1 are tried once more\n"
        server.answers.clear()
        async with gateway(tmp_path, **where):
            await eventually(lambda: len(server.received) == 1)
    assert await asyncio.to_thread(command.main, ["list"]) == 0


async def test_a_mail_that_hangs_holds_up_neither_people_nor_the_end(tmp_path: Path) -> None:
    with mail_server() as server:
        server.answers["DATA"] = "hang"
        where = {"mail_url": f"smtp://127.0.0.1:{server.port}", "mail_from": "no-reply@help.example"}
        async with asyncio.timeout(30), gateway(tmp_path, drain_seconds=0.5, **where) as tas:
            await _put(tas, "ana", "another:1")
            await asyncio.to_thread(server.begun.wait, 10)
            guest = await tas.begin()
            await guest.answer("My refund is late")


async def test_by_itself_mail_lands_in_the_folder(tmp_path: Path) -> None:
    async with gateway(tmp_path) as tas:
        await _put(tas, "ana", "another:1")
        folder = tmp_path / "mail"
        await eventually(lambda: folder.is_dir() and any(folder.glob("*.eml")))
    (file,) = folder.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert message["To"] == "ana@people.example"
