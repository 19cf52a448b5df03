"""Secure messages: threads on a matter, between the people on the case and the staff who work on it (ADR 0019)."""
