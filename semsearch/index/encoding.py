"""Texts that wait -> their vectors, stored batch by batch."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

from semsearch.encode import Encoder
from semsearch.progress import Progress, Step
from semsearch.records import Vectors
from semsearch.store import generations
from semsearch.store.database import Connection, Database
from semsearch.store.generations import Generation

FIRST_BATCH, LEAST, MOST = 256, 64, 8192
"""Texts encoded between two commits: at first, and within which bounds from then on."""

BATCH_SECONDS = 2.0
"""Work between two commits: a run that is cut off loses at most two batches. A graphics processor does thousands of
texts in it, and needs many at once to be fast."""

_Timed: TypeAlias = tuple[Vectors, float]


def encode_pending(database: Database, encoder: Encoder, generation: Generation, progress: Progress) -> int:
    """Give every text that has no vector in a generation its own, committing as it goes. Returns how many."""
    with database.transaction() as connection:
        waiting = generations.pending_ids(connection, generation.id)
    progress(Step("encode", 0, len(waiting)))
    done = 0
    for batch, vectors in _encoded(database, encoder, waiting):
        with database.writing() as connection:
            generations.put_vectors(connection, generation.id, batch, vectors)
        done += len(batch)
        progress(Step("encode", done, len(waiting)))
    return len(waiting)


def _encoded(database: Database, encoder: Encoder, text_ids: Sequence[int]) -> Iterator[tuple[Sequence[int], Vectors]]:
    """Texts in batches with their vectors; while one is being stored, the next is encoded."""

    def encode(texts: Sequence[str]) -> _Timed:
        started = time.perf_counter()
        return encoder.encode(texts, "passage"), time.perf_counter() - started

    running: tuple[Sequence[int], Future[_Timed]] | None = None
    start, count = 0, FIRST_BATCH
    with ThreadPoolExecutor(1) as beside:
        while start < len(text_ids) or running is not None:
            before, running = running, None
            if start < len(text_ids):
                batch = text_ids[start : start + count]
                start += len(batch)
                with database.transaction() as connection:
                    texts = generations.contents(connection, batch)
                running = batch, beside.submit(encode, texts)
            if before is not None:
                vectors, seconds = before[1].result()
                count = next_batch(len(before[0]), seconds)
                yield before[0], vectors


def next_batch(texts: int, seconds: float) -> int:
    """How many texts to encode at once where so many took so long: `BATCH_SECONDS` of work, at most four times more."""
    return max(LEAST, min(MOST, 4 * texts, int(texts * BATCH_SECONDS / max(seconds, 1e-6))))


def generation_for(connection: Connection, encoder: Encoder) -> Generation:
    """The generation that answers, if it is of this encoder, else a new one."""
    answering = generations.serving(connection)
    if answering is not None and answering.fingerprint == encoder.fingerprint:
        return answering
    return generations.create(connection, generation_of(encoder))


def generation_of(encoder: Encoder) -> Generation:
    """A generation of this encoder that is not stored yet."""
    calibration = encoder.calibration
    return Generation(
        id=0,
        model=encoder.name,
        fingerprint=encoder.fingerprint,
        dim=encoder.dim,
        backend=encoder.backend,
        precision=encoder.precision,
        query_scale=calibration.query.scale,
        passage_scale=calibration.passage.scale,
        serving=False,
    )
