"""What a turn does for a person who signed in: shows their case, changes how they are reached, says where codes go.

The assistant asks by name and never sees what comes of it. What is shown is looked up under the authority of the
conversation's person and matter right before the turn's transaction, which records it, the words and the audit together.
Questions about contact details are the gateway's own: what is typed in answer to one never reaches the assistant.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from adapters.case_system.port import CaseSystemUnavailable, ContactDetails, MatterId
from casework.audit.models import ActorKind, AuditResult, Entry
from casework.authority.models import Access, MatterAct
from casework.conversations import contact as contacts
from casework.conversations.elsewhere import asks_elsewhere
from casework.conversations.models import Author, ClientId, Door, Kind, PortalConversation, Turn
from casework.conversations.portal import PortalKeeper, Records
from casework.conversations.questions import (
    AUTHORITY_FIELD,
    CASE_FIELDS,
    CONTACT_ASKS,
    CONTACT_CONFIRM,
    CONTACT_WHICH,
    CONTACTS,
    MENU,
    contact_question,
)
from casework.conversations.record import Draft
from casework.conversations.replies import UNSAID, Ask, Do, Plan
from casework.conversations.service import portal_menu
from casework.identity.models import Actor

_NOTHING_HERE: Mapping[str, Any] = {"key": "chat-nothing-here"}
_CASES_AWAY: Mapping[str, Any] = {"key": "chat-cases-away"}
_ASKS_FOR_AN_ADVOCATE = ("asked", "case_question", "not_understood")
_NAMESPACE = uuid.UUID("6f6a3c1e-7a53-4b52-9a45-0f5c5d3f2a10")
# What one may do beside reading and talking.
_ACTING = frozenset({MatterAct.CHANGE_CONTACT, MatterAct.SEND_DOCUMENT, MatterAct.NAME_REPRESENTATIVE})


class ShowsCases(Protocol):
    """`casework.cases.service.Cases`, as far as it is needed here."""

    async def view(self, actor: Actor, matter_id: MatterId) -> Any:
        """What the actor may see of a matter. Raises MatterNotFound (a LookupError), CaseSystemUnavailable."""
        ...

    async def change_contact(
        self, actor: Actor, matter_id: MatterId, client_id: ClientId, contact: ContactDetails
    ) -> Any:
        """Changes how the taxpayer is reached. Raises MatterNotFound, CaseSystemUnavailable."""
        ...


Answers = Callable[[Any, str, date], Sequence[Mapping[str, Any]]]
"""`casework.cases.answers.answer`: sentences about one field of a view."""


@dataclass(slots=True)
class Effects:
    """What the gateway adds to a turn: sentences, then questions or notices, then entries of the audit."""

    parts: list[Mapping[str, Any]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Own:
    """A turn that needs no assistant; `effects` where they are known already."""

    plan: Plan
    effects: Effects | None = None


class PortalTurns:
    """Answers and effects of turns at the portal."""

    def __init__(self, keeper: PortalKeeper, cases: ShowsCases, audit: Records, answer: Answers) -> None:
        self._keeper = keeper
        self._cases = cases
        self._audit = audit
        self._answer = answer

    @property
    def audit(self) -> Records:
        """Where the entries of a turn's effects go, in its transaction."""
        return self._audit

    async def own(self, turn: Turn) -> Own | None:
        """The answer to what needs no assistant: a button of the menu, and all about contact details; else None."""
        question = turn.open_question
        if question is not None and question.asks in CONTACT_ASKS and turn.do != "resume":
            if turn.facts.get("emergency") == "yes":
                return Own(_plan(turn, Do("hand_off", {"reason": "emergency"})))
            return Own(_said(turn), await self._contact(turn))
        if turn.do == "cancel":
            return Own(_plan(turn, Ask(MENU, 0, None)))
        if turn.choice is not None and turn.choice.get("asks") == MENU:
            return Own(_chosen(turn, str(turn.choice.get("value"))))
        return None

    async def effects(self, turn: Turn, plan: Plan) -> Effects:
        """What the closing item of a reply comes to in this conversation, under its person's authority."""
        conversation = await self._conversation(turn)
        has_matter = conversation.matter_id is not None
        closing = plan.closing
        done = Effects()
        if isinstance(closing, Ask):
            if closing.asks == MENU:
                done.drafts.append(portal_menu(has_matter, min(closing.variant, 1)))
            return done
        if closing is None:
            return done
        try:
            if closing.name == "show_case":
                done = await self._shown(conversation, turn, plan.fields)
            elif closing.name == "change_contact":
                return await self._change_begun(conversation, turn, closing.arguments["field"])
            elif closing.name == "enter_code":
                done.drafts.append(_notice("notice-enter-code", ["enter_code"]))
            elif closing.name == "hand_off":
                return await self._before_hand_off(conversation, closing.arguments["reason"])
            elif closing.name != "start_over":
                return done
        except CaseSystemUnavailable:
            done = Effects(parts=[_CASES_AWAY])
        done.drafts.append(portal_menu(has_matter))
        return done

    async def _conversation(self, turn: Turn) -> PortalConversation:
        found = await self._keeper.find(turn.conversation_id)
        if found is None:
            raise LookupError("a conversation of the portal without its row")
        return found

    async def _shown(self, conversation: PortalConversation, turn: Turn, fields: Sequence[str]) -> Effects:
        actor, access = await self._keeper.actor(conversation), await self._keeper.access(conversation)
        if actor is None or access is None:
            return Effects([_NOTHING_HERE])
        view = await self._view(actor, access.matter_id)
        if view is None:
            return Effects([_NOTHING_HERE])
        if _elsewhere(turn, view):
            return Effects(
                [_NOTHING_HERE], entries=[_entry(conversation, "case.told", "asked_elsewhere", fields, False)]
            )
        parts: list[Mapping[str, Any]] = []
        for name in fields:
            said = _authority(access) if name == AUTHORITY_FIELD else self._answer(view, name, turn.as_of)
            parts += [part for part in said or [_NOTHING_HERE] if part not in parts]
        return Effects(parts, entries=[_entry(conversation, "case.told", access.basis, fields)])

    async def _view(self, actor: Actor, matter_id: MatterId) -> Any:
        try:
            return await self._cases.view(actor, matter_id)
        except LookupError:
            return None

    async def _before_hand_off(self, conversation: PortalConversation, reason: str) -> Effects:
        """Who asks for a person about their case is told their advocate's telephone: nobody else is there yet."""
        if reason not in _ASKS_FOR_AN_ADVOCATE:
            return Effects()
        actor, access = await self._keeper.actor(conversation), await self._keeper.access(conversation)
        view = await self._view(actor, access.matter_id) if actor is not None and access is not None else None
        if access is None or view is None:
            return Effects()
        said = self._answer(view, "advocate", date.min)
        return Effects(list(said), entries=[_entry(conversation, "case.told", access.basis, ["advocate"])])

    # Contact details

    async def _change_begun(self, conversation: PortalConversation, turn: Turn, name: str) -> Effects:
        access = await self._keeper.access(conversation)
        if access is None or MatterAct.CHANGE_CONTACT not in access.acts:
            return Effects([_NOTHING_HERE], [portal_menu(conversation.matter_id is not None)])
        view = await self._view_of(conversation)
        if view is None or _elsewhere(turn, view, numbers=False):
            return Effects([_NOTHING_HERE], [portal_menu(has_matter=True)])
        if name == UNSAID:
            name = contacts.named(turn.typed) or UNSAID
        if name == UNSAID:
            return Effects(drafts=[_question(CONTACT_WHICH)])
        # An address in the middle of a sentence can't be told from it; a number and an e-mail address can.
        value = None if name == "mailing_address" else contacts.read(name, turn.typed)
        return Effects(drafts=[_question(f"contact_{name}") if value is None else _confirm(name, value)])

    async def _view_of(self, conversation: PortalConversation) -> Any:
        actor = await self._keeper.actor(conversation)
        if actor is None or conversation.matter_id is None:
            return None
        return await self._view(actor, conversation.matter_id)

    async def _contact(self, turn: Turn) -> Effects:
        """The next step of a change: what was asked for is read here, and nowhere else."""
        question = turn.open_question
        assert question is not None  # noqa: S101 (for the type; the caller has looked)
        asks = question.asks
        if turn.do is not None or (turn.typed and contacts.stops(turn.typed) and asks != CONTACT_CONFIRM):
            return _stopped()
        if asks == CONTACT_WHICH:
            name = str(turn.choice.get("value")) if turn.choice else contacts.named(turn.typed)
            if name in CONTACTS:
                value = None if name == "mailing_address" else contacts.read(name, turn.typed)
                return Effects(drafts=[_question(f"contact_{name}") if value is None else _confirm(name, value)])
        elif asks == CONTACT_CONFIRM:
            return await self._confirmed(turn)
        else:
            name = asks.removeprefix("contact_")
            value = contacts.read(name, turn.typed)
            if value is not None:
                return Effects(drafts=[_confirm(name, value)])
        if question.variant:
            return _stopped()
        return Effects(drafts=[_question(asks, variant=1)])

    async def _confirmed(self, turn: Turn) -> Effects:
        question = turn.open_question
        assert question is not None  # noqa: S101
        name, value = str(question.contact), str(question.value)
        answer = turn.choice.get("value") == "yes" if turn.choice else contacts.yes_or_no(turn.typed)
        if (another := contacts.read(name, turn.typed)) is not None and answer is not True:
            return Effects(drafts=[_confirm(name, another)])
        if answer is None and not question.variant:
            return Effects(drafts=[_confirm(name, value, variant=1)])
        if not answer:
            return _stopped()
        conversation = await self._conversation(turn)
        try:
            changed = await self._change(conversation, turn, name, value)
        except CaseSystemUnavailable:
            return Effects([_CASES_AWAY], [portal_menu(has_matter=True)])
        said = {"key": "chat-contact-changed", "with": {"contact": name}} if changed else _NOTHING_HERE
        return Effects([said], [portal_menu(has_matter=True)])

    async def _change(self, conversation: PortalConversation, turn: Turn, name: str, value: str) -> bool:
        """Does it, once for each confirmation: a turn that is repeated sends the same id."""
        actor, access = await self._keeper.actor(conversation), await self._keeper.access(conversation)
        question = turn.open_question
        if actor is None or access is None or question is None or MatterAct.CHANGE_CONTACT not in access.acts:
            return False
        view = await self._view(actor, access.matter_id)
        stands = None if view is None else view.contact
        if stands is None:
            return False
        client_id = ClientId(str(uuid.uuid5(_NAMESPACE, f"{turn.conversation_id}|{question.seq}")))
        try:
            await self._cases.change_contact(actor, access.matter_id, client_id, replace(stands, **{name: value}))
        except LookupError:
            return False
        return True


def _plan(turn: Turn, closing: Ask | Do) -> Plan:
    plan = Plan(door=Door(turn.door), closing=closing)
    if isinstance(closing, Do) and closing.name == "show_case":
        plan.fields.append(closing.arguments["field"])
    return plan


def _said(turn: Turn) -> Plan:
    return Plan(door=Door(turn.door), said_last=True)


def _chosen(turn: Turn, value: str) -> Plan:
    """A button of the menu, answered as the same wish in words would be; so it works while the assistant is down."""
    if value in CASE_FIELDS:
        return _plan(turn, Do("show_case", {"field": value}))
    if value == "change_contact":
        return _plan(turn, Do("change_contact", {"field": UNSAID}))
    if value == "enter_code":
        return _plan(turn, Do("enter_code", {}))
    return _plan(turn, Ask("topics", 0, None))


def _elsewhere(turn: Turn, view: Any, numbers: bool = True) -> bool:
    return asks_elsewhere(
        turn.typed,
        turn.as_of,
        view.tax_periods or (),
        view.case_number if numbers else None,
        view.taxpayer_name,
    )


def _authority(access: Access) -> list[Mapping[str, Any]]:
    """What the person may see and do here, and until when."""
    if not access.of_another:
        return [{"key": "chat-authority-own"}]
    parts: list[Mapping[str, Any]] = [{"key": "chat-authority-other"}]
    parts.append({"key": "chat-authority-acts" if access.acts & _ACTING else "chat-authority-reads"})
    if access.until is not None:
        parts.append({"key": "chat-authority-until", "with": {"until_on": access.until.isoformat()}})
    return parts


def _stopped() -> Effects:
    return Effects([{"key": "chat-contact-unchanged"}], [portal_menu(has_matter=True)])


def _question(asks: str, variant: int = 0) -> Draft:
    return Draft(Kind.QUESTION, Author.ASSISTANT, contact_question(asks, variant))


def _confirm(name: str, value: str, variant: int = 0) -> Draft:
    source = contact_question(CONTACT_CONFIRM, variant, contact=name, value=value, masked=contacts.masked(name, value))
    return Draft(Kind.QUESTION, Author.ASSISTANT, source)


def _notice(key: str, also: Sequence[str]) -> Draft:
    return Draft(Kind.NOTICE, Author.SYSTEM, {"key": key, "level": "info", "also": list(also)})


def _entry(
    conversation: PortalConversation, action: str, basis: str, fields: Sequence[str], done: bool = True
) -> Entry:
    return Entry(
        ActorKind.PERSON,
        conversation.person_id,
        action,
        f"matter:{conversation.matter_id}",
        basis,
        AuditResult.DONE if done else AuditResult.REFUSED,
        {"conversation": conversation.conversation_id, "asked": list(fields)},
    )
