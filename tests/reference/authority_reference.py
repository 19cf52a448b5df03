"""Who may see and do what in a matter: an independent reference, from domain.md 4, DESIGN 8 and issue 5 alone.

Pure and over plain dicts; dates are ISO strings or `datetime.date`. It decides only what is shown and done, not the basis.

Shapes (keys in [] may be missing):
    actor           {"person_id": str, "assurance": 1 signed in | 2 identity proofed | 3 staff sign-in,
                     ["tin": str|None, stands for the digest of the actor's own verified TIN],
                     ["employee_id": str|None], ["staff_roles": list of agent, supervisor, reviewer, administrator]}
    matter          {"id": str, "case_id": str, "taxpayer": str (stands for the digest of the taxpayer's TIN)} or None (no such matter)
    case            {"id": str, "matter_type": examination|collection|refund|account, "periods": [[tax form, period], ...],
                     "advocate": employee id or None} or None (no such case)
    matters_of_case [matter, ...]; more than one taxpayer in it makes the case joint
    authorizations  [{"id": str, "form": "2848"|"8821", "designation": letter or None (8821), "representative": tin, "taxpayer": tin,
                      "tax_form": str, "periods": [str, ...], "from": date, ["until": last day or None], ["revoked_on": first day without
                      or None], ["signed_returns": [[tax form, period], ...], of designation h],
                      ["signed_on": date or None; missing = in order], ["signed_by": tin; missing = the taxpayer]}, ...]
    on              the day asked about
    answer          (set of fields, set of acts), or None: nothing, and the same None for missing and forbidden

A newer 2848 that replaces an older one is expected as a revocation of the older row; it is not worked out here.
Choices where the sources leave room are marked CHOICE.
"""

from __future__ import annotations

from datetime import date, timedelta

CASE_FIELDS = frozenset(
    "case_number criterion issues tax_periods status next_actor next_contact estimated_completion advocate documents_asked history".split()
)
PERSONAL_FIELDS = frozenset("taxpayer_name contact_details messages documents conversations representatives activity".split())
ALL_FIELDS = CASE_FIELDS | PERSONAL_FIELDS

JOINT_SHARED = {  # CHOICE, field by field: what of a joint case each spouse sees on their own side
    "case_number": "one number for the joint case, given to either spouse who asks; says nothing of the other",
    "issues": "what is wrong with the joint return or account, which is open to either spouse (6103(e)(1)(B), [G])",
    "tax_periods": "each of them signed that return",
    "status": "where the joint case stands; worded without naming a spouse",
    "next_actor": "who acts next; 'taxpayer' must not say which of the two",
    "next_contact": "date that the agency set for the case, not something that a spouse wrote, uploaded or set",
    "estimated_completion": "date that the agency set for the case",
    "advocate": "an employee's name and telephone; each spouse needs somebody to call",
}
JOINT_WITHHELD = {  # CHOICE: the rest of the case's fields
    "criterion": "follows from what one spouse told of their own hardship (criteria 1 to 4)",
    "documents_asked": "what one was asked for and when it came in is that spouse's documents and activity; the kind has no spouse on each line",
    "history": "steps such as a call made, papers received or a representative named are one spouse's activity; same reason",
}

SELF_ACTS = frozenset("ask change_contact send_document send_message name_representative".split())
# CHOICE: who acts under a 2848 has the case, whose it is, and the exchange with the advocate (domain 4.2: act, argue, receive data).
# Not: how the client is reached, the client's talks with the assistant, other representatives, the client's activity; nor changing
# contact details or naming a further representative (substitution needs an own permission in the form).
ACT_FIELDS = CASE_FIELDS | {"taxpayer_name", "messages", "documents"}
ACT_ACTS = frozenset({"ask", "send_document", "send_message"})
# CHOICE: read only is the case and whose it is. Asking is a way of reading, so ASK stays; nothing is sent or changed.
READ_FIELDS = CASE_FIELDS | {"taxpayer_name"}
READ_ACTS = frozenset({"ask"})
# Domain 4.3 says "status only"; the name because whose matter it is must always be in sight. CHOICE: ASK, as for read only.
PREPARER_FIELDS = frozenset({"status", "taxpayer_name"})
PREPARER_ACTS = frozenset({"ask"})

FULL_DESIGNATIONS = frozenset("abcdef")
STUDENT, STUDENT_DAYS = "k", 130  # entry purged after 130 days; CHOICE: the 130th day after `from` is the last
LIMITED_DESIGNATIONS = frozenset("gr")  # enrolled actuary, enrolled retirement plan agent
LIMITED_TAX_FORMS = frozenset({"5300", "5307", "5310", "5330", "5500"})  # CHOICE, [G]: employee plan forms alone
PREPARER = "h"
# i and j, l to q, unknown letters and no letter at all give nothing.

SIGNED_IN, PROOFED, STAFF = 1, 2, 3


def access(actor, matter, case, matters_of_case, authorizations, on):
    """What `actor` may see and do in `matter` on the day `on`, or None."""
    on = _day(on)
    if actor is None or matter is None or case is None or matter["case_id"] != case["id"]:
        return None
    if matter["id"] not in {m["id"] for m in matters_of_case}:
        return None
    taxpayers = {m["taxpayer"] for m in matters_of_case}
    if actor.get("staff_roles"):
        return _of_staff(actor, case, taxpayers)
    if actor["assurance"] != PROOFED or not actor.get("tin"):
        return None
    joint = len(taxpayers) > 1
    if actor["tin"] == matter["taxpayer"]:
        return _without_withheld(ALL_FIELDS, joint), set(SELF_ACTS)
    return _of_representative(actor["tin"], matter, case, taxpayers, authorizations, on)


def _of_staff(actor, case, taxpayers):
    if actor["assurance"] != STAFF or not actor.get("employee_id"):
        return None
    if actor.get("tin") in taxpayers:  # CHOICE: nobody works on, supervises or reviews their own case (UNAX, 7213A)
        return None
    roles = set(actor["staff_roles"])
    if "supervisor" in roles or ("agent" in roles and case["advocate"] == actor["employee_id"]):
        return set(ALL_FIELDS), {"work"}
    if "reviewer" in roles:
        return set(ALL_FIELDS), set()
    return None  # an agent out of the case, an administrator


def _of_representative(tin, matter, case, taxpayers, authorizations, on):
    granted = {}  # (tax form, period) -> levels
    for row in authorizations:
        if row["representative"] != tin or row["taxpayer"] != matter["taxpayer"] or not _in_force(row, on):
            continue
        for period in row["periods"]:
            level = _level(row, (row["tax_form"], period), case)
            if level:
                granted.setdefault((row["tax_form"], period), set()).add(level)
    wanted = [tuple(p) for p in case["periods"]]
    if not wanted:  # CHOICE: a case that names no period is covered by no authorization
        return None

    def covered(*levels):
        return all(granted.get(p, set()) & set(levels) for p in wanted)

    # CHOICE: several authorizations may cover the periods together; the weakest of them decides what is seen and done.
    if covered("act"):
        fields, acts = ACT_FIELDS, ACT_ACTS
    elif covered("act", "read"):
        fields, acts = READ_FIELDS, READ_ACTS
    elif covered("act", "read", "status"):
        fields, acts = PREPARER_FIELDS, PREPARER_ACTS
    else:
        return None
    if tin in taxpayers:
        # CHOICE: a spouse whom the other has named (designation f) has authority, but DESIGN 8 and issue 5 say *never* of the personal.
        fields = fields - (PERSONAL_FIELDS - {"taxpayer_name"})
    return _without_withheld(fields, len(taxpayers) > 1), set(acts)


def _in_force(row, on):
    if "signed_on" in row and (row["signed_on"] is None or _day(row["signed_on"]) > on):
        return False
    if row.get("signed_by", row["taxpayer"]) != row["taxpayer"]:
        return False
    if row.get("revoked_on") and on >= _day(row["revoked_on"]):
        return False
    if on < _day(row["from"]) or (row.get("until") and on > _day(row["until"])):
        return False
    if row["form"] == "2848" and row.get("designation") == STUDENT:
        return on <= _day(row["from"]) + timedelta(days=STUDENT_DAYS)
    return True


def _level(row, period, case):
    if row["form"] == "8821":
        return "read"
    if row["form"] != "2848":
        return None
    designation = row.get("designation")
    if designation in FULL_DESIGNATIONS or designation == STUDENT:
        return "act"
    if designation in LIMITED_DESIGNATIONS:
        return "act" if row["tax_form"] in LIMITED_TAX_FORMS else None
    if designation == PREPARER:
        signed = {tuple(r) for r in row.get("signed_returns") or ()}
        return "status" if case["matter_type"] == "examination" and period in signed else None
    return None


def _without_withheld(fields, joint):
    return set(fields) - set(JOINT_WITHHELD) if joint else set(fields)


def _day(value):
    return value if isinstance(value, date) else date.fromisoformat(value)
