"""Duplicates in three tiers, which are never mixed.

*Exact* duplicates are the same message or text, whatever file it is in. *Near* duplicates are the same text with small
edits. *Semantic* duplicates say the same thing in different words.

duplicates       the interface: reports, and the user's decisions
pair_finder      compares new texts by their words and stores similar pairs; semantic_finder: by their vectors
coded_texts      the texts that are compared
wording          the words of a text, its numbers, dates, names, negations; lexicon: opposites and the like
near             signatures for MinHash, and the similarity of words; stem_codes: texts ready for it
band_index       finds candidates: texts with a part of their signatures in common
crowd            pairs among texts with so many like them that their pairs are not stored
similarity       pairs of similar vectors; adapter: a vector space for same meaning
meaning          the probability that two texts have the same meaning; foreign_names: names in two alphabets
matches          groups for any threshold, in memory; grouping and keep_rules: how they are made
actions          trash, move, hide and undo; trash: the system's trash
"""

from semsearch.duplicates.duplicates import Duplicates
from semsearch.duplicates.matches import Matches

__all__ = ["Duplicates", "Matches"]
