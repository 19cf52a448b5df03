"""What an operator may set: environment variables with the prefix `TAS_`, read once at the start.

`docs/settings.md` is written from here (`python -m channels.settings > docs/settings.md`), and a test keeps it so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from casework.clock import TIME_ZONES

_SHORTEST_SECRET = 32
_LISTS = ("public_origins", "allowed_hosts", "embedding_sites", "bot_urls")
# A turn's lease is 15 s (casework.conversations.turns): a reply must have come, or been given up, well before.
_LONGEST_TURN_SECONDS = 12.0


class SettingsInvalid(Exception):
    """Settings that can't be used. Its text names each variable and what is wrong with it, never a value."""


class Environment(StrEnum):
    """What the gateway is run for."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Every setting of the gateway; the description of each is its documentation."""

    model_config = SettingsConfigDict(env_prefix="TAS_", env_ignore_empty=True, frozen=True, extra="ignore")

    environment: Environment = Field(
        Environment.DEMONSTRATION,
        description="`demonstration` or `production`. Production refuses what only tests and demonstrations may do, and"
        " wants HTTPS origins.",
    )
    data_folder: Path = Field(
        Path("var"), description="Folder of everything that is kept. Made with mode 0700 if it is missing."
    )
    database_url: str = Field(
        default_factory=lambda known: f"sqlite+aiosqlite:///{known['data_folder'] / 'record.sqlite'}",
        description="SQLAlchemy URL, `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`. Unset: `record.sqlite` in the"
        " data folder.",
    )
    key_file: Path = Field(
        default_factory=lambda known: known["data_folder"] / "keys.json",
        description="File of the key-encryption keys, mode 0600. Unset: `keys.json` in the data folder.",
    )
    audit_anchor: Path = Field(
        default_factory=lambda known: known["data_folder"] / "audit-anchor.jsonl",
        description="File in which the head of the audit trail is anchored. Unset: `audit-anchor.jsonl` in the data folder."
        " In production put it where whoever can write the database can't write.",
    )
    documents_url: str = Field(
        default_factory=lambda known: str(known["data_folder"] / "documents"),
        description="Where sealed documents lie: a folder, or `s3://bucket` (region, endpoint and credentials by the usual"
        " `AWS_…` variables). Unset: `documents` in the data folder.",
    )
    scanner: str = Field(
        "",
        description="Where clamd listens: `tcp://host:port` or `unix:/path` (`docs/scanning.md`). Unset: its usual sockets"
        " on this machine. While none answers, documents wait and nobody opens them.",
    )
    scanner_skipped: bool = Field(
        False,
        description="Open documents without having them scanned, for demonstrations without clamd; pages and log say so."
        " Production refuses it.",
    )
    document_checks_at_once: int = Field(
        2, ge=1, le=32, description="Documents that this process looks into and has scanned at once."
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    tls_certificate: Path | None = Field(
        None, description="Certificate chain (PEM), for serving HTTPS without a proxy in front."
    )
    tls_key: Path | None = Field(None, description="Private key (PEM) of the certificate.")
    public_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Origins that people reach the gateway by, such as `https://help.example.gov`; several with commas."
        " Requests that change something must come from one of them. Empty: localhost and the address listened on.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Names that the Host header may have, without port. Empty: those of the public origins."
    )
    embedding_sites: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Origins of the sites that may show the widget in a frame; several with commas."
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=5,
        description="How many reverse proxies of our own stand in front. Their X-Forwarded-For and X-Forwarded-Proto are"
        " believed, nobody else's.",
    )
    bot_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        ("http://127.0.0.1:5005",),
        min_length=1,
        description="Where Rasa listens (loopback); several with commas share the turns.",
    )
    bot_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret that signs what is sent to Rasa, at least 32 characters. `./tas up` makes one at each start.",
    )
    actions_url: str = Field(
        "http://127.0.0.1:5055", description="Where the action server listens; asked only whether it is ready."
    )
    turn_timeout_seconds: float = Field(
        10.0, gt=0, le=_LONGEST_TURN_SECONDS, description="How long the assistant may take for a whole reply."
    )
    turns_at_once: int = Field(
        16, ge=1, le=256, description="Turns that this process has the assistant work on at once."
    )
    messages_per_minute: int = Field(30, ge=1, description="Messages that one conversation may take in a minute.")
    requests_per_minute: int = Field(
        1200, ge=1, description="Requests from one address in a minute. Generous: a shelter or a library shares one."
    )
    staff_requests_per_minute: int = Field(
        600, ge=1, description="Requests from one session of staff in a minute; their office shares one address."
    )
    conversations_per_hour: int = Field(120, ge=1, description="Conversations that one address may begin in an hour.")
    streams_per_address: int = Field(200, ge=1, description="Event streams that one address may hold open.")
    streams_at_once: int = Field(5000, ge=1, description="Event streams that this process holds open.")
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="Bearer token for `/metrics`. Empty: it is read from this machine only, and not through a proxy.",
    )
    time_zone: str = Field(
        "America/New_York", description="Time zone of a conversation that names none; days are counted by it."
    )
    away_minutes: float = Field(
        15.0,
        gt=0,
        le=24 * 60,
        description="After so many minutes away a page of the public door hides the chat until the person goes on with it.",
    )
    sign_in_providers: Path | None = Field(
        None,
        description="JSON file of the identity providers that people and staff sign in by (`docs/sign-in.md`). Unset:"
        " nobody can sign in.",
    )
    operator: str = Field(
        "",
        max_length=120,
        description='Who runs the chat, as people know it; told in "About this chat". Production wants it.',
    )
    callbacks: str = Field(
        "",
        max_length=120,
        description="Who makes call-backs, as people know them; `./tas callbacks` is theirs. Unset: no call-back is offered,"
        " and no number is ever asked for.",
    )
    desk_always_open: bool = Field(
        default_factory=lambda known: known["environment"] is Environment.DEMONSTRATION,
        description="Whether advocates count as on duty at any hour, whatever `casework/hours/data/hours.json` says. Unset:"
        " yes in a demonstration; production goes by the hours.",
    )
    mail_url: str = Field(
        "",
        description="Where e-mails are handed over: `smtps://host:465` (TLS) or `smtp://host:587` (STARTTLS, required but on"
        " this machine). `folder:` writes them into a folder, where nobody gets them; unset means that too, but production"
        " wants it said.",
    )
    mail_user: SecretStr = Field(SecretStr(""), description="Who we are to the mail server. Empty: it doesn't ask.")
    mail_password: SecretStr = Field(SecretStr(""), description="Our password at the mail server.")
    mail_trusted: Path | None = Field(
        None, description="Certificates (PEM) that the mail server is trusted by. Unset: the system's."
    )
    mail_from: str = Field(
        "",
        description="Our address in e-mails, such as `no-reply@help.example.gov`; its domain names them. Needed with a mail"
        " server.",
    )
    mail_folder: Path = Field(
        default_factory=lambda known: known["data_folder"] / "mail",
        description="Folder of the e-mails (`.eml`) where no mail server is set. Unset: `mail` in the data folder.",
    )
    log_level: str = Field("INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`.")
    drain_seconds: float = Field(
        12.0, ge=0, le=120, description="On SIGTERM, how long turns that run may take to finish."
    )
    clock_starts_at: datetime | None = Field(
        None, description="For tests and demonstrations: the time that the clock reads at the start, with its offset."
    )

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("public_origins", "embedding_sites")
    @classmethod
    def _origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        """An origin is compared as a string, so it must be written as browsers write it (RFC 6454, section 6.2)."""
        for origin in origins:
            parts = urlsplit(origin)
            if (
                parts.scheme not in ("http", "https")
                or not parts.netloc
                or origin != _origin(parts.scheme, parts.netloc)
            ):
                raise ValueError("an origin is scheme://host or scheme://host:port in lower case, without a path")
        return origins

    @field_validator("scanner")
    @classmethod
    def _scanner(cls, address: str) -> str:
        parts = urlsplit(address)
        tcp = parts.scheme == "tcp" and parts.hostname and parts.port
        if address and not tcp and not (parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc):
            raise ValueError("a scanner's address is tcp://host:port or unix:/path")
        return address

    @field_validator("callbacks")
    @classmethod
    def _named(cls, name: str) -> str:
        return name.strip()

    @field_validator("mail_from")
    @classmethod
    def _address(cls, address: str) -> str:
        if address and not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", address):
            raise ValueError("not an address of letters, digits and dots")
        return address

    @field_validator("time_zone")
    @classmethod
    def _time_zone(cls, name: str) -> str:
        if name not in TIME_ZONES:
            raise ValueError("not an IANA time zone")
        return name

    @field_validator("log_level")
    @classmethod
    def _log_level(cls, level: str) -> str:
        if level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("not a level")
        return level.upper()

    @field_validator("clock_starts_at")
    @classmethod
    def _with_offset(cls, time: datetime | None) -> datetime | None:
        if time is not None and time.tzinfo is None:
            raise ValueError("a time without its offset from UTC")
        return time

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("TAS_TLS_CERTIFICATE and TAS_TLS_KEY go together")
        if 0 < len(self.bot_secret.get_secret_value()) < _SHORTEST_SECRET:
            raise ValueError(f"TAS_BOT_SECRET has fewer than {_SHORTEST_SECRET} characters")
        if self.mails_by_server and not self.mail_from:
            raise ValueError("TAS_MAIL_FROM must be our address, where TAS_MAIL_URL names a mail server")
        if self.environment is Environment.PRODUCTION:
            if self.clock_starts_at is not None:
                raise ValueError("TAS_CLOCK_STARTS_AT is for tests and demonstrations only")
            if self.scanner_skipped:
                raise ValueError("TAS_SCANNER_SKIPPED is for demonstrations only: set TAS_SCANNER instead")
            if self.desk_always_open:
                raise ValueError("TAS_DESK_ALWAYS_OPEN is for demonstrations only: set the hours of the desk instead")
            if not self.public_origins or any(not origin.startswith("https://") for origin in self.public_origins):
                raise ValueError("TAS_PUBLIC_ORIGINS must name the HTTPS origins that people use")
            if not self.operator.strip():
                raise ValueError("TAS_OPERATOR must say who runs the chat")
            if not self.mail_url:
                raise ValueError("TAS_MAIL_URL must name a mail server (`folder:` where nobody is to get e-mail)")
        return self

    @property
    def mails_by_server(self) -> bool:
        """Whether e-mails go to a mail server, and not into a folder."""
        return self.mail_url not in ("", "folder:")

    @property
    def scheme(self) -> str:
        """`https` if this process ends TLS itself."""
        return "http" if self.tls_certificate is None else "https"

    def origins(self, port: int) -> tuple[str, ...]:
        """The origins that people use, given the port that is listened on."""
        if self.public_origins:
            return self.public_origins
        names = dict.fromkeys(("localhost", "127.0.0.1", f"[{self.host}]" if ":" in self.host else self.host))
        default = {"http": 80, "https": 443}[self.scheme]
        return tuple(_origin(self.scheme, name if port == default else f"{name}:{port}") for name in names)

    @property
    def hosts(self) -> frozenset[str]:
        """The names that the Host header may have."""
        if self.allowed_hosts:
            return frozenset(host.lower() for host in self.allowed_hosts)
        return frozenset(urlsplit(origin).hostname or "" for origin in self.origins(self.port))


def load(values: Mapping[str, Any] | None = None) -> Settings:
    """Reads the settings from the environment, `values` before it. Raises SettingsInvalid."""
    try:
        return Settings(**(values or {}))
    except ValidationError as error:
        faults = [
            f"TAS_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            if fault["loc"]
            else fault["msg"]
            for fault in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise SettingsInvalid("; ".join(faults)) from None


def document() -> str:
    """`docs/settings.md`: every setting with its default and meaning."""
    lines = [
        "# Settings",
        "",
        "The gateway reads these environment variables once, at its start. `python -m channels.settings` writes this page.",
        "",
        "| variable | default | meaning |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        lines.append(f"| `TAS_{name.upper()}` | {_default(field)} | {field.description} |")
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    value = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if field.default_factory is not None or value is None or value in ("", ()):
        return "unset"
    return f"`{value}`"


def _origin(scheme: str, netloc: str) -> str:
    return f"{scheme}://{netloc}".lower()


if __name__ == "__main__":
    sys.stdout.write(document())
