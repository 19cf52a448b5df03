"""The decision itself, pure: who may see and do what in one matter on one day, and why not where nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from functools import reduce

from adapters.case_system.port import Case, Matter, TaxPeriod
from casework.authority.models import (
    Access,
    Authorization,
    AuthorizationForm,
    AuthorizationState,
    Consent,
    MatterField,
    Refusal,
)
from casework.authority.rules import Given, Grant, Rules
from casework.identity.models import Actor, Assurance, EmployeeId, StaffRole

_NOTHING = Given(frozenset(), frozenset())
# What a `Case` holds: on a joint case each of these is seen only where the table says so.
OF_THE_CASE = frozenset(
    {
        MatterField.ISSUES,
        MatterField.CASE_NUMBER,
        MatterField.TAX_PERIODS,
        MatterField.STATUS,
        MatterField.ESTIMATED_COMPLETION,
        MatterField.ADVOCATE,
    }
)
# The most ids that fit into an audit entry's basis.
_MOST_IDS = 6
# The refusal that tells an auditor most comes first.
_TELLING = (
    Refusal.PERIOD,
    Refusal.DESIGNATION,
    Refusal.REVOKED,
    Refusal.ENDED,
    Refusal.NOT_YET,
    Refusal.NOT_SIGNED,
    Refusal.NO_RULE,
)
_OF_STATE = {
    AuthorizationState.NOT_YET: Refusal.NOT_YET,
    AuthorizationState.ENDED: Refusal.ENDED,
    AuthorizationState.REVOKED: Refusal.REVOKED,
}


def decide(
    actor: Actor,
    matter: Matter,
    case: Case,
    *,
    taxpayers: AbstractSet[bytes],
    authorizations: Iterable[Authorization],
    on: date,
    rules: Rules,
    consents: Iterable[Consent] = (),
    stands_in_for: AbstractSet[EmployeeId] = frozenset(),
) -> Access | Refusal:
    """Decides by the rules of the day.

    Args:
        actor: Who asks, as the session says.
        matter: The taxpayer's side of the case.
        case: The case.
        taxpayers: Everyone whose case it is; two of a joint one.
        authorizations: Those that the actor holds; of others' taxpayers or actors, they count for nothing.
        on: The day.
        rules: Those in force on it.
        consents: Those that name the actor.
        stands_in_for: Whose work the actor does today, since they are away.
    """
    joint = len(taxpayers) > 1
    if actor.staff_roles or actor.assurance >= Assurance.STAFF:
        given = _of_staff(actor, case, taxpayers, rules, stands_in_for)
        if isinstance(given, Refusal):
            return given
        return _access(matter, case, *given, of_another=True, until=None, joint=False, rules=rules)
    if actor.assurance < Assurance.PROOFED:
        return Refusal.ASSURANCE
    if actor.tin_digest is None:
        return Refusal.NOT_BOUND
    if actor.tin_digest == matter.taxpayer:
        own = rules.given.get(Grant.TAXPAYER, _NOTHING)
        return _access(matter, case, own, "self", of_another=False, until=None, joint=joint, rules=rules)
    held = [
        each for each in authorizations if (each.representative, each.taxpayer) == (actor.tin_digest, matter.taxpayer)
    ]
    access = _of_representative(matter, case, held, joint, on, rules) if held else Refusal.NOT_AUTHORIZED
    if actor.tin_digest not in taxpayers:
        named = [each for each in consents if (each.person, each.matter_id) == (actor.tin_digest, matter.id)]
        return _with_consent(access, matter, case, [each for each in named if each.holds(on)], rules)
    if isinstance(access, Access):
        # Whatever one spouse has signed for the other: what is theirs alone is never shown to the other (DESIGN section 8).
        of_both = (OF_THE_CASE & rules.joint) - {MatterField.ISSUES}  # an issue may be one spouse's alone
        return replace(access, fields=access.fields & (of_both | {MatterField.TAXPAYER_NAME}))
    return access


def state_of(authorization: Authorization, on: date, rules: Rules) -> AuthorizationState:
    """How an authorization stands on a day. A revocation counts for its whole day."""
    if authorization.revoked_on is not None and authorization.revoked_on <= on:
        return AuthorizationState.REVOKED
    if on < authorization.valid_from:
        return AuthorizationState.NOT_YET
    ends_on = rules.ends_on(authorization)
    return AuthorizationState.ENDED if ends_on is not None and ends_on < on else AuthorizationState.IN_FORCE


def grant_of(authorization: Authorization, rules: Rules) -> Grant | None:
    """The ground that an authorization is, whatever the day; None where it gives nothing."""
    if authorization.form is AuthorizationForm.FORM_8821:
        return Grant.FORM_8821
    designation = rules.designation_of(authorization)
    return None if designation is None else designation.grant


def _with_consent(
    access: Access | Refusal, matter: Matter, case: Case, consents: Sequence[Consent], rules: Rules
) -> Access | Refusal:
    """What a consent gives, beside what an authorization does."""
    given = rules.given.get(Grant.CONSENT, _NOTHING)
    if not consents or not given.fields:
        return access
    basis = f"consent:{consents[0].id}"
    if isinstance(access, Access):
        return replace(
            access, fields=access.fields | given.fields, acts=access.acts | given.acts, basis=f"{access.basis},{basis}"
        )
    ends = [each.valid_until for each in consents]
    until = None if None in ends else max(end for end in ends if end is not None)
    return Access(matter.id, case.id, given.fields, given.acts, basis, of_another=True, until=until)


def _of_staff(
    actor: Actor, case: Case, taxpayers: AbstractSet[bytes], rules: Rules, stands_in_for: AbstractSet[EmployeeId]
) -> tuple[Given, str] | Refusal:
    if actor.assurance < Assurance.STAFF:
        return Refusal.ASSURANCE
    if actor.tin_digest in taxpayers:
        return Refusal.OWN_CASE
    if actor.employee_id is None or not actor.staff_roles:
        return Refusal.ROLE
    assigned = case.advocate is not None and case.advocate.employee_id == actor.employee_id
    grounds = []
    if StaffRole.AGENT in actor.staff_roles and assigned:
        grounds.append(("assigned", Grant.STAFF_ASSIGNED))
    if (
        StaffRole.AGENT in actor.staff_roles
        and case.advocate is not None
        and case.advocate.employee_id in stands_in_for
    ):
        grounds.append(("substitute", Grant.STAFF_SUBSTITUTE))
    if StaffRole.SUPERVISOR in actor.staff_roles:
        grounds.append(("supervisor", Grant.STAFF_SUPERVISOR))
    if StaffRole.REVIEWER in actor.staff_roles:
        grounds.append(("reviewer", Grant.STAFF_REVIEWER))
    if not grounds:
        return Refusal.NOT_ASSIGNED if StaffRole.AGENT in actor.staff_roles else Refusal.ROLE
    given = _together(rules.given.get(grant, _NOTHING) for _name, grant in grounds)
    return given, "staff:" + ",".join(name for name, _grant in grounds)


def _of_representative(
    matter: Matter, case: Case, held: Sequence[Authorization], joint: bool, on: date, rules: Rules
) -> Access | Refusal:
    """Every period of the case must be covered; what all periods are given in common counts."""
    refusals = []
    usable = []
    for authorization in sorted(held, key=lambda each: each.id):
        refusal = _refused(authorization, case, on, rules)
        if refusal is None:
            usable.append(authorization)
        else:
            refusals.append(refusal)
    covering = [[each for each in usable if _covers(each, period, rules)] for period in case.periods]
    if usable and not (covering and all(covering)):
        refusals.append(Refusal.PERIOD)
    if refusals and not (covering and all(covering)):
        return min(refusals, key=_TELLING.index)
    given = reduce(_in_common, (_together(_given(each, rules) for each in each_period) for each_period in covering))
    ids = dict.fromkeys(each.id for each_period in covering for each in each_period)
    ends = [_last_end(each_period, rules) for each_period in covering]
    return _access(
        matter,
        case,
        given,
        "authorization:" + ",".join(list(ids)[:_MOST_IDS]),
        of_another=True,
        until=min((end for end in ends if end is not None), default=None),
        joint=joint,
        rules=rules,
    )


def _refused(authorization: Authorization, case: Case, on: date, rules: Rules) -> Refusal | None:
    """Why an authorization gives nothing in a case, whatever its periods; None where it may."""
    if (
        authorization.signed_on is None
        or authorization.signed_on > on
        or authorization.signed_by != authorization.taxpayer
    ):
        return Refusal.NOT_SIGNED
    state = state_of(authorization, on, rules)
    if state in _OF_STATE:
        return _OF_STATE[state]
    grant = grant_of(authorization, rules)
    if grant is None:
        return Refusal.DESIGNATION
    if grant not in rules.given:
        return Refusal.NO_RULE
    designation = rules.designation_of(authorization)
    if designation is not None and designation.matter_types is not None:
        return None if case.matter_type in designation.matter_types else Refusal.DESIGNATION
    return None


def _covers(authorization: Authorization, period: TaxPeriod, rules: Rules) -> bool:
    if authorization.tax_form != period.tax_form or period.period not in authorization.periods:
        return False
    designation = rules.designation_of(authorization)
    if designation is None:
        return True
    if designation.tax_forms is not None and period.tax_form not in designation.tax_forms:
        return False
    return not designation.signed_returns or period in authorization.signed_returns


def _given(authorization: Authorization, rules: Rules) -> Given:
    grant = grant_of(authorization, rules)
    return _NOTHING if grant is None else rules.given.get(grant, _NOTHING)


def _together(given: Iterable[Given]) -> Given:
    every = list(given)
    return Given(
        frozenset[MatterField]().union(*(each.fields for each in every)),
        frozenset().union(*(each.acts for each in every)),
    )


def _in_common(one: Given, other: Given) -> Given:
    return Given(one.fields & other.fields, one.acts & other.acts)


def _last_end(covering: Iterable[Authorization], rules: Rules) -> date | None:
    """When the last of those that cover one period ends; None: one of them doesn't."""
    ends = [rules.ends_on(each) for each in covering]
    return None if None in ends else max(end for end in ends if end is not None)


def _access(
    matter: Matter,
    case: Case,
    given: Given,
    basis: str,
    *,
    of_another: bool,
    until: date | None,
    joint: bool,
    rules: Rules,
) -> Access | Refusal:
    fields = given.fields - (OF_THE_CASE - rules.joint) if joint else given.fields
    if not fields:
        return Refusal.NO_RULE
    return Access(matter.id, case.id, fields, given.acts, basis, of_another, until)
