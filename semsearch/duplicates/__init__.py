"""Duplicates in three tiers, which are never mixed.

*Exact* duplicates are the same message or text, whatever file it is in. *Near* duplicates are the same text with small
edits. *Semantic* duplicates say the same thing in different words.
"""

from semsearch.duplicates.duplicates import Duplicates
from semsearch.duplicates.matches import Matches

__all__ = ["Duplicates", "Matches"]
