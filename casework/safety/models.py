"""What looking for an emergency answers with: its kind and the rows of the list that saw it, none of the words."""

from dataclasses import dataclass
from enum import StrEnum


class EmergencyKind(StrEnum):
    """Kinds of emergency, the most pressing first."""

    SELF_HARM = "self_harm"
    MEDICAL = "medical"
    VIOLENCE_AT_HOME = "violence_at_home"
    DANGER = "danger"
    THREAT_TO_OTHERS = "threat_to_others"


@dataclass(frozen=True, slots=True)
class Emergency:
    """A sign that someone's life is in danger, as the list of phrases sees it.

    Attributes:
        rows: The ids of the rows that matched.
        certain: The words say it outright, neither in jest nor of long ago: nothing else need be asked or weighed.
    """

    kind: EmergencyKind
    rows: tuple[str, ...]
    certain: bool
