"""Versions of what a home stores. A run that finds another version in a home rebuilds the data concerned."""

SCHEMA = "0011"
"""The newest database migration."""

WORDS = 9
"""Version of the keyword index. Raise it when `words.stem`, `words.words` or the indexed columns change; the index is
then rebuilt from the stored texts."""

CHUNKS = 2
"""Version of the chunks that are encoded. Raise it when `index.reading.chunks_of` changes; documents are then chunked
anew, and what that makes is encoded."""

GRAPH = 4
"""Version of the HNSW graph's content. Graphs with another version are rebuilt from the stored vectors."""

EVIDENCE = 7
"""Version of the evidence that ranks. Raise it when `rank` or what it is given weighs anything otherwise; what the best
of unrelated texts get is then measured again."""

FORMATS = 19
"""Version of the readers. Raise it when they can read more than before; skipped files are then read again."""
