"""An OpenID provider that can be told to lie, in one way at a time: a small HTTP server in the test's own loop.

Honest, it does what a provider has to: it holds the client to its redirect address, to PKCE and to using a code once.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import hashlib
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from joserfc.jws import JWSRegistry

from adapters.identity_provider.configuration import DEMONSTRATION_ACR, ProviderConfiguration, configured
from cli.processes import reserve_port
from tests.support.listening import listening

CLIENT = "tas-connect"
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
PERSON = {
    "sub": "ana-rivera",
    "name": "Ana Rivera",
    "social_security_number": "900-70-0001",
    "sid": "session-at-provider",
}
STAFF = {"sub": "grace-hall", "name": "Grace Hall", "employee_id": "E-100", "staff_roles": ["agent"]}

Claims = dict[str, Any]


@dataclass
class _Code:
    asked: dict[str, str]
    at: int


@functools.cache
def _first_key() -> RSAKey:
    return _key()


def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})


@dataclass
class LyingProvider:
    """A provider; what a test sets here, it does wrongly from then on.

    Attributes:
        person: Who signs in.
        claims: Changes an ID token's claims before it is signed.
        sign: Signs claims; by default with the newest key.
        userinfo: Changes what userinfo says.
        token: Changes the token endpoint's answer.
        hangs: Addresses that never answer.
        breaks: Addresses that answer so: a status and a body.
        forgets_codes: Takes a code again and again.
    """

    port: int = field(default_factory=reserve_port)
    person: Claims = field(default_factory=lambda: dict(PERSON))
    claims: Callable[[Claims], Claims] = lambda claims: claims
    sign: Callable[[Claims], str] | None = None
    userinfo: Callable[[Claims], Claims] = lambda claims: claims
    userinfo_signed: bool = False
    token: Callable[[Claims], Claims] = lambda token: token
    metadata: Callable[[Claims], Claims] = lambda metadata: metadata
    hangs: set[str] = field(default_factory=set)
    breaks: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    forgets_codes: bool = True
    keys: list[RSAKey] = field(default_factory=lambda: [_first_key()])
    codes: dict[str, _Code] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: dict[str, Claims] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def configuration(self, **own: Any) -> ProviderConfiguration:
        return configured({"profile": "demonstration", "issuer": self.issuer, **own})

    def row(self, **own: Any) -> dict[str, Any]:
        """A row of the file of providers."""
        return {"profile": "demonstration", "issuer": self.issuer, **own}

    def rotate(self) -> None:
        """Signs with a new key from now on; the old one is gone."""
        self.keys = [_key()]

    def authorize(self, url: str, **changed: str) -> dict[str, str]:
        """What a browser brings back when its person agrees."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["state"]) >= 22
        assert len(asked["nonce"]) >= 22
        code = secrets.token_urlsafe(16)
        self.codes[code] = _Code(asked, int(time.time()))
        return {"code": code, "state": asked["state"], **changed}

    def back(self, url: str, **changed: str) -> str:
        """The address that a browser is sent back to when its person agrees."""
        back = self.authorize(url, **changed)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def signed(self, claims: Claims, key: RSAKey | None = None, **header: Any) -> str:
        key = key or self.keys[-1]
        whole = {"alg": "RS256", "kid": key.kid, **header}
        return jwt.encode(whole, claims, key, algorithms=[whole["alg"]])

    def logout_token(self, **changed: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_hex(8),
            "sub": self.person["sub"],
            "events": {LOGOUT_EVENT: {}},
        }
        return self.signed({name: value for name, value in {**claims, **changed}.items() if value is not None})

    # HTTP

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while True:
                    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                    headers = {
                        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
                    }
                    body = await reader.readexactly(int(headers.get("content-length", "0")))
                    _method, target, _ = head[0].split(" ")
                    path = urlsplit(target).path
                    self.asked.append(path)
                    if path in self.hangs:
                        await asyncio.sleep(3600)
                    location = b""
                    if path == "/authorize":  # its person agrees at once
                        location = b"location: %b\r\n" % self.back(f"{self.issuer}{target}").encode()
                    status, content, kind = self._answer(path, headers, body)
                    if path in self.breaks:
                        status, content = self.breaks[path]
                    writer.write(
                        b"HTTP/1.1 %d x\r\n%bcontent-type: %b\r\ncontent-length: %d\r\n\r\n%b"
                        % (status, location, kind, len(content), content)
                    )
                    await writer.drain()
        finally:
            writer.close()

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes, bytes]:
        if path == "/.well-known/openid-configuration":
            return _json(200, self.metadata(self._metadata()))
        if path == "/jwks":
            return _json(200, KeySet(list(self.keys)).as_dict(private=False))
        if path == "/token":
            return self._token({name: values[0] for name, values in parse_qs(body.decode()).items()})
        if path == "/userinfo":
            claims = self.tokens.get(headers.get("authorization", "").removeprefix("Bearer "))
            if claims is None:
                return _json(401, {"error": "invalid_token"})
            if self.userinfo_signed:
                signed = self.signed({"iss": self.issuer, "aud": CLIENT, **self.userinfo(dict(claims))})
                return 200, signed.encode(), b"application/jwt"
            return _json(200, self.userinfo(dict(claims)))
        return _json(303 if path == "/authorize" else 404, {})

    def _metadata(self) -> Claims:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
        }

    def _token(self, sent: dict[str, str]) -> tuple[int, bytes, bytes]:
        code = self.codes.get(sent.get("code", ""))
        if self.forgets_codes:
            self.codes.pop(sent.get("code", ""), None)
        if code is None or not self._fits(code, sent):
            return _json(400, {"error": "invalid_grant"})
        access_token, now = secrets.token_urlsafe(16), int(time.time())
        self.tokens[access_token] = self.person
        claims = {
            "iss": self.issuer,
            "aud": code.asked["client_id"],
            "exp": now + 300,
            "iat": now,
            "auth_time": now,
            "nonce": code.asked["nonce"],
            "acr": code.asked["acr_values"].split(" ")[0],
            "at_hash": half_hash(access_token),
            "c_hash": half_hash(sent["code"]),
            **{name: self.person[name] for name in ("sub", "sid", "employee_id", "staff_roles") if name in self.person},
        }
        claims = {name: value for name, value in self.claims(claims).items() if value is not None}
        token = {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": (self.sign or self.signed)(claims),
        }
        return _json(200, self.token(token))

    def _fits(self, code: _Code, sent: dict[str, str]) -> bool:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        return (
            sent.get("grant_type") == "authorization_code"
            and sent.get("redirect_uri") == code.asked["redirect_uri"]
            and sent.get("client_id", code.asked["client_id"]) == code.asked["client_id"]
            and challenge.rstrip(b"=").decode() == code.asked["code_challenge"]
        )


def half_hash(value: str) -> str:
    """The left half of a hash, as `at_hash` and `c_hash` have it (OpenID Connect Core 1.0, 3.1.3.6)."""
    return base64.urlsafe_b64encode(hashlib.sha256(value.encode()).digest()[:16]).rstrip(b"=").decode()


def unsigned(claims: Claims) -> str:
    """A token that nobody signed."""

    def part(content: Claims) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


def signed_with_public_key(provider: LyingProvider) -> Callable[[Claims], str]:
    """Signs by HMAC with the public key as the secret: an old confusion of algorithms."""

    def sign(claims: Claims) -> str:
        public = OctKey.import_key(base64.b64encode(provider.keys[-1].as_pem(private=False)).decode())
        header = {"alg": "HS256", "kid": provider.keys[-1].kid}
        return jwt.encode(header, claims, public, registry=JWSRegistry(algorithms=["HS256"]))

    return sign


def acr(name: str) -> str:
    """What the demonstration profile calls an assurance."""
    return DEMONSTRATION_ACR + name


def _json(status: int, content: Any) -> tuple[int, bytes, bytes]:
    return status, json.dumps(content).encode(), b"application/json"


@asynccontextmanager
async def provider(**options: Any) -> AsyncIterator[LyingProvider]:
    """A provider on a free port."""
    running = LyingProvider(**options)
    async with listening(running.serve, running.port):
        yield running
