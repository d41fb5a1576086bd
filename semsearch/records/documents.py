"""Documents on their way from bytes to the catalogue, and as they come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from semsearch.records.basics import Kind, SkipReason, Span


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document as read from bytes, before quotes are set apart.

    ``part`` locates it inside its file (None for the file's main document, an attachment's name otherwise);
    ``text`` is everything a person would read in it, quoted history included, without the headers.
    ``references`` are Message-IDs, oldest first, In-Reply-To last. Message-IDs come without angle brackets.
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
    """Something that could not be read, with a reason from the fixed list and a detail that a person can act on."""

    part: str | None
    reason: SkipReason
    detail: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one file or one message: its documents, the main one first, and what had to be left out.
    ``recognised`` are texts recognised in pictures, by the SHA-256 of the picture, that were not known before."""

    documents: tuple[Extracted, ...] = ()
    skips: tuple[Skip, ...] = ()
    recognised: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authored:
    """A text in three: what its author wrote, the history quoted in it, and the signature or footer."""

    text: str
    quoted: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text to encode: a span of a document's title (field 0) or authored text (field 1), and its digest."""

    field: int
    span: Span
    digest: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that went through reading, cleaning and chunking. ``content`` is the digest of its normalised text,
    equal in exact duplicates; ``size`` is in bytes of UTF-8; ``keywords`` are the stems of title, text, quotes with
    signature, and people, and pieces of words (`semsearch.language.words.keyword_columns`);
    ``subject`` is that of a mail without "Re:"."""

    extracted: Extracted
    authored: Authored
    language: str
    content: bytes
    size: int
    pieces: tuple[Piece, ...]
    keywords: tuple[str, str, str, str, str]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One indexed document, whole."""

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
    """A file attached to a mail, by its name in it, and the document that it is, None where it has no text."""

    name: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A document made safe to show. ``html`` is sanitised and without any remote content, "" where the document is
    plain text; ``remote_content`` counts what was taken out because it would have been fetched; ``mail`` is the
    document that it is attached to."""

    document: Document
    html: str
    remote_content: int = 0
    attachments: tuple[Attached, ...] = ()
    mail: int | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """What a document was read from, as a file of its own: a name that is safe to give it, and its bytes."""

    name: str
    content: bytes
