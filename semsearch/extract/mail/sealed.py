"""What is signed, not encrypted, can be read: CMS (S/MIME, RFC 5652) and clear-signed OpenPGP (RFC 9580, 7)."""

import re

from semsearch.extract.mail.headers import base64_octets

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_OCTETS, _MANY_OCTETS = 0x04, 0x24
_ENDLESS = 0x80
_MOST_NESTED = 16

_BEGIN, _SIGNATURE, _END = (
    f"-----{words}-----" for words in ("BEGIN PGP SIGNED MESSAGE", "BEGIN PGP SIGNATURE", "END PGP SIGNATURE")
)
KEYS = "KEY|KEY BLOCK|CERTIFICATE|CERTIFICATE REQUEST|SIGNATURE|CRL|PARAMETERS"
"""What is armoured and no text, as its first line ends."""
# Also signatures of which the beginning is not there. What is in base64 may be gone already.
_ARMOURED = re.compile(
    rf"^-----BEGIN ([A-Z0-9 ]{{0,20}}\b(?:{KEYS}|MESSAGE|PKCS7|CMS))-----\s*\n"
    r"(?:[A-Za-z-]{1,40}: [^\n]*\n)*(?:[A-Za-z0-9+/=]{0,80}[ \t]*\r?\n)*"
    r"-----END \1-----",
    re.MULTILINE,
)
_ARMOUR_HEADERS = re.compile(r"[ \t]*\r?\n(?:[A-Za-z-]{1,40}: [^\n]*\n)*(?:[ \t]*\r?\n)?")


def without_armour(text: str) -> str:
    """A text without the armour of clear signatures in it, also of those around others, and without keys and the like.
    Takes linear time."""
    for _ in range(_MOST_NESTED):
        if _BEGIN not in text:
            break
        text = _without_outer_armour(text)
    return _ARMOURED.sub("", text) if "-----BEGIN " in text else text


def _without_outer_armour(text: str) -> str:
    out, at = [], 0
    while (begin := text.find(_BEGIN, at)) >= 0 and (signature := text.find(_SIGNATURE, begin)) >= 0:
        headers = _ARMOUR_HEADERS.match(text, begin + len(_BEGIN))
        start = headers.end() if headers else begin + len(_BEGIN)
        end = text.find(_END, signature)
        out += [text[at:begin], re.sub(r"^- ", "", text[start:signature], flags=re.MULTILINE)]
        at = len(text) if end < 0 else end + len(_END)
    return "".join([*out, text[at:]])


def signed_content(content: bytes) -> bytes | None:
    """The message inside CMS signed data, DER or BER or PEM; None where it is encrypted, or no CMS at all."""
    if content.lstrip().startswith((b"-----BEGIN", b"MII", b"MIA")):
        content = base64_octets(re.sub(rb"-----[^-]*-----", b"", content))
    # ContentInfo: a sequence of the type, and in [0] the signed data: a sequence of a version, a set of algorithms,
    # and a sequence of again a type, and in [0] the octets.
    start = content.find(_SIGNED_DATA, 0, 64)
    if start < 0:
        return None
    inner = content.find(_DATA, start, start + 4096)
    if inner < 0:
        return None
    at = inner + len(_DATA)
    if content[at : at + 1] != b"\xa0":
        return None  # signed apart from the message, which is in another part
    try:
        at, _ = _length(content, at + 1)
        return _octet_string(content, at, 0)[0]
    except IndexError:
        return None


def _octet_string(content: bytes, at: int, depth: int) -> tuple[bytes, int]:
    """An octet string, in one piece or of pieces, and where it ends."""
    tag = content[at]
    start, length = _length(content, at + 1)
    if tag == _OCTETS:
        end = len(content) if length is None else start + length
        return content[start:end], end
    if tag != _MANY_OCTETS or depth > _MOST_NESTED:
        return b"", len(content)
    pieces = []
    end = len(content) if length is None else min(start + length, len(content))
    while start < end and content[start : start + 2] != b"\0\0":
        piece, start = _octet_string(content, start, depth + 1)
        pieces.append(piece)
    return b"".join(pieces), start + 2 if length is None else start


def _length(content: bytes, at: int) -> tuple[int, int | None]:
    """Where the value begins, and its length in bytes, None where it goes on to an end mark."""
    first = content[at]
    if first == _ENDLESS:
        return at + 1, None
    if first < _ENDLESS:
        return at + 1, first
    size = first & 0x7F
    return at + 1 + size, int.from_bytes(content[at + 1 : at + 1 + size], "big")
