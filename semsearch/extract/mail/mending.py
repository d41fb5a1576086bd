"""The bytes of a message, mended where they are broken in ways that the parser would lose text over -> a `Message`."""

import re
from email import message_from_bytes
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message

from semsearch.extract.charsets.decoding import eight_bit
from semsearch.extract.limits import MAX_HEADER_CHARS
from semsearch.extract.mail.recognising import FIELD, KNOWN_FIELDS, is_mail
from semsearch.extract.mail.transfer import raw_octets

_ENVELOPE = re.compile(rb">?From [^\r\n]*(?:\r\n?|\n)")
_PLAIN_FIELD = re.compile(rb"[A-Za-z][\w-]{0,75}[ \t]*:")
# A field of somebody's own with blanks in its name, which would end the header.
_SPACED_FIELD = re.compile(rb"X-[^:\r\n]{1,200}:", re.IGNORECASE)
_FROM_FIELD = re.compile(rb"From[ \t]*:", re.IGNORECASE)
_MESSAGE_TYPE = re.compile(rb"Content-Type[ \t]*:[ \t]*message/", re.IGNORECASE)
_BOUNDARY = re.compile(rb'[;\s]boundary[ \t]*=[ \t]*"?([^"\r\n;]{1,200})', re.IGNORECASE)
_HEADER_LINES = 2_000
# Fields that a header has once, and fields that nobody writes into a text.
_SINGLE = frozenset((b"from", b"to", b"subject", b"date", b"message-id", b"mime-version"))
_TECHNICAL = frozenset(
    b"message-id mime-version content-type content-transfer-encoding received return-path dkim-signature list-id "
    b"x-mailer user-agent in-reply-to".split()
)


def parsed(content: bytes) -> Message:
    """The message that `content` is: in 8 bits, its header first, and nothing between the fields of this. Of parts that
    nest deeper than the parser can follow, those at the beginning."""
    content = eight_bit(content).lstrip(b"\xef\xbb\xbf\r\n\t ")
    while (envelope := _ENVELOPE.match(content)) and not _FROM_FIELD.match(content):
        content = content[envelope.end() :]
    content = _mended(content)
    while True:
        try:
            return message_from_bytes(content)
        except RecursionError:
            content = content[: len(content) // 2]  # where half of it is open, many more levels are than anybody reads


def reparsed(inner: Message) -> Message:
    """A message that is attached to another, parsed anew if its header ends at a line that does not belong there, or
    at an empty line with more of it below."""
    if inner.is_multipart():
        return inner
    head, body = header_lines(inner), raw_octets(inner)
    if any(isinstance(found, MissingHeaderBodySeparatorDefect) for found in inner.defects):
        return parsed(head + body)
    if not head.strip() or not _PLAIN_FIELD.match(body):
        return inner
    if all(name.lower().startswith("content-") for name in inner) and is_mail(body):
        return parsed(body)  # what stands above is the end of the header around it
    return parsed(head + b"\n" + body)


def header_lines(message: Message) -> bytes:
    """The fields of a message as they came."""
    return "".join(f"{name}: {value}\n" for name, value in message.raw_items()).encode("utf-8", "surrogateescape")


def _mended(content: bytes) -> bytes:
    """With a header that does not end too early, and names one type: no space before a colon, and a line that is
    neither a field nor goes on with one is made to go on with the field before it, if more fields follow, or that field
    is not at its end."""
    lines = re.split(rb"(?<=\n)|(?<=\r)(?!\n)", content[:MAX_HEADER_CHARS])[:_HEADER_LINES]
    head, end = _header(lines)
    rest = content[sum(map(len, lines[:end])) :]
    if end and lines[end].strip(b"\r\n"):  # blanks, which would go on with the last field
        rest = b"\n" + rest[len(lines[end]) :]
    head = [FIELD.sub(rb"\1:", line, count=1) if FIELD.match(line) else line for line in head]
    head = [_SPACED_FIELD.sub(b"X:", line, count=1) if not FIELD.match(line) else line for line in head]
    first = next((at for at, line in enumerate(head) if FIELD.match(line)), 0)
    head = head[first:]  # without what somebody wrote above the message
    wrong = [at for at, line in enumerate(head) if line[:1] not in b" \t" and not FIELD.match(line)]
    parameters = [at for at in wrong if at and head[at - 1].rstrip().endswith(b";")]
    others = [at for at in wrong if at not in parameters]
    if wrong and wrong[0] > 0 and (not others or any(_name(line) in KNOWN_FIELDS for line in head[others[-1] + 1 :])):
        head = [b" " + line if at in wrong else line for at, line in enumerate(head)]
    return b"".join(_of_one_type(head, rest)) + rest


def _of_one_type(head: list[bytes], body: bytes) -> list[bytes]:
    """A header without all but one of several Content-Types: it keeps the one with whose boundary the body begins, or
    else the first that has no boundary."""
    starts = [at for at, line in enumerate(head) if line[:13].lower() == b"content-type:"]
    if len(starts) < 2:
        return head
    ends = [
        next((at for at in range(start + 1, len(head)) if head[at][:1] not in b" \t"), len(head)) for start in starts
    ]
    found = [_BOUNDARY.search(b"".join(head[start:end])) for start, end in zip(starts, ends, strict=True)]
    fits = [number for number, boundary in enumerate(found) if boundary and _begins_with(body, boundary[1])]
    kept = (fits or [number for number, boundary in enumerate(found) if not boundary] or [0])[0]
    others = {at for number, start in enumerate(starts) if number != kept for at in range(start, ends[number])}
    return [line for at, line in enumerate(head) if at not in others]


def _begins_with(body: bytes, boundary: bytes) -> bool:
    notice = rb"\s*(?:[^\n]*\b(?:MIME|multi-?part)\b[^\n]*\s+)?"
    return re.match(notice + b"--" + re.escape(boundary) + rb"\s", body, re.IGNORECASE) is not None


def _header(lines: list[bytes]) -> tuple[list[bytes], int]:
    """The lines of the header, and how many of `lines` it takes up. Gateways have put empty lines into headers: what
    comes after one belongs to the header too where it is nothing but fields, some of which only mails have, and none
    that can only be there once and has been, as in the header of a mail that is quoted."""
    end = _empty_line(lines, 0)
    below = next((line for line in lines[end:] if line.strip()), b"")
    may_go_on = below[:1] in b" \t" or _PLAIN_FIELD.match(below)
    is_first_part = below[:8].lower() == b"content-" and _parted(lines[:end], lines[end:])
    if not may_go_on or is_first_part or any(_MESSAGE_TYPE.match(line) for line in lines[:end]):
        return lines[:end], end
    head, between, names, at = lines[:end], [], {_name(line) for line in lines[:end]}, end
    while at < len(lines):
        at = next((number for number in range(at, len(lines)) if lines[number].strip()), len(lines))
        stop = _empty_line(lines, at)
        block = lines[at:stop]
        fitting = [line[:1] in b" \t" or _PLAIN_FIELD.match(line) is not None for line in block]
        if not (stop and fitting[0] and 5 * sum(fitting) >= 4 * len(block)):
            break
        further = {_name(line) for line in block if line[:1] not in b" \t"}
        if further & names & _SINGLE:
            break
        between += block
        names |= further
        if further & _TECHNICAL or len(further & KNOWN_FIELDS) > 1:
            head, between, end = head + between, [], stop
        at = stop
    return head, end


def _parted(head: list[bytes], body: list[bytes]) -> bool:
    """Whether a header names a boundary that the body has."""
    boundary = _BOUNDARY.search(b"".join(head))
    return boundary is not None and any(line.startswith(b"--" + boundary[1].strip()) for line in body)


def _empty_line(lines: list[bytes], start: int) -> int:
    """The number of the first empty line from `start` on, or of blanks with a part of the body below; 0 where there is
    none."""
    for at in range(start, len(lines)):
        line = lines[at].strip(b"\r\n")
        if not line or (not line.strip() and at + 1 < len(lines) and lines[at + 1].startswith(b"--")):
            return at
    return 0


def _name(line: bytes) -> bytes:
    return line.partition(b":")[0].strip().lower()
