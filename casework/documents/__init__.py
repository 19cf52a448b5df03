"""Documents: sealed as they arrive, checked before anybody opens them, opened by authority (DESIGN section 9, ADR 0019)."""
