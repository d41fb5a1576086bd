"""Generates a home of any size from a real one: ``python -m benchmarks.grown FROM TO CHUNKS``.

Each generated mail is a real one with part of its paragraphs replaced by those of other mails in the same language, a
subject combined from two mails, and a random date. The vector of a chunk is that of a real chunk plus a part of the
difference of two others, so that vectors are distributed like real ones. The home is written by semsearch's own store;
only the reading of files and the encoder are left out.
"""

import argparse
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import insert, select

from semsearch.index.reading import chunks_of, digest
from semsearch.language import words
from semsearch.records import Authored, Document, Extracted, Prepared, Vectors
from semsearch.settings import Home
from semsearch.store import catalogue, contents, lookup
from semsearch.store.contents import Reading
from semsearch.store.database import Connection, Database
from semsearch.store.keywords import keyword_index
from semsearch.store.lookup import Place
from semsearch.store.meta import set_meta
from semsearch.store.schema import sources, vectors
from semsearch.store.vectors import generations, stored_vectors
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import STORED
from semsearch.store.vectors.vector_index import VectorIndex
from semsearch.versions import CHUNKS, WORDS

SEED = 20261126
FOLDER = "/home/person/Mail"
EXCHANGED = 0.6
"""Share of the paragraphs that are replaced by those of other mails."""

STEP = 0.35
"""The part of the difference of two vectors that is added; the cosine with the original is 0.97 on average."""

YEARS = 10
_NEWEST = 1_790_000_000
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Stock:
    """The material for generated mails: real documents, and paragraphs by language."""

    documents: Sequence[Document]
    paragraphs: dict[str, list[str]]


def grow(real: Path, grown: Path, count: int) -> None:
    """Make a home at `grown` with at least `count` chunks, including the graph, from the indexed home at `real`."""
    shutil.rmtree(grown, ignore_errors=True)
    source = Database(Home(real))
    with source.transaction() as connection:
        generation = generations.serving(connection)
        if generation is None:
            raise SystemExit(f"{real} holds no vectors; run `semsearch reindex` first")
        stock = _stock(list(lookup.documents_by_id(connection, lookup.all_ids(connection)).values()))
        known = _vectors(connection, generation)
    source.close()
    home = Home(grown)
    home.create()
    database = Database(home)
    with database.writing() as connection:
        connection.execute(insert(sources).values(id=1, path=FOLDER, kind="folder", exclude=[], scanned=1))
        set_meta(connection, "words", str(WORDS))
        set_meta(connection, "chunks", str(CHUNKS))
        generation = generations.create(connection, replace(generation, id=0))
    _write_documents(database, stock, count)
    _write_vectors(database, generation, known)
    with database.writing() as connection:
        keyword_index.compact(connection)
    with database.transaction() as connection:
        VectorIndex(home).update(connection, generation)
    database.close()


def _stock(documents: Sequence[Document]) -> Stock:
    paragraphs: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        paragraphs[document.language] += _paragraphs(document.text)
    return Stock([document for document in documents if document.text.strip()], dict(paragraphs))


def _vectors(connection: Connection, generation: Generation) -> Vectors:
    rows = connection.scalars(select(vectors.c.vector).where(vectors.c.generation_id == generation.id)).all()
    return np.frombuffer(b"".join(rows), dtype=STORED).reshape(-1, generation.dim).astype(np.float32)


def _write_documents(database: Database, stock: Stock, count: int) -> None:
    written = 0
    started = time.monotonic()
    with ProcessPoolExecutor(initializer=_begin, initargs=(stock,)) as pool:
        batches = ((number, SEED) for number in range(1_000_000))
        for number, mails in enumerate(_in_order(pool, batches)):
            with database.writing() as connection:
                written += _write(connection, number, mails)
            rate = written / (time.monotonic() - started)
            print(f"\r{written} of {count} chunks, {rate:.0f} a second", end="", file=sys.stderr, flush=True)
            if written >= count:
                break
        pool.shutdown(cancel_futures=True)
    print(file=sys.stderr)


def _in_order(pool: ProcessPoolExecutor, arguments: Iterator[tuple[int, int]]) -> Iterator[list[Prepared]]:
    """Batches of mails, generated a few ahead."""
    ahead = [pool.submit(_make, *next(arguments)) for _ in range(4)]
    while True:
        yield ahead.pop(0).result()
        ahead.append(pool.submit(_make, *next(arguments)))


_stocked: Stock


def _begin(stock: Stock) -> None:
    global _stocked  # noqa: PLW0603 - what a child process is made with
    _stocked = stock


def _make(number: int, seed: int) -> list[Prepared]:
    random = np.random.default_rng((seed, number))
    drawn = random.integers(len(_stocked.documents), size=(_BATCH, 2))
    return [
        _mail(random, _stocked.documents[one], _stocked.documents[other], number * _BATCH + row)
        for row, (one, other) in enumerate(drawn)
    ]


def _mail(random: np.random.Generator, one: Document, other: Document, number: int) -> Prepared:
    others = _stocked.paragraphs[one.language]
    body = "\n\n".join(
        others[random.integers(len(others))] if random.random() < EXCHANGED else own for own in _paragraphs(one.text)
    )
    first, second = one.title.split(), other.title.split()
    title = " ".join(first[: (len(first) + 1) // 2] + second[len(second) // 2 :])
    seconds = _NEWEST - int(random.integers(YEARS * 365 * 24 * 3600))
    extracted = Extracted(
        kind=one.kind,
        title=title,
        text=f"{body}\n{one.quoted}\n{one.signature}",
        sender=other.sender,
        recipients=one.recipients,
        date=datetime.fromtimestamp(seconds, UTC),
        message_id=f"{number}@grown.invalid",
        charset="utf-8",
    )
    return Prepared(
        extracted=extracted,
        authored=Authored(body, one.quoted, one.signature),
        language=one.language,
        content=digest(extracted.text),
        size=len(extracted.text.encode()),
        chunks=chunks_of("document", title, body),
        keywords=words.keyword_columns(title, body, one.quoted, one.signature, other.sender, one.recipients),
        subject=title,
    )


def _paragraphs(body: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip()]


def _write(connection: Connection, batch: int, mails: Sequence[Prepared]) -> int:
    """Store a batch of mails, each in a file of its own. Returns the number of their chunks."""
    first = batch * _BATCH + 1
    rows = [
        {
            "source_id": 1,
            "path": f"{FOLDER}/{first + row}.eml",
            "size": mail.size,
            "mtime_ns": 1,
            "inode": first + row,
            "device": 1,
        }
        for row, mail in enumerate(mails)
    ]
    catalogue.add_files(connection, rows)
    readings = [
        Reading(first + row, str(rows[row]["path"]), Place(mail.content * 2), [mail]) for row, mail in enumerate(mails)
    ]
    contents.store(connection, readings)
    catalogue.update_files(
        connection, [{"file_id": each.file_id, "digest": each.place.origin, "state": "indexed"} for each in readings]
    )
    return sum(len(mail.chunks) for mail in mails)


def _write_vectors(database: Database, generation: Generation, known: Vectors) -> None:
    random = np.random.default_rng(SEED)
    with database.transaction() as connection:
        ids = generations.pending_ids(connection, generation.id)  # as encoding lays them: document by document
    for start in range(0, len(ids), 10 * _BATCH):
        batch = ids[start : start + 10 * _BATCH]
        drawn = random.integers(len(known), size=(3, len(batch)))
        rows = known[drawn[0]] + STEP * (known[drawn[1]] - known[drawn[2]])
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        with database.writing() as connection:
            stored_vectors.put_vectors(connection, generation.id, batch, rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.grown", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("real", type=Path, metavar="FROM", help="an indexed home")
    parser.add_argument("grown", type=Path, metavar="TO", help="the home to make; what is there is removed")
    parser.add_argument("count", type=int, metavar="CHUNKS")
    chosen = parser.parse_args()
    grow(chosen.real, chosen.grown, chosen.count)


if __name__ == "__main__":
    main()
