"""Outlook's items, whatever file they come from, as the mail that they were: one way to read them all."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_string
from email.message import Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.utils import format_datetime
from typing import Self

from semsearch.extract.characters import one_line
from semsearch.extract.mail.mapi import Properties, first, string, time
from semsearch.extract.mail.mending import header_lines, parsed
from semsearch.extract.mail.particulars import particulars, start

_HEADERS, _SUBJECT, _PLAIN, _HTML, _RTF = 0x007D, 0x0037, 0x1000, 0x1013, 0x1009
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_TO, _CC = 0x0E04, 0x0E03
_TIMES = (0x0039, 0x0E06, 0x3007)
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = 0x1035, 0x1042, 0x1039
_CLASS = 0x001A
_NAMES, _DATA = (0x3707, 0x3704, 0x3001), 0x3701  # of a file: its long name, its short one, the one to show

# Of the header that came over the wire, what described the body as it was sent.
_OF_THE_BODY = ("content-type", "content-transfer-encoding", "content-disposition", "mime-version")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file, or an item within an item."""

    name: str
    content: "bytes | Item"

    @classmethod
    def from_properties(cls, properties: Properties, content: "bytes | Item | None" = None, name: str = "") -> Self:
        """From MAPI properties: the name, else `name`; and where none is given, the `content`."""
        if content is None:
            held = properties.get(_DATA, b"")
            content = held if isinstance(held, bytes) else held.encode()
        return cls(first(properties, _NAMES) or name, content)


@dataclass(frozen=True, slots=True)
class Item:
    """A message, note, appointment or post. ``headers`` are those that it came with, "" where it never was sent."""

    headers: str = ""
    subject: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    particulars: str = ""
    plain: str = ""
    html: bytes = b""
    attachments: tuple[Attached, ...] = ()
    encrypted: bool = False
    signed: bool = False
    """Whether it is what its only attachment is, a mail without the header."""

    @classmethod
    def from_properties(cls, properties: Properties, attachments: Sequence[Attached] = ()) -> Self:
        """From MAPI properties by their id (MS-OXPROPS), texts decoded."""
        item_class = string(properties, _CLASS).upper()
        plain, html = _bodies(properties)
        return cls(
            headers=string(properties, _HEADERS),
            subject=string(properties, _SUBJECT),
            sender=mailbox(first(properties, _SENDER_NAMES), first(properties, _SENDER_ADDRESSES)),
            to=names(string(properties, _TO)),
            cc=names(string(properties, _CC)),
            date=start(item_class, properties) or next(filter(None, (time(properties, key) for key in _TIMES)), None),
            message_id=string(properties, _MESSAGE_ID),
            in_reply_to=string(properties, _IN_REPLY_TO),
            references=string(properties, _REFERENCES),
            particulars=particulars(item_class, properties),
            plain=plain,
            html=html,
            attachments=tuple(attachments),
            encrypted=item_class.endswith(".SMIME"),
            signed=item_class.endswith(".SMIME.MULTIPARTSIGNED"),
        )

    def with_defaults(self, subject: str, sender: str, plain: str) -> Self:
        """With these where it has none."""
        return replace(
            self,
            subject=self.subject or subject,
            sender=self.sender or sender,
            plain=self.plain or ("" if self.html else plain),
        )

    def as_message(self) -> Message:
        """The mail, with the header it came with or one made from what the item says."""
        return _message(self, [0])


def _message(item: Item, boundaries: list[int]) -> Message:
    parts = [*_texts(item, boundaries), *(_file(attached, boundaries) for attached in item.attachments)]
    signed = item.attachments[0].content if item.signed and len(item.attachments) == 1 else None
    message = (
        Message() if isinstance(signed, bytes) else parts[0] if len(parts) == 1 else _parted("mixed", parts, boundaries)
    )
    for name, value in _header(item):
        message[name] = value
    return parsed(header_lines(message) + signed) if isinstance(signed, bytes) else message


def _header(item: Item) -> Iterator[tuple[str, str]]:
    """The header that an item came with, without what described the body, then what only the item itself says."""
    sent = message_from_string(item.headers.lstrip("\r\n") + "\n\n")
    yield from ((name, str(value)) for name, value in sent.items() if name.lower() not in _OF_THE_BODY)
    known = {
        "Subject": item.subject,
        "From": item.sender,
        "To": ", ".join(item.to),
        "Cc": ", ".join(item.cc),
        "Date": format_datetime(item.date) if item.date else "",
        "Message-ID": item.message_id,
        "In-Reply-To": item.in_reply_to,
        "References": item.references,
    }
    yield from ((name, one_line(value)) for name, value in known.items() if value and name not in sent)


def _texts(item: Item, boundaries: list[int]) -> list[Message]:
    """The particulars, and the body in one way or two."""
    ways = [_part("text/plain; charset=utf-8", item.plain.encode("utf-8", "surrogateescape"))]
    if item.html:
        ways = [*(ways if item.plain else []), _part("text/html", item.html)]
    body = ways[0] if len(ways) == 1 else _parted("alternative", ways, boundaries)
    return [_part("text/plain; charset=utf-8", item.particulars.encode()), body] if item.particulars else [body]


def _file(attached: Attached, boundaries: list[int]) -> Message:
    name = one_line(attached.name).replace("\\", "_").replace('"', "'")
    if isinstance(attached.content, Item):
        part: Message = MIMEMessage(_message(attached.content, boundaries))
    else:
        kind = "application/ms-tnef" if name.lower() == "winmail.dat" else "application/octet-stream"
        part = _part(kind, attached.content)
    part["Content-Disposition"] = f'attachment; filename="{name}"' if name else "attachment"
    return part


def _parted(kind: str, parts: list[Message], boundaries: list[int]) -> Message:
    """A message of parts. The same item always gives the same bytes, so no random boundary."""
    boundaries[0] += 1
    return MIMEMultipart(kind, f"=_item_{boundaries[0]}", parts)


def _part(kind: str, content: bytes) -> Message:
    part = Message()
    part["Content-Type"] = kind
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    return part


def _bodies(properties: Properties) -> tuple[str, bytes]:
    """Plain text and HTML, either of them from compressed RTF where an item has nothing else."""
    plain, html = string(properties, _PLAIN), properties.get(_HTML, b"")
    html = html.encode() if isinstance(html, str) else html
    rtf = properties.get(_RTF)
    if isinstance(rtf, bytes) and rtf and not plain.strip() and not html.strip():
        from semsearch.extract.office.rtf import body_text

        plain = body_text(rtf)
    return plain, html


def mailbox(name: str, address: str) -> str:
    """``Name <address>``. Exchange's own addresses (``/o=...``) say nothing to a person."""
    address = "" if address.startswith("/") or "@" not in address else address
    name = re.sub(r'[<>"]', "", name).strip()
    if not address or name == address:
        return address or (f'"{name}"' if name else "")
    return f'"{name}" <{address}>' if name else address


def names(text: str) -> tuple[str, ...]:
    """What Outlook shows as recipients: names or addresses with semicolons between them."""
    shown = (re.sub(r'[<>"]', "", name.strip().strip("'")) for name in text.split(";"))
    return tuple(name if "@" in name else f'"{name}"' for name in shown if name)
