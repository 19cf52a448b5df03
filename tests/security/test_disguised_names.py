"""No disguise of a program's name gets a document begun, whichever way it comes, and its sender is told why."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from casework.conversations.models import ClientId
from casework.documents.service import UploadRefused
from tests.support.record import TEXTS
from tests.support.vault import ANA, MATTER, Vault, in_chunks, new_upload, vault

pytestmark = pytest.mark.asyncio(loop_scope="module")

CORPUS = Path(__file__).resolve().parents[1] / "corpora/document_names.jsonl"
REFUSED = [row["name"] for row in map(json.loads, CORPUS.read_text("utf-8").splitlines()) if row["refused"]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Vault]:
    async with vault(tmp_path_factory.mktemp("names")) as found:
        yield found


@pytest.mark.parametrize("whole", [False, True], ids=["resumable", "form"])
async def test_five_hundred_disguised_names_begin_nothing(kept: Vault, whole: bool) -> None:
    assert len(REFUSED) >= 500
    for name in REFUSED:
        client_id = ClientId(str(uuid.uuid4()))
        if whole:
            sent = kept.documents.take(ANA, MATTER, client_id, name, "application/pdf", in_chunks(b"MZ"))
        else:
            sent = kept.documents.begin(ANA, new_upload(2, name, client_id))
        with pytest.raises(UploadRefused) as refused:
            await sent
        assert refused.value.code == "document_name_refused", ascii(name)
        for language in ("en", "es"):
            assert TEXTS.say(f"document-verdict-{refused.value.verdict}", language), ascii(name)
    assert await kept.documents.mine(ANA, MATTER) == []
    assert kept.objects() == set()
