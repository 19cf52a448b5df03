"""What tus 1.0.0 requires of a server, as a table: requests, and the answers that are right (tus.io/protocols/resumable-upload).

Core, and the extensions creation, expiration, termination and checksum. Written from the protocol's text alone. A scenario is a
row of steps on one upload that is created before; each step is one request and what its answer and the upload's offset must be.
Where the protocol leaves a choice, all of it is allowed; where the house decided (only whole frames are acknowledged, a stranger's
upload looks missing), `source` says so. What needs two requests at once or a cut line stands in tests/contract/test_tus_protocol.py.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

VERSION = "1.0.0"
FRAME_BYTES = 65_536
OCTETS = "application/offset+octet-stream"

Where = Literal["collection", "upload", "unknown"]
Offset = Literal["unchanged", "whole", "gone", "some", "any"]
ABSENT = None


@dataclass(frozen=True)
class Step:
    """One request, and what is right.

    Attributes:
        headers: Sent besides `Tus-Resumable`, the session's own and, for POST, the metadata that the product asks for;
            None takes a header out.
        status: Every status that is right.
        answers: Headers of the answer by name: a pattern that has to match whole, or ABSENT.
        offset: The upload's offset afterwards, by HEAD: `unchanged`, `whole` (all of it is there), `some` (between what it was
            and what was sent, and the same as the answer says), `gone` (HEAD finds nothing).
        needs: An extension without which the step is left out; with `!`, one with which it is left out.
    """

    method: str
    at: Where = "upload"
    headers: dict[str, str | None] = field(default_factory=dict)
    body: bytes = b""
    status: frozenset[int] = frozenset()
    answers: dict[str, str | None] = field(default_factory=dict)
    offset: Offset = "unchanged"
    needs: str | None = None
    as_stranger: bool = False


@dataclass(frozen=True)
class Scenario:
    """Steps on one upload of `length` bytes."""

    name: str
    source: str
    steps: tuple[Step, ...]
    length: int = 200_000


NUMBER = r"(0|[1-9][0-9]*)"
RFC_9110_DATE = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT"
# "The Tus-Resumable header MUST be included in every request and response except for OPTIONS requests."
SPEAKS: dict[str, str | None] = {"tus-resumable": re.escape(VERSION)}
MISSING = frozenset({404, 410})
CLIENT_ERROR = frozenset({400, 409, 411, 413, 415, 422})


def content(length: int) -> bytes:
    """What is uploaded: the same bytes each time."""
    return hashlib.shake_256(b"tus").digest(length)


def patch(from_byte: int | str | None, body: bytes, status: set[int] | frozenset[int], **more: object) -> Step:
    headers: dict[str, str | None] = {"Content-Type": OCTETS, "Upload-Offset": None if from_byte is None else str(from_byte)}
    headers |= more.pop("headers", {})  # type: ignore[arg-type]
    answers = SPEAKS | more.pop("answers", {})  # type: ignore[operator]
    return Step("PATCH", headers=headers, body=body, status=frozenset(status), answers=answers, **more)  # type: ignore[arg-type]


def checksum(algorithm: str, body: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, body).digest()).decode()}"


_WHOLE = content(200_000)
_FIRST = _WHOLE[: 2 * FRAME_BYTES]
_REST = _WHOLE[2 * FRAME_BYTES :]
_STORED = {"upload-offset": str(2 * FRAME_BYTES)}
_OTHER_VERSION: dict[str, str | None] = {"Tus-Resumable": "0.2.2"}
_NO_VERSION: dict[str, str | None] = {"Tus-Resumable": None}
_REFUSED_VERSION = SPEAKS | {"tus-version": r".*1\.0\.0.*"}
_EXPIRES = {"upload-expires": RFC_9110_DATE}

SCENARIOS: list[Scenario] = [
    Scenario("it says what it speaks", "Core: OPTIONS", (
        Step("OPTIONS", "collection", {"Tus-Resumable": None}, status=frozenset({200, 204}),
             answers={"tus-version": r"(.*,)?1\.0\.0(,.*)?", "tus-extension": r"(?=.*creation)(?=.*expiration)(?=.*termination).*",
                      "tus-max-size": NUMBER}),
        Step("OPTIONS", "collection", {"Tus-Resumable": "9.9.9"}, status=frozenset({200, 204}),
             answers={"tus-version": r"(.*,)?1\.0\.0(,.*)?"}),
    )),
    Scenario("how far it is", "Core: HEAD", (
        Step("HEAD", status=frozenset({200, 204}),
             answers=SPEAKS | {"upload-offset": "0", "upload-length": "200000", "cache-control": r".*\bno-store\b.*"}),
    )),
    Scenario("an upload in two pieces", "Core: PATCH", (
        patch(0, _FIRST, {204}, answers=_STORED, offset="some"),
        Step("HEAD", status=frozenset({200, 204}), answers=SPEAKS | _STORED | {"upload-length": "200000"}),
        patch(2 * FRAME_BYTES, _REST, {204}, answers={"upload-offset": "200000"}, offset="whole"),
        Step("HEAD", status=frozenset({200, 204}), answers=SPEAKS | {"upload-offset": "200000", "upload-length": "200000"}),
    )),
    Scenario("an upload in one piece", "Core: PATCH", (
        patch(0, _WHOLE, {204}, answers={"upload-offset": "200000"}, offset="whole"),
    )),
    Scenario("one byte", "Core: PATCH", (patch(0, content(1), {204}, answers={"upload-offset": "1"}, offset="whole"),), length=1),
    Scenario("one frame and one byte", "Core: PATCH", (
        patch(0, content(FRAME_BYTES), {204}, answers={"upload-offset": str(FRAME_BYTES)}, offset="some"),
        patch(FRAME_BYTES, content(FRAME_BYTES + 1)[-1:], {204}, answers={"upload-offset": str(FRAME_BYTES + 1)}, offset="whole"),
    ), length=FRAME_BYTES + 1),
    Scenario("less than a frame may be let fall", "House: only whole frames are acknowledged; Core: the new offset is what was stored", (
        patch(0, _WHOLE[:10], {204}, answers={"upload-offset": NUMBER}, offset="some"),
        patch(0, _WHOLE, {204}, answers={"upload-offset": "200000"}, offset="whole"),
    )),
    Scenario("a frame and a half", "House: only whole frames are acknowledged", (
        patch(0, _WHOLE[:98_304], {204}, answers={"upload-offset": str(FRAME_BYTES)}, offset="some"),
        patch(FRAME_BYTES, _WHOLE[FRAME_BYTES:], {204}, answers={"upload-offset": "200000"}, offset="whole"),
    )),
    Scenario("nothing sent at the right offset", "Core: PATCH", (
        patch(0, b"", {204}, answers={"upload-offset": "0"}),
    )),
    Scenario("nothing to send", "Creation: an Upload-Length of zero is valid", (
        Step("HEAD", status=frozenset({200, 204}), answers=SPEAKS | {"upload-offset": "0", "upload-length": "0"}),
    ), length=0),
    Scenario("an offset before", "Core: offsets must match, 409, unchanged", (
        patch(0, _FIRST, {204}, answers=_STORED, offset="some"),
        patch(0, _FIRST, {409}),
        patch(FRAME_BYTES, _REST, {409}),
    )),
    Scenario("an offset beyond", "Core: offsets must match, 409, unchanged", (
        patch(FRAME_BYTES, _REST, {409}),
        patch(199_999, b"x", {409}),
        patch(200_000, b"", {409}),
        patch(200_001, b"x", {409, 400}),
        patch(2**63, b"x", {409, 400}),
        patch("9" * 400, b"x", {409, 400}),
    )),
    Scenario("offsets that are no numbers", "Core: Upload-Offset is a non-negative integer", tuple(
        patch(offset, _FIRST, {400}) for offset in ("-1", "+0", "0x0", "1e3", "0.0", "zero", "", "0,0", "0 0", "00a", "NaN")
    )),
    Scenario("no offset", "Core: PATCH must have an Upload-Offset", (patch(None, _FIRST, {400}),)),
    Scenario("another type of content", "Core: 415", (
        *(patch(0, _FIRST, {415}, headers={"Content-Type": kind}) for kind in (
            "application/octet-stream", "text/plain", "application/json", "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b", "application/offset", "application/offset+octet-streams", "application/offset octet-stream")),
        patch(0, _FIRST, {415}, headers={"Content-Type": None}),
    )),
    Scenario("more than was said", "Core: the sum may not exceed Upload-Length", (
        patch(0, _WHOLE + b"x", {400, 413}, offset="any"),
        Step("HEAD", status=frozenset({200, 204}), answers=SPEAKS | {"upload-offset": NUMBER, "upload-length": "200000"}, offset="any"),
    )),
    Scenario("more than was said, at the end", "Core: the sum may not exceed Upload-Length", (
        patch(0, _WHOLE, {204}, offset="whole"),
        patch(200_000, b"x", {400, 403, 409, 413}),
        patch(200_000, _WHOLE, {400, 403, 409, 413}),
        patch(0, _WHOLE, {400, 403, 409}),
    )),
    Scenario("another version", "Core: 412 with Tus-Version, and the request isn't processed", (
        patch(0, _FIRST, {412}, headers=_OTHER_VERSION, answers=_REFUSED_VERSION),
        patch(0, _FIRST, {412}, headers={"Tus-Resumable": "1.0.1"}, answers=_REFUSED_VERSION),
        patch(0, _FIRST, {412}, headers={"Tus-Resumable": "1.0"}, answers=_REFUSED_VERSION),
        Step("HEAD", headers=_OTHER_VERSION, status=frozenset({412}), answers=_REFUSED_VERSION | {"upload-offset": ABSENT}),
        Step("DELETE", headers=_OTHER_VERSION, status=frozenset({412}), answers=_REFUSED_VERSION),
        Step("POST", "collection", {**_OTHER_VERSION, "Upload-Length": "10"}, status=frozenset({412}),
             answers=_REFUSED_VERSION | {"location": ABSENT}),
    )),
    Scenario("no version", "Core: the header must be in every request", (
        patch(0, _FIRST, {412}, headers=_NO_VERSION, answers=_REFUSED_VERSION),
        Step("HEAD", headers=_NO_VERSION, status=frozenset({412}), answers=_REFUSED_VERSION | {"upload-offset": ABSENT}),
        Step("DELETE", headers=_NO_VERSION, status=frozenset({412}), answers=_REFUSED_VERSION),
        Step("POST", "collection", {**_NO_VERSION, "Upload-Length": "10"}, status=frozenset({412}),
             answers=_REFUSED_VERSION | {"location": ABSENT}),
    )),
    Scenario("an upload that isn't there", "Core: 404, 410 or 403, without an Upload-Offset", (
        Step("HEAD", "unknown", status=MISSING, answers=SPEAKS | {"upload-offset": ABSENT}),
        Step("PATCH", "unknown", {"Content-Type": OCTETS, "Upload-Offset": "0"}, _FIRST, MISSING, SPEAKS | {"upload-offset": ABSENT}),
        Step("DELETE", "unknown", status=MISSING, answers=SPEAKS),
    )),
    Scenario("a stranger's upload", "House: missing and forbidden look the same", (
        Step("HEAD", status=frozenset({404}), answers={"upload-offset": ABSENT, "upload-length": ABSENT}, as_stranger=True),
        Step("PATCH", headers={"Content-Type": OCTETS, "Upload-Offset": "0"}, body=_FIRST, status=frozenset({404}), as_stranger=True),
        Step("PATCH", headers={"Content-Type": OCTETS, "Upload-Offset": "7"}, body=_FIRST, status=frozenset({404}), as_stranger=True),
        Step("PATCH", headers={"Content-Type": "text/plain", "Upload-Offset": "0"}, body=_FIRST, status=frozenset({404, 415}), as_stranger=True),
        Step("DELETE", status=frozenset({404}), as_stranger=True),
        patch(0, _WHOLE, {204}, offset="whole"),
    )),
    Scenario("another method by a header", "House: X-HTTP-Method-Override is not heard, so that no check is passed by it", (
        Step("POST", headers={"X-HTTP-Method-Override": "DELETE"}, status=frozenset({400, 403, 404, 405})),
        Step("POST", headers={"X-HTTP-Method-Override": "PATCH", "Content-Type": OCTETS, "Upload-Offset": "0"}, body=_FIRST,
             status=frozenset({400, 403, 404, 405})),
        Step("HEAD", headers={"X-HTTP-Method-Override": "DELETE"}, status=frozenset({200, 204}), answers={"upload-offset": "0"}),
    )),
    Scenario("methods that there aren't", "HTTP: 405", (
        Step("PUT", headers={"Content-Type": OCTETS}, body=_FIRST, status=frozenset({404, 405})),
    )),
    Scenario("an upload is made", "Creation: 201 with Location", (
        Step("POST", "collection", {"Upload-Length": "10"}, status=frozenset({201}), answers=SPEAKS | {"location": r"\S+"}),
        Step("POST", "collection", {"Upload-Length": "0"}, status=frozenset({201}), answers=SPEAKS | {"location": r"\S+"}),
    )),
    Scenario("lengths that are none", "Creation: Upload-Length is a non-negative integer", tuple(
        Step("POST", "collection", {"Upload-Length": length}, status=frozenset({400}), answers=SPEAKS | {"location": ABSENT})
        for length in ("-1", "+5", "0x10", "1e3", "ten", "", "1.0", "5,5", "5 5")
    )),
    Scenario("no length", "Creation: Upload-Length or Upload-Defer-Length", (
        Step("POST", "collection", {"Upload-Length": None}, status=frozenset({400, 411}), answers=SPEAKS | {"location": ABSENT}),
        Step("POST", "collection", {"Upload-Length": None, "Upload-Defer-Length": "1"}, status=frozenset({400, 411, 501}),
             answers=SPEAKS | {"location": ABSENT}, needs="!creation-defer-length"),
        Step("POST", "collection", {"Upload-Length": None, "Upload-Defer-Length": "2"}, status=frozenset({400, 411}),
             answers=SPEAKS | {"location": ABSENT}),
    )),
    Scenario("longer than may be", "Creation: 413 beyond Tus-Max-Size", (
        Step("POST", "collection", {"Upload-Length": str(10**15)}, status=frozenset({413}), answers=SPEAKS | {"location": ABSENT}),
        Step("POST", "collection", {"Upload-Length": "9" * 40}, status=frozenset({413, 400}), answers=SPEAKS | {"location": ABSENT}),
        Step("POST", "collection", {"Upload-Length": "9" * 5_000}, status=frozenset({413, 400, 431}), answers={"location": ABSENT}),
    )),
    Scenario("metadata that is none", "Creation: pairs of a key and base64, keys once", tuple(
        Step("POST", "collection", {"Upload-Length": "10", "Upload-Metadata": value}, status=frozenset({400, 422}),
             answers=SPEAKS | {"location": ABSENT})
        for value in ("filename not*base64", "filename bGV0dGVyLnBkZg== extra", "filename bGV0dGVyLnBkZg==,filename YS5wZGY=",
                      ",filename bGV0dGVyLnBkZg==", "filename bGV0dGVyLnBkZg", "filename /w==", ",,,")
    )),
    Scenario("when it goes", "Expiration: Upload-Expires in the answers of PATCH, and of POST where it is known", (
        patch(0, _FIRST, {204}, answers=_STORED | _EXPIRES, offset="some"),
        Step("POST", "collection", {"Upload-Length": "10"}, status=frozenset({201}), answers=SPEAKS | {"location": r"\S+"} | _EXPIRES),
    )),
    Scenario("taken back", "Termination: 204, then 404 or 410", (
        patch(0, _FIRST, {204}, offset="some"),
        Step("DELETE", status=frozenset({204}), answers=SPEAKS, offset="gone"),
        Step("HEAD", status=MISSING, answers=SPEAKS | {"upload-offset": ABSENT}, offset="gone"),
        Step("PATCH", headers={"Content-Type": OCTETS, "Upload-Offset": str(2 * FRAME_BYTES)}, body=_REST, status=MISSING, answers=SPEAKS,
             offset="gone"),
        Step("DELETE", status=MISSING, answers=SPEAKS, offset="gone"),
    )),
    Scenario("taken back before it began", "Termination", (
        Step("DELETE", status=frozenset({204}), answers=SPEAKS, offset="gone"),
    )),
    Scenario("it says which checksums", "Checksum: sha1 at least", (
        Step("OPTIONS", "collection", status=frozenset({200, 204}), answers={"tus-checksum-algorithm": r"(.*,)?sha1(,.*)?"}, needs="checksum"),
    )),
    Scenario("a checksum", "Checksum: 204; 460 and unchanged; 400", (
        patch(0, _FIRST, {460}, headers={"Upload-Checksum": checksum("sha1", b"other")}, needs="checksum"),
        patch(0, _FIRST, {460}, headers={"Upload-Checksum": checksum("sha1", _FIRST[:-1])}, needs="checksum"),
        patch(0, _FIRST, {400}, headers={"Upload-Checksum": "whirlpool abcd"}, needs="checksum"),
        patch(0, _FIRST, {400}, headers={"Upload-Checksum": "sha1"}, needs="checksum"),
        patch(0, _FIRST, {400, 460}, headers={"Upload-Checksum": "sha1 not*base64"}, needs="checksum"),
        patch(0, _FIRST, {400, 460}, headers={"Upload-Checksum": "sha1 YWJj"}, needs="checksum"),
        patch(0, _FIRST, {204}, headers={"Upload-Checksum": checksum("sha1", _FIRST)}, answers=_STORED, offset="some", needs="checksum"),
        patch(2 * FRAME_BYTES, _REST, {204}, headers={"Upload-Checksum": checksum("sha1", _REST)}, answers={"upload-offset": "200000"},
              offset="whole", needs="checksum"),
    )),
    Scenario("a checksum of a piece that ends within a frame", "Checksum, and only whole frames are acknowledged", (
        patch(0, _WHOLE[:98_304], {204}, headers={"Upload-Checksum": checksum("sha1", _WHOLE[:98_304])},
              answers={"upload-offset": str(FRAME_BYTES)}, offset="some", needs="checksum"),
        patch(FRAME_BYTES, _WHOLE[FRAME_BYTES:], {204}, answers={"upload-offset": "200000"}, offset="whole", needs="checksum"),
    )),
    Scenario("names of headers are the same in any case", "HTTP", (
        patch(None, _WHOLE, {204}, headers={"upload-offset": "0", "content-type": OCTETS, "Content-Type": None}, offset="whole"),
    )),
]  # fmt: skip
