"""OpenID Connect Core 1.0, authorization code flow with PKCE: messages and claims by Authlib, signatures by joserfc.

Everything that comes back is checked (3.1.3.7): issuer, audience, authorized party, algorithm, signature, times, nonce, the
hashes of access token and code, and that `acr` is one that the configuration takes as a proof. HTTP is aiohttp, with
one time for the whole of a step and a limit to what is read; redirects are not followed.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from adapters.identity_provider.configuration import ProviderConfiguration
from adapters.identity_provider.port import (
    Begun,
    Identity,
    LoggedOut,
    ProvidersInvalid,
    ProviderUnavailable,
    Returned,
    SignInRefused,
)

_STEP_SECONDS: Final = 10.0
_MOST_BYTES: Final = 262_144
_SECRET_BYTES: Final = 32
_SKEW_SECONDS: Final = 60
# An ID token is made when the code is exchanged: an older one comes from elsewhere.
_OLDEST_TOKEN_SECONDS: Final = 600
# What a provider says of itself and its keys is asked for again after so long, keys at once when an unknown one signs ...
_KNOWN_FOR_SECONDS: Final = 900.0
# ... but not more often than this, whatever is sent to us.
_KEYS_ASKED_EVERY_SECONDS: Final = 10.0
_LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
_LONGEST_SUBJECT: Final = 255
_TIN_DIGITS: Final = 9
_LONGEST_EMAIL: Final = 254  # RFC 5321, section 4.5.3.1.3
_EMAIL: Final = re.compile(r"[^@\s<>,;\"]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# What a claim at fault is called in an audit entry and in the tests.
_CODES: Final[Mapping[str, str]] = {
    "iss": "issuer",
    "aud": "audience",
    "azp": "audience",
    "iat": "issued_at",
    "nbf": "not_yet",
}


@dataclass(slots=True)
class _Known:
    """What the provider said of itself, and its keys."""

    metadata: Mapping[str, Any]
    keys: KeySet | None = None
    at: float = 0.0
    keys_at: float = 0.0


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content_type: str
    body: bytes = field(repr=False)

    def document(self) -> dict[str, Any]:
        """The JSON object of the answer. Raises ProviderUnavailable."""
        try:
            document = json.loads(self.body)
        except ValueError as error:
            raise ProviderUnavailable from error
        if not isinstance(document, dict):
            raise ProviderUnavailable
        return document


class OidcProvider:
    """See `IdentityProvider`."""

    def __init__(
        self,
        configuration: ProviderConfiguration,
        now: Callable[[], float] = time.time,
        step_seconds: float = _STEP_SECONDS,
    ) -> None:
        """Reads the client's secret. Raises ProvidersInvalid."""
        self._configuration = configuration
        self._now = now
        self._step_seconds = step_seconds
        self._authentication = _authentication(configuration)
        self._http: aiohttp.ClientSession | None = None
        self._known: _Known | None = None

    @property
    def name(self) -> str:
        """See `IdentityProvider.name`."""
        return self._configuration.name

    @property
    def for_staff(self) -> bool:
        """See `IdentityProvider.for_staff`."""
        return self._configuration.for_staff

    @property
    def assurances(self) -> frozenset[int]:
        """See `IdentityProvider.assurances`."""
        return frozenset(self._configuration.assurances)

    @property
    def origin(self) -> str:
        """See `IdentityProvider.origin`."""
        return self._configuration.origin

    def title(self, language: str) -> str:
        """See `IdentityProvider.title`."""
        return self._configuration.title[language]

    async def begin(self, assurance: int, redirect_uri: str, language: str, again: bool) -> Begun:
        """See `IdentityProvider.begin`."""
        configuration = self._configuration
        asks = configuration.assurances[assurance]
        state, nonce, verifier = (secrets.token_urlsafe(_SECRET_BYTES) for _ in range(3))
        async with _within(self._step_seconds):
            endpoint = _address(await self._metadata(), "authorization_endpoint")
        parts = urlsplit(endpoint)
        if f"{parts.scheme}://{parts.netloc}".lower() != self.origin:
            raise ProviderUnavailable  # pages let forms go to the configured origin alone
        url = prepare_grant_uri(
            endpoint,
            configuration.client_id,
            "code",
            redirect_uri=redirect_uri,
            scope=" ".join(("openid", *asks.scopes)),
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            acr_values=" ".join(asks.acr_values) or None,
            prompt=configuration.prompt_again if again else configuration.prompt,
            max_age="0" if again and configuration.tells_when else None,
            ui_locales=language,
        )
        return Begun(url, state, nonce, verifier, again, int(self._now()))

    async def finish(self, begun: Begun, assurance: int, redirect_uri: str, returned: Returned) -> Identity:
        """See `IdentityProvider.finish`."""
        if not hmac.compare_digest(begun.state.encode(), returned.state.encode()):
            raise SignInRefused("state")
        async with _within(self._step_seconds):
            metadata = await self._metadata()
            # RFC 9207: a provider that names itself here tells its answers from another's.
            named = returned.issuer
            if named is None and metadata.get("authorization_response_iss_parameter_supported") is True:
                raise SignInRefused("issuer")
            if named is not None and named != self._configuration.issuer:
                raise SignInRefused("issuer")
            if not returned.code:
                raise SignInRefused("code")
            token = await self._exchange(metadata, begun, redirect_uri, returned.code)
            claims = await self._id_token(token, begun, returned.code)
            proven = self._proven(claims, assurance)
            about = {**claims, **await self._userinfo(metadata, token["access_token"], claims["sub"])}
        return self._identity(claims, about, proven)

    async def sign_out_url(self, after: str) -> str | None:
        """See `IdentityProvider.sign_out_url`."""
        try:
            async with _within(self._step_seconds):
                metadata = await self._metadata()
        except ProviderUnavailable:
            return None
        endpoint = metadata.get("end_session_endpoint")
        if not isinstance(endpoint, str) or not self._is_safe(endpoint):
            return None
        own = [("client_id", self._configuration.client_id), ("post_logout_redirect_uri", after)]
        return str(add_params_to_uri(endpoint, own))

    async def logged_out(self, logout_token: str) -> LoggedOut:
        """See `IdentityProvider.logged_out`. Source: OpenID Connect Back-Channel Logout 1.0, 2.6."""
        async with _within(self._step_seconds):
            claims, _header = await self._verified(logout_token)
        registry = jwt.JWTClaimsRegistry(
            int(self._now()),
            _SKEW_SECONDS,
            iss={"essential": True, "value": self._configuration.issuer},
            aud={"essential": True},
            iat={"essential": True},
            exp={"essential": True},
        )
        try:
            registry.validate(claims)
        except ClaimError as error:
            raise _refused(error) from None
        self._for_us_alone(claims)
        self._fresh(claims)
        events = claims.get("events")
        if not isinstance(events, dict) or not isinstance(events.get(_LOGOUT_EVENT), dict) or "nonce" in claims:
            raise SignInRefused("logout")
        subject, sid = claims.get("sub"), claims.get("sid")
        if not isinstance(subject, str | None) or not isinstance(sid, str | None) or (subject, sid) == (None, None):
            raise SignInRefused("logout")
        return LoggedOut(self._configuration.issuer, subject, sid)

    async def close(self) -> None:
        """See `IdentityProvider.close`."""
        if self._http is not None:
            await self._http.close()
            self._http = None

    # What comes back

    async def _exchange(
        self, metadata: Mapping[str, Any], begun: Begun, redirect_uri: str, code: str
    ) -> dict[str, Any]:
        """Code for tokens (RFC 6749, 4.1.3; RFC 7636, 4.5). Raises SignInRefused, ProviderUnavailable."""
        endpoint = _address(metadata, "token_endpoint")
        body = prepare_token_request(
            "authorization_code", "", redirect_uri, code=code, code_verifier=begun.code_verifier
        )
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        url, headers, body = self._authentication.prepare("POST", endpoint, headers, body)
        answer = await self._ask("POST", url, headers, body)
        if answer.status in (400, 401) and answer.document().get("error") == "invalid_grant":
            raise SignInRefused("code")  # used, too old, of somebody else, or not with this verifier
        token = answer.document()
        if answer.status != 200:
            raise ProviderUnavailable
        if not isinstance(token.get("access_token"), str) or str(token.get("token_type")).lower() != "bearer":
            raise SignInRefused("token")
        if not isinstance(token.get("id_token"), str):
            raise SignInRefused("token")
        return token

    async def _id_token(self, token: Mapping[str, Any], begun: Begun, code: str) -> dict[str, Any]:
        """The claims of an ID token that holds. Raises SignInRefused, ProviderUnavailable."""
        claims, header = await self._verified(token["id_token"])
        own = self._configuration
        checked = CodeIDToken(
            claims,
            header,
            {
                "iss": {"essential": True, "value": own.issuer},
                "aud": {"essential": True, "allow_blank": False},
                "nonce": {"essential": True},
            },
            {"nonce": begun.nonce, "client_id": own.client_id, "access_token": token["access_token"]},
        )
        try:
            checked.validate(now=int(self._now()), leeway=_SKEW_SECONDS)
        except ClaimError as error:
            raise _refused(error) from None
        self._for_us_alone(claims)
        self._fresh(claims)
        c_hash = claims.get("c_hash")
        if c_hash is not None:
            expected = create_half_hash(code, header["alg"])
            if not isinstance(c_hash, str) or not hmac.compare_digest(expected, c_hash.encode()):
                raise SignInRefused("c_hash")
        if not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
            raise SignInRefused("sub")
        when = claims.get("auth_time")
        if begun.again and own.tells_when and (when is None or when < begun.at - _SKEW_SECONDS):
            raise SignInRefused("auth_time")
        return claims

    def _for_us_alone(self, claims: Mapping[str, Any]) -> None:
        """An audience beside us is one that we don't trust (3.1.3.7, 3). Raises SignInRefused."""
        audience = claims["aud"]
        if audience not in (self._configuration.client_id, [self._configuration.client_id]):
            raise SignInRefused("audience")

    def _fresh(self, claims: Mapping[str, Any]) -> None:
        if claims["iat"] < self._now() - _OLDEST_TOKEN_SECONDS:
            raise SignInRefused("issued_at")

    def _proven(self, claims: Mapping[str, Any], asked: int) -> int:
        """The assurance that `acr` shows, at least what was asked for. Raises SignInRefused."""
        acr = claims.get("acr")
        proven = [
            assurance
            for assurance, asks in self._configuration.assurances.items()
            if isinstance(acr, str) and acr in asks.accepted
        ]
        if not proven or max(proven) < asked:
            raise SignInRefused("acr")
        return max(proven)

    async def _userinfo(self, metadata: Mapping[str, Any], access_token: str, subject: str) -> Mapping[str, Any]:
        """What the provider says of the person, plain or signed. Raises SignInRefused, ProviderUnavailable."""
        if "userinfo_endpoint" not in metadata:
            return {}
        endpoint = _address(metadata, "userinfo_endpoint")
        headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/json, application/jwt"}
        answer = await self._ask("GET", endpoint, headers)
        if answer.status != 200:
            raise ProviderUnavailable
        if answer.content_type == "application/jwt":
            claims, _header = await self._verified(answer.body.decode("ascii", "replace").strip())
            if claims.get("iss", self._configuration.issuer) != self._configuration.issuer:
                raise SignInRefused("issuer")
            if "aud" in claims:
                self._for_us_alone(claims)
        else:
            claims = answer.document()
        # Or an access token of somebody else's has been put in its place (5.3.2).
        if claims.get("sub") != subject:
            raise SignInRefused("userinfo")
        return claims

    def _identity(self, claims: Mapping[str, Any], about: Mapping[str, Any], proven: int) -> Identity:
        named = self._configuration.claims
        words = [about.get(claim) for claim in named.name]
        return Identity(
            issuer=self._configuration.issuer,
            subject=claims["sub"],
            assurance=proven,
            name=" ".join(word.strip() for word in words if isinstance(word, str) and word.strip()),
            tin=_tin(about, named.tin) if proven == 2 else None,
            employee_id=_employee_id(about, named.employee_id),
            staff_roles=_words(about, named.staff_roles),
            provider_session=claims["sid"] if isinstance(claims.get("sid"), str) else None,
            authenticated_at=datetime.fromtimestamp(claims.get("auth_time") or claims["iat"], UTC),
            email=_email(about, named.email, named.email_verified),
        )

    # Signatures

    async def _verified(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Claims and header of a token that a key of the provider's signed. Raises SignInRefused, ProviderUnavailable."""
        registry = JWSRegistry(algorithms=self._configuration.algorithms, strict_check_header=False)
        try:
            try:
                read = jwt.decode(token, await self._keys(), registry=registry)
            except InvalidKeyIdError:
                read = jwt.decode(token, await self._keys(anew=True), registry=registry)
        except (JoseError, ValueError) as error:
            raise _refused(error) from None
        return read.claims, dict(read.header)

    async def _keys(self, anew: bool = False) -> KeySet:
        metadata = await self._metadata()
        known, now = self._known, time.monotonic()
        if known is not None and known.keys is not None:
            asked = now - known.keys_at
            if asked < (_KEYS_ASKED_EVERY_SECONDS if anew else _KNOWN_FOR_SECONDS):
                return known.keys
        answer = await self._ask("GET", _address(metadata, "jwks_uri"), {"Accept": "application/json"})
        if answer.status != 200:
            raise ProviderUnavailable
        try:
            keys = KeySet.import_key_set(answer.document())  # type: ignore[arg-type]
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise ProviderUnavailable from error
        if self._known is not None:
            self._known.keys, self._known.keys_at = keys, now
        return keys

    async def _metadata(self) -> Mapping[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, 4). Raises ProviderUnavailable."""
        now = time.monotonic()
        if self._known is not None and now - self._known.at < _KNOWN_FOR_SECONDS:
            return self._known.metadata
        issuer = self._configuration.issuer
        answer = await self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration", {})
        if answer.status != 200:
            raise ProviderUnavailable
        metadata = answer.document()
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if metadata.get("issuer") != issuer or not all(self._is_safe(metadata.get(name)) for name in needed):
            raise ProviderUnavailable
        if "userinfo_endpoint" in metadata and not self._is_safe(metadata["userinfo_endpoint"]):
            raise ProviderUnavailable
        # Keys that were known before are asked for anew as well.
        self._known = _Known(metadata, at=now)
        return metadata

    def _is_safe(self, address: object) -> bool:
        """Whether secrets may be sent to an address: HTTPS, but for a demonstration's provider."""
        if not isinstance(address, str) or not urlsplit(address).hostname:
            return False
        return address.startswith("https://") or (self._configuration.demonstration and address.startswith("http://"))

    # HTTP

    async def _ask(self, method: str, url: str, headers: Mapping[str, str], body: str | None = None) -> _Answer:
        if self._http is None:
            self._http = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False)
        try:
            async with self._http.request(
                method, url, headers=dict(headers), data=body, allow_redirects=False
            ) as response:
                content = bytearray()
                async for part in response.content.iter_any():
                    content += part
                    if len(content) > _MOST_BYTES:
                        raise ProviderUnavailable
                return _Answer(response.status, response.content_type, bytes(content))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise ProviderUnavailable from error


@asynccontextmanager
async def _within(seconds: float) -> AsyncIterator[None]:
    """One time for all that a step asks of the provider; beyond it, the provider is unavailable."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as late:
        raise ProviderUnavailable from late


def _authentication(configuration: ProviderConfiguration) -> ClientAuth:
    """How the client shows who it is. Raises ProvidersInvalid where its secret can't be read."""
    path = configuration.private_key_file or configuration.client_secret_file
    secret = ""
    if path is not None:
        try:
            secret = path.read_text().strip()
        except OSError as error:
            raise ProvidersInvalid(f"{path} can't be read: {error.strerror}") from error
    method: Any = configuration.authentication
    if method == "private_key_jwt":
        method = PrivateKeyJWT()
        try:
            method.sign(ClientAuth(configuration.client_id, secret, "none"), configuration.issuer)
        except (JoseError, ValueError, TypeError):
            raise ProvidersInvalid(f"{path} holds no RSA key (PEM)") from None
    return ClientAuth(configuration.client_id, secret, method)


def _address(metadata: Mapping[str, Any], name: str) -> str:
    address: str = metadata[name]
    return address


def _refused(error: Exception) -> SignInRefused:
    """A fault of a token by a stable word; its own words may quote what was sent."""
    if isinstance(error, ExpiredTokenError):
        return SignInRefused("expired")
    if isinstance(error, ClaimError):
        return SignInRefused(_CODES.get(error.claim, error.claim))
    if isinstance(error, UnsupportedAlgorithmError):
        return SignInRefused("algorithm")
    if isinstance(error, BadSignatureError):
        return SignInRefused("signature")
    if isinstance(error, InvalidKeyIdError):
        return SignInRefused("key")
    return SignInRefused("token")


def _tin(about: Mapping[str, Any], claim: str | None) -> str | None:
    """Nine digits. Raises SignInRefused where it is something else."""
    tin = about.get(claim) if claim is not None else None
    if tin is None:
        return None
    digits = str(tin).replace("-", "").replace(" ", "") if isinstance(tin, str) else ""
    if len(digits) != _TIN_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise SignInRefused("tin")
    return digits


def _email(about: Mapping[str, Any], claim: str | None, verified: str | None) -> str | None:
    """An address that the provider has verified; anything else is none, and signs in all the same."""
    found = about.get(claim) if claim is not None else None
    if (
        not isinstance(found, str)
        or len(found) > _LONGEST_EMAIL
        or not found.isprintable()
        or not _EMAIL.fullmatch(found)
    ):
        return None
    # Some providers write it as a string.
    return found if verified is None or about.get(verified) in (True, "true") else None


def _employee_id(about: Mapping[str, Any], claim: str | None) -> str | None:
    found = about.get(claim) if claim is not None else None
    # It goes into audit entries, which hold stable words alone.
    if (
        isinstance(found, str)
        and 0 < len(found) <= 64
        and all(c.isascii() and (c.isalnum() or c in "-_.") for c in found)
    ):
        return found
    return None


def _words(about: Mapping[str, Any], claim: str | None) -> tuple[str, ...]:
    found = about.get(claim) if claim is not None else None
    if isinstance(found, str):
        return tuple(found.replace(",", " ").split())
    return tuple(word for word in found if isinstance(word, str)) if isinstance(found, list) else ()
