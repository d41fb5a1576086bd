"""Transfer encodings -> the bytes that were meant: those of MIME, and those that people put into plain text before it.

Nothing here raises for what it is given: what is cut off or has junk in it gives what of it can be read.
"""

import binascii
import re
from email.message import Message

from semsearch.extract.characters import safe_name
from semsearch.extract.charsets.alphabets import likeliest
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.mail.headers import base64_octets, field

_UUENCODED = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n((?:[ -`]{1,80}\r?\n)+?)(?:[` ]?[ \t]*\r?\n)?(?:end[ \t]*\r?$|\Z)",
    re.MULTILINE,
)
_QP_RUN = re.compile(rb"(?:=[0-9A-F]{2}(?:=\r?\n)?){6}")
# Those were added on the way (RFC 2045, section 6.7), and end the soft breaks.
_BLANKS_AT_END = re.compile(rb"(?<![ \t])[ \t]+(?=\r?$)", re.MULTILINE)
_LEAST_BASE64 = 40
_ONLY_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{40,}\r?\n)*[A-Za-z0-9+/]{4,}={0,2}")
# Longer runs without a capital or a digit hardly happen in base64.
_PLAIN_WORDS = re.compile(rb"(?=.{8}|(?:.{4})?.{1,3}\Z)[A-Z]?[a-z]+(?:\s+[a-z]+)*={0,2}", re.DOTALL)
_SPELLINGS = {
    "base64": "base64", "b64": "base64", "quotedprintable": "quoted-printable", "qp": "quoted-printable",
    "uuencode": "uuencode", "xuuencode": "uuencode", "uue": "uuencode", "xuue": "uuencode",
}  # fmt: skip


def octets(part: Message, *, textual: bool) -> bytes:
    """The content of a part without parts, free of its transfer encoding. `textual` content that is not what its
    header says is left alone."""
    return decoded(raw_octets(part), transfer_encoding(part), textual=textual)


def raw_octets(part: Message) -> bytes:
    """The content of a part without parts as it lies there."""
    encoding = transfer_encoding(part)
    # Only without this field, and with `decode`, does the message hand out the bytes that were there: else it decodes
    # them by their charset and puts replacement characters in.
    del part["content-transfer-encoding"]
    payload = part.get_payload(decode=True)
    part["content-transfer-encoding"] = encoding
    return payload if isinstance(payload, bytes) else b""


def transfer_encoding(part: Message) -> str:
    """In lower case, and as RFC 2045 spells it, however the part does."""
    value = field(part, "content-transfer-encoding").split(";")[0].split("(")[0].strip().lower()
    return _SPELLINGS.get(re.sub(r"[^a-z0-9]", "", value), value)


def decoded(raw: bytes, encoding: str, *, textual: bool) -> bytes:
    """`raw` in a transfer encoding of MIME, in lower case; as it is where the encoding is none or unknown."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(_BLANKS_AT_END.sub(b"", raw))
    if encoding == "base64":
        return _base64_body(raw, textual=textual)
    if encoding == "uuencode":
        lines = re.sub(rb"\A.*?^begin [0-7]+ [^\n]*\n", b"", raw, count=1, flags=re.DOTALL | re.MULTILINE)
        return _uudecoded(re.split(rb"^(?:[` ]?\s*\n)?end\b", lines, maxsplit=1, flags=re.MULTILINE)[0])
    return raw


def undeclared(content: bytes) -> bytes:
    """Text that is in a transfer encoding which no header told of, as text; any other as it is."""
    if not content.isascii():
        return content
    if len(_QP_RUN.findall(content)) > 1 and _reads_well(plain := binascii.a2b_qp(content)):
        return plain
    stripped = content.strip()
    if len(stripped) >= _LEAST_BASE64 and _ONLY_BASE64.fullmatch(stripped):
        plain = base64_octets(stripped)
        if _mostly_text(plain) and len(plain.split()) > 1 and (plain.isascii() or _reads_well(plain)):
            return plain
    return content


def _reads_well(content: bytes) -> bool:
    try:
        return not content.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return likeliest(content)[2]


def files_in_text(content: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """Plain text without the files that are uuencoded in it, and these: name and content."""
    files = [(_name(match[1]), _uudecoded(match[2])) for match in _UUENCODED.finditer(content)]
    return _UUENCODED.sub(b"", content) if files else content, files


def _name(raw: bytes) -> str:
    return safe_name(decode(raw.strip()).text) or "uuencoded"


def _uudecoded(lines: bytes) -> bytes:
    out = []
    for line in lines.splitlines():
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3  # some encoders leave junk at the end of a line
            try:
                out.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                break
    return b"".join(out)


def _base64_body(raw: bytes, *, textual: bool) -> bytes:
    """Base64, and after it what mailing lists add in plain text; text that only claims to be base64 is left alone."""
    if not textual:
        return base64_octets(raw)
    lines = raw.strip().splitlines()
    count = next((at for at, line in enumerate(lines) if not re.fullmatch(rb"[A-Za-z0-9+/=\s]*", line)), len(lines))
    if count == 0 or _PLAIN_WORDS.fullmatch(raw.strip()):
        return raw
    if count < len(lines) and sum(map(len, lines[count:])) > sum(map(len, lines[:count])):
        junk = base64_octets(raw)  # characters that do not belong, here and there
        if _mostly_text(junk):
            return junk
    added = b"\n".join(lines[count:])
    return base64_octets(b"".join(lines[:count])) + (b"\n" + added if added else b"")


def _mostly_text(content: bytes) -> bool:
    controls = sum(byte < 9 or 13 < byte < 32 for byte in content[:2000])
    return controls * 50 < len(content[:2000])
