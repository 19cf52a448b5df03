"""The page to take away, as people and clients get it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from benchmarks.redaction import load
from channels.screening.views import summary_text
from tests.support.gateway import GatewayUnderTest, Guest, gateway
from tests.support.record import TEXTS, client_id
from tests.support.summaries import read_pdf, summary_of

FACTS: dict[str, Any] = {
    "topics": ["refund_delay"],
    "federal_tax": "yes",
    "hardship": ["housing"],
    "hardship_link": "yes",
    "contacted_irs": "yes",
}
FORMS = ("summary", "summary.txt", "summary.pdf")


@pytest.fixture
async def tas(tmp_path: Path) -> AsyncIterator[GatewayUnderTest]:
    async with gateway(tmp_path) as running:
        yield running


async def with_result(tas: GatewayUnderTest, *typed: str, language: str = "en") -> Guest:
    """A conversation with these messages and a result."""
    tas.assistant.answer = lambda _request: [{"facts": FACTS, "how": "understood"}, {"do": "show_result"}]
    guest = await tas.begin(language)
    for text in typed:
        # Past HTTP: what is sent is not what is tried here.
        await tas.services.conversations.post_text(guest.id, client_id(), text)  # type: ignore[arg-type]
    seq = await guest.say("show me")
    await guest.until(lambda event: event["kind"] == "determination", seq)
    return guest


async def ask(guest: Guest, form: str, **params: str) -> httpx.Response:
    return await guest.client.get(f"/chat/{guest.id}/{form}", params=params, headers=guest.headers)


def read(answer: httpx.Response) -> str:
    """The words of an answer, whatever its form."""
    if answer.headers["content-type"] == "application/pdf":
        return "\n".join(words for _tag, words in read_pdf(answer.content).said)
    return html.unescape(re.sub(r"<[^>]+>", "", answer.text))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_form_says_the_same_in_the_language_asked_for(
    tas: GatewayUnderTest, form: str, language: str
) -> None:
    guest = await with_result(tas, language="es")
    answer = await ask(guest, form, **({} if language == "es" else {"language": "en"}))
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert answer.headers["cache-control"] == "no-store"
    words = " ".join(read(answer).split())
    determined = next(event for event in await guest.events() if event["kind"] == "determination")
    expected = summary_of(determined["facts"], language, as_of=dt.date.fromisoformat(determined["as_of"]))
    for section in expected.sections:
        for line in (*section.before, *section.items, *section.after):
            assert line in words
    saved = answer.headers.get("content-disposition")
    name = TEXTS.say("summary-file", language)
    assert saved == (None if form == "summary" else f'attachment; filename="{name}.{form[-3:]}"')


@pytest.mark.parametrize("form", FORMS)
async def test_a_month_stays_a_month_in_every_form(tas: GatewayUnderTest, form: str) -> None:
    tas.assistant.answer = lambda _request: [
        {"facts": {**FACTS, "submission": "paper_return", "submitted_on": "2026-02-01"}, "how": "understood"},
        {"say": "say-heard", "with": {"facts": {"submitted_on": "2026-02"}}},
        {"do": "show_result"},
    ]
    guest = await tas.begin("en")
    await guest.until(lambda event: event["kind"] == "determination", await guest.say("I sent it in February"))
    said = " ".join(read(await ask(guest, form)).split())
    assert "sent in February 2026" in said
    assert "February 1" not in said


@pytest.mark.parametrize("language", ["en", "es"])
async def test_whoever_looks_for_it_before_there_is_a_result_is_led_back_to_the_chat(
    tas: GatewayUnderTest, language: str
) -> None:
    guest = await tas.begin(language)
    early = await guest.client.get(
        f"/chat/{guest.id}/summary", params={"language": language}, headers={**guest.headers, "Accept": "text/html"}
    )
    assert early.status_code == 409
    back = TEXTS.say("page-back-to-chat", language)
    assert f'<a class="button" href="/chat/{guest.id}">{back}</a>' in early.text
    assert TEXTS.say("page-problem-home", language) not in early.text
    # Who wasn't let into a chat is led to none.
    nobody = await guest.client.get(f"/chat/{guest.id}/nothing", headers={"Accept": "text/html"})
    assert guest.id not in re.findall(r'class="button" href="([^"]*)"', nobody.text)[0]


async def test_the_api_gives_it_as_data_text_or_pdf(tas: GatewayUnderTest) -> None:
    guest = await with_result(tas)
    path = f"{guest.path}/summary"

    async def wanted(accept: str, **params: str) -> httpx.Response:
        return await guest.client.get(path, params=params, headers={**guest.headers, "Accept": accept})

    data = (await wanted("application/json")).json()
    determined = next(event for event in await guest.events() if event["kind"] == "determination")
    made = summary_of(determined["facts"], "en", as_of=dt.date.fromisoformat(determined["as_of"]))
    assert [section["code"] for section in data["sections"]] == [section.code for section in made.sections]
    assert (await wanted("text/plain")).text == summary_text(made)
    sizes = {
        sheet: read_pdf((await wanted("application/pdf", sheet=sheet)).content).size_points
        for sheet in ("letter", "a4")
    }
    assert sizes["letter"] == (612, 792)
    assert sizes["a4"] == pytest.approx((595, 842), abs=1)
    refused = await wanted("application/pdf", sheet="a0")
    assert (refused.status_code, refused.json()["code"]) == (422, "field_invalid")


async def test_before_a_result_and_after_starting_over_there_is_none(tas: GatewayUnderTest) -> None:
    guest = await tas.begin()
    assert {(await ask(guest, form)).status_code for form in FORMS} == {409}
    guest = await with_result(tas)
    assert {(await ask(guest, form)).status_code for form in FORMS} == {200}
    await guest.choose("do.start_over")
    answer = await ask(guest, "summary.txt")
    assert (answer.status_code, answer.json()["code"]) == (409, "result_not_ready")


async def test_nothing_that_was_typed_is_on_it(tas: GatewayUnderTest) -> None:
    """Not the identifiers of the corpus, nor anything else: the page is the same as of one who typed nothing."""
    rows = [row for row in load("identifiers.jsonl") if row["type"] is not None]
    typed = [text for row in rows for text in row["texts"]]
    guest = await with_result(tas, *typed)
    silent = await with_result(tas)
    secrets = {secret for row in rows for secret in row["secrets"]}
    assert len(secrets) > 200
    for form in FORMS:
        page, other = await ask(guest, form), await ask(silent, form)
        words = read(page).replace(guest.id, "")
        assert words == read(other).replace(silent.id, "")
        assert [secret for secret in secrets if len(secret) > 4 and secret.lower() in words.lower()] == []


async def test_pdfs_are_limited_like_messages(tmp_path: Path) -> None:
    async with gateway(tmp_path, messages_per_minute=3) as tas:
        guest = await with_result(tas)
        answers = [await ask(guest, "summary.pdf") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
        assert int(answers[-1].headers["retry-after"]) > 0
        assert (await ask(guest, "summary.txt")).status_code == 200
        other = await tas.begin()
        assert (await ask(other, "summary.pdf")).status_code == 409


async def code_on(guest: Guest, **params: str) -> tuple[httpx.Response, str]:
    """The page with a code, as it is after the wish for one, and the code on it."""
    answer = await guest.client.post(f"/chat/{guest.id}/summary", params=params, headers=guest.headers)
    found = re.search(r"<code>([0-9A-Z-]+)</code>", answer.text)
    return answer, found[1] if found else ""


@pytest.mark.parametrize("language", TEXTS.languages)
async def test_a_return_code_is_on_it_only_when_asked_for_and_in_every_form(
    tas: GatewayUnderTest, language: str
) -> None:
    guest = await with_result(tas, language=language)
    title = TEXTS.say("summary-code", language)
    for form in FORMS:
        assert title not in read(await ask(guest, form))
    assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", read(await ask(guest, "summary")).upper())
    answer, code = await code_on(guest)
    words = read(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert title in words
    # Said plainly: who holds the page can open the chat.
    holds = TEXTS.say("summary-code-holds", language, {"holds_until": "2026-12-06"})[-40:]
    assert holds in words
    for form in ("summary.txt", "summary.pdf"):
        saved = await guest.client.post(f"/chat/{guest.id}/{form}", data={"code": code}, headers=guest.headers)
        assert saved.status_code == 200
        assert code in read(saved)
        assert holds in " ".join(read(saved).split())
        assert saved.headers["content-disposition"].startswith("attachment")
    opened = await guest.client.post("/api/v1/conversations/by-code", json={"code": code})
    assert (opened.status_code, opened.json()["id"]) == (201, guest.id)


async def test_only_a_code_that_opens_this_chat_is_printed(tas: GatewayUnderTest) -> None:
    guest, other = await with_result(tas), await with_result(tas)
    _, first = await code_on(guest)
    _, second = await code_on(guest)
    _, of_other = await code_on(other)
    assert len({first, second, of_other}) == 3
    answers = [
        (await guest.client.post(f"/chat/{guest.id}/summary.txt", data={"code": code}, headers=guest.headers))
        for code in (second, first, of_other, "", "x" * 5_000, "K7MX-3RQP-9TW2-A5C")
    ]
    assert [answer.status_code for answer in answers] == [200, 404, 404, 404, 404, 404]
    assert {answer.json()["code"] for answer in answers[1:]} == {"code_unknown"}
    fresh = await tas.begin()
    for form in FORMS:
        refused = await fresh.client.post(f"/chat/{fresh.id}/{form}", data={"code": second}, headers=fresh.headers)
        assert (refused.status_code, refused.json()["code"]) == (409, "result_not_ready")
    made = await fresh.client.post(f"/chat/{fresh.id}/summary", headers=fresh.headers)
    assert made.status_code == 409
    assert await tas.services.returning.holds_until(fresh.id) is None  # type: ignore[arg-type]
