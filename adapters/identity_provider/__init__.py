"""Providers of identity (OpenID Connect)."""
