"""Keyword search within documents: how much of a query a passage covers, by the measure of `fulltext.search`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from semsearch.language import words
from semsearch.store.keywords.fulltext import K1, WEIGHTS, B, Statistics, Terms, idf_of, size, statistics
from semsearch.store.keywords.keyword_index import COLUMNS, names_column
from semsearch.store.lookup import when
from semsearch.store.schema import among, documents, files


def shares_of_passages(
    connection: Connection, asked: Sequence[Terms], passages: Mapping[int, Sequence[str]]
) -> list[dict[int, list[float]]]:
    """For each of the terms `asked`, the shares that `fulltext.search` would give to documents, by id, if each passage
    were all of their bodies; but of a group only the best term counts, and a document has the year that it is of.
    """
    measures = [_Measure(terms, statistics(connection, terms)) for terms in asked]
    counted = _Counted({term for measure in measures for group in measure.terms for term, _ in group})
    _, mean_length = size(connection)
    columns = [column for column in COLUMNS if column is not documents.c.text]
    columns += [documents.c.date, documents.c.utc_offset]
    found: list[dict[int, list[float]]] = [{} for _ in asked]
    for row in connection.execute(select(*columns).join(files).where(documents.c.id.in_(among(passages)))):
        other = words.keyword_columns(row.title, "", row.quoted, row.signature, row.sender, row.recipients)
        names = names_column(other.mixed, row.name, row.attachments, row.path)
        date = when(row.date, row.utc_offset)
        year = (str(date.year),) if date else ()
        fields = other.title.split(), (), other.quoted.split(), other.people.split(), (*names.split(), *year)
        around, length = counted.frequencies(fields, {}), sum(map(len, fields))
        for shares in found:
            shares[row.id] = []
        for passage in passages[row.id]:
            body = (), words.stems(passage), (), (), words.pieces(passage)
            frequencies = counted.frequencies(body, around)
            saturation = K1 * (1 - B + B * (length + sum(map(len, body))) / mean_length)
            for measure, shares in zip(measures, found, strict=True):
                shares[row.id].append(measure.share(frequencies, saturation))
    return found


class _Counted:
    """The terms whose frequencies matter. A prefix, which ends in an asterisk, is counted as a term."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._prefixes = tuple(term[:-1] for term in terms if term.endswith("*"))
        self._stems = frozenset(terms)

    def frequencies(self, columns: Sequence[Sequence[str]], also: Mapping[str, float]) -> dict[str, float]:
        """The frequencies of the terms in columns of stems, by the weights of these, added to those in `also`."""
        frequencies = defaultdict[str, float](float, also)
        for weight, stems in zip(WEIGHTS, columns, strict=True):
            for stem in filter(self._stems.__contains__, stems):
                frequencies[stem] += weight
            for prefix in self._prefixes:
                frequencies[f"{prefix}*"] += weight * sum(stem.startswith(prefix) for stem in stems)
        return frequencies


class _Measure:
    """The terms of a query with their inverse document frequencies, each with its alternatives."""

    def __init__(self, terms: Terms, known: Statistics) -> None:
        self.terms = _with_idf(terms, known)
        self._highest = sum(known.idf) or 1.0

    def share(self, frequencies: Mapping[str, float], saturation: float) -> float:
        """BM25 as a share of the highest possible. `saturation` is its k1 (1 - b + b length / mean length)."""
        score = 0.0
        for group in self.terms:
            counted = ((frequencies.get(term, 0.0), idf) for term, idf in group)
            score += max((idf * times / (times + saturation) for times, idf in counted), default=0.0)
        return score / self._highest


def _with_idf(terms: Terms, known: Statistics) -> list[list[tuple[str, float]]]:
    """The terms with their inverse document frequencies, each with its alternatives. That of a translation is the mean
    of its own and its group's: a frequent one may be the usual word for a rare one, or mean something else."""
    weighted = [[(stem, idf)] for stem, idf in zip(terms.single, known.idf, strict=False)]
    for group, idf in zip(terms.groups, known.idf[len(weighted) :], strict=True):
        own = [idf_of(known.total, known.counts[stem]) if terms.translated else idf for stem in group]
        weighted.append([(stem, (idf + each) / 2) for stem, each in zip(group, own, strict=True)])
    return weighted
