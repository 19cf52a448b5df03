"""A browser that signs in: forms and cookies as a person's own, without script."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from adapters.identity_provider.oidc import OidcProvider
from casework.audit.models import audit_entries
from tests.support.gateway import NO_TLS, GatewayUnderTest, gateway
from tests.support.provider import LyingProvider, provider

_FORM_FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
HTML = {"Accept": "text/html"}


@dataclass
class SignInUnderTest:
    """A gateway with a provider of people and one of staff, which lie when told to."""

    tas: GatewayUnderTest
    idp: LyingProvider
    staff_idp: LyingProvider
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    async def told(self) -> list[tuple[str, str, str]]:
        """What the audit trail holds: action, basis, result."""
        query = select(audit_entries.c.action, audit_entries.c.basis, audit_entries.c.result)
        async with self.tas.services.database.read() as connection:
            rows = (await connection.execute(query.order_by(audit_entries.c.number))).all()
        return [(row.action, row.basis, row.result) for row in rows]

    def browser(self) -> Browser:
        self.clients.append(
            httpx.AsyncClient(verify=NO_TLS, base_url=self.tas.url, timeout=20, trust_env=False, headers=HTML)
        )
        return Browser(self, self.clients[-1])


@dataclass
class Browser:
    """One browser; `page` is what it shows."""

    site: SignInUnderTest
    client: httpx.AsyncClient
    page: httpx.Response = field(default_factory=lambda: httpx.Response(200))

    @property
    def cookie(self) -> str | None:
        """The session's cookie."""
        return self.client.cookies.get("session")

    async def get(self, path: str) -> httpx.Response:
        self.page = await self.client.get(path)
        return self.page

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """A form of the page that is shown: its hidden fields, and those named."""
        sent = {**self.hidden(path), **fields}
        self.page = await self.client.post(path, data=sent, headers={"Origin": self.site.tas.url})
        return self.page

    def hidden(self, action: str) -> dict[str, str]:
        """The hidden fields of the form with this action; else of the form with a button for it."""
        for form in re.findall(r"<form.*?</form>", self.page.text, re.DOTALL):
            if f'action="{action}"' in form:
                return {html.unescape(name): html.unescape(value) for name, value in _FORM_FIELD.findall(form)}
        return {}

    async def begin(self, provider_name: str = "demonstration", at: str | None = "/sign-in", **fields: str) -> str:
        """Goes off to a provider; the address that it was sent to."""
        if at is not None:
            await self.get(at)
        answer = await self.post(f"/sign-in/{provider_name}", **fields)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def sign_in(
        self, provider_name: str = "demonstration", at: str = "/sign-in", **fields: str
    ) -> httpx.Response:
        """To a provider and back; what it is led to afterwards, unasked for."""
        idp = self.site.staff_idp if provider_name == "staff" else self.site.idp
        back = idp.back(await self.begin(provider_name, at, **fields))
        return await self.get(back)


@asynccontextmanager
async def sign_in_site(folder: Path, **options: Any) -> AsyncIterator[SignInUnderTest]:
    """Everything that signing in needs, running."""
    async with provider() as idp, provider() as staff_idp:
        staff_idp.person = {
            "sub": "grace-hall",
            "name": "Grace Hall",
            "employee_id": "E-100",
            "staff_roles": ["agent"],
        }
        providers = [
            OidcProvider(idp.configuration(), step_seconds=4.0),
            OidcProvider(staff_idp.configuration(profile="demonstration_staff"), step_seconds=4.0),
        ]
        async with gateway(folder, providers=providers, **options) as tas:
            site = SignInUnderTest(tas, idp, staff_idp)
            yield site
            for client in site.clients:
                await client.aclose()
