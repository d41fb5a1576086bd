"""One mail -> its document, the documents attached to it, and what of them could not be read."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.message import Message
from pathlib import PurePosixPath
from typing import TypeAlias

from semsearch.extract import dates
from semsearch.extract.characters import tidy, unique_names
from semsearch.extract.charsets.decoding import decode, is_unsaid, russian_charset
from semsearch.extract.limits import MAX_DEPTH, MAX_PARTS
from semsearch.extract.mail import headers
from semsearch.extract.mail.emlx import message_bytes
from semsearch.extract.mail.leaves import Leaf, leaf_text, page_title
from semsearch.extract.mail.mending import parsed
from semsearch.extract.mail.parts import leaves
from semsearch.extract.reading import Format, found_in, joined
from semsearch.records import Extracted, Extraction, Skip, SkipReason

AttachmentReader: TypeAlias = Callable[[bytes, str], Extraction]
"""Bytes and name of an attachment -> what is in it, the whole of it with part None; nothing where no reader is for its
type. Raises `UnreadableError`."""

_EXPUNGED = 0x0008
# Words in Cyrillic letters, or addresses where Russian is written.
_RUSSIAN = re.compile(r"[а-яё]{3}|\.(?:ru|su|by|ua|kz|рф|xn--p1ai)\b", re.IGNORECASE)


def parse(content: bytes, kind: Format = "mail") -> Message:
    """The message in a file of a mail format.

    Raises:
        UnreadableError: it is damaged beyond reading.
    """
    if kind == "msg":
        from semsearch.extract.mail.msg import read_msg

        return read_msg(content).as_message()
    if kind == "tnef":
        from semsearch.extract.mail.tnef import read_tnef

        return read_tnef(content).as_message()
    if kind == "olm":
        from semsearch.extract.mail.olm import read_olm

        return read_olm(content).as_message()
    return parsed(message_bytes(content) if kind == "emlx" else content)


def is_expunged(message: Message) -> bool:
    """Whether Thunderbird has deleted the message from its mailbox, where it stays until the folder is compacted."""
    status = headers.field(message, "x-mozilla-status").strip()
    return bool(re.fullmatch(r"[0-9a-fA-F]{4}", status)) and bool(int(status, 16) & _EXPUNGED)


def inside(found: list[Leaf]) -> dict[str, Leaf]:
    """The files and messages attached among leaves, then the pictures that the mail's HTML shows, by their names, made
    unique as `Extracted.part` has them."""
    files = [leaf for leaf in found if leaf.role in ("attachment", "message")]
    files += [leaf for leaf in found if leaf.role == "picture"]
    return dict(zip(unique_names([leaf.name for leaf in files]), files, strict=True))


def read_mail(message: Message, read_attachment: AttachmentReader, depth: int = 0) -> Extraction:
    """The mail first, then what is attached to it, and to that: ``part`` is the way there, its names parted by
    slashes. A message that is attached is a mail with sender, date and Message-ID of its own."""
    found = leaves(message, depth=depth)
    language = _russian_charset(message, found)
    found = [_in_charset(leaf, language) for leaf in found] if language else found
    mail = _mail(message, found, language)
    below = joined(
        found_in(name, read_attachment, leaf.content, name)
        if leaf.message is None
        else found_in(name, read_mail, leaf.message, read_attachment, leaf.depth)
        for name, leaf in inside(found).items()
    )
    documents = (mail, *(_attachment(mail, document) for document in below.documents))
    skips = [*below.skips]
    skips += [
        Skip(name or None, SkipReason.ENCRYPTED, "the text is encrypted; only the mail's header can be searched")
        for name in dict.fromkeys(leaf.name for leaf in found if leaf.role == "encrypted")
    ]
    if any(leaf.role == "beyond" for leaf in found):
        limits = f"{MAX_PARTS} parts, or nests deeper than {MAX_DEPTH} levels"
        skips.append(Skip(None, SkipReason.TOO_LARGE, f"this mail has more than {limits}; the rest was not read"))
    return Extraction(documents, tuple(skips))


def _russian_charset(message: Message, found: list[Leaf]) -> str:
    """The charset in which a mail is Russian by all that it holds and does not declare, "" where it is not."""
    bodies = [leaf.content for leaf in found if leaf.role in ("plain", "html") and is_unsaid(leaf.charset)]
    raw = [value for name in ("subject", "from", "to") for value in headers.fields(message, name)]
    octets = b"\n".join([*bodies, *map(headers.undeclared_octets, raw)])
    if octets.isascii():
        return ""
    said = " ".join([*map(headers.header_text, raw), headers.field(message, "message-id")])
    return russian_charset(octets, is_expected=_RUSSIAN.search(said) is not None)


def _in_charset(leaf: Leaf, charset: str) -> Leaf:
    is_text = leaf.role in ("plain", "html") and not leaf.content.isascii()
    return replace(leaf, charset=decode(leaf.content, leaf.charset, charset).charset) if is_text else leaf


def _mail(message: Message, found: list[Leaf], language: str) -> Extracted:
    bodies = [leaf for leaf in found if leaf.role in ("plain", "html")]
    charset = decode(bodies[0].content, bodies[0].charset).charset if bodies else ""
    header_charset = language or (bodies[0].charset if bodies else "")
    senders = headers.addresses([*headers.fields(message, "from"), *headers.fields(message, "sender")], header_charset)
    recipients = headers.addresses([*headers.fields(message, "to"), *headers.fields(message, "cc")], header_charset)
    return Extracted(
        kind="email",
        title=headers.header_text(headers.field(message, "subject"), header_charset)
        or ("" if senders else page_title(bodies)),
        text=tidy("\n\n".join(_texts(found))),
        sender=senders[0] if senders else "",
        recipients=recipients,
        date=_date(message),
        message_id=next(iter(headers.message_ids(headers.field(message, "message-id"))), ""),
        references=headers.references(message),
        labels=headers.labels(message, header_charset),
        attachments=tuple(name for name, leaf in inside(found).items() if leaf.role != "picture"),
        charset=charset,
        mailing_list=headers.mailing_list(message, header_charset),
    )


def _date(message: Message) -> datetime | None:
    """When it was written; failing that, when it was sent on, or when the last server had it."""
    written = (headers.header_text(raw) for name in ("date", "resent-date") for raw in headers.fields(message, name))
    received = (headers.header_text(raw).rpartition(";")[2] for raw in headers.fields(message, "received")[:1])
    return next((moment for raw in (*written, *received) if (moment := dates.date(raw))), None)


def _texts(found: list[Leaf]) -> list[str]:
    """What a person reads, in order. A winmail.dat says the same again, so its text counts where there is no other."""
    read = [leaf for leaf in found if leaf.role in ("plain", "html", "calendar", "report")]
    texts = [(leaf, text) for leaf in read if (text := leaf_text(leaf))]
    told = {line.strip() for leaf, text in texts if leaf.role != "calendar" for line in text.splitlines()} - {""}
    texts = [(leaf, _untold(text, told) if leaf.role == "calendar" else text) for leaf, text in texts]
    own = [text for leaf, text in texts if not leaf.packed]
    return own or [text for _, text in texts]


def _untold(event: str, told: set[str]) -> str:
    """An event without the lines that the text of its mail has as well."""
    return tidy("\n".join(line for line in event.splitlines() if line.strip() not in told))


def _attachment(mail: Extracted, document: Extracted) -> Extracted:
    """What is attached is a document of its own, and one that knows its message if it is none itself."""
    if document.kind != "document":
        return document
    return replace(
        mail,
        kind="attachment",
        title=PurePosixPath(document.part or "").name,
        text=document.text,
        part=document.part,
        attachments=(),
        charset=document.charset,
    )
