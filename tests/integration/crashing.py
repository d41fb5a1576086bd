"""Processes at work on an index are killed, and what is left is looked at."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from semsearch.doctor import Doctor
from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile
from semsearch.library import Library
from tests.conftest import WordModels
from tests.integration.changing import Mail, held

LONGEST = 3.0
"""Seconds after which a process that nobody killed yet is killed."""

MOST_STEPS = 40
OF_THE_MACHINE = {"sandbox", "watches", "model"}
"""Checks of `doctor` that are not about the home."""


@dataclass
class Crashes:
    """One home over mail that changes, and processes on it that are killed."""

    place: Path
    pool: ExtractionPool[PreparedFile]
    chance: random.Random

    def __post_init__(self) -> None:
        self.mail = Mail(self.place / "mail", self.chance)
        self.mail.anything(40)
        self.home = self.place / "home"
        self.index(self.home)

    def index(self, home: Path) -> None:
        with Library.open(home, WordModels(), self.pool) as library:
            library.sources.add([self.mail.folder])
            library.reindex()

    def round(self, what: str) -> bool:
        """Change the disk, kill a process at work on it, look, and finish what it began. Whether it was killed."""
        self.mail.anything(self.chance.randrange(6))
        if what == "repair":
            self._damage()
        safe = self._unchanged()
        if what == "salvage":
            self._destroy_header()
        killed = self._kill(what)
        if what in ("repair", "salvage"):
            Doctor(self.home, WordModels()).repair()
        if what != "remove":
            lost = safe - self._titles()
            assert not lost, f"lost by {what}: {lost}"
        with Library.open(self.home, models=WordModels()) as library:
            found = bool(library.search("lake", mode="keyword").hits)
            assert found == any("lake" in f"{title} {text}" for _, title, text in self._titles()) or what == "remove"
        self._finish()
        return killed

    def _finish(self) -> None:
        with Library.open(self.home, WordModels(), self.pool) as library:
            model = library.encoders.model
            library.sources.add([self.mail.folder])
            library.reindex()
        checks = Doctor(self.home, WordModels()).examine().checks
        assert [check for check in checks if not check.ok and check.name not in OF_THE_MACHINE] == []
        fresh = self.place / f"fresh-{time.monotonic_ns()}"
        with Library.open(fresh, models=WordModels()) as library:
            library.encoders.use(model)
        self.index(fresh)
        assert held(self.home) == held(fresh)
        for query in ("lake", "аренда квартиры", "subject:picnic", "in:archive"):
            assert hits(self.home, query) == hits(fresh, query), query

    def _kill(self, what: str) -> bool:
        step = 0 if what == "watch" or self.chance.random() < 0.4 else self.chance.randrange(1, MOST_STEPS)
        command = [sys.executable, "-m", "tests.integration.doomed", str(self.home), what, str(step)]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
        with suppress(subprocess.TimeoutExpired):
            process.wait(60 if step else self.chance.uniform(0.3, LONGEST))
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.kill()
        _, errors = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), errors.decode()
        _, alive = psutil.wait_procs(children, timeout=30)
        assert not alive, "a reading process outlived the one that it read for"
        return process.returncode != 0

    def _titles(self) -> set[tuple[str, str, str]]:
        with closing(sqlite3.connect(self.home / "catalogue.sqlite")) as connection:
            statement = "SELECT path, title, text FROM documents JOIN files ON files.id = documents.file_id"
            return set(connection.execute(statement))

    def _unchanged(self) -> set[tuple[str, str, str]]:
        """Documents of files that are as they were indexed."""
        with closing(sqlite3.connect(self.home / "catalogue.sqlite")) as connection:
            files = connection.execute("SELECT path, size, mtime_ns FROM files").fetchall()
        same = {path for path, *state in files if _state(path) == state}
        return {document for document in self._titles() if document[0] in same}

    def _damage(self) -> None:
        """What a bad disk or a bug might have done: to the keywords, to a vector, or to a page of the documents."""
        with closing(sqlite3.connect(self.home / "catalogue.sqlite", isolation_level=None)) as connection:
            kind = self.chance.randrange(3)
            if kind == 0:
                connection.execute("INSERT INTO keywords (keywords) VALUES ('delete-all')")
            elif kind == 1:
                connection.execute("UPDATE vectors SET vector = zeroblob(128) WHERE id % 3 = 0")
            else:
                connection.execute("PRAGMA foreign_keys = OFF")
                connection.execute("DELETE FROM files WHERE id % 5 = 0")

    def _destroy_header(self) -> None:
        with (self.home / "catalogue.sqlite").open("rb+") as file:
            file.write(bytes(100))


def _state(path: str) -> list[int]:
    try:
        found = Path(path).stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


def hits(home: Path, query: str) -> set[tuple[str, str]]:
    """Title and Message-ID, as one stands for all that say the same."""
    with Library.open(home, models=WordModels()) as library:
        return {(hit.title, hit.message_id) for hit in library.search(query, 100, mode="keyword").hits}
