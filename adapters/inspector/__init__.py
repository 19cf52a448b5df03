"""Looks into documents, in a process of its own."""
