"""Work on an index in a process that is killed: ``python -m tests.integration.doomed HOME WORK STEP``.

With STEP 0 somebody else kills it; else it kills itself at its STEPth step: before or after a transaction is committed,
or a file replaced or removed.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from semsearch.doctor import Doctor
from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store.database import Connection, Database
from semsearch.store.keywords import keyword_index
from semsearch.store.meta import set_meta
from semsearch.store.vectors.vector_index import VectorIndex
from tests.conftest import WordModels

WORKS = ("reindex", "full", "model", "watch", "repair", "salvage", "remove", "upgrade")
GRAPH_FROM = 20
"""Vectors from which there is a graph, so that small mailboxes have one."""


def with_small_graphs() -> None:
    VectorIndex.__init__.__defaults__ = (GRAPH_FROM,)


def work(home: Path, what: str) -> None:
    models = WordModels()
    if what in ("repair", "salvage"):
        Doctor(home, models).repair()
        return
    with Library.open(home, models=models) as library:
        if what == "watch":
            for _ in library.watch():
                pass
        elif what == "remove":
            (source,) = library.sources.all()
            library.sources.remove([Path(source.path)])
            library.sources.add([Path(source.path)])
            library.reindex()
        elif what == "upgrade":
            outdate_keywords(home)
            library.reindex()
        else:
            if what == "model":
                library.encoders.use("other" if library.encoders.model == "multilingual" else "multilingual")
            library.reindex(full=what == "full")


def outdate_keywords(home: Path) -> None:
    """Have the keyword index count as that of an earlier version, and a few documents be a step of renewing it."""
    keyword_index._RENEWED = 3
    with closing(Database(Home(home))) as database, database.writing() as connection:
        set_meta(connection, "words", "1")


def kill_at(step: int) -> None:
    """Let this process kill itself."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            count()
            done = function(*arguments, **named)
            count()
            return done

        return run

    writing = Database.writing

    @contextmanager
    def counted(database: Database) -> Iterator[Connection]:
        with writing(database) as connection:
            yield connection
            count()
        count()

    setattr(Database, "writing", counted)  # noqa: B010 - to mypy it is a method
    for module, name in ((os, "replace"), (Path, "replace"), (Path, "unlink"), (os, "link")):
        setattr(module, name, around(getattr(module, name)))


if __name__ == "__main__":
    with_small_graphs()
    if int(sys.argv[3]):
        kill_at(int(sys.argv[3]))
    work(Path(sys.argv[1]), sys.argv[2])
