"""The user's decisions about duplicates, and the documents hidden from search.

Decisions refer to contents, not to documents, so that they stay when files move, are indexed again, or come back.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from semsearch.records import DuplicateCandidate
from semsearch.store.lookup import part_of
from semsearch.store.schema import among, decisions, documents, files, hidden


def put_distinct(connection: Connection, contents: Sequence[bytes]) -> list[int]:
    """Decide that no two of these contents are duplicates, whatever their similarity. Returns the ids of the new
    decisions."""
    ordered = sorted(set(contents))
    rows = [
        {"kind": "distinct", "one": one, "other": other, "origin": b"", "path": ""}
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
    ]
    return _put(connection, rows)


def put_pinned(connection: Connection, candidates: Iterable[DuplicateCandidate]) -> list[int]:
    """Decide that these documents are always kept. Returns the ids of the new decisions."""
    rows = [
        {"kind": "keep", "one": each.content, "other": b"", "origin": each.origin, "path": each.path}
        for each in candidates
    ]
    return _put(connection, rows)


def _put(connection: Connection, rows: Sequence[Mapping[str, object]]) -> list[int]:
    if not rows:
        return []
    statement = upsert(decisions).on_conflict_do_nothing().returning(decisions.c.id)
    return list(connection.scalars(statement, rows))


def take_back(connection: Connection, made: Iterable[int]) -> None:
    """Delete decisions by their ids."""
    connection.execute(delete(decisions).where(decisions.c.id.in_(among(made))))


def forget(connection: Connection, contents: Sequence[bytes]) -> int:
    """Delete all decisions about these contents. Returns how many there were."""
    about = decisions.c.one.in_(contents) & ((decisions.c.other == b"") | decisions.c.other.in_(contents))
    return connection.execute(delete(decisions).where(about)).rowcount


def distinct(connection: Connection) -> frozenset[tuple[bytes, bytes]]:
    """Pairs of contents that are not duplicates, the smaller digest first."""
    statement = select(decisions.c.one, decisions.c.other).where(decisions.c.kind == "distinct")
    return frozenset((row.one, row.other) for row in connection.execute(statement))


def pinned(connection: Connection, candidates: Iterable[DuplicateCandidate]) -> frozenset[int]:
    """The ids of those candidates that the user pinned.

    A document is recognised by its path or, if that no longer exists, by its name and the bytes it was read from.
    """
    by_content: dict[bytes, list[DuplicateCandidate]] = {}
    for candidate in candidates:
        by_content.setdefault(candidate.content, []).append(candidate)
    found: set[int] = set()
    statement = select(decisions.c.one, decisions.c.origin, decisions.c.path).where(decisions.c.kind == "keep")
    for row in connection.execute(statement):
        copies = by_content.get(row.one, [])
        named = [copy for copy in copies if copy.path == row.path]
        moved = [copy for copy in copies if PurePath(copy.path).name == PurePath(row.path).name] or copies
        chosen = sorted(named or moved, key=lambda copy: (copy.origin != row.origin, copy.path, copy.id))
        found.update(copy.id for copy in chosen[:1])
    return frozenset(found)


def hide(connection: Connection, document_ids: Iterable[int]) -> None:
    """Hide documents from search."""
    known = select(documents.c.id).where(documents.c.id.in_(among(document_ids)))
    connection.execute(insert(hidden).prefix_with("OR IGNORE").from_select(["document_id"], known))


def unhide(connection: Connection, document_ids: Iterable[int]) -> None:
    """Make search find documents again."""
    connection.execute(delete(hidden).where(hidden.c.document_id.in_(among(document_ids))))


def hidden_ids(connection: Connection) -> frozenset[int]:
    """The ids of all hidden documents."""
    return frozenset(connection.scalars(select(hidden.c.document_id)))


def documents_at(connection: Connection, path: str, part: str | None) -> list[int]:
    """The ids of the documents with this path and part."""
    rows = connection.execute(
        select(documents.c.id, documents.c.offset, documents.c.name)
        .join(files, files.c.id == documents.c.file_id)
        .where(files.c.path == path)
    )
    return [row.id for row in rows if part_of(row.offset, row.name) == part]
