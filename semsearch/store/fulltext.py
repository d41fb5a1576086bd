"""Keyword search: SQLite's FTS5 over stems made in Python.

The index is contentless: it keeps postings, not a second copy of every text. To take a document out, FTS5 must be told
the very words that were put in, so they are made again from the stored document; should the stemming change
(`versions.WORDS`), the whole index is made anew.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from semsearch import words
from semsearch.store.database import driver
from semsearch.store.schema import documents, files

WEIGHTS = (3.0, 1.0, 0.3, 1.0, 1.0)
"""BM25 weights of title, body, quoted text, people, names of files and attachments."""

WRITTEN = ("title", "body")
"""The columns of what an author wrote, without what was quoted."""

RARE = (4.0, 6.0)
"""Inverse document frequency of a rare and of a very rare word: in fewer than about one document of 55, of 400."""

ENOUGH = 20_000
"""Documents that are scored by keyword, about: some 20 milliseconds."""

LOOK = 250
"""Documents gone through in the time of looking for one of them by its id."""

_K1 = 1.2  # FTS5's constant, https://www.sqlite.org/fts5.html#the_bm25_function

_COLUMNS = (
    documents.c.id,
    documents.c.title,
    documents.c.text,
    documents.c.quoted,
    documents.c.signature,
    documents.c.sender,
    documents.c.recipients,
    documents.c.attachments,
    documents.c.name,
    files.c.path,
)


_INSERT = "INSERT INTO keywords (rowid, title, body, quoted, people, names) VALUES (?, ?, ?, ?, ?, ?)"


def index_documents(connection: Connection, ids: Iterable[int]) -> None:
    """Put stored documents into the keyword index."""
    _apply(connection, ids, _INSERT)


def index_columns(connection: Connection, rows: Sequence[tuple[int, str, str, str, str, str]]) -> None:
    """Put documents into the keyword index whose columns are at hand: id, then as `words.keyword_columns` and
    `names_column` make them."""
    if rows:
        connection.exec_driver_sql(_INSERT, list(rows))


def names_column(mixed: str, name: str | None, attachments: Sequence[str], path: str) -> str:
    """The stems of the names of a document, its attachments and its file, with the pieces of words that mix letters
    and numbers, in these names and (`mixed`) in the other columns."""
    names = " ".join([name or "", *attachments, path.encode(errors="replace").decode()])
    return " ".join([words.stemmed(names), *words.pieces(names), mixed])


def forget_documents(connection: Connection, ids: Iterable[int]) -> None:
    """Take documents out of the keyword index; they must still be in the catalogue as they were when put in."""
    _apply(
        connection,
        ids,
        "INSERT INTO keywords (keywords, rowid, title, body, quoted, people, names)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?)",
    )


def clear(connection: Connection) -> None:
    """Forget every document."""
    connection.execute(text("INSERT INTO keywords (keywords) VALUES ('delete-all')"))


def rebuild(connection: Connection) -> None:
    """Make the whole keyword index anew from the stored documents."""
    clear(connection)
    index_documents(connection, connection.scalars(select(documents.c.id)).all())


def differing(connection: Connection, ids: Iterable[int]) -> list[int]:
    """Those of the documents that do not stand in the keyword index as they are stored: an index of them alone is made
    in memory and compared by the number of words in each field, and by each document's longest word."""
    wanted = list(ids)
    made: str = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'keywords'")) or ""
    connection.exec_driver_sql(made.replace(" keywords ", " temp.probe ", 1))
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.probe_words USING fts5vocab(temp, probe, instance)")
    try:
        _apply(connection, wanted, _INSERT.replace(" keywords ", " temp.probe "))
        lengths = "SELECT probe.id FROM temp.probe_docsize AS probe JOIN keywords_docsize AS ours USING (id)"
        found = set(connection.scalars(text(f"{lengths} WHERE probe.sz IS NOT ours.sz")))
        longest = connection.execute(text("SELECT doc, term, max(length(term)) FROM temp.probe_words GROUP BY doc"))
        held = text("SELECT 1 FROM keywords WHERE keywords MATCH :term AND rowid = :id")
        for document_id, term, _ in longest.all():
            if connection.scalar(held, {"term": _quoted(term), "id": document_id}) is None:
                found.add(document_id)
        return sorted(found)
    finally:
        connection.exec_driver_sql("DROP TABLE temp.probe_words")
        connection.exec_driver_sql("DROP TABLE temp.probe")


def optimize(connection: Connection) -> None:
    """Merge everything into one tree, without what was taken out."""
    connection.execute(text("INSERT INTO keywords (keywords) VALUES ('optimize')"))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for by keyword: any of the `stems`, of the `phrases` of stems, and of the `groups`, in each of
    which one will do; in a group, a beginning of words ends in an asterisk. What is listed twice counts twice.
    `columns` are looked in, none for all."""

    stems: Sequence[str] = ()
    phrases: Sequence[Sequence[str]] = ()
    groups: Sequence[Sequence[str]] = ()
    columns: Sequence[str] = ()

    @property
    def query(self) -> str:
        """What FTS5 is asked for documents with any of these, "" where nothing is looked for."""
        return self.within(_any(self.units))

    @property
    def units(self) -> list[str]:
        """Each as FTS5 has it."""
        return [
            *(_quoted(stem) for stem in self.stems),
            *(_quoted(" ".join(phrase)) for phrase in self.phrases),
            *(_group(group) for group in self.groups),
        ]

    def within(self, asked: str) -> str:
        """The same, in these columns only."""
        return f"{{{' '.join(self.columns)}}} : ({asked})" if asked and self.columns else asked


def search(connection: Connection, terms: Terms, allowed: Collection[int] | None) -> dict[int, float]:
    """All documents with any of the terms: document id -> BM25 as a share of the best possible.

    The share is BM25 divided by its limit for a document that repeats every word of the query for ever, so it says how
    much of what the query asks for a document has, and is comparable between queries. Of a large home, only those are
    found that have one of the rarer terms, which together stand in up to `ENOUGH` documents.
    """
    if not terms.units:
        return {}
    single = [*terms.stems, *(stem for phrase in terms.phrases for stem in phrase)]
    having = _having(connection, single)
    groups = [_count(connection, _group(group)) for group in terms.groups]
    total = _total(connection)
    bound = (_K1 + 1) * (
        sum(_inverse(total, having[stem]) for stem in single) + sum(_inverse(total, count) for count in groups)
    )
    counts = [having[stem] for stem in terms.stems]
    counts += [min((having[stem] for stem in phrase), default=0) for phrase in terms.phrases]
    query, times = terms.query, 1
    if allowed is None and (common := _common(counts + groups)):
        # In FTS5 nothing is optional but scores: whoever has a rare term is scored by all of them, each listed twice.
        rare = [unit for place, unit in enumerate(terms.units) if place not in common]
        others = [terms.units[place] for place in common]
        query, times = terms.within(f"({_any(rare)}) AND ({_any([*rare, *others, *others])})"), 2
    weights = ", ".join(map(str, WEIGHTS))
    statement = f"SELECT rowid, -bm25(keywords, {weights}) FROM keywords WHERE keywords MATCH :query"  # noqa: S608 - constants
    given = {"query": query}
    if allowed is not None:
        # With the plus all documents with a term are gone through; without, FTS5 looks for each of those allowed.
        statement += " AND rowid" if len(allowed) * LOOK < sum(counts) else " AND +rowid"
        statement += " IN (SELECT value FROM json_each(:ids))"
        given["ids"] = json.dumps(list(allowed))
    scale = 1 / (times * bound) if bound > 0 else 0.0
    # Through the driver: making SQLAlchemy's rows of thousands costs more than the query.
    rows = driver(connection).execute(statement, given)
    return {document_id: min(1.0, score * scale) for document_id, score in rows}


def containing(connection: Connection, phrase: Sequence[str]) -> list[int]:
    """Ids of the documents with these stems side by side in one field."""
    rows = connection.scalars(
        text("SELECT rowid FROM keywords WHERE keywords MATCH :query"), {"query": _quoted(" ".join(phrase))}
    )
    return [int(row) for row in rows]


def rarest(connection: Connection, stems: Iterable[str], count: int, against: Iterable[str] = ()) -> list[str]:
    """Of these stems, the `count` that tell most about a text: the highest sum of inverse document frequency. Each
    occurrence in `against` takes one away.

    A rare stem is listed twice, a very rare one three times, and then counts as often: in long queries BM25 trusts the
    many common words too much (docs/decisions/0008-ranking.md).
    """
    often = Counter(stems)
    often.subtract(stem for stem in against if stem in often)
    total = _total(connection)
    having = _having(connection, [stem for stem, times in often.items() if times > 0])
    idf = {stem: _inverse(total, count) for stem, count in having.items()}
    telling = sorted(idf, key=lambda stem: (-often[stem] * idf[stem], stem))[:count]
    return [stem for stem in telling for _ in range(1 + sum(idf[stem] > limit for limit in RARE))]


def _having(connection: Connection, stems: Iterable[str]) -> dict[str, int]:
    """In how many documents each stem stands."""
    # An identifier such as err_1042 is several tokens to FTS5: its rarest decides.
    parts = {stem: [part for part in stem.replace("_", " ").split() if part] for stem in stems}
    counts = text("SELECT term, doc FROM json_each(:parts) JOIN keyword_counts ON term = value")
    wanted = json.dumps(sorted({part for listed in parts.values() for part in listed}))
    found = {row.term: row.doc for row in connection.execute(counts, {"parts": wanted})}
    return {stem: min((found.get(part, 0) for part in listed), default=0) for stem, listed in parts.items()}


def _common(counts: Sequence[int]) -> list[int]:
    """The places of the most frequent terms, without which the others stand in up to `ENOUGH` documents; the rarest
    that stands anywhere is never one."""
    order = sorted((place for place, count in enumerate(counts) if count), key=lambda place: counts[place])
    for kept in range(1, len(order)):
        if sum(counts[place] for place in order[: kept + 1]) > ENOUGH:
            return order[kept:]
    return []


def _inverse(total: int, found: int) -> float:
    """FTS5's inverse document frequency, ln((N - n + 0.5) / (n + 0.5)), not below a millionth."""
    return max(1e-6, math.log((max(0, total - found) + 0.5) / (found + 0.5))) if found else 0.0


def _total(connection: Connection) -> int:
    return connection.scalar(text("SELECT count(*) FROM documents")) or 0


def _count(connection: Connection, query: str) -> int:
    statement = text("SELECT count(*) FROM keywords WHERE keywords MATCH :query")
    return connection.scalar(statement, {"query": query}) or 0


def _any(units: Sequence[str]) -> str:
    return " OR ".join(units)


def _group(group: Sequence[str]) -> str:
    return f"({' OR '.join(_quoted(term[:-1]) + ' *' if term.endswith('*') else _quoted(term) for term in group)})"


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _apply(connection: Connection, ids: Iterable[int], statement: str) -> None:
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        query = select(*_COLUMNS).join(files).where(documents.c.id.in_(wanted[start : start + 500]))
        rows = [_row(*tuple(row)) for row in connection.execute(query)]
        if rows:
            connection.exec_driver_sql(statement, rows)


def _row(
    document_id: int,
    title: str,
    body: str,
    quoted: str,
    signature: str,
    sender: str,
    recipients: list[str],
    attachments: list[str],
    name: str | None,
    path: str,
) -> tuple[int, str, str, str, str, str]:
    *columns, mixed = words.keyword_columns(title, body, quoted, signature, sender, recipients)
    return document_id, columns[0], columns[1], columns[2], columns[3], names_column(mixed, name, attachments, path)
