"""The bytes of a message, mended where they are broken in ways that the parser would lose text over -> a `Message`."""

import re
from email import message_from_bytes
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message

from semsearch.extract.charset import eight_bit
from semsearch.extract.limits import MAX_HEADER_CHARS
from semsearch.extract.reading import UnreadableError
from semsearch.extract.sniff import KNOWN_FIELDS
from semsearch.extract.transfer import raw_octets
from semsearch.records import SkipReason

_ENVELOPE = re.compile(rb">?From [^\r\n]*(?:\r\n?|\n)")
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_FROM_FIELD = re.compile(rb"From[ \t]*:", re.IGNORECASE)
_HEADER_LINES = 2_000


def parsed(content: bytes) -> Message:
    """The message that `content` is: in 8 bits, its header first, and nothing between the fields of this.

    Raises:
        UnreadableError: its parts nest deeper than the parser can follow.
    """
    content = eight_bit(content).lstrip(b"\xef\xbb\xbf\r\n\t ")
    while (envelope := _ENVELOPE.match(content)) and not _FROM_FIELD.match(content):
        content = content[envelope.end() :]
    try:
        return message_from_bytes(_mended(content))
    except RecursionError:
        raise UnreadableError(SkipReason.CORRUPT, "the parts of this mail nest too deeply to be a real mail") from None


def reparsed(inner: Message) -> Message:
    """A message that is attached to another, parsed anew if its header ends at a line that does not belong there."""
    if inner.is_multipart() or not any(isinstance(found, MissingHeaderBodySeparatorDefect) for found in inner.defects):
        return inner
    return parsed(header_lines(inner) + raw_octets(inner))


def header_lines(message: Message) -> bytes:
    """The fields of a message as they came."""
    return "".join(f"{name}: {value}\n" for name, value in message.raw_items()).encode("utf-8", "surrogateescape")


def _mended(content: bytes) -> bytes:
    """With a header that does not end too early: no space before a colon, and a line that is neither a field nor goes
    on with one is made to go on with the field before it, if more fields follow, or that field is not at its end."""
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", content[:MAX_HEADER_CHARS])[:_HEADER_LINES]
    end = next((at for at, line in enumerate(lines) if not line.strip(b"\r\n")), 0)
    length = sum(map(len, lines[:end]))
    head = [_FIELD.sub(rb"\1:", line, count=1) if _FIELD.match(line) else line for line in lines[:end]]
    wrong = [at for at, line in enumerate(head) if line[:1] not in b" \t" and not _FIELD.match(line)]
    parameters = [at for at in wrong if at and head[at - 1].rstrip().endswith(b";")]
    others = [at for at in wrong if at not in parameters]
    if wrong and wrong[0] > 0 and (not others or any(_is_known_field(line) for line in head[others[-1] + 1 :])):
        head = [b" " + line if at in wrong else line for at, line in enumerate(head)]
    return b"".join(head) + content[length:]


def _is_known_field(line: bytes) -> bool:
    return line.partition(b":")[0].strip().lower() in KNOWN_FIELDS
