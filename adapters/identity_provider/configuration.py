"""Which providers there are: one JSON file, its profiles, and what can't be used in it (TAS_SIGN_IN_PROVIDERS).

A profile holds what is known of a provider, so that the file has only what is an operator's own: the addresses and the
client that was registered. Secrets stand in files of their own. `docs/sign-in.md` tells each field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from adapters.identity_provider.port import ProvidersInvalid

STAFF: Final = 3
_NAME: Final = r"^[a-z][a-z0-9-]{0,31}$"

Authentication = Literal["none", "client_secret_basic", "client_secret_post", "private_key_jwt"]


class Asks(BaseModel):
    """What one assurance asks of the provider, and what shows that it was given.

    Attributes:
        acr_values: What the request names; empty where scopes alone say it.
        accepted: `acr` values of an ID token that prove this assurance. Any other proves nothing.
        scopes: Beside `openid`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    acr_values: tuple[str, ...] = ()
    accepted: Annotated[tuple[str, ...], Field(min_length=1)]
    scopes: tuple[str, ...] = ()


class Claims(BaseModel):
    """What the provider calls what we take; a claim that isn't named is not looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: tuple[str, ...] = ("name",)
    tin: str | None = None
    employee_id: str | None = None
    staff_roles: str | None = None
    email: str | None = None
    # Says whether the provider verified the address; none: it tells no other. OpenID Connect Core 1.0, 5.1.
    email_verified: str | None = "email_verified"


class ProviderConfiguration(BaseModel):
    """One provider.

    Attributes:
        name: Part of the addresses of sign-in, such as `/sign-in/login-gov`.
        title: What people know it by, by language.
        issuer: Exactly as the provider says it in `iss`.
        browser_origin: Where the browser is sent to, if that isn't the issuer's own origin.
        assurances: By assurance, 1 to 3 (`casework.identity.models.Assurance`).
        prompt: What the request says by `prompt`; None: nothing.
        prompt_again: The same where a person is to prove themselves anew.
        tells_when: Whether the ID token says when that was (`auth_time`), so that "anew" can be checked.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=_NAME)]
    title: Mapping[str, str]
    issuer: str
    client_id: Annotated[str, Field(min_length=1)]
    authentication: Authentication = "none"
    client_secret_file: Path | None = None
    private_key_file: Path | None = None
    browser_origin: str | None = None
    assurances: Annotated[Mapping[int, Asks], Field(min_length=1)]
    claims: Claims = Claims()
    algorithms: Annotated[tuple[Literal["RS256", "PS256", "ES256"], ...], Field(min_length=1)] = ("RS256",)
    prompt: str | None = None
    prompt_again: str | None = "login"
    tells_when: bool = True
    demonstration: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if set(self.title) != {"en", "es"}:
            raise ValueError("title needs en and es")
        if not set(self.assurances) <= {1, 2, STAFF}:
            raise ValueError("an assurance is 1, 2 or 3")
        if STAFF in self.assurances and len(self.assurances) > 1:
            raise ValueError("a provider of staff has assurance 3 alone")
        if STAFF in self.assurances and not (self.claims.employee_id and self.claims.staff_roles):
            raise ValueError("a provider of staff needs claims.employee_id and claims.staff_roles")
        if (self.client_secret_file is None) == self.authentication.startswith("client_secret"):
            raise ValueError("client_secret_file goes with client_secret_basic and client_secret_post")
        if (self.private_key_file is None) == (self.authentication == "private_key_jwt"):
            raise ValueError("private_key_file goes with private_key_jwt")
        for address in filter(None, (self.issuer, self.browser_origin)):
            parts = urlsplit(address)
            # A demonstration provider runs on this machine, or beside it in the same network.
            if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and self.demonstration)):
                raise ValueError("issuer and browser_origin are https addresses")
        return self

    @property
    def for_staff(self) -> bool:
        """Whether it signs in staff."""
        return STAFF in self.assurances

    @property
    def origin(self) -> str:
        """Where the browser is sent to."""
        parts = urlsplit(self.browser_origin or self.issuer)
        return f"{parts.scheme}://{parts.netloc}".lower()


_FACIAL_MATCH: Final = "urn:acr.login.gov:verified-facial-match-required"
_IAL2_AAL2: Final = "http://idmanagement.gov/ns/assurance/ial/2/aal/2"
DEMONSTRATION_ACR: Final = "urn:tas-connect:demonstration:"

# What is known of each (docs/sign-in.md has the sources and what is to be confirmed with the provider).
PROFILES: Final[Mapping[str, Mapping[str, Any]]] = {
    "generic": {},
    "login_gov": {
        "name": "login-gov",
        "title": {"en": "Login.gov", "es": "Login.gov"},
        "issuer": "https://secure.login.gov/",
        "authentication": "private_key_jwt",
        "prompt": "select_account",
        "prompt_again": "select_account",
        "tells_when": False,
        "claims": {"name": ["given_name", "family_name"], "tin": "social_security_number", "email": "email"},
        "assurances": {
            1: {
                "acr_values": ["urn:acr.login.gov:auth-only", "http://idmanagement.gov/ns/assurance/aal/2"],
                "accepted": ["urn:acr.login.gov:auth-only"],
                "scopes": ["email"],
            },
            # `urn:acr.login.gov:verified` and `.../ial/2` do not meet IAL2 of SP 800-63-3: not accepted.
            2: {
                "acr_values": [_FACIAL_MATCH, "http://idmanagement.gov/ns/assurance/aal/2"],
                "accepted": [_FACIAL_MATCH],
                "scopes": ["profile:name", "social_security_number", "email"],
            },
        },
    },
    "id_me": {
        "name": "id-me",
        "title": {"en": "ID.me", "es": "ID.me"},
        "issuer": "https://api.id.me/oidc",
        "authentication": "client_secret_post",
        "algorithms": ["RS256", "ES256"],
        "claims": {"name": ["fname", "lname"], "tin": "social", "email": "email", "email_verified": None},
        "assurances": {2: {"accepted": [_IAL2_AAL2], "scopes": [_IAL2_AAL2]}},
    },
    "demonstration": {
        "name": "demonstration",
        "title": {"en": "Sample people", "es": "Personas de ejemplo"},
        "demonstration": True,
        "client_id": "tas-connect",
        "claims": {"name": ["name"], "tin": "social_security_number", "email": "email"},
        "assurances": {
            1: {
                "acr_values": [f"{DEMONSTRATION_ACR}signed-in"],
                "accepted": [f"{DEMONSTRATION_ACR}signed-in"],
                "scopes": ["profile", "email"],
            },
            2: {
                "acr_values": [f"{DEMONSTRATION_ACR}proofed"],
                "accepted": [f"{DEMONSTRATION_ACR}proofed"],
                "scopes": ["profile", "email"],
            },
        },
    },
    "demonstration_staff": {
        "name": "staff",
        "title": {"en": "Sample staff", "es": "Personal de ejemplo"},
        "demonstration": True,
        "client_id": "tas-connect-staff",
        "claims": {"name": ["name"], "employee_id": "employee_id", "staff_roles": "staff_roles"},
        "assurances": {
            3: {
                "acr_values": [f"{DEMONSTRATION_ACR}staff"],
                "accepted": [f"{DEMONSTRATION_ACR}staff"],
                "scopes": ["profile"],
            }
        },
    },
}
_FILE: Final = TypeAdapter(list[dict[str, Any]])


def read(path: Path) -> list[ProviderConfiguration]:
    """The providers of a file, in its order. Raises ProvidersInvalid."""
    try:
        rows = _FILE.validate_json(path.read_bytes())
    except OSError as error:
        raise ProvidersInvalid(f"{path} can't be read: {error.strerror}") from error
    except ValidationError:
        raise ProvidersInvalid(f"{path} is no JSON list of providers") from None
    found = [configured(row, place=f"{path}, provider {number}") for number, row in enumerate(rows, 1)]
    names = [one.name for one in found]
    if len(set(names)) != len(names):
        raise ProvidersInvalid(f"{path} has two providers of one name")
    return found


def configured(row: Mapping[str, Any], place: str = "the provider") -> ProviderConfiguration:
    """One provider, its profile's fields first and its own over them. Raises ProvidersInvalid."""
    profile = str(row.get("profile", "generic"))
    if profile not in PROFILES:
        raise ProvidersInvalid(f"{place}: there is no profile of that name")
    own = {name: value for name, value in row.items() if name != "profile"}
    try:
        return ProviderConfiguration.model_validate(json.loads(json.dumps({**PROFILES[profile], **own})))
    except ValidationError as error:
        faults = [
            ".".join(str(part) for part in fault["loc"]) + (": " if fault["loc"] else "") + fault["msg"]
            for fault in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise ProvidersInvalid(f"{place}: {'; '.join(faults)}") from None
