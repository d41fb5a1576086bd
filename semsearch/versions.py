"""By which rules what is stored was made. A run that finds other numbers in a home makes anew what they are about."""

SCHEMA = "0004"
"""The newest migration, which this program's tables are made by."""

WORDS = 6
"""Raised whenever `words.stem` or `words.words` change, or what else stands in the keyword index: it is then made anew
from the stored texts."""

GRAPH = 3
"""Layout of what the graph of vectors holds; snapshots of another are made anew."""

FORMATS = 6
"""Counts up when more is read than before, so that files left out until then are read again."""
