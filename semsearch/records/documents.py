"""Documents: as extracted, as prepared for the catalogue, and as read back from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from semsearch.records.basics import Kind, SkipReason, Span


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document as extracted from a file, before quoted text is separated.

    ``part`` locates it inside its file: None for the main document, else for example the name of an attachment.
    ``text`` is the readable text including quotes, without headers. ``sender`` of a conversation are all who talk in
    it, parted by "; ". ``references`` are Message-IDs, oldest first and In-Reply-To last. All Message-IDs are without
    angle brackets.
    """

    kind: Kind
    title: str
    text: str
    part: str | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    charset: str = ""
    mailing_list: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """A file or part that was not read, with the reason and a detail that tells the user what to do. What ``needs_ocr``
    was left out only because its text has not been recognised."""

    part: str | None
    reason: SkipReason
    detail: str
    needs_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """The content of one file or message: its documents, the main one first, and the parts that were skipped.
    ``recognised`` are newly recognised texts of pictures by the SHA-256 of the picture."""

    documents: tuple[Extracted, ...] = ()
    skips: tuple[Skip, ...] = ()
    recognised: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authored:
    """A text split into what its author wrote, quoted text, and the signature or footer."""

    text: str
    quoted: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A text to encode: a span of a document's title, with the opening of its text (field 0), or of its authored text
    (field 1), and the digest of what is encoded."""

    field: int
    span: Span
    digest: bytes


@dataclass(frozen=True, slots=True)
class KeywordColumns:
    """What the keyword index holds of a document, apart from file names: the stems of its title, of its body, of its
    quotes with its signature, and of its people, separated by spaces. ``mixed`` are the digit and letter runs of the
    words in all of these that mix both (`semsearch.language.words.pieces`)."""

    title: str = ""
    body: str = ""
    quoted: str = ""
    people: str = ""
    mixed: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for the catalogue, after extraction, cleaning and chunking.

    ``content`` is the digest of its normalised text, equal for exact duplicates; ``size`` is in bytes of UTF-8;
    ``subject`` is that of a mail without "Re:".
    """

    extracted: Extracted
    authored: Authored
    language: str
    content: bytes
    size: int
    chunks: tuple[Chunk, ...]
    keywords: KeywordColumns
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An indexed document with its full text."""

    id: int
    path: str
    part: str | None
    kind: Kind
    title: str
    sender: str
    recipients: tuple[str, ...]
    date: datetime | None
    message_id: str
    thread_id: str
    labels: tuple[str, ...]
    charset: str
    language: str
    size: int
    text: str
    quoted: str
    signature: str
    attachments: tuple[str, ...]
    mailing_list: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment of a mail: its name, and the id of its document, None if it has no text."""

    name: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A document prepared for display. ``html`` is sanitised, "" for plain text; ``remote_content`` counts the removed
    references to remote content; ``mail`` is the id of the mail that the document is attached to, if any."""

    document: Document
    html: str
    remote_content: int = 0
    attachments: tuple[Attached, ...] = ()
    mail: int | None = None


MESSAGE_NAMES = frozenset((".eml", ".emlx", ".email", ".mail", ".mht", ".mhtml", ".msg"))
"""What the names of files end in that say themselves that these are messages. A Maildir calls its own by numbers."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a document was extracted from, and a safe file name for them."""

    name: str
    content: bytes
