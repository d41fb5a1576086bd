"""English words in Russian and Russian words in English, by a lexicon of stems."""

from bisect import bisect_left
from functools import cache

from semsearch.settings import resources

FILE = "lexicon/english-russian.tsv"
"""Below the resources. ``python -m benchmarks.lexicon`` makes it and says of what."""


def translations(stem: str) -> list[str]:
    """The stems in the other language that a stem is translated by, the most usual first; empty for unknown ones."""
    lines, wanted = _lexicon(), f"{stem}\t".encode()
    at = bisect_left(lines, wanted)
    if at == len(lines) or not lines[at].startswith(wanted):
        return []
    return lines[at].decode().split("\t")[1].split()


def contradicts(stem: str, other: str) -> bool:
    """Whether both stems have translations and neither is one of the other's: "desk" may be how «диск» is spelled, but
    is another word."""
    ours, theirs = translations(stem), translations(other)
    return bool(ours and theirs) and other not in ours and stem not in theirs


@cache
def _lexicon() -> list[bytes]:
    """The lines of the lexicon, ascending, unparsed: to split 1.5 MB takes two milliseconds, to parse it tens."""
    return (resources() / FILE).read_bytes().splitlines()
