"""Live advocates: the queue, the hand-off, the card and the desk's work (ADR 0017)."""
