"""What staff write is in no log, metric, address, error or file in the clear, and nothing of it reaches Rasa."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.desk_browser import CLOSING, at_desk_of_process
from tests.support.gateway import OPERATOR_TOKEN, fake_rasa, gateway_process

WORDS = {
    name: f"sentinel{name}quillfeather" for name in ("reply", "note", "whisper", "draft", "transfer", "what", "who")
}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_staff_write_is_nowhere_but_sealed_in_the_record(tmp_path: Path) -> None:
    settings = {"TAS_LOG_LEVEL": "DEBUG", "TAS_DESK_ALWAYS_OPEN": "true"}
    refused: list[str] = []
    async with fake_rasa() as rasa, gateway_process(tmp_path, rasa.url, **settings) as tas:
        async with (
            at_desk_of_process(tmp_path, tas.url, "vega") as vega,
            at_desk_of_process(tmp_path, tas.url, "imani") as imani,
        ):
            await vega.presence()
            await imani.presence("away")
            guest = await tas.begin()
            await guest.answer("They levied my wages")
            for ends in ("transfer", "close"):
                await guest.choose("do.person")
                await vega.claim(guest.id)
                assert (await vega.act(guest.id, "notes", text=WORDS["note"])).is_success
                assert (await imani.act(guest.id, "notes", text=WORDS["whisper"], whisper=True)).is_success
                assert (await vega.draft(guest.id, WORDS["draft"])).is_success
                for wrong in (
                    await vega.act(guest.id, "messages", text=WORDS["reply"], whisper=True),
                    await vega.act(guest.id, "messages", text=WORDS["reply"], expected_seq=0),
                    await vega.act(guest.id, "facts", fact="hardship", value=WORDS["note"]),
                    await vega.act(guest.id, "notes", text=WORDS["whisper"], whisper=True),
                    await vega.get(f"/conversations/{guest.id}/{WORDS['draft']}"),
                    await vega.client.post(f"/api/v1/desk/conversations/{guest.id}/notes", content=WORDS["note"]),
                ):
                    assert wrong.is_error
                    # What was missed is told to whose chat it is; else nothing that was sent is said back.
                    refused.append(json.dumps({**wrong.json(), "missed": None}))
                assert (await vega.reply(guest.id, WORDS["reply"])).status_code == 201
                if ends == "transfer":
                    moved = await vega.act(guest.id, "transfer", to="assistant", note=WORDS["transfer"])
                    assert moved.is_success, moved.text
                    await guest.answer("thank you, and now?")
                else:
                    seen = (await vega.open(guest.id))["last_seq"]
                    closing = {**CLOSING, "what": WORDS["what"], "who": WORDS["who"], "expected_seq": seen}
                    assert (await vega.act(guest.id, "close", **closing)).is_success
        operator = {"Authorization": f"Bearer {OPERATOR_TOKEN}"}
        metrics = (await tas.client.get("/metrics", headers=operator)).text
        await tas.end()
        log, sent = tas.log.read_text(), json.dumps(rasa.turns)
    assert "desk_api" in log + metrics
    assert "thank you, and now?" in sent
    for name, content in {"log": log, "metrics": metrics, "rasa": sent, "refusals": "\n".join(refused)}.items():
        assert [word for word in WORDS.values() if word in content] == [], name
    files = _files(tmp_path)
    assert "record.sqlite" in {path.name for path in files}
    for path in files:
        content_bytes = path.read_bytes()
        assert [word for word in WORDS.values() if word.encode() in content_bytes] == [], path.name
