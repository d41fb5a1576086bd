"""One mail -> its document, the documents attached to it, and what of them could not be read."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import TypeAlias

from semsearch.extract import headers
from semsearch.extract.characters import tidy
from semsearch.extract.charset import decode
from semsearch.extract.parts import Leaf, leaf_text, leaves
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.records import Extracted, Extraction, Skip, SkipReason

AttachmentReader: TypeAlias = Callable[[bytes, str], Reading | None]
"""Bytes and name of an attachment -> reading; None where no reader is for its type. Raises `UnreadableError`."""


def parse(content: bytes) -> Message:
    """The message in `content`, an mbox ``From `` line before it or not.

    Raises:
        UnreadableError: its parts nest deeper than the parser can follow.
    """
    content = content.lstrip(b"\xef\xbb\xbf\r\n\t ")
    if content.startswith((b"From ", b">From ")):
        content = content.partition(b"\n")[2]
    try:
        return message_from_bytes(content)
    except RecursionError:
        raise UnreadableError(SkipReason.CORRUPT, "the parts of this mail nest too deeply to be a real mail") from None


def attached(found: list[Leaf]) -> dict[str, bytes]:
    """The attachments among leaves by their names, made unique as `Extracted.part` has them, in order."""
    files = [leaf for leaf in found if leaf.role == "attachment"]
    return {name: leaf.content for name, leaf in zip(unique_names([leaf.name for leaf in files]), files, strict=True)}


def read_mail(source: bytes, read_attachment: AttachmentReader) -> Extraction:
    """The mail first, then its attachments."""
    message = parse(source)
    found = leaves(message)
    mail = _mail(message, found)
    documents, skips = [mail], []
    for name, content in attached(found).items():
        try:
            reading = read_attachment(content, name)
        except UnreadableError as error:
            skips.append(Skip(name, error.reason, error.detail))
            continue
        if reading is not None:
            documents.append(_attachment(mail, name, reading))
    skips += [
        Skip(leaf.name or None, SkipReason.ENCRYPTED, "the text is encrypted; only the mail's header can be searched")
        for leaf in found
        if leaf.role == "encrypted"
    ]
    return Extraction(tuple(documents), tuple(skips))


def _mail(message: Message, found: list[Leaf]) -> Extracted:
    read = [leaf for leaf in found if leaf.role not in ("attachment", "encrypted")]
    bodies = [leaf for leaf in read if leaf.role in ("plain", "html")]
    charset = decode(bodies[0].content, bodies[0].charset).charset if bodies else ""
    header_charset = bodies[0].charset if bodies else ""
    texts = [leaf_text(leaf) for leaf in read]
    senders = headers.addresses([*headers.fields(message, "from"), *headers.fields(message, "sender")], header_charset)
    recipients = headers.addresses([*headers.fields(message, "to"), *headers.fields(message, "cc")], header_charset)
    return Extracted(
        kind="email",
        title=headers.header_text(headers.field(message, "subject"), header_charset),
        text=tidy("\n\n".join(text for text in texts if text)),
        sender=senders[0] if senders else "",
        recipients=recipients,
        date=headers.date(headers.header_text(headers.field(message, "date"))),
        message_id=next(iter(headers.message_ids(headers.field(message, "message-id"))), ""),
        references=headers.references(message),
        labels=headers.labels(message, header_charset),
        attachments=tuple(attached(found)),
        charset=charset,
    )


def _attachment(mail: Extracted, name: str, reading: Reading) -> Extracted:
    """An attachment is a document of its own that knows its message."""
    return replace(
        mail, kind="attachment", title=name, text=reading.text, part=name, attachments=(), charset=reading.charset
    )


def unique_names(names: list[str]) -> tuple[str, ...]:
    """Names made different from each other by `` (2)`` before the suffix."""
    taken: set[str] = set()
    out = []
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        candidate, number = name, 1
        while candidate in taken:
            number += 1
            candidate = f"{stem} ({number}).{suffix}" if dot and stem else f"{name} ({number})"
        taken.add(candidate)
        out.append(candidate)
    return tuple(out)
