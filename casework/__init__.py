"""What the work is, one package an area."""
