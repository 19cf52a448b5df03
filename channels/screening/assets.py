"""The browser's files as `web/` built them: read once, served compressed, kept by browsers for a year.

Their names carry a hash of their content, so a new build has new addresses. The loader that other sites embed keeps its
name and is asked for again instead.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson
from sanic.response import HTTPResponse, raw

from channels import logs
from channels.problems import Problem
from channels.request import GatewayRequest

BUILT: Final = Path(__file__).resolve().parents[2] / "web" / "dist"
_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
# In the order of preference; the build made both next to each file.
_ENCODINGS: Final = {"br": ".br", "gzip": ".gz"}
# Below this a compressed body saves no packet.
_WORTH_COMPRESSING: Final = 1_000

_log = logs.get("assets")


@dataclass(frozen=True, slots=True)
class _File:
    """One file in each form that browsers take."""

    content_type: str
    etag: str
    forms: Mapping[str, bytes]


class Assets:
    """The files of one build."""

    def __init__(self, folder: Path = BUILT) -> None:
        self._names: Mapping[str, str] = {}
        self._files: dict[str, _File] = {}
        try:
            self._names = orjson.loads((folder / "manifest.json").read_bytes())
        except FileNotFoundError:
            # Pages work without: plain, but whole. `./tas up` always builds.
            _log.warning("assets_not_built")
        for name in self._names.values():
            path = folder / name
            forms = {"": path.read_bytes()}
            for encoding, suffix in _ENCODINGS.items():
                forms[encoding] = (folder / (name + suffix)).read_bytes()
            self._files[name] = _File(_TYPES[path.suffix], _etag(forms[""]), forms)

    def url(self, name: str) -> str | None:
        """The address of a file, by the name that the source gives it; None if it isn't built."""
        built = self._names.get(name)
        return None if built is None else f"/assets/{built}"

    def text(self, name: str) -> str:
        """A file's words. Raises Problem if it isn't built."""
        return self._file(self._names.get(name)).forms[""].decode()

    def answer(self, request: GatewayRequest, built: str) -> HTTPResponse:
        """A file as an answer, in the best form that the browser takes. Raises Problem."""
        file = self._file(built)
        headers = {"ETag": file.etag, "Cache-Control": _FOR_A_YEAR, "Vary": "Accept-Encoding"}
        if request.headers.getone("if-none-match", None) == file.etag:
            return raw(b"", status=304, headers=headers)
        encoding = accepted_encoding(request, tuple(_ENCODINGS))
        if encoding:
            headers["Content-Encoding"] = encoding
        return raw(file.forms[encoding], headers=headers, content_type=file.content_type)

    def _file(self, built: str | None) -> _File:
        file = self._files.get(built or "")
        if file is None:
            raise Problem("not_found")
        return file


@lru_cache(maxsize=1)
def built() -> Assets:
    """The files of this process's build."""
    return Assets()


def text_answer(
    request: GatewayRequest, body: str, content_type: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> HTTPResponse:
    """Text that was made for this request, compressed where that saves something.

    Pages repeat nothing that another site could choose: so what is in them can't be guessed by the length of the
    compressed body (BREACH), although they hold a CSRF token.
    """
    content = body.encode()
    known = {"Vary": "Accept-Encoding", **(headers or {})}
    if len(content) >= _WORTH_COMPRESSING and accepted_encoding(request, ("gzip",)):
        content = gzip.compress(content, compresslevel=6)
        known["Content-Encoding"] = "gzip"
    return raw(content, status=status, headers=known, content_type=f"{content_type}; charset=utf-8")


def revalidated(request: GatewayRequest, body: str, content_type: str, headers: Mapping[str, str]) -> HTTPResponse:
    """Text under an address that stays: kept by browsers, and asked for again when it has changed."""
    etag = _etag(body.encode())
    known = {**headers, "ETag": etag}
    if request.headers.getone("if-none-match", None) == etag:
        return raw(b"", status=304, headers=known)
    return text_answer(request, body, content_type, headers=known)


def accepted_encoding(request: GatewayRequest, encodings: tuple[str, ...]) -> str:
    """The first of these that Accept-Encoding names without refusing it (RFC 9110, section 12.5.3)."""
    accepted = {}
    for part in request.headers.getone("accept-encoding", "").lower().split(","):
        name, _, quality = part.strip().partition(";")
        accepted[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((encoding for encoding in encodings if accepted.get(encoding)), "")


def _etag(content: bytes) -> str:
    # Weak: the same words in another encoding are the same to whoever asks again (RFC 9110, section 8.8.1).
    return f'W/"{hashlib.sha256(content).hexdigest()[:20]}"'
