"""Keyword search in the `keyword_index`."""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Connection

from semsearch.store.keywords.keyword_index import own_word, quoted
from semsearch.store.schema import array, count_of, documents, driver

WEIGHTS = (3.0, 1.0, 0.3, 1.0, 1.0)
"""BM25 weights of the columns: title, body, quoted text, people, names of files and attachments."""

AUTHORED = ("title", "body")
"""The columns with what the author wrote."""

RARE = (4.0, 6.0)
"""Inverse document frequency of a rare and of a very rare word: one in about 55 documents, and one in 400."""

SCORED = 12_000
"""Approximate number of documents scored by keyword, about 30 ms."""

SCORED_BESIDE_DENSE = 2_000
"""The same if others are found by meaning. With half as many again 1 % of the first ten are others, over a million
chunks."""

MAX_POSTINGS = 250_000
"""Postings that FTS5 reads for frequent words, which score only documents found by rarer ones; about 5 ms."""

FREQUENT = 1_000
"""Number of documents with a word from which on it is cached."""

K1, B = 1.2, 0.75  # FTS5's constants, https://www.sqlite.org/fts5.html#the_bm25_function


@dataclass(frozen=True, slots=True)
class _Known:
    """Cached statistics of an index: the newest document and the number of documents at that time, and the number of
    documents with each frequent word."""

    newest: int
    total: int
    frequent: dict[str, int]


@dataclass(frozen=True, slots=True)
class Terms:
    """A keyword query: any of the ``stems``, of the ``phrases`` of stems, and of the ``groups`` of alternative stems.

    In a group a prefix ends in an asterisk. What is listed twice counts twice. Only ``columns`` are searched, all if
    there are none. If ``translated``, each group holds the translations of one word and is measured by its rarest: a
    text with several of them does not match better.
    """

    stems: Sequence[str] = ()
    phrases: Sequence[Sequence[str]] = ()
    groups: Sequence[Sequence[str]] = ()
    columns: Sequence[str] = ()
    translated: bool = False

    @property
    def query(self) -> str:
        """The FTS5 query for documents with any of these, "" if there are none."""
        return self.within(_any(self.units))

    @property
    def single(self) -> list[str]:
        """The stems that are looked for, those of phrases one by one."""
        return [*self.stems, *(stem for phrase in self.phrases for stem in phrase)]

    @property
    def units(self) -> list[str]:
        """Each term in FTS5's syntax."""
        return [
            *(quoted(stem) for stem in self.stems),
            *(quoted(" ".join(phrase)) for phrase in self.phrases),
            *(_group(group) for group in self.groups),
        ]

    def within(self, asked: str) -> str:
        """An FTS5 query restricted to the columns."""
        return f"{{{' '.join(self.columns)}}} : ({asked})" if asked and self.columns else asked


@dataclass(frozen=True, slots=True)
class Statistics:
    """Document frequencies: the number of documents in ``total``, the ``counts`` of those with each stem of a query,
    and of those with any stem of each of its ``groups``; and the inverse document frequency, ``idf``, of each of
    `Terms.single` and then of each group."""

    total: int
    counts: Mapping[str, int]
    groups: list[int]
    idf: list[float]


def search(
    connection: Connection, terms: Terms, allowed: Collection[int] | None, also: Collection[int] = ()
) -> dict[int, float]:
    """Documents with any of the terms: document id to BM25 as a share of the highest possible, in 0..1.

    The share is BM25 divided by its limit for a document that repeats every word of the query without end. It says how
    much of the query a document covers, and is comparable between queries. If only a minority of the documents is
    `allowed`, all of them with a term are found; otherwise, in a large index, those with one of the rarer terms
    (`_by_rare`), and those in `also`.
    """
    known = statistics(connection, terms)
    bound = (K1 + 1) * sum(known.idf)
    counts = [known.counts[stem] for stem in terms.stems]
    counts += [min((known.counts[stem] for stem in phrase), default=0) for phrase in terms.phrases]
    counted = sorted((count, unit) for count, unit in zip(counts + known.groups, terms.units, strict=True) if count)
    if not counted:
        return {}
    if allowed is None or len(allowed) >= known.total / 2:
        found = _by_rare(connection, terms, counted, also)
    else:
        # The plus makes FTS5 go through all matches: for each id looked up, it would count all words again.
        among = (" AND +rowid IN (SELECT value FROM json_each(?))", array(allowed))
        found = _scored(connection, terms.within(_any(unit for _, unit in counted)), *among)
    return {id_: min(1.0, score / bound) for id_, score in found.items() if allowed is None or id_ in allowed}


def statistics(connection: Connection, terms: Terms) -> Statistics:
    """The document frequencies of a query's words."""
    total, counts = frequencies(connection, [*terms.single, *(stem for group in terms.groups for stem in group)])
    groups = [_of_any(connection, group, counts) for group in terms.groups]
    idf = [idf_of(total, counts[stem]) for stem in terms.single]
    if terms.translated:
        idf += [max(idf_of(total, counts[stem]) for stem in group) for group in terms.groups]
    else:
        idf += [idf_of(total, count) for count in groups]
    return Statistics(total, counts, groups, idf)


def _by_rare(
    connection: Connection, terms: Terms, counted: Sequence[tuple[int, str]], also: Collection[int]
) -> dict[int, float]:
    """The scores of the documents in `also`, and of those with one of the rarer terms, as many terms as together occur
    in up to `SCORED` documents, or in `SCORED_BESIDE_DENSE` if there are any in `also`. If even the rarest is more
    frequent, those that have it in the title are scored.

    `counted` lists each term after the number of its documents, the rarest first. All terms count towards the scores,
    except the most frequent ones once FTS5 would have to read more than `MAX_POSTINGS` postings for them.
    """
    enough = SCORED_BESIDE_DENSE if also else SCORED
    units = [unit for _, unit in counted]
    rare = sum(so_far <= enough for so_far in accumulate(count for count, _ in counted))
    if rare == len(units):
        return _scored(connection, terms.within(_any(units)))
    first = max(1, rare)
    units = units[: first + sum(walked <= MAX_POSTINGS for walked in accumulate(count for count, _ in counted[first:]))]
    if rare:
        selecting, others = terms.within(_any(units[:rare])), units[rare:]
    else:
        selecting, others = f"{{title}} : {units[0]}", units
        if _count(connection, selecting) > enough:
            selecting = ""
    if not selecting and not also:
        return _scored(connection, terms.within(_any(units)), " ORDER BY rowid DESC LIMIT ?", enough)
    # FTS5 has no optional terms that count, and computes each term of a query for each document it finds. So the rarer
    # terms are scored alone, and once more with the others where a document has both.
    scores = _scored(connection, selecting) if selecting else {}
    own = [own_word(document_id) for document_id in also if document_id not in scores]
    if others:
        again = {} if rare else scores.copy()  # what a score has twice: the word in the title, or the document's own
        again |= _of_own_words(connection, [document_id for document_id in also if document_id not in scores])
        selected = _any([*([selecting] if selecting else []), *own])
        both = _scored(connection, f"({selected}) AND ({terms.within(_any(others))})")
        scores |= {id_: score - again.get(id_, 0.0) for id_, score in both.items()}
    return scores


def _scored(connection: Connection, query: str, narrowed: str = "", *given: object) -> dict[int, float]:
    """BM25 of the documents that match an FTS5 query, by id."""
    weights = ", ".join(map(str, WEIGHTS))
    statement = f"SELECT rowid, -bm25(keywords, {weights}) FROM keywords WHERE keywords MATCH ?{narrowed}"  # noqa: S608 - constants
    return dict(driver(connection).execute(statement, (query, *given)).fetchall())


def _of_own_words(connection: Connection, ids: Sequence[int]) -> dict[int, float]:
    """What `_scored` gives documents for the word that only they have, once in the column of names."""
    rows, mean_length = size(connection)
    statement = "SELECT id, sz FROM keywords_docsize WHERE id IN (SELECT value FROM json_each(?))"
    lengths = {id_: sum(_integers(sizes)) for id_, sizes in driver(connection).execute(statement, (array(ids),))}
    times = WEIGHTS[-1]
    highest = idf_of(rows, 1) * (K1 + 1) * times
    return {id_: highest / (times + K1 * (1 - B + B * length / mean_length)) for id_, length in lengths.items()}


def size(connection: Connection) -> tuple[int, float]:
    """The number of documents in the index, and the mean number of their words."""
    row = driver(connection).execute("SELECT block FROM keywords_data WHERE id = 1").fetchone()
    rows, *words = _integers(row[0] if row else b"") or [0]
    return rows, max(1.0, sum(words) / max(1, rows))


def _integers(block: bytes) -> list[int]:
    """Variable-length integers of SQLite, as FTS5 keeps them."""
    numbers = [0]
    for byte in block:
        numbers[-1] = numbers[-1] << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(0)
    return numbers[:-1]


def has_cyrillic(connection: Connection) -> bool:
    """Whether any document contains a Cyrillic word."""
    return _first(connection, "SELECT 1 FROM keyword_counts WHERE term >= 'а' AND term < 'ѐ' LIMIT 1") is not None


def containing(connection: Connection, phrase: Sequence[str]) -> list[int]:
    """Ids of the documents with these stems side by side in one field."""
    # As one JSON array, since these may be most documents.
    statement = "SELECT json_group_array(rowid) FROM keywords WHERE keywords MATCH ?"
    found: list[int] = json.loads(driver(connection).execute(statement, (quoted(" ".join(phrase)),)).fetchone()[0])
    return found


def rarest(connection: Connection, stems: Iterable[str], count: int, against: Iterable[str] = ()) -> list[str]:
    """The `count` most telling of these stems, by the sum of their inverse document frequency over all occurrences.
    Each occurrence in `against` cancels one.

    A rare stem is listed twice, a very rare one three times, and then counts as often: in long queries BM25 trusts the
    many common words too much (docs/decisions/0008-ranking.md).
    """
    often = Counter(stems)
    often.subtract(stem for stem in against if stem in often)
    total, counts = frequencies(connection, [stem for stem, times in often.items() if times > 0])
    idf = {stem: idf_of(total, count) for stem, count in counts.items()}
    telling = sorted(idf, key=lambda stem: (-often[stem] * idf[stem], stem))[:count]
    return [stem for stem in telling for _ in range(1 + sum(idf[stem] > limit for limit in RARE))]


def frequencies(connection: Connection, stems: Iterable[str]) -> tuple[int, dict[str, int]]:
    """The number of documents, and the number of documents with each stem.

    FTS5 reads all postings of a word to count them. The counts of frequent words are cached with the connection until
    the number of documents has grown by one percent.
    """
    newest = _first(connection, "SELECT max(id) FROM documents") or 0
    known: _Known | None = connection.info.get("frequencies")
    if known is None or newest > known.newest * 1.01 or newest < known.newest:
        known = _Known(newest, count_of(connection, documents), {})
        connection.info["frequencies"] = known
    # FTS5 splits an identifier such as err_1042 into several tokens; the rarest decides.
    parts = {stem: [part for part in stem.replace("_", " ").split() if part] for stem in stems}
    wanted = {part for listed in parts.values() for part in listed}
    counts = "SELECT term, doc FROM json_each(?) JOIN keyword_counts ON term = value"
    found = dict(driver(connection).execute(counts, (array(wanted - known.frequent.keys()),)).fetchall())
    known.frequent.update((term, count) for term, count in found.items() if count > FREQUENT)
    found |= {part: known.frequent[part] for part in wanted & known.frequent.keys()}
    return known.total, {
        stem: min((found.get(part, 0) for part in listed), default=0) for stem, listed in parts.items()
    }


def idf_of(total: int, count: int) -> float:
    """The inverse document frequency of FTS5, ln((N - n + 0.5) / (n + 0.5)), at least 1e-6."""
    return max(1e-6, math.log((max(0, total - count) + 0.5) / (count + 0.5)))


def _count(connection: Connection, query: str) -> int:
    return _first(connection, "SELECT count(*) FROM keywords WHERE keywords MATCH ?", query) or 0


def _first(connection: Connection, statement: str, *given: str) -> int | None:
    """The first number that a statement yields, read through the driver, as a search asks for many."""
    row = driver(connection).execute(statement, given).fetchone()
    return None if row is None else row[0]


def _of_any(connection: Connection, group: Sequence[str], counts: Mapping[str, int]) -> int:
    """The approximate number of documents with a stem of a group: those with several are counted more than once, unless
    it has prefixes, which FTS5 counts."""
    if any(term.endswith("*") for term in group):
        return _count(connection, _group(group))
    return sum(counts[term] for term in group)


def _any(units: Iterable[str]) -> str:
    return " OR ".join(units)


def _group(group: Sequence[str]) -> str:
    return f"({' OR '.join(quoted(term[:-1]) + ' *' if term.endswith('*') else quoted(term) for term in group)})"
