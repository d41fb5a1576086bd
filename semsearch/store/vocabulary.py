"""The vocabulary of the keyword index: corrections of misspelled words, spellings of stems, parts of identifiers."""

from sqlalchemy import Connection, select, text

from semsearch.language import words
from semsearch.store.fulltext import containing
from semsearch.store.schema import documents

SHORTEST = 4
"""Letters of the shortest stem that is corrected; shorter ones are all similar to some other word."""

_LONG = 8
"""Letters from which on two may be wrong."""

_READ, _ENOUGH = 10, 500_000
"""Documents read to see how a stem is spelled, and characters after which one way to spell it is enough: of books that
is a tenth of a second."""

_PART = 3
"""Minimum length of a part of an identifier."""


def nearest(connection: Connection, stem: str) -> str | None:
    """The stem in the index that a misspelled one probably stands for: the nearest by edit distance, then the most
    frequent. None if there is none. The first letter is taken to be right."""
    from rapidfuzz.distance import OSA

    if len(stem) < SHORTEST or not stem.isalpha():
        return None
    allowed = 1 if len(stem) < _LONG else 2
    rows = connection.execute(
        text(
            "SELECT term, doc FROM keyword_counts WHERE term >= :first AND term < :after"
            " AND length(term) BETWEEN :shortest AND :longest"
        ),
        {
            "first": stem[0],
            "after": chr(ord(stem[0]) + 1),
            "shortest": max(SHORTEST, len(stem) - allowed),
            "longest": len(stem) + allowed,
        },
    )
    found = [
        (distance, -row.doc, row.term)
        for row in rows
        if row.term.isalpha() and (distance := OSA.distance(stem, row.term, score_cutoff=allowed)) <= allowed
    ]
    return min(found)[2] if found else None


def spelling(connection: Connection, stem: str, misspelled: str) -> str:
    """Of the words with this stem, as some documents write them, the nearest to a misspelled one by edit distance; the
    stem itself if none is found."""
    from rapidfuzz.distance import OSA

    written = words.fold(misspelled)
    found: dict[str, int] = {}
    read = 0
    for document_id in containing(connection, [stem])[:_READ]:
        row = connection.execute(
            select(documents.c.title, documents.c.text, documents.c.quoted, documents.c.sender).where(
                documents.c.id == document_id
            )
        ).first()
        whole = "\n".join(row or ())
        spelled = {whole[word.start : word.end].lower() for word in words.words(whole) if word.stem == stem}
        found |= {each: OSA.distance(words.fold(each), written) for each in sorted(spelled - found.keys())}
        read += len(whole)
        if 1 in found.values() or (found and read > _ENOUGH):
            break
    return min(found, key=lambda each: found[each], default=stem)


def with_part(connection: Connection, part: str, count: int = 20) -> list[str]:
    """Up to `count` words in the index that begin with, or else contain, a part of an identifier, the most frequent
    first."""
    folded = words.fold(part)
    if len(folded) < _PART or "_" in folded:  # FTS5 splits words at underscores
        return []
    order = "ORDER BY doc DESC, term LIMIT :count"
    starting = connection.scalars(
        text(f"SELECT term FROM keyword_counts WHERE term > :part AND term < :after {order}"),  # noqa: S608 - constant
        {"part": folded, "after": folded[:-1] + chr(ord(folded[-1]) + 1), "count": count},
    ).all()
    if starting:
        return list(starting)
    # The digits in a word with letters are indexed as a word of their own (`words.pieces`), so terms that
    # begin with a digit are enough to search.
    among = "term >= '0' AND term < ':' AND" if folded.isdecimal() and folded.isascii() else ""
    return list(
        connection.scalars(
            text(f"SELECT term FROM keyword_counts WHERE {among} instr(term, :part) > 0 {order}"),  # noqa: S608 - constants
            {"part": folded, "count": count},
        )
    )
