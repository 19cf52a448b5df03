"""Measurements, each beside something a user would otherwise pick."""
