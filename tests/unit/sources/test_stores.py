"""Mailboxes of The Bat! and Foxmail."""

import random
import struct
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from semsearch.index.reading import PreparedFile, read
from semsearch.records import SkipReason
from semsearch.sources.mailbox import is_mbox, split_mbox, unquote

HEADER, FIRST = 48, 3084
RECORD = b"\x21\x09\x70\x19"


def mail(name: str, size: int = 40) -> bytes:
    return f"Subject: {name}\r\nFrom: anna@example.org\r\n\r\n{name * (size // len(name))}\r\n".encode()


def bat(*messages: bytes) -> bytes:
    records = (struct.pack("<4sI28xI8x", RECORD, HEADER, len(message)) + message for message in messages)
    return b"\x20\x06\x79\x19".ljust(FIRST, b"\0") + b"".join(records)


def fox(*messages: bytes) -> bytes:
    return b"".join(b"\x10" * 7 + b"\x11" * 6 + b"S\r\n" + message for message in messages)


def start(number: int, messages: list[bytes]) -> int:
    """The offset of a record."""
    return FIRST + sum(HEADER + len(message) for message in messages[:number])


def slices(path: Path, content: bytes) -> list[bytes]:
    path.write_bytes(content)
    return [content[each.offset : each.offset + each.length] for each in split_mbox(path)]


def readings(path: Path, content: bytes) -> list[PreparedFile]:
    return [read(each, path.name) for each in slices(path, content)]


def found(read: list[PreparedFile]) -> list[str]:
    return [document.extracted.title for each in read for document in each.documents]


@pytest.mark.parametrize("store", [bat, fox])
def test_messages_come_as_they_are(tmp_path: Path, store: Callable[..., bytes]) -> None:
    messages = [b"Subject: a\r\n\r\nwords\r\n", b"Subject: b\r\n\r\n" + b"x" * 9_000_000, b"Subject: c\r\n\r\n"]
    path = tmp_path / "MESSAGES.TBB"

    assert [unquote(each) for each in slices(path, store(*messages))] == messages
    assert is_mbox(path)
    pieces = list(split_mbox(path))
    assert list(split_mbox(path, pieces[1].offset)) == pieces[1:]


@pytest.mark.parametrize("size", [FIRST - 4, FIRST])
def test_an_empty_mailbox_has_no_messages(tmp_path: Path, size: int) -> None:
    assert slices(tmp_path / "empty.tbb", bat()[:size]) == []


MAILS = [mail(name, size) for name, size in (("one", 100), ("two", 20_000), ("three", 100), ("four", 9_000))]
TITLES = ["one", "two", "three", "four"]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    ("at", "junk"),
    [
        pytest.param(0, b"\0\0\0\0", id="magic number"),
        pytest.param(4, b"\0\0\0\0", id="no length of the header"),
        pytest.param(4, b"\xff\xff\xff\xff", id="endless header"),
        pytest.param(36, b"\0\0\0\0", id="no length"),
        pytest.param(36, b"\x10\0\0\0", id="small length"),
        pytest.param(36, b"\xff\xff\xff\xff", id="endless message"),
        pytest.param(0, b"\xaa" * 40, id="most of the header"),
    ],
)
def test_a_damaged_header_costs_no_mail(tmp_path: Path, number: int, at: int, junk: bytes) -> None:
    content = bytearray(bat(*MAILS))
    place = start(number, MAILS) + at
    content[place : place + len(junk)] = junk

    read = readings(tmp_path / "messages.tbb", bytes(content))

    assert found(read) == TITLES
    assert [skip.reason for each in read for skip in each.skips] == [SkipReason.CORRUPT]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("junk", [b"\0", b"\xff", b"x"])
def test_a_lost_sector_costs_the_mail_that_begins_there(tmp_path: Path, number: int, junk: bytes) -> None:
    content = bytearray(bat(*MAILS))
    place = start(number, MAILS)
    content[place : place + 80] = 80 * junk

    read = readings(tmp_path / "messages.tbb", bytes(content))

    assert found(read) == TITLES[:number] + TITLES[number + 1 :]
    assert [skip.reason for each in read for skip in each.skips] == [SkipReason.CORRUPT]
    if junk == b"\0":  # other bytes may be text of the mail before
        texts = [document.extracted.text for each in read for document in each.documents]
        assert all(set(text) <= set(name) for text, name in zip(texts, found(read), strict=True))


@pytest.mark.parametrize("change", [-30, 30, 5_000])
def test_lost_or_added_bytes_cost_no_other_mail(tmp_path: Path, change: int) -> None:
    content = bat(*MAILS)
    place = start(1, MAILS) + 200
    content = content[:place] + b"y" * max(change, 0) + content[place + max(-change, 0) :]

    read = readings(tmp_path / "messages.tbb", content)

    assert found(read) == TITLES
    assert [skip.reason for each in read for skip in each.skips] == [SkipReason.CORRUPT]


@pytest.mark.parametrize("lost", [1, 9_000, 9_050, 9_100])
def test_a_cut_mailbox_is_read_as_far_as_it_is_there(tmp_path: Path, lost: int) -> None:
    read = readings(tmp_path / "messages.tbb", bat(*MAILS)[:-lost])

    assert found(read)[:3] == TITLES[:3]
    assert [skip.reason for each in read for skip in each.skips] == [SkipReason.CORRUPT]


def test_a_mailbox_without_its_beginning_or_any_record_says_so(tmp_path: Path) -> None:
    for content in (bat()[:2_000], bat() + b"\xff" * 9_000, bat() + b"\0" * 9_000):
        (read,) = readings(tmp_path / "messages.tbb", content)

        assert not read.documents
        assert [(skip.reason, "beginning" in skip.detail) for skip in read.skips] == [(SkipReason.CORRUPT, True)]


def test_much_damage_is_not_counted_to_the_mail_before_it(tmp_path: Path) -> None:
    content = bat(MAILS[0]) + b"\xff" * 70_000_000 + bat(MAILS[2])[FIRST:]

    assert found(readings(tmp_path / "messages.tbb", content)) == ["one", "three"]


def test_any_damage_ends_and_costs_nothing_far_from_it(tmp_path: Path) -> None:
    random.seed(7)
    mails = [mail(f"m{number}", random.randrange(20, 3_000)) for number in range(12)]
    for _ in range(100):
        content = bytearray(bat(*mails))
        number = random.randrange(12)
        at = start(number, mails) + random.randrange(HEADER + len(mails[number]))
        junk = random.randbytes(random.choice([1, 4, 50]))
        content[at : at + random.choice([0, len(junk)])] = junk

        pieces = slices(path := tmp_path / "messages.tbb", bytes(content))

        whole = [unquote(piece) for piece in pieces]
        assert all(other in whole for place, other in enumerate(mails) if abs(place - number) > 1)
        places = list(split_mbox(path))
        assert all(one.offset + one.length <= two.offset for one, two in pairwise(places))
        assert all(list(split_mbox(path, each.offset)) == places[at:] for at, each in enumerate(places) if each.offset)
