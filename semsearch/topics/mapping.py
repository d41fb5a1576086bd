"""The map of an archive: all documents in two dimensions, similar ones close together.

Positions are computed once and stored. New documents are placed among their nearest neighbours; when a third of all
documents are new, the whole map is laid out again.
"""

import numpy as np

from semsearch.progress import Progress, Step, silent
from semsearch.records import ArchiveMap
from semsearch.store import lookup, topic_tables
from semsearch.store.database import Database
from semsearch.store.meta import get_meta, set_meta
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import document_vectors
from semsearch.topics import clustering
from semsearch.topics.layout import between, layout
from semsearch.topics.neighbours import neighbours

NEIGHBOURS = 10
"""Out-degree of the graph that is laid out."""

NEW_SHARE = 1 / 3
"""Share of new documents above which the whole map is laid out again."""

_BLOCK = 128  # new documents that are compared with all others at once
_MADE_FROM = "map"  # key in `meta` of the fingerprint of the encoder that the map was made with


def archive_map(database: Database, progress: Progress = silent) -> ArchiveMap:
    """See `Topics.map`."""
    with database.transaction() as connection:
        generation = generations.serving(connection)
        known = get_meta(connection, _MADE_FROM)
        waiting = topic_tables.without_point(connection)
    if generation is not None and (waiting or known != generation.fingerprint):
        _update(database, generation, known, progress)
    with database.transaction() as connection:
        return topic_tables.archive_map(connection)


def _update(database: Database, generation: Generation, known: str, progress: Progress) -> None:
    with database.transaction() as connection:
        ids, vectors = document_vectors(connection, generation, lookup.all_ids(connection))
        points = topic_tables.points(connection)
    positions = np.array([points.get(id_, (np.nan, np.nan)) for id_ in ids.tolist()], dtype=np.float32).reshape(-1, 2)
    new = np.isnan(positions[:, 0])
    same_model = known == generation.fingerprint
    if not len(ids) or (same_model and not new.any()):
        return
    directions = clustering.centred(vectors, vectors.mean(axis=0))
    del vectors  # as large again
    mostly_new = new.sum() > NEW_SHARE * len(ids)
    if not mostly_new:
        placed, places = directions[~new].T, positions[~new]
        added = np.flatnonzero(new)
        for done in range(0, len(added), _BLOCK):
            progress(Step("place", done, len(added)))
            rows = added[done : done + _BLOCK]
            positions[rows] = between(directions[rows] @ placed, places)
    if mostly_new or not same_model:
        start = None if mostly_new else positions
        positions = layout(directions, neighbours(directions, NEIGHBOURS, progress=progress), start, progress)
        new[:] = True
    with database.writing() as connection:
        topic_tables.put_points(connection, ids[new].tolist(), positions[new].tolist())
        set_meta(connection, _MADE_FROM, generation.fingerprint)
