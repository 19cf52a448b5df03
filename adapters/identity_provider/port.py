"""What the sign-in needs of an identity provider (OpenID Connect Core 1.0, authorization code flow with PKCE)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class ProviderUnavailable(Exception):
    """The provider can't be reached, is too slow, or answers with an error of its own."""


class SignInRefused(Exception):
    """What came back signs nobody in; `code` is a stable word (`state`, `nonce`, `audience`, `acr`, `expired` ...)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: where the browser goes, and what must come back with it. Kept sealed, used once."""

    url: str = field(repr=False)
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider vouches for.

    Attributes:
        issuer: `iss`.
        subject: `sub`; with the issuer it names the account for good.
        assurance: 1 to 3, see `casework.identity.models.Assurance`.
        tin: Nine digits as verified by the provider, or None: digested at once, never kept.
        employee_id: Of staff, from the provider's claim.
        staff_roles: Of staff, from the provider's claim.
        provider_session: `sid`, for back-channel logout.
    """

    issuer: str
    subject: str = field(repr=False)
    assurance: int
    name: str = field(repr=False)
    email: str | None = field(repr=False)
    tin: str | None = field(repr=False)
    employee_id: str | None
    staff_roles: tuple[str, ...]
    provider_session: str | None = field(repr=False)
    authenticated_at: datetime


class IdentityProvider(Protocol):
    """One configured provider."""

    @property
    def name(self) -> str:
        """Its configured name, part of the addresses of sign-in."""
        ...

    async def begin(self, assurance: int, redirect_uri: str, language: str, again: bool) -> Begun:
        """Prepares a sign-in at an assurance; `again`: the person proves themselves anew. Raises ProviderUnavailable."""
        ...

    async def finish(self, begun: Begun, assurance: int, redirect_uri: str, code: str, state: str) -> Identity:
        """Exchanges the code and checks everything. Raises SignInRefused, ProviderUnavailable."""
        ...

    def sign_out_url(self, after: str) -> str | None:
        """Where the browser ends the provider's own session (RP-initiated logout); None where there is none."""
        ...

    async def logged_out(self, logout_token: str) -> tuple[str | None, str | None]:
        """(`sub`, `sid`) of a back-channel logout token. Raises SignInRefused, ProviderUnavailable."""
        ...
