"""Secure messages, as the pages of both sides and the API share them."""
