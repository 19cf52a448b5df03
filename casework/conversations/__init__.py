"""The ordered record of conversations: events, turns, owners, sealing, erasure."""
