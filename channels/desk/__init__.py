"""The door of staff."""
