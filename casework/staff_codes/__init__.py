"""The codes that employees give to people: one that names the employee, and invitations to a conversation."""
