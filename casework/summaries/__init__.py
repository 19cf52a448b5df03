"""The one page that a person takes away: what was understood, the likely result, what to do first, and papers."""

from casework.summaries.service import Section, Summary, summarize

__all__ = ["Section", "Summary", "summarize"]
