"""The way to a provider and back: begun in a browser, finished once, in the same browser, as somebody.

What a provider says is checked by its adapter. What is checked here: that it comes back to the browser that was sent, that
it comes once and in time, and whose account it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.port import Database
from adapters.identity_provider.port import (
    Begun,
    Identity,
    IdentityProvider,
    ProviderUnavailable,
    Returned,
    SignInRefused,
)
from adapters.keys.port import Keys
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.clock import Clock
from casework.identity.models import (
    Assurance,
    PersonId,
    Recorder,
    SessionToken,
    StaffRole,
    sign_ins,
)
from casework.identity.rules import session_rule
from casework.identity.service import People, Sessions, SignedIn
from casework.sealing import Sealer, wrapped_key

_PLACE: Final = "sign-in"
# Anything but ours is left out, or an audit entry could be made to hold what somebody chose.
_ERRORS: Final = frozenset({"access_denied", "login_required", "consent_required", "interaction_required"})


class ProviderUnknown(Exception):
    """No provider of this name is configured, or it can't be asked for this assurance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to sign in for.

    Attributes:
        return_to: A path of ours, already checked.
        redirect_uri: Where the provider sends the browser back to, exactly.
        again: They are to prove themselves anew, since a session ran out or asks for more.
    """

    assurance: Assurance
    return_to: str
    redirect_uri: str
    language: str
    again: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """Somebody is signed in."""

    token: SessionToken = field(repr=False)
    person_id: PersonId
    return_to: str
    language: str


class Refusal(Exception):
    """Nobody is signed in.

    Attributes:
        code: Why, as a stable word.
        asked: What the person wanted; None where that isn't known, or isn't theirs.
    """

    def __init__(self, code: str, asked: Asked | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.asked = asked


class SignIn:
    """Signs people in by the configured providers."""

    def __init__(
        self,
        providers: Mapping[str, IdentityProvider],
        people: People,
        sessions: Sessions,
        database: Database,
        keys: Keys,
        clock: Clock,
        audit: Recorder,
    ) -> None:
        self.providers: Final = providers
        self._people = people
        self._sessions = sessions
        self._database = database
        self._keys = keys
        self._clock = clock
        self._audit = audit
        self._sealer = Sealer(keys, _PLACE)

    def offered(self, assurance: Assurance) -> list[IdentityProvider]:
        """The providers that can prove as much, in the configured order."""
        return [provider for provider in self.providers.values() if assurance in provider.assurances]

    async def begin(self, name: str, asked: Asked, browser: str) -> str:
        """Where a browser is sent to. Raises ProviderUnknown, ProviderUnavailable, DatabaseUnavailable."""
        provider = self.providers.get(name)
        if provider is None or asked.assurance not in provider.assurances:
            raise ProviderUnknown
        begun = await provider.begin(int(asked.assurance), asked.redirect_uri, asked.language, asked.again)
        now = self._clock.now()
        state_digest = self._state(begun.state)
        subject = state_digest.hex()
        key = self._sealer.new_key(subject)
        body = self._sealer.seal(subject, key, _PLACE, {"begun": asdict(begun), "asked": asdict(asked)})
        self._sealer.forget(subject)

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(
                insert(sign_ins).values(
                    state_digest=state_digest,
                    browser_digest=self._browser(browser),
                    provider=name,
                    key_id=key.key_id,
                    wrapped_key=key.blob,
                    body=body,
                    expires_at=now + session_rule(now.date()).sign_in,
                )
            )

        await self._database.write(work)
        return begun.url

    async def finish(
        self, name: str, returned: Returned, browser: str | None, device: str, replaces: SessionToken | None
    ) -> Finished:
        """Signs in whom the provider vouches for. Raises Refusal, ProviderUnavailable, DatabaseUnavailable.

        A sign-in on its way is taken out before anything is asked of the provider: whatever becomes of it, it was used.
        """
        begun, asked = await self._take(name, returned.state, browser)
        provider = self.providers[name]
        try:
            identity = await self._identity(provider, begun, asked, returned)
            token, person_id = await self._begin_session(name, identity, asked, device, replaces)
        except ProviderUnavailable:
            await self._refused(name, "provider_unavailable")
            raise
        except SignInRefused as refused:
            await self._refused(name, refused.code)
            raise Refusal(refused.code, asked) from None
        return Finished(token, person_id, asked.return_to, asked.language)

    async def logged_out(self, name: str, logout_token: str) -> int:
        """Ends the sessions that a provider says are over; how many.

        Raises ProviderUnknown, SignInRefused, ProviderUnavailable, DatabaseUnavailable.
        """
        provider = self.providers.get(name)
        if provider is None:
            raise ProviderUnknown
        ended = await provider.logged_out(logout_token)
        return await self._sessions.end_of_provider(ended.issuer, ended.subject, ended.provider_session)

    async def _take(self, name: str, state: str, browser: str | None) -> tuple[Begun, Asked]:
        digest, now = self._state(state), self._clock.now()

        async def work(connection: AsyncConnection) -> Any:
            query = select(sign_ins).where(sign_ins.c.state_digest == digest).with_for_update()
            row = (await connection.execute(query)).one_or_none()
            # Only the browser that was sent uses it up: another one that was led here by somebody changes nothing.
            if row is None or browser is None or row.browser_digest != self._browser(browser):
                return None
            taken = await connection.execute(delete(sign_ins).where(sign_ins.c.state_digest == digest))
            return row if taken.rowcount == 1 else None

        row = await self._database.write(work)
        if row is None or row.provider != name:
            # Not audited: an address that anybody can make up, and ask for as often as they like.
            raise Refusal("state")
        subject = digest.hex()
        kept = self._sealer.open(subject, wrapped_key(row.key_id, row.wrapped_key), _PLACE, row.body)
        self._sealer.forget(subject)
        asked = Asked(**{**kept["asked"], "assurance": Assurance(kept["asked"]["assurance"])})
        if row.expires_at <= now:
            await self._refused(name, "too_late")
            raise Refusal("too_late", asked)
        return Begun(**kept["begun"]), asked

    async def _identity(self, provider: IdentityProvider, begun: Begun, asked: Asked, returned: Returned) -> Identity:
        if returned.error is not None:
            raise SignInRefused(returned.error if returned.error in _ERRORS else "provider_error")
        identity = await provider.finish(begun, int(asked.assurance), asked.redirect_uri, returned)
        staff = identity.assurance == Assurance.STAFF
        if identity.assurance < asked.assurance or staff != provider.for_staff:
            raise SignInRefused("acr")
        if staff and (not identity.employee_id or not set(identity.staff_roles) & set(StaffRole)):
            raise SignInRefused("no_role")
        return identity

    async def _begin_session(
        self, name: str, identity: Identity, asked: Asked, device: str, replaces: SessionToken | None
    ) -> tuple[SessionToken, PersonId]:
        account = self._people.account_digest(identity.issuer, identity.subject)
        signed_in = SignedIn(account, identity.provider_session, device, replaces)
        changed = self._sessions.end_others_in

        async def work(connection: AsyncConnection) -> tuple[SessionToken, PersonId]:
            person_id = await self._people.bind_in(connection, identity, asked.language, changed)
            token = await self._sessions.begin_in(connection, person_id, name, Assurance(identity.assurance), signed_in)
            return token, person_id

        try:
            return await self._database.write(work)
        except IntegrityError:
            # The same account signed in for the first time twice at once: the other was first.
            return await self._database.write(work)

    async def _refused(self, name: str, code: str) -> None:
        provider = name if name in self.providers else "unknown"

        async def work(connection: AsyncConnection) -> None:
            entry = Entry(ActorKind.NOBODY, "", "session.begun", f"provider:{provider}", code, AuditResult.REFUSED)
            await self._audit.record(connection, entry)

        await self._database.write(work)

    def _state(self, state: str) -> bytes:
        return self._keys.digest("sign-in state", state.encode())

    def _browser(self, browser: str) -> bytes:
        return self._keys.digest("sign-in browser", browser.encode())
