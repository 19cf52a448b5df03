"""Who has signed in: people, their binding to a taxpayer, and their sessions (DESIGN section 8)."""
