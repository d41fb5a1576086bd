import random
from pathlib import Path

import pytest

from semsearch.sources import mailbox
from semsearch.sources.mailbox import MessageSlice, is_mbox, split_mbox, unquote

FROM = b"From jane@example.org Tue Mar 12 10:15:00 2024\n"
LUNCH = FROM + b"From: jane@example.org\nSubject: Lunch\n\nShall we?\n\n"
DINNER = FROM + b"From: jane@example.org\nSubject: Dinner\n\nOr dinner?\n"


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _messages(path: Path) -> list[bytes]:
    content = path.read_bytes()
    return [content[piece.offset : piece.offset + piece.length] for piece in split_mbox(path)]


def test_each_message_starts_at_its_from_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "mbox", LUNCH + DINNER)

    assert list(split_mbox(path)) == [MessageSlice(0, len(LUNCH)), MessageSlice(len(LUNCH), len(DINNER))]


@pytest.mark.parametrize(
    "body",
    [
        b"First:\n\nFrom here on nothing is a header.\n\nBye.\n\n",
        b"See below.\n\nFrom our old letter:\nSubject: lunch\nTo: all\n\n",
        b"From the beginning: Note that\nthe line above ours is not empty.\n\n",
        b"\n\nFrom \n\n\n\n",
        b">From me: to you\n\n",
    ],
)
def test_a_sentence_that_starts_with_from_does_not_split_a_message(tmp_path: Path, body: bytes) -> None:
    first = FROM + b"Subject: Lunch\n\n" + body

    assert _messages(_write(tmp_path / "mbox", first + DINNER)) == [first, DINNER]


@pytest.mark.parametrize(
    "separator",
    [
        b"From - Tue Mar 12 10:15:00 2024\n",
        b"From \n",
        b"From MAILER-DAEMON Tue Mar 12 10:15:00 2024\n",
        b"From jane@example.org Tue Mar 12 10:15:00 2024\n>From jane Tue Mar 12 10:14:00 2024\n",
        b"From jane@example.org Tue Mar 12 10:15:00 2024\r\n",
    ],
)
def test_from_lines_of_many_programs(tmp_path: Path, separator: bytes) -> None:
    end = b"\r\n" if separator.endswith(b"\r\n") else b"\n"
    message = separator + b"X-Mozilla-Status: 0001" + end * 2 + b"Shall we?" + end * 2

    assert _messages(_write(tmp_path / "mbox", message * 3)) == [message] * 3


def test_a_sentence_that_starts_with_from_may_stand_above_a_note(tmp_path: Path) -> None:
    body = b"Hello\n\nFrom the start:\nNote: bring boots\n\n"
    path = _write(tmp_path / "inbox.mbox", b"From a@x Tue Mar 12 10:15:00 2024\nAnything: 1\nSubject: a\n\n" + body)

    assert len(_messages(path)) == 1


@pytest.mark.parametrize("date", [b"Tue Mar  5 10:15:00 2024", b" Tue Mar 12 10:15:00 CET 2024"])
def test_a_from_line_with_address_and_date_needs_no_empty_line_above(tmp_path: Path, date: bytes) -> None:
    message = b"From jane@example.org " + date + b"\r\nSubject: Lunch\r\n\r\nShall we?\r\n"

    assert _messages(_write(tmp_path / "mbox", message * 3)) == [message] * 3
    inside = b"Subject: Lunch\n\nSee:\nFrom jane@example.org " + date + b"\nSo she wrote.\n\n"
    assert _messages(_write(tmp_path / "mbox", FROM + inside + DINNER)) == [FROM + inside, DINNER]


def test_a_patch_attached_to_a_mail_does_not_split_it(tmp_path: Path) -> None:
    patch = b"From " + b"0a" * 20 + b" Mon Sep 17 00:00:00 2001\nFrom: Jane\nSubject: [PATCH] lunch\n\n---\n+soup\n\n"
    mail = FROM + b"Subject: Lunch\n\nSee below.\n\n" + patch

    assert _messages(_write(tmp_path / "mbox", mail + DINNER)) == [mail, DINNER]
    assert not is_mbox(_write(tmp_path / "0001.txt", mail))
    assert _messages(_write(tmp_path / "patches", patch * 2)) == [patch] * 2


def test_text_before_the_first_from_line_is_kept(tmp_path: Path) -> None:
    assert _messages(_write(tmp_path / "a", b"\n\n" + LUNCH)) == [LUNCH]
    headless = b"Subject: Breakfast\n\nEggs.\n\n"
    assert _messages(_write(tmp_path / "b", headless + LUNCH)) == [headless, LUNCH]


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_empty_mailbox_has_no_messages(tmp_path: Path, content: bytes) -> None:
    assert _messages(_write(tmp_path / "mbox", content)) == []


def test_the_block_size_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    messages = [
        FROM + b"Subject: %d\n\n" % number + b"x" * chance.randrange(9000) + b"\nFrom me\n\n" for number in range(60)
    ]
    path = _write(tmp_path / "mbox", b"".join(messages))
    for block in (97, 4096, 5000, 1 << 20):
        monkeypatch.setattr(mailbox, "_BLOCK", block)

        assert _messages(path) == messages


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("archive", LUNCH + DINNER, True),
        ("archive.txt", LUNCH + DINNER, True),
        ("archive", LUNCH, False),
        ("0001.txt", DINNER, False),
        ("mbox", LUNCH, True),
        ("Archive.MBOX", LUNCH, True),
        ("lists.sbd/Inbox", LUNCH, True),
        ("mbox", b"", True),
        ("empty.txt", b"", False),
        ("letter.mbox", b"Subject: no From line\n\nHello\n", False),
        ("essay.txt", b"From the beginning\n\nFrom the end\n", False),
        ("mail.eml", b"Subject: Lunch\n\n" + LUNCH + DINNER, False),
    ],
)
def test_is_mbox(tmp_path: Path, name: str, content: bytes, expected: bool) -> None:
    assert is_mbox(_write(tmp_path / name, content)) is expected


def test_file_with_a_thunderbird_index_is_an_mbox(tmp_path: Path) -> None:
    _write(tmp_path / "Inbox.msf", b"")

    assert is_mbox(_write(tmp_path / "Inbox", LUNCH))


def test_folder_is_not_an_mbox(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").mkdir()

    assert not is_mbox(tmp_path / "a.mbox")


def test_unquote_drops_the_from_line_and_one_mark() -> None:
    quoted = FROM + b"Subject: a\n\n>From me\n>>From you\n> From them\nnot >From here\n"

    assert unquote(quoted) == b"Subject: a\n\nFrom me\n>From you\n> From them\nnot >From here\n"


def test_a_field_with_blanks_before_its_colon_is_not_a_from_line() -> None:
    message = b"From  : a@example.org\nTo : b@example.org\n\nwords\n"

    assert unquote(message) == message


def test_unquote_leaves_other_messages_alone() -> None:
    assert unquote(b"Subject: a\n\nFrom me\n") == b"Subject: a\n\nFrom me\n"


def test_a_correct_content_length_is_trusted(tmp_path: Path) -> None:
    """mboxcl2: nothing is quoted, the length counts."""
    body = b"text\n\nFrom here on\nSubject: it looks like a message\n\n>From quoted by its author\n"
    first = b"From a@b Fri Mar  1 10:00:00 2024\nSubject: 1\nContent-Length: %d\n\n" % len(body) + body
    second = b"From a@b Fri Mar  1 10:00:00 2024\nSubject: 2\n\ntext\n"
    mbox = tmp_path / "mbox"
    mbox.write_bytes(first + b"\n" + second)

    slices = list(split_mbox(mbox))

    assert [each.offset for each in slices] == [0, len(first) + 1]
    assert unquote(first + b"\n").endswith(b"\n>From quoted by its author\n\n")


def test_a_wrong_content_length_is_ignored(tmp_path: Path) -> None:
    mbox = tmp_path / "mbox"
    first = b"From a@b Fri Mar  1 10:00:00 2024\nSubject: 1\nContent-Length: 5000\n\ntext\n\n"
    mbox.write_bytes(first + b"From a@b Fri Mar  1 10:00:00 2024\nSubject: 2\n\ntext\n")

    assert len(list(split_mbox(mbox))) == 2
