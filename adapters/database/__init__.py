"""The relational database: SQLite by default, PostgreSQL for load."""
