"""Bytes -> text and metadata. One table says which module reads which format; each knows nothing of the others."""

import logging
from pathlib import PurePath

from semsearch.extract.limits import MAX_BYTES, MAX_PREVIEW_CHARS, MAX_TEXT_CHARS
from semsearch.extract.reading import Reader, Reading, UnreadableError
from semsearch.extract.sniff import Format, Sniffed, sniff
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
    sniffed = sniff(content, name)
    if sniffed.format == "mail":
        return _read_mail(content, name)
    reading = _read(content, name, sniffed)
    title = reading.title or name
    return Extraction((Extracted(kind="document", title=title, text=reading.text, charset=reading.charset),))


def _read_mail(content: bytes, name: str) -> Extraction:
    from semsearch.extract.mail import read_mail

    try:
        return read_mail(content, _read_attachment)
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:
        raise _crash(error, name) from error


def _read_attachment(content: bytes, name: str) -> Reading | None:
    """The reading of an attachment; None where nothing here reads its type, or there is nothing in it."""
    if not content:
        return None
    _check(content)
    sniffed = sniff(content, name)
    if sniffed.format == "mail":  # a patch or a log that starts like one; real mails were taken out before
        sniffed = Sniffed("text", "text")
    if sniffed.format is None and not sniffed.encrypted:
        return None
    return _read(content, name, sniffed)


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
        case "pdf":
            from semsearch.extract.pdf import read_pdf as reader
        case "docx":
            from semsearch.extract.docx import read_docx as reader
        case _:
            from semsearch.extract.text import read_text as reader
    return reader
