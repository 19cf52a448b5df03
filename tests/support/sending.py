"""A client that sends and fetches much with little work of its own, so that what is measured is the server."""

from __future__ import annotations

import hashlib
import http.client
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

CHUNK_BYTES = 8 * 1024 * 1024
"""As much as the pages' own script sends at once (web/src/transfer.ts)."""
BLOCK = os.urandom(CHUNK_BYTES)


def digest_of(length: int) -> str:
    """SHA-256 of what `send` sends: the same block again and again."""
    digest = hashlib.sha256()
    for start in range(0, length, CHUNK_BYTES):
        digest.update(memoryview(BLOCK)[: min(CHUNK_BYTES, length - start)])
    return digest.hexdigest()


def send(url: str, path: str, headers: Mapping[str, str], length: int, metadata: str) -> str:
    """Creates an upload by tus and sends all of it; its address."""
    connection = _connection(url)
    sent = {**headers, "Tus-Resumable": "1.0.0", "Upload-Length": str(length), "Upload-Metadata": metadata}
    connection.request("POST", path, headers={**sent, "Content-Length": "0"})
    created = connection.getresponse()
    said = created.read()
    assert created.status == 201, said
    upload = urlsplit(created.headers["Location"]).path
    offset = 0
    while offset < length:
        body = memoryview(BLOCK)[: min(CHUNK_BYTES, length - offset)]
        about = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        about |= {"Tus-Resumable": "1.0.0", "Content-Length": str(len(body))}
        connection.request("PATCH", upload, body=body, headers={**headers, **about})
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == 204, said
        offset = int(answer.headers["Upload-Offset"])
    connection.close()
    return upload


def remove(url: str, path: str, headers: Mapping[str, str]) -> None:
    """Ends an upload by tus (termination): it is nobody's any more."""
    connection = _connection(url)
    connection.request("DELETE", path, headers={**headers, "Tus-Resumable": "1.0.0"})
    answer = connection.getresponse()
    said = answer.read()
    assert answer.status == 204, said
    connection.close()


def fetch(url: str, path: str, headers: Mapping[str, str]) -> str:
    """SHA-256 of what lies there."""
    connection = _connection(url)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    digest = hashlib.sha256()
    while piece := answer.read(1024 * 1024):
        digest.update(piece)
    connection.close()
    return digest.hexdigest()


def _connection(url: str) -> http.client.HTTPConnection:
    place = urlsplit(url)
    return http.client.HTTPConnection(place.hostname or "", place.port, timeout=120)
