"""The log of actions on duplicates, from which they are undone."""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from semsearch.records import ActedOn, LoggedAction
from semsearch.store.schema import actions, documents


def next_batch(connection: Connection) -> int:
    """The number for a new batch of actions, which are undone together."""
    return int(connection.scalar(select(func.max(actions.c.batch))) or 0) + 1


def begin(connection: Connection, batch: int, item: ActedOn) -> int:
    """Log an action before it is carried out. Returns the id of the line."""
    origin = connection.scalar(select(documents.c.origin).where(documents.c.id == item.id))
    row = {
        "batch": batch,
        "kind": item.deed,
        "path": item.path,
        "part": item.part,
        "origin": origin or b"",
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


def last_batch(connection: Connection) -> list[LoggedAction]:
    """The newest batch that is not undone, its last line first."""
    batch = select(func.max(actions.c.batch)).where(actions.c.undone == 0).scalar_subquery()
    return _logged(connection, actions.c.batch == batch, actions.c.undone == 0)


def log(connection: Connection) -> list[LoggedAction]:
    """All actions, the newest first."""
    return _logged(connection)


def _logged(connection: Connection, *conditions: ColumnElement[bool]) -> list[LoggedAction]:
    statement = select(actions).where(*conditions).order_by(actions.c.id.desc())
    return [
        LoggedAction(
            row.id, row.batch, row.kind, row.path, row.part, row.target,
            datetime.fromtimestamp(row.made, UTC), bool(row.undone),
        )
        for row in connection.execute(statement)
    ]  # fmt: skip
