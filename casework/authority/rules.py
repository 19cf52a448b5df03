"""Who may see and do what, as dated data (rule 9).

`python -m casework.authority.rules > docs/authority.md` writes the page of it, and a test keeps it so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from casework.authority.models import Authorization, AuthorizationForm, MatterAct, MatterField
from casework.dated import Row, data_of, in_force, one_in_force

DOCUMENTED_ON = date(2026, 11, 22)
"""The day whose rules `docs/authority.md` shows."""

_FILE = Path(__file__).with_name("data") / "authority.json"


class Grant(StrEnum):
    """On what ground somebody may see or do something."""

    TAXPAYER = "taxpayer"
    FORM_2848 = "form_2848"
    FORM_8821 = "form_8821"
    UNENROLLED_PREPARER = "unenrolled_preparer"
    CONSENT = "consent"
    STAFF_ASSIGNED = "staff_assigned"
    STAFF_SUBSTITUTE = "staff_substitute"
    STAFF_SUPERVISOR = "staff_supervisor"
    STAFF_REVIEWER = "staff_reviewer"


@dataclass(frozen=True, slots=True)
class Given:
    """What a ground gives."""

    fields: frozenset[MatterField]
    acts: frozenset[MatterAct]


@dataclass(frozen=True, slots=True)
class Designation:
    """A designation of Form 2848, part II.

    Attributes:
        grant: The ground that it is; None: it gives nothing.
        holds_days: So many days after its first it ends by itself; None: it doesn't.
        matter_types: Only in matters of these kinds; None: in all.
        tax_forms: Only for these forms; None: for all.
        signed_returns: Only for returns that the representative prepared and signed.
    """

    code: str
    who: str
    grant: Grant | None
    holds_days: int | None
    matter_types: frozenset[str] | None
    tax_forms: frozenset[str] | None
    signed_returns: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force on one day.

    Attributes:
        joint: What of a joint case itself both spouses may see.
    """

    given: Mapping[Grant, Given]
    joint: frozenset[MatterField]
    designations: Mapping[str, Designation]

    def ends_on(self, authorization: Authorization) -> date | None:
        """The last day of an authorization, by its own words or by its designation."""
        ends = [] if authorization.valid_until is None else [authorization.valid_until]
        designation = self.designation_of(authorization)
        if designation is not None and designation.holds_days is not None:
            ends.append(authorization.valid_from + timedelta(days=designation.holds_days))
        return min(ends, default=None)

    def designation_of(self, authorization: Authorization) -> Designation | None:
        """The designation that an authorization stands on; None where it needs none or names an unknown one."""
        if authorization.form is not AuthorizationForm.FORM_2848 or authorization.designation is None:
            return None
        return self.designations.get(authorization.designation)


@lru_cache(maxsize=64)
def rules(on: date) -> Rules:
    """The rules in force on a day; what no rule gives, nobody has."""
    data = data_of(_FILE)
    return Rules(
        given={
            Grant(row["grant"]): Given(
                frozenset(MatterField(name) for name in row["fields"]),
                frozenset(MatterAct(name) for name in row["acts"]),
            )
            for row in in_force(data["grants"], on)
        },
        joint=frozenset(MatterField(row["field"]) for row in in_force(data["joint"], on) if row["both"]),
        designations={row["code"]: _designation(row) for row in in_force(data["designations"], on)},
    )


def days_kept(on: date) -> int:
    """Days that an authorization is kept after it has ended. Raises LookupError where no rule is in force."""
    return int(one_in_force(data_of(_FILE)["retention"], on, "authorization retention")["days"])


def document(on: date) -> str:
    """`docs/authority.md`: who sees and does what by the rules of a day."""
    data = data_of(_FILE)
    grants = {row["grant"]: row for row in in_force(data["grants"], on)}
    lines = [
        "# Who sees and does what",
        "",
        "Written from `casework/authority/data/authority.json` by `python -m casework.authority.rules`; a test keeps it so.",
        f"The rules are those of {on}.",
        "`casework/authority/decision.py` is the one place that decides by it. None of it has been reviewed by the agency.",
        "",
        "## In a matter",
        "",
        "A matter is one taxpayer's side of one case. Nobody else has anything, and missing and forbidden look the same.",
        "",
        f"| | {' | '.join(_said(grant) for grant in grants)} |",
        f"|---|{'---|' * len(grants)}",
    ]
    for kind, names in (("fields", MatterField), ("acts", MatterAct)):
        for name in names:
            marks = ("yes" if name.value in row[kind] else "" for row in grants.values())
            title = _said(name.value) if kind == "fields" else f"*{_said(name.value)}*"
            lines.append(f"| {title} | {' | '.join(marks)} |")
    lines += ["", "| ground | source | certainty |", "|---|---|---|"]
    lines += [f"| {_said(grant)} | {row['citation']} | {row['certainty']} |" for grant, row in grants.items()]
    lines += [
        "",
        "A representative's authorization must name the form and every period of the case, hold on the day, and not be",
        "revoked; several may do so together, and then what each period is given in common counts. Staff who are",
        "signed in at the desk have nothing by a TIN of their own, so that nobody works on their own case there. Whoever is",
        "a taxpayer of a joint case and represents the other sees the other's name and what both see, except issues.",
        "A consent that staff have recorded gives the threads to which somebody was added, and nothing else of the case. A",
        "substitute is whom an advocate who is away has named, for the days of their absence.",
        "",
        "## Joint cases",
        "",
        "Each spouse has a matter of their own and sees in it what is above. Of the case itself, which both share,",
        "each sees:",
        "",
        "| | both see it | why | source | certainty |",
        "|---|---|---|---|---|",
    ]
    for row in in_force(data["joint"], on):
        both = "yes" if row["both"] else "each their own"
        lines.append(f"| {_said(row['field'])} | {both} | {row['why']} | {row['citation']} | {row['certainty']} |")
    lines += [
        "",
        "## Designations of Form 2848",
        "",
        "Form 8821 needs none.",
        "",
        "| code | who | gives | only | source | certainty |",
        "|---|---|---|---|---|---|",
    ]
    for row in in_force(data["designations"], on):
        gives = _said(row["grant"]) if row["grant"] else "nothing"
        cells = (row["code"], row["who"], gives, _only(_designation(row)), row["citation"], row["certainty"])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _only(designation: Designation) -> str:
    limits = []
    if designation.matter_types is not None:
        limits.append("matters of " + _listed(designation.matter_types))
    if designation.signed_returns:
        limits.append("returns prepared and signed by them")
    if designation.tax_forms is not None:
        limits.append("forms " + _listed(designation.tax_forms))
    if designation.holds_days is not None:
        limits.append(f"{designation.holds_days} days")
    return "; ".join(limits)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _said(name: str) -> str:
    return name.replace("form_", "Form ").replace("_", " ")


def _designation(row: Row) -> Designation:
    matter_types, tax_forms = row.get("matter_types"), row.get("tax_forms")
    return Designation(
        code=row["code"],
        who=row["who"],
        grant=Grant(row["grant"]) if row["grant"] else None,
        holds_days=row.get("holds_days"),
        matter_types=None if matter_types is None else frozenset(matter_types),
        tax_forms=None if tax_forms is None else frozenset(tax_forms),
        signed_returns=bool(row.get("signed_returns")),
    )


if __name__ == "__main__":
    sys.stdout.write(document(DOCUMENTED_ON))
