"""Who did what, when, on what basis, with what result: append-only, chained, anchored outside the database."""
