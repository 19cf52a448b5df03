"""The outside world, one package a need (DESIGN layout): port.py is the protocol, each other module an implementation."""
