"""The sample people of `./tas up`: each signs in through the provider as it is started there, as who they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from adapters.identity_provider.configuration import read
from adapters.identity_provider.oidc import OidcProvider
from casework.identity.models import StaffRole
from cli import processes, sample_people, setup
from tests.support.gateway import NO_TLS, gateway
from tests.support.provider import LyingProvider
from tests.support.running import Part, wait_until_healthy
from tests.support.signed_in import Browser, SignInUnderTest

PEOPLE = sample_people.people()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The provider's process, and the file that tells the gateway of it."""
    setup.ensure_environment("demo")
    folder, port = tmp_path_factory.mktemp("demonstration"), processes.reserve_port()
    people, providers = sample_people.write(folder, f"http://127.0.0.1:{port}", PEOPLE)
    process = processes.demonstration_provider("127.0.0.1", port, people)
    log = folder / "sign-in.log"
    with log.open("wb") as output:
        part = Part(process, processes.start(process, log=output.fileno()), log)
    wait_until_healthy(part)
    yield providers
    part.stop()


@pytest.fixture
async def site(tmp_path: Path, started: Path) -> AsyncIterator[SignInUnderTest]:
    providers = [OidcProvider(one) for one in read(started)]
    async with gateway(tmp_path, providers=providers) as tas:
        running = SignInUnderTest(tas, LyingProvider(), LyingProvider())
        yield running
        for client in running.clients:
            await client.aclose()


async def choose(browser: Browser, url: str, subject: str) -> httpx.Response:
    """Chooses somebody in the provider's list, and comes back."""
    async with httpx.AsyncClient(verify=NO_TLS, trust_env=False, timeout=20) as elsewhere:
        assert subject in (await elsewhere.get(url)).text
        chosen = await elsewhere.post(url, data={"sub": subject})
    return await browser.get(chosen.headers["location"])


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["subject"])
async def test_each_of_them_signs_in_as_who_they_are(site: SignInUnderTest, person: dict[str, object]) -> None:
    browser = site.browser()
    staff = bool(person["staff_roles"])
    name, at = ("staff", "/desk/sign-in") if staff else ("demonstration", "/sign-in")
    own = {} if person["assurance"] != 1 else {"assurance": "1"}
    answer = await choose(browser, await browser.begin(name, at, **own), str(person["subject"]))
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk" if staff else "/portal"), answer.text
    token = site.tas.services.session_cookies.read(browser.cookie)
    assert token is not None
    session = await site.tas.services.sessions.find(token)
    assert session is not None
    assert session.name == person["name"]
    assert session.actor.employee_id == person["employee_id"]
    assert session.actor.staff_roles == {StaffRole(role) for role in person["staff_roles"]}  # type: ignore[attr-defined]
    tin = person["tin"] if person["assurance"] == 2 else None
    expected = site.tas.services.people.tin_digest(str(tin)) if tin else None
    assert session.actor.tin_digest == expected


async def test_nobody_signs_in_by_the_others_door(site: SignInUnderTest) -> None:
    """A made-up person, staff by the public's door, and a taxpayer by the desk's."""
    for name, at, subject in (
        ("demonstration", "/sign-in", next(one["subject"] for one in PEOPLE if one["staff_roles"])),
        ("staff", "/desk/sign-in", next(one["subject"] for one in PEOPLE if one["tin"])),
    ):
        browser = site.browser()
        assert (await choose(browser, await browser.begin(name, at), subject)).status_code == 400
        assert browser.cookie is None
