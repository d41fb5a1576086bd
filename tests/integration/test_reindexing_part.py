"""Runs over a part of a source, where a folder above cannot be looked into."""

import os
from pathlib import Path

import pytest

from semsearch.library import Library
from semsearch.records import SkipReason
from tests.conftest import MailMaker


def test_what_lies_in_a_hidden_folder_stays(library: Library, folder: Path, mail: MailMaker) -> None:
    closed = folder / "closed"
    (closed / "inner").mkdir(parents=True)
    (closed / "inner" / "lunch.eml").write_bytes(mail("Lunch", "Shall we have lunch on Friday?"))
    library.sources.add([folder])
    library.reindex()
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("the superuser reads everything")
        library.reindex([closed / "inner"])
        assert library.search("lunch").hits
        assert [file.reason for file in library.sources.skipped()] == [SkipReason.UNREADABLE]
    finally:
        closed.chmod(0o700)


def test_only_what_lies_below_the_path_is_looked_at(library: Library, folder: Path, mail: MailMaker) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        (folder / name / "lunch.eml").write_bytes(mail("Lunch", f"Shall we have lunch in {name}?"))
    library.sources.add([folder])
    assert library.reindex([folder / "one"]).seen == 1
    assert library.status().documents == 1
    assert library.reindex().added == 1


def test_an_excluded_folder_takes_what_was_indexed_below_it(library: Library, folder: Path, mail: MailMaker) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "lunch.eml").write_bytes(mail("Lunch", "Shall we have lunch on Friday?"))
    library.sources.add([folder])
    library.reindex()
    library.sources.add([folder], ["sub/"])
    library.reindex([folder / "sub"])
    assert library.status().documents == 0
    assert [file.reason for file in library.sources.skipped()] == [SkipReason.EXCLUDED]
