"""What one turn changes, in tables: the answer to every question, in words and by buttons, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from actions import typed
from actions.interpret import Changes, interpret
from actions.turn import OpenQuestion
from casework.eligibility import FACTS, validate_facts
from tests.support.turns import turn

YES_NO_FACTS = [name for name, kind in FACTS.items() if {"yes", "no"} <= set(kind.values) and name != "emergency"]
TOPIC = {"topics": ["refund_delay"], "federal_tax": "yes"}


def topics(*labels: str, score: float = 0.9) -> list[dict[str, Any]]:
    return [{"label": label, "score": score} for label in labels]


@pytest.mark.parametrize("fact", YES_NO_FACTS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("Yep", "yes"),
        ("yeah I think so", "yes"),
        ("sí", "yes"),
        ("claro que sí", "yes"),
        ("Obvio, contaba con eso", "yes"),
        ("si, es por lo que me quitan que no completo", "yes"),
        ("no", "no"),
        ("nope", "no"),
        ("I don't think so", "no"),
        ("No, I haven't called them.", "no"),
        ("para nada", "no"),
        ("No señor, nada de eso", "no"),
        ("not yet", "no"),
        ("todavía no", "no"),
    ],
)
def test_yes_and_no_in_words_answer_any_yes_no_question(fact: str, text: str, value: str) -> None:
    changes = interpret(turn(fact, text, facts={} if fact == "federal_tax" else TOPIC))
    assert changes.answered == {fact: value}
    assert changes.usable


@pytest.mark.parametrize("fact", YES_NO_FACTS)
@pytest.mark.parametrize(
    "text",
    ["dunno", "no tengo ni idea", "I don't know", "not sure", "no sé", "ni idea, che", "pues no se", "quién sabe"],
)
def test_not_knowing_is_unsure_where_the_table_has_it_and_skips_otherwise(fact: str, text: str) -> None:
    changes = interpret(turn(fact, text))
    if "unsure" in FACTS[fact].values:
        assert changes.answered == {fact: "unsure"}
    else:
        assert changes.skipped == [fact]
    assert changes.usable


@pytest.mark.parametrize("text", ["I don't know", "no sé", "no sé explicarlo", "así no se puede seguir", "yes", "no"])
def test_neither_a_yes_nor_not_knowing_is_a_topic(text: str) -> None:
    assert "topics" not in interpret(turn("topics", text)).facts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no offense, this takes too long", None),
        ("look, no problem, we moved to Ohio back then", None),
        ("the office there is not open on mondays", None),
        ("pues no hay problema, seguimos con lo otro", None),
        ("well, I would say no", "no"),
        ("la verdad es que no", "no"),
        ("honestly no, they never took anything from us", "no"),
    ],
)
def test_a_no_inside_a_sentence_answers_nothing(text: str, said: str | None) -> None:
    assert typed.yes_no(text) == said


@pytest.mark.parametrize("text", ["así no se puede", "no se me ha pagado", "no se preocupe"])
def test_no_se_with_a_verb_is_no_not_knowing(text: str) -> None:
    assert typed.yes_no(text) != "unsure"


@pytest.mark.parametrize("fact", YES_NO_FACTS)
@pytest.mark.parametrize(("yes_no", "value"), [("affirm", "yes"), ("deny", "no")])
def test_what_the_pipeline_reads_as_yes_or_no_counts_before_the_words(fact: str, yes_no: str, value: str) -> None:
    changes = interpret(turn(fact, "mm", understood={"yes_no": yes_no}))
    assert changes.answered == {fact: value}


@pytest.mark.parametrize(
    ("asks", "text", "value"),
    [
        ("submission", "I mailed it in, same as every year.", "paper_return"),
        ("submission", "by mail", "paper_return"),
        ("submission", "E-filed.", "e_filed_return"),
        ("submission", "efiled", "e_filed_return"),
        ("submission", "online", "e_filed_return"),
        ("submission", "la mandé por internet", "e_filed_return"),
        ("submission", "el señor la mando por internet", "e_filed_return"),
        ("submission", "por correo", "paper_return"),
        ("submission", "en papel", "paper_return"),
        ("submission", "The amended return, 1040-X, on paper.", "amended_return"),
        ("submission", "una declaración enmendada", "amended_return"),
        ("submission", "I faxed a response", "correspondence"),
        ("submission", "Form 14039", "identity_theft_report"),
        ("submission", "injured spouse form", "injured_spouse_claim"),
        ("submission", "no he mandado nada", "none"),
        ("submission", "Nothing. I do not file", "none"),
        ("asking_as", "me", "individual"),
        ("asking_as", "es para mi", "individual"),
        ("asking_as", "my business", "business"),
        ("asking_as", "soy la hija, no tengo ningun papel ni poder ni nada", "other"),
        ("asking_as", "my mother", "other"),
        ("asking_as", "I'm her CPA", "representative"),
        ("asking_as", "our church", "exempt_organization"),
        ("asking_as", "the senator's office", "congressional"),
        ("federal_tax", "irs", "yes"),
        ("federal_tax", "federal", "yes"),
        ("federal_tax", "It is the IRS, yes", "yes"),
        ("federal_tax", "yes the IRS, not the state", "yes"),
        ("federal_tax", "state taxes", "no"),
        ("federal_tax", "no señor, no es de impuestos, es del Seguro Social", "no"),
        ("exclusion", "No court. Just answer the question", "none"),
        ("exclusion", "no, ningún juzgado", "none"),
        ("exclusion", "yes", "in_court"),
        ("exclusion", "Tax Court, since May", "in_court"),
        ("adverse_action", "No sir, nothing like that.", "none"),
        ("adverse_action", "no, nada de eso", "none"),
        ("adverse_action", "No, they have done nothing. They would not dare", "none"),
        ("adverse_action", "threatened, LT11 issued, not executed yet", "threatened"),
        ("adverse_action", "si ya me lo estan quitando", "happening"),
        ("adverse_action", "they already took it", "happening"),
        ("contacted_irs", "yup", "yes"),
        ("contacted_irs", "si llame como 5 veces", "yes"),
        ("contacted_irs", "no hemos llamado porque ella no habla ingles", "no"),
        ("contacted_irs", "Yes, several times.", "yes"),
        ("contacted_irs", "directly with the RO", "yes"),
        ("promised_by", "No, nobody gave me a date.", "none"),
        ("promised_by", "nope", "none"),
        ("promised_by", "nadie me dio fecha", "none"),
        ("promised_by", "no, no me dieron ninguna fecha", "none"),
        ("promised_by", "they just say to wait", "none"),
        ("promised_by", "I don't remember", "unsure"),
        ("submitted_on", "no me acuerdo", "unsure"),
        ("harm_on", "not sure", "unsure"),
        ("harm_on", "no, no deadline", "unsure"),
        ("harm_on", "I don't have the sale date.", "unsure"),
        ("hardship", "rent", ("housing",)),
        ("hardship", "la comida mas que todo", ("food",)),
        ("hardship", "la renta, ya debo dos meses", ("housing",)),
        ("hardship", "No, we are getting by fine.", ()),
        ("hardship", "none of these", ()),
        ("hardship", "no, gracias a Dios me alcanza", ()),
        ("hardship", "no, ahi la vamos pasando", ()),
        ("hardship", "rent and my insulin", ("housing", "medical")),
    ],
)
def test_typed_words_answer_the_question_that_stands(asks: str, text: str, value: Any) -> None:
    assert interpret(turn(asks, text)).answered == {asks: value}


@pytest.mark.parametrize("asks", [name for name, kind in FACTS.items() if kind.asked != "never" and name != "topics"])
@pytest.mark.parametrize("text", ["asdf qwer", "???", "purple", "el gato"])
def test_words_that_answer_nothing_change_nothing(asks: str, text: str) -> None:
    assert interpret(turn(asks, text)) == Changes()


@pytest.mark.parametrize(
    ("asks", "value", "answered"),
    [
        ("hardship", [], {"hardship": ()}),
        ("hardship", ["food", "housing"], {"hardship": ("housing", "food")}),
        ("contacted_irs", "yes", {"contacted_irs": "yes"}),
        ("submitted_on", "2026-04-10", {"submitted_on": "2026-04-10"}),
        ("promised_by", "none", {"promised_by": "none"}),
        ("topics", "lien", {"topics": ("lien",)}),
        ("clarify", "lien", {"topics": ("lien",)}),
    ],
)
def test_a_button_answers_its_question(asks: str, value: Any, answered: Any) -> None:
    changes = interpret(turn(asks, choice=value))
    assert {name: changes.facts[name] for name in answered} == answered
    assert changes.usable


@pytest.mark.parametrize("value", ["maybe", None, 7, ["housing", 3], {"a": 1}])
def test_a_button_can_bring_no_value_outside_the_table(value: Any) -> None:
    assert interpret(turn("contacted_irs", choice=value if value is not None else "x")).facts == {}


@pytest.mark.parametrize(
    ("asks", "dates", "changed"),
    [
        ("submitted_on", [{"fact": None, "date": "2026-03-01"}], {"submitted_on": "2026-03-01"}),
        ("submission", [{"fact": None, "date": "2026-03-01"}], {"submitted_on": "2026-03-01"}),
        ("promised_by", [{"fact": None, "date": "2026-09-30"}], {"promised_by": "2026-09-30"}),
        ("harm_on", [{"fact": None, "date": "2026-12-05"}], {"harm_on": "2026-12-05"}),
        ("adverse_action_on", [{"fact": None, "date": "2026-10-15"}], {"adverse_action_on": "2026-10-15"}),
        ("promised_by", [{"fact": "submitted_on", "date": "2026-03-01"}], {"submitted_on": "2026-03-01"}),
        ("contacted_irs", [{"fact": None, "date": "2026-03-01"}], {}),
        ("submitted_on", [{"fact": "submitted_on", "date": "2027-03-01"}], {}),
        ("submitted_on", [{"fact": None, "date": "0000-01-01"}], {}),
    ],
)
def test_a_date_goes_to_its_role_or_to_the_open_question(asks: str, dates: Any, changed: Any) -> None:
    assert interpret(turn(asks, "that day", understood={"dates": dates})).facts == changed


def test_several_facts_at_once_are_all_taken() -> None:
    said = {
        "topics": topics("refund_delay"),
        "facts": {"hardship": ["housing"], "contacted_irs": "yes", "submission": "paper_return"},
        "dates": [{"fact": "submitted_on", "date": "2026-02-20"}, {"fact": "harm_on", "date": "2026-11-30"}],
    }
    changes = interpret(turn("topics", "a long story", understood=said))
    assert changes.answered == {"topics": ("refund_delay",)}
    assert changes.understood == {
        "federal_tax": "yes",
        "hardship": ("housing",),
        "contacted_irs": "yes",
        "submission": "paper_return",
        "submitted_on": "2026-02-20",
        "harm_on": "2026-11-30",
    }


@pytest.mark.parametrize(
    ("text", "said", "stood", "corrected"),
    [
        (
            "no wait, I'm thinking of last year. it was e-file this time, not paper, my grandson did it on the computer",
            {"yes_no": "deny"},
            {"submission": "paper_return"},
            {"submission": "e_filed_return"},
        ),
        (
            "perdón, me equivoqué: fue en papel, no por internet",
            {"facts": {"submission": "paper_return"}},
            {"submission": "e_filed_return"},
            {"submission": "paper_return"},
        ),
        (
            "no, pará, me expresé mal: la luz ya la pagué, lo que debo es el alquiler",
            {"facts": {"hardship": ["housing"]}, "denied": {"hardship": ["utilities"]}, "yes_no": "deny"},
            {"hardship": ["utilities"]},
            {"hardship": ("housing",)},
        ),
        (
            "no, wait, I said it wrong: the lights are paid, it is the rent",
            {"facts": {"hardship": ["housing", "utilities"]}, "yes_no": "deny"},
            {"hardship": ["utilities"]},
            {"hardship": ("housing",)},
        ),
        (
            "no, only the rent",
            {"facts": {"hardship": ["housing"]}},
            {"hardship": ["housing", "food"]},
            {"hardship": ("housing",)},
        ),
        (
            "actually I did call them",
            {"facts": {"contacted_irs": "yes"}},
            {"contacted_irs": "no"},
            {"contacted_irs": "yes"},
        ),
        (
            "it was april 3 sorry",
            {"dates": [{"fact": "submitted_on", "date": "2026-04-03"}]},
            {"submitted_on": "2026-03-03"},
            {"submitted_on": "2026-04-03"},
        ),
    ],
)
def test_a_correction_replaces_what_stood_and_answers_nothing_else(
    text: str, said: Any, stood: Any, corrected: Any
) -> None:
    changes = interpret(turn("hardship_link", text, understood=said, facts={**TOPIC, **stood}))
    assert changes.corrected == corrected
    assert changes.answered == {}


def test_a_further_hardship_joins_those_that_stood() -> None:
    said = {"facts": {"hardship": ["food"]}, "yes_no": "deny"}
    changes = interpret(
        turn("adverse_action", "no, but we can't buy food", understood=said, facts={"hardship": ["housing"]})
    )
    assert changes.facts == {"adverse_action": "none", "hardship": ("housing", "food")}


def test_a_hardship_that_is_denied_later_goes() -> None:
    said = {"denied": {"hardship": ["food"]}}
    changes = interpret(turn("contacted_irs", "food is fine", understood=said, facts={"hardship": ["housing", "food"]}))
    assert changes.corrected == {"hardship": ("housing",)}


@pytest.mark.parametrize(("asks", "usable"), [("contacted_irs", False), ("hardship", True)])
def test_what_stood_already_answers_only_its_own_question(asks: str, usable: bool) -> None:
    said = {"topics": topics("refund_delay"), "facts": {"hardship": ["housing"]}}
    changes = interpret(turn(asks, "my refund again", understood=said, facts={**TOPIC, "hardship": ["housing"]}))
    assert changes.facts == {}
    assert changes.usable is usable


@pytest.mark.parametrize(
    ("labels", "more", "facts"),
    [
        (["levy_or_garnishment"], {}, {"federal_tax": "yes"}),
        (["refund_delay"], {}, {"federal_tax": "yes"}),
        (["notice_question"], {}, {"federal_tax": "yes"}),
        (["refund_delay", "other_agency"], {}, {}),
        (["no_response"], {}, {}),
        (["in_court"], {}, {"exclusion": "in_court"}),
        (["passport"], {}, {"federal_tax": "yes", "adverse_action": "happening"}),
        (["exempt_status_revoked"], {}, {"federal_tax": "yes", "asking_as": "exempt_organization"}),
        (["frivolous_argument"], {}, {"federal_tax": "yes", "exclusion": "frivolous_only"}),
        (["foia"], {}, {"federal_tax": "yes", "exclusion": "foia_only"}),
        (["other_agency"], {}, {"federal_tax": "no", "exclusion": "other_agency"}),
        (["general_tax_question"], {}, {"exclusion": "advice_only"}),
        (["frivolous_argument", "levy_or_garnishment"], {}, {"federal_tax": "yes"}),
        (["foia", "refund_delay"], {}, {"federal_tax": "yes"}),
        (["other_agency"], {"facts": {"hardship": ["food"]}}, {"hardship": ("food",)}),
        (["complaint"], {}, {}),
        (
            ["passport"],
            {"facts": {"adverse_action": "threatened"}},
            {"federal_tax": "yes", "adverse_action": "threatened"},
        ),
        (["passport"], {"denied": {"adverse_action": ["happening"]}}, {"federal_tax": "yes"}),
        (
            ["amended_return"],
            {"dates": [{"fact": "submitted_on", "date": "2026-03-03"}]},
            {"federal_tax": "yes", "submission": "amended_return", "submitted_on": "2026-03-03"},
        ),
        (["amended_return"], {}, {"federal_tax": "yes"}),
    ],
)
def test_topics_bring_the_facts_that_go_without_asking(labels: list[str], more: Any, facts: Any) -> None:
    changes = interpret(turn("topics", "some words here", understood={"topics": topics(*labels), **more}))
    assert changes.facts == {"topics": tuple(labels), **facts}


@pytest.mark.parametrize(
    "label", ["greeting", "thanks", "about_tas", "talk_to_human", "affirm", "out_of_scope", "restart"]
)
def test_what_is_wanted_of_the_chat_is_no_topic(label: str) -> None:
    assert interpret(turn("topics", "words", understood={"topics": topics(label)})).facts == {}


@pytest.mark.parametrize(
    ("label", "score", "confirm"),
    [
        ("frivolous_argument", 0.65, ("exclusion", "frivolous_only")),
        ("complaint", 0.95, ("exclusion", "misconduct_only")),
        ("other_agency", 0.7, ("exclusion", "other_agency")),
    ],
)
def test_a_doubtful_end_of_the_screening_is_confirmed_first(label: str, score: float, confirm: Any) -> None:
    changes = interpret(turn("topics", "words", understood={"topics": topics(label, score=score)}))
    assert changes.confirm == confirm
    assert "exclusion" not in changes.facts


@pytest.mark.parametrize(("text", "facts"), [("yes", {"exclusion": "foia_only"}), ("no", {"exclusion": "none"})])
def test_a_confirmation_takes_the_value_or_its_contrary(text: str, facts: Any) -> None:
    question = OpenQuestion("confirm", of="exclusion", value="foia_only")
    assert interpret(turn(text=text, question=question)).facts == facts
    assert interpret(turn(choice=text, question=question)).facts == facts


def test_another_agencys_matter_once_confirmed_is_no_federal_tax() -> None:
    question = OpenQuestion("confirm", of="exclusion", value="other_agency")
    assert interpret(turn(choice="yes", question=question)).facts == {"exclusion": "other_agency", "federal_tax": "no"}


def test_a_date_in_a_correction_does_not_answer_the_open_question() -> None:
    said = {"facts": {"submission": "e_filed_return"}, "dates": [{"fact": None, "date": "2025-01-01"}]}
    stood = {**TOPIC, "submission": "paper_return"}
    changes = interpret(turn("promised_by", "no wait, that was last year, it was e-file", understood=said, facts=stood))
    assert changes.facts == {"submission": "e_filed_return"}


def test_a_need_in_general_adds_nothing_to_a_hardship_that_is_named() -> None:
    said = {"facts": {"hardship": ["other_basic_need"]}, "dates": [{"fact": None, "date": "2026-12-05"}]}
    changes = interpret(
        turn("harm_on", "I must pay on December 5", understood=said, facts={**TOPIC, "hardship": ["housing"]})
    )
    assert changes.facts == {"harm_on": "2026-12-05"}


@pytest.mark.parametrize(
    ("asks", "text"), [("hardship", "No, I pay my bills"), ("submission", "nothing i only called")]
)
def test_a_need_in_general_is_not_heard_in_a_no(asks: str, text: str) -> None:
    said = {"facts": {"hardship": ["other_basic_need"]}, "yes_no": "deny"}
    assert interpret(turn(asks, text, understood=said)).facts == {asks: () if asks == "hardship" else "none"}


def test_an_echo_beside_a_topic_beyond_doubt_changes_nothing() -> None:
    said = {"topics": [{"label": "frivolous_argument", "score": 0.99}, {"label": "amended_return", "score": 0.66}]}
    assert interpret(turn("topics", "words", understood=said)).facts["exclusion"] == "frivolous_only"


def test_a_date_beside_a_paper_that_was_sent_is_its_date() -> None:
    said = {"facts": {"submission": "identity_theft_report"}, "dates": [{"fact": None, "date": "2026-09-20"}]}
    assert interpret(turn("topics", "a story", understood=said)).facts["submitted_on"] == "2026-09-20"


def test_a_hardship_that_is_not_confirmed_stays_open() -> None:
    changes = interpret(turn(text="no", question=OpenQuestion("confirm", of="hardship", value=["housing"])))
    assert changes.facts == {}
    assert changes.refused


def test_a_faint_hardship_is_asked_about_only_where_it_would_decide() -> None:
    said = {"topics": topics("refund_delay"), "facts": {"hardship": ["housing"]}, "scores": {"hardship": 0.5}}
    assert interpret(turn("topics", "the rent", understood=said)).confirm == ("hardship", ("housing",))
    decided = {**TOPIC, "adverse_action": "happening"}
    assert interpret(turn("contacted_irs", "words", understood=said, facts=decided)).confirm is None


def test_two_topics_left_open_are_asked_about() -> None:
    assert interpret(turn("topics", "hm", understood={"clarify": ["lien", "audit"]})).clarify == ("lien", "audit")


@pytest.mark.parametrize(
    ("value", "score", "text", "language"),
    [
        ("es", 0.99, "no me ha llegado", "es"),
        ("es", 0.99, "no", None),
        ("es", 0.6, "no me ha llegado", None),
        ("en", 0.99, "it is late", None),
    ],
)
def test_the_other_language_is_followed_when_it_is_clear(
    value: str, score: float, text: str, language: str | None
) -> None:
    said = {"language": {"value": value, "score": score}}
    assert interpret(turn("contacted_irs", text, understood=said)).language == language


@pytest.mark.parametrize("asks", ["hardship", "confirm", "continue", None])
def test_danger_counts_before_everything_else(asks: str | None) -> None:
    said = {"emergency": 0.9, "topics": topics("refund_delay"), "facts": {"hardship": ["housing"]}}
    assert interpret(turn(asks, "words", understood=said)).facts == {"emergency": "yes"}


def test_skipping_leaves_the_question_for_good_unless_it_has_an_answer() -> None:
    assert interpret(turn("hardship", do="skip")).skipped == ["hardship"]
    assert interpret(turn("hardship", "next one", understood={"dialogue": "skip"})).skipped == ["hardship"]
    assert interpret(turn("hardship", do="skip", facts={"hardship": ["food"]})).skipped == []


@pytest.mark.parametrize(("text", "accepted"), [("No thank you.", False), ("no, dejá, gracias", False), ("sure", True)])
def test_optional_questions_may_be_declined(text: str, accepted: bool) -> None:
    assert interpret(turn("continue", text)).accepted is accepted


@pytest.mark.parametrize(
    ("asks", "text", "score", "taken"),
    [
        ("topics", "levy", 0.2, True),
        ("topics", "levy", 0.05, False),
        ("contacted_irs", "there is a levy on my pay too", 0.9, True),
        ("contacted_irs", "there is a levy on my pay too", 0.5, False),
        ("contacted_irs", "December 5", 0.9, False),
    ],
)
def test_a_topic_beside_another_question_must_be_clear(asks: str, text: str, score: float, taken: bool) -> None:
    said = {"topics": topics("levy_or_garnishment", score=score)}
    assert ("topics" in interpret(turn(asks, text, understood=said)).facts) is taken


def test_nothing_ever_leaves_the_table() -> None:
    said = {
        "topics": [{"label": "nonsense", "score": 1}, {"label": "lien", "score": 0.9}],
        "facts": {"hardship": ["yacht"], "exclusion": "everything", "name": "Ann", "submission": "e_filed_return"},
        "dates": [{"fact": "birthday", "date": "2001-01-01"}, {"fact": "promised_by", "date": "soon"}],
        "language": {"value": "fr", "score": 1},
        "clarify": ["nonsense", "lien"],
    }
    changes = interpret(turn("topics", "four words of text", understood=said))
    assert validate_facts(changes.facts)
    assert changes.facts == {"topics": ("lien",), "federal_tax": "yes", "submission": "e_filed_return"}
    assert changes.language is None
    assert isinstance(turn().as_of, dt.date)


@pytest.mark.parametrize(
    ("stood", "said", "grain", "kept"),
    [
        ("2026-02-20", "2026-02-01", "month", None),
        ("2026-02-10", "2026-02-20", "month", None),
        ("2026-02-10", "2026-02-13", "week", None),
        ("2026-02-10", "2026-01-01", "year", None),
        ("2026-02-10", "2026-02-10", "day", None),
        ("2026-02-20", "2026-02-11", "day", "2026-02-11"),
        ("2026-02-01", "2026-02-11", "day", "2026-02-11"),
        ("2026-02-20", "2026-03-01", "month", "2026-03-01"),
    ],
)
def test_a_date_that_agrees_within_its_grain_is_no_correction(
    stood: str, said: str, grain: str, kept: str | None
) -> None:
    understood = {"dates": [{"fact": "submitted_on", "date": said, "grain": grain}]}
    facts = {**TOPIC, "submitted_on": stood}
    changes = interpret(turn("promised_by", "I sent it about then", understood=understood, facts=facts))
    assert changes.corrected == {}
    assert changes.understood == ({"submitted_on": kept} if kept else {})


@pytest.mark.parametrize(
    ("stood", "said", "grain"),
    [
        ("2026-02-10", "2026-03-01", "month"),
        ("2026-02-10", "2026-03-05", "day"),
        ("2026-02-10", "2026-02-12", "day"),
        ("2026-02-10", "2025-01-01", "year"),
        ("2026-02-10", "2026-02-26", "week"),
    ],
)
def test_a_date_that_disagrees_is_a_correction(stood: str, said: str, grain: str) -> None:
    understood = {"dates": [{"fact": "submitted_on", "date": said, "grain": grain}]}
    facts = {**TOPIC, "submitted_on": stood}
    changes = interpret(turn("promised_by", "I sent it then", understood=understood, facts=facts))
    assert changes.corrected == {"submitted_on": said}


@pytest.mark.parametrize(
    ("asks", "facts", "day"),
    [
        ("harm_on", {}, "2026-12-01"),
        ("submitted_on", {}, "2025-12-01"),
        ("adverse_action_on", {"adverse_action": "threatened"}, "2026-12-01"),
        ("adverse_action_on", {"adverse_action": "happening"}, "2025-12-01"),
        ("promised_by", {}, "2026-12-01"),
    ],
)
def test_a_day_without_a_year_is_read_as_the_question_needs(asks: str, facts: Any, day: str) -> None:
    dates = [{"fact": None, "date": date, "text_start": 0, "text_end": 4} for date in ("2025-12-01", "2026-12-01")]
    assert interpret(turn(asks, "12/1", understood={"dates": dates}, facts=facts)).answered == {asks: day}


def test_of_two_dates_the_first_answers() -> None:
    dates = [
        {"fact": None, "date": "2026-11-30", "text_start": 0},
        {"fact": None, "date": "2026-11-24", "text_start": 20},
    ]
    assert interpret(turn("harm_on", "the 30th, not the 24th", understood={"dates": dates})).answered == {
        "harm_on": "2026-11-30"
    }


def test_a_month_that_was_promised_ends_with_its_last_day() -> None:
    dates = [{"fact": None, "date": "2026-09-01", "grain": "month"}]
    assert interpret(turn("promised_by", "September", understood={"dates": dates})).answered == {
        "promised_by": "2026-09-30"
    }


@pytest.mark.parametrize(
    ("text", "label", "believed"),
    [
        ("they are garnishing my wages", "no_response", True),
        ("me congelaron la cuenta", "no_response", True),
        ("se llevan casi todo mi cheque", "no_response", True),
        ("the page says it is being processed", "return_processing", False),
        ("la página dice que está en proceso", "return_processing", False),
        ("it goes on and on", "levy_or_garnishment", True),
    ],
)
def test_an_adverse_action_needs_a_word_or_a_topic_that_names_one(text: str, label: str, believed: bool) -> None:
    said = {"topics": topics(label), "facts": {"adverse_action": "happening"}, "scores": {"adverse_action": 0.75}}
    assert ("adverse_action" in interpret(turn("topics", text, understood=said)).facts) is believed


@pytest.mark.parametrize(
    ("text", "kinds", "score", "more", "believed"),
    [
        ("we can't make it much longer", ["other_basic_need"], 0.62, {}, False),
        ("así no se puede seguir", ["other_basic_need"], 0.62, {}, False),
        ("we can't make it much longer", ["other_basic_need"], 0.85, {}, True),
        ("friday", ["housing"], 0.85, {}, False),
        ("viernes", ["housing"], 0.85, {}, False),
        ("the rent is coming", ["housing"], 0.62, {}, True),
        ("viene la renta", ["housing"], 0.62, {}, True),
        ("my client does plumbing", ["employment"], 0.75, {"asking_as": "representative"}, False),
        ("my client can't make payroll", ["employment"], 0.75, {"asking_as": "representative"}, True),
    ],
)
def test_a_faint_hardship_that_nothing_names_is_asked_for(
    text: str, kinds: list[str], score: float, more: Any, believed: bool
) -> None:
    said = {"facts": {"hardship": kinds, **more}, "scores": {"hardship": score}}
    assert ("hardship" in interpret(turn("topics", text, understood=said)).facts) is believed


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("they take my whole check and the lights go off", ("utilities",)),
        ("me quitan el cheque y me cortan la luz", ("utilities",)),
        ("they will fire me from my job and the lights go off", ("utilities", "employment")),
    ],
)
def test_a_job_at_risk_is_named_where_something_else_is(text: str, kinds: tuple[str, ...]) -> None:
    said = {"facts": {"hardship": ["utilities", "employment"]}, "scores": {"hardship": 0.95}}
    assert interpret(turn("topics", text, understood=said)).facts["hardship"] == kinds


def test_what_another_agency_took_is_no_action_of_the_irs() -> None:
    said = {
        "facts": {"federal_tax": "no", "exclusion": "other_agency", "adverse_action": "happening"},
        "topics": topics("other_agency"),
    }
    assert "adverse_action" not in interpret(turn("topics", "unemployment took my check", understood=said)).facts


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        ("hardship", "we live out by the lake and my wife drives the school bus"),
        ("hardship", "mi esposa maneja el carro de la escuela y yo la acompaño siempre"),
        ("adverse_action", "my brother is now living with us since his wife took the kids"),
    ],
)
def test_a_thing_named_in_a_story_answers_no_list(asks: str, text: str) -> None:
    assert interpret(turn(asks, text)) == Changes()


@pytest.mark.parametrize(
    ("asks", "text", "score", "danger"),
    [
        ("harm_on", "no sé, ya me falta todo", 0.4, False),
        ("harm_on", "not sure, I already don't have it", 0.4, False),
        ("asking_as", "for me", 0.8, False),
        ("asking_as", "es para mí", 0.8, False),
        ("harm_on", "no sé, ya no quiero vivir así", 0.8, True),
        ("hardship", "no, I want to end it all", 0.8, True),
        ("harm_on", "I can't go on like this", 0.7, True),
        ("harm_on", "así no puedo seguir viviendo", 0.7, True),
    ],
)
def test_a_plain_answer_is_an_emergency_only_when_it_is_surely_one(
    asks: str, text: str, score: float, *, danger: bool
) -> None:
    changes = interpret(turn(asks, text, understood={"emergency": score}, facts=TOPIC))
    assert ("emergency" in changes.facts) is danger


@pytest.mark.parametrize("text", ["no tengo idea", "no sé", "no sabría decirle", "no lo tengo claro"])
def test_not_knowing_is_not_an_empty_list(text: str) -> None:
    changes = interpret(turn("hardship", text, understood={"yes_no": "unsure"}, facts=TOPIC))
    assert changes.facts == {}
    assert changes.skipped == ["hardship"]


@pytest.mark.parametrize("fact", YES_NO_FACTS)
@pytest.mark.parametrize("text", ["no entiendo", "no le entiendo", "I don't understand", "no comprendo la pregunta"])
def test_not_understanding_the_question_is_no_no(fact: str, text: str) -> None:
    assert interpret(turn(fact, text)) == Changes()
    assert interpret(turn("hardship", text)) == Changes()


@pytest.mark.parametrize("text", ["I will be sixty now", "ya le dije todo", "lo que tengo que decir es otra cosa"])
def test_a_little_word_tells_of_no_action(text: str) -> None:
    assert "adverse_action" not in interpret(turn("adverse_action", text)).facts


@pytest.mark.parametrize("asks", ["adverse_action", "contacted_irs", "significant_costs"])
@pytest.mark.parametrize("text", ["ya no tengo nada que comer", "we have nothing to eat", "there is no food now"])
def test_a_no_in_what_is_told_beside_answers_nothing(asks: str, text: str) -> None:
    said = {"facts": {"hardship": ["food"]}, "scores": {"hardship": 0.9}}
    assert interpret(turn(asks, text, understood=said, facts=TOPIC)).facts == {"hardship": ("food",)}


@pytest.mark.parametrize(
    ("text", "value"),
    [("ya", "happening"), ("sí, ya", "happening"), ("already", "happening"), ("they will", "threatened")],
)
def test_a_little_word_alone_answers_whether_there_is_an_action(text: str, value: str) -> None:
    assert interpret(turn("adverse_action", text)).answered == {"adverse_action": value}


@pytest.mark.parametrize(
    ("stood", "text", "now"),
    [
        ("business", "our church gives us food", None),
        ("business", "perdón, es de la iglesia", "exempt_organization"),
        ("individual", "it is my bakery that owes", "exempt_organization"),
    ],
)
def test_who_asks_is_not_changed_in_passing(stood: str, text: str, now: str | None) -> None:
    said = {"facts": {"asking_as": "exempt_organization"}}
    changes = interpret(turn("contacted_irs", text, understood=said, facts={**TOPIC, "asking_as": stood}))
    assert changes.corrected.get("asking_as") == now


WISHES = [
    "I have been waiting nine months, can I please talk to a real person",
    "sorry but I'd rather speak with somebody",
    "just let me talk to an agent",
    "connect me with a representative please",
    "I want a human being",
    "how do I speak to someone about this?",
    "no entiendo nada, ¿puedo hablar con una persona?",
    "mejor quiero hablar con alguien",
    "comuníqueme con un representante por favor",
    "necesito una persona de verdad",
]
NO_WISHES = [
    "I talked to a person last week",
    "I couldn't talk to anybody",
    "they never let me speak to a supervisor",
    "how can I talk to someone at the IRS",
    "I don't want to talk to a person",
    "a real person took my call",
    "I need a loan",
    "hablé con una persona y me colgó",
    "no quiero hablar con nadie",
    "no pude hablar con una persona",
    "quiero hablar con alguien del IRS",
    "mi representante habló con ellos",
]


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_for_a_person_is_heard_inside_another_sentence(text: str) -> None:
    assert typed.wants_person(text)


@pytest.mark.parametrize("text", NO_WISHES)
def test_a_person_that_was_talked_to_is_no_wish(text: str) -> None:
    assert not typed.wants_person(text)


@pytest.mark.parametrize("said", ["no, it's for me", "es para mí"])
def test_that_it_is_for_oneself_corrects_whom_it_was_taken_to_be_for(said: str) -> None:
    understood = {"facts": {"asking_as": "individual"}, "scores": {"asking_as": 0.95}, "yes_no": "deny"}
    changes = interpret(turn("hardship", said, understood=understood, facts={"asking_as": "other"}))
    # The no is not the answer to the question that stands open.
    assert changes.facts == changes.corrected == {"asking_as": "individual"}
    # Who else is named in passing changes nothing.
    passing = {"facts": {"asking_as": "business"}, "scores": {"asking_as": 0.95}}
    changes = interpret(turn("hardship", "her shop", understood=passing, facts={"asking_as": "other"}))
    assert "asking_as" not in changes.facts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I meant March", ["2026-03-01", "2027-03-01"]),
        ("no, it was March", ["2026-03-01", "2027-03-01"]),
        ("No. It was in March", ["2026-03-01", "2027-03-01"]),
        ("wait, actually it was March 10", ["2026-03-10", "2027-03-10"]),
        ("no, fue en marzo", ["2026-03-01", "2027-03-01"]),
        ("me equivoqué, fue en marzo", ["2026-03-01", "2027-03-01"]),
        ("quise decir marzo", ["2026-03-01", "2027-03-01"]),
    ],
)
@pytest.mark.parametrize("asks", ["hardship", "submission", "contacted_irs", "topics"])
def test_another_day_takes_the_place_of_the_one_given_last(text: str, days: list[str], asks: str) -> None:
    said = {
        "dates": [{"fact": None, "date": day, "grain": "month", "text_start": 8, "text_end": 13} for day in days],
        "topics": topics("missed_promised_date"),
    }
    changes = interpret(turn(asks, text, facts=TOPIC | {"submitted_on": "2026-02-01"}, understood=said))
    assert changes.corrected == {"submitted_on": days[0]}
    assert changes.answered == changes.understood == {}


def test_a_day_after_a_no_answers_a_question_for_a_day() -> None:
    said = {"dates": [{"fact": None, "date": "2026-03-01", "grain": "month", "text_start": 7, "text_end": 12}]}
    facts = TOPIC | {"submitted_on": "2026-02-01"}
    assert interpret(turn("promised_by", "no, in march", facts=facts, understood=said)).corrected == {}
    assert "submitted_on" in interpret(turn("promised_by", "I meant march", facts=facts, understood=said)).corrected


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        ("hardship", "My landlord does not fix the bathroom"),
        ("hardship", "mi vecino no me habla"),
        ("hardship_link", "mi casero no arregla el baño"),
        ("contacted_irs", "nobody called my sister back either"),
    ],
)
def test_a_sentence_about_something_else_answers_nothing(asks: str, text: str) -> None:
    about_else = interpret(turn(asks, text, facts=TOPIC, understood={"out_of_scope": 0.99}))
    assert not about_else.usable
    assert about_else.facts == {}
    # What opens with a no is an answer all the same.
    assert interpret(turn(asks, "no, " + text, facts=TOPIC, understood={"out_of_scope": 0.99})).usable
