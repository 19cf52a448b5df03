"""The one page that a person takes away: what was understood, the likely result, what to do first, and papers."""

from casework.summaries.service import CodeToCome, Section, Summary, summarize

__all__ = ["CodeToCome", "Section", "Summary", "summarize"]
