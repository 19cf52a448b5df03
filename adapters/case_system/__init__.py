"""The system that holds the cases."""
