"""Read-only homes, full disks, locked and damaged catalogues: one line that says what to do, and nothing is lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from semsearch.errors import DamagedError, LockedError
from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.meta import get_meta, set_meta
from tests.conftest import MailMaker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's ways to take rights away")


def without_privilege(*arguments: str) -> list[str]:
    """The command, such that the permissions of files hold for it even where the superuser runs the tests."""
    if os.geteuid() != 0:
        return list(arguments)
    if shutil.which("setpriv") is None:
        pytest.skip("the superuser may do everything")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--", *arguments]


def semsearch(home: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*prefix, sys.executable, "-m", "semsearch", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_why_a_file_that_may_not_be_read_is_not_found(filled: Library, home: Path, folder: Path) -> None:
    (folder / "private.txt").write_text("Mine alone")
    (folder / "closed").mkdir()
    (folder / "closed" / "inner.txt").write_text("Mine as well")
    (folder / "private.txt").chmod(0)
    (folder / "closed").chmod(0)
    prefix = tuple(without_privilege())
    semsearch(home, "reindex", prefix=prefix)
    told = [
        semsearch(home, "why", str(folder / name), prefix=prefix)
        for name in ("private.txt", "closed", "closed/inner.txt")
    ]
    (folder / "closed").chmod(0o700)
    assert [each.stdout for each in told] == ["failed: unreadable: permission denied\n"] * 3, told


def set_modes(home: Path, folders: int, files: int) -> None:
    for path in (*home.rglob("*"), home):
        path.chmod(folders if path.is_dir() else files)


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open in another process"])
def test_a_read_only_home_is_searched_and_says_why_it_does_not_change(
    filled: Library, home: Path, folder: Path, closed: bool
) -> None:
    (folder / "2.txt").write_text("Something to do.")
    if closed:
        filled.close()
    set_modes(home, 0o500, 0o400)
    prefix = tuple(without_privilege())
    try:
        found = semsearch(home, "search", "blanket", "--mode", "keyword", prefix=prefix)
        changed = semsearch(home, "reindex", prefix=prefix)
    finally:
        set_modes(home, 0o700, 0o600)
    assert "Picnic by the lake" in found.stdout, found.stderr
    assert changed.returncode == 1
    assert changed.stderr.count("\n") == 1
    assert "can still be searched" in changed.stderr


def test_what_writes_waits_for_another_transaction_and_then_sees_it(filled: Library, home: Path) -> None:
    database = Database(Home(home))
    try:
        with database.writing() as connection:
            assert get_meta(connection, "paused") == ""
            other = threading.Thread(target=filled.pause, args=(True,))
            other.start()
            set_meta(connection, "model", "other")
        other.join()
    finally:
        database.close()
    assert filled.status().paused
    assert filled.encoders.model == "other"


def test_a_writer_that_does_not_end_is_named(filled: Library, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semsearch.store.database.BUSY_SECONDS", 0.1)
    second, first = Database(Home(home)), Database(Home(home))
    try:
        with first.writing(), pytest.raises(LockedError, match="another semsearch"), second.writing():
            pass
    finally:
        first.close()
        second.close()


def test_a_damaged_catalogue_is_called_so(filled: Library, home: Path) -> None:
    filled.close()
    file = home / "catalogue.sqlite"
    file.write_bytes(b"x" * 100 + file.read_bytes()[100:])
    with pytest.raises(DamagedError, match="doctor --repair"):
        Library.open(home)
    watching = semsearch(home, "--json", "watch")
    assert watching.returncode == 1
    assert json.loads(watching.stdout)["event"] == "damaged"


def test_deleting_gives_the_room_back(library: Library, folder: Path) -> None:
    (folder / "keep.txt").write_text("A short note.")
    library.sources.add([folder])
    library.reindex()
    small = library.status().bytes["database"]
    for number in range(8):
        (folder / f"{number}.txt").write_text(" ".join(f"word{number}x{n}" for n in range(4_000)))
    library.reindex()
    assert library.status().bytes["database"] > 3 * small
    for number in range(8):
        (folder / f"{number}.txt").unlink()
    library.reindex()
    assert library.status().bytes["database"] < 1.5 * small


def test_the_catalogue_is_in_the_modes_it_relies_on(filled: Library, home: Path) -> None:
    with sqlite3.connect(home / "catalogue.sqlite") as connection:
        modes = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "auto_vacuum")]
    connection.close()
    assert modes == ["wal", 2]


@pytest.mark.parametrize("command", [("doctor",), ("wipe", "--yes")], ids=["doctor", "wipe"])
def test_a_home_that_may_not_be_entered_is_one_line(home: Path, command: tuple[str, ...]) -> None:
    home.mkdir()
    home.chmod(0)
    told = subprocess.run(
        without_privilege(sys.executable, "-m", "semsearch", *command),
        env=os.environ | {"SEMSEARCH_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    home.chmod(0o700)
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "permission denied; choose another with --home" in told.stderr


ON_A_SMALL_DISK = """
import os, sys
from pathlib import Path
from semsearch.errors import HomeError
from semsearch.library import Library
from tests.conftest import WordModels
home, folder, models = Path(sys.argv[1]) / "home", Path(sys.argv[2]), WordModels()
with Library.open(home, models=models) as library:
    library.sources.add([folder])
    library.reindex()
    before = library.status().documents
    filler = Path(sys.argv[1]) / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        pass
    (folder / "long.txt").write_text(" ".join(f"word{n}" for n in range(60_000)))
    try:
        library.reindex()
    except HomeError as error:
        print(error)
    assert library.status().documents == before
    assert library.search("blanket", mode="keyword").hits
with Library.open(home, models=models) as library:
    assert library.search("blanket", mode="keyword").hits, "also after a new start"
    filler.unlink()
    library.reindex()
    assert library.status().documents == before + 1
"""


def test_a_full_disk_is_one_line_and_nothing_is_lost(folder: Path, mail: MailMaker, tmp_path: Path) -> None:
    (folder / "1.eml").write_bytes(mail("Picnic by the lake", "Bring a blanket and something to drink."))
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = f'mount -t tmpfs -o size=16m none "{disk}"'
    alone = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*alone, mounted], capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")

    script = f'{mounted} && exec "$0" -c "$1" "$2" "$3"'
    done = subprocess.run(
        [*alone, script, sys.executable, ON_A_SMALL_DISK, str(disk), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert "is full; free some space" in done.stdout
    assert done.stdout.count("\n") == 1
