"""Reads and writes topics: the topics, their members, and the states to which changes can be undone; and the map.

Every change of topics starts by incrementing the revision (`begin`). So it need not wait for the lock of the home, as
an indexing run may hold it for long, and does not overwrite what another process has changed since they were read.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from semsearch.records import ArchiveMap, Vectors
from semsearch.store.schema import (
    among,
    count_of,
    documents,
    driver,
    map_points,
    topic_history,
    topic_members,
    topic_state,
    topics,
)

HISTORY = 50
"""Maximum number of changes that can be undone."""

_CENTRE = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class State:
    """The state of the last clustering: ``mean``, shape (dim,), is that of the clustered vectors, ``clustered`` their
    number, ``fingerprint`` that of their encoder. ``revision`` counts all changes of topics."""

    revision: int
    fingerprint: str
    mean: Vectors
    clustered: int


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """A topic without its members. One that is ``shaped``, by a merge or a split, keeps its members when everything is
    clustered again. ``centre`` has shape (dim,)."""

    id: int
    label: str
    named: bool
    shaped: bool
    terms: tuple[str, ...]
    centre: Vectors


@dataclass(frozen=True, slots=True)
class Member:
    """A document in a topic. ``nearness`` is the cosine with the topic's centre."""

    document_id: int
    topic_id: int
    nearness: float
    confidence: float


def state(connection: Connection) -> State | None:
    """The state of the last clustering; None before the first."""
    row = connection.execute(select(topic_state)).first()
    if row is None:
        return None
    return State(row.revision, row.fingerprint, np.frombuffer(row.mean, dtype=_CENTRE), row.clustered)


def begin(connection: Connection) -> int:
    """Start a change by incrementing the revision. Returns the revision before; 0 before the first clustering."""
    connection.execute(update(topic_state).values(revision=topic_state.c.revision + 1))
    return (connection.scalar(select(topic_state.c.revision)) or 1) - 1


def put_state(connection: Connection, fingerprint: str, mean: Vectors, clustered: int) -> None:
    """Store the state of a clustering."""
    values = {"fingerprint": fingerprint, "mean": mean.astype(_CENTRE).tobytes(), "clustered": clustered}
    statement = insert(topic_state).values(id=1, revision=1, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[topic_state.c.id], set_=values))


def all_topics(connection: Connection) -> list[StoredTopic]:
    """All topics, by id."""
    return [_topic(row) for row in connection.execute(select(topics).order_by(topics.c.id))]


def all_members(connection: Connection) -> list[Member]:
    """The members of all topics, by topic id, the most typical first."""
    columns = (
        topic_members.c.document_id,
        topic_members.c.topic_id,
        topic_members.c.nearness,
        topic_members.c.confidence,
    )
    order = (topic_members.c.topic_id, topic_members.c.nearness.desc(), topic_members.c.document_id)
    statement = select(*columns).join_from(topic_members, topics).order_by(*order)
    return [Member(*row) for row in connection.execute(statement)]


def confidences(connection: Connection, document_ids: Iterable[int]) -> dict[int, float]:
    """The confidences of documents in their topics, by id; documents without a topic are missing."""
    columns = (topic_members.c.document_id, topic_members.c.confidence)
    rows = connection.execute(select(*columns).where(topic_members.c.document_id.in_(among(document_ids))))
    return {row.document_id: row.confidence for row in rows}


def count_members(connection: Connection) -> int:
    """The number of documents with a topic."""
    return count_of(connection, topic_members)


def months(connection: Connection) -> dict[int, dict[str, int]]:
    """For each topic the number of its documents in each month ("2024-03"), in order; topics without dates are
    missing."""
    statement = (
        "SELECT topic_id, strftime('%Y-%m', date, 'unixepoch') AS month, count(*) FROM topic_members"
        " JOIN documents ON documents.id = document_id WHERE month IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
    )
    found: dict[int, dict[str, int]] = {}
    for topic_id, month, count in driver(connection).execute(statement):
        found.setdefault(topic_id, {})[month] = count
    return found


def without_topic(connection: Connection) -> list[int]:
    """Ids of the documents without a topic, ascending."""
    statement = select(documents.c.id).where(documents.c.id.not_in(select(topic_members.c.document_id)))
    return list(connection.scalars(statement.order_by(documents.c.id)))


def add_topic(
    connection: Connection, label: str, terms: Sequence[str], centre: Vectors, *, shaped: bool = False
) -> int:
    """Add a topic. Returns its id, which is never reused."""
    values = {"label": label, "terms": list(terms), "centre": centre.astype(_CENTRE).tobytes()}
    statement = insert(topics).values(named=0, shaped=int(shaped), **values).returning(topics.c.id)
    return int(connection.scalars(statement).one())


def put_topic(connection: Connection, topic: StoredTopic) -> None:
    """Store a topic under its id, replacing an existing one."""
    values = {
        "label": topic.label,
        "named": int(topic.named),
        "shaped": int(topic.shaped),
        "terms": list(topic.terms),
        "centre": topic.centre.astype(_CENTRE).tobytes(),
    }
    statement = insert(topics).values(id=topic.id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[topics.c.id], set_=values))


def drop_topics(connection: Connection, topic_ids: Iterable[int]) -> None:
    """Delete topics and their memberships."""
    connection.execute(delete(topics).where(topics.c.id.in_(among(topic_ids))))


def put_members(connection: Connection, members: Iterable[Member]) -> None:
    """Assign documents to topics, instead of those they had. Documents that were deleted meanwhile are ignored."""
    driver(connection).executemany(
        "INSERT OR REPLACE INTO topic_members (document_id, topic_id, nearness, confidence)"
        " SELECT id, ?, ?, ? FROM documents WHERE id = ?",
        ((each.topic_id, each.nearness, each.confidence, each.document_id) for each in members),
    )


# -- history --


def remember(connection: Connection, action: str, changed: Iterable[int]) -> None:
    """Save the state of these topics before `action` changes them."""
    wanted = set(changed)
    kept = {
        "newest": connection.scalar(select(func.max(topics.c.id))) or 0,
        "topics": [_kept(topic) for topic in all_topics(connection) if topic.id in wanted],
        "members": [
            [m.document_id, m.topic_id, round(m.nearness, 4), round(m.confidence, 4)]
            for m in all_members(connection)
            if m.topic_id in wanted
        ],
    }
    before = zlib.compress(json.dumps(kept, ensure_ascii=False).encode())
    entry = insert(topic_history).values(action=action, before=before).returning(topic_history.c.id)
    newest = int(connection.scalars(entry).one())
    connection.execute(delete(topic_history).where(topic_history.c.id <= newest - HISTORY))


def last_action(connection: Connection) -> str:
    """The action that `undo` would revert, "" if there is none."""
    return connection.scalar(select(topic_history.c.action).order_by(topic_history.c.id.desc()).limit(1)) or ""


def undo(connection: Connection) -> str:
    """Revert the last change. Returns its action, "" if there was none. Documents that were since assigned to a topic
    which the change had added have none afterwards."""
    row = connection.execute(select(topic_history).order_by(topic_history.c.id.desc()).limit(1)).first()
    if row is None:
        return ""
    kept = json.loads(zlib.decompress(row.before))
    for fields in kept["topics"]:
        put_topic(connection, _again(fields))
    put_members(connection, [Member(*fields) for fields in kept["members"]])
    connection.execute(delete(topics).where(topics.c.id > kept["newest"]))
    connection.execute(delete(topic_history).where(topic_history.c.id == row.id))
    return str(row.action)


def forget_history(connection: Connection) -> None:
    """Delete the saved states: no change can be undone any more."""
    connection.execute(delete(topic_history))


def _kept(topic: StoredTopic) -> dict[str, object]:
    return asdict(topic) | {"centre": topic.centre.tobytes().hex()}


def _again(fields: dict[str, Any]) -> StoredTopic:
    centre = np.frombuffer(bytes.fromhex(fields["centre"]), dtype=_CENTRE)
    return StoredTopic(**(fields | {"terms": tuple(fields["terms"]), "centre": centre}))


def _topic(row: Row[Any]) -> StoredTopic:
    centre = np.frombuffer(row.centre, dtype=_CENTRE)
    return StoredTopic(row.id, row.label, bool(row.named), bool(row.shaped), tuple(row.terms), centre)


# -- the map --


def points(connection: Connection) -> dict[int, tuple[float, float]]:
    """Coordinates by document id."""
    return {row.document_id: (row.x, row.y) for row in connection.execute(select(map_points))}


def without_point(connection: Connection) -> list[int]:
    """Ids of the documents without a position, ascending."""
    statement = select(documents.c.id).where(documents.c.id.not_in(select(map_points.c.document_id)))
    return list(connection.scalars(statement.order_by(documents.c.id)))


def put_points(connection: Connection, ids: Sequence[int], places: Iterable[Sequence[float]]) -> None:
    """Store the positions (x, y) of documents. Documents that were deleted meanwhile are ignored."""
    driver(connection).executemany(
        "INSERT OR REPLACE INTO map_points (document_id, x, y) SELECT id, ?, ? FROM documents WHERE id = ?",
        ((x, y, id_) for id_, (x, y) in zip(ids, places, strict=True)),
    )


def archive_map(connection: Connection) -> ArchiveMap:
    """All documents with a position, by id."""
    statement = (
        "SELECT map_points.document_id, x, y, coalesce(topic_id, 0), title, sender,"
        " coalesce(strftime('%Y-%m', date, 'unixepoch'), '') FROM map_points"
        " JOIN documents ON documents.id = map_points.document_id"
        " LEFT JOIN topic_members ON topic_members.document_id = map_points.document_id ORDER BY 1"
    )
    rows = driver(connection).execute(statement).fetchall()
    return ArchiveMap(*zip(*rows, strict=True)) if rows else ArchiveMap((), (), (), (), (), (), ())
