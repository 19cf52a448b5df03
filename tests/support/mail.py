"""A real mail server in the test, which can be told to misbehave; and a mailer that is a list."""

from __future__ import annotations

import asyncio
import contextlib
import email
import email.policy
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from adapters.mailer.port import Mail
from cli.certificate import make_certificate
from cli.processes import reserve_port

USER, PASSWORD = "tas-connect", "test-only-password"


@dataclass
class Received:
    """One mail as the server got it."""

    recipients: list[str]
    content: bytes
    over_tls: bool

    @property
    def message(self) -> EmailMessage:
        parsed = email.message_from_bytes(self.content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])


@dataclass
class MailServer:
    """What it received, and how it answers.

    Attributes:
        answers: By command (`MAIL`, `RCPT`, `DATA`) what it answers instead; `hang` for nothing, `cut` for hanging up after
            it has taken the mail.
    """

    port: int
    received: list[Received] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    begun: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    async def handle_MAIL(  # noqa: N802 (the library's names)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.begun.set()
        envelope.mail_from, envelope.mail_options = address, options
        return await self._answer("MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        told = await self._answer("RCPT")
        if told is None:
            envelope.rcpt_tos.append(address)
        return told or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        told = self.answers.get("DATA")
        if told in (None, "cut"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.received.append(Received(list(envelope.rcpt_tos), content, session.ssl is not None))
        if told == "cut":
            # As a server that dies between noting the mail and saying so.
            transport: Any = server.transport
            transport.abort()
            return "250 never heard"
        return await self._answer("DATA") or "250 OK"

    async def _answer(self, command: str) -> str | None:
        told = self.answers.get(command)
        if told == "hang":
            await asyncio.to_thread(self.go_on.wait)
            return "421 too late"
        return told


def _login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=good)


@contextmanager
def mail_server(
    tls: ssl.SSLContext | None = None, *, starttls: bool = True, signs_in: bool = False, port: int | None = None
) -> Iterator[MailServer]:
    """A mail server on a free port: in the clear, with STARTTLS, or with TLS from the start."""
    server = MailServer(port or reserve_port())
    options: dict[str, Any] = {}
    if tls is not None and starttls:
        options |= {"tls_context": tls, "require_starttls": True}
    if signs_in:
        options |= {"authenticator": _login, "auth_required": True, "auth_require_tls": tls is not None and starttls}
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, ssl_context=None if starttls else tls, **options
    )
    controller.start()
    try:
        yield server
    finally:
        server.go_on.set()
        with contextlib.suppress(Exception):
            controller.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a certificate of our own for 127.0.0.1, and the file to trust it by."""
    chain, key = make_certificate(folder, ["localhost", "127.0.0.1"])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return context, chain


@dataclass
class ListMailer:
    """Keeps what it is given; what a test puts into `raises` comes first, one a mail."""

    mails: list[Mail] = field(default_factory=list)
    raises: list[Exception] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        if self.raises:
            raise self.raises.pop(0)
        self.mails.append(mail)
