"""The MIME tree of a mail, flattened: what is read as its text, in order, and what is attached.

RFC 2046 for the tree, RFC 3676 for flowed text, RFC 6522 for reports; anything that breaks them is read for what it
most likely means.
"""

import binascii
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from typing import Literal, TypeAlias

from semsearch.extract.characters import safe_name, tidy
from semsearch.extract.charset import decode
from semsearch.extract.flowed import unflow
from semsearch.extract.headers import base64_octets, field, header_text, parameters
from semsearch.extract.html import html_text, page_charset
from semsearch.extract.limits import MAX_DEPTH, MAX_PARTS

Role: TypeAlias = Literal["plain", "html", "subject", "report", "attachment", "encrypted"]
Preference: TypeAlias = Literal["plain", "html"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts. ``content`` is free of its transfer encoding; ``name`` is "" where the mail gives none and
    the part is text to be read in place."""

    role: Role
    content: bytes
    charset: str = ""
    name: str = ""
    flowed: bool = False
    delete_space: bool = False


_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)")
_REPORTS = frozenset(
    ("message/delivery-status", "message/disposition-notification", "message/feedback-report", "text/rfc822-headers")
)
_SIGNATURES = frozenset(
    f"application/{name}" for name in ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-keys")
)
_SMIME = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_NOT_PROSE = frozenset(f"text/{name}" for name in ("calendar", "x-amp-html", "css", "xml", "rtf", "vcard", "x-vcard"))
_STUB = re.compile(
    r"\bhtml\b|view (?:this|it|the) .{0,40}(?:browser|online|web)|не поддержива|в браузере|почтовый клиент|mime format",
    re.IGNORECASE | re.DOTALL,
)
_STUB_WORDS = 60
_UUENCODED = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n((?:[ -`]{1,80}\r?\n)+?)(?:[` ]?[ \t]*\r?\n)?end[ \t]*\r?$",
    re.MULTILINE,
)
_MISSING_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,70})\r?\nContent-", re.IGNORECASE)


def leaves(message: Message, prefer: Preference = "plain") -> list[Leaf]:
    """The leaves of `message`, at most `MAX_PARTS`, none below `MAX_DEPTH`; of alternatives only the preferred one."""
    return _Walk(prefer).leaves(message, 0)


def leaf_text(leaf: Leaf) -> str:
    """A leaf that is no attachment, as text."""
    if leaf.role == "html":
        return html_text(decode(leaf.content, page_charset(leaf.content, leaf.charset)).text)
    text = decode(leaf.content, leaf.charset).text
    return tidy(unflow(text, leaf.delete_space) if leaf.flowed else text)


class _Walk:
    def __init__(self, prefer: Preference) -> None:
        self._prefer = prefer
        self._parts = 0

    def leaves(self, part: Message, depth: int, default: str = "text/plain") -> list[Leaf]:
        self._parts += 1
        if self._parts > MAX_PARTS or depth > MAX_DEPTH:
            return []
        kind = _content_type(part, default)
        if kind == "message/rfc822" or (kind == "message/global"):
            return self._message(part, depth)
        if kind in _REPORTS:
            return [Leaf("report", _report(part))]
        if part.is_multipart():
            return self._multipart(part, kind, depth)
        return list(self._leaf(part, kind, depth))

    def _multipart(self, part: Message, kind: str, depth: int) -> list[Leaf]:
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind == "multipart/encrypted":
            return [Leaf("encrypted", b"", name=_name(children[-1]) if children else "")]
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        found = [self.leaves(child, depth + 1, default) for child in children]
        if kind == "multipart/alternative":
            return self._choose(found)
        flat = [leaf for group in found for leaf in group]
        if kind == "multipart/related":
            pictures = {_name(child) for child in children if _is_embedded(child)}
            flat = [leaf for leaf in flat if leaf.role != "attachment" or leaf.name not in pictures]
        return flat

    def _choose(self, options: list[list[Leaf]]) -> list[Leaf]:
        """One way of saying the same. Attachments are kept, whichever way they came with."""
        plain = [option for option in options if any(leaf.role == "plain" for leaf in option)]
        html = [option for option in options if any(leaf.role == "html" for leaf in option)]
        if self._prefer == "html":
            chosen = (html or plain or options)[-1:]
        elif plain and not (html and _is_stub(plain[0], html[-1])):
            chosen = plain[:1]
        else:
            chosen = (html or options)[-1:]
        others = [leaf for option in options if option not in chosen for leaf in option]
        return [leaf for option in chosen for leaf in option] + [leaf for leaf in others if leaf.role == "attachment"]

    def _message(self, part: Message, depth: int) -> list[Leaf]:
        """A mail in a mail: its subject, then all that is in it."""
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if not isinstance(inner, Message):
            inner = message_from_bytes(_octets(part))
        elif _encoding(part) in ("base64", "quoted-printable"):
            inner = message_from_bytes(_transfer_decoded(_octets(inner), _encoding(part), textual=True))
        subject = header_text(field(inner, "subject"))
        title = [Leaf("subject", subject.encode("utf-8", "replace"), "utf-8")] if subject else []
        return title + self.leaves(inner, depth + 1)

    def _leaf(self, part: Message, kind: str, depth: int) -> Iterator[Leaf]:
        if kind.startswith("multipart/"):
            yield from self._broken_multipart(part, depth)
            return
        content, name = _octets(part), _name(part)
        if kind in _SIGNATURES or not (content or name):
            return
        if kind in _SMIME and "signed-data" not in field(part, "content-type"):
            yield Leaf("encrypted", b"", name=name)
            return
        attached = field(part, "content-disposition").strip().lower().startswith("attachment")
        readable = kind.startswith("text/") and kind not in _NOT_PROSE and not attached
        if not readable or (name and depth and self._parts > 2):
            if name.lower().endswith(".eml") and self._is_message(content):
                yield from self._forwarded(content, depth)
            elif name or attached or not kind.startswith(("text/", "image/")):
                yield Leaf("attachment", content, _charset(part), name or _made_up_name(kind, self._parts))
            return
        yield from _body(part, kind, content)

    def _is_message(self, content: bytes) -> bool:
        return bool(re.match(rb"\s*(?:>?From [^\n]*\n)?[!-9;-~]+:", content))

    def _forwarded(self, content: bytes, depth: int) -> list[Leaf]:
        wrapper = message_from_bytes(b"Content-Type: message/rfc822\n\n" + content.lstrip())
        return self._message(wrapper, depth)

    def _broken_multipart(self, part: Message, depth: int) -> Iterator[Leaf]:
        """Declared multipart, but the parser found no parts: the boundary is missing or another one. Take the one that
        is there, else read all of it as text."""
        content = _octets(part)
        boundary = _MISSING_BOUNDARY.search(content)
        if boundary:
            header = b'Content-Type: multipart/mixed; boundary="%s"\n\n' % boundary.group(1).rstrip()
            again = message_from_bytes(header + content)
            if again.is_multipart():
                yield from self.leaves(again, depth + 1)
                return
        if content.strip():
            yield Leaf("plain", content, _charset(part))


def _body(part: Message, kind: str, content: bytes) -> Iterator[Leaf]:
    charset = _charset(part)
    if kind == "text/html":
        yield Leaf("html", content, charset)
        return
    given = parameters(field(part, "content-type"))
    flowed = kind == "text/plain" and given.get("format", "").lower() == "flowed"
    leaf = Leaf("plain", content, charset, flowed=flowed, delete_space=given.get("delsp", "").lower() == "yes")
    if kind in ("text/enriched", "text/richtext"):
        stripped = re.sub(rb"<param>.*?</param>|<[^<>]{1,40}>", b"", content, flags=re.IGNORECASE | re.DOTALL)
        yield replace(leaf, content=stripped.replace(b"<<", b"<"))
        return
    files = list(_UUENCODED.finditer(content))
    yield replace(leaf, content=_UUENCODED.sub(b"", content)) if files else leaf
    for file in files:
        name = safe_name(decode(file.group(1)).text) or "uuencoded"
        yield Leaf("attachment", _uudecoded(file.group(2)), name=name)


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


def _is_stub(plain: list[Leaf], html: list[Leaf]) -> bool:
    """Whether the plain alternative is empty, or only says that there is another."""
    text = "\n".join(leaf_text(leaf) for leaf in plain if leaf.role == "plain")
    words = len(text.split())
    if words == 0:
        return True
    if words > _STUB_WORDS or not _STUB.search(text):
        return False
    return sum(len(leaf_text(leaf)) for leaf in html if leaf.role == "html") > 2 * len(text)


def _content_type(part: Message, default: str) -> str:
    raw = field(part, "content-type")
    found = _TYPE.match(raw)
    if found:
        return found.group(1).lower()
    word = raw.strip().lower()
    if word.startswith("multipart"):
        return "multipart/mixed"
    if word.startswith("html"):
        return "text/html"
    return "text/plain" if word else default


def _charset(part: Message) -> str:
    return parameters(field(part, "content-type")).get("charset", "")


def _name(part: Message) -> str:
    """The file name of a part, safe to use as one, "" where there is none."""
    for name, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        found = safe_name(parameters(field(part, name)).get(parameter, ""))
        if found:
            return found
    return ""


def _made_up_name(kind: str, number: int) -> str:
    return f"part {number}{mimetypes.guess_extension(kind) or '.bin'}"


def _is_embedded(part: Message) -> bool:
    """A picture that the HTML beside it shows."""
    shown = field(part, "content-id") or field(part, "content-location")
    return _content_type(part, "").startswith("image/") and bool(shown)


def _encoding(part: Message) -> str:
    return field(part, "content-transfer-encoding").split(";")[0].strip().strip("\"'").lower()


def _octets(part: Message) -> bytes:
    encoding = _encoding(part)
    # Only without this field, and with `decode`, does the message hand out the bytes that were there: else it decodes
    # them by their charset and puts replacement characters in.
    del part["content-transfer-encoding"]
    payload = part.get_payload(decode=True)
    part["content-transfer-encoding"] = encoding
    textual = _content_type(part, "text/plain").startswith(("text/", "message/"))
    return _transfer_decoded(payload, encoding, textual=textual) if isinstance(payload, bytes) else b""


def _transfer_decoded(raw: bytes, encoding: str, *, textual: bool) -> bytes:
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding == "base64":
        return _base64_body(raw, textual=textual)
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        lines = re.sub(rb"\A.*?^begin [0-7]+ [^\n]*\n", b"", raw, count=1, flags=re.DOTALL | re.MULTILINE)
        return _uudecoded(re.split(rb"^(?:[` ]?\s*\n)?end\b", lines, maxsplit=1, flags=re.MULTILINE)[0])
    return raw


def _base64_body(raw: bytes, *, textual: bool) -> bytes:
    """Base64, and after it what mailing lists add in plain text; text that only claims to be base64 is left alone."""
    lines = raw.strip().splitlines()
    count = next((at for at, line in enumerate(lines) if not re.fullmatch(rb"[A-Za-z0-9+/=\s]*", line)), len(lines))
    if not textual:
        return base64_octets(raw)
    if count == 0:
        return raw
    added = b"\n".join(lines[count:])
    return base64_octets(b"".join(lines[:count])) + (b"\n" + added if added else b"")


def _report(part: Message) -> bytes:
    """A delivery status and the like, as the lines that it is written in."""
    payload = part.get_payload()
    if isinstance(payload, list):
        blocks = (block.raw_items() for block in payload if isinstance(block, Message))
        lines = ["\n".join(f"{name}: {header_text(str(value))}" for name, value in block) for block in blocks]
        return "\n\n".join(block for block in lines if block).encode("utf-8", "replace")
    return _octets(part)
