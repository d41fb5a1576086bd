"""The MIME tree of a mail, flattened: what is read as its text, in order, and what is attached.

RFC 2046 for the tree, RFC 6522 for reports; anything that breaks them is read for what it most likely means.
"""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import PurePath
from typing import Literal, TypeAlias

from semsearch.extract.characters import safe_name
from semsearch.extract.charsets.decoding import eight_bit
from semsearch.extract.limits import MAX_DEPTH, MAX_PARTS
from semsearch.extract.mail.bodies import body
from semsearch.extract.mail.digest import returned, undigested
from semsearch.extract.mail.headers import field, header_text, parameters
from semsearch.extract.mail.leaves import Leaf, is_stub
from semsearch.extract.mail.mending import header_lines, parsed, reparsed
from semsearch.extract.mail.sealed import signed_content
from semsearch.extract.mail.tnef import SIGNATURE as TNEF_SIGNATURE
from semsearch.extract.mail.tnef import read_tnef
from semsearch.extract.mail.transfer import decoded, octets, raw_octets, transfer_encoding
from semsearch.extract.reading import UnreadableError
from semsearch.records import MESSAGE_NAMES

Preference: TypeAlias = Literal["plain", "html"]

_TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)")
_REPORTS = frozenset(("message/delivery-status", "message/disposition-notification", "message/feedback-report"))
# Of the header of a mail that came back, the fields that people read.
_READ_BY_PEOPLE = frozenset(("from", "to", "cc", "subject", "date"))
_SIGNATURES = frozenset(
    f"application/{name}" for name in ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-keys")
)
# OpenPGP outside of multipart/encrypted: a server has made multipart/mixed of that.
_SEALED = frozenset(f"application/{name}" for name in ("pkcs7-mime", "x-pkcs7-mime", "pgp-encrypted"))
_PHANTOMS = frozenset(("message/partial", "message/external-body"))
_OF_SERVERS = re.compile(r"mailer[-_]?daemon|postmaster@|mail delivery (?:sub)?system", re.IGNORECASE)
_FOR_PROGRAMS = frozenset(("text/x-amp-html", "text/css"))
_NOT_PROSE = _FOR_PROGRAMS | {f"text/{name}" for name in ("xml", "vcard", "x-vcard", "directory")}
_KEPT_ANYWAY = frozenset(("attachment", "picture", "message", "calendar", "encrypted"))
_FEW_CONTROLS = 4
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_PART_HEADER = re.compile(rb"\s*Content-(?:Type|Disposition|Transfer-Encoding|ID|Description):[ \t]", re.IGNORECASE)
_UNDECLARED = re.compile(
    rb"\s*(?:This is a multi-?part message[^\n]*\s+)?--[^\s-][^\r\n]{0,70}\r?\nContent-", re.IGNORECASE
)
_MISSING_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,70})\r?\nContent-", re.IGNORECASE)


def leaves(message: Message, prefer: Preference = "plain", depth: int = 0) -> list[Leaf]:
    """The leaves of `message`, at most `MAX_PARTS`, none below `MAX_DEPTH`; of alternatives only the preferred one.
    `depth` is how deep the message itself lies in others."""
    walk = _Walk(prefer)
    found = walk.leaves(message, depth)
    return [*found, Leaf("beyond", b"")] if walk.cut else found


class _Walk:
    def __init__(self, prefer: Preference) -> None:
        self._prefer = prefer
        self._parts = 0
        self.cut = False

    def leaves(self, part: Message, depth: int, default: str = "text/plain") -> list[Leaf]:
        self._parts += 1
        if self._parts > MAX_PARTS or depth > MAX_DEPTH:
            self.cut = True
            return []
        part = _without_empty_line(part)
        kind = _content_type(part, default)
        if kind in ("message/rfc822", "message/global", "message/news"):
            return list(self._message(part, depth))
        if kind in _REPORTS:
            return [Leaf("report", _report(part))]
        if kind == "text/rfc822-headers":
            if "protected-headers" in parameters(field(part, "content-type")):
                return []  # the mail's own, again
            header = parsed(octets(part, textual=True))
            return [Leaf("report", _fields(header, _READ_BY_PEOPLE))]
        if kind in _PHANTOMS:
            return self._inner(part, depth)
        if part.is_multipart():
            return self._multipart(part, kind, depth)
        return list(self._leaf(part, kind, depth))

    def _multipart(self, part: Message, kind: str, depth: int) -> list[Leaf]:
        children = _children(part)
        if kind == "multipart/encrypted":
            return [Leaf("encrypted", b"", name=_name(children[-1]) if children else "")]
        if part.preamble and _PART_HEADER.match(preamble := part.preamble.encode("utf-8", "surrogateescape")):
            children = [parsed(preamble), *children]  # the line that should separate the first part is missing
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        found = [self.leaves(child, depth + 1, default) for child in children]
        if kind == "multipart/alternative":
            return self._choose(found)
        flat = [leaf for group in found for leaf in group]
        if kind == "multipart/related":
            pictures = {_name(child) for child in children if _is_embedded(child)}
            flat = [replace(leaf, role="picture") if _is_shown(leaf, pictures) else leaf for leaf in flat]
            flat = [leaf for leaf in flat if not (leaf.role == "attachment" and leaf.made_up)]
        return flat

    def _choose(self, options: list[list[Leaf]]) -> list[Leaf]:
        """One way of saying the same. What is no text is kept, whichever way it came with."""
        plain = [option for option in options if any(leaf.role == "plain" for leaf in option)]
        html = [option for option in options if any(leaf.role == "html" for leaf in option)]
        if self._prefer == "html":
            chosen = (html or plain or options)[-1:]
        elif plain and not (html and is_stub(plain[0], html[-1])):
            chosen = plain[:1]
        else:
            chosen = (html or options)[-1:]
        others = [leaf for option in options if option not in chosen for leaf in option]
        others = [
            leaf for leaf in others if leaf.role in _KEPT_ANYWAY and not (leaf.made_up and leaf.name.endswith(".xml"))
        ]
        return [leaf for option in chosen for leaf in option] + others

    def _message(self, part: Message, depth: int) -> Iterator[Leaf]:
        """A mail in a mail, for a document of its own."""
        inner = next(iter(_children(part)), None)
        encoding = transfer_encoding(part)
        if inner is None:
            inner = parsed(octets(part, textual=True))
        elif encoding in ("base64", "quoted-printable"):  # the parser took it apart although it is encoded
            separator = b"\n" if inner.keys() else b""
            inner = parsed(decoded(header_lines(inner) + separator + raw_octets(inner), encoding, textual=True))
        else:
            inner = reparsed(inner)
        yield from self._attached(inner, _name(part), depth)

    def _attached(self, inner: Message, name: str, depth: int) -> Iterator[Leaf]:
        if inner.keys() or inner.is_multipart() or octets(inner, textual=True):
            name = name or safe_name(header_text(field(inner, "subject")).replace("/", "_"))[:80]
            name = name or f"message {self._parts}"
            name = name if PurePath(name).suffix.lower() in MESSAGE_NAMES else f"{name}.eml"
            yield Leaf("message", b"", name=name, message=inner, depth=depth + 1)

    def _inner(self, part: Message, depth: int) -> list[Leaf]:
        """What a part says in the place of what is elsewhere: the fragment of a message, the header of a file."""
        return [leaf for inner in _children(part)[:1] for leaf in self.leaves(inner, depth + 1)]

    def _leaf(self, part: Message, kind: str, depth: int) -> Iterator[Leaf]:
        if kind.startswith("multipart/") or _is_undeclared_multipart(part):
            yield from self._broken_multipart(part, kind, depth)
            return
        content, name = octets(part, textual=kind.startswith(("text/", "message/"))), _name(part)
        if kind in _SIGNATURES or not (content or name):
            return
        if kind in _SEALED or name.lower().endswith(("smime.p7m", ".pgp-encrypted")):
            yield from self._sealed(content, name, depth)
            return
        if kind == "application/ms-tnef" or content.startswith(TNEF_SIGNATURE):
            yield from self._tnef(content, name, depth)
            return
        attached = field(part, "content-disposition").strip().lower().startswith("attachment")
        if kind == "text/calendar" and not attached:
            yield Leaf("calendar", content, _charset(part))
            return
        readable = kind.startswith("text/") and kind not in _NOT_PROSE and not attached and not _is_binary(content)
        if not readable or (name and depth and self._parts > 2):
            dropped = kind in _FOR_PROGRAMS or kind.startswith("image/")
            if name or attached or self._parts == 1 or not dropped or _is_binary(content):
                made_up = _made_up_name(kind, self._parts)
                yield Leaf("attachment", content, _charset(part), name or made_up, made_up=not name)
            return
        if kind == "text/plain":
            is_report = _OF_SERVERS.search(field(part, "from")) is not None
            content, messages = returned(content) if is_report else undigested(content, _charset(part))
            for message in messages:
                self._parts += 1
                yield from self._attached(parsed(message), "", depth)
        yield from body(part, kind, content, _charset(part))

    def _sealed(self, content: bytes, name: str, depth: int) -> Iterator[Leaf]:
        """What is encrypted; what is only signed with S/MIME can be read."""
        signed = signed_content(content)
        if signed is None:
            yield Leaf("encrypted", b"", name=name)
        else:
            yield from self.leaves(parsed(signed), depth + 1)

    def _tnef(self, content: bytes, name: str, depth: int) -> Iterator[Leaf]:
        """What Outlook packed into a winmail.dat."""
        try:
            packed = read_tnef(content).as_message()
        except UnreadableError:
            yield Leaf("attachment", content, name=name or "winmail.dat")
            return
        yield from (replace(leaf, packed=True) for leaf in self.leaves(packed, depth + 1))

    def _broken_multipart(self, part: Message, kind: str, depth: int) -> Iterator[Leaf]:
        """Declared multipart, but the parser found no parts: the boundary is missing or another one. Take the one that
        is there, else read all of it as text."""
        content = octets(part, textual=False)
        boundary = _MISSING_BOUNDARY.search(content)
        if boundary:
            kind = kind if kind.startswith("multipart/") else "multipart/mixed"
            header = b'Content-Type: %s; boundary="%s"\n\n' % (kind.encode(), boundary.group(1).rstrip())
            again = parsed(header + content)
            if again.is_multipart():
                yield from self.leaves(again, depth + 1)
                return
        if content.strip():
            yield Leaf("plain", content, _charset(part))


def _is_binary(content: bytes) -> bool:
    """Whether what claims to be text is none: characters that control a terminal are more than a few in a hundred."""
    sample = eight_bit(content[:4096])
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _FEW_CONTROLS and 20 * controls > len(sample)


def _children(part: Message) -> list[Message]:
    """The parts of a part. (Of a part without any, the parser would hand out text, decoded by what the mail says.)"""
    payload = part.get_payload() if part.is_multipart() else []
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _without_empty_line(part: Message) -> Message:
    """A part whose header comes after an empty line, as if it was text, with its header."""
    if part.keys() or part.is_multipart():
        return part
    content = raw_octets(part)
    return parsed(content) if _PART_HEADER.match(content) else part


def _is_undeclared_multipart(part: Message) -> bool:
    """Whether a part that claims to be text, or says nothing, is made of parts: with a boundary that it names, or that
    it begins with."""
    given = field(part, "content-type")
    boundary = parameters(given).get("boundary") if given else None
    if not boundary:
        return not given and bool(_UNDECLARED.match(octets(part, textual=False)))
    return octets(part, textual=False).lstrip().startswith(b"--" + boundary.encode("utf-8", "replace"))


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


def _is_shown(leaf: Leaf, pictures: set[str]) -> bool:
    """Whether a leaf beside HTML is one of the `pictures` that this shows by name, or one without a name."""
    is_image = leaf.made_up and (mimetypes.guess_type(leaf.name)[0] or "").startswith("image/")
    return leaf.role == "attachment" and (is_image or leaf.name in pictures)


def _report(part: Message) -> bytes:
    """A delivery status and the like, as the lines that it is written in."""
    if not part.is_multipart():
        return octets(part, textual=True)
    blocks = (_fields(block) + raw_octets(block) for block in _children(part))
    return b"\n\n".join(filter(None, map(bytes.strip, blocks)))


def _fields(message: Message, wanted: frozenset[str] | None = None) -> bytes:
    """The fields of a header, or those `wanted` of them, as lines."""
    fields = ((name, value) for name, value in message.raw_items() if wanted is None or name.lower() in wanted)
    return "\n".join(f"{name}: {header_text(str(value))}" for name, value in fields).encode("utf-8", "replace")
