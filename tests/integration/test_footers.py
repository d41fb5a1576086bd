"""Footers that repeat are learned while mail comes in."""

import os
from pathlib import Path

import pytest

from semsearch.library import Library
from semsearch.store import footer_tables
from tests.conftest import MailMaker

FOOTER = "The Society of Bell Ringers\nmeets each Thursday in the old tower"
TOPICS = "ropes bells towers clocks stairs pigeons".split()


def deliver(folder: Path, mail: MailMaker, *topics: str, footer: str = FOOTER) -> None:
    for topic in topics:
        text = f"We have to speak about {topic} before long.\nWhat about the {topic}?\n\n{footer}"
        (folder / f"{topic}.eml").write_bytes(mail(f"On {topic}", text, message_id=f"{topic}@x"))


def test_a_footer_is_set_apart_once_it_is_known_and_in_earlier_mail_too(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    deliver(folder, mail, *TOPICS[:3])
    library.sources.add([folder])
    library.reindex()
    assert library.show("mid:ropes@x").text.endswith(FOOTER)

    deliver(folder, mail, *TOPICS[3:])
    library.reindex()

    for topic in TOPICS:
        shown = library.show(f"mid:{topic}@x")
        assert shown.text.endswith(f"What about the {topic}?")
        assert shown.signature == FOOTER
    assert [hit.title for hit in library.search('"Society of Bell Ringers"', k=20, mode="keyword").hits]
    assert library.reindex().encoded == 0


def test_a_full_run_comes_to_the_same(library: Library, folder: Path, mail: MailMaker) -> None:
    deliver(folder, mail, *TOPICS)
    library.sources.add([folder])
    library.reindex()
    before = {topic: library.show(f"mid:{topic}@x") for topic in TOPICS}

    library.reindex(full=True)

    assert {topic: library.show(f"mid:{topic}@x") for topic in TOPICS} == before
    assert before["ropes"].signature == FOOTER


def test_each_footer_of_a_sender_is_found_however_often_it_changed(
    library: Library, folder: Path, mail: MailMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(footer_tables, "_LOOKED_AT", 6)
    footers = [f"The {name} Society of Bell Ringers\nmeets in the old tower" for name in ("Royal", "Free", "New")]
    for number, footer in enumerate(footers):
        deliver(folder, mail, *(f"{number}{topic}" for topic in TOPICS), footer=footer)
        for file in folder.glob(f"{number}*"):
            os.utime(file, (1_600_000_000 + number, 1_600_000_000 + number))
    library.sources.add([folder])
    library.reindex()

    for number, footer in enumerate(footers):
        assert [library.show(f"mid:{number}{topic}@x").signature for topic in TOPICS] == [footer] * len(TOPICS)


def test_footers_are_forgotten_with_the_last_mail_of_their_sender(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    deliver(folder, mail, *TOPICS)
    library.sources.add([folder])
    library.reindex()
    for file in folder.glob("*.eml"):
        file.unlink()
    library.reindex()

    deliver(folder, mail, TOPICS[0])
    library.reindex()

    assert library.show(f"mid:{TOPICS[0]}@x").text.endswith(FOOTER)  # one mail tells nothing of what repeats
