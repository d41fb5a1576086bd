"""Backup, restore and wipe."""

import sys
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.errors import Cancelled, HomeError, LockedError, UsageError
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.settings import Home, text_home
from semsearch.store import long_statements
from semsearch.store.homes import backup, restore, wipe
from semsearch.store.lock import write_lock
from tests.conftest import WordModels


def test_a_backup_taken_during_a_run_is_restored_with_moved_folders(
    filled: Library, home: Path, folder: Path, tmp_path: Path, models: WordModels
) -> None:
    with write_lock(Home(home)):
        backup(Home(home), tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    folder.rename(tmp_path / "moved")
    encoded = len(models.encoders["multilingual"].encoded)

    restored = restore(tmp_path / "copy", Home(tmp_path / "other"), {str(folder): str(tmp_path / "moved")})

    assert restored == [str(tmp_path / "moved")]
    with Library.open(tmp_path / "other", models=models) as other:
        assert [hit.path for hit in other.search("blanket").hits] == [str(tmp_path / "moved" / "1.eml")]
        report = other.reindex()
        assert (report.unchanged, report.added, report.removed, report.encoded) == (1, 0, 0, 0)
        assert other.search("in:moved blanket").hits
    texts = models.encoders["multilingual"].encoded[encoded:]
    assert not [text for text in texts if "something to drink" in text]
    assert (tmp_path / "other").stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in (tmp_path / "other").iterdir()) == ["catalogue.sqlite", "write.lock"]


def test_an_index_is_not_overwritten_by_a_backup(filled: Library, home: Path, tmp_path: Path) -> None:
    backup(Home(home), tmp_path / "copy")
    backup(Home(home), tmp_path / "copy")  # a newer one takes its place
    with pytest.raises(HomeError, match="semsearch wipe"):
        restore(tmp_path / "copy", Home(home), {})
    with pytest.raises(UsageError, match="nothing in the backup lies in /elsewhere"):
        restore(tmp_path / "copy", Home(tmp_path / "other"), {"/elsewhere": "/here"})


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_backup_to_a_full_disk_names_that_disk(filled: Library, home: Path, tmp_path: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(HomeError, match=f"cannot write {tmp_path / 'copy'}: no space left on device"):
            backup(Home(home), tmp_path / "copy")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(tmp_path.glob("copy*"))


def test_what_is_cancelled_leaves_everything_as_it_was(
    filled: Library, home: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_statements, "_INSTRUCTIONS", 1)
    there = filled.status()
    told: set[str] = set()
    at_once = partial(_cancelled_at_once, told)

    with pytest.raises(Cancelled):
        backup(Home(home), tmp_path / "copy", at_once)
    assert not list(tmp_path.glob("*copy*"))
    backup(Home(home), tmp_path / "copy")
    for phase in ("check", "copy", "index"):
        with pytest.raises(Cancelled):
            restore(
                tmp_path / "copy",
                Home(tmp_path / "other"),
                {str(folder): str(tmp_path / "moved")},
                partial(_cancelled_at_once, told, only=phase),
            )
        assert not Home(tmp_path / "other").has_index()
    with pytest.raises(Cancelled):
        filled.sources.remove([folder], at_once)

    assert told == {"check", "copy", "index"}
    assert filled.status() == there


def test_a_second_ctrl_c_ends_a_backup_as_it_ends_anything(
    filled: Library, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_statements, "_INSTRUCTIONS", 1)

    with pytest.raises(KeyboardInterrupt):
        backup(Home(home), tmp_path / "copy", _interrupted)
    assert not list(tmp_path.glob("*copy*"))


def _interrupted(_: Step) -> None:
    raise KeyboardInterrupt


def _cancelled_at_once(told: set[str], step: Step, only: str = "") -> None:
    told.add(step.phase)
    if step.phase == only or not only:
        raise Cancelled


def test_other_files_are_neither_overwritten_nor_restored(filled: Library, home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Anna")
    with pytest.raises(UsageError, match="no backup"):
        backup(Home(home), tmp_path / "letter")
    with pytest.raises(UsageError, match="no backup"):
        restore(tmp_path / "letter", Home(tmp_path / "other"), {})
    assert (tmp_path / "letter").read_text() == "Dear Anna"


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_backup_that_was_cut_off_is_called_so(filled: Library, home: Path, tmp_path: Path, kept: float) -> None:
    backup(Home(home), tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(UsageError, match=r"cut off or damaged; copy it again"):
        restore(tmp_path / "copy", Home(tmp_path / "other"), {})
    assert not (tmp_path / "other").exists()


def test_a_backup_that_lost_a_page_is_not_restored(filled: Library, home: Path, tmp_path: Path) -> None:
    backup(Home(home), tmp_path / "copy")
    with (tmp_path / "copy").open("rb+") as file:
        file.seek(3 * 4096)
        file.write(bytes(4096))
    with pytest.raises(UsageError, match="damaged"):
        restore(tmp_path / "copy", Home(tmp_path / "other"), {})


def test_the_index_is_not_searched_itself(filled: Library, home: Path) -> None:
    with pytest.raises(UsageError, match="the index itself lies in"):
        filled.sources.add([home])


def test_there_is_nothing_to_wipe_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--home"):
        wipe(Home(tmp_path / "other"))
    told = CliRunner().invoke(app, ["wipe", "--home", str(tmp_path / "other")])
    assert (told.exit_code, told.output.count("Remove")) == (2, 0), "nothing is asked"


def test_wiping_removes_only_files_of_semsearch(
    filled: Library, home: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMSEARCH_CACHE", str(tmp_path / "cache"))  # not what others compare at the same time
    (home / "vectors").mkdir()
    (home / "vectors" / "1.hnsw").write_bytes(b"graph")
    (home / "letter").write_text("Dear Anna")
    with write_lock(Home(home)), pytest.raises(LockedError):
        wipe(Home(home))
    filled.close()

    asked = CliRunner().invoke(app, ["wipe", "--home", str(home)], input="n\n")
    assert asked.exit_code == 1
    assert (home / "catalogue.sqlite").exists()
    assert CliRunner().invoke(app, ["wipe", "--home", str(home), "--yes"]).exit_code == 0

    assert [path.name for path in home.iterdir()] == ["letter"]
    assert (folder / "1.eml").exists()


def test_wiping_removes_the_texts_that_were_compared_last(
    filled: Library, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMSEARCH_CACHE", str(tmp_path / "cache"))
    text_home().path.mkdir(parents=True)
    text_home().database.write_bytes(b"texts of a person")
    filled.close()
    assert CliRunner().invoke(app, ["wipe", "--home", str(home), "--yes"]).exit_code == 0
    assert not text_home().path.exists()


def test_wiping_removes_the_empty_folder(filled: Library, home: Path) -> None:
    filled.close()
    wipe(Home(home))
    assert not home.exists()
