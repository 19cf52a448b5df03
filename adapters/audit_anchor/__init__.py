"""Where the head of the audit trail is kept outside the database."""
