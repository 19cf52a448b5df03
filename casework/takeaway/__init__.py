"""What was written and sent, whole, for the file or the person: entries in order, papers with digests (seed 002)."""
