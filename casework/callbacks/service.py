"""Asking to be called, changing and withdrawing it, for the person; the list, the calls and their end, for whoever calls.

Everything of a call-back is sealed under its conversation's key. Its number is shown to whoever took it to call, one at a
time, so that two never ring the same person. Whoever of the staff stepped aside from a chat (5 CFR 2635.502) sees nothing of
its call-back, and makes none. Each change is told in the transcript, without the number, and each look and
change by staff adds its row to the audit in the same transaction.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.bus.port import Bus
from adapters.database.going import Going, erase
from adapters.database.port import Database
from casework import eligibility, redaction
from casework.audit.models import ActorKind
from casework.audit.service import Audit
from casework.callbacks import audit, numbers, rules
from casework.callbacks.audit import Action
from casework.callbacks.models import (
    MOST_ASK_FOR_CHARACTERS,
    CallBack,
    CallBackId,
    Hold,
    Listed,
    Opened,
    Status,
    Wish,
    callbacks,
)
from casework.clock import TIME_ZONES, Clock, local_date
from casework.conversations.models import Audience, ClientId, ConversationId, Holder, conversations
from casework.conversations.service import Conversations
from casework.conversations.wording import as_shown
from casework.holds.models import conversation_held
from casework.identity.models import Actor, EmployeeId

_MOST_LISTED: Final = 10_000
_NOBODY: Final[frozenset[EmployeeId]] = frozenset()
_NOT_HELD: Final[Mapping[str, None]] = {"held_by": None, "held_at": None, "held_until": None}

type Caller = str | Actor
"""Whoever makes the calls: the account of an operator, or staff who signed in."""


class CallBackRefused(Exception):
    """A wish that can't be kept as it is; `codes` name the texts `error-<code>`, in the order of the form."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(*codes)
        self.codes = tuple(codes)


class CallBackNotFound(Exception):
    """No open call-back by this id, or several that begin so."""


class CallBackChanged(Exception):
    """The person has changed number or wish since whoever calls looked."""


class CallBackHeld(Exception):
    """Somebody else is making this call; `hold` says who."""

    def __init__(self, hold: Hold) -> None:
        super().__init__()
        self.hold = hold


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for, as it was typed. Without a number the one that stands is kept."""

    number: str = field(repr=False)
    days: tuple[str, ...]
    parts: tuple[str, ...]
    time_zone: str
    voicemail: bool
    name_caller: bool
    language: str
    relay: bool
    ask_for: str = field(repr=False)


class CallBacks:
    """Call-backs of public conversations."""

    def __init__(
        self, conversations_: Conversations, database: Database, clock: Clock, bus: Bus, audit_: Audit
    ) -> None:
        self._audit = audit_
        self._conversations = conversations_
        self._record = conversations_.record
        self._database = database
        self._clock = clock
        self._bus = bus

    # What the person does

    async def standing(self, conversation_id: ConversationId) -> CallBack | None:
        """The call-back that is open. Raises ConversationNotFound."""
        async with self._database.read() as connection:
            row = await self._record.row(connection, conversation_id)
            return self._shown(row, await _open(connection, conversation_id))

    async def wish_in(self, connection: AsyncConnection, row: Row[Any]) -> Wish | None:
        """How somebody wants to be called, where a call-back is open; its number stays sealed."""
        stood = await _open(connection, ConversationId(row.id))
        return None if stood is None else self._wish(row, stood)[0]

    async def save(
        self, conversation_id: ConversationId, holder: Holder, client_id: ClientId, asked: Asked
    ) -> CallBack | None:
        """Keeps what was asked for, in place of what stood; sent again it changes nothing.

        Returns:
            The call-back that stands now; None where this was sent before, and what it made has ended since.

        Raises:
            CallBackRefused: a number that can't be called, or something left out.
            MessageRefused: the `client_id` was used for something else.
            ConversationNotFound: whoever asks has been shut out.
        """
        now = self._clock.now()
        sending = self._conversations.sending(conversation_id, client_id, {"callback": asdict(asked)})

        async def work(connection: AsyncConnection) -> CallBack | None:
            row = await self._conversations.let_in(connection, conversation_id, holder)
            stood = await _open(connection, conversation_id)
            if await self._conversations.sent_before(connection, conversation_id, sending) is not None:
                return self._shown(row, stood)
            offered = rules.offer(local_date(now, row.time_zone))
            number, wish = _read(asked, offered, new=stood is None)
            if stood is not None and not await self._changed(connection, row, stood, number, wish, now):
                return self._shown(row, stood)
            if stood is None and number is not None:
                await self._insert(connection, row, number, wish, now)
            key = "notice-callback-asked" if stood is None else "notice-callback-changed"
            await self._conversations.tell(connection, row, {"key": key}, sending)
            return self._shown(row, await _open(connection, conversation_id))

        saved = await self._database.write(work)
        self._bus.publish(conversation_id)
        return saved

    async def withdraw(self, conversation_id: ConversationId, holder: Holder) -> None:
        """Ends the open call-back and erases its number at once; without one nothing happens.

        Raises ConversationNotFound.
        """
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            row = await self._conversations.let_in(connection, conversation_id, holder)
            stood = await _open(connection, conversation_id)
            if stood is None:
                return
            ended = {"status": Status.WITHDRAWN.value, "changed_at": now, "closed_at": now}
            await _set(connection, stood, number=None, wish=None, **ended, **_NOT_HELD)
            await self._audit.record(connection, audit.entry(audit.PERSON, Action.WITHDRAWN, CallBackId(stood.id)))
            await self._conversations.tell(connection, row, {"key": "notice-callback-withdrawn"})

        await self._database.write(work)
        self._bus.publish(conversation_id)

    # What whoever calls does; `who` is told to the audit

    async def waiting(self, who: Caller) -> list[Listed]:
        """The open ones: the most urgent first, of those whom somebody else calls last, then by wished time.

        Numbers stay sealed.
        """

        async def work(connection: AsyncConnection) -> list[Listed]:
            await self._audit.record(connection, audit.entry(audit.caller(who), Action.LISTED))
            return [listed for _stood, _row, listed in await self._waiting(connection, who)]

        return await self._database.write(work)

    async def show(self, beginning: str, who: Caller) -> Opened:
        """One of the open ones, by its id or how that begins; its number and word for whoever took it alone.

        Raises CallBackNotFound.
        """

        async def work(connection: AsyncConnection) -> Opened:
            stood, row, hold = await self._found(connection, beginning, who)
            listed = await self._listed(connection, stood, row, hold)
            whole = hold is not None and hold.mine
            action = Action.SHOWN if whole else Action.OPENED
            await self._audit.record(connection, audit.entry(audit.caller(who), action, CallBackId(stood.id)))
            return await self._opened(connection, stood, row, listed, whole)

        return await self._database.write(work)

    async def take(self, beginning: str, who: Caller) -> CallBackId:
        """Gives the call to one who makes it, for the dated time; taken again by them, that time begins anew.

        Taken again after the person changed it, it is theirs as it is now, and no longer counts as changed.

        Raises CallBackNotFound, CallBackHeld, LookupError (no rule in force).
        """
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> CallBackId:
            stood, row, hold = await self._locked(connection, beginning, who)
            _not_anothers(hold)
            until = now + rules.held_for(local_date(now, row.time_zone))
            since = now if hold is None or hold.changed_at is not None else hold.since
            await _set(connection, stood, held_by=_holder(who), held_at=since, held_until=until)
            await self._audit.record(connection, audit.entry(audit.caller(who), Action.TAKEN, CallBackId(stood.id)))
            return CallBackId(stood.id)

        return await self._database.write(work)

    async def give_back(self, beginning: str, who: Caller) -> CallBackId:
        """Lets others make the call; where nobody has it nothing happens. Raises CallBackNotFound, CallBackHeld."""

        async def work(connection: AsyncConnection) -> CallBackId:
            stood, _row, hold = await self._locked(connection, beginning, who)
            _not_anothers(hold)
            callback_id = CallBackId(stood.id)
            if hold is not None:
                await _set(connection, stood, **_NOT_HELD)
                await self._audit.record(connection, audit.entry(audit.caller(who), Action.GIVEN_BACK, callback_id))
            return callback_id

        return await self._database.write(work)

    async def chat(self, beginning: str, who: Caller) -> tuple[ConversationId, list[dict[str, Any]]]:
        """The chat that the call is about, in the words of that day. Raises CallBackNotFound."""

        async def work(connection: AsyncConnection) -> tuple[ConversationId, list[dict[str, Any]]]:
            stood, row, _hold = await self._found(connection, beginning, who)
            await self._audit.record(connection, audit.entry(audit.caller(who), Action.CHAT_READ, CallBackId(stood.id)))
            found = await self._record.read(connection, row, 0, Audience.STAFF)
            return ConversationId(row.id), [as_shown(event) for event in found]

        return await self._database.write(work)

    async def export(self, who: Caller) -> list[Opened]:
        """All open ones in the order of the list, each taken by whoever exports: an export is there to call from.

        One that somebody else makes is there without number and word. Each is taken and noted for itself.

        Raises DatabaseUnavailable, LookupError (no rule in force).
        """
        async with self._database.read() as connection:
            listed = [listed.id for _stood, _row, listed in await self._waiting(connection, who)]
        found = []
        for callback_id in listed:
            # The person may withdraw it meanwhile.
            with contextlib.suppress(CallBackNotFound):
                found.append(await self._exported(callback_id, who))
        return found

    async def _exported(self, callback_id: CallBackId, who: Caller) -> Opened:
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> Opened:
            stood, row, hold = await self._locked(connection, callback_id, who)
            whole = hold is None or hold.mine
            if whole:
                until = now + rules.held_for(local_date(now, row.time_zone))
                await _set(connection, stood, held_by=_holder(who), held_at=now, held_until=until)
                stood, row, hold = await self._found(connection, callback_id, who)
            await self._audit.record(connection, audit.entry(audit.caller(who), Action.EXPORTED, callback_id))
            listed = await self._listed(connection, stood, row, hold)
            return await self._opened(connection, stood, row, listed, whole)

        return await self._database.write(work)

    async def give_all_back(self, who: Caller) -> int:
        """Lets others make every call that this one has taken; how many there were. Raises DatabaseUnavailable."""
        now = self._clock.now()
        columns = callbacks.c
        query = select(columns.id).where(
            columns.status == Status.OPEN.value, columns.held_by == _holder(who), columns.held_until > now
        )
        async with self._database.read() as connection:
            mine = (await connection.execute(query)).scalars().all()
        given_back = 0
        for callback_id in mine:
            # Over meanwhile, or another's since.
            with contextlib.suppress(CallBackNotFound, CallBackHeld):
                await self.give_back(callback_id, who)
                given_back += 1
        return given_back

    async def changed_since(self, beginning: str, who: Caller, seen: datetime | None) -> datetime | None:
        """When the person changed it last, where that was after what whoever calls has seen; nothing of it is shown.

        Raises CallBackNotFound, DatabaseUnavailable.
        """
        async with self._database.read() as connection:
            stood, _row, _hold = await self._found(connection, beginning, who)
        changed_at: datetime = stood.changed_at
        return None if changed_at == seen else changed_at

    async def done(self, beginning: str, who: Caller, seen: datetime | None = None) -> CallBackId:
        """Somebody was called; number and wish are erased when the dated time is over.

        With `seen`, the `stands_since` of what they saw; without it, of what they took.

        Raises CallBackNotFound, CallBackHeld, CallBackChanged.
        """
        now = self._clock.now()
        ended = {"status": Status.DONE.value, "closed_at": now, "changed_at": now}
        return await self._called(beginning, who, Action.DONE, {"key": "notice-callback-done"}, ended, seen)

    async def not_reached(
        self, beginning: str, who: Caller, after_tries: int | None = None, seen: datetime | None = None
    ) -> CallBackId:
        """Nobody was reached: counted, told in the transcript, and free to be taken again.

        With `after_tries`, how many there were before, a form that is sent twice counts once. `seen` as in `done`. Raises
        CallBackNotFound, CallBackHeld, CallBackChanged.
        """
        return await self._called(
            beginning, who, Action.NOT_REACHED, {"key": "notice-callback-tried"}, {}, seen, after_tries
        )

    def going(self, now: datetime) -> list[Going]:
        """What `erase_due` would erase at a time. Raises LookupError (no rule in force)."""
        return _going(_due(now))

    async def erase_due(self) -> int:
        """Erases the ended ones whose time is over by the dated rule; returns how many."""
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> int:
            due = (await connection.execute(_due(now))).scalars().all()
            await erase(connection, _going(due))
            for callback_id in due:
                await self._audit.record(
                    connection, audit.entry(audit.RETENTION, Action.ERASED, CallBackId(callback_id))
                )
            return len(due)

        return await self._database.write(work)

    # The rows

    async def _insert(
        self, connection: AsyncConnection, row: Row[Any], number: numbers.Number, wish: Wish, now: datetime
    ) -> None:
        callback_id = CallBackId(str(uuid.uuid4()))
        word = rules.draw_word(row.language, local_date(now, row.time_zone))
        await connection.execute(
            insert(callbacks).values(
                id=callback_id,
                conversation_id=row.id,
                status=Status.OPEN.value,
                number=self._sealed_number(row, callback_id, number),
                wish=self._sealed_wish(row, callback_id, wish, word),
                tries=0,
                asked_at=now,
                changed_at=now,
            )
        )
        await self._audit.record(connection, audit.entry(audit.PERSON, Action.ASKED, callback_id))

    async def _changed(
        self,
        connection: AsyncConnection,
        row: Row[Any],
        stood: Row[Any],
        number: numbers.Number | None,
        wish: Wish,
        now: datetime,
    ) -> bool:
        """Whether anything is other than before; the word stays the one that the person has."""
        before, word = self._wish(row, stood)
        if wish == before and number in (None, self._number(row, stood)):
            return False
        callback_id = CallBackId(stood.id)
        columns: dict[str, Any] = {"wish": self._sealed_wish(row, callback_id, wish, word), "changed_at": now}
        if number is not None:
            columns["number"] = self._sealed_number(row, callback_id, number)
        await _set(connection, stood, **columns)
        await self._audit.record(connection, audit.entry(audit.PERSON, Action.CHANGED, callback_id))
        return True

    async def _called(
        self,
        beginning: str,
        who: Caller,
        action: Action,
        notice: Mapping[str, Any],
        columns: Mapping[str, Any],
        seen: datetime | None,
        after_tries: int | None = None,
    ) -> CallBackId:
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> tuple[CallBackId, ConversationId]:
            stood, row, hold = await self._locked(connection, beginning, who)
            if after_tries is not None and stood.tries != after_tries:
                return CallBackId(stood.id), ConversationId(row.id)
            _not_anothers(hold)
            if stood.changed_at != seen if seen is not None else hold is not None and hold.changed_at is not None:
                raise CallBackChanged
            await _set(connection, stood, tries=stood.tries + 1, tried_at=now, **columns, **_NOT_HELD)
            await self._audit.record(connection, audit.entry(audit.caller(who), action, CallBackId(stood.id)))
            today = local_date(now, row.time_zone).isoformat()
            await self._conversations.tell(connection, row, {**notice, "with": {"called_on": today}})
            return CallBackId(stood.id), ConversationId(row.id)

        callback_id, conversation_id = await self._database.write(work)
        self._bus.publish(conversation_id)
        return callback_id

    async def _waiting(self, connection: AsyncConnection, who: Caller) -> list[tuple[Row[Any], Row[Any], Listed]]:
        """The open ones with their conversations' rows, in the order of the list."""
        query = select(callbacks).where(callbacks.c.status == Status.OPEN.value).limit(_MOST_LISTED)
        open_ones = (await connection.execute(query)).all()
        aside = await self._aside(connection, [stood.conversation_id for stood in open_ones])
        now = self._clock.now()
        found = []
        for stood in open_ones:
            out = aside.get(ConversationId(stood.conversation_id), _NOBODY)
            if _employee(who) in out:
                continue
            row = await self._record.row(connection, ConversationId(stood.conversation_id))
            found.append((stood, row, await self._listed(connection, stood, row, _hold(stood, who, now, out))))
        return sorted(found, key=lambda one: _place(one[2]))

    async def _aside(
        self, connection: AsyncConnection, conversation_ids: Sequence[str]
    ) -> Mapping[ConversationId, frozenset[EmployeeId]]:
        """Of each of these conversations, who keeps out of it."""
        handover = self._conversations.handover
        return {} if handover is None else await handover.aside(connection, conversation_ids)

    async def _found(
        self, connection: AsyncConnection, beginning: str, who: Caller
    ) -> tuple[Row[Any], Row[Any], Hold | None]:
        """The one that is meant, its conversation's row, and who has it. Raises CallBackNotFound."""
        query = (
            select(callbacks)
            .join(conversations, conversations.c.id == callbacks.c.conversation_id)
            .where(callbacks.c.status == Status.OPEN.value, callbacks.c.id.startswith(beginning, autoescape=True))
            .limit(2)
        )
        found = (await connection.execute(query)).all()
        if len(found) != 1:
            raise CallBackNotFound
        row = await self._record.row(connection, ConversationId(found[0].conversation_id))
        return found[0], row, await self._hold_on(connection, found[0], who)

    async def _hold_on(self, connection: AsyncConnection, stood: Row[Any], who: Caller) -> Hold | None:
        """Who has it, as seen by one who may know of it at all. Raises CallBackNotFound."""
        aside = await self._aside(connection, [stood.conversation_id])
        out = aside.get(ConversationId(stood.conversation_id), _NOBODY)
        if _employee(who) in out:
            raise CallBackNotFound
        return _hold(stood, who, self._clock.now(), out)

    async def _locked(
        self, connection: AsyncConnection, beginning: str, who: Caller
    ) -> tuple[Row[Any], Row[Any], Hold | None]:
        """The same as it stands now, its conversation's row being ours until the transaction ends."""
        found, row, _before = await self._found(connection, beginning, who)
        row = await self._record.row(connection, ConversationId(row.id), lock=True)
        # The person may have withdrawn it in the meantime.
        stood = await _open(connection, ConversationId(row.id))
        if stood is None or stood.id != found.id:
            raise CallBackNotFound
        return stood, row, await self._hold_on(connection, stood, who)

    async def _listed(self, connection: AsyncConnection, stood: Row[Any], row: Row[Any], hold: Hold | None) -> Listed:
        now = self._clock.now()
        as_of = local_date(now, row.time_zone)
        facts = (await self._record.standing(connection, row)).facts
        # The flag of an emergency outlasts "I'm safe, go on" and starting over.
        danger = bool(row.emergency) or facts.get("emergency") == "yes"
        determined = eligibility.determine(eligibility.validate_facts(facts), as_of)
        wish, _word = self._wish(row, stood)
        return Listed(
            id=CallBackId(stood.id),
            urgency="today" if danger else determined.urgency,
            danger=danger,
            next_at=rules.next_wished(wish, rules.offer(as_of), now),
            wish=wish,
            tries=stood.tries,
            tried_at=stood.tried_at,
            asked_at=stood.asked_at,
            hold=hold,
        )

    async def _opened(
        self, connection: AsyncConnection, stood: Row[Any], row: Row[Any], listed: Listed, whole: bool
    ) -> Opened:
        """With its number and word where it is `whole`."""
        number, word = (self._number(row, stood), self._wish(row, stood)[1]) if whole else (None, None)
        needs = await self._conversations.needs_in(connection, row)
        return Opened(listed, number, word, needs, row.language, ConversationId(row.id), stood.changed_at)

    def _shown(self, row: Row[Any], stood: Row[Any] | None) -> CallBack | None:
        """As the person sees it."""
        if stood is None:
            return None
        wish, word = self._wish(row, stood)
        return CallBack(CallBackId(stood.id), self._number(row, stood).ends, wish, word, stood.tries, stood.asked_at)

    def _sealed_number(self, row: Row[Any], callback_id: CallBackId, number: numbers.Number) -> bytes:
        return self._record.sealed(row, f"callback number|{callback_id}", asdict(number))

    def _sealed_wish(self, row: Row[Any], callback_id: CallBackId, wish: Wish, word: str) -> bytes:
        return self._record.sealed(row, f"callback wish|{callback_id}", {"wish": asdict(wish), "word": word})

    def _number(self, row: Row[Any], stood: Row[Any]) -> numbers.Number:
        return numbers.Number(**self._record.unsealed(row, f"callback number|{stood.id}", stood.number))

    def _wish(self, row: Row[Any], stood: Row[Any]) -> tuple[Wish, str]:
        kept = self._record.unsealed(row, f"callback wish|{stood.id}", stood.wish)
        wish: dict[str, Any] = kept["wish"]
        lists = {name: tuple(wish[name]) for name in ("days", "parts")}
        return Wish(**{**wish, **lists}), str(kept["word"])


async def _open(connection: AsyncConnection, conversation_id: ConversationId) -> Row[Any] | None:
    """The conversation's open call-back: there is one at most, since each is made under the conversation's lock."""
    query = select(callbacks).where(
        callbacks.c.conversation_id == conversation_id, callbacks.c.status == Status.OPEN.value
    )
    return (await connection.execute(query)).one_or_none()


def _holder(who: Caller) -> str:
    """Who takes a call, as its row keeps it."""
    kind, name, _basis = audit.caller(who)
    return f"{kind}:{name}"


def _employee(who: Caller) -> EmployeeId | None:
    return who.employee_id if isinstance(who, Actor) else None


def _hold(stood: Row[Any], who: Caller, now: datetime, aside: frozenset[EmployeeId]) -> Hold | None:
    """Who is making the call; None where nobody took it, their time is over, or they stepped aside since."""
    if stood.held_until is None or stood.held_until <= now:
        return None
    kind, _colon, by = stood.held_by.partition(":")
    if kind == ActorKind.STAFF and by in aside:
        return None
    changed_at = stood.changed_at if stood.changed_at > stood.held_at else None
    return Hold(ActorKind(kind), by, stood.held_at, stood.held_until, stood.held_by == _holder(who), changed_at)


def _not_anothers(hold: Hold | None) -> None:
    """Raises CallBackHeld where somebody else is making the call."""
    if hold is not None and not hold.mine:
        raise CallBackHeld(hold)


def _place(listed: Listed) -> tuple[int, bool, datetime, datetime]:
    """Where one stands in the list."""
    another_s = listed.hold is not None and not listed.hold.mine
    return eligibility.rank(listed.urgency, danger=listed.danger), another_s, listed.next_at, listed.asked_at


async def _set(connection: AsyncConnection, stood: Row[Any], **columns: Any) -> None:
    await connection.execute(update(callbacks).where(callbacks.c.id == stood.id).values(**columns))


def _going(ids: Sequence[str] | Select[str]) -> list[Going]:
    return [Going(callbacks, callbacks.c.id.in_(ids))]


def _due(now: datetime) -> Select[str]:
    """The ended ones whose time is over and whose conversation no hold keeps."""
    columns = callbacks.c
    return select(columns.id).where(
        columns.status != Status.OPEN.value,
        columns.closed_at < now - rules.kept_for(now.date()),
        ~conversation_held(columns.conversation_id),
    )


def _read(asked: Asked, offered: rules.Offer, new: bool) -> tuple[numbers.Number | None, Wish]:
    """The number, if one was given, and the wish. Raises CallBackRefused with everything that is at fault."""
    faults: list[str] = []
    number = None
    if asked.number.strip():
        try:
            number = numbers.read(asked.number)
        except numbers.NumberInvalid:
            faults.append("callback_number_invalid")
    elif new:
        faults.append("callback_number_missing")
    days = tuple(day for day in offered.days if day in asked.days)
    parts = tuple(part.name for part in offered.parts if part.name in asked.parts)
    ask_for = redaction.clean_text(asked.ask_for).strip()
    checks = {
        "callback_days_missing": bool(days),
        "callback_parts_missing": bool(parts),
        "callback_zone_missing": asked.time_zone in TIME_ZONES,
        "field_invalid": len(days) == len(set(asked.days))
        and len(parts) == len(set(asked.parts))
        and asked.language in offered.languages
        and len(ask_for) <= MOST_ASK_FOR_CHARACTERS,
    }
    faults += [code for code, holds in checks.items() if not holds]
    if faults:
        # What can be mended by the person is told before what only a program can have sent.
        raise CallBackRefused(faults if len(faults) == 1 else [code for code in faults if code != "field_invalid"])
    return number, Wish(
        days, parts, asked.time_zone, asked.voicemail, asked.name_caller, asked.language, asked.relay, ask_for
    )
