"""The positions of documents on the map of the archive."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, text

from semsearch.records import ArchiveMap
from semsearch.store.schema import documents, map_points


def points(connection: Connection) -> dict[int, tuple[float, float]]:
    """Coordinates by document id."""
    return {row.document_id: (row.x, row.y) for row in connection.execute(select(map_points))}


def without_point(connection: Connection) -> list[int]:
    """Ids of the documents without a position, ascending."""
    statement = select(documents.c.id).where(documents.c.id.not_in(select(map_points.c.document_id)))
    return list(connection.scalars(statement.order_by(documents.c.id)))


def put_points(connection: Connection, ids: Sequence[int], places: Iterable[Sequence[float]]) -> None:
    """Store the positions (x, y) of documents. Documents that were deleted meanwhile are ignored."""
    rows = [{"document": id_, "x": x, "y": y} for id_, (x, y) in zip(ids, places, strict=True)]
    if rows:
        statement = text(
            "INSERT OR REPLACE INTO map_points (document_id, x, y)"
            " SELECT :document, :x, :y WHERE EXISTS (SELECT 1 FROM documents WHERE id = :document)"
        )
        connection.execute(statement, rows)


def archive_map(connection: Connection) -> ArchiveMap:
    """All documents with a position, by id."""
    statement = text(
        "SELECT map_points.document_id, x, y, coalesce(topic_id, 0), title, sender,"
        " coalesce(strftime('%Y-%m', date, 'unixepoch'), '') FROM map_points"
        " JOIN documents ON documents.id = map_points.document_id"
        " LEFT JOIN topic_members ON topic_members.document_id = map_points.document_id ORDER BY 1"
    )
    rows = connection.execute(statement).all()
    return ArchiveMap(*zip(*rows, strict=True)) if rows else ArchiveMap((), (), (), (), (), (), ())
