"""Every reason for which a document isn't taken has its words, and every word is one that something says."""

from __future__ import annotations

from datetime import date

from adapters.inspector.port import Finding
from casework.documents import checking, kinds
from casework.documents.kinds import Kinds
from casework.documents.names import NameRefused, blocked_extensions
from casework.texts import Texts

CODES = {
    *(refused.value for refused in NameRefused),
    *(finding.value for finding in Finding),
    *(kinds.TYPE_NOT_ACCEPTED, kinds.TYPE_MISMATCH, kinds.NOTHING_IN_IT),
    *(
        checking.INFECTED,
        checking.NOT_READABLE,
        checking.NOT_SCANNED,
        checking.ENCRYPTED,
        checking.MACROS,
        checking.BROKEN,
    ),
}


def test_every_verdict_has_its_words() -> None:
    texts = Texts.load()
    for code in CODES:
        assert texts.variables(f"document-verdict-{code}") == frozenset(), code
        for language in texts.languages:
            said = texts.say(f"document-verdict-{code}", language)
            assert "Heuristics" not in said
            assert "clam" not in said.lower()


def test_what_is_taken_is_never_blocked() -> None:
    accepted = Kinds(lambda: date(2026, 11, 22)).extensions
    assert not accepted & blocked_extensions()
    assert len(blocked_extensions()) == 49
    policy = Kinds(lambda: date(2026, 11, 22))
    for ending in accepted:
        for name in (f"letter.{ending}", f"LETTER.{ending.upper()}"):
            assert policy.refuses(name, None) is None, name
