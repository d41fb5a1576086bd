"""Messages within plain text: digests of mailing lists (RFC 1153), which have several one below the other, ruled off,
and what servers gave back, before there was a form for that (RFC 3464)."""

import re

_PREAMBLE_END = re.compile(rb"^-{60,75}[ \t]*\r?\n(?:[ \t]*\r?\n)+", re.MULTILINE)
_SEPARATOR = re.compile(rb"^[ \t]*\r?\n-{25,35}[ \t]*\r?\n(?:[ \t]*\r?\n)+", re.MULTILINE)
_HEADER = re.compile(rb"(?:[A-Za-z][\w-]{0,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,40}")
_FOOTER = re.compile(rb"\s*(?:Subject: Digest Footer\s+|(?=End of ))", re.IGNORECASE)
# What a server has written on a message is where its header begins.
_RETURNED = re.compile(
    rb"^(?:[ \t]*|[ \t]*-{2,}[^\n]*)\r?\n(?=(?:Return-Path|(?:X-)?Received|Delivered-To|DKIM-Signature)[ \t]*:)",
    re.MULTILINE | re.IGNORECASE,
)
_FROM = re.compile(rb"^From:", re.MULTILINE | re.IGNORECASE)
# What the messages had when they came; as parts of the digest they are in its charset.
_CONTENT = re.compile(rb"^Content-[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE | re.IGNORECASE)


def undigested(content: bytes, charset: str) -> tuple[bytes, list[bytes]]:
    """What a digest says of itself, and the messages in it, each with its header; any other text, and nothing."""
    preamble = _PREAMBLE_END.search(content)
    if preamble is None or not _begins(content, preamble.end()):
        return content, []
    pieces = _SEPARATOR.split(content[preamble.end() :])
    if len(pieces) == 1:  # a mail that somebody forwarded by hand
        return content, []
    own, messages = content[: preamble.start()], list[bytes]()
    for piece in pieces:
        if _begins(piece, 0):
            messages.append(piece)
        elif footer := _FOOTER.match(piece):
            own = own.rstrip() + b"\n\n" + piece[footer.end() :]
        else:  # a line of somebody's own
            messages[-1] += b"\n" + b"-" * 30 + b"\n\n" + piece
    return own, [_in_charset(message, charset) for message in messages]


def returned(content: bytes) -> tuple[bytes, list[bytes]]:
    """What a server says of a message that it could not deliver, and that message; any other text, and nothing."""
    found = (match for match in _RETURNED.finditer(content) if _begins(content, match.end()))
    start = next(found, None)
    return (content[: start.start()], [content[start.end() :]]) if start else (content, [])


def _begins(content: bytes, at: int) -> bool:
    header = _HEADER.match(content, at)
    return header is not None and _FROM.search(header[0]) is not None


def _in_charset(message: bytes, charset: str) -> bytes:
    header = _HEADER.match(message)
    end = header.end() if header else 0
    kind = f'Content-Type: text/plain; charset="{charset}"\n'.encode() if charset.isascii() and charset else b""
    return kind + _CONTENT.sub(b"", message[:end]) + message[end:]
