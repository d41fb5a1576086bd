"""Bulk insertion of the documents of new files: a whole first index, and all new mail.

`contents.store_documents` looks up what each file had before, which took half of the time of a first index. New files
have nothing, so that a few statements can insert many of them.
"""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, insert, text, update

from semsearch.records import Prepared, Skip
from semsearch.store import keywords
from semsearch.store.contents import Place, add_pieces, document_row, skip_row
from semsearch.store.schema import documents, files, skips
from semsearch.store.seen import FileState, state_of
from semsearch.store.threads import Threads


def files_with_content(connection: Connection, file_ids: Iterable[int]) -> frozenset[int]:
    """Those of these files that have documents or skips already."""
    statement = text(
        "SELECT value FROM json_each(:ids) WHERE EXISTS (SELECT 1 FROM documents WHERE file_id = value)"
        " OR EXISTS (SELECT 1 FROM skips WHERE file_id = value)"
    )
    return frozenset(connection.scalars(statement, {"ids": json.dumps(list(file_ids))}))


class BulkInsert:
    """Collects what was read from files without content in the catalogue, and writes it all at once."""

    def __init__(self) -> None:
        self._read: list[tuple[int, str, Place, Sequence[Prepared]]] = []
        self._skips: list[dict[str, object]] = []
        self._files: list[dict[str, object]] = []

    def add(self, file_id: int, path: str, place: Place, prepared: Sequence[Prepared], skipped: Sequence[Skip]) -> int:
        """Collect what was read from a place of a file. Returns the number of pieces (texts to encode)."""
        self._read.append((file_id, path, place, prepared))
        self._skips += [skip_row(file_id, place, skip) for skip in skipped]
        return sum(len(document.pieces) for document in prepared)

    def finish(
        self, file_id: int, digest: bytes | None, prepared: Sequence[Prepared], skipped: Sequence[Skip]
    ) -> FileState:
        """Record that a file with a single place has been read. Returns its state, which depends on what was found."""
        state = state_of(bool(prepared), (skip.reason for skip in skipped))
        self._files.append({"file_id": file_id, "digest": digest, "state": state})
        return state

    def write(self, connection: Connection) -> None:
        """Write everything that was collected, in the transaction of `connection`."""
        if self._read:
            self._write_documents(connection)
        if self._skips:
            connection.execute(insert(skips), self._skips)
        if self._files:
            statement = update(files).where(files.c.id == bindparam("file_id"))
            connection.execute(statement.values(digest=bindparam("digest"), state=bindparam("state")), self._files)

    def _write_documents(self, connection: Connection) -> None:
        threads = Threads(connection, (document for *_, prepared in self._read for document in prepared))
        # Ids are never reused (AUTOINCREMENT), and nobody else can assign one during this transaction.
        last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'documents'")) or 0
        rows, columns, pieces = [], [], []
        for file_id, path, place, prepared in self._read:
            for document in prepared:
                last += 1
                rows.append({"id": last} | document_row(file_id, place, document, threads.of(document)))
                read = document.extracted
                names = keywords.names_column(document.keywords.mixed, read.part, read.attachments, path)
                columns.append((last, document.keywords, names))
                pieces += [(last, piece) for piece in document.pieces]
        if not rows:
            return
        connection.execute(insert(documents), rows)
        keywords.add_columns(connection, columns)
        add_pieces(connection, pieces)
