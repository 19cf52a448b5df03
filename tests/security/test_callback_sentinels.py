"""Return codes, call-back words, numbers and names typed for a call are in no log and in nothing that Rasa is sent.

As in `test_sentinels`, known values are used as everybody's data, by every way that there is to give them; then what is
left is searched for them. Here Rasa is a fake one, so that each of its payloads is there to be searched.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from casework.access_codes import symbols
from tests.support.gateway import GatewayProcess, fake_rasa, gateway_process

NAME = "Quillfeather"
# As typed, and what of it must not be found.
NUMBERS = {
    "(202) 555-0173": "5550173",
    "787.555.0142": "5550142",
    "+52 55 1234 5678": "12345678",
    "202-555-0199 ext. 4417": "5550199",
    "555-0188, no area code": "5550188",
}
WISH = {"days": ["monday"], "parts": ["morning"], "time_zone": "America/Chicago", "language": "en"}
# A word of its own, so that it is not found where a common one is.
WORD = "sentinelaardvark"


@dataclass
class Used:
    """What is left of a gateway that everything was typed into."""

    folder: Path
    outputs: dict[str, bytes]
    rasa: bytes
    codes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    @property
    def needles(self) -> list[str]:
        return [WORD, NAME, *NUMBERS.values(), *(code.replace("-", "") for code in self.codes)]

    def found_in(self, content: bytes) -> list[str]:
        """The needles in it, however it writes and breaks them."""
        plain = re.sub(r"[^0-9a-z]", "", content.decode(errors="replace").lower())
        return [needle for needle in self.needles if needle.lower() in plain]


@pytest.fixture
async def used(tmp_path: Path) -> Used:
    """A gateway with call-backs, whose words are of one list with one word, after everything was typed into it."""
    word_list = [
        {
            "language": language,
            "effective_from": "2026-01-01",
            "effective_to": None,
            "reviewed_on": None,
            "words": [WORD],
        }
        for language in ("en", "es")
    ]
    site = tmp_path / "site"
    site.mkdir()
    # The gateway is a process of its own: it takes its words from here.
    (site / "sitecustomize.py").write_text(
        f"import json\nfrom casework.callbacks import rules\nrules._words = lambda: json.loads({json.dumps(word_list)!r})\n"
    )
    path = os.pathsep.join([str(site), *(one for one in (os.environ.get("PYTHONPATH"), os.getcwd()) if one)])
    settings = {"TAS_CALLBACKS": "A help desk", "TAS_LOG_LEVEL": "DEBUG", "PYTHONPATH": path}
    data = tmp_path / "data"
    data.mkdir()
    async with fake_rasa() as rasa, gateway_process(data, rasa.url, **settings) as tas:
        left = Used(data, {}, b"")
        for typed in NUMBERS:
            await _everything(tas, typed, left)
        await _by_forms(tas, left)
        left.outputs["metrics"] = (
            await tas.client.get(
                "/metrics", headers={"Authorization": "Bearer test-only-operator-token-aaaaaaaaaaaaaaaa"}
            )
        ).content
        await tas.end()
        left.outputs["log"] = tas.log.read_bytes()
        left.rasa = json.dumps(rasa.turns).encode()
    for command in (["list"], ["done", "nothing"]):
        left.outputs[" ".join(command)] = await _command(data, command)
    return left


async def _everything(tas: GatewayProcess, typed: str, left: Used) -> None:
    """One guest who asks, changes, types all of it into the chat as well, loses a code, and withdraws."""
    guest = await tas.begin()
    address = f"{guest.path}/callback"

    async def put(number: str) -> httpx.Response:
        body = {"client_id": str(uuid.uuid4()), **WISH, "ask_for": NAME, "number": number}
        return await tas.client.put(address, json=body, headers=guest.headers)

    refused = "no area" in typed
    assert (await put(typed)).status_code == (422 if refused else 200)
    # At fault in every other way too: a body that is no JSON, and an address that is none.
    await tas.client.put(address, content=typed.encode() + NAME.encode(), headers=guest.headers)
    await tas.client.get(f"{address}/nothing", headers=guest.headers)
    if not refused:
        standing = (await tas.client.get(address, headers=guest.headers)).json()["callback"]
        assert standing["word"] == WORD
    code = (await tas.client.post(f"{guest.path}/return-code", headers=guest.headers)).json()["code"]
    left.codes.append(code)
    for said in (f"my number is {typed}", f"my code is {code}", f"call me at {typed} please"):
        await guest.answer(said)
    opened = await tas.client.post("/api/v1/conversations/by-code", json={"code": code})
    assert opened.status_code == 201
    wrong = symbols.drawn(14)
    left.codes.append(wrong)
    assert (await tas.client.post("/api/v1/conversations/by-code", json={"code": wrong})).status_code == 404
    await tas.client.delete(address, headers=guest.headers)
    await tas.client.post(f"{guest.path}/only-me", headers=guest.headers)


async def _by_forms(tas: GatewayProcess, left: Used) -> None:
    """A browser without script; every address that it is led to is noted."""
    headers = {"Origin": tas.url, "Accept": "text/html"}
    async with httpx.AsyncClient(base_url=tas.url, headers=headers, timeout=20, trust_env=False) as client:

        async def fields(address: str) -> dict[str, str]:
            page = (await client.get(address)).text
            return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))

        async def send(to: str, page: str = "", **form: object) -> httpx.Response:
            answer = await client.post(to, data={**(await fields(page or to)), **form})
            left.addresses.append(f"{answer.url} {answer.headers.get('location', '')}")
            return answer

        chat = (await send("/chat", "/chat?new=1", language="es")).headers["location"]
        form = {"days": "monday", "parts": "morning", "time_zone": "America/Chicago", "speak": "es", "ask_for": NAME}
        (typed, *_), wrong = NUMBERS, "555-0188, no area code"
        assert (await send(f"{chat}/callback", number=wrong, **form)).status_code == 422
        assert (await send(f"{chat}/callback", number=typed, **form)).status_code == 303
        assert WORD in (await client.get(f"{chat}/callback")).text
        code = re.search(r"<code>([0-9A-Z-]+)</code>", (await send(f"{chat}/code")).text)
        assert code is not None
        left.codes.append(code[1])
        await send("/code", code=code[1])


async def _command(data: Path, arguments: list[str]) -> bytes:
    """What a command says that is not asked to show anything of a person."""
    command = [sys.executable, "-m", "cli", "callbacks", *arguments]
    environment = {**os.environ, "TAS_DATA_FOLDER": str(data)}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=pipe, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return said


async def test_codes_words_numbers_and_names_are_in_no_log_payload_address_or_file(used: Used) -> None:
    # The search would find them: in what was typed, and however it is broken up.
    for needle in used.needles:
        assert used.found_in(b"... " + "-".join(needle).encode() + b" ...") == [needle]
    assert b"callbacks." in used.outputs["log"]
    assert b"[PHONE]" in used.rasa
    assert b"[CODE]" in used.rasa
    assert b"1 open" in used.outputs["list"]
    for name, content in used.outputs.items():
        assert used.found_in(content) == [], name
    assert used.found_in(used.rasa) == []
    assert used.found_in("\n".join(used.addresses).encode()) == []
    # Nor in the clear in the database, nor in any file beside it.
    files = [path for path in used.folder.rglob("*") if path.is_file()]
    assert "record.sqlite" in {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        assert [needle for needle in used.needles if needle.encode() in content] == [], path.name
    with sqlite3.connect(used.folder / "record.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM callbacks").fetchone()[0] == len(NUMBERS)
    connection.close()
