"""Which files are read again: those that did harm only once they have changed, or on a person's word."""

import os
import tempfile
from pathlib import Path

from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile, read
from semsearch.library import Library
from semsearch.records import SkipReason
from semsearch.store.meta import set_meta
from tests.conftest import WordModels


def read_or_die(content: bytes, name: str) -> PreparedFile:
    """What a parser with a hole does."""
    if content.startswith(b"die"):
        with Path(tempfile.gettempdir(), "tries").open("a") as tries:  # a reader may write nowhere else
            tries.write("x")
        os._exit(3)
    return read(content, name)


def run(library: Library, *paths: Path, full: bool = False) -> int:
    """Bring the index up to date. Returns how often a reader was killed."""
    with ExtractionPool(read_or_die, workers=1) as pool, Library.open(library.home, WordModels(), pool) as doomed:
        doomed.reindex(paths, full=full)
        assert pool._scratch
        tries = Path(pool._scratch.name, "tries")
        return len(tries.read_text()) if tries.exists() else 0


def test_a_file_that_kills_its_reader_is_left_alone_until_it_changes(library: Library, folder: Path) -> None:
    bad = folder / "bad.txt"
    bad.write_bytes(b"die")
    (folder / "good.txt").write_bytes(b"good words")
    library.sources.add([folder])

    assert run(library) == 2
    assert [(skipped.path, skipped.reason) for skipped in library.sources.skipped()] == [(str(bad), SkipReason.CRASHED)]
    assert run(library) == 0
    os.utime(bad, (1, 1))
    assert run(library) == 0
    assert run(library, full=True) == 0
    assert library.status().files["failed"] == 1

    assert run(library, bad) == 2
    bad.write_bytes(b"die another way")
    assert run(library) == 2
    bad.write_bytes(b"harmless now")
    assert (run(library), library.sources.skipped()) == (0, [])
    assert library.status().documents == 2


def test_what_was_unsupported_is_read_once_there_is_a_reader(library: Library, folder: Path) -> None:
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n.")
    library.sources.add([folder])
    library.reindex()
    with library._database.writing() as connection:
        set_meta(connection, "formats", "1")

    assert library.reindex().skipped == 1
    assert library.reindex().unchanged == 1
