"""A provider that misbehaves, in each way there is, signs nobody in."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.identity_provider.configuration import configured, read
from adapters.identity_provider.oidc import OidcProvider
from adapters.identity_provider.port import (
    Identity,
    LoggedOut,
    ProvidersInvalid,
    ProviderUnavailable,
    Returned,
    SignInRefused,
)
from tests.support.provider import (
    CLIENT,
    LOGOUT_EVENT,
    STAFF,
    LyingProvider,
    acr,
    half_hash,
    provider,
    signed_with_public_key,
    unsigned,
)

BACK = "http://localhost:8000/sign-in/demonstration/return"


@pytest.fixture
async def idp() -> AsyncIterator[LyingProvider]:
    async with provider() as running:
        yield running


@pytest.fixture
async def client(idp: LyingProvider) -> AsyncIterator[OidcProvider]:
    made = OidcProvider(idp.configuration(), step_seconds=2.0)
    yield made
    await made.close()


async def sign_in(
    client: OidcProvider, idp: LyingProvider, assurance: int = 2, again: bool = False, **returned: str
) -> Identity:
    begun = await client.begin(assurance, BACK, "en", again)
    back = {**idp.authorize(begun.url), **returned}
    return await client.finish(begun, assurance, BACK, Returned(back["state"], back.get("code"), None, back.get("iss")))


async def refused(client: OidcProvider, idp: LyingProvider, **options: Any) -> str:
    with pytest.raises(SignInRefused) as told:
        await sign_in(client, idp, **options)
    return told.value.code


async def test_an_honest_provider_signs_somebody_in(client: OidcProvider, idp: LyingProvider) -> None:
    identity = await sign_in(client, idp)
    assert (identity.issuer, identity.subject, identity.assurance) == (idp.issuer, "ana-rivera", 2)
    assert (identity.name, identity.tin, identity.provider_session) == (
        "Ana Rivera",
        "900700001",
        "session-at-provider",
    )
    assert (identity.employee_id, identity.staff_roles) == (None, ())
    for secret in ("Rivera", "900", "ana-rivera", "session-at-provider"):
        assert secret not in repr(identity)


async def test_the_tin_comes_with_proofing_alone(client: OidcProvider, idp: LyingProvider) -> None:
    assert (await sign_in(client, idp, assurance=1)).tin is None
    idp.claims = lambda claims: {**claims, "acr": acr("proofed")}
    more = await sign_in(client, idp, assurance=1)
    assert (more.assurance, more.tin) == (2, "900700001")
    idp.person["social_security_number"] = "12345"
    assert await refused(client, idp) == "tin"


@pytest.mark.parametrize(
    ("told", "email"),
    [
        ({"email": "ana@people.example", "email_verified": True}, "ana@people.example"),
        ({"email": "ana@people.example", "email_verified": "true"}, "ana@people.example"),
        ({"email": "ana@people.example", "email_verified": False}, None),
        ({"email": "ana@people.example", "email_verified": "yes"}, None),
        ({"email": "ana@people.example"}, None),
        ({"email": "ana@people.example\r\nBcc: eve@evil.example", "email_verified": True}, None),
        ({"email": "ana@people.example,eve@evil.example", "email_verified": True}, None),
        ({"email": "a" * 250 + "@people.example", "email_verified": True}, None),
        ({"email": ["ana@people.example"], "email_verified": True}, None),
        ({"email_verified": True}, None),
    ],
)
async def test_an_address_counts_when_the_provider_has_verified_it(
    client: OidcProvider, idp: LyingProvider, told: dict[str, Any], email: str | None
) -> None:
    idp.person |= told
    identity = await sign_in(client, idp)
    # Whatever it is, it keeps nobody out.
    assert (identity.subject, identity.email) == ("ana-rivera", email)
    assert "people.example" not in repr(identity)


async def test_staff_come_with_their_roles(idp: LyingProvider) -> None:
    idp.person = dict(STAFF)
    client = OidcProvider(idp.configuration(profile="demonstration_staff"))
    identity = await sign_in(client, idp, assurance=3)
    assert (identity.assurance, identity.employee_id, identity.staff_roles) == (3, "E-100", ("agent",))
    assert client.for_staff
    await client.close()


async def test_what_is_asked_for(client: OidcProvider, idp: LyingProvider) -> None:
    begun = await client.begin(2, BACK, "es", True)
    asked = idp.codes[idp.authorize(begun.url)["code"]].asked
    assert asked["redirect_uri"] == BACK
    assert asked["acr_values"] == acr("proofed")
    assert (asked["prompt"], asked["max_age"], asked["ui_locales"]) == ("login", "0", "es")
    assert (asked["scope"], asked["response_type"], asked["client_id"]) == ("openid profile email", "code", CLIENT)
    for secret in (begun.state, begun.nonce, begun.code_verifier, begun.url):
        assert secret not in repr(begun)
    assert begun.code_verifier not in begun.url


LIES: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"iss": "https://evil.example"}, "issuer"),
    "no issuer": ({"iss": None}, "issuer"),
    "another audience": ({"aud": "somebody-else"}, "audience"),
    "an audience beside us": ({"aud": [CLIENT, "somebody-else"], "azp": CLIENT}, "audience"),
    "no audience": ({"aud": None}, "audience"),
    "another authorized party": ({"azp": "somebody-else"}, "audience"),
    "another nonce": ({"nonce": "n" * 43}, "nonce"),
    "no nonce": ({"nonce": None}, "nonce"),
    "expired": ({"exp": -61}, "expired"),
    "no expiry": ({"exp": None}, "exp"),
    "an expiry that is none": ({"exp": "tomorrow"}, "exp"),
    "not yet valid": ({"nbf": 61 + 5}, "not_yet"),
    "made in the future": ({"iat": 61 + 5}, "issued_at"),
    "made long ago": ({"iat": -601}, "issued_at"),
    "no time of making": ({"iat": None}, "issued_at"),
    "another access token's hash": ({"at_hash": half_hash("another")}, "at_hash"),
    "another code's hash": ({"c_hash": half_hash("another")}, "c_hash"),
    "a lower acr": ({"acr": acr("signed-in")}, "acr"),
    "an acr for staff": ({"acr": acr("staff")}, "acr"),
    "an acr like ours": ({"acr": acr("proofed") + " "}, "acr"),
    "several acrs": ({"acr": [acr("proofed")]}, "acr"),
    "no acr": ({"acr": None}, "acr"),
    "no subject": ({"sub": None}, "sub"),
    "an empty subject": ({"sub": ""}, "sub"),
    "a subject that is none": ({"sub": 7}, "sub"),
    "too long a subject": ({"sub": "s" * 256}, "sub"),
}
_TIMES = {"exp", "nbf", "iat"}


@pytest.mark.parametrize("lie", LIES)
async def test_a_token_that_lies(client: OidcProvider, idp: LyingProvider, lie: str) -> None:
    changed, code = LIES[lie]
    now = int(time.time())
    told = {
        name: now + value if name in _TIMES and isinstance(value, int) else value for name, value in changed.items()
    }
    idp.claims = lambda claims: {**claims, **told}
    if "sub" in changed:
        idp.userinfo = lambda claims: {**claims, "sub": changed["sub"]}
    assert await refused(client, idp) == code


@pytest.mark.parametrize("skew", [-55, 55])
async def test_a_clock_that_is_a_little_off_is_forgiven(idp: LyingProvider, skew: int) -> None:
    client = OidcProvider(idp.configuration(), now=lambda: time.time() + skew)
    assert (await sign_in(client, idp)).name == "Ana Rivera"
    await client.close()


@pytest.mark.parametrize("skew", [-120, 700])
async def test_a_clock_that_is_far_off_is_not(idp: LyingProvider, skew: int) -> None:
    client = OidcProvider(idp.configuration(), now=lambda: time.time() + skew)
    assert await refused(client, idp) in {"issued_at", "expired"}
    await client.close()


async def test_another_state(client: OidcProvider, idp: LyingProvider) -> None:
    assert await refused(client, idp, state="s" * 43) == "state"


async def test_another_issuer_in_the_answer(client: OidcProvider, idp: LyingProvider) -> None:
    assert await refused(client, idp, iss="https://evil.example") == "issuer"
    assert (await sign_in(client, idp, iss=idp.issuer)).assurance == 2


async def test_an_issuer_that_was_promised_and_is_missing(client: OidcProvider, idp: LyingProvider) -> None:
    idp.metadata = lambda metadata: {**metadata, "authorization_response_iss_parameter_supported": True}
    assert await refused(client, idp) == "issuer"


async def test_nobody_signed_it(client: OidcProvider, idp: LyingProvider) -> None:
    idp.sign = unsigned
    assert await refused(client, idp) == "algorithm"
    idp.sign = lambda claims: unsigned(claims) + "AAAA"
    assert await refused(client, idp) == "algorithm"


async def test_signed_with_the_public_key_as_a_secret(client: OidcProvider, idp: LyingProvider) -> None:
    idp.sign = signed_with_public_key(idp)
    assert await refused(client, idp) == "algorithm"


async def test_an_algorithm_that_the_provider_has_and_we_do_not_take(client: OidcProvider, idp: LyingProvider) -> None:
    idp.sign = lambda claims: idp.signed(claims, alg="PS256")
    assert await refused(client, idp) in {"algorithm", "token"}


async def test_signed_with_another_key(client: OidcProvider, idp: LyingProvider) -> None:
    other = LyingProvider(port=1)
    other.rotate()
    idp.sign = lambda claims: idp.signed(claims, other.keys[0], kid=idp.keys[0].kid)
    assert await refused(client, idp) == "signature"
    idp.sign = lambda claims: idp.signed(claims, other.keys[0])
    assert await refused(client, idp) == "key"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "ey" * 100_000])
async def test_what_is_no_token(client: OidcProvider, idp: LyingProvider, token: str) -> None:
    idp.sign = lambda _claims: token
    assert await refused(client, idp) == "token"


async def test_keys_that_were_rotated_are_asked_for_once_more(
    client: OidcProvider, idp: LyingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sign_in(client, idp)
    idp.rotate()
    assert await refused(client, idp) == "key"  # so soon after, nobody makes us ask again
    monkeypatch.setattr("adapters.identity_provider.oidc._KEYS_ASKED_EVERY_SECONDS", 0.0)
    assert (await sign_in(client, idp)).assurance == 2
    assert idp.asked.count("/jwks") == 2
    assert idp.asked.count("/.well-known/openid-configuration") == 1


async def test_a_code_is_used_once(client: OidcProvider, idp: LyingProvider) -> None:
    begun = await client.begin(2, BACK, "en", False)
    back = idp.authorize(begun.url)
    returned = Returned(back["state"], back["code"])
    await client.finish(begun, 2, BACK, returned)
    with pytest.raises(SignInRefused, match="code"):
        await client.finish(begun, 2, BACK, returned)


async def test_a_code_of_another_sign_in_is_of_no_use(client: OidcProvider, idp: LyingProvider) -> None:
    """A stolen code, put into one's own sign-in: neither the verifier nor the nonce fits."""
    stolen = idp.authorize((await client.begin(2, BACK, "en", False)).url)["code"]
    assert await refused(client, idp, code=stolen) == "code"


async def test_another_redirect_address_is_not_taken(client: OidcProvider, idp: LyingProvider) -> None:
    begun = await client.begin(2, BACK, "en", False)
    back = idp.authorize(begun.url)
    with pytest.raises(SignInRefused, match="code"):
        await client.finish(begun, 2, BACK + "/", Returned(back["state"], back["code"]))


async def test_proving_oneself_anew_is_checked(client: OidcProvider, idp: LyingProvider) -> None:
    assert (await sign_in(client, idp, again=True)).assurance == 2
    idp.claims = lambda claims: {**claims, "auth_time": int(time.time()) - 3600}
    assert await refused(client, idp, again=True) == "auth_time"
    assert (await sign_in(client, idp)).assurance == 2
    idp.claims = lambda claims: {**claims, "auth_time": None}
    assert await refused(client, idp, again=True) == "auth_time"


async def test_userinfo_of_somebody_else(client: OidcProvider, idp: LyingProvider) -> None:
    idp.userinfo = lambda claims: {**claims, "sub": "somebody-else", "social_security_number": "900-70-0002"}
    assert await refused(client, idp) == "userinfo"


async def test_signed_userinfo_is_checked_as_well(client: OidcProvider, idp: LyingProvider) -> None:
    idp.userinfo_signed = True
    assert (await sign_in(client, idp)).tin == "900700001"
    idp.userinfo = lambda claims: {**claims, "aud": "somebody-else"}
    assert await refused(client, idp) == "audience"
    idp.userinfo = lambda claims: {**claims, "iss": "https://evil.example"}
    assert await refused(client, idp) == "issuer"


@pytest.mark.parametrize("missing", ["id_token", "access_token", "token_type"])
async def test_an_answer_without_its_token(client: OidcProvider, idp: LyingProvider, missing: str) -> None:
    idp.token = lambda token: {name: value for name, value in token.items() if name != missing}
    assert await refused(client, idp) == "token"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"])
async def test_a_provider_that_hangs_is_given_up(idp: LyingProvider, path: str) -> None:
    client = OidcProvider(idp.configuration(), step_seconds=0.3)
    idp.hangs = {path}
    began = time.monotonic()
    with pytest.raises(ProviderUnavailable):
        await sign_in(client, idp)
    assert time.monotonic() - began < 2
    await client.close()


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"])
@pytest.mark.parametrize("broken", [(500, b"{}"), (302, b"{}"), (200, b"<html>"), (200, b"[]"), (200, b"x" * 300_000)])
async def test_a_provider_out_of_order(
    client: OidcProvider, idp: LyingProvider, path: str, broken: tuple[int, bytes]
) -> None:
    idp.breaks = {path: broken}
    with pytest.raises(ProviderUnavailable):
        await sign_in(client, idp)


async def test_a_provider_that_is_not_there() -> None:
    client = OidcProvider(LyingProvider().configuration())
    with pytest.raises(ProviderUnavailable):
        await client.begin(2, BACK, "en", False)
    assert await client.sign_out_url(BACK) is None
    await client.close()


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"token_endpoint": None},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"userinfo_endpoint": 7},
    ],
)
async def test_metadata_that_leads_elsewhere(client: OidcProvider, idp: LyingProvider, changed: dict[str, Any]) -> None:
    idp.metadata = lambda metadata: {**metadata, **changed}
    with pytest.raises(ProviderUnavailable):
        await sign_in(client, idp)


async def test_where_a_browser_signs_out_there(client: OidcProvider, idp: LyingProvider) -> None:
    url = await client.sign_out_url("http://localhost:8000/sign-out")
    assert url is not None
    assert url.startswith(f"{idp.issuer}/logout?client_id={CLIENT}&post_logout_redirect_uri=http")


# Back-channel logout


async def test_a_logout_token_says_whose_sessions_end(client: OidcProvider, idp: LyingProvider) -> None:
    assert await client.logged_out(idp.logout_token()) == LoggedOut(idp.issuer, "ana-rivera", None)
    assert await client.logged_out(idp.logout_token(sid="one", sub=None)) == LoggedOut(idp.issuer, None, "one")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"iss": "https://evil.example"}, "issuer"),
        ({"aud": "somebody-else"}, "audience"),
        ({"exp": 1}, "expired"),
        ({"iat": 1}, "issued_at"),
        ({"nonce": "n"}, "logout"),
        ({"events": None}, "logout"),
        ({"events": {LOGOUT_EVENT + "/other": {}}}, "logout"),
        ({"events": [LOGOUT_EVENT]}, "logout"),
        ({"sub": None}, "logout"),
        ({"sub": 7}, "sub"),
    ],
)
async def test_a_logout_token_that_lies(
    client: OidcProvider, idp: LyingProvider, changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(SignInRefused, match=code):
        await client.logged_out(idp.logout_token(**changed))


async def test_an_id_token_is_no_logout_token(client: OidcProvider, idp: LyingProvider) -> None:
    kept: list[str] = []
    idp.token = lambda token: kept.append(token["id_token"]) or token  # type: ignore[func-returns-value]
    await sign_in(client, idp)
    with pytest.raises(SignInRefused, match="logout"):
        await client.logged_out(kept[0])
    with pytest.raises(SignInRefused, match="algorithm"):
        await client.logged_out(unsigned({}))


# Configuration


def _write(folder: Path, rows: Any) -> Path:
    path = folder / "providers.json"
    path.write_text(json.dumps(rows))
    return path


def test_the_profiles_of_login_gov_and_id_me(tmp_path: Path) -> None:
    for name in ("key.pem", "secret"):
        (tmp_path / name).write_text("secret")
    login_gov, id_me = read(
        _write(
            tmp_path,
            [
                {"profile": "login_gov", "client_id": "urn:gov:gsa:x", "private_key_file": str(tmp_path / "key.pem")},
                {"profile": "id_me", "client_id": "x", "client_secret_file": str(tmp_path / "secret")},
            ],
        )
    )
    assert login_gov.assurances[2].accepted == ("urn:acr.login.gov:verified-facial-match-required",)
    assert login_gov.origin == "https://secure.login.gov"
    assert "social_security_number" in login_gov.assurances[2].scopes
    assert "social_security_number" not in login_gov.assurances[1].scopes
    assert id_me.assurances[2].scopes == ("http://idmanagement.gov/ns/assurance/ial/2/aal/2",)
    assert id_me.origin == "https://api.id.me"
    with pytest.raises(ProvidersInvalid, match="no RSA key"):
        OidcProvider(login_gov)


async def test_a_client_that_shows_itself_by_its_key(idp: LyingProvider, tmp_path: Path) -> None:
    key = LyingProvider(port=1).keys[0]
    (tmp_path / "key.pem").write_bytes(key.as_pem(private=True))
    own = idp.configuration(authentication="private_key_jwt", private_key_file=str(tmp_path / "key.pem"))
    client = OidcProvider(own)
    assert (await sign_in(client, idp)).assurance == 2
    await client.close()
    (tmp_path / "secret").write_text("secret\n")
    for method in ("client_secret_basic", "client_secret_post"):
        own = idp.configuration(authentication=method, client_secret_file=str(tmp_path / "secret"))
        client = OidcProvider(own)
        assert (await sign_in(client, idp)).assurance == 2
        await client.close()


GOOD = {"profile": "demonstration", "issuer": "http://127.0.0.1:9000"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"profile": "unheard-of"}, "no profile"),
        ({**GOOD, "issuer": "ftp://127.0.0.1"}, "https"),
        ({**GOOD, "demonstration": False}, "https"),
        ({**GOOD, "browser_origin": "nowhere"}, "https"),
        ({**GOOD, "name": "../x"}, "name"),
        ({**GOOD, "title": {"en": "x"}}, "title"),
        ({**GOOD, "assurances": {}}, "assurances"),
        ({**GOOD, "assurances": {"4": {"accepted": ["x"]}}}, "1, 2 or 3"),
        ({**GOOD, "assurances": {"2": {"accepted": []}}}, "accepted"),
        ({**GOOD, "assurances": {"2": {"accepted": ["x"]}, "3": {"accepted": ["y"]}}}, "alone"),
        ({**GOOD, "assurances": {"3": {"accepted": ["y"]}}}, "staff_roles"),
        ({**GOOD, "algorithms": ["none"]}, "algorithms"),
        ({**GOOD, "algorithms": ["HS256"]}, "algorithms"),
        ({**GOOD, "authentication": "client_secret_post"}, "client_secret_file"),
        ({**GOOD, "authentication": "private_key_jwt"}, "private_key_file"),
        ({**GOOD, "client_secret": "in the open"}, "client_secret"),
    ],
)
def test_a_configuration_that_can_not_be_used(row: dict[str, Any], told: str) -> None:
    with pytest.raises(ProvidersInvalid, match=told) as refusal:
        configured(row)
    assert "in the open" not in str(refusal.value)


def test_a_file_that_can_not_be_used(tmp_path: Path) -> None:
    for rows, told in (({}, "no JSON list"), ([GOOD, GOOD], "two providers")):
        with pytest.raises(ProvidersInvalid, match=told):
            read(_write(tmp_path, rows))
    with pytest.raises(ProvidersInvalid, match="can't be read"):
        read(tmp_path / "missing.json")
