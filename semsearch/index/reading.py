"""From the bytes of a file or message to documents ready to be stored. Pure; runs in a child process."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from semsearch.chunk import chunk_spans, encoded
from semsearch.clean.normal import base_subject, normalise
from semsearch.clean.reply import split_reply
from semsearch.extract import extract
from semsearch.language import words
from semsearch.language.detection import detect
from semsearch.records import Authored, Extracted, Piece, Prepared, Skip, Span
from semsearch.sources.mailbox import unquote

_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents in a file or message, the main one first, and the skipped parts; ``recognised`` as in
    `Extraction`."""

    documents: tuple[Prepared, ...]
    skips: tuple[Skip, ...]
    recognised: Mapping[str, str] = field(default_factory=dict)


def read(content: bytes, name: str, recognition: str = "", *, pictures: bool = False) -> Reading:
    """Read the bytes of a file called `name`, or of one message of an mbox of that name; `recognition` and `pictures`
    as in `semsearch.extract.extract`."""
    content = unquote(content)
    # A file name may not be valid text, but what is stored of it has to be.
    found = extract(content, os.fsencode(name).decode(errors="replace"), recognition, pictures=pictures)
    return Reading(tuple(prepare(document) for document in found.documents), found.skips, found.recognised)


def prepare(document: Extracted) -> Prepared:
    """Separate the quotes of a document, split the rest into chunks, and detect its language."""
    authored = split_reply(document.text, document.sender) if document.kind == "email" else Authored(document.text)
    about = base_subject(document.title) if document.kind == "email" else document.title
    return Prepared(
        extracted=document,
        authored=authored,
        language=detect(authored.text or document.title),
        content=digest(_identity(document)),
        size=len(document.text.encode()),
        pieces=pieces(document.title, about, authored.text),
        subject=about if document.kind == "email" else "",
        keywords=words.keyword_columns(
            document.title, authored.text, authored.quoted, authored.signature, document.sender, document.recipients
        ),
    )


def digest(text: str) -> bytes:
    """The digest by which equal texts are recognised: the first 16 bytes of the SHA-256."""
    return hashlib.sha256(text.encode()).digest()[:_DIGEST_BYTES]


def text_pieces(title: str, text: str) -> tuple[Piece, ...]:
    """The texts of a mail to encode."""
    return pieces(title, base_subject(title), text)


def pieces(title: str, about: str, text: str) -> tuple[Piece, ...]:
    """The texts of a document to encode: `about`, its title without prefixes, with the opening of its text, and the
    chunks of its text."""
    start = title.rfind(about)
    spans = [(0, Span(start, start + len(about)))] if about.strip() and start >= 0 else []
    spans += [(1, span) for span in chunk_spans(text)]
    return tuple(Piece(field, span, digest(encoded(field, span, title, text))) for field, span in spans)


def _identity(document: Extracted) -> str:
    """What exact duplicates have in common: the subject and text of a mail, or the text of another document."""
    subject = base_subject(document.title) if document.kind == "email" else ""
    return normalise(f"{subject}\n{document.text}")
