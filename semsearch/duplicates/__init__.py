"""Duplicates, of three kinds that are never mixed.

*Exact* are the same message or text, wherever it lies and however it came. *Near* are the same text with small edits.
*Semantic* say the same in other words.
"""

from semsearch.duplicates.alike import Alike
from semsearch.duplicates.finding import Duplicates

__all__ = ["Alike", "Duplicates"]
