"""`semsearch why`: every file has a state and one reason for it."""

import os
from pathlib import Path

import pytest

from semsearch.errors import UsageError
from semsearch.library import Library


@pytest.fixture
def filled(library: Library, folder: Path) -> Library:
    (folder / "good.txt").write_text("words that can be found")
    (folder / "empty.txt").write_text("")
    (folder / "a.log").write_text("left out")
    (folder / ".hidden").write_text("hidden")
    (folder.parent / "other").mkdir()
    os.mkfifo(folder.parent / "pipe")
    library.sources.add([folder], exclude=["*.log"])
    library.reindex()
    return library


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("good.txt", "indexed", "all that is in it"),
        ("empty.txt", "skipped", "empty: the file is empty"),
        ("a.log", "excluded", "matches *.log"),
        (".hidden", "excluded", "hidden"),
        ("gone.txt", "missing", "no such file"),
        ("../else.txt", "missing", "no such file"),
        ("..", "outside", "contains the source"),
        ("../pipe", "outside", "neither a folder nor a file"),
        ("../other", "outside", "semsearch add"),
        (".", "folder", "searched"),
    ],
)
def test_every_state_of_a_file_has_a_reason(filled: Library, folder: Path, name: str, state: str, words: str) -> None:
    fate = filled.sources.why(folder / name)

    assert fate.state == state
    assert words in fate.why
    assert bool(fate.documents) == (state == "indexed")


def test_a_new_file_is_pending_until_the_next_run(filled: Library, folder: Path) -> None:
    (folder / "new.txt").write_text("new")

    assert filled.sources.why(folder / "new.txt").state == "pending"
    filled.reindex()
    assert filled.sources.why(folder / "new.txt").state == "indexed"


def test_an_ignore_file_takes_effect_and_is_lifted_at_the_next_run(filled: Library, folder: Path) -> None:
    ignore = folder / ".semsearchignore"
    ignore.write_text("good.*\n!a.log\n")

    assert "next reindex" in filled.sources.why(folder / "good.txt").why
    filled.reindex()
    assert (filled.sources.why(folder / "good.txt").state, filled.sources.why(folder / "a.log").state) == (
        "excluded",
        "indexed",
    )
    ignore.unlink()
    assert filled.sources.why(folder / "good.txt").state == "pending"
    filled.reindex()
    assert (filled.sources.why(folder / "good.txt").state, filled.sources.why(folder / "a.log").state) == (
        "indexed",
        "excluded",
    )


def test_a_pattern_that_is_not_valid_text_is_refused(library: Library, folder: Path) -> None:
    with pytest.raises(UsageError, match="not valid text"):
        library.sources.add([folder], ["\udcff*"])  # as an argument of a command may be


def test_a_malformed_size_is_refused(library: Library, folder: Path) -> None:
    with pytest.raises(UsageError, match="not a valid size"):
        library.sources.add([folder], exclude=[">many"])


def test_the_index_itself_is_not_offered_as_a_source(library: Library) -> None:
    fate = library.sources.why(library.home / "catalogue.sqlite")

    assert fate.state == "outside"
    assert "the index itself lies in" in fate.why
    assert "semsearch add" not in fate.why
