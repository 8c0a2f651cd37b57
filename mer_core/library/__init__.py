"""The user's tracks and results in SQLite."""
