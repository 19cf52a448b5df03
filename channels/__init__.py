"""The gateway: the only public process, and the only one that holds keys, the database and personal data."""
