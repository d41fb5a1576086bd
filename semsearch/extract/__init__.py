"""Bytes -> text and metadata. One table says which module reads which format; each knows nothing of the others."""

import logging
from pathlib import PurePath

from semsearch.extract.limits import MAX_BYTES, MAX_PREVIEW_CHARS, MAX_TEXT_CHARS
from semsearch.extract.reading import Reader, Reading, UnreadableError
from semsearch.extract.sniff import MAIL_FORMATS, MAIL_NAMES, Format, Sniffed, sniff
from semsearch.records import Extracted, Extraction, Skip, SkipReason

__all__ = ["MAX_BYTES", "MAX_PREVIEW_CHARS", "MAX_TEXT_CHARS", "extract", "preview_html"]

_log = logging.getLogger(__name__)


def extract(content: bytes, name: str) -> Extraction:
    """The documents in the bytes of one file, or of one message of a mailbox; `name` is the file's base name.

    Never raises for what it is given: what cannot be read comes back as a skip with a reason and a detail.
    """
    try:
        return _extract(content, name)
    except UnreadableError as error:
        return Extraction(skips=(Skip(None, error.reason, error.detail),))


def preview_html(content: bytes, part: str | None) -> tuple[str, int]:
    """The HTML of a mail, of a page, or of the attachment called `part`, made safe to show, and how many things were
    taken out that would have been fetched; ``("", 0)`` where there is no HTML."""
    from semsearch.extract.preview import preview

    return preview(content, part)


def _extract(content: bytes, name: str) -> Extraction:
    _check(content)
    return _read_sniffed(content, name, sniff(content, name))


def _read_sniffed(content: bytes, name: str, sniffed: Sniffed) -> Extraction:
    if sniffed.format in MAIL_FORMATS or sniffed.format == "pst":
        return _read_mail(content, name, sniffed.format)
    reading = _read(content, name, sniffed)
    title = reading.title or name
    return Extraction((Extracted(kind="document", title=title, text=reading.text, charset=reading.charset),))


def _read_mail(content: bytes, name: str, kind: Format | None) -> Extraction:
    from semsearch.extract.mail import is_expunged, parse, read_mail

    try:
        if kind == "pst":
            from semsearch.extract.pst import read_mailbox

            return read_mailbox(content, lambda message: read_mail(message, _read_attachment))
        message = parse(content, kind or "mail")
        if is_expunged(message):
            raise UnreadableError(SkipReason.EXCLUDED, "deleted in Thunderbird; compacting its folder removes it")
        return read_mail(message, _read_attachment)
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:
        raise _crash(error, name) from error


def _read_attachment(content: bytes, name: str) -> Extraction:
    """What is in an attachment; nothing where nothing here reads its type, or it is empty."""
    if not content:
        return Extraction()
    _check(content)
    sniffed = sniff(content, name)
    if sniffed.format == "mail" and PurePath(name).suffix.lower() not in MAIL_NAMES:
        sniffed = Sniffed("text", "text")  # a patch or a log that starts like one
    if sniffed.format is None and not sniffed.encrypted:
        return Extraction()
    return _read_sniffed(content, name, sniffed)


def _check(content: bytes) -> None:
    if not content:
        raise UnreadableError(SkipReason.EMPTY, "the file is empty")
    if len(content) > MAX_BYTES:
        raise UnreadableError(SkipReason.TOO_LARGE, f"{len(content) >> 20} MiB; the limit is {MAX_BYTES >> 20} MiB")


def _read(content: bytes, name: str, sniffed: Sniffed) -> Reading:
    if sniffed.encrypted:
        raise UnreadableError(SkipReason.ENCRYPTED, f"{sniffed.description} with a password; save a copy without one")
    if sniffed.format is None:
        raise UnreadableError(SkipReason.UNSUPPORTED, sniffed.description)
    try:
        reading = _reader(sniffed.format)(content, name)
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:
        raise _crash(error, name) from error
    if not reading.text:
        raise UnreadableError(SkipReason.EMPTY, f"there is no text in this {sniffed.description}")
    return reading


def _crash(error: Exception, name: str) -> UnreadableError:
    """One bad file must not end a run: whatever a parser trips over is logged whole, and listed with the file."""
    _log.info("reading %r failed", PurePath(name).name, exc_info=error)
    return UnreadableError(SkipReason.CRASHED, f"reading it failed with {type(error).__name__}: {str(error)[:200]}")


def _reader(kind: Format) -> Reader:
    """The reader of a format, imported only when a file asks for it."""
    match kind:
        case "html":
            from semsearch.extract.html import read_html as reader
        case "markdown":
            from semsearch.extract.text import read_markdown as reader
        case "rst":
            from semsearch.extract.text import read_rst as reader
        case "calendar":
            from semsearch.extract.calendar import read_calendar as reader
        case "pdf":
            from semsearch.extract.pdf import read_pdf as reader
        case "docx":
            from semsearch.extract.docx import read_docx as reader
        case _:
            from semsearch.extract.text import read_text as reader
    return reader
