"""From the bytes of a file or message to documents ready to be stored. Pure; runs in a child process."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from semsearch.chunk import chunk_spans, encoded
from semsearch.clean.normal import base_subject, normalise
from semsearch.clean.reply import split_reply
from semsearch.extract import extract
from semsearch.extract.reading import UnreadableError
from semsearch.extract.whereabouts import within
from semsearch.language import words
from semsearch.language.detection import detect
from semsearch.records import Authored, Chunk, Extracted, Kind, Prepared, Skip, SkipReason, Span
from semsearch.settings import as_text
from semsearch.sources.mailbox import damage, unquote

_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """The documents in a file or message, the main one first, and the skipped parts; ``recognised`` as in
    `Extraction`."""

    documents: tuple[Prepared, ...]
    skips: tuple[Skip, ...]
    recognised: Mapping[str, str] = field(default_factory=dict)


def read(content: bytes, name: str, recognition: str = "", *, pictures: bool = False) -> PreparedFile:
    """Read the bytes of a file called `name`, or of one message of an mbox of that name; `recognition` and `pictures`
    as in `semsearch.extract.extract`."""
    content, lost = unquote(content), damage(content)
    found = extract(content, as_text(name), recognition, pictures=pictures)
    skips = found.skips if content or not lost else ()
    skips += (Skip(None, SkipReason.CORRUPT, lost),) if lost else ()
    documents: list[Prepared] = []
    try:
        for document in found.documents:
            with within():  # of a large export of chats there are tens of thousands
                documents.append(prepare(document))
    except UnreadableError as error:
        left, all_of_them = len(found.documents) - len(documents), len(found.documents)
        detail = f"{left} of the {all_of_them} documents in it were left out, as reading all takes too long"
        skips += (Skip(None, error.reason, detail),)
    return PreparedFile(tuple(documents), skips, found.recognised)


def prepare(document: Extracted) -> Prepared:
    """Separate the quotes of a document, split the rest into chunks, and detect its language."""
    authored = split_reply(document.text, document.sender) if document.kind == "email" else Authored(document.text)
    subject = base_subject(document.title) if document.kind == "email" else ""
    return Prepared(
        extracted=document,
        authored=authored,
        # What is too short to tell is mostly in the language of what it answers.
        language=detect(authored.text) or detect(f"{document.title}\n{document.text}"),
        content=digest(_identity(subject, document.text)),
        size=len(document.text.encode()),
        chunks=chunks_of(document.kind, document.title, authored.text),
        subject=subject,
        keywords=words.keyword_columns(
            document.title, authored.text, authored.quoted, authored.signature, document.sender, document.recipients
        ),
    )


def digest(text: str) -> bytes:
    """The digest by which equal texts are recognised: the first 16 bytes of the SHA-256."""
    return hashlib.sha256(text.encode()).digest()[:_DIGEST_BYTES]


def chunks_of(kind: Kind, title: str, text: str) -> tuple[Chunk, ...]:
    """The texts of a document to encode: its title, that of a mail without prefixes, with the opening of its text, and
    the chunks of its text."""
    about = base_subject(title) if kind == "email" else title
    start = title.rfind(about)
    spans = [(0, Span(start, start + len(about)))] if about.strip() and start >= 0 else []
    spans += [(1, span) for span in chunk_spans(text)]
    return tuple(Chunk(field, span, digest(encoded(field, span, title, text))) for field, span in spans)


def _identity(subject: str, text: str) -> str:
    """What exact duplicates have in common: the subject and text of a mail, or the text of another document."""
    return normalise(f"{subject}\n{text}")
