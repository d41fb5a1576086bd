"""Apple Mail's ``.emlx`` files: a count of bytes, that many bytes of a message, and a property list with flags."""

import re

_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")


def is_emlx(content: bytes) -> bool:
    """Whether a count that fits the file stands on the first line, and header fields come next."""
    match = _COUNT.match(content[:64])
    return (
        match is not None
        and int(match[1]) <= len(content)
        and bool(re.match(rb"(?:>?From [^\n]*\n)?[!-9;-~]{1,76}[ \t]*:", content[match.end() : match.end() + 1024]))
    )


def message_bytes(content: bytes) -> bytes:
    """The message, without what Apple Mail keeps around it."""
    match = _COUNT.match(content[:64])
    if match is None:
        return content
    return content[match.end() :][: int(match[1])]
