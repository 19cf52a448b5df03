"""Dates, roles, facts and denials in words, in Rasa's environment, without a trained model. Prints `ok` at the end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import scipy.sparse as sp

from bot.nlu import cues, dates, hardship, heads
from bot.nlu.encoder import Use
from bot.nlu.language import language_of
from bot.nlu.reader import danger, doubt
from bot.nlu.text import MOST_CHARACTERS, clauses, tidy, windows

FRIDAY = dt.date(2026, 11, 20)

DATES = [
    # language, words, day, grain
    ("en", "three weeks ago", "2026-10-30", "week"),
    ("en", "about 6 months ago", "2026-05-20", "month"),
    ("en", "back in March", "2026-03-01", "month"),
    ("en", "since february", "2026-02-01", "month"),
    ("en", "last year", "2025-01-01", "year"),
    ("en", "3/4", "2026-03-04", "day"),
    ("en", "13/4", "2026-04-13", "day"),
    ("en", "03/04/2025", "2025-03-04", "day"),
    ("en", "10-feb-2026", "2026-02-10", "day"),
    ("en", "feb 10, 2026", "2026-02-10", "day"),
    ("en", "the 10th of february", "2026-02-10", "day"),
    ("en", "February 3rd", "2026-02-03", "day"),
    ("en", "2026-02-03", "2026-02-03", "day"),
    ("en", "sometime in april 2025", "2025-04-01", "month"),
    ("en", "nine months", "2026-02-20", "month"),
    ("en", "a year and a half ago", "2025-05-20", "year"),
    ("en", "half a year ago", "2026-05-20", "year"),
    ("en", "couple weeks ago", "2026-11-06", "week"),
    ("en", "yesterday", "2026-11-19", "day"),
    ("en", "tomorrow", "2026-11-21", "day"),
    ("en", "the day before yesterday", "2026-11-18", "day"),
    ("en", "next tuesday", "2026-11-24", "day"),
    ("en", "last monday", "2026-11-16", "day"),
    ("en", "on Friday", "2026-11-13", "day"),
    ("en", "in 2 days", "2026-11-22", "day"),
    ("en", "within two weeks", "2026-12-04", "week"),
    ("en", "3 day notice", "2026-11-23", "day"),
    ("en", "they gave me 10 days to leave", "2026-11-30", "day"),
    ("en", "end of the month", "2026-11-30", "week"),
    ("en", "in the middle of march i think", "2026-03-15", "week"),
    ("es", "a finales de mes", "2026-11-30", "week"),
    ("es", "fines de mes", "2026-11-30", "week"),
    ("es", "para fines de este mes", "2026-11-30", "month"),
    ("en", "mid-august", "2026-08-15", "week"),
    ("en", "last month", "2026-10-01", "month"),
    ("en", "the 15th", "2026-11-15", "day"),
    ("en", "notice dated 1 Sept 2026", "2026-09-01", "day"),
    ("en", "12/15/25", "2025-12-15", "day"),
    ("en", "since 2023", "2023-01-01", "year"),
    ("en", "been waiting 9 months for my refund", "2026-02-20", "month"),
    ("en", "waiting 40 days", "2026-10-11", "day"),
    ("en", "last christmas", "2025-12-25", "day"),
    ("es", "hace dos meses", "2026-09-20", "month"),
    ("es", "hace como un mes", "2026-10-20", "month"),
    ("es", "hace año y medio", "2025-05-20", "year"),
    ("es", "hace tres semanas", "2026-10-30", "week"),
    ("es", "el viernes", "2026-11-13", "day"),
    ("es", "el viernes pasado", "2026-11-13", "day"),
    ("es", "el próximo lunes", "2026-11-23", "day"),
    ("es", "3/4", "2026-04-03", "day"),
    ("es", "4/13", "2026-04-13", "day"),
    ("es", "15/12/25", "2025-12-15", "day"),
    ("es", "el 5 de marzo", "2026-03-05", "day"),
    ("es", "el 5 de marzo del 2025", "2025-03-05", "day"),
    ("es", "en mayo", "2026-05-01", "month"),
    ("es", "desde enero", "2026-01-01", "month"),
    ("es", "marzo de 2025", "2025-03-01", "month"),
    ("es", "a mediados de agosto", "2026-08-15", "week"),
    ("es", "a finales de julio", "2026-07-25", "week"),
    ("es", "el año pasado", "2025-01-01", "year"),
    ("es", "el mes pasado", "2026-10-01", "month"),
    ("es", "la semana que viene", "2026-11-23", "week"),
    ("es", "ayer", "2026-11-19", "day"),
    ("es", "antier", "2026-11-18", "day"),
    ("es", "anteayer", "2026-11-18", "day"),
    ("es", "mañana", "2026-11-21", "day"),
    ("es", "pasado mañana", "2026-11-22", "day"),
    ("es", "en dos días", "2026-11-22", "day"),
    ("es", "dentro de tres semanas", "2026-12-11", "week"),
    ("es", "a fin de mes", "2026-11-30", "week"),
    ("es", "el 30", "2026-11-30", "day"),
    ("es", "llevo nueve meses esperando", "2026-02-20", "month"),
    ("es", "nueve meses", "2026-02-20", "month"),
    ("es", "tres semanas", "2026-10-30", "week"),
    ("es", "desde el 2023", "2023-01-01", "year"),
]

NO_DATES = [
    ("en", "I may owe them"),
    ("en", "my 2022 return"),
    ("en", "I am 65 years old"),
    ("en", "24/7"),
    ("en", "they took 1/2 my check"),
    ("en", "form 1040 and CP2000"),
    ("en", "from 0 to 9999"),
    ("en", "31/31"),
    ("en", "every friday"),
    ("en", "call me sat down"),
    ("es", "por la mañana hablé con ellos"),
    ("es", "el mar es azul"),
    ("es", "tengo 40 años de edad"),
    ("es", "cada viernes"),
    ("es", "el 15% de mi cheque"),
]

ROLES = [
    ("en", "I e-filed on February 3rd", {"submitted_on": "2026-02-03"}),
    (
        "en",
        "I mailed it in march and they said I'd have it by June",
        {"submitted_on": "2026-03-01", "promised_by": "2026-06-30"},
    ),
    ("en", "been waiting nine months for my refund", {"submitted_on": "2026-02-20"}),
    ("en", "the landlord will evict us on the 30th", {"harm_on": "2026-11-30"}),
    ("en", "they are shutting off my lights on thursday", {"harm_on": "2026-11-26"}),
    ("en", "light company bout to shut me off monday", {"harm_on": "2026-11-23"}),
    ("en", "they froze my account last week", {"adverse_action_on": "2026-11-09"}),
    ("en", "the agent told me by september 15", {"promised_by": "2026-09-15"}),
    ("en", "I posted my tax return on January 5", {"submitted_on": "2026-01-05"}),
    ("en", "they sent me a letter on march 3", {}),
    ("en", "he told me yesterday he will seize the truck next tuesday", {"adverse_action_on": "2026-11-24"}),
    ("en", "nobody sent the form for three years", {}),
    ("es", "me avisaron ayer que el lunes embargan la cuenta", {"adverse_action_on": "2026-11-23"}),
    ("es", "fue en febrero que la mandé", {"submitted_on": "2026-02-01"}),
    ("en", "it was in february when I mailed it", {"submitted_on": "2026-02-01"}),
    ("es", "nadie mandó la forma en 2023", {}),
    ("en", "I haven't filed since 2019", {}),
    ("en", "I was born in May", {}),
    ("es", "mandé mi declaración el 5 de marzo", {"submitted_on": "2026-03-05"}),
    ("es", "llevo nueve meses esperando mi reembolso", {"submitted_on": "2026-02-20"}),
    ("es", "me van a desalojar el 30", {"harm_on": "2026-11-30"}),
    ("es", "me embargaron el sueldo y el jueves nos desalojan", {"harm_on": "2026-11-26"}),
    ("en", "they garnished my check and thursday we will be evicted", {"harm_on": "2026-11-26"}),
    ("en", "they are evicting us, thursday", {"harm_on": "2026-11-26"}),
    ("es", "mañana me cortan la luz", {"harm_on": "2026-11-21"}),
    ("es", "me embargaron el sueldo hace dos semanas", {"adverse_action_on": "2026-11-06"}),
    ("es", "me dijeron que para el 15 de septiembre", {"promised_by": "2026-09-15"}),
    ("es", "me mandaron una carta el 3 de marzo", {}),
]

FACTS: list[tuple[str, dict[str, str | None]]] = [
    ("I've called the IRS five times", {"federal_tax": "yes", "contacted_irs": "yes"}),
    ("called them twice and waited two hours", {"contacted_irs": "yes"}),
    ("the revenue officer came by and told us to close", {"contacted_irs": "yes"}),
    ("an IRS agent promised me a letter", {"contacted_irs": "yes"}),
    ("el agente del IRS me dijo que espere", {"contacted_irs": "yes"}),
    ("my lawyer told me to wait", {"contacted_irs": None}),
    ("el agente de seguros me dijo que no", {"contacted_irs": None}),
    ("I haven't called the IRS yet", {"contacted_irs": "no"}),
    ("they never called me back", {"contacted_irs": None}),
    ("nobody has called me", {"contacted_irs": None}),
    ("no he llamado al IRS", {"contacted_irs": "no"}),
    ("no me han llamado", {"contacted_irs": None}),
    ("he llamado cinco veces", {"contacted_irs": "yes"}),
    ("hablé con el IRS y me colgaron", {"contacted_irs": "yes"}),
    ("I e-filed in February", {"submission": "e_filed_return"}),
    ("mailed my return in march", {"submission": "paper_return"}),
    ("I filed an amended return, 1040-X", {"submission": "amended_return"}),
    ("i sent them proof in july by mail", {"submission": "correspondence"}),
    ("les mandé los comprobantes por correo en julio", {"submission": "correspondence"}),
    ("i sent my return in by certified mail", {"submission": "paper_return"}),
    ("mandé mi declaración por correo", {"submission": "paper_return"}),
    ("we sent form 8379", {"submission": "injured_spouse_claim"}),
    ("I sent in the 14039", {"submission": "identity_theft_report"}),
    ("I sent a letter with proof", {"submission": "correspondence"}),
    ("how do I file an amended return", {"submission": None}),
    ("I haven't sent anything", {"submission": "none"}),
    ("mandé mi declaración por correo", {"submission": "paper_return"}),
    ("la hice por internet con turbotax", {"submission": "e_filed_return"}),
    ("no he mandado nada", {"submission": "none"}),
    ("my client received a levy, I'm a CPA with a 2848", {"asking_as": "representative"}),
    ("writing for my mom", {"asking_as": "other"}),
    ("escribo por mi mamá", {"asking_as": "other"}),
    ("our church lost its exemption", {"asking_as": "exempt_organization"}),
    ("my restaurant owes payroll tax", {"asking_as": "business"}),
    ("I'm calling from the office of Senator Ruiz", {"asking_as": "congressional"}),
    ("This is Senator Smith's office, about a constituent", {"asking_as": "congressional"}),
    ("My congressman's office opened an inquiry with the IRS about my refund", {"asking_as": None}),
    ("it's only my state taxes", {"federal_tax": "no"}),
    ("no es del IRS", {"federal_tax": "no"}),
    ("I filed a petition in tax court", {"exclusion": "in_court"}),
    ("eviction court is monday", {"exclusion": None}),
    ("puse una W-2 falsa", {"exclusion": "refund_scheme"}),
    ("the tax lady claimed two kids I don't have to get me a bigger check", {"exclusion": "refund_scheme"}),
    ("he put a 1099 from a company where I never worked on my return", {"exclusion": "refund_scheme"}),
    ("la que prepara taxes reclamó unos hijos que no tengo", {"exclusion": "refund_scheme"}),
    ("mi preparador puso que tengo un negocio que no existe", {"exclusion": "refund_scheme", "asking_as": None}),
    ("metió un W-2 de un patrón que no conozco", {"exclusion": "refund_scheme"}),
    ("somebody used my social and claimed kids I don't have", {"exclusion": None}),
    ("the IRS says I have a W-2 from a job where I never worked", {"exclusion": None}),
    ("usaron mi número y declararon ingresos que no gané", {"exclusion": None}),
    ("my ex claimed our daughter again", {"exclusion": None}),
    ("I mailed my return in April", {"submission": "paper_return"}),
    ("mailed in our taxes", {"submission": "paper_return"}),
    ("dropped the 1040 in the box", {"submission": "paper_return"}),
    ("sent it by certified mail", {"submission": "paper_return"}),
    ("eché la declaración al correo", {"submission": "paper_return"}),
    ("filed my return in April", {"submission": None}),
    ("sent my return already", {"submission": None}),
    ("they mailed me a letter about my return", {"submission": None}),
    ("I got a letter in the mail", {"submission": None}),
    ("me mandaron un correo electrónico", {"submission": None}),
    ("they froze the business account", {"asking_as": "business"}),
    ("I own a small bakery", {"asking_as": "business"}),
    ("it's a little trucking company", {"asking_as": "business"}),
    ("I can't pay my drivers on friday", {"asking_as": "business"}),
    ("me vaciaron la cuenta del taller", {"asking_as": "business"}),
    ("es un negocito de comida", {"asking_as": "business"}),
    ("somos dueños de una tienda", {"asking_as": "business"}),
    ("my boss got the levy", {"asking_as": None}),
    ("I work for a trucking company", {"asking_as": None}),
    ("trabajo en una compañía de limpieza", {"asking_as": None}),
    ("la compañía donde trabajo me descuenta", {"asking_as": None}),
    ("we run a soup kitchen", {"asking_as": "exempt_organization"}),
    ("I'm the pastor and the church got a notice", {"asking_as": "exempt_organization"}),
    ("soy tesorera de la iglesia", {"asking_as": "exempt_organization"}),
    ("the church gives us food now", {"asking_as": None}),
    ("la iglesia nos ayuda con la comida", {"asking_as": None}),
    (
        "Unemployment wants money back. I have no problem with the IRS",
        {"federal_tax": "no", "exclusion": "other_agency"},
    ),
    ("it's not about taxes, my food stamps were stopped", {"federal_tax": "no", "exclusion": "other_agency"}),
    ("the state cut my unemployment, the IRS is not involved", {"federal_tax": "no", "exclusion": "other_agency"}),
    ("Al IRS no le debo nada, es el desempleo", {"federal_tax": "no", "exclusion": "other_agency"}),
    ("I had no problems with the IRS until they took my social security", {"federal_tax": "yes", "exclusion": None}),
    ("el IRS me quita del seguro social", {"federal_tax": "yes", "exclusion": None}),
    ("it's not about the taxes, the penalty is wrong", {"exclusion": None}),
    ("they lost my return twice", {"system_failure": "yes"}),
    ("me transfieren de un departamento a otro", {"system_failure": "yes"}),
    ("overdraft fees every week", {"significant_costs": "yes"}),
    ("tuve que pagar un abogado", {"significant_costs": "yes"}),
    ("they violated my rights", {"rights_concern": "yes"}),
    ("sin avisarme", {"rights_concern": "yes"}),
    ("the business would close for good", {"irreparable_harm": "yes"}),
    ("hello there", {"federal_tax": None, "asking_as": None, "contacted_irs": None, "submission": None}),
]

# What a denial, the past or another's trouble leaves for the hardship columns to read.
LEFT_OUT = [
    "mi reembolso tiene nueve meses de atraso",
    "con un retraso de diez meses en mi devolución",
    "I have to evict a tenant",
    "how does the eviction process on my tenant work",
    "quiero desalojar a mi inquilino",
    "I'm not being evicted",
    "we are not homeless",
    "nobody is evicting us",
    "my rent is paid",
    "I can pay my bills",
    "no hardship here",
    "I am not hungry",
    "my neighbor lost his house",
    "a coworker got evicted over this",
    "I was evicted years ago",
    "we almost lost the house last year",
    "no me van a desalojar",
    "no tengo hambre",
    "la renta está pagada",
    "mi vecino perdió la casa",
    "me desalojaron hace años",
    "no estamos atrasados",
    "this is not about groceries or bills",
    "it's not about the rent",
    "it isn't my rent",
    "el carro no",
    "la renta tampoco",
    "la casa está salda",
]
READ = [
    "my landlord is evicting us this Friday",
    "the landlord is kicking me out",
    "mi casero nos quiere desalojar",
    "la dueña me saca el viernes",
    "llevo dos meses de atraso en la renta y mi reembolso no llega",
    "I can't pay the rent",
    "we have no food",
    "my mom can't buy her insulin because they froze her account",
    "not enough money for medicine",
    "no puedo pagar la renta",
    "no tengo comida",
    "mi hija no tiene medicinas",
    "I don't have gas to get to work",
    "I lost my job last year and now they shut off my power",
    "we will be evicted",
    "ya no me alcanza para la renta",
    "it is about the rent",
    "el carro no arranca",
]

# What is named as unaffordable or used up, whatever else the message sounds like.
CANNOT_PAY: list[tuple[str, tuple[str, ...]]] = [
    ("I can't afford my inhaler", ("medical",)),
    ("we couldn't pay the rent or the electric bill", ("housing", "utilities")),
    ("not enough money for groceries", ("food",)),
    ("behind on the mortgage", ("housing",)),
    ("I ran out of insulin", ("medical",)),
    ("no me alcanza para las pastillas", ("medical",)),
    ("ya no nos alcanza para el alquiler", ("housing",)),
    ("no puedo pagar la luz ni la comida", ("utilities", "food")),
    ("no tengo con qué pagarle a mis empleados", ("employment",)),
    ("se nos acabó la comida", ("food",)),
    ("I can't afford a lawyer", ()),
    ("I couldn't pay my taxes", ()),
    ("no tengo dinero para pagar los impuestos", ()),
    ("no me ha mandado nada", ()),
    ("I can pay the rent", ()),
    ("my neighbor can't pay his rent", ()),
    ("no puedo pagar porque el carro se dañó", ()),
]

# What an organization does is no need of those who run it; somebody who needs it is heard.
ORGANIZATIONS = [
    ("I am the director of a homeless shelter and the IRS revoked us", False),
    ("our food bank lost its exempt status", False),
    ("somos voluntarios de un comedor y nos quitaron la exención", False),
    ("I get my meals from a food pantry now", True),
    ("we are in a shelter with the kids", True),
    ("voy al banco de alimentos porque no tengo", True),
]

LANGUAGES = [
    ("hola", "es"),
    ("hello", "en"),
    ("si", "es"),
    ("yes", "en"),
    ("no sé", "es"),
    ("not sure", "en"),
    ("el IRS took my cheque y no puedo pagar la renta", "es"),
    ("necesito ayuda con un levy", "es"),
    ("my mama needs help with her refund", "en"),
    ("refund?", "en"),
    ("reembolso?", "es"),
    ("AYUDA POR FAVOR", "es"),
    ("wage garnishment", "en"),
]


def check_dates() -> None:
    for language, words, day, grain in DATES:
        found = dates.find(words, FRIDAY, language)
        assert [(one.date.isoformat(), one.grain) for one in found] == [(day, grain)], (words, found)
    for language, words in NO_DATES:
        assert not dates.find(words, FRIDAY, language), (words, dates.find(words, FRIDAY, language))


def check_every_day_has_its_words() -> None:
    """Whatever the day, nothing fails and nothing is out of range."""
    for step in range(0, 1200, 17):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=step)
        for language, words, _, _ in DATES:
            for one in dates.find(words, day, language):
                assert 2019 <= one.date.year <= 2030, (day, words, one)


def check_roles() -> None:
    for language, words, wanted in ROLES:
        found = {one.fact: one.date.isoformat() for one in cues.dated(words, FRIDAY, language) if one.fact}
        assert found == wanted, (words, found)


def check_facts() -> None:
    for words, wanted in FACTS:
        found: dict[str, Any] = cues.facts(words, (), None)
        assert {name: found.get(name) for name in wanted} == wanted, (words, found)


def check_denials() -> None:
    for words in LEFT_OUT:
        assert not hardship.told(words).clauses, words
    for words in READ:
        assert hardship.told(words).clauses, words
    told = hardship.told("I'm not being evicted, but they froze my account and I can't buy food")
    assert told.denied == ("housing",)
    assert any("food" in clause for clause in told.clauses)


def check_needs() -> None:
    for words, kinds in CANNOT_PAY:
        assert hardship.cannot_pay(words) == kinds, (words, hardship.cannot_pay(words))
    for words, heard in ORGANIZATIONS:
        told = hardship.told(words)
        assert bool(hardship.named(" ".join(told.clauses))) == heard, (words, told)
        assert told.left_out or heard, words
    # What is unaffordable replaces what was only felt, and what was named beside it stays.
    assert cues.facts("I can't afford my insulin", ["transportation"], None)["hardship"] == ["medical"]
    both = cues.facts("no puedo pagar la luz y me van a desalojar", ["housing"], None)
    assert both["hardship"] == ["housing", "utilities"]
    assert "hardship" not in cues.facts("they sent a letter", ["food"], None)


def check_little_that_is_left() -> None:
    """What a levy leaves is a need by itself; what is left else, or isn't money, is none."""
    for words in (
        "I have 50.00 left.",
        "they leave me $190 a week",
        "left us with about 75 bucks",
        "me dejan 180 por semana",
    ):
        assert cues.facts(words, [], "happening")["hardship"] == ["other_basic_need"], words
        assert "hardship" not in cues.facts(words, [], None), words
    for words in (
        "my aunt left me 40k",
        "I have 1,200 left",
        "I left 20 messages",
        "we have 40 left to pay",
        "me quedan 3 días",
        "I have 3 payments left",
        "they left me with nothing to sign",
    ):
        assert "hardship" not in cues.facts(words, [], "happening"), words


def check_words_of_taxes() -> None:
    for words in (
        "the I.R.S. wrote to me",
        "where's my refund",
        "they audited us",
        "MIS IMPUESTOS",
        "ya mandé la declaración",
        "me embargaron el cheque",
        "they garnish my pay and I have a child",
        "the tax lien and the hospital bills",
        "a CP2000 came",
    ):
        assert cues.speaks_of_taxes(words), words
    for words in (
        "my landlord won't give the deposit back",
        "the store won't take returns",
        "Alquilé un taxi",
        "a fileted fish",
        "our neighbor's profile",
        "can they garnish my check for child support",
        "me embargan el sueldo por la manutención",
        "",
    ):
        assert not cues.speaks_of_taxes(words), words


def check_doubt_of_what_is_out_of_scope() -> None:
    """Where nothing of taxes is named, a message is sooner out of scope, but for talk with the assistant."""
    unnamed = doubt("they sent me a letter", "notice_question")
    talk = doubt("a person please", "talk_to_human")
    named = doubt("they sent me a tax letter", "notice_question")
    assert unnamed < talk < named == doubt("a tax person please", "talk_to_human")


def check_open_dates() -> None:
    """What may look back or ahead stands twice, what has a role or a direction once."""
    for words, days in (
        ("12/1", ["2025-12-01", "2026-12-01"]),
        ("el viernes", ["2026-11-13", "2026-11-27"]),
        ("yesterday", ["2026-11-19"]),
        ("he told me yesterday they will levy", ["2026-11-19"]),
        ("me dijo ayer que van a embargar", ["2026-11-19"]),
    ):
        found = cues.dated(words, FRIDAY, "es" if "el " in words or "ayer" in words else "en")
        assert [(one.fact, one.date.isoformat()) for one in found] == [(None, day) for day in days], (words, found)


def check_languages() -> None:
    for words, language in LANGUAGES:
        assert language_of(words)[0] == language, words


def check_text() -> None:
    assert tidy(None) == tidy("") == ""
    assert len(tidy("x" * 100_000)) <= MOST_CHARACTERS
    assert tidy("a\u200bb\x00c") == "ab c"
    assert tidy("\ud800") == "?"
    end = "and now the sheriff is at my door"
    assert tidy("word " * 20_000 + end).endswith(end)
    assert end.split()[-1] in windows(tidy("word " * 20_000 + end))[-1]
    assert clauses("I can't pay rent. They froze my account, because of taxes") != []


def check_examples_of_danger_alone() -> None:
    """What is added as a block gives the last column what its examples in one would, and leaves the others alone."""
    chance = np.random.RandomState(0)
    vectors = chance.randn(300, 512).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    counts = sp.random(300, 2000, 0.03, format="csr", random_state=0, dtype=np.float32)
    targets = (chance.rand(300, 3) > 0.8).astype(float)
    first = np.zeros(300, int)
    targets[240:, :2] = 0
    names = ["topic:a", "topic:b", "danger"]
    added = heads.fit(names, targets, vectors, counts, first[:240])
    whole = heads.fit(["danger"], targets[:, 2:], vectors, counts, first)
    assert np.allclose(added.scores(vectors, counts)[:, 2], whole.scores(vectors, counts)[:, 0], atol=1e-4)
    assert not added.pull[240:, :2].any()

    # Of those for all columns only the first 200 teach the last.
    fewer = heads.fit(names, targets, vectors, counts, first[:240], shared=200)
    assert np.allclose(fewer.pull[:, :2], added.pull[:, :2])
    assert not fewer.pull[200:240, 2].any()
    own = np.r_[0:200, 240:300]
    near = heads._kernel(
        heads._along(vectors, fewer.axes)[own],
        heads.weigh(heads.seen(counts, fewer.place, len(fewer.rarity)), fewer.rarity, fewer.half)[own],
    )
    near[np.diag_indices_from(near)] += heads.RIDGE
    wanted = np.linalg.solve(near.astype(float), targets[own, 2] - targets[own, 2].mean())
    assert np.allclose(fewer.pull[own, 2], wanted, atol=1e-3)


def check_levels_of_danger() -> None:
    """Alarm, question, nothing; a hint of the list lowers both, a denial takes all but that hint away."""
    for level, hinted, low, high in (
        (0.9, False, 0.6, 1.0),
        (0.6, False, 0.3, 0.6),
        (0.6, True, 0.6, 1.0),
        (0.1, False, 0.0, 0.3),
        (0.1, True, 0.3, 0.6),
        (-0.2, False, 0.0, 0.3),
    ):
        assert low <= danger("some words", level, hinted=hinted) < high, (level, hinted)
    for denial in (
        "I'm not suicidal, just broke",
        "nobody is in danger",
        "nadie está en peligro",
        "no me quiero morir",
    ):
        assert danger(denial, 0.8, hinted=False) < 0.3, denial
        # Who denies one thing and says much else is asked, never alarmed for by the model.
        assert 0.3 <= danger(denial, 1.3, hinted=False) < 0.6, denial


def check_passages() -> None:
    """A whole passage is what the encoder makes of it; a part is about that, and found in whatever its marks were."""
    use = Use()
    for text in (
        "They froze my account, and I can't pay rent: the landlord (he is 70) wants me out by Friday.",
        "me quitaron el cheque, no tengo para la comida... \u00bfqu\u00e9 hago?",
        "refund",
        "\U0001f62d \u0431 1040-X 12/1",
    ):
        passage = use.passage(text)
        whole, encoded = use.parts(passage, [(text,)]), use.encode([text])
        assert np.allclose(whole, encoded, atol=1e-4), text
    story = "They froze my account in May, and the power is off. I have two kids: we sleep in the car"
    passage = use.passage(story)
    parts = [("and the power is off",), ("we sleep in the car",), ("They froze my account", "the power is off")]
    assert passage is not None
    assert all(row is not None for row in passage.parts(parts))
    alike = np.einsum("ij,ij->i", use.parts(passage, parts), use.encode([" ".join(part) for part in parts]))
    assert alike.min() > 0.85, alike
    assert passage.parts([("my account the power",), ("the power is off", "They froze")]) == [None, None]
    elsewhere = [("nothing of it",)]
    assert np.allclose(use.parts(passage, elsewhere), use.encode(["nothing of it"]), atol=1e-6)


if __name__ == "__main__":
    check_passages()
    check_dates()
    check_every_day_has_its_words()
    check_roles()
    check_facts()
    check_denials()
    check_needs()
    check_words_of_taxes()
    check_doubt_of_what_is_out_of_scope()
    check_little_that_is_left()
    check_open_dates()
    check_languages()
    check_text()
    check_examples_of_danger_alone()
    check_levels_of_danger()
    print("ok")
