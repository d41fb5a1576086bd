"""Keyword search within documents: how much of a query a passage covers, by the measure of `fulltext.search`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from semsearch.language import words
from semsearch.store.database import driver
from semsearch.store.fulltext import K1, WEIGHTS, B, Statistics, Terms, idf_of, statistics
from semsearch.store.keywords import COLUMNS, names_column
from semsearch.store.schema import among, documents, files


def shares_of_passages(
    connection: Connection, terms: Terms, passages: Mapping[int, Sequence[str]]
) -> dict[int, list[float]]:
    """The shares that `fulltext.search` would give to documents, by id, if each passage were all of their bodies; but
    of a group only the best term counts.
    """
    known = statistics(connection, terms)
    weighted, highest = _with_idf(terms, known), sum(known.idf) or 1.0
    mean_length = _mean_length(connection)
    columns = [column for column in COLUMNS if column is not documents.c.text]
    found: dict[int, list[float]] = {}
    for row in connection.execute(select(*columns).join(files).where(documents.c.id.in_(among(passages)))):
        other = words.keyword_columns(row.title, "", row.quoted, row.signature, row.sender, row.recipients)
        names = names_column(other.mixed, row.name, row.attachments, row.path)
        fields = other.title.split(), (), other.quoted.split(), other.people.split(), names.split()
        shares = found[row.id] = []
        of_fields = _frequencies(fields, {})
        for passage in passages[row.id]:
            body = (), words.stems(passage), (), (), words.pieces(passage)
            length = sum(map(len, fields)) + sum(map(len, body))
            scored = _bm25(weighted, _frequencies(body, of_fields), K1 * (1 - B + B * length / mean_length))
            shares.append(scored / highest)
    return found


def _with_idf(terms: Terms, known: Statistics) -> list[list[tuple[str, float]]]:
    """The terms with their inverse document frequencies, each with its alternatives. That of a translation is the mean
    of its own and its group's: a frequent one may be the usual word for a rare one, or mean something else."""
    weighted = [[(stem, idf)] for stem, idf in zip(terms.single, known.idf, strict=False)]
    for group, idf in zip(terms.groups, known.idf[len(weighted) :], strict=True):
        own = [idf_of(known.total, known.counts[stem]) if terms.translated else idf for stem in group]
        weighted.append([(stem, (idf + each) / 2) for stem, each in zip(group, own, strict=True)])
    return weighted


def _frequencies(columns: Sequence[Sequence[str]], also: Mapping[str, float]) -> dict[str, float]:
    """The frequencies of the stems in columns, by the weights of these, added to those in `also`."""
    frequencies = defaultdict[str, float](float, also)
    for weight, stems in zip(WEIGHTS, columns, strict=True):
        for stem in stems:
            frequencies[stem] += weight
    return frequencies


def _bm25(terms: Sequence[Sequence[tuple[str, float]]], frequencies: Mapping[str, float], saturation: float) -> float:
    """BM25 without its factor k1 + 1. `saturation` is its k1 (1 - b + b length / mean length)."""
    score = 0.0
    for group in terms:
        counted = [(_frequency(frequencies, term), idf) for term, idf in group]
        score += max((idf * times / (times + saturation) for times, idf in counted), default=0.0)
    return score


def _frequency(frequencies: Mapping[str, float], term: str) -> float:
    """The frequency of a stem, or of all that begin with a prefix, which ends in an asterisk."""
    if term.endswith("*"):
        return sum(times for stem, times in frequencies.items() if stem.startswith(term[:-1]))
    return frequencies.get(term, 0.0)


def _mean_length(connection: Connection) -> float:
    """The mean number of words of a document. FTS5 keeps the number of documents and of the words of each column as
    variable-length integers of SQLite."""
    block: bytes = driver(connection).execute("SELECT block FROM keywords_data WHERE id = 1").fetchone()[0]
    numbers = [0]
    for byte in block:
        numbers[-1] = numbers[-1] << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(0)
    return max(1.0, sum(numbers[1:-1]) / max(1, numbers[0]))
