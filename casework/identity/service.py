"""People, the accounts they sign in with, and their sessions.

What names somebody is kept as a keyed digest (the TIN, the provider's account, the cookie) or sealed (the name, what a
person prefers). Who asks, and what they may be, is read anew at each request: a role that is taken away ends with it.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.going import Going, erase
from adapters.database.port import Database
from adapters.database.wrapped import rewrap_rows
from adapters.identity_provider.port import Identity, SignInRefused
from adapters.keys.port import Keys, WrappedKey
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.clock import Clock
from casework.identity.models import (
    Actor,
    Assurance,
    EmployeeId,
    ListedSession,
    MailChoice,
    PersonId,
    Preferences,
    Recorder,
    SafeChannel,
    SafeHours,
    Session,
    SessionId,
    SessionToken,
    StaffMember,
    StaffRole,
    TinDigest,
    accounts,
    kept_posts,
    people,
    sessions,
    sign_ins,
)
from casework.identity.rules import RetentionRule, SessionRule, retention_rule, session_rule
from casework.sealing import Sealer, wrapped_key

_BATCH: Final = 50
_TOKEN_BYTES: Final = 32
_TIN_DIGITS: Final = 9
# A session's last use is written down at most so often: not for each of the requests that make up a page.
_USE_NOTED_EVERY: Final = timedelta(seconds=30)
_LONGEST_NAME: Final = 200


class PersonUnknown(Exception):
    """There is no such person, or they have been erased."""


class People:
    """Who signs in."""

    def __init__(self, database: Database, keys: Keys, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self.sealer: Final = Sealer(keys, "person")

    def tin_digest(self, tin: str) -> TinDigest:
        """What stands for a TIN. Raises ValueError unless it is nine digits, dashes aside."""
        digits = tin.replace("-", "").replace(" ", "")
        if len(digits) != _TIN_DIGITS or not (digits.isascii() and digits.isdigit()):
            raise ValueError("not a TIN")
        return TinDigest(self._keys.digest("tin", digits.encode()))

    def account_digest(self, issuer: str, subject: str) -> bytes:
        """What stands for a provider's account."""
        return self._keys.digest("account", f"{issuer}|{subject}".encode())

    async def actor(self, person_id: PersonId, assurance: Assurance) -> Actor:
        """A person as they may act at an assurance, for what is done without their session. Raises PersonUnknown."""
        async with self._database.read() as connection:
            return actor_of(await self.row(connection, person_id), assurance)

    async def bind(self, identity: Identity, language: str) -> PersonId:
        """The person of an account, made at its first sign-in. Raises SignInRefused, DatabaseUnavailable."""

        async def work(connection: AsyncConnection) -> PersonId:
            return await self.bind_in(connection, identity, language)

        try:
            return await self._database.write(work)
        except IntegrityError:
            # The same account signed in for the first time twice at once: the other was first.
            return await self._database.write(work)

    async def bind_in(
        self,
        connection: AsyncConnection,
        identity: Identity,
        language: str,
        roles_changed: Callable[[AsyncConnection, PersonId, str], Awaitable[object]] | None = None,
    ) -> PersonId:
        """See `bind`, in the caller's transaction; `roles_changed` is called where a known member of staff has others.

        The TIN is bound once: an account whose provider later names another one signs nobody in (`tin_changed`), and a
        person says so to TAS. A new account of a TIN, or of an employee, that is known becomes another way in for them.
        """
        account, now = self.account_digest(identity.issuer, identity.subject), self._clock.now()
        known = await connection.execute(
            select(people)
            .join(accounts, accounts.c.person_id == people.c.id)
            .where(accounts.c.account_digest == account)
            .with_for_update()
        )
        row = known.one_or_none()
        is_new = row is None
        staff = identity.assurance == Assurance.STAFF
        digest = None
        if identity.tin is not None and identity.assurance == Assurance.PROOFED:
            digest = self.tin_digest(identity.tin)
        if row is None:
            row = await self._of_same(connection, identity, digest)
            person_id = PersonId(str(uuid.uuid4())) if row is None else PersonId(row.id)
        else:
            person_id = PersonId(row.id)
            _unchanged(row, identity, digest)
        key = wrapped_key(row.key_id, row.wrapped_key) if row is not None else self.sealer.new_key(person_id)
        columns: dict[str, Any] = {
            "language": language,
            "signed_in_at": now,
            "name": self.sealer.seal(person_id, key, "name", {"name": identity.name[:_LONGEST_NAME]}),
        }
        if digest is not None:
            columns["tin_digest"] = digest
        columns |= self._email_columns(person_id, key, None if staff else identity.email)
        if staff:
            columns |= {"employee_id": identity.employee_id, "staff_roles": _roles_text(identity.staff_roles)}
            if row is not None and row.staff_roles != columns["staff_roles"] and roles_changed is not None:
                await roles_changed(connection, person_id, "roles_changed")
        if row is None:
            new = {"staff_roles": "", "key_id": key.key_id, "wrapped_key": key.blob, "created_at": now}
            await connection.execute(insert(people).values(id=person_id, **{**new, **columns}))
        else:
            await connection.execute(update(people).where(people.c.id == person_id).values(**columns))
        if is_new:
            await connection.execute(
                insert(accounts).values(account_digest=account, person_id=person_id, created_at=now)
            )
        return person_id

    async def name(self, person_id: PersonId) -> str:
        """What to call a person. Raises PersonUnknown."""
        async with self._database.read() as connection:
            return self.name_of(await self.row(connection, person_id))

    async def preferences(self, person_id: PersonId) -> Preferences:
        """What a person has chosen. Raises PersonUnknown."""
        async with self._database.read() as connection:
            row = await self.row(connection, person_id)
        return self.preferences_of(row)

    def preferences_of(self, row: Row[Any]) -> Preferences:
        """What the person of a row has chosen."""
        if row.preferences is None:
            return Preferences(row.language)
        chosen = self.sealer.open(row.id, wrapped_key(row.key_id, row.wrapped_key), "preferences", row.preferences)
        # Who chose a safe way before e-mail was among what could be chosen did not choose e-mail.
        mail, chosen_at = chosen.get("mail", MailChoice.NONE.value), chosen.get("mail_chosen_at")
        return Preferences(
            row.language,
            SafeChannel(chosen["safe_channel"]),
            frozenset(SafeHours(hours) for hours in chosen["safe_hours"]),
            None if mail is None else MailChoice(mail),
            None if chosen_at is None else datetime.fromisoformat(chosen_at),
            bool(chosen.get("receipts", False)),
        )

    async def change_preferences(self, person_id: PersonId, preferences: Preferences) -> None:
        """Keeps what a person chooses from now on. Raises PersonUnknown."""
        await self._database.write(lambda connection: self.change_preferences_in(connection, person_id, preferences))

    async def change_preferences_in(
        self, connection: AsyncConnection, person_id: PersonId, preferences: Preferences
    ) -> None:
        """See `change_preferences`, in the caller's transaction."""
        row = await self.row(connection, person_id, lock=True)
        at = preferences.mail_chosen_at
        chosen = {
            "safe_channel": preferences.safe_channel,
            "safe_hours": sorted(preferences.safe_hours),
            "mail": preferences.mail,
            "mail_chosen_at": None if at is None else at.isoformat(),
            "receipts": preferences.receipts,
        }
        sealed = self.sealer.seal(person_id, wrapped_key(row.key_id, row.wrapped_key), "preferences", chosen)
        await connection.execute(
            update(people).where(people.c.id == person_id).values(language=preferences.language, preferences=sealed)
        )

    def email_of(self, row: Row[Any]) -> str | None:
        """The address of the person of a row, as their provider has verified it; None where there is none."""
        if row.email is None:
            return None
        key = wrapped_key(row.key_id, row.wrapped_key)
        return str(self.sealer.open(row.id, key, "email", row.email)["email"])

    async def shares_address(self, connection: AsyncConnection, row: Row[Any]) -> bool:
        """Whether somebody else signs in with the same address: whatever goes there, both may read.

        Two accounts of one taxpayer that came to be two people are no other.
        """
        if row.email_digest is None:
            return False
        same = (people.c.email_digest == row.email_digest) & (people.c.id != row.id)
        found = (await connection.execute(select(people.c.tin_digest).where(same))).scalars().all()
        return any(digest is None or digest != row.tin_digest for digest in found)

    def _email_columns(self, person_id: PersonId, key: WrappedKey, email: str | None) -> dict[str, Any]:
        if email is None:
            return {"email": None, "email_digest": None}
        return {
            "email": self.sealer.seal(person_id, key, "email", {"email": email}),
            "email_digest": self._keys.digest("email", email.casefold().encode()),
        }

    async def row(self, connection: AsyncConnection, person_id: PersonId, lock: bool = False) -> Row[Any]:
        """A person's row; with `lock` it stays ours until the transaction ends. Raises PersonUnknown."""
        query = select(people).where(people.c.id == person_id)
        found = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
        if found is None:
            raise PersonUnknown
        return found

    def name_of(self, row: Row[Any]) -> str:
        """What to call the person of a row."""
        key = wrapped_key(row.key_id, row.wrapped_key)
        return str(self.sealer.open(row.id, key, "name", row.name)["name"])

    async def staff(self) -> list[StaffMember]:
        """Everybody of the staff who has signed in and still has a role, by name. Raises DatabaseUnavailable."""
        query = select(people).where(people.c.staff_roles != "", people.c.employee_id.is_not(None))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        found = [
            StaffMember(EmployeeId(row.employee_id), self.name_of(row), actor_of(row, Assurance.STAFF)) for row in rows
        ]
        return sorted(found, key=lambda each: (each.name, each.employee_id))

    async def of_tin(self, connection: AsyncConnection, digest: bytes) -> list[PersonId]:
        """Who has signed in with this TIN, not counting staff: their accounts may have come to be several people."""
        query = select(people.c.id).where(people.c.tin_digest == digest, people.c.employee_id.is_(None))
        return [PersonId(each) for each in (await connection.execute(query.order_by(people.c.id))).scalars()]

    async def rewrap_keys(self) -> int:
        """Re-wraps data keys under the current key-encryption key, in batches; may be interrupted and run again."""
        return await rewrap_rows(self._database, people, self.sealer.rewrap, self._keys.current_id)

    async def wrapped_by(self) -> dict[str, int]:
        """How many data keys each key-encryption key still wraps, those of sign-ins on their way included."""
        on_their_way = select(sign_ins.c.key_id, func.count()).where(sign_ins.c.expires_at > self._clock.now())
        counted: dict[str, int] = {}
        async with self._database.read() as connection:
            for query in (
                select(people.c.key_id, func.count()).group_by(people.c.key_id),
                on_their_way.group_by(sign_ins.c.key_id),
            ):
                for key_id, count in (await connection.execute(query)).all():
                    counted[key_id] = counted.get(key_id, 0) + int(count)
        return counted

    def going(self, now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError (no rule in force)."""
        return [*_outdated(now), *_people_going(_people_due(now))]

    async def erase_due(self) -> int:
        """Erases who has not signed in for as long as the rule says, with all that identity keeps of them.

        Returns how many people were erased. Raises LookupError where no rule is in force: nothing is erased then.
        """
        now, done = self._clock.now(), 0

        async def work(connection: AsyncConnection) -> list[str]:
            query = _people_due(now).limit(_BATCH).with_for_update()
            gone = list((await connection.execute(query)).scalars())
            await erase(connection, _people_going(gone))
            return gone

        await self._database.write(lambda connection: erase(connection, _outdated(now)))
        while True:
            gone = await self._database.write(work)
            for person_id in gone:
                self.sealer.forget(person_id)
            done += len(gone)
            if len(gone) < _BATCH:
                return done

    async def _of_same(self, connection: AsyncConnection, identity: Identity, digest: bytes | None) -> Row[Any] | None:
        """Who has this TIN, or is this employee, already."""
        same: ColumnElement[bool]
        if identity.assurance == Assurance.STAFF:
            same = people.c.employee_id == identity.employee_id
        elif digest is not None:
            same = and_(people.c.tin_digest == digest, people.c.employee_id.is_(None))
        else:
            return None
        query = select(people).where(same).order_by(people.c.created_at, people.c.id).limit(1).with_for_update()
        return (await connection.execute(query)).one_or_none()


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a session is begun with, beside whose it is.

    Attributes:
        account: The digest of the provider's account.
        provider_session: What the provider calls its own session, for its back-channel logout.
        device: What the person knows the browser by.
        replaces: The session that this one takes the place of: it ends.
    """

    account: bytes | None = None
    provider_session: str | None = None
    device: str = ""
    replaces: SessionToken | None = None


class Sessions:
    """Who is signed in, by the cookie that names their session."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        clock: Clock,
        audit: Recorder,
        people: People,
        rules: Callable[[date], SessionRule] = session_rule,
        retention: Callable[[date], RetentionRule] = retention_rule,
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._audit = audit
        self._people = people
        self._rules = rules
        self._retention = retention

    async def begin(
        self, person_id: PersonId, provider: str, assurance: Assurance, signed_in: SignedIn | None = None
    ) -> SessionToken:
        """A new session, with an id that nobody has seen (OWASP ASVS 5.0, 7.2.4). Raises PersonUnknown, LookupError."""

        async def work(connection: AsyncConnection) -> SessionToken:
            return await self.begin_in(connection, person_id, provider, assurance, signed_in or SignedIn())

        return await self._database.write(work)

    async def begin_in(
        self, connection: AsyncConnection, person_id: PersonId, provider: str, assurance: Assurance, by: SignedIn
    ) -> SessionToken:
        """See `begin`, in the caller's transaction."""
        now = self._clock.now()
        rule = self._rules(now.date())
        row = await self._people.row(connection, person_id, lock=True)
        token, session_id = SessionToken(secrets.token_urlsafe(_TOKEN_BYTES)), str(uuid.uuid4())
        key = wrapped_key(row.key_id, row.wrapped_key)
        await connection.execute(
            insert(sessions).values(
                session_digest=self.digest(token),
                id=session_id,
                person_id=person_id,
                account_digest=by.account,
                provider_session_digest=self._provider_session(by.provider_session),
                provider=provider,
                assurance=int(assurance),
                device=self._people.sealer.seal(person_id, key, f"session|{session_id}", {"device": by.device}),
                begun_at=now,
                used_at=now,
                idle_ends_at=now + min(rule.idle, rule.overall),
                ends_at=now + rule.overall,
            )
        )
        if by.replaces is not None:
            await self._end(connection, sessions.c.session_digest == self.digest(by.replaces), "replaced")
        await self._record(connection, row, assurance, "session.begun", session_id, f"provider:{provider}")
        return token

    async def find(self, token: SessionToken, renew: bool = True) -> Session | None:
        """The session of a cookie while it holds; `renew`: the person is there, and it holds on.

        A member of staff without a role has none. Raises DatabaseUnavailable, LookupError (no rule in force).
        """
        now = self._clock.now()
        rule = self._rules(now.date())
        digest = self.digest(token)
        async with self._database.read() as connection:
            row = (await connection.execute(_WITH_PERSON, {"digest": digest})).one_or_none()
        if row is None or row.ended_at is not None or row.idle_ends_at <= now or row.ends_at <= now:
            return None
        found = self._session(row, rule)
        if found.actor.assurance == Assurance.STAFF and not found.actor.staff_roles:
            return None
        if not renew or now - row.used_at < _USE_NOTED_EVERY:
            return found
        idle_ends_at = min(now + rule.idle, row.ends_at)

        async def work(connection: AsyncConnection) -> bool:
            renewed = await connection.execute(
                update(sessions)
                .where(sessions.c.session_digest == digest, sessions.c.ended_at.is_(None))
                .values(used_at=now, idle_ends_at=idle_ends_at)
            )
            return renewed.rowcount == 1

        # Signed out in the meantime: then it holds no more.
        return replace(found, idle_ends_at=idle_ends_at) if await self._database.write(work) else None

    async def extend(self, token: SessionToken) -> Session | None:
        """The person says that they are there. None where the session has ended."""
        return await self.find(token)

    async def ran_out(self, token: SessionToken) -> PersonId | None:
        """Whose session this was, where it ended by time alone, and not longer ago than a post is kept for."""
        now = self._clock.now()
        query = select(sessions).where(
            sessions.c.session_digest == self.digest(token), sessions.c.ended_at.is_(None), _over(now)
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None or min(row.idle_ends_at, row.ends_at) <= now - self._retention(now.date()).kept_post:
            return None
        return PersonId(row.person_id)

    async def end(self, token: SessionToken) -> None:
        """Signs out of this session."""
        await self._end_where(sessions.c.session_digest == self.digest(token), "self")

    async def end_one(self, person_id: PersonId, session_id: SessionId) -> bool:
        """Ends one of a person's sessions, as their list names it; False where there is none."""
        return await self._end_where(and_(sessions.c.person_id == person_id, sessions.c.id == session_id), "self") == 1

    async def end_all(self, person_id: PersonId, but: bytes | None = None) -> int:
        """Signs a person out everywhere, but for the session of the digest `but`; how many ended."""
        others = sessions.c.person_id == person_id
        return await self._end_where(
            others if but is None else and_(others, sessions.c.session_digest != but), "everywhere"
        )

    async def of_person(self, person_id: PersonId) -> list[ListedSession]:
        """The sessions of a person that hold, the newest first."""
        now = self._clock.now()
        query = (
            select(sessions, people.c.key_id, people.c.wrapped_key)
            .join(people, people.c.id == sessions.c.person_id)
            .where(sessions.c.person_id == person_id, sessions.c.ended_at.is_(None), _holds(now))
            .order_by(sessions.c.begun_at.desc(), sessions.c.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [
            ListedSession(SessionId(row.id), row.provider, self._device(person_id, row), row.begun_at, row.used_at)
            for row in rows
        ]

    async def end_of_provider(self, issuer: str, subject: str | None, provider_session: str | None) -> int:
        """Ends what a provider says is over: its own session's, or all of an account; how many ended.

        Source: OpenID Connect Back-Channel Logout 1.0, 2.7.
        """
        of_account = []
        if subject is not None:
            of_account.append(sessions.c.account_digest == self._people.account_digest(issuer, subject))
        if provider_session is not None:
            of_account.append(sessions.c.provider_session_digest == self._provider_session(provider_session))
        if not of_account:
            return 0
        return await self._end_where(and_(*of_account), "provider")

    async def end_others_in(self, connection: AsyncConnection, person_id: PersonId, basis: str) -> int:
        """Ends all sessions of a person in the caller's transaction, such as after a change of roles."""
        return await self._end(connection, sessions.c.person_id == person_id, basis)

    def digest(self, token: SessionToken) -> bytes:
        """What a cookie is found by."""
        return self._keys.digest("session", token.encode())

    async def _end_where(self, which: ColumnElement[bool], basis: str) -> int:
        async def work(connection: AsyncConnection) -> int:
            return await self._end(connection, which, basis)

        return await self._database.write(work)

    async def _end(self, connection: AsyncConnection, which: ColumnElement[bool], basis: str) -> int:
        now = self._clock.now()
        query = (
            select(sessions.c.session_digest, sessions.c.id.label("session_id"), sessions.c.assurance, people)
            .join(people, people.c.id == sessions.c.person_id)
            .where(which, sessions.c.ended_at.is_(None), _holds(now))
            .with_for_update()
        )
        rows = (await connection.execute(query)).all()
        for row in rows:
            await connection.execute(
                update(sessions).where(sessions.c.session_digest == row.session_digest).values(ended_at=now)
            )
            await self._record(connection, row, row.assurance, "session.ended", row.session_id, basis)
        return len(rows)

    async def _record(
        self, connection: AsyncConnection, row: Row[Any], assurance: int, action: str, session_id: str, basis: str
    ) -> None:
        staff = assurance == Assurance.STAFF
        kind, who = (ActorKind.STAFF, row.employee_id) if staff else (ActorKind.PERSON, row.id)
        details = {"assurance": int(assurance)}
        await self._audit.record(
            connection, Entry(kind, who, action, f"session:{session_id}", basis, AuditResult.DONE, details)
        )

    def _session(self, row: Row[Any], rule: SessionRule) -> Session:
        person = _Person(**{name: getattr(row, f"of_{name}") for name in _OF_PERSON})
        key = wrapped_key(person.key_id, person.wrapped_key)
        return Session(
            digest=row.session_digest,
            id=SessionId(row.id),
            actor=actor_of(person, Assurance(row.assurance)),
            provider=row.provider,
            name=str(self._people.sealer.open(person.id, key, "name", person.name)["name"]),
            language=person.language,
            idle_ends_at=row.idle_ends_at,
            ends_at=row.ends_at,
            warned_seconds=round(rule.warning.total_seconds()),
        )

    def _device(self, person_id: PersonId, row: Row[Any]) -> str:
        key = wrapped_key(row.key_id, row.wrapped_key)
        return str(self._people.sealer.open(person_id, key, f"session|{row.id}", row.device)["device"])

    def _provider_session(self, sid: str | None) -> bytes | None:
        return None if sid is None else self._keys.digest("provider session", sid.encode())


@dataclass(frozen=True, slots=True)
class _Person:
    """The columns of a person that a session is read with."""

    id: str
    tin_digest: bytes | None
    employee_id: str | None
    staff_roles: str
    language: str
    key_id: str
    wrapped_key: bytes
    name: bytes


_OF_PERSON: Final = ("id", "tin_digest", "employee_id", "staff_roles", "language", "key_id", "wrapped_key", "name")
# What each request asks, put together once: that takes SQLAlchemy longer than the database takes to answer.
_WITH_PERSON: Final = (
    select(sessions, *(people.c[name].label(f"of_{name}") for name in _OF_PERSON))
    .join(people, people.c.id == sessions.c.person_id)
    .where(sessions.c.session_digest == bindparam("digest"))
)


def actor_of(row: Row[Any] | _Person, assurance: Assurance) -> Actor:
    """A person as an assurance lets them act: the TIN only when proofed, roles only by a sign-in of staff."""
    staff = assurance == Assurance.STAFF
    return Actor(
        PersonId(row.id),
        assurance,
        TinDigest(row.tin_digest) if assurance == Assurance.PROOFED and row.tin_digest is not None else None,
        EmployeeId(row.employee_id) if staff and row.employee_id is not None else None,
        frozenset(map(StaffRole, filter(None, row.staff_roles.split(",")))) if staff else frozenset(),
    )


def _unchanged(row: Row[Any], identity: Identity, digest: bytes | None) -> None:
    """Raises SignInRefused where an account has become somebody else's."""
    if digest is not None and row.tin_digest is not None and row.tin_digest != digest:
        raise SignInRefused("tin_changed")
    if identity.assurance == Assurance.STAFF and row.employee_id != identity.employee_id:
        raise SignInRefused("employee_changed")


def _roles_text(roles: tuple[str, ...]) -> str:
    """The roles that there are; what else a provider names is none of ours."""
    return ",".join(sorted(set(roles) & set(StaffRole)))


def _holds(now: datetime) -> ColumnElement[bool]:
    return and_(sessions.c.idle_ends_at > now, sessions.c.ends_at > now)


def _outdated(now: datetime) -> list[Going]:
    return [
        Going(sessions, _over(now - retention_rule(now.date()).session)),
        Going(kept_posts, kept_posts.c.expires_at <= now),
        Going(sign_ins, sign_ins.c.expires_at <= now),
    ]


def _people_due(now: datetime) -> Select[str]:
    return select(people.c.id).where(people.c.signed_in_at <= now - retention_rule(now.date()).person)


def _people_going(ids: Sequence[str] | Select[str]) -> list[Going]:
    of_them = (kept_posts, sessions, accounts)
    return [*(Going(table, table.c.person_id.in_(ids)) for table in of_them), Going(people, people.c.id.in_(ids))]


def _over(at: datetime) -> ColumnElement[bool]:
    return or_(sessions.c.idle_ends_at <= at, sessions.c.ends_at <= at)
