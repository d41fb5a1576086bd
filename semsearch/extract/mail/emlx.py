"""Apple Mail's ``.emlx`` files: a count of bytes, that many bytes of a message, and a property list with flags. What is
attached may lie beside them as it was sent, in base64 (``.emlxpart``)."""

import re

from semsearch.extract.mail.headers import base64_octets
from semsearch.extract.mail.transfer import files_in_text

_COUNT = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")
_BASE64 = re.compile(
    rb"(?=[^\n]*[a-z])(?=[^\n]*[A-Z])(?=[^\n]*\d)(?:[A-Za-z0-9+/]{60,76}\r?\n){4,}[A-Za-z0-9+/]{0,76}={0,2}\s*"
)


def message_bytes(content: bytes) -> bytes:
    """The message, without what Apple Mail keeps around it; where no count that fits stands on the first line, all of
    `content`."""
    count = _COUNT.match(content[:64])
    if count is None or int(count[1]) > len(content):
        return content
    return content[count.end() :][: int(count[1])]


def encoded_file(content: bytes) -> bytes | None:
    """The file in a text that is nothing but base64 or uuencode, None where it is anything else."""
    if content[:100].lstrip().startswith(b"begin "):
        beside, files = files_in_text(content)
        return files[0][1] if len(files) == 1 and not beside.strip() else None
    return base64_octets(content) if _BASE64.fullmatch(content) else None
