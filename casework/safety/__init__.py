"""Emergencies are noticed in what people write, by a dated list and without any model."""

from casework.safety.models import Emergency, EmergencyKind
from casework.safety.service import find

__all__ = ["Emergency", "EmergencyKind", "find"]
