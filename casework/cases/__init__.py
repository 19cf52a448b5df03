"""What is known of a case and how it is said in plain words."""
