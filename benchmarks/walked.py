"""A run without changes over many files, compared with a plain walk: ``python -m benchmarks.walked [FILES]``.

The walk is the minimum that any program has to do: `os.scandir` and `stat` of every file, in a new process. The files
are empty, and the home is in the state after a run, except that it has no documents, which a run without changes does
not read.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.child import SEMSEARCH, as_installed
from benchmarks.machine import load
from semsearch.settings import Home
from semsearch.store import catalogue
from semsearch.store.database import Database
from semsearch.store.meta import set_meta
from semsearch.store.settled import SETTLED, as_settled

FILES, IN_FOLDER, ROUNDS = 200_000, 500, 5
LONG_AGO = 1_600_000_000
WALK = """
import os, sys
folders = [sys.argv[1]]
while folders:
    with os.scandir(folders.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                entry.stat(follow_symlinks=False)
"""


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "notes", Path(place) / "home"
        paths = _files(folder, count)
        _known(Home(home), folder, paths)
        before = load()
        commands = {
            "semsearch": [SEMSEARCH, "--home", str(home), "--json", "reindex"],
            "scandir and stat": [sys.executable, "-c", WALK, str(folder)],
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                taken[name].append(_timed(command))
        print(f"{count} files, load {before:.1f}, medians of {ROUNDS} in turns, whole processes")
        medians = {
            name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in taken.items()
        }
        for name, (wall, processor) in medians.items():
            print(f"{name}: {wall:.2f} s, {processor:.2f} s of processor time")
        ours, peer = medians.values()
        print(f"ratio: {ours[0] / peer[0]:.2f}, of processor time {ours[1] / peer[1]:.2f}")


def _files(folder: Path, count: int) -> list[str]:
    paths = []
    for number in range(count):
        if number % IN_FOLDER == 0:
            place = folder / str(number // IN_FOLDER)
            place.mkdir(parents=True)
        path = str(place / f"{number}.txt")
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        os.utime(path, (LONG_AGO, LONG_AGO))
        paths.append(path)
    return paths


def _known(home: Home, folder: Path, paths: list[str]) -> None:
    """Make a home in which all files are indexed."""
    home.create()
    database = Database(home)
    with database.writing() as connection:
        catalogue.put_source(connection, str(folder), "folder", [])
        rows = []
        for path in paths:
            found = os.stat(path)  # noqa: PTH116
            state = {
                "size": found.st_size,
                "mtime_ns": found.st_mtime_ns,
                "inode": found.st_ino,
                "device": found.st_dev,
            }
            rows.append({"source_id": 1, "path": path, **state})
        catalogue.add_files(connection, rows)
        connection.exec_driver_sql("UPDATE files SET state = 'indexed', digest = randomblob(32)")
        set_meta(connection, SETTLED, as_settled(len(paths), 2 * len(paths), "multilingual", "", []))
    database.tidy()
    database.close()


def _timed(command: list[str]) -> tuple[float, float]:
    """Wall-clock and CPU seconds."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=as_installed())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter() - started
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
