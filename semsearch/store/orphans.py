"""Texts that belong to no document any more. They are kept with their vectors, in case the documents come back."""

import time

from sqlalchemy import Connection, delete, exists, func, select

from semsearch.store.meta import forget_meta, get_meta, set_meta
from semsearch.store.schema import among, chunks, count_of, texts
from semsearch.store.vectors.generations import spread

KEPT = 0.25
"""Share of texts without a document above which they are many."""

DAYS = 30
"""How long many of them are kept: a disk may be away, or a folder in the trash."""

_SAMPLE = 500

_ORPHANED = "orphaned"
"""The key in `meta` that says how many texts there were when many became orphans, and when that was, in seconds."""


def purge(connection: Connection) -> int:
    """Delete texts that belong to no document where they are too many. Returns how many were deleted.

    A folder that goes and comes back costs nothing, however large it is; but the home does not grow without end. Once
    many are orphans, there may be no more texts than there were then, so that new ones displace the oldest orphans, and
    after `DAYS` all are deleted.
    """
    unused = ~exists().where(chunks.c.text_id == texts.c.id)
    try:
        limit, since = map(int, get_meta(connection, _ORPHANED).split())
    except ValueError:  # there is none, or it is damaged
        limit = since = 0
    drawn = spread(connection, texts.c.id, _SAMPLE)
    there, idle = connection.execute(
        select(func.count(), func.count().filter(unused)).where(texts.c.id.in_(among(drawn)))
    ).one()
    if idle <= KEPT / 2 * there:  # in the sample, far from too many
        if since:
            forget_meta(connection, _ORPHANED)
        return 0
    total = count_of(connection, texts)
    if since:
        expired = time.time() > since + DAYS * 24 * 3600
        excess = total if expired else max(0, total - limit)
    else:
        if count_of(connection, texts, unused) > KEPT * total:
            set_meta(connection, _ORPHANED, f"{total} {int(time.time())}")
        return 0
    oldest = select(texts.c.id).where(unused).order_by(texts.c.id).limit(excess)
    return connection.execute(delete(texts).where(texts.c.id.in_(oldest))).rowcount if excess else 0


def give_up(connection: Connection) -> None:
    """Have the next run delete the texts that belong to no document then, if they are many."""
    set_meta(connection, _ORPHANED, "0 1")
