"""The OpenAPI document is whole, and the server keeps to it (schemathesis against a running gateway)."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection

from casework.conversations.models import AUDIENCE_OF, Audience, Kind
from channels import problems
from channels.documents.uploads import CONTENT_TYPE
from channels.screening import openapi
from tests.support.desk_browser import at_desk
from tests.support.gateway import fake_rasa, gateway

EXAMPLES = 40


@schemathesis.serializer(CONTENT_TYPE)
def as_bytes(_context: Any, value: Any) -> bytes:
    return str(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A gateway in a thread of its own, a conversation in it (`url`, `id`, `token`), and an agent (`session`, `csrf`)."""
    known: dict[str, str] = {}
    ready, done = threading.Event(), threading.Event()

    async def serve() -> None:
        folder = tmp_path_factory.mktemp("openapi")
        async with (
            fake_rasa() as actions,
            gateway(folder, actions_url=actions.url, callbacks="A help desk") as tas,
        ):
            guest = await tas.begin()
            known.update(url=tas.url, id=guest.id, token=guest.token)
            async with at_desk(tas, "vega") as vega:
                await vega.presence()
                known.update(session=vega.client.cookies["session"], csrf=vega.client.headers["X-CSRF-Token"])
                ready.set()
                await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(30)
    yield known
    done.set()
    thread.join(30)


schema = schemathesis.openapi.from_dict(
    openapi.document(),
    # A message beyond 4,000 characters is 413, which is not among the refusals that schemathesis expects by itself.
    config=SchemathesisConfig.from_dict(
        {
            "checks": {"negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 409, 413, 415, 422, 429]}},
            # Which numbers can be called no schema says.
            "operations": [
                {
                    "include-operation-id": "askForCallBack",
                    "checks": {"positive_data_acceptance": {"expected-statuses": [200, 401, 403, 404, 409, 422, 429]}},
                },
                # Nor that what is said of a document is said of one of the message's.
                {
                    "include-operation-id": "writeMessage",
                    "checks": {"positive_data_acceptance": {"expected-statuses": [201, 401, 403, 404, 409, 422, 429]}},
                },
                # Nor which values a fact can have.
                {
                    "include-operation-id": "correctFact",
                    "checks": {"positive_data_acceptance": {"expected-statuses": [201, 401, 403, 404, 409, 422, 429]}},
                },
                # Nor that what is answered for is a document of the same message.
                {
                    "include-operation-id": "writeMessage",
                    "checks": {
                        "positive_data_acceptance": {"expected-statuses": [200, 201, 401, 403, 404, 409, 422, 429]}
                    },
                },
            ],
        }
    ),
)
# A wrong token is told as a missing conversation, 404 (rule 7); the authorization matrix holds that.
BY_DESIGN = [ignored_auth]


@schema.hook
def filter_case(_context: Any, case: Any) -> bool:
    """A header that we don't know is no fault: proxies and browsers add their own."""
    return not any("unknown" in name.lower() for name in case.headers or {})


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_server_keeps_to_the_document(case: Any, served: dict[str, str]) -> None:
    """As somebody unknown, and as the guest of a conversation that there is, or at the desk as an agent who has one."""
    case.call_and_validate(base_url=served["url"], excluded_checks=BY_DESIGN)
    if "/desk/" in case.path:
        _as_agent(case, served)
    elif "conversation_id" in (case.path_parameters or {}):
        case.path_parameters["conversation_id"] = served["id"]
        # What was wrong may have been the id or the token, which are right now; what was wrong in a body still is.
        still_wrong = any(map(case.meta.is_negative_at, (ParameterLocation.QUERY, ParameterLocation.BODY)))
        case.call_and_validate(
            base_url=served["url"],
            headers={"Authorization": f"Bearer {served['token']}"},
            excluded_checks=BY_DESIGN if still_wrong else [*BY_DESIGN, negative_data_rejection],
        )


def _as_agent(case: Any, served: dict[str, str]) -> None:
    if case.path.endswith("/events"):
        return  # a stream has no end
    agent = {"Cookie": f"session={served['session']}", "X-CSRF-Token": served["csrf"], "Origin": served["url"]}
    excluded = BY_DESIGN
    if "conversation_id" in (case.path_parameters or {}):
        case.path_parameters["conversation_id"] = _chat_of_agent(served, agent)
    if not case.meta.is_negative_at(ParameterLocation.BODY):
        excluded = [*BY_DESIGN, negative_data_rejection]
    case.call_and_validate(base_url=served["url"], headers=agent, excluded_checks=excluded)


def _chat_of_agent(served: dict[str, str], agent: dict[str, str]) -> str:
    """A chat that the agent has: the last one, or another where that was closed or given on."""
    with httpx.Client(base_url=served["url"]) as client:

        def claimed(chat: str) -> bool:
            path = f"/api/v1/desk/conversations/{chat}/claim"
            return client.post(path, json={"client_id": str(uuid.uuid4())}, headers=agent).is_success

        if "chat" not in served or not claimed(served["chat"]):
            begun = client.post("/api/v1/conversations", json={"language": "en"}).json()
            wish = {"client_id": str(uuid.uuid4()), "choice": "do.person"}
            path, headers = (
                f"/api/v1/conversations/{begun['id']}/messages",
                {"Authorization": f"Bearer {begun['token']}"},
            )
            client.post(path, json=wish, headers=headers)
            assert claimed(begun["id"])
            served["chat"] = begun["id"]
    return served["chat"]


def test_the_document_is_served(served: dict[str, str]) -> None:
    answer = httpx.get(f"{served['url']}/api/v1/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == openapi.document()


def test_every_route_of_the_api_is_in_it(served: dict[str, str]) -> None:
    from channels.authorization import MATRIX

    documented = {
        (method.upper(), path)
        for path, methods in openapi.document()["paths"].items()
        for method in methods
        # What HEAD tells beyond its GET is described; its row is that of the GET.
        if method != "head"
    }
    routes = {
        (method, path.replace("<", "{").replace(">", "}"))
        for method, path in MATRIX
        if path.startswith(("/api/", "/health/"))
    }
    assert documented == routes


def test_every_operation_names_its_problems() -> None:
    for path, methods in openapi.document()["paths"].items():
        for method, operation in methods.items():
            statuses = set(operation["responses"])
            assert {"400", "413", "422", "429", "500", "503"} <= statuses, (path, method)
            assert operation["security"] or "401" not in statuses


def test_every_code_has_a_sentence_and_a_place_in_the_document() -> None:
    assert set(openapi.document()["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]) == set(
        problems.STATUS
    )


def test_every_kind_that_a_person_sees_is_described() -> None:
    described = set(openapi.document()["components"]["schemas"]["Event"]["discriminator"]["mapping"])
    assert described == {kind.value for kind in Kind if AUDIENCE_OF[kind] is Audience.PERSON}


def test_events_of_a_whole_screening_keep_to_it(served: dict[str, str]) -> None:
    """What the server says in a conversation is what the document describes, whoever reads it."""
    import jsonschema_rs

    document = openapi.document()
    validator = jsonschema_rs.Draft202012Validator(
        {**document["components"]["schemas"]["Reading"], "components": document["components"]}
    )
    with httpx.Client(base_url=served["url"], headers={"Authorization": f"Bearer {served['token']}"}) as client:
        path = f"/api/v1/conversations/{served['id']}"
        for choice in ("do.person", "do.resume", "language.es", "do.start_over"):
            answer = client.post(f"{path}/messages", json={"client_id": str(uuid.uuid4()), "choice": choice})
            assert answer.status_code == 201, answer.text
        reading = client.get(f"{path}/events").json()
    validator.validate(reading)
    assert {"message", "question", "notice", "owner"} <= {event["kind"] for event in reading["events"]}
