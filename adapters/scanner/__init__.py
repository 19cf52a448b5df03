"""Scanners for malicious content."""
