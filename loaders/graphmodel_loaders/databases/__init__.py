"""What programs for coding keep in SQLite databases."""
