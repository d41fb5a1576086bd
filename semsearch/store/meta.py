"""Single values of a home by key, in the table `meta`."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from semsearch.store.schema import meta

PAUSED = "paused"
"""The key whose value is not empty while automatic indexing is paused."""

ON_BATTERY = "on battery"
"""The key whose value is not empty while large updates go on also on battery."""


def get_meta(connection: Connection, key: str, default: str = "") -> str:
    """The value of a key, `default` if there is none."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == key))
    return default if value is None else value


def get_count(connection: Connection, key: str) -> int:
    """The value of a key as a number, 0 if there is none or it is damaged."""
    try:
        return int(get_meta(connection, key))
    except ValueError:
        return 0


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Set the value of a key."""
    statement = insert(meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=[meta.c.key], set_={"value": value}))


def forget_meta(connection: Connection, key: str) -> None:
    """Delete a key."""
    connection.execute(delete(meta).where(meta.c.key == key))
