"""What the sign-in needs of an identity provider (OpenID Connect Core 1.0, authorization code flow with PKCE)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class ProvidersInvalid(Exception):
    """The configuration of providers can't be used. Its text says what is wrong with it, never a secret."""


class ProviderUnavailable(Exception):
    """The provider can't be reached, is too slow, or answers with an error of its own."""


class SignInRefused(Exception):
    """What came back signs nobody in; `code` is a stable word (`state`, `nonce`, `audience`, `acr`, `expired` ...)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: where the browser goes, and what must come back with it. Kept sealed, used once.

    Attributes:
        again: The person was to prove themselves anew, and not by a session that the provider still has.
        at: When it was begun, as the provider's clock is compared to (Unix seconds).
    """

    url: str = field(repr=False)
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    again: bool
    at: int


@dataclass(frozen=True, slots=True)
class Returned:
    """What the browser brought back from the provider (RFC 6749, 4.1.2; RFC 9207 for `issuer`).

    `error` stands in place of the code where the person, or the provider, broke it off.
    """

    state: str = field(repr=False)
    code: str | None = field(repr=False)
    error: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider vouches for.

    Attributes:
        issuer: `iss`.
        subject: `sub`; with the issuer it names the account for good.
        assurance: 1 to 3, see `casework.identity.models.Assurance`: what was proven, at least what was asked for.
        tin: Nine digits as verified by the provider, or None: digested at once, never kept.
        employee_id: Of staff, from the provider's claim.
        staff_roles: Of staff, from the provider's claim.
        provider_session: `sid`, for back-channel logout.
        email: An address of theirs that the provider has verified; None where it tells none.
    """

    issuer: str
    subject: str = field(repr=False)
    assurance: int
    name: str = field(repr=False)
    tin: str | None = field(repr=False)
    employee_id: str | None
    staff_roles: tuple[str, ...]
    provider_session: str | None = field(repr=False)
    authenticated_at: datetime
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Whose sessions a provider ended: one of them by `provider_session`, or all of `subject`'s."""

    issuer: str
    subject: str | None = field(repr=False)
    provider_session: str | None = field(repr=False)


class IdentityProvider(Protocol):
    """One configured provider."""

    @property
    def name(self) -> str:
        """Its configured name, part of the addresses of sign-in."""
        ...

    @property
    def for_staff(self) -> bool:
        """Whether it signs in staff, and nobody else."""
        ...

    @property
    def assurances(self) -> frozenset[int]:
        """What can be asked of it."""
        ...

    @property
    def origin(self) -> str:
        """Where the browser is sent to, as an origin: what a page's policy has to allow."""
        ...

    def title(self, language: str) -> str:
        """What people know it by."""
        ...

    async def begin(self, assurance: int, redirect_uri: str, language: str, again: bool) -> Begun:
        """Prepares a sign-in at an assurance; `again`: the person proves themselves anew. Raises ProviderUnavailable."""
        ...

    async def finish(self, begun: Begun, assurance: int, redirect_uri: str, returned: Returned) -> Identity:
        """Exchanges the code and checks everything. Raises SignInRefused, ProviderUnavailable."""
        ...

    async def sign_out_url(self, after: str) -> str | None:
        """Where the browser ends the provider's own session (RP-initiated logout); None where there is none."""
        ...

    async def logged_out(self, logout_token: str) -> LoggedOut:
        """Reads a back-channel logout token and checks it. Raises SignInRefused, ProviderUnavailable."""
        ...

    async def close(self) -> None:
        """Closes its connections."""
        ...
