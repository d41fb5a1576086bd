"""Storage: the catalogue in SQLite, and the keyword and vector indexes derived from it."""
