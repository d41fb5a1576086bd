"""Mailboxes of Outlook Express."""

import io
import struct
from pathlib import Path

import pytest

from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.mail.dbx import OutlookExpressMailbox
from semsearch.extract.mail.mailboxes import messages
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason
from semsearch.sources.mailbox import OUTLOOK_EXPRESS, is_outlook_mailbox

MESSAGE = b"From: ivan@example.org\r\nSubject: one\r\n\r\n" + b"words " * 100


def mailbox(path: Path, *messages: bytes, direct: bool = True, loop: bool = False) -> Path:
    """A mailbox with one node, behind it a record for each message, and these in blocks of 512 bytes."""
    content = bytearray(OUTLOOK_EXPRESS.ljust(0x100, b"\0"))
    records, entries = [], b""
    for message in messages:
        blocks = [message[at : at + 496] for at in range(0, len(message), 496)]
        start = len(content)
        for number, block in enumerate(blocks):
            at = len(content)
            following = start if loop else at + 512 if number + 1 < len(blocks) else 0
            content += struct.pack("<IIII", at, 512, len(block), following) + block.ljust(496, b"\0")
        records.append(len(content))
        field = struct.pack("<I", 0x84 | start << 8) if direct else struct.pack("<II", 0x04, start)
        content += struct.pack("<IIHBB", records[-1], 4, 0, 1, 0) + field
    root = len(content)
    entries = b"".join(struct.pack("<III", record, 0, 0) for record in records)
    content += struct.pack("<IIIIBBHI", root, 0, 0, 0, 0, len(records), 0, 0) + entries
    struct.pack_into("<I", content, 0xE4, root if messages else 0)
    path.write_bytes(content)
    return path


def opened(path: Path) -> OutlookExpressMailbox:
    return OutlookExpressMailbox(io.BytesIO(path.read_bytes()))


def reason(lost: UnreadableError | None) -> SkipReason | None:
    return lost.reason if lost else None


@pytest.mark.parametrize("direct", [True, False])
def test_messages_in_order_as_they_came(tmp_path: Path, direct: bool) -> None:
    path = mailbox(tmp_path / "Inbox.dbx", MESSAGE, MESSAGE * 3, direct=direct)

    assert is_outlook_mailbox(path)
    assert [message for _, message in messages(path.read_bytes())] == [MESSAGE, MESSAGE * 3]


def test_an_empty_mailbox_says_so(tmp_path: Path) -> None:
    empty = opened(mailbox(tmp_path / "Outbox.dbx"))

    assert (empty.numbers, reason(empty.lost)) == ([], SkipReason.EMPTY)


def test_what_is_cut_off_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = mailbox(tmp_path / "Inbox.dbx", MESSAGE, MESSAGE)
    whole = path.read_bytes()
    path.write_bytes(whole[:-12])
    cut = opened(path)

    assert (len(cut.numbers), reason(cut.lost)) == (1, SkipReason.CORRUPT)
    with pytest.raises(UnreadableError, match="not in the mailbox any more"):
        cut.item_bytes(len(whole) + 5)


def test_blocks_that_lead_back_to_the_first_end(tmp_path: Path) -> None:
    looping = opened(mailbox(tmp_path / "Inbox.dbx", MESSAGE, loop=True))
    (number,) = looping.numbers

    assert len(looping.item_bytes(number)) < MAX_BYTES
