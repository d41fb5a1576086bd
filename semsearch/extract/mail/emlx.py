"""Apple Mail's ``.emlx`` files: a count of bytes, that many bytes of a message, and a property list with flags."""

import re

_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")


def message_bytes(content: bytes) -> bytes:
    """The message, without what Apple Mail keeps around it; where no count that fits stands on the first line, all of
    `content`."""
    count = _COUNT.match(content[:64])
    if count is None or int(count[1]) > len(content):
        return content
    return content[count.end() :][: int(count[1])]
