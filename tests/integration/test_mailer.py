"""Mails into a folder, and to a real mail server: protected, under one id, and what each fault means."""

from __future__ import annotations

import email
import email.policy
import stat
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from adapters.mailer.folder import FolderMailer
from adapters.mailer.port import Mail, MailerUnavailable, MailRefused
from adapters.mailer.smtp import MailServer, SmtpMailer, Tls, server_of
from cli.processes import reserve_port
from tests.support import mail as mails
from tests.support.mail import mail_server

FROM = "no-reply@help.example"
MAIL = Mail(
    id="6f1d7a52-0f0e-4f4a-9f0e-6a1f8f3b0c11",
    recipient="ana@people.example",
    sender_name="Servicio de Ayuda",
    subject="Tiene un mensaje nuevo: ábralo",
    text="Inicie sesión aquí.\n\n.\nhttps://help.example/portal\n",
    html="<p>Inicie sesión aquí.</p>",
    language="es",
    written_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
)


def _to(port: int, tls: Tls = Tls.IF_OFFERED, **others: object) -> SmtpMailer:
    return SmtpMailer(MailServer("127.0.0.1", port, tls, **others), FROM, within_seconds=3.0)  # type: ignore[arg-type]


def _words(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


# The folder


async def test_a_mail_in_the_folder_is_whole_private_and_the_same_file_when_sent_again(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    mailer = FolderMailer(folder, FROM)
    await mailer.send(MAIL)
    await mailer.send(MAIL)
    (file,) = folder.iterdir()
    assert file.name == f"{MAIL.id}.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == MAIL.subject
    assert message["Message-ID"] == f"<{MAIL.id}@help.example>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert _words(message) == MAIL.text


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file stands where the folder should")
    with pytest.raises(MailerUnavailable) as away:
        await FolderMailer(tmp_path / "mail", FROM).send(MAIL)
    assert away.value.code == "folder"


# The mail server


async def test_a_mail_arrives_as_it_was_written() -> None:
    with mail_server() as server:
        await _to(server.port).send(MAIL)
    (received,) = server.received
    message = received.message
    assert received.recipients == [MAIL.recipient]
    assert message["From"] == f"{MAIL.sender_name} <{FROM}>"
    assert message["To"] == MAIL.recipient
    assert message["Subject"] == MAIL.subject
    assert received.message_id == f"<{MAIL.id}@help.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "es"
    assert _words(message) == MAIL.text
    page = message.get_body(("html",))
    assert page is not None
    assert page.get_content().strip() == MAIL.html


async def test_starttls_and_sign_in(tmp_path: Path) -> None:
    tls, trusted = mails.certificate(tmp_path)
    with mail_server(tls, signs_in=True) as server:
        own = {"user": mails.USER, "password": mails.PASSWORD, "trusted": trusted}
        await _to(server.port, Tls.BY_STARTTLS, **own).send(MAIL)
        assert [one.over_tls for one in server.received] == [True]
        with pytest.raises(MailerUnavailable) as wrong:
            await _to(server.port, Tls.BY_STARTTLS, **{**own, "password": "another"}).send(MAIL)
        assert wrong.value.code == "sign_in"
        assert not wrong.value.this_one


async def test_tls_from_the_start(tmp_path: Path) -> None:
    tls, trusted = mails.certificate(tmp_path)
    with mail_server(tls, starttls=False) as server:
        await _to(server.port, Tls.FROM_THE_START, trusted=trusted).send(MAIL)
        assert len(server.received) == 1


@pytest.mark.parametrize("starttls", [True, False])
async def test_a_certificate_that_nobody_vouches_for_gets_no_mail(tmp_path: Path, starttls: bool) -> None:
    tls, _ = mails.certificate(tmp_path)
    way = Tls.BY_STARTTLS if starttls else Tls.FROM_THE_START
    with mail_server(tls, starttls=starttls) as server:
        with pytest.raises(MailerUnavailable) as away:
            await _to(server.port, way).send(MAIL)
        assert away.value.code == "tls"
        assert server.received == []


async def test_a_server_without_starttls_gets_no_mail() -> None:
    with mail_server() as server:
        with pytest.raises(MailerUnavailable) as away:
            await _to(server.port, Tls.BY_STARTTLS).send(MAIL)
        assert away.value.code == "tls"
        assert server.received == []
        assert not server.begun.is_set()


@pytest.mark.parametrize(
    ("command", "answer", "code"),
    [("RCPT", "550 no such user ana@people.example", "recipient"), ("DATA", "554 refused", "content")],
)
async def test_what_is_refused_for_good(command: str, answer: str, code: str) -> None:
    with mail_server() as server:
        server.answers[command] = answer
        with pytest.raises(MailRefused) as refused:
            await _to(server.port).send(MAIL)
    assert refused.value.code == code
    assert "ana" not in str(refused.value)


@pytest.mark.parametrize(
    ("command", "answer", "code", "this_one"),
    [
        ("RCPT", "450 come back later", "postponed", True),
        ("DATA", "451 come back later", "postponed", True),
        ("MAIL", "550 who are you", "sender", False),
        ("MAIL", "421 closing", "sender", False),
        ("RCPT", "hang", "timeout", False),
        ("DATA", "hang", "timeout", False),
        ("DATA", "cut", "disconnected", False),
    ],
)
async def test_what_is_tried_again(command: str, answer: str, code: str, this_one: bool) -> None:
    with mail_server() as server:
        server.answers[command] = answer
        with pytest.raises(MailerUnavailable) as away:
            await _to(server.port).send(MAIL)
        assert (away.value.code, away.value.this_one) == (code, this_one)
        server.answers.clear()
        server.go_on.set()
        await _to(server.port).send(MAIL)
        ids = {one.message_id for one in server.received}
        assert len(ids) == 1
        # It had taken the first one too, and only its answer was lost: whoever gets both can tell.
        assert len(server.received) == (2 if answer == "cut" else 1)


async def test_nobody_listens() -> None:
    with pytest.raises(MailerUnavailable) as away:
        await _to(reserve_port()).send(MAIL)
    assert away.value.code == "connection"


@pytest.mark.parametrize(
    "address", ["ana", "a@b@c", "ana@people.example\r\nBcc: eve@evil.example", "", "ána@people.example"]
)
async def test_an_address_that_cannot_be_written_to_is_refused(address: str) -> None:
    with mail_server() as server:
        if address == "ána@people.example":
            await _to(server.port).send(replace(MAIL, recipient=address))
            assert server.received[0].recipients == [address]
            return
        with pytest.raises(MailRefused) as refused:
            await _to(server.port).send(replace(MAIL, recipient=address))
        assert refused.value.code == "address"
        assert server.received == []


# Its address in the settings


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("smtps://mail.example.gov", "mail.example.gov", 465, Tls.FROM_THE_START),
        ("smtp://mail.example.gov", "mail.example.gov", 587, Tls.BY_STARTTLS),
        ("smtp://mail.example.gov:2525/", "mail.example.gov", 2525, Tls.BY_STARTTLS),
        ("smtp://localhost:25", "localhost", 25, Tls.IF_OFFERED),
        ("smtp://[::1]:25", "::1", 25, Tls.IF_OFFERED),
        ("smtp://localhost.example.gov", "localhost.example.gov", 587, Tls.BY_STARTTLS),
        ("smtp://127.0.0.1.example.gov", "127.0.0.1.example.gov", 587, Tls.BY_STARTTLS),
    ],
)
def test_where_a_server_is(url: str, host: str, port: int, tls: Tls) -> None:
    server = server_of(url)
    assert (server.host, server.port, server.tls) == (host, port, tls)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.gov",
        "http://mail.example.gov",
        "smtp://",
        "smtp://host:none",
        "smtp://user:secret@mail.example.gov",
        "smtp://mail.example.gov/path",
        "smtp://mail.example.gov?starttls=no",
    ],
)
def test_what_is_no_mail_server(url: str) -> None:
    with pytest.raises(ValueError, match="mail server") as wrong:
        server_of(url)
    assert "secret" not in str(wrong.value)


def test_secrets_are_not_shown() -> None:
    assert "hush" not in repr(server_of("smtps://mail.example.gov", "hush-user", "hush-word"))
    assert "ana@" not in repr(MAIL)


def test_certificates_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="certificates"):
        SmtpMailer(server_of("smtps://mail.example.gov", trusted=tmp_path / "none.pem"), FROM)
