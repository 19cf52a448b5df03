"""Emergencies are noticed in what people write, by a dated list and without any model; and whom to call then."""

from casework.safety.help_lines import HelpLine, all_help_lines, help_lines
from casework.safety.models import Emergency, EmergencyKind
from casework.safety.service import find, hint

__all__ = ["Emergency", "EmergencyKind", "HelpLine", "all_help_lines", "find", "help_lines", "hint"]
