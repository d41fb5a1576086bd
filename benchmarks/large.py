"""Indexing large sources: ``python -m benchmarks.large mailbox 2.0`` (GB) or ``... folder 50000`` (files).

The mailbox repeats the mails of the corpus with new Message-IDs; the folder holds small notes. Measured are the time
and the peak memory of all processes until everything can be found by keyword. For the folder, a run with a single
changed file is measured as well, after random vectors were stored.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.child import SEMSEARCH, as_installed, resident_memory, run
from benchmarks.first_run import SEED
from benchmarks.places import corpus
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.vectors import generations, stored_vectors

SAMPLE_SECONDS, SAY_SECONDS = 0.05, 30.0


def mailbox(path: Path, size: int) -> int:
    """Write a mailbox of about `size` bytes. Returns how many mails it holds."""
    mails = [file.read_bytes() for file in sorted(corpus("spamassassin").rglob("*")) if file.is_file()]
    count = 0
    with path.open("wb") as out:
        while out.tell() < size:
            for mail in mails:
                head, blank, body = mail.replace(b"\r\n", b"\n").partition(b"\n\n")
                lines = [line for line in head.split(b"\n") if not line.lower().startswith((b"from ", b"message-id:"))]
                quoted = body.replace(b"\nFrom ", b"\n>From ")
                out.write(b"From a@example.org Thu Nov 26 10:00:00 2026\nMessage-ID: <%d@example.org>\n" % count)
                out.write(b"\n".join(lines) + blank + quoted + b"\n\n")
                count += 1
                if out.tell() >= size:
                    break
    return count


def folder(path: Path, count: int) -> int:
    """Fill a folder with small notes."""
    path.mkdir()
    for number in range(count):
        (path / f"{number}.txt").write_text(f"Note {number}: call {number % 977} about the roof.\n", encoding="utf-8")
    return count


def measure(source: Path, *, again: bool) -> None:
    """Run `reindex` in a new home until everything can be found by keyword, and print time and memory; with `again`,
    also measure the runs after it."""
    with tempfile.TemporaryDirectory(dir=source.parent) as home:
        command = [SEMSEARCH, "--home", home, "--json"]
        run([*command, "add", str(source)])
        started = time.perf_counter()
        errors = Path(home) / "progress"
        with (
            errors.open("wb") as out,
            subprocess.Popen(
                [*command, "reindex", "--progress", "json"], stdout=subprocess.DEVNULL, stderr=out, env=as_installed()
            ) as process,
        ):
            peak, said = 0, 0.0
            while process.poll() is None and not _is_encoding(errors):
                peak = max(peak, resident_memory(process.pid))
                passed = time.perf_counter() - started
                if passed > said + SAY_SECONDS:
                    said = passed
                    print(f"{passed:7.0f} s: {_documents(Path(home))} documents, peak {peak / 1e6:.0f} MB", flush=True)
                time.sleep(SAMPLE_SECONDS)
            passed = time.perf_counter() - started
            print(f"first wave: {_documents(Path(home))} documents in {passed:.1f} s, peak {peak / 1e6:.0f} MB")
            if again:
                _wait_for_vectors(Path(home))
            process.terminate()
        if again:
            _fill(Path(home))
            print(f"the rest: {_run([*command, 'reindex']):.2f} s")
            next(source.iterdir()).write_text("Note: the roof is mended.\n", encoding="utf-8")
            print(f"one changed file: {_run([*command, 'reindex']):.2f} s")


def _wait_for_vectors(home: Path) -> None:
    """Wait for the first vectors: from then on the model is recorded."""
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as connection:
        while not connection.execute("SELECT count(*) FROM vectors").fetchone()[0]:
            time.sleep(SAMPLE_SECONDS)


def _fill(home: Path) -> None:
    """Store random vectors for all texts without one."""
    database = Database(Home(home))
    random = np.random.default_rng(SEED)
    with database.writing() as connection:
        generation = generations.serving(connection)
        assert generation is not None
        waiting = generations.pending_ids(connection, generation.id)
        rows = random.standard_normal((len(waiting), generation.dim), dtype=np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        stored_vectors.put_vectors(connection, generation.id, waiting, rows)
    database.close()


def _run(command: list[str]) -> float:
    done = run(command, watch_memory=True)
    print(f"  {done.seconds:.2f} s, peak {done.peak_memory / 1e6:.0f} MB, {json.loads(done.output)['phases']}")
    return done.seconds


def _is_encoding(errors: Path) -> bool:
    return any(json.loads(line)["phase"] in ("model", "encode") for line in errors.read_text("utf-8").splitlines())


def _documents(home: Path) -> int:
    with closing(sqlite3.connect(home / "catalogue.sqlite")) as connection:
        count: int = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        return count


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "large"
        if sys.argv[1] == "mailbox":
            print(f"{mailbox(made, int(float(sys.argv[2]) * 1e9))} mails, {made.stat().st_size / 1e9:.2f} GB")
        else:
            print(f"{folder(made, int(sys.argv[2]))} files")
        measure(made, again=sys.argv[1] == "folder")
