"""Keyword search within documents: how much of a query a passage covers, by the measure of `fulltext.search`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from semsearch.language import words
from semsearch.store.database import driver
from semsearch.store.fulltext import K1, WEIGHTS, B, Statistics, Terms, inverse, statistics
from semsearch.store.keywords import COLUMNS, names_column
from semsearch.store.schema import among, documents, files


def shares_of_passages(
    connection: Connection, terms: Terms, passages: Mapping[int, Sequence[str]]
) -> dict[int, list[float]]:
    """The shares that `fulltext.search` would give to documents, by id, if each passage were all of their bodies.

    But of a group only the term counts that says most.
    """
    known = statistics(connection, terms)
    asked, most = _telling(terms, known), sum(known.telling) or 1.0
    usual = _mean_length(connection)
    columns = [column for column in COLUMNS if column is not documents.c.text]
    found: dict[int, list[float]] = {}
    for row in connection.execute(select(*columns).join(files).where(documents.c.id.in_(among(passages)))):
        beside = words.keyword_columns(row.title, "", row.quoted, row.signature, row.sender, row.recipients)
        names = names_column(beside.mixed, row.name, row.attachments, row.path)
        around = beside.title.split(), (), beside.quoted.split(), beside.people.split(), names.split()
        shares = found[row.id] = []
        said_around = _weighed(around, {})
        for passage in passages[row.id]:
            own = (), words.stems(passage), (), (), words.pieces(passage)
            length = sum(map(len, around)) + sum(map(len, own))
            covered = _covered(asked, _weighed(own, said_around), K1 * (1 - B + B * length / usual))
            shares.append(covered / most)
    return found


def _telling(terms: Terms, known: Statistics) -> list[list[tuple[str, float]]]:
    """The terms with how telling they are, each with its alternatives. A translation is as telling as the mean of
    itself and the rarest of its word: a frequent one may be the usual word for a rare one, or mean something else."""
    asked = [[(stem, idf)] for stem, idf in zip(terms.single, known.telling, strict=False)]
    for group, idf in zip(terms.groups, known.telling[len(asked) :], strict=True):
        own = [inverse(known.total, known.having[stem]) if terms.translated else idf for stem in group]
        asked.append([(stem, (idf + each) / 2) for stem, each in zip(group, own, strict=True)])
    return asked


def _weighed(columns: Sequence[Sequence[str]], beside: Mapping[str, float]) -> dict[str, float]:
    """How often the stems of columns are said, by the weights of these, and those `beside`."""
    often = defaultdict[str, float](float, beside)
    for weight, stems in zip(WEIGHTS, columns, strict=True):
        for stem in stems:
            often[stem] += weight
    return often


def _covered(asked: Sequence[Sequence[tuple[str, float]]], often: Mapping[str, float], length: float) -> float:
    """BM25, without its factor k1 + 1, of a text that says stems so `often`. `length` is k1 with the part of BM25 that
    goes by the length of the text."""
    covered = 0.0
    for group in asked:
        counted = [(_times(often, term), idf) for term, idf in group]
        covered += max((idf * times / (times + length) for times, idf in counted), default=0.0)
    return covered


def _times(often: Mapping[str, float], term: str) -> float:
    """How often there is a stem, or one that begins as a prefix ending in an asterisk."""
    if term.endswith("*"):
        return sum(times for stem, times in often.items() if stem.startswith(term[:-1]))
    return often.get(term, 0.0)


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
