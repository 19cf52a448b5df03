"""Legal holds: what is under one is not erased, whatever the rules of retention say (issue: documents)."""
