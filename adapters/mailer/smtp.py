"""Mails by a mail server (RFC 5321), over TLS: `smtps://` from the first byte (RFC 8314), `smtp://` by STARTTLS (RFC 3207).

Without TLS a mail goes to this machine's own server alone. Each mail has a connection of its own, and one time for
all of it: a server that hangs holds nobody up for longer.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import aiosmtplib

from adapters.mailer.port import Mail, MailerUnavailable, MailRefused
from adapters.mailer.writing import written

_PORTS: Final = {"smtp": 587, "smtps": 465}
_PERMANENT: Final = 500
_WITHIN_SECONDS: Final = 60.0
_GOOD_BYE_SECONDS: Final = 2.0


class Tls(Enum):
    """How a connection is protected."""

    FROM_THE_START = "smtps"
    BY_STARTTLS = "smtp; a server that can't is not used"
    IF_OFFERED = "smtp on this machine"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over.

    Attributes:
        user: Who we are to the server; empty: nobody asks.
        trusted: A file of certificates (PEM) to trust in place of the system's.
    """

    host: str
    port: int
    tls: Tls
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    trusted: Path | None = None


def server_of(url: str, user: str = "", password: str = "", trusted: Path | None = None) -> MailServer:
    """The server that an address such as `smtps://mail.example.gov` names. Raises ValueError, without what it holds."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise ValueError("the port of the mail server is no number") from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("a mail server is smtps://host or smtp://host, a port may follow")
    if parts.username is not None or parts.password is not None:
        raise ValueError("user and password of the mail server stand in settings of their own, not in its address")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("nothing follows host and port of a mail server")
    tls = Tls.FROM_THE_START
    if parts.scheme == "smtp":
        tls = Tls.IF_OFFERED if _is_this_machine(parts.hostname) else Tls.BY_STARTTLS
    return MailServer(parts.hostname, port or _PORTS[parts.scheme], tls, user, password, trusted)


class SmtpMailer:
    """Hands mails over to a mail server."""

    def __init__(self, server: MailServer, sender: str, within_seconds: float = _WITHIN_SECONDS) -> None:
        """Takes a server and our address. Raises ValueError where the certificates to trust can't be read."""
        self._server = server
        self._sender = sender
        self._within_seconds = within_seconds
        try:
            self._tls = ssl.create_default_context(cafile=server.trusted)
        except OSError as error:
            raise ValueError("the certificates that mail servers are trusted by can't be read") from error
        self._tls.minimum_version = ssl.TLSVersion.TLSv1_2

    async def send(self, mail: Mail) -> None:
        """See `Mailer.send`."""
        message = written(mail, self._sender)
        client = aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            # Who it says it is: our domain, and not this machine's name.
            local_hostname=self._sender.rpartition("@")[2],
            username=self._server.user or None,
            password=self._server.password or None,
            use_tls=self._server.tls is Tls.FROM_THE_START,
            start_tls={Tls.FROM_THE_START: False, Tls.BY_STARTTLS: True, Tls.IF_OFFERED: None}[self._server.tls],
            tls_context=self._tls,
            timeout=self._within_seconds,
        )
        try:
            async with asyncio.timeout(self._within_seconds):
                await _connect(client)
                try:
                    await client.send_message(message, sender=self._sender, recipients=[mail.recipient])
                except aiosmtplib.SMTPException as error:
                    raise _of_mail(error) from None
            # Taken: how the server says good-bye changes nothing.
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=_GOOD_BYE_SECONDS)
        except TimeoutError:
            raise MailerUnavailable("timeout") from None
        except OSError:
            raise MailerUnavailable("disconnected") from None
        finally:
            client.close()


async def _connect(client: aiosmtplib.SMTP) -> None:
    """Raises MailerUnavailable: what goes wrong before a mail is told is never the mail's fault."""
    try:
        await client.connect()
    except ssl.SSLError:
        raise MailerUnavailable("tls") from None
    except aiosmtplib.SMTPAuthenticationError:
        raise MailerUnavailable("sign_in") from None
    except aiosmtplib.SMTPTimeoutError:
        raise MailerUnavailable("timeout") from None
    except aiosmtplib.SMTPException as error:
        tls = isinstance(error.__cause__, ssl.SSLError) or "TLS" in error.message
        raise MailerUnavailable("tls" if tls else "connection") from None


def _of_mail(error: aiosmtplib.SMTPException) -> MailerUnavailable | MailRefused:
    """What a fault means once the server was told of the mail; its own words may quote the address."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    match error:
        case aiosmtplib.SMTPRecipientRefused(code=code) if code >= _PERMANENT:
            return MailRefused("recipient")
        case aiosmtplib.SMTPDataError(code=code) if code >= _PERMANENT:
            return MailRefused("content")
        case aiosmtplib.SMTPRecipientRefused() | aiosmtplib.SMTPDataError():
            return MailerUnavailable("postponed", this_one=True)
        case aiosmtplib.SMTPNotSupported():
            # Only for letters beyond ASCII in the address.
            return MailRefused("address")
        case aiosmtplib.SMTPTimeoutError():
            return MailerUnavailable("timeout")
        case aiosmtplib.SMTPServerDisconnected():
            return MailerUnavailable("disconnected")
        case aiosmtplib.SMTPSenderRefused():
            # Refusing us is about no recipient: whoever runs this puts it right, and the mails go then.
            return MailerUnavailable("sender")
    return MailerUnavailable("connection")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
