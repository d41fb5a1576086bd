"""Whether bytes are a message, by the fields at their beginning."""

import re

from semsearch.extract.charsets.decoding import eight_bit

_ENVELOPE = re.compile(rb">?From [^\r\n]*\r?\n")
_DATED_ENVELOPE = re.compile(rb"From \S+ +.*\d\d?:\d\d.*\d{4}")
FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_ADDRESSING = frozenset(
    b"from to cc sender reply-to received return-path message-id delivered-to x-original-to envelope-to apparently-to "
    b"mime-version".split()
)
KNOWN_FIELDS = _ADDRESSING | frozenset(
    b"subject date content-type content-transfer-encoding in-reply-to references bcc x-mailer user-agent "
    b"dkim-signature list-id resent-from resent-to resent-date status x-status x-uid newsgroups organization".split()
)
_MULTIPART_START = re.compile(rb"Content-Type:\s*multipart/[\w.+-]+;\s[^:]{0,200}?boundary=", re.IGNORECASE)
# A part of a mail that somebody saved by itself.
_PART_START = re.compile(
    rb"(?:Content-(?:Type|Disposition|ID|Description):[^\n]*\n(?:[ \t][^\n]*\n)*)+"
    rb"Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable|[78]bit)\b",
    re.IGNORECASE,
)
_HEADER_BYTES = 64 * 1024


def is_mail(content: bytes, *, surely: bool = False) -> bool:
    """Whether this starts like a message: perhaps an mbox ``From `` line, then header fields, of which at least two
    are well known and one is about sending. `surely`, for names such as ``x.eml``, asks for one known field only, below
    at most one line that is none; an mbox line with a date is enough by itself."""
    head = content[:_HEADER_BYTES]
    head = eight_bit(head).lstrip(b"\xef\xbb\xbf\r\n\t ")
    envelope = _ENVELOPE.match(head)
    if envelope and _DATED_ENVELOPE.match(envelope.group()):
        return True
    head = head[envelope.end() :] if envelope else head
    if _MULTIPART_START.match(head) or _PART_START.match(head):
        return True
    known: set[bytes] = set()
    for number, line in enumerate(head.splitlines()[:400]):
        if line[:1] in (b" ", b"\t"):
            continue
        field = FIELD.match(line)
        if field is None:
            if surely and number == 0:
                continue
            break
        name = field.group(1).lower()
        if name in KNOWN_FIELDS:
            known.add(name)
        if (surely and known) or (len(known) > 1 and known & _ADDRESSING):
            return True
    return False
