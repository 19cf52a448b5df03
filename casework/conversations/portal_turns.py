"""What a turn does for a person who signed in: shows their case, changes how they are reached, says where codes go.

The assistant asks by name and never sees what comes of it. What is shown is looked up under the authority of the
conversation's person and matter right before the turn's transaction, which records it, the words and the audit together.
Questions about contact details are the gateway's own: what is typed in answer to one never reaches the assistant.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from adapters.case_system.port import CaseSystemUnavailable, ContactDetails, MatterId
from casework.audit.models import AuditResult, Entry
from casework.authority.models import MatterAct, MatterField
from casework.cases import answers
from casework.cases.models import CaseQuestion, MatterView, Seen
from casework.cases.service import ActRefused, ChangeReused, ContactInvalid, MatterNotFound
from casework.conversations import contact as contacts
from casework.conversations.documents import EXPECTS, KeepsDocuments, answer_days, place_of
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
from casework.conversations.wording import isolated
from casework.documents.models import Direction, DocumentState
from casework.identity.models import Actor

Parts = list[Mapping[str, Any]]

_CASES_AWAY: Mapping[str, Any] = {"key": "chat-cases-away"}
_ASKS_FOR_AN_ADVOCATE = ("asked", "case_question", "not_understood")
# What tells whether words are about this matter: compared with what was typed, and not shown by that.
_TELLING = frozenset({MatterField.TAX_PERIODS, MatterField.CASE_NUMBER, MatterField.TAXPAYER_NAME})
_NAMESPACE = uuid.UUID("6f6a3c1e-7a53-4b52-9a45-0f5c5d3f2a10")
# What one may do beside reading and talking.
_ACTING = frozenset({MatterAct.CHANGE_CONTACT, MatterAct.SEND_DOCUMENT, MatterAct.NAME_REPRESENTATIVE})


class ShowsCases(Protocol):
    """`casework.cases.service.Cases`, as far as it is needed here."""

    async def look(self, actor: Actor, matter_id: MatterId, fields: Collection[MatterField] = ...) -> Seen:
        """A view and the entry that its showing commits. Raises MatterNotFound, CaseSystemUnavailable."""
        ...

    async def change_contact(
        self, actor: Actor, matter_id: MatterId, client_id: ClientId, contact: ContactDetails
    ) -> ContactDetails:
        """Changes how the taxpayer is reached. Raises MatterNotFound, ActRefused, ContactInvalid, ChangeReused."""
        ...


@dataclass(slots=True)
class Effects:
    """What the gateway adds to a turn: sentences, then questions or notices, then entries of the audit."""

    parts: Parts = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Own:
    """A turn that needs no assistant; `effects` where they are known already."""

    plan: Plan
    effects: Effects | None = None


class PortalTurns:
    """Answers and effects of turns at the portal."""

    def __init__(
        self, keeper: PortalKeeper, cases: ShowsCases, audit: Records, documents: KeepsDocuments | None = None
    ) -> None:
        """Without `documents` nobody can send any."""
        self._documents = documents
        self._keeper = keeper
        self._cases = cases
        self._audit = audit

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
            elif closing.name == "expect_document":
                return await self._papers(conversation, turn, plan.fields, closing.arguments["about"])
            elif closing.name == "change_contact":
                return await self._change_begun(conversation, turn, closing.arguments["field"])
            elif closing.name == "enter_code":
                done.drafts.append(_notice("notice-enter-code", ["enter_code"]))
            elif closing.name == "hand_off":
                return await self._before_hand_off(conversation, turn, closing.arguments["reason"])
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

    async def _look(self, conversation: PortalConversation, fields: Collection[MatterField]) -> Seen | None:
        """What its person may see of its matter; None where that is nothing any more, or they may not talk about it."""
        actor = await self._keeper.actor(conversation)
        if actor is None or conversation.matter_id is None:
            return None
        try:
            seen = await self._cases.look(actor, conversation.matter_id, fields)
        except MatterNotFound:
            return None
        return seen if MatterAct.ASK in seen.view.acts else None

    async def _shown(self, conversation: PortalConversation, turn: Turn, asked: Sequence[str]) -> Effects:
        questions = [CaseQuestion(name) for name in asked if name != AUTHORITY_FIELD]
        shown = frozenset().union(*map(answers.fields_of, questions))
        seen = await self._look(conversation, shown | _TELLING)
        if seen is None:
            return Effects([answers.not_found()])
        if _elsewhere(turn, seen.view):
            refused = replace(seen.entry, result=AuditResult.REFUSED, basis="asked_elsewhere", details={})
            return Effects([answers.not_found()], entries=[refused])
        parts: Parts = []
        for name in asked:
            said = (
                _authority(seen.view)
                if name == AUTHORITY_FIELD
                else answers.answer(seen.view, CaseQuestion(name), turn.as_of)
            )
            parts += [part for part in said if part not in parts]
        return Effects(parts, entries=[_entry(seen, shown)])

    async def _papers(self, conversation: PortalConversation, turn: Turn, asked: Sequence[str], about: str) -> Effects:
        """What else was asked, what became of what was sent here, what is asked for, and the way to send it."""
        needed = str(CaseQuestion.NEEDED)
        fields = [*asked, *([needed] if needed not in asked else [])] if conversation.matter_id is not None else []
        done = await self._shown(conversation, turn, fields) if fields else Effects()
        if fields and [entry.result for entry in done.entries] != [AuditResult.DONE]:
            # A case that isn't there, or isn't theirs any longer, or another one: nothing is expected for that.
            return replace(done, drafts=[portal_menu(has_matter=True)])
        if needed not in asked:
            done.parts = [part for part in done.parts if part != answers.not_found()]
        if about == "arrived":
            done.parts += await self._arrived(conversation)
        if self._documents is None or not await self._keeper.sends_in(conversation):
            done.parts.append({"key": "chat-papers-may-not"})
            return replace(done, drafts=[portal_menu(conversation.matter_id is not None)])
        if about == "sending":
            soon = {"key": "chat-papers-soon", "with": {"answer_days_count": answer_days(turn.as_of)}}
            done.parts += [{"key": "chat-papers-here"}, {"key": "chat-papers-checked"}, soon]
        done.parts.append({"key": "chat-papers-deadlines"})
        # The menu goes before: the way to send is what stands open last.
        done.drafts += [portal_menu(conversation.matter_id is not None), _notice(EXPECTS, ["send_document"])]
        return done

    async def _arrived(self, conversation: PortalConversation) -> Parts:
        """What came from the person in this chat, and how it stands."""
        sent = [] if self._documents is None else await self._documents.of_place(place_of(conversation.conversation_id))
        own = [
            document
            for document in sent
            if document.attached_to is not None
            and document.direction is Direction.INBOUND
            and document.state is not DocumentState.ERASED
        ]
        if not own:
            return [{"key": "chat-papers-none"}]
        return [
            {"key": "chat-papers-came"},
            *(
                {"key": f"chat-papers-state-{each.told_as}", "with": {"document_name": isolated(each.name)}}
                for each in own
            ),
            {"key": "chat-papers-wrong"},
        ]

    async def _before_hand_off(self, conversation: PortalConversation, turn: Turn, reason: str) -> Effects:
        """Who asks for a person about their case is told their advocate's telephone: nobody else is there yet."""
        if reason not in _ASKS_FOR_AN_ADVOCATE:
            return Effects()
        shown = answers.fields_of(CaseQuestion.ADVOCATE)
        seen = await self._look(conversation, shown)
        if seen is None:
            return Effects()
        said = answers.answer(seen.view, CaseQuestion.ADVOCATE, turn.as_of)
        # Where the view holds no advocate, TAS's own line in the notice is all there is to say.
        return Effects(list(said), entries=[_entry(seen, shown)]) if answers.not_found() not in said else Effects()

    # Contact details

    async def _change_begun(self, conversation: PortalConversation, turn: Turn, name: str) -> Effects:
        seen = await self._look(conversation, _TELLING | {MatterField.CONTACT_DETAILS})
        may = seen is not None and MatterAct.CHANGE_CONTACT in seen.view.acts and seen.view.contact is not None
        if seen is None or not may or _elsewhere(turn, seen.view, numbers=False):
            return Effects([answers.not_found()], [portal_menu(conversation.matter_id is not None)])
        if name == UNSAID:
            name = contacts.named(turn.typed) or UNSAID
        if name == UNSAID:
            return Effects(drafts=[_question(CONTACT_WHICH)])
        # An address in the middle of a sentence can't be told from it; a number and an e-mail address can.
        value = None if name == "mailing_address" else contacts.read(name, turn.typed)
        return Effects(drafts=[_question(f"contact_{name}") if value is None else _confirm(name, value)])

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
        try:
            changed = await self._change(await self._conversation(turn), turn, name, value)
        except CaseSystemUnavailable:
            return Effects([_CASES_AWAY], [portal_menu(has_matter=True)])
        except ContactInvalid:
            return Effects(drafts=[_question(f"contact_{name}", variant=1)])
        said = {"key": "chat-contact-changed", "with": {"contact": name}} if changed else answers.not_found()
        return Effects([said], [portal_menu(has_matter=True)])

    async def _change(self, conversation: PortalConversation, turn: Turn, name: str, value: str) -> bool:
        """Does it, once for each confirmation: a turn that is repeated sends the same id."""
        actor, seen = (
            await self._keeper.actor(conversation),
            await self._look(conversation, {MatterField.CONTACT_DETAILS}),
        )
        question = turn.open_question
        if actor is None or seen is None or question is None or seen.view.contact is None:
            return False
        client_id = ClientId(str(uuid.uuid5(_NAMESPACE, f"{turn.conversation_id}|{question.seq}")))
        changed = replace(seen.view.contact, **{name: value})
        try:
            await self._cases.change_contact(actor, seen.view.matter_id, client_id, changed)
        except (MatterNotFound, ActRefused, ChangeReused):
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
    # A new problem has facts of its own.
    begun = _plan(turn, Ask("topics", 0, None))
    begun.unset += [*turn.facts, *turn.skipped]
    return begun


def _elsewhere(turn: Turn, view: MatterView, numbers: bool = True) -> bool:
    return asks_elsewhere(
        turn.typed,
        turn.as_of,
        view.tax_periods or (),
        view.case_number if numbers else None,
        view.taxpayer_name,
    )


def _authority(view: MatterView) -> Parts:
    """What the person may see and do here, and until when."""
    if not view.of_another:
        return [{"key": "chat-authority-own"}]
    parts: Parts = [{"key": "chat-authority-other"}]
    parts.append({"key": "chat-authority-acts" if view.acts & _ACTING else "chat-authority-reads"})
    if view.until is not None:
        parts.append({"key": "chat-authority-until", "with": {"until_on": view.until.isoformat()}})
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


def _entry(seen: Seen, shown: Collection[MatterField]) -> Entry:
    """The entry of what was said: with the fields that were, not those that were only compared."""
    said = seen.view.fields.intersection(shown)
    return replace(seen.entry, details={"fields": sorted(said)})
