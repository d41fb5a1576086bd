"""The compared contents by the bands of their signatures (`near.bands`). Derived, as `pairs`.

The pairs of the contents of a crowded band are not listed. That band keeps no list of its contents either, which are
marked instead: what is marked has its pairs found when they are needed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from semsearch.store.database import driver
from semsearch.store.schema import compared, documents


@dataclass(frozen=True, slots=True)
class Buckets:
    """The contents (`compared.id`) in each of some bands, without those that are ``crowded_bands``; ``crowded`` are
    those of the contents that are in one of these."""

    members: dict[int, list[int]]
    crowded_bands: set[int]
    crowded: set[int]


def buckets(connection: Connection, bands: Iterable[int]) -> Buckets:
    """What is in these bands."""
    wanted = (json.dumps(list(set(bands))),)
    among = " WHERE band IN (SELECT value FROM json_each(?))"
    full = driver(connection).execute(f"SELECT band FROM crowded_bands{among}", wanted)  # noqa: S608 - a constant
    found = Buckets({}, {row[0] for row in full}, set())
    statement = "SELECT band, compared_id, crowded FROM bands JOIN compared ON compared.id = compared_id"
    for band, content, crowded in driver(connection).execute(statement + among, wanted):
        found.members.setdefault(band, []).append(content)
        if crowded:
            found.crowded.add(content)
    return found


def put_bands(connection: Connection, bands: Mapping[int, Sequence[int]], crowded_bands: Iterable[int]) -> None:
    """Add contents with their bands; some bands are crowded from now on.

    Contents that another process has put into one of these meanwhile are marked as well.
    """
    put = driver(connection)
    put.executemany("INSERT OR IGNORE INTO crowded_bands VALUES (?)", ((each,) for each in crowded_bands))
    put.executemany(
        "INSERT OR IGNORE INTO bands SELECT ?, id FROM compared WHERE id = ?",
        ((band, content) for content, own in bands.items() for band in own),
    )
    connection.execute(
        text(
            "UPDATE compared SET crowded = 1 WHERE id IN"
            " (SELECT compared_id FROM crowded_bands CROSS JOIN bands USING (band))"
        )
    )
    connection.execute(text("DELETE FROM bands WHERE band IN (SELECT band FROM crowded_bands)"))


def crowded_contents(connection: Connection) -> dict[int, bytes]:
    """The contents whose pairs with each other are not listed, as far as they are still indexed, by `compared.id`."""
    indexed = compared.c.content.in_(select(documents.c.content))
    statement = select(compared.c.id, compared.c.content).where(compared.c.crowded, indexed).order_by(compared.c.id)
    return {row.id: row.content for row in connection.execute(statement)}
