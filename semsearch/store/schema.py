"""The tables of the catalogue at the newest schema, and what statements on them are made with."""

import json
import os
import sqlite3
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    func,
    select,
    text,
)

from semsearch.store.seen import stored


class PathText(TypeDecorator[str]):
    """A path, stored as by `seen.stored`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's signature
        return None if value is None else stored(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:  # noqa: ANN401
        return os.fsdecode(value) if isinstance(value, bytes) else value


metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", PathText, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("exclude", JSON, nullable=False),
    Column("scanned", Integer, nullable=False, default=0),  # 1 after the first scan
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("path", PathText, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
    Column("inode", Integer, nullable=False),
    Column("device", Integer, nullable=False),
    Column("digest", LargeBinary),  # SHA-256 of the content; `mailbox_digest` for an mbox
    Column("state", String, nullable=False),  # pending, indexed, skipped, failed
    sqlite_autoincrement=True,
)

skips = Table(
    "skips",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text),  # of the attachment or member
    Column("origin", LargeBinary),  # as in documents; NULL for a file that was not opened
    Column("reason", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("offset", Integer),  # of its message in an mbox
    Column("length", Integer),
    Column("needs_ocr", Boolean, nullable=False, server_default=text("0")),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("origin", LargeBinary, nullable=False),  # SHA-256 of the file or message it was read from
    Column("offset", Integer),  # of its message in an mbox
    Column("length", Integer),
    Column("name", Text),  # of the attachment or member
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("recipients", JSON, nullable=False),
    Column("date", Integer),  # seconds since the epoch
    Column("utc_offset", Integer),  # minutes
    Column("message_id", Text, nullable=False, index=True),
    Column("thread_id", Text, nullable=False, index=True),
    Column("references", JSON, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("attachments", JSON, nullable=False),
    Column("charset", String, nullable=False),
    Column("language", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("quoted", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column(
        "content", LargeBinary, nullable=False, index=True
    ),  # digest of the normalised text: equal in exact duplicates
    Column("mailing_list", Text, nullable=False, server_default="", index=True),
    Column("subject", Text, nullable=False, server_default="", index=True),  # of a mail, without "Re:"
    Column("footer", Integer),  # characters of the signature that are a learned footer; NULL: not looked for yet
    sqlite_autoincrement=True,
)

footers = Table(
    "footers",
    metadata,
    Column("kind", String, primary_key=True),  # sender, mailing_list
    Column("name", Text, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),  # of lines as semsearch.clean.footers compares them
)

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("field", Integer, nullable=False),  # 0 title, 1 text
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_id", ForeignKey("texts.id"), nullable=False, index=True),
)

generations = Table(
    "generations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("model", Text, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("dim", Integer, nullable=False),
    Column("backend", String, nullable=False),
    Column("precision", String, nullable=False),
    Column("scales", JSON, nullable=False),  # of cosines: {"query": [unrelated, same], "passage": [unrelated, same]}
    Column("serving", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

# The id is the label in the HNSW graph, which must never be reused: hence AUTOINCREMENT.
vectors = Table(
    "vectors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("generation_id", ForeignKey("generations.id", ondelete="CASCADE"), nullable=False),
    Column("text_id", ForeignKey("texts.id", ondelete="CASCADE"), nullable=False),
    Column("vector", LargeBinary, nullable=False),  # float16, little endian
    UniqueConstraint("generation_id", "text_id"),
    sqlite_autoincrement=True,
)

topics = Table(
    "topics",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("named", Integer, nullable=False),  # 1 if the user gave the label
    Column("shaped", Integer, nullable=False),  # 1 if the user merged or split it
    Column("terms", JSON, nullable=False),
    Column("centre", LargeBinary, nullable=False),  # float32, little endian; relative to the mean in topic_state
    sqlite_autoincrement=True,
)

topic_members = Table(
    "topic_members",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topics.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("nearness", Float, nullable=False),  # cosine with the centre
    Column("confidence", Float, nullable=False),
)

# One row: the encoder whose vectors were clustered, their mean, the number of documents, and the number of changes.
topic_state = Table(
    "topic_state",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("mean", LargeBinary, nullable=False),
    Column("clustered", Integer, nullable=False),
)

topic_history = Table(
    "topic_history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("action", String, nullable=False),  # refresh, rename, merge, split
    Column("before", LargeBinary, nullable=False),  # the changed topics before that: JSON, deflated
    sqlite_autoincrement=True,
)

map_points = Table(
    "map_points",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("x", Float, nullable=False),
    Column("y", Float, nullable=False),
)

# Contents that have been compared for duplicates, and the results. Derived data, which is computed again if missing.
compared = Table(
    "compared",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False, unique=True),
    Column("rules", Integer, nullable=False),  # `pairs.RULES` when it was compared; 0: not yet
    Column("words", Integer),  # how many of its words were compared
    Column("crowded", Boolean, nullable=False, server_default=text("0")),  # among too many to list its pairs
    sqlite_autoincrement=True,
)
Index("ix_compared_crowded", compared.c.id, sqlite_where=compared.c.crowded)

# The bands of the signatures of contents (`near.bands`): those with one in common may be similar.
bands = Table(
    "bands",
    metadata,
    Column("compared_id", ForeignKey("compared.id", ondelete="CASCADE"), primary_key=True),
    Column("keys", LargeBinary, nullable=False),  # uint32, little endian
)

compared_means = Table(
    "compared_means",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("compared_id", ForeignKey("compared.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("generation_id", ForeignKey("generations.id", ondelete="CASCADE"), nullable=False),
    Column("mean", LargeBinary, nullable=False),  # of its chunks' vectors: float16, little endian
    sqlite_autoincrement=True,
)

# Each content with those among the ones compared before it that are similar to it.
similar_contents = Table(
    "similar_contents",
    metadata,
    Column("compared_id", ForeignKey("compared.id", ondelete="CASCADE"), primary_key=True),
    Column("tier", String, primary_key=True),
    Column("others", LargeBinary, nullable=False),  # `compared.id`: uint32, little endian
    Column("similarities", LargeBinary, nullable=False),  # float64, little endian
)

# Decisions of the user on contents, which outlive documents. "distinct" is about two contents; "keep" about one
# document, recognised by its path or, if it has moved, by the bytes it was read from.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("one", LargeBinary, nullable=False),
    Column("other", LargeBinary, nullable=False),
    Column("origin", LargeBinary),
    Column("path", PathText),
    UniqueConstraint("kind", "one", "other", "origin", "path"),
    sqlite_autoincrement=True,
)

hidden = Table(
    "hidden", metadata, Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
)

# Actions on files and documents, from which they can be undone. Those of a `batch` were done together.
actions = Table(
    "actions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Integer, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("path", PathText, nullable=False),
    Column("part", Text),
    Column("origin", LargeBinary, nullable=False),
    Column("target", PathText),
    Column("made", Integer, nullable=False),  # seconds since the epoch
    Column("undone", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

Index("ix_vectors_text", vectors.c.text_id)
Index("ix_documents_date", documents.c.date)
# A covering index for filters and facets, except those on texts. The language comes first because no other query has a
# condition on it: SQLite would use this index for such queries, too.
Index(
    "ix_documents_narrow",
    *(documents.c[name] for name in ("language", "kind", "attachments", "date", "size", "file_id", "name")),
    documents.c.sender,
    documents.c.title,
)
Index("ix_documents_sender", documents.c.sender)
Index("ix_documents_labels", documents.c.labels, documents.c.mailing_list)
Index("ix_documents_footer", documents.c.id, sqlite_where=text("footer IS NULL AND kind = 'email'"))


def create(connection: Connection) -> None:
    """Create all tables in an empty catalogue, in the order above, and their columns (`salvage` relies on both): a
    migration that adds one adds it at the end."""
    for table in metadata.tables.values():
        table.create(connection)
    create_keywords(connection, "keywords")
    driver(connection).execute("CREATE VIRTUAL TABLE keyword_counts USING fts5vocab(keywords, row)")


def create_keywords(connection: Connection, name: str) -> None:
    """Create a table for a keyword index."""
    columns = "title, body, quoted, people, names, content = '', tokenize = \"unicode61 remove_diacritics 0\""
    driver(connection).execute(f"CREATE VIRTUAL TABLE {name} USING fts5({columns})")


def among(ids: Iterable[int] | Iterable[str]) -> Select[Any]:
    """Ids as a subquery for ``in_``: any number of them, while SQLite limits the number of parameters."""
    return select(func.json_each(array(ids)).table_valued("value").c.value)


def array(ids: Iterable[int] | Iterable[str]) -> str:
    """The same in SQLite's own words: the one parameter of ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(ids))


def count_of(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    """The number of rows of a table for which all conditions hold."""
    return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def driver(connection: Connection) -> sqlite3.Connection:
    """The connection of the sqlite3 driver, in the same transaction: for statements in SQLite's own words."""
    return cast("sqlite3.Connection", connection.connection.driver_connection)
