"""Words in SQLite's FTS5: keyword_index (written), fulltext (searched), passage_shares (measured within documents),
vocabulary (misspellings, spellings, parts of identifiers)."""
