"""Notices by e-mail that something waits: an outbox, and whoever sends what is in it (ADR 0020)."""
