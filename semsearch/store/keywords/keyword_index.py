"""The keyword index, made and kept up to date: SQLite's FTS5 over stems made in Python. `fulltext` searches it.

The index is contentless: it holds postings, not a second copy of every text. To delete a document, FTS5 must be given
exactly the words that were inserted, so they are computed again from the stored document. If the stemming changes
(`versions.WORDS`), another index is made beside it, step by step, and then takes its place.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import normalize

from sqlalchemy import Connection, Row, Select, select

from semsearch.language import words
from semsearch.progress import Progress, Step, silent
from semsearch.records import KeywordColumns
from semsearch.store.meta import forget_meta, get_count, get_meta, set_meta
from semsearch.store.schema import count_of, create_keywords, documents, driver, files
from semsearch.versions import WORDS

CHANGED_SHARE = 0.2
"""The keyword index is compacted when the added and removed documents are more than this share of it."""

OUTDATED = "an earlier version made the index of words, so some may not be found; make it anew with: semsearch reindex"

_BATCH = 100

_RENEWED = 1000
"""Documents that one step of renewing the keyword index takes, about half a second."""

_WORDS, _ANEW = "words", "keywords_anew"
_FORGOTTEN, _COMPACTED = "keywords_forgotten", "keywords_compacted"

COLUMNS = (
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
_DELETE = (
    "INSERT INTO keywords (keywords, rowid, title, body, quoted, people, names) VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)


def add_documents(connection: Connection, ids: Iterable[int], progress: Progress = silent) -> None:
    """Add stored documents to the keyword index."""
    _apply(connection, ids, _INSERT, progress)


def add_columns(connection: Connection, rows: Sequence[tuple[int, KeywordColumns, str]]) -> None:
    """Add documents to the keyword index, given the id, the columns and the `names_column` of each."""
    if rows:
        driver(connection).executemany(_INSERT, [_values(*row) for row in rows])


def names_column(mixed: str, name: str | None, attachments: Sequence[str], path: str) -> str:
    """The column of names: the stems of the names of a document, its attachments and its file, and the pieces of words
    that mix letters and digits, in these names and (`mixed`) in the other columns."""
    names = " ".join([name or "", *attachments, path.encode(errors="replace").decode()])
    names = normalize("NFC", names)  # macOS writes й as two characters
    return " ".join([words.stemmed(names), *words.pieces(names), mixed])


def forget(connection: Connection, ids: Sequence[int], progress: Progress = silent) -> None:
    """Delete documents from the keyword index; the catalogue must still hold them as they were when added."""
    if not ids:
        return
    if 2 * len(ids) > count_of(connection, documents):  # less work than to delete so many
        gone = set(ids)
        clear(connection)
        left = [id_ for id_ in connection.scalars(select(documents.c.id)) if id_ not in gone]
        add_documents(connection, left, progress)
        return
    while step := renew(connection):  # FTS5 has to be given the words that it holds
        progress(step)
    _apply(connection, ids, _DELETE, progress)
    set_meta(connection, _FORGOTTEN, str(get_count(connection, _FORGOTTEN) + len(ids)))


def clear(connection: Connection) -> None:
    """Delete all documents from the keyword index."""
    driver(connection).execute("INSERT INTO keywords (keywords) VALUES ('delete-all')")
    _drop_anew(connection)
    set_meta(connection, _WORDS, str(WORDS))


def rebuild(connection: Connection, progress: Progress = silent) -> None:
    """Rebuild the whole keyword index from the stored documents, which takes minutes for 100,000."""
    clear(connection)
    add_documents(connection, connection.scalars(select(documents.c.id)), progress)
    _optimize(connection)


def compact(connection: Connection) -> None:
    """Merge the segments of the keyword index if much has changed: FTS5 looks every word up in each of about ten, and
    keeps deleted entries until then. Searches afterwards take two thirds of the time."""
    forgotten, compacted = (get_count(connection, key) for key in (_FORGOTTEN, _COMPACTED))
    total = count_of(connection, documents)
    if forgotten + max(0, total - compacted) > CHANGED_SHARE * total:
        _optimize(connection)
        set_meta(connection, _FORGOTTEN, "0")
        set_meta(connection, _COMPACTED, str(total))


def is_outdated(connection: Connection) -> bool:
    """Whether the keyword index was made with another version of the stemming, so that it lacks some of the words that
    are looked up in it."""
    return get_meta(connection, _WORDS) not in ("", str(WORDS))


def renew(connection: Connection) -> Step | None:
    """Take one step towards an index that is not outdated; None if there is none to take. If each is committed, an
    interrupted renewal goes on where it was.

    The documents are added to another index, which takes the place of the old one when it has all. Until then the old
    one is searched, and no document may be added or changed; `forget` completes the renewal first.
    """
    version = str(WORDS)
    if not is_outdated(connection):
        if not get_meta(connection, _WORDS):
            set_meta(connection, _WORDS, version)
        return None
    if get_meta(connection, _ANEW) != version:
        _drop_anew(connection)
        create_keywords(connection, _ANEW)
        set_meta(connection, _ANEW, version)
    execute = driver(connection).execute
    done, last = execute("SELECT count(*), max(id) FROM keywords_anew_docsize").fetchone()
    next_ones = select(documents.c.id).where(documents.c.id > (last or 0)).order_by(documents.c.id).limit(_RENEWED)
    ids = connection.scalars(next_ones).all()
    _apply(connection, ids, _INSERT.replace(" keywords ", f" {_ANEW} "))
    if not ids:
        execute("DROP TABLE keywords")
        execute("ALTER TABLE keywords_anew RENAME TO keywords")
        forget_meta(connection, _ANEW)
        _optimize(connection)
        set_meta(connection, _WORDS, version)
    return Step("index", done + len(ids), count_of(connection, documents))


def differing(connection: Connection, ids: Iterable[int]) -> list[int]:
    """Those of the documents whose keywords do not match their stored texts.

    An index of these documents alone is built in memory, and compared by the number of words in each column and by the
    longest word of each document.
    """
    wanted = list(ids)
    execute = driver(connection).execute
    create_keywords(connection, "temp.probe")
    execute("CREATE VIRTUAL TABLE temp.probe_words USING fts5vocab(temp, probe, instance)")
    _apply(connection, wanted, _INSERT.replace(" keywords ", " temp.probe "))
    lengths = "SELECT probe.id FROM temp.probe_docsize AS probe JOIN keywords_docsize AS ours USING (id)"
    found = {id_ for (id_,) in execute(f"{lengths} WHERE probe.sz IS NOT ours.sz")}
    longest = execute("SELECT doc, term, max(length(term)) FROM temp.probe_words GROUP BY doc").fetchall()
    held = "SELECT 1 FROM keywords WHERE keywords MATCH ? AND rowid = ?"
    found.update(id_ for id_, term, _ in longest if execute(held, (quoted(term), id_)).fetchone() is None)
    # If anything fails before this, the transaction rolls the tables back.
    execute("DROP TABLE temp.probe_words")
    execute("DROP TABLE temp.probe")
    return sorted(found)


def quoted(phrase: str) -> str:
    """A phrase in FTS5's syntax."""
    return '"' + phrase.replace('"', '""') + '"'


def own_word(document_id: int) -> str:
    """A word that only one document has, so that FTS5 finds it at once: a private-use character and its id."""
    return f"\ue000{document_id}"


def _drop_anew(connection: Connection) -> None:
    """Drop what has been renewed so far."""
    driver(connection).execute(f"DROP TABLE IF EXISTS {_ANEW}")
    forget_meta(connection, _ANEW)


def _optimize(connection: Connection) -> None:
    """Merge the index into one segment, without deleted entries."""
    driver(connection).execute("INSERT INTO keywords (keywords) VALUES ('optimize')")


def _apply(connection: Connection, ids: Iterable[int], statement: str, progress: Progress = silent) -> None:
    wanted = list(ids)
    for start in range(0, len(wanted), _BATCH):
        progress(Step("index", start, len(wanted)))
        query: Select[Any] = select(*COLUMNS).join(files).where(documents.c.id.in_(wanted[start : start + _BATCH]))
        rows = [_values(row.id, *_columns(row)) for row in connection.execute(query)]
        driver(connection).executemany(statement, rows)


def _columns(row: Row[Any]) -> tuple[KeywordColumns, str]:
    """The columns of a stored document, and the one of its names."""
    columns = words.keyword_columns(row.title, row.text, row.quoted, row.signature, row.sender, row.recipients)
    return columns, names_column(columns.mixed, row.name, row.attachments, row.path)


def _values(document_id: int, columns: KeywordColumns, names: str) -> tuple[int | str, ...]:
    """The parameters of `_INSERT`."""
    own = own_word(document_id)
    return document_id, columns.title, columns.body, columns.quoted, columns.people, f"{names} {own}"
