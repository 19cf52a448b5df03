"""What people write, understood: topics, hardships, facts, dates, language and what the conversation is asked to do."""
