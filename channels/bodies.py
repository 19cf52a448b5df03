"""Reads what was sent as strictly as the OpenAPI document says it: JSON in UTF-8, known fields, right types."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from casework.access_codes.symbols import MOST_TYPED_CHARACTERS
from casework.callbacks.models import MOST_ASK_FOR_CHARACTERS
from casework.callbacks.numbers import MOST_TYPED_CHARACTERS as MOST_NUMBER_CHARACTERS
from casework.clock import TIME_ZONES
from casework.conversations.documents import MOST_IN_A_MESSAGE
from casework.conversations.models import ClientId
from channels.problems import Problem
from channels.request import GatewayRequest

_MEDIA_TYPE: Final = "application/json"
# RFC 9562, section 4: 8-4-4-4-12 hexadecimal digits. What UUID() takes besides (braces, URNs) is refused.
UUID_PATTERN: Final = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
CHOICE_PATTERN: Final = r"^[a-z0-9_]+(\.[a-z0-9_]+)?$"
LONGEST_CHOICE: Final = 64
MOST_CHOICES: Final = 32
# Fields whose fault has a sentence of its own.
_CODE_OF_FIELD: Final = {
    "client_id": "client_id_invalid",
    "language": "language_unknown",
    "time_zone": "time_zone_unknown",
}


def _known_time_zone(name: str) -> str:
    if name not in TIME_ZONES:
        raise PydanticCustomError("time_zone", "not an IANA time zone")
    return name


def _a_date(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("date", "not a date") from None
    return text


class Body(BaseModel):
    """A JSON object with these fields and no other, each of just its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)

    @field_validator("*", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        """A field may be left out, but not be null: one way to say nothing is enough."""
        if value is None:
            raise PydanticCustomError("null", "null")
        return value


ChoiceId = Annotated[str, StringConstraints(pattern=CHOICE_PATTERN, max_length=LONGEST_CHOICE)]


class NewConversation(Body):
    """What begins a conversation."""

    language: Literal["en", "es"]
    time_zone: Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_time_zone)] | None = None


class EnteredCode(Body):
    """An access code as a person typed it."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=MOST_TYPED_CHARACTERS)]


SentOnce = Annotated[str, StringConstraints(pattern=UUID_PATTERN), AfterValidator(lambda text: str(UUID(text)))]
_Chosen = list[Annotated[str, StringConstraints(max_length=16)]]


class WishedCallBack(Body):
    """How somebody wants to be called. Left out, the number is the one that stands; what is not said to be safe isn't."""

    client_id: SentOnce
    number: Annotated[str, StringConstraints(min_length=1, max_length=MOST_NUMBER_CHARACTERS)] | None = None
    days: _Chosen
    parts: _Chosen
    time_zone: Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_time_zone)]
    voicemail: bool = False
    name_caller: bool = False
    language: Annotated[str, StringConstraints(max_length=16)]
    relay: bool = False
    ask_for: Annotated[str, StringConstraints(max_length=MOST_ASK_FOR_CHARACTERS)] = ""


# Of an upload, as it was given for it: 32 bytes in base64url.
DOCUMENT_PATTERN: Final = r"^[A-Za-z0-9_-]{43}$"
MOST_DOCUMENTS: Final = MOST_IN_A_MESSAGE


def _each_once(ids: list[str]) -> list[str]:
    if len(set(ids)) != len(ids):
        raise PydanticCustomError("documents", "twice")
    return ids


Documents = Annotated[
    list[Annotated[str, StringConstraints(pattern=DOCUMENT_PATTERN)]],
    Field(min_length=1, max_length=MOST_DOCUMENTS),
    AfterValidator(_each_once),
]


_Named = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class NewMessage(Body):
    """What a person says: typed, by a button, or by documents, with or without words. `client_id`: see rule 2.

    `answers`: which asked paper a document is.
    """

    client_id: SentOnce
    text: str | None = None
    choice: ChoiceId | list[ChoiceId] | None = None
    documents: Documents | None = None
    answers: dict[_Named, _Named] = {}

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.choice is not None and (self.text is not None or self.documents is not None):
            raise PydanticCustomError("choice_and_text", "both")
        if self.text is None and self.choice is None and self.documents is None:
            raise PydanticCustomError("missing", "neither")
        if not set(self.answers) <= set(self.documents or ()):
            raise PydanticCustomError("answers", "of no document of this message")
        if isinstance(self.choice, list) and not 0 < len(self.choice) <= MOST_CHOICES:
            raise PydanticCustomError("choices", "none or too many")
        return self


_Words = Annotated[str, StringConstraints(max_length=100_000)]


def _whole(value: object) -> object:
    """JSON has one kind of number: 3.0 is the integer 3 (RFC 8259, section 6)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


_Seq = Annotated[int, BeforeValidator(_whole), Field(ge=0, lt=2**31)]


class SetPresence(Body):
    """Whether an agent takes chats; without `status` it stays as it is, and the lease alone is renewed."""

    status: Literal["available", "away", "off"] | None = None


class Once(Body):
    """What is done once, however often it is sent."""

    client_id: SentOnce


class DeskReply(Once):
    """What an agent says to the person, and the last event that they had seen."""

    text: _Words
    documents: Documents | None = None
    expected_seq: _Seq


class DeskNote(Once):
    """What staff write to each other beside a conversation."""

    text: _Words
    whisper: bool = False


class CorrectedFact(Once):
    """A fact of DESIGN section 6 and the value that it should have."""

    fact: _Named
    value: str | list[str]


class TransferTarget(Body):
    """One of both: an agent, or a skill."""

    agent: _Named | None = None
    skill: _Named | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.agent is None) is (self.skill is None):
            raise PydanticCustomError("missing", "one of both")
        return self


class Transferred(Once):
    """Where a chat goes on, and a note for whoever has it there; `anyway` to a skill that nobody on duty has as well."""

    to: Literal["assistant"] | TransferTarget
    note: _Words = ""
    anyway: bool = False


class ClosedChat(Once):
    """How a chat ends: a code for us, and for the person what happens next, who does it, by when."""

    wrap_up: _Named
    what: _Words
    who: _Words
    by_on: (
        Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_a_date)] | None
    ) = None
    expected_seq: _Seq


class AskedPaper(Body):
    """A paper that staff ask for."""

    code: _Named
    due_on: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_a_date)]


class ThreadMessage(Once):
    """A message of a thread. `answers`: which asked paper a document is; `asks`: papers that staff ask for."""

    text: _Words = ""
    documents: list[_Named] = []
    answers: dict[_Named, _Named] = {}
    asks: list[AskedPaper] = []


class NewThread(ThreadMessage):
    """The first message of a thread. `code`: a person's, of an employee; `to`: staff's, whom it is for."""

    subject: _Words
    code: Annotated[str, StringConstraints(max_length=MOST_TYPED_CHARACTERS)] = ""
    to: list[_Named] = []


class LetterDraft(Body):
    """What somebody has written so far of a message, the uploads that they put in, and which asked paper each is."""

    text: _Words = ""
    subject: _Words = ""
    documents: list[_Named] = []
    answers: dict[_Named, _Named] = {}


class Draft(Body):
    """What an agent has written so far."""

    text: _Words


def read_json[Read: Body](request: GatewayRequest, kind: type[Read]) -> Read:
    """The request's body. Raises Problem: 400 not JSON, 415 not said to be JSON, 422 not of this kind."""
    media_type, _, parameters = request.headers.getone("content-type", "").partition(";")
    charset = parameters.strip().lower()
    if media_type.strip().lower() != _MEDIA_TYPE or charset not in ("", "charset=utf-8", 'charset="utf-8"'):
        raise Problem("media_type_unsupported", {"Accept-Post": _MEDIA_TYPE})
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        # Its words quote what was sent, so it is not chained to the problem.
        raise Problem("body_malformed") from None
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise _invalid(error, kind) from None


def sent_as(request: GatewayRequest) -> ClientId | None:
    """The `client_id` of what was sent, if it is JSON with a good one; the handler reads the rest."""
    try:
        return ClientId(Once.model_validate({"client_id": orjson.loads(request.body)["client_id"]}).client_id)
    except (orjson.JSONDecodeError, ValidationError, TypeError, KeyError, IndexError):
        return None


def _invalid(error: ValidationError, kind: type[Body]) -> Problem:
    """Says which of our fields is at fault, never what was sent, nor the name of a field that isn't ours."""
    faults: list[dict[str, str]] = []
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        fault = _fault(found["type"], found["loc"], kind)
        if fault not in faults:
            faults.append(fault)
    return Problem(faults[0]["code"], errors=faults)


def _fault(type_: str, location: tuple[int | str, ...], kind: type[Body]) -> dict[str, str]:
    field = str(location[0]) if location and location[0] in kind.model_fields else None
    pointer = f"#/{field}" if field else "#"
    if type_ == "extra_forbidden":
        return {"pointer": pointer, "code": "field_unknown"}
    if type_ == "missing":
        return {"pointer": pointer, "code": "field_missing"}
    if type_ == "choice_and_text":
        return {"pointer": pointer, "code": "choice_and_text"}
    return {"pointer": pointer, "code": _CODE_OF_FIELD.get(field or "", "field_invalid")}


def read_query(request: GatewayRequest, allowed: frozenset[str]) -> dict[str, str]:
    """The query's parameters, each at most once. Raises Problem (422) for another one."""
    read: dict[str, str] = {}
    for name, values in _arguments(request).items():
        if name not in allowed or len(values) != 1:
            raise Problem("field_unknown")
        read[name] = values[0]
    if read.get("language", "en") not in ("en", "es"):
        raise Problem("language_unknown")
    return read


def _arguments(request: GatewayRequest) -> dict[str, Any]:
    return dict(request.get_args(keep_blank_values=True, errors="replace"))
