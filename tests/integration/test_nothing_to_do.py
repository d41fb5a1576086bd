"""A run without changes only scans the disk and loads nothing else, and every kind of change is noticed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from semsearch.errors import LockedError
from semsearch.index.scanning import ScanResult, nothing_to_do, scan_if_settled
from semsearch.library import Library
from semsearch.progress import Progress, silent
from semsearch.settings import Home
from semsearch.store import settled as store_settled
from semsearch.store.lock import write_lock
from tests.conftest import MailMaker, WordModels

LONG_AGO = 1_600_000_000


@pytest.fixture
def settled(library: Library, folder: Path, mail: MailMaker) -> Library:
    """A library in which all is done."""
    for number in range(3):
        put(folder / f"{number}.eml", mail(f"Mail {number}", f"What was said in number {number}."))
    library.sources.add([folder])
    library.reindex()
    assert is_done(library)
    return library


def put(path: Path, content: bytes) -> None:
    """A file that was not written just now: such a one is looked at once more."""
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))


def set_back(path: Path) -> None:
    """Other words in as many bytes, written while the clock was wrong."""
    path.write_bytes(path.read_bytes().replace(b"said", b"sung"))
    os.utime(path, (LONG_AGO - 1000, LONG_AGO - 1000))


def is_done(library: Library) -> bool:
    return nothing_to_do(scan_if_settled(Home(library.home), (), silent)) is not None


def test_no_heavy_module_is_loaded_and_the_report_is_complete(settled: Library) -> None:
    script = (
        "import sys; from semsearch.cli import main; sys.argv = ['semsearch', *sys.argv[1:]]\n"
        "try: main()\n"
        "finally: print(*sorted({'sqlalchemy', 'numpy', 'filelock', 'pathspec', 'rich'} & set(sys.modules)),"
        " file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "--home", str(settled.home), "reindex", "--json"],
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert (done.returncode, done.stderr.strip()) == (0, "")
    report = json.loads(done.stdout)
    expected = {"seen": 3, "unchanged": 3, "added": 0, "documents": 3, "chunks": 6, "encoded": 0}
    assert report == report | expected | {"model": "multilingual", "backend": "numpy"}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: put(folder / "new.eml", b"Subject: New\n\nText\n"),
        lambda folder: put(folder / "1.eml", b"Subject: Other\n\nText\n"),
        lambda folder: set_back(folder / "1.eml"),
        lambda folder: (folder / "1.eml").unlink(),
        lambda folder: (folder / "1.eml").rename(folder / "2.eml"),
        lambda folder: (folder / "1.eml").rename(folder / "moved.eml"),
        lambda folder: (folder / ".semsearchignore").write_text("1.eml"),
        lambda folder: (folder / "link.eml").symlink_to(folder / "nowhere"),
        lambda folder: os.utime(folder / "1.eml", (LONG_AGO, 13_569_465_600)),
    ],
    ids=["new", "changed", "clock set back", "gone", "replaced", "moved", "excluded", "dangling", "of the year 2400"],
)
def test_a_change_on_disk_is_noticed(settled: Library, folder: Path, change: Callable[[Path], object]) -> None:
    change(folder)

    assert not is_done(settled)
    settled.reindex()
    assert is_done(settled)


@pytest.mark.parametrize(
    "change",
    [
        lambda library, folder: library.encoders.use("other"),
        lambda library, folder: library.pause(True),
        lambda library, folder: library.ocr(True),
        lambda library, folder: library.sources.retry([folder / "1.eml"]),
        lambda library, folder: library.duplicates.report("near"),
        lambda library, folder: library.sources.remove([folder]),
    ],
    ids=["model", "pause", "ocr", "retry", "duplicates", "remove"],
)
def test_after_any_write_the_next_run_checks_everything(
    settled: Library, folder: Path, change: Callable[[Library, Path], object]
) -> None:
    change(settled, folder)

    assert not is_done(settled)
    settled.reindex()
    assert is_done(settled)


def test_a_source_that_is_away_is_not_taken_for_one_that_was_emptied(settled: Library, folder: Path) -> None:
    aside = folder.with_name("aside")
    folder.rename(aside)
    assert settled.reindex().away == settled.reindex().away == (str(folder),)
    assert settled.status().documents == 3

    folder.mkdir()

    assert not is_done(settled)
    assert settled.reindex().removed == 3


@pytest.mark.parametrize("torn", [b"", b"\xff\xfe", b"another run, 123"])
def test_a_mark_that_does_not_fit_has_everything_compared(settled: Library, folder: Path, torn: bytes) -> None:
    home = Home(settled.home)
    mark = home.scan_mark.read_bytes()
    home.scan_mark.write_bytes(torn)

    assert is_done(settled)
    assert home.scan_mark.read_bytes() == mark
    (folder / "1.eml").unlink()
    assert not is_done(settled)


def test_another_writing_process_is_still_reported(settled: Library) -> None:
    with write_lock(Home(settled.home)):
        assert not is_done(settled)
        with pytest.raises(LockedError):
            settled.reindex()
    assert is_done(settled)


def test_a_scan_made_before_another_process_wrote_is_not_used(
    settled: Library, folder: Path, mail: MailMaker, models: WordModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "new.eml", mail("New", "Two processes see it at once."))

    def overtaken(home: Home, paths: Sequence[Path], progress: Progress) -> ScanResult | None:
        found = scan_if_settled(home, paths, progress)
        monkeypatch.setattr("semsearch.library.scan_if_settled", scan_if_settled)
        with Library.open(settled.home, models) as other:
            other.reindex()
        return found

    monkeypatch.setattr("semsearch.library.scan_if_settled", overtaken)
    report = settled.reindex()

    assert (report.seen, report.added, report.unchanged, report.documents) == (4, 0, 4, 4)


def test_an_interrupted_run_leaves_work_to_do(
    settled: Library, folder: Path, mail: MailMaker, models: WordModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "new.eml", mail("New", "Not yet encoded."))
    with monkeypatch.context() as patch:
        patch.setattr(models.encoders["multilingual"], "encode", _fail)
        with pytest.raises(MemoryError):
            settled.reindex()

    assert not is_done(settled)
    assert settled.reindex().encoded == 2
    assert is_done(settled)


def test_a_run_over_one_folder_settles_only_what_was_settled(settled: Library, folder: Path, mail: MailMaker) -> None:
    put(folder / "new.eml", mail("New", "One more."))
    settled.reindex([folder / "new.eml"])
    assert is_done(settled)

    settled.pause(True)
    put(folder / "newer.eml", mail("Newer", "And another one."))
    settled.reindex([folder / "newer.eml"])
    assert not is_done(settled)


@pytest.mark.parametrize("version", [["0000", 0, 0], None])
def test_another_version_of_the_program_checks_everything(
    settled: Library, version: list[object] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_settled, "_VERSIONS", version)

    assert not is_done(settled)


def test_files_that_the_index_depends_on_are_checked(
    settled: Library, tmp_path: Path, models: WordModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(b"1")
    monkeypatch.setattr(models, "files", lambda name: [weights])
    settled.pause(False)
    settled.reindex()
    assert is_done(settled)

    weights.write_bytes(b"22")
    assert not is_done(settled)
    weights.unlink()
    assert not is_done(settled)


def test_recently_written_files_are_checked_once_more(library: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "1.eml").write_bytes(mail("Just now", "The clock has not ticked since."))
    library.sources.add([folder])

    library.reindex()
    library.reindex()

    assert is_done(library)


def _fail(*_: object) -> None:
    raise MemoryError
