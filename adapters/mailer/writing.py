"""A mail as its bytes on the wire and in files (RFC 5322, RFC 2046)."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from adapters.mailer.port import Mail, MailRefused

# An address with letters beyond ASCII goes by SMTPUTF8 (RFC 6531), which whoever sends it has to be able to do.
_UTF8: Final = SMTP.clone(utf8=True)


def written(mail: Mail, sender: str) -> EmailMessage:
    """The mail from an address of ours. Raises MailRefused (`address`) where the recipient's is none.

    It says that a machine wrote it (RFC 3834), so that nobody's out-of-office answers.
    """
    is_ascii = mail.recipient.isascii()
    message = EmailMessage(policy=SMTP if is_ascii else _UTF8)
    try:
        if is_ascii:
            recipient = Address(addr_spec=mail.recipient)
        else:
            # The library's own parser knows nothing of such addresses.
            local, _, domain = mail.recipient.rpartition("@")
            recipient = Address(username=local, domain=domain)
        message["From"] = Address(mail.sender_name, addr_spec=sender)
        message["To"] = recipient
    except (MessageError, ValueError, IndexError):
        raise MailRefused("address") from None
    message["Subject"] = mail.subject
    message["Date"] = mail.written_at
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    # Last: it is the whole mail's, and not its first part's.
    message["Content-Language"] = mail.language
    return message
