"""No mail says anything of anybody: whatever is in it comes from a few texts, the agency's name and its address."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mailer.port import Mail
from adapters.mailer.writing import written
from casework.cases.transfer import SAMPLE_FILE
from casework.notices.letters import Sender, Told, letter
from casework.notices.models import DIGEST_KINDS, NoticeKind
from casework.texts import Texts

TEXTS = Texts.load()
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
AGENCY, ORIGIN = "Help & <Support>", "https://help.example"
ID = "6f1d7a52-0f0e-4f4a-9f0e-6a1f8f3b0c11"

# What a mail is never about, in either language, and what would open something or tell that it was opened.
FORBIDDEN = re.compile(
    r"\b(?:tax\w*|irs|tas|refund\w*|lev(?:y|ies)|lien\w*|audit\w*|return\w*|case\w*|advocate\w*|hardship|debt\w*|owe\w*"
    r"|ssn|itin|ein|form|notice|period|money|urgent|click|password|token|code"
    r"|impuest\w*|tribut\w*|fisc\w*|contribuy\w*|reembolso\w*|embargo\w*|gravamen|auditor\w*|declaraci\w*|casos?|defensor\w*"
    r"|deud\w*|dinero|urgente|contraseña|c[oó]digo|formulario)\b|<(?:img|script|link|style)|url\(|javascript:",
    re.IGNORECASE,
)


def _values(found: Any) -> set[str]:
    if isinstance(found, dict):
        return set().union(*map(_values, found.values())) if found else set()
    if isinstance(found, list):
        return set().union(*map(_values, found)) if found else set()
    return {found} if isinstance(found, str) else set()


def _personal() -> set[str]:
    """Every value of the sample cases and people, and each word of their names."""
    sample = json.loads(SAMPLE_FILE.read_text())
    values = {value for value in _values([sample["people"], sample["cases"]]) if len(value) > 3}
    names = {word for person in sample["people"] for word in person["name"].split()}
    # Words that stand for kinds are no secret, and some of them are words of every day.
    return {value for value in values if re.search(r"[0-9@ ]", value)} | names


PERSONAL = _personal()

_counts = st.dictionaries(st.sampled_from(DIGEST_KINDS), st.integers(1, 5000), min_size=1)
_told = st.one_of(
    st.builds(lambda kind: Told({kind: 1}, daily=False), st.sampled_from(NoticeKind)),
    st.builds(lambda counts: Told(counts, daily=True), _counts),
)


def _all_of(mail: Mail) -> str:
    return f"{mail.subject}\n{mail.text}\n{mail.html}"


@given(told=_told, language=st.sampled_from(TEXTS.languages))
def test_nothing_personal_and_no_word_of_taxes_is_in_any_mail(told: Told, language: str) -> None:
    mail = letter(ID, "somebody@people.example", told, Sender(AGENCY, ORIGIN), language, TEXTS, AT)
    said = _all_of(mail)
    assert FORBIDDEN.findall(said) == []
    assert [value for value in PERSONAL if value in said] == []
    assert "somebody" not in said
    # The one address in it is where everybody signs in: nothing in it tells who follows it.
    assert set(re.findall(r"https?://[^\s\"<]+", said)) == {f"{ORIGIN}/portal"}
    for count in told.counts.values():
        assert not told.daily or str(count)[:1] in said
    assert mail.subject.isprintable()


@given(told=_told, language=st.sampled_from(TEXTS.languages))
def test_its_headers_say_no_more(told: Told, language: str) -> None:
    mail = letter(ID, "somebody@people.example", told, Sender(AGENCY, ORIGIN), language, TEXTS, AT)
    message = written(mail, "no-reply@help.example")
    assert set(message.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language"),
        *("Auto-Submitted", "X-Auto-Response-Suppress"),
    }
    # The name of the agency, which an operator chooses, is text in the page as well.
    assert "<Support>" not in mail.html
    assert "&lt;Support&gt;" in mail.html or told.counts.keys() == set()
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("language", TEXTS.languages)
def test_each_mail_warns_says_how_to_stop_them_and_names_the_page_that_does(language: str) -> None:
    for kind in NoticeKind:
        mail = letter(ID, "a@b.example", Told({kind: 1}, daily=False), Sender(AGENCY, ORIGIN), language, TEXTS, AT)
        said = " ".join(mail.text.split())
        assert TEXTS.say("mail-phishing", language) in said
        # What the page is called stands in the text of the mail as on the page itself.
        assert TEXTS.say("page-portal-preferences", language) in said
        assert max(map(len, mail.text.splitlines())) <= 72


def test_the_words_are_forbidden_that_are_meant() -> None:
    for said in ("your tax refund", "Case 8123456", "su reembolso", "una declaración", '<img src="x">'):
        assert FORBIDDEN.search(said), said
    assert {"Rivera", "8123456", "000-12-3401", "ana@people.example"} <= PERSONAL
