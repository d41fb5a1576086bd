"""English words in Russian and Russian words in English, by a lexicon of stems."""

from functools import cache

from semsearch.settings import resources

FILE = "lexicon/english-russian.tsv"
"""Below the resources. ``python -m benchmarks.lexicon`` makes it and says of what."""


def translations(stem: str) -> list[str]:
    """The stems in the other language that a stem is translated by, the most usual first; empty for unknown ones."""
    lexicon = _lexicon()
    start = lexicon.find(f"\n{stem}\t".encode())
    if start < 0:
        return []
    line = lexicon[start + 1 : lexicon.index(b"\n", start + 1)]
    return line.decode().split("\t")[1].split()


@cache
def _lexicon() -> bytes:
    """The lines of the lexicon, unparsed: to search 1.5 MB for the few words of a query takes less than a millisecond
    each, to parse it takes tens of them."""
    return b"\n" + (resources() / FILE).read_bytes()
