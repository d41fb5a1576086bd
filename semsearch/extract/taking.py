"""One part of a file as it is: the attachment of a mail, the message attached to it, the member of an archive."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from email.message import Message
from functools import partial
from pathlib import Path

from semsearch.extract.archives.members import Budget
from semsearch.extract.archives.unpacking import members
from semsearch.extract.mail.mailboxes import messages
from semsearch.extract.mail.message import inside, parse
from semsearch.extract.mail.parts import leaves
from semsearch.extract.readers import reader_of
from semsearch.extract.reading import Files, Format, UnreadableError, told_apart
from semsearch.extract.sniff import MAIL_FORMATS, sniff
from semsearch.records import SkipReason

_BY_C = (b"Rar!", b"!BDN")
"""Beginnings of what a library in C reads, which may end the process."""


def part_content(content: bytes, part: str) -> bytes:
    """The bytes of `part`, as `Extracted.part` has it, of a file of which `content` is all.

    Raises:
        UnreadableError: there is no such part (any more), or it is damaged.
    """
    kind = sniff(content, "").format
    if kind in MAIL_FORMATS and kind is not None:
        name, _, rest = part.partition("/")
        leaf = inside(leaves(parse(content, kind))).get(name)
        if leaf is None:
            raise _gone()
        inner = leaf.content if leaf.message is None else _written(leaf.message)
        return part_content(inner, rest) if rest else inner
    for label, held in _held(content, kind, part):
        if part == label:
            return held
        if part.startswith(label + "/"):
            return part_content(held, part.removeprefix(label + "/"))
    raise _gone()


def _held(content: bytes, kind: Format | None, part: str) -> Iterable[tuple[str, bytes]]:
    """The members of an archive, the messages of a mailbox, or the files that were put into a document. What was packed
    alone has no name in its archive, so it goes by the one that it was given in `part`."""
    if kind == "archive" and not content.startswith(_BY_C):
        return ((member.name, member.content) for member in members(content, part.partition("/")[0] + ".gz", Budget()))
    if kind == "mailbox":
        return _messages(content)
    if kind == "text":
        kind = "json"  # only a name tells, and what is no JSON is read as text
    return () if kind is None else told_apart(_inside(content, kind))


def _messages(content: bytes) -> Iterator[tuple[str, bytes]]:
    with suppress(UnreadableError):
        yield from ((name, message) for name, message in messages(content) if isinstance(message, bytes))


def _inside(content: bytes, kind: Format) -> Files:
    """What is found in a document, a RAR archive or a mailbox of Outlook. Who reads it may be ended by a bad one: in a
    process of its own."""
    # Imported here, as what takes parts out of mail needs no processes.
    from semsearch.extract.process.pool import read_apart
    from semsearch.extract.process.worker import Task
    from semsearch.temporary import scratch_folder

    with scratch_folder() as folder:
        path = Path(folder) / "whole"
        path.write_bytes(content)
        outcome = read_apart(partial(_files_of, kind), Task(str(path)))
    if outcome.value is None:
        raise UnreadableError(SkipReason.CRASHED, outcome.skip.detail if outcome.skip else "the document is damaged")
    return outcome.value


def _files_of(kind: Format, content: bytes, name: str) -> Files:
    try:
        if kind == "archive":
            return tuple((member.name, member.content) for member in members(content, name, Budget()))
        if kind == "pst":
            return tuple(_messages(content))
        reading = reader_of(kind)(content, name)
        return (*((label, part.text.encode()) for label, part in reading.parts), *reading.inside)
    except UnreadableError:
        return ()


def _written(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (LookupError, ValueError, AttributeError, RecursionError) as error:  # it trips over broken headers
        raise UnreadableError(SkipReason.CORRUPT, "this item is damaged") from error


def _gone() -> UnreadableError:
    return UnreadableError(SkipReason.CORRUPT, "this part is not in its file any more; index it again")
