"""Codes that people write down and read out (DESIGN section 8): one mechanism, several kinds."""
