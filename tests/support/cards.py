"""Ten conversations that were handed over, as they come: each is held in a real record, turn by turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from casework.conversations.models import ConversationId
from casework.handoff.card import Card, Cards, HandedOff
from casework.handoff.writer import Writers
from tests.support.portal import PortalUnderTest
from tests.support.record import TEXTS

# A Friday, 10 in the morning in New York: the clock of the record stands there (tests.support.record).
NOW: Final = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)

type Items = Sequence[Mapping[str, Any]]


def understood(**facts: Any) -> dict[str, Any]:
    return {"facts": facts, "how": "understood"}


def answered(**facts: Any) -> dict[str, Any]:
    return {"facts": facts, "how": "answered"}


def hand_off(reason: str = "asked") -> dict[str, Any]:
    return {"do": "hand_off", "reason": reason}


SHOW: Final = {"do": "show_result"}


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation of a sample, with the hand-off that followed."""

    portal: PortalUnderTest
    id: ConversationId

    async def say(self, words: str, *items: Mapping[str, Any]) -> None:
        """Writes, and has the assistant answer with these items, half a minute later."""
        self.portal.record.assistant.answer = lambda _request: list(items)
        await self.portal.record.say(self.id, words)
        self.portal.record.clock.forward(seconds=30)

    async def choose(self, choice: str) -> None:
        await self.portal.record.choose(self.id, choice)
        await self.portal.record.turns.run(self.id)
        self.portal.record.clock.forward(seconds=30)


def cards(portal: PortalUnderTest) -> Cards:
    """What makes cards, with all that they may be read from."""
    record = portal.record
    writers = Writers(portal.keeper, portal.people, portal.authority, portal.case_system)
    return Cards(portal.conversations, record.database, TEXTS, record.clock, writers, record.callbacks)


async def public(portal: PortalUnderTest, language: str = "en") -> Talk:
    return Talk(portal, (await portal.conversations.create("screening", language, "America/New_York")).id)


async def signed_in(portal: PortalUnderTest, subject: str, owner: str | None = None, language: str = "en") -> Talk:
    matter = await portal.matter(owner or subject, "8123456" if subject in ("ana", "marcos") else None)
    return Talk(portal, await portal.begin(subject, matter, language))


async def refund_nine_months(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say(
        "My refund is nine months late. I mailed my return in March. They told me by October 1 and nothing came.",
        understood(
            topics=["refund_delay"],
            federal_tax="yes",
            submission="paper_return",
            submitted_on="2026-03-02",
            promised_by="2026-10-01",
        ),
        {"ask": "hardship"},
    )
    await talk.say("No, I get by", answered(hardship=[]), {"ask": "contacted_irs"})
    await talk.say("yes, twice by phone", answered(contacted_irs="yes"), SHOW)
    await talk.choose("do.person")
    return talk


async def refund_and_eviction_in_spanish(portal: PortalUnderTest) -> Talk:
    talk = await public(portal, "es")
    await talk.say(
        "Llevo meses esperando mi reembolso y el casero me va a echar el 4 de diciembre. "
        "Mis hijos y yo no tenemos adónde ir.",
        understood(
            topics=["refund_delay"],
            federal_tax="yes",
            hardship=["housing"],
            hardship_link="yes",
            harm_on="2026-12-04",
            asking_as="individual",
        ),
        {"ask": "submission"},
    )
    await talk.say("por internet", answered(submission="e_filed_return"), {"ask": "submitted_on"})
    await talk.say("no me acuerdo", answered(submitted_on="unsure"), SHOW)
    await talk.choose("do.person")
    return talk


async def helper_for_father(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say(
        "I'm writing for my father, he's 81 and doesn't use computers. The IRS says he owes for 2022 but he paid.",
        understood(topics=["notice_question"], federal_tax="yes", asking_as="other"),
        {"ask": "hardship"},
    )
    await talk.say(
        "he can't pay for his heart medicine since they sent the bill to collection",
        understood(hardship=["medical"], hardship_link="yes"),
        {"ask": "harm_on"},
    )
    await talk.say("I don't know", answered(harm_on="unsure"), hand_off())
    return talk


async def representative(portal: PortalUnderTest) -> Talk:
    talk = await signed_in(portal, "robert", "denise")
    await talk.say("what is the status", {"do": "show_case", "field": "status"})
    await talk.say(
        "Why was our penalty abatement request closed without an answer? My client needs a decision in writing.",
        hand_off("case_question"),
    )
    return talk


async def joint_filer(portal: PortalUnderTest) -> Talk:
    talk = await signed_in(portal, "marcos")
    await talk.say("Who has my case now?", {"do": "show_case", "field": "advocate"})
    await talk.say(
        "I moved out in June. Can the letters about our return go to my new place only?", hand_off("case_question")
    )
    return talk


async def emergency(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say(
        "They took my whole paycheck again this Friday and I can't feed my kids",
        understood(
            topics=["levy_or_garnishment"],
            federal_tax="yes",
            hardship=["food"],
            hardship_link="yes",
            adverse_action="happening",
        ),
        {"ask": "contacted_irs"},
    )
    await talk.say("I called them and they hung up. I want to kill myself.", SHOW)
    return talk


async def violence_at_home(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say(
        "My husband filed in my name and took the refund",
        understood(topics=["injured_spouse"], federal_tax="yes"),
        {"ask": "hardship"},
    )
    await talk.say("He will beat me if he finds out that I wrote to you. My husband hits me.", SHOW)
    await talk.choose("do.contact_call")
    await talk.choose("do.device_shared")
    return talk


async def levy_and_payday(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say(
        "hi",
        {"say": "say-greeting"},
        {"ask": "topics"},
    )
    await talk.say(
        "IRS is garnishing my wages, payday is Sunday and my rent and the power bill are due then, "
        "I've got 3 kids and if they take it again we lose the apartment",
        understood(
            topics=["levy_or_garnishment"],
            federal_tax="yes",
            hardship=["housing", "utilities"],
            hardship_link="yes",
            adverse_action="happening",
            adverse_action_on="2026-11-22",
            harm_on="2026-11-22",
            asking_as="individual",
        ),
        {"ask": "contacted_irs"},
    )
    await talk.say("not yet, I'm scared to", answered(contacted_irs="no"), {"ask": "significant_costs"})
    await talk.say("no idea", answered(significant_costs="unsure"), hand_off())
    return talk


async def not_understood_twice(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say("hello there", {"say": "say-greeting"}, {"ask": "topics"})
    await talk.say(
        "they put the freeze thing on mine like with Duane's", {"say": "say-not-understood-1"}, {"ask": "topics"}
    )
    await talk.say("the 4464 freeze thing on my money", hand_off("not_understood"))
    return talk


async def interpreter(portal: PortalUnderTest) -> Talk:
    talk = await public(portal)
    await talk.say(
        "My english not good, I got letter CP504 they take my money",
        understood(topics=["notice_question"], federal_tax="yes", adverse_action="threatened"),
        {"ask": "adverse_action_on"},
    )
    await talk.say("Do you have Vietnamese?", {"ask": "hardship"})
    await talk.choose("do.person")
    return talk


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the ten."""

    name: str
    hold: Callable[[PortalUnderTest], Awaitable[Talk]]

    async def card(self, portal: PortalUnderTest, language: str) -> Card:
        """Holds the conversation and makes its card, a minute after the hand-off."""
        talk = await self.hold(portal)
        return await cards(portal).of(None, talk.id, language)


SAMPLES: Final = (
    Sample("refund", refund_nine_months),
    Sample("eviction", refund_and_eviction_in_spanish),
    Sample("father", helper_for_father),
    Sample("representative", representative),
    Sample("joint", joint_filer),
    Sample("emergency", emergency),
    Sample("home", violence_at_home),
    Sample("payday", levy_and_payday),
    Sample("not-understood", not_understood_twice),
    Sample("interpreter", interpreter),
)


def handed_off(reason: str = "asked", **others: Any) -> HandedOff:
    return HandedOff(reason, NOW, **others)


async def everything_at_once(portal: PortalUnderTest, language: str = "en") -> Talk:
    """The fullest card that a conversation is likely to come to: danger, a levy, all needs, and much said and told."""
    talk = await public(portal, language)
    await talk.say(
        "I represent nobody, this is for my sister who cannot write. The IRS took her wages every Friday since August and "
        "emptied the savings account in October, the landlord gave notice, the power company shut us off this morning, "
        "she needs insulin and we sold the car, and nobody at the number on the letter has picked up in eleven weeks.",
        understood(
            topics=["levy_or_garnishment", "refund_delay", "no_response"],
            federal_tax="yes",
            asking_as="other",
            hardship=["housing", "utilities", "food", "medical", "transportation", "employment"],
            hardship_link="yes",
            adverse_action="happening",
            adverse_action_on="2026-11-27",
            harm_on="2026-11-24",
        ),
        {"ask": "submission"},
    )
    await talk.say(
        "an amended return in february, they promised an answer by september 15, it cost us a lawyer",
        understood(
            submission="amended_return",
            submitted_on="2026-02-16",
            promised_by="2026-09-15",
            contacted_irs="yes",
            significant_costs="yes",
            irreparable_harm="yes",
            system_failure="yes",
        ),
        {"skipped": ["rights_concern"]},
        SHOW,
    )
    await talk.say("Do you have Vietnamese?", {"ask": "rights_concern"})
    await talk.say(
        "Her husband hits her and says that he will kill her tonight if she talks to anybody about money.", SHOW
    )
    await talk.choose("do.contact_voicemail")
    await talk.choose("do.device_shared")
    return talk
