"""The log of actions on duplicates, from which they are undone."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from semsearch.records import ActedOn, Deed, LoggedAction
from semsearch.store.schema import actions, documents


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log that can be undone; ``target`` is where the file is now."""

    id: int
    deed: Deed
    path: str
    part: str | None
    target: str | None


def origin(connection: Connection, document_id: int) -> bytes | None:
    """The SHA-256 of the bytes that a document was read from: of the file, or of one message of a mailbox."""
    return connection.scalar(select(documents.c.origin).where(documents.c.id == document_id))


def next_batch(connection: Connection) -> int:
    """The number for a new batch of actions, which are undone together."""
    return int(connection.scalar(select(func.max(actions.c.batch))) or 0) + 1


def begin(connection: Connection, batch: int, item: ActedOn, origin: bytes) -> int:
    """Log an action before it is carried out. Returns the id of the line."""
    row = {
        "batch": batch,
        "kind": item.deed,
        "path": item.path,
        "part": item.part,
        "origin": origin,
        "target": item.target,
        "made": int(datetime.now(UTC).timestamp()),
        "undone": 0,
    }
    return int(connection.scalars(insert(actions).values(row).returning(actions.c.id)).one())


def set_target(connection: Connection, entry: int, target: str | None) -> None:
    """Log where the file of a line was moved to; None if that is unknown."""
    connection.execute(update(actions).where(actions.c.id == entry).values(target=target))


def mark_undone(connection: Connection, entry: int) -> None:
    """Log that an action was undone, or was never carried out."""
    connection.execute(update(actions).where(actions.c.id == entry).values(undone=1))


def last_batch(connection: Connection) -> list[Entry]:
    """The newest batch that is not undone, its last line first."""
    batch = select(func.max(actions.c.batch)).where(actions.c.undone == 0).scalar_subquery()
    statement = select(actions.c.id, actions.c.kind, actions.c.path, actions.c.part, actions.c.target)
    rows = connection.execute(
        statement.where(actions.c.batch == batch, actions.c.undone == 0).order_by(actions.c.id.desc())
    )
    return [Entry(*row) for row in rows]


def log(connection: Connection) -> list[LoggedAction]:
    """All actions, the newest first."""
    rows = connection.execute(select(actions).order_by(actions.c.id.desc()))
    return [
        LoggedAction(
            row.batch, row.kind, row.path, row.part, row.target, datetime.fromtimestamp(row.made, UTC), bool(row.undone)
        )
        for row in rows
    ]
