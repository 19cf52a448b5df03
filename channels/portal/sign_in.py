"""Signing in and out: to a provider and back, and what to do when that doesn't work."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from sanic import Blueprint
from sanic.response import HTTPResponse, empty

from adapters.identity_provider.port import IdentityProvider, ProviderUnavailable, Returned, SignInRefused
from casework.identity.models import Assurance
from casework.identity.sign_in import Asked, ProviderUnknown, Refusal
from channels import logs
from channels.desk.leaving import asks_before_leaving, leave
from channels.portal.devices import described
from channels.problems import Problem
from channels.request import Gateway, GatewayRequest, get
from channels.screening.forms import field, visitor_of
from channels.screening.responses import asked_language, page, to

sign_in = Blueprint("sign_in")

# Where somebody may be led to after signing in: pages of those who are signed in, and nothing that does anything.
_RETURNS: Final = re.compile(r"/(?:portal|desk|sessions|kept)(?:[/?][A-Za-z0-9/_?=&.%-]*)?")
_LONGEST: Final = 500
_HOME: Final = {False: "/portal", True: "/desk"}
_LONGEST_RETURNED: Final = 4096
# What a refusal is told as; any other word is a fault of the provider's answer.
_REASONS: Final = {
    "access_denied": "denied",
    "acr": "assurance",
    "state": "again",
    "too_late": "again",
    "code": "again",
    "auth_time": "again",
    "login_required": "again",
    "interaction_required": "again",
    "consent_required": "again",
    "tin_changed": "changed",
    "employee_changed": "changed",
    "no_role": "role",
}
_log = logs.get("sign_in")


@sign_in.before_server_start
async def ask_to_sign_in(app: Gateway) -> None:
    """Who opens a page without being signed in, or proven enough, reads how to: at the page's own address."""
    app.ctx.problem_pages |= {"sign_in_needed": _needed, "step_up_needed": _needed}


@get(sign_in, "/sign-in")
async def entry(request: GatewayRequest) -> HTTPResponse:
    """Where taxpayers, and those who act for them, sign in."""
    return sign_in_page(request, _return_to(request.args.get("return_to"), _HOME[False]), staff=False)


@get(sign_in, "/desk/sign-in")
async def staff_entry(request: GatewayRequest) -> HTTPResponse:
    """Where staff sign in."""
    return sign_in_page(request, _return_to(request.args.get("return_to"), _HOME[True]), staff=True)


@sign_in.post("/sign-in/<provider>")
async def begin(request: GatewayRequest, provider: str) -> HTTPResponse:
    """Sends the browser to a provider."""
    services = request.services
    language = field(request, "language")
    request.ctx.language = language if language in services.texts.languages else request.accepted_language
    known = services.sign_in.providers.get(provider)
    if known is None:
        raise Problem("not_found")
    asked = Asked(
        assurance=_assurance(field(request, "assurance"), known),
        return_to=_return_to(field(request, "return_to"), _HOME[known.for_staff]),
        # Checked to be one of ours (`channels.authorization`): the browser comes back to where its cookies are.
        redirect_uri=f"{request.headers.getone('origin')}/sign-in/{known.name}/return",
        language=request.ctx.language,
        # Where there was a session, whoever sits there now proves who they are, and not the provider's own session.
        again=request.session_cookie is not None,
    )
    try:
        return to(await services.sign_in.begin(provider, asked, visitor_of(request)))
    except ProviderUnknown:
        raise Problem("not_found") from None
    except ProviderUnavailable as error:
        return _unavailable(request, error, asked)


@get(sign_in, "/sign-in/<provider>/return")
async def come_back(request: GatewayRequest, provider: str) -> HTTPResponse:
    """Takes what the provider sent along. Only the browser that was sent there can use it, once."""
    services = request.services
    returned = Returned(
        state=_returned(request, "state") or "",
        code=_returned(request, "code"),
        error=_returned(request, "error"),
        issuer=_returned(request, "iss"),
    )
    replaces = request.session_cookie
    device = described(request.headers.getone("user-agent", ""))
    try:
        finished = await services.sign_in.finish(provider, returned, request.visitor_cookie, device, replaces)
    except Refusal as refusal:
        _log.warning("sign_in_refused", reason=refusal.code)
        if refusal.asked is not None:
            request.ctx.language = refusal.asked.language
        return _refused(request, refusal)
    except ProviderUnavailable as error:
        return _unavailable(request, error, None)
    kept = await services.kept_posts.count(finished.person_id)
    response = to("/kept" if kept else finished.return_to)
    services.session_cookies.remember(response, finished.token, request.secure)
    return response


@sign_in.post("/sign-in/<provider>/logged-out")
async def logged_out(request: GatewayRequest, provider: str) -> HTTPResponse:
    """Back-channel logout: the provider says whose sessions are over (OpenID Connect Back-Channel Logout 1.0, 2.5)."""
    try:
        ended = await request.services.sign_in.logged_out(provider, field(request, "logout_token"))
    except ProviderUnknown:
        raise Problem("not_found") from None
    except SignInRefused as refused:
        _log.warning("logout_refused", reason=refused.code)
        raise Problem("sign_in_refused") from None
    except ProviderUnavailable:
        raise Problem("provider_unavailable") from None
    _log.info("logged_out_by_provider", sessions=ended)
    return empty(200)


@get(sign_in, "/sign-out")
async def signed_out(request: GatewayRequest) -> HTTPResponse:
    """What a browser shows after signing out, and where the provider's own session ends."""
    services = request.services
    provider = services.sign_in.providers.get(request.args.get("provider", ""))
    url = None
    if provider is not None:
        url = await provider.sign_out_url(f"{request.scheme}://{request.headers.getone('host')}/sign-out")
    language = asked_language(request)
    return page(
        request,
        "signed_out.html",
        language,
        provider=None if provider is None else provider.title(language),
        provider_sign_out=url,
        staff=provider is not None and provider.for_staff,
    )


@sign_in.post("/sign-out")
async def sign_out(request: GatewayRequest) -> HTTPResponse:
    """Ends this session; an advocate who still has chats is asked first, and then gives them back."""
    if (asked := await asks_before_leaving(request, "/sign-out")) is not None:
        return asked
    await leave(request)
    if (token := request.session_cookie) is not None:
        await request.services.sessions.end(token)
    return _after_sign_out(request)


@sign_in.post("/sign-out/everywhere")
async def sign_out_everywhere(request: GatewayRequest) -> HTTPResponse:
    """Ends every session of this person, this one too; an advocate who still has chats is asked first."""
    if (asked := await asks_before_leaving(request, "/sign-out/everywhere")) is not None:
        return asked
    await leave(request)
    await request.services.sessions.end_all(request.session.actor.person_id)
    return _after_sign_out(request)


def sign_in_page(
    request: GatewayRequest,
    return_to: str,
    staff: bool,
    status: int = 200,
    why: str | None = None,
    refused: str | None = None,
    headers: dict[str, str] | None = None,
) -> HTTPResponse:
    """The ways to sign in, and those to be helped without.

    Args:
        request: Whom it is shown to.
        return_to: Where they go afterwards: a path of ours.
        staff: Whose ways.
        status: Of the answer.
        why: What made it necessary: `ended`, `kept`, `more`; None where they came by themselves.
        refused: Why nobody was signed in a moment ago, as a word of ours.
        headers: Of the answer.
    """
    services = request.services
    visitor = request.visitor_cookie or services.visitors.new()
    language = request.ctx.language or asked_language(request)
    least = Assurance.STAFF if staff else Assurance.PROOFED
    offered = [provider for provider in services.sign_in.offered(least) if provider.for_staff is staff]
    without = [] if staff or why == "more" else services.sign_in.offered(Assurance.SIGNED_IN)
    response = page(
        request,
        "sign_in.html",
        language,
        status=status,
        headers=headers,
        csrf=services.visitors.csrf_token(visitor),
        return_to=return_to,
        staff=staff,
        why=why,
        refused=refused,
        providers=[(provider.name, provider.title(language)) for provider in offered],
        without_proof=[(provider.name, provider.title(language)) for provider in without],
        assurance=int(least),
        to_other_language=request.method in ("GET", "HEAD") and not refused,
    )
    # The forms lead on to the providers, and a browser asks the policy for that as well (CSP 3, form-action).
    request.ctx.form_origins = tuple(sorted({provider.origin for provider in (*offered, *without)}))
    services.visitors.remember(response, visitor, request.secure)
    return response


async def _needed(request: GatewayRequest, problem: Problem) -> HTTPResponse:
    """Asks to sign in, or to prove more, in the place of the page that was asked for."""
    staff = request.path == "/desk" or request.path.startswith("/desk/")
    own = request.path + (f"?{request.query_string}" if request.query_string else "")
    here = _return_to(own if request.method in ("GET", "HEAD") else None, _HOME[staff])
    why = "ended" if request.session_cookie is not None else None
    if problem.code == "step_up_needed":
        why = "more"
    elif request.ctx.kept:
        why = "kept"
    return sign_in_page(request, here, staff, problem.status, why, headers=problem.headers)


def _refused(request: GatewayRequest, refusal: Refusal) -> HTTPResponse:
    staff = refusal.asked is not None and refusal.asked.assurance == Assurance.STAFF
    return_to = _HOME[staff] if refusal.asked is None else refusal.asked.return_to
    return sign_in_page(request, return_to, staff, 400, refused=_REASONS.get(refusal.code, "answer"))


def _unavailable(request: GatewayRequest, error: Exception, asked: Asked | None) -> HTTPResponse:
    request.services.metrics.faults.labels("identity_provider").inc()
    _log.warning("identity_provider_unavailable", exception=logs.place(error))
    staff = asked is not None and asked.assurance == Assurance.STAFF
    return_to = _HOME[staff] if asked is None else asked.return_to
    return sign_in_page(request, return_to, staff, 503, refused="unavailable", headers={"Retry-After": "60"})


def _after_sign_out(request: GatewayRequest) -> HTTPResponse:
    response = to(f"/sign-out?provider={request.session.provider}")
    request.services.session_cookies.forget(response, request.secure)
    # What browsers keep of pages that were looked at (Clear Site Data, W3C).
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _assurance(asked: str, provider: IdentityProvider) -> Assurance:
    """What was asked for, where the provider has it; else the most that it has."""
    most = max(provider.assurances)
    return Assurance(int(asked) if asked in ("1", "2", "3") and int(asked) in provider.assurances else most)


def _return_to(asked: str | None, otherwise: str) -> str:
    """A path of ours, or the usual one: never another site's, however it is written."""
    if asked is None or len(asked) > _LONGEST or not _RETURNS.fullmatch(asked):
        return otherwise
    parts = urlsplit(asked)
    return asked if not parts.scheme and not parts.netloc and ".." not in asked else otherwise


def _returned(request: GatewayRequest, name: str) -> str | None:
    """A parameter that the provider sent along: once, and not longer than any is."""
    values = request.get_args(keep_blank_values=True, errors="replace").getlist(name) or []
    return values[0] if len(values) == 1 and len(values[0]) <= _LONGEST_RETURNED else None
