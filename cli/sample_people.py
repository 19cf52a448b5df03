"""The sample people of the demonstration, as its OpenID provider and the gateway know them.

They are those of the sample cases: one file says who they are, so that whoever signs in has the cases they should have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from adapters.identity_provider.configuration import DEMONSTRATION_ACR

SAMPLE: Final = Path(__file__).resolve().parents[1] / "casework" / "cases" / "data" / "sample.json"
_ACR: Final = {1: "signed-in", 2: "proofed", 3: "staff"}


def people(path: Path = SAMPLE) -> list[dict[str, Any]]:
    """The people of the file. Raises OSError, ValueError."""
    found: list[dict[str, Any]] = json.loads(path.read_text())["people"]
    return found


def claims(person: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider says of a person. Their name is what they are chosen by, in its list."""
    told = {
        "sub": person["subject"],
        "name": person["name"],
        "email": person["email"],
        "email_verified": True,
        "acr": DEMONSTRATION_ACR + _ACR[person["assurance"]],
        "social_security_number": person["tin"] if person["assurance"] == 2 else None,
        "employee_id": person["employee_id"],
        "staff_roles": person["staff_roles"] or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def write(folder: Path, issuer: str, sample: Sequence[Mapping[str, Any]]) -> tuple[Path, Path]:
    """Writes the provider's people, and the gateway's file of providers; their paths."""
    who, providers = folder / "sign-in-people.json", folder / "sign-in-providers.json"
    who.write_text(json.dumps([claims(person) for person in sample], indent=1))
    rows = [{"profile": profile, "issuer": issuer} for profile in ("demonstration", "demonstration_staff")]
    providers.write_text(json.dumps(rows, indent=1))
    return who, providers
