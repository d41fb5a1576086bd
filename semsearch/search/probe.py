"""What the search looks for: a query or examples, as both retrievers ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from semsearch.records import Mode
from semsearch.search.meaning import Meaning
from semsearch.search.rank import Weights
from semsearch.store.keywords.fulltext import Terms


@dataclass(frozen=True, slots=True)
class Probe:
    """A query or examples, ready to search for: their `terms`, and their `meaning`, None without dense retrieval; then
    the `mode` is "keyword".

    `quoted` are the phrases that documents must say literally. `near_to` are the dates of the examples. `identifiers`
    are the stems of strings such as ERR_1042, each of which tells the wanted document. `corrections` are pairs of a
    misspelt word and the word that was probably meant, which is searched instead if the index does not have the other.
    `marked` are the stems to highlight in results. `cyrillic` is the script of the query; in documents in the other
    script the `translated` terms are searched, or the terms themselves if these are None. `titles` says whether titles
    count, `passages` whether the keyword score of a document is that of its best passage.
    """

    terms: Terms
    weights: Weights
    meaning: Meaning | None = None
    mode: Mode = "keyword"
    quoted: Sequence[str] = ()
    near_to: Sequence[datetime] = ()
    identifiers: Sequence[Sequence[str]] = ()
    corrections: Sequence[tuple[str, str]] = ()
    marked: frozenset[str] = frozenset()
    titles: bool = True
    translated: Terms | None = None
    cyrillic: bool = False
    passages: bool = False
