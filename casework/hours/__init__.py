"""When live advocates are on duty: dated hours in a time zone, federal holidays, and closures (docs/adr/0018)."""

from casework.hours.rules import HoursInvalid, Schedule
from casework.hours.service import Hours, Opening, opening_in_words

__all__ = ["Hours", "HoursInvalid", "Opening", "Schedule", "opening_in_words"]
