"""A file and all that is in it: the attachments of a mail, the members of an archive, and what lies in those."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from semsearch.extract.archives import Budget, Member, members
from semsearch.extract.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_DEPTH, MAX_BYTES, MAX_PAGES
from semsearch.extract.pasted import pasted_pictures
from semsearch.extract.readers import reader_of
from semsearch.extract.reading import Reading, UnreadableError, below, told_apart
from semsearch.extract.recognition import (
    FEWEST_WORDS,
    PHRASE,
    PICTURES,
    SMALLEST_PICTURE,
    Recogniser,
    remedy,
    scanned_pages,
)
from semsearch.extract.sealed import signed_content
from semsearch.extract.sniff import MAIL_FORMATS, MAIL_NAMES, Format, Sniffed, sniff
from semsearch.extract.whereabouts import within
from semsearch.records import Extracted, Extraction, Skip, SkipReason

_log = logging.getLogger(__name__)

# In an archive mailboxes are small enough to be cut in memory; `semsearch.sources.mailbox` cuts those on the disk.
_MESSAGE_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{0,998}\n(?=[!-9;-~]{1,200}[ \t]*:)")


class Unfolding:
    """The reading of one file. What archives in it may cost is counted together, however they nest."""

    def __init__(self, recogniser: Recogniser | None = None, *, list_pictures: bool = False) -> None:
        """With `list_pictures`, attached pictures whose text could be recognised are told as skips."""
        self._budget = Budget()
        self._recogniser = recogniser
        self._list_pictures = list_pictures
        self._wants_pictures = list_pictures or recogniser is not None

    def file(self, content: bytes, name: str, depth: int = 0) -> Extraction:
        """What is in a file called `name`, which itself has part None.

        Raises:
            UnreadableError: there is nothing in it that can be read.
        """
        return self._sniffed(content, name, _checked(content, name), depth)

    def _sniffed(self, content: bytes, name: str, sniffed: Sniffed, depth: int) -> Extraction:
        if sniffed.format == "archive":
            return self._archive(content, name, depth)
        if sniffed.format is None and depth < MAX_ARCHIVE_DEPTH and (signed := signed_content(content)):
            return self.file(signed, PurePath(name).stem, depth + 1)
        if sniffed.format is not None and (sniffed.format in MAIL_FORMATS or sniffed.format == "pst"):
            return self._mail(content, name, sniffed.format, depth)
        return self._document(content, name, sniffed, depth)

    def _document(self, content: bytes, name: str, sniffed: Sniffed, depth: int) -> Extraction:
        """A document, then the files attached to it."""
        reading = self._reading(content, name, sniffed)
        documents = [Extracted("document", reading.title or name, reading.text, charset=reading.charset)]
        skips = list(reading.lost)
        if not reading.text:
            documents.clear()
            skips.append(Skip(None, SkipReason.EMPTY, f"there is no text in this {sniffed.description} itself"))
        for label, inner in told_apart(reading.inside) if depth < MAX_ARCHIVE_DEPTH else ():
            self._budget.members -= 1
            try:
                self._budget.check()
                found = below(label, self._attachment(inner, label, depth + 1))
            except UnreadableError as error:
                skips += filter(self._is_worth_telling, [Skip(label, error.reason, error.detail)])
                continue
            documents += [_attached(document) for document in found.documents]
            skips += found.skips
        return Extraction(tuple(documents), tuple(skips))

    def _reading(self, content: bytes, name: str, sniffed: Sniffed) -> Reading:
        """What a reader makes of a document; where its text is a picture, what is recognised in that."""
        try:
            if sniffed.description in PICTURES:
                raise UnreadableError(SkipReason.UNSUPPORTED, f"{sniffed.description}; {remedy()}")
            reading = _read(content, name, sniffed)
        except UnreadableError as error:
            if self._recogniser is None or PHRASE not in error.detail:
                raise
            if sniffed.description in PICTURES:
                return Reading(self._recogniser.text(content))
            reading = Reading("", scans=tuple(range(MAX_PAGES)) if sniffed.format == "pdf" else ())
        return self._with_pictures(reading, content, sniffed) if self._wants_pictures else reading

    def _with_pictures(self, reading: Reading, content: bytes, sniffed: Sniffed) -> Reading:
        """A document with the text in its scanned pages and the pictures pasted into it, or with word of them."""
        if self._recogniser is None:
            if not (reading.scans or _has_pictures(content, sniffed)):
                return reading
            waiting = Skip(
                None, SkipReason.UNSUPPORTED, f"there are pictures in this {sniffed.description}; {remedy()}"
            )
            return replace(reading, lost=(*reading.lost, waiting))
        text, error = self._recognised(reading, content, sniffed)
        if not (reading.text or text or reading.inside):
            raise error or UnreadableError(SkipReason.EMPTY, "no text was recognised in it")
        lost = [skip for skip in reading.lost if PHRASE not in skip.detail]
        lost += [Skip(None, error.reason, error.detail)] if error else []
        text = "\n\n".join(filter(None, (reading.text, text)))
        return replace(reading, text=text, lost=tuple(lost))

    def _recognised(self, reading: Reading, content: bytes, sniffed: Sniffed) -> tuple[str, UnreadableError | None]:
        assert self._recogniser is not None
        if reading.scans:
            return self._recogniser.texts(scanned_pages(content, reading.scans))
        return self._recogniser.texts(pasted_pictures(content, sniffed.format), FEWEST_WORDS)

    def _mail(self, content: bytes, name: str, kind: Format, depth: int) -> Extraction:
        from semsearch.extract.mail import is_expunged, parse, read_mail

        def read_attachment(content: bytes, name: str) -> Extraction:
            return self._attachment(content, name, depth)

        try:
            if kind == "pst":
                from semsearch.extract.pst import read_mailbox

                return read_mailbox(content, lambda message: read_mail(message, read_attachment))
            message = parse(content, kind)
            if is_expunged(message):
                raise UnreadableError(SkipReason.EXCLUDED, "deleted in Thunderbird; compacting its folder removes it")
            return read_mail(message, read_attachment)
        except (MemoryError, UnreadableError):
            raise
        except Exception as error:
            raise _crash(error, name) from error

    @within()
    def _attachment(self, content: bytes, name: str, depth: int) -> Extraction:
        """What is in an attachment; nothing where nothing here reads its type, or it is empty."""
        if not content:
            return Extraction()
        sniffed = _checked(content, name)
        if sniffed.format is None and not sniffed.encrypted and not signed_content(content):
            return self._attached_picture(content, name, sniffed, depth)
        if sniffed.format == "mail" and PurePath(name).suffix.lower() not in MAIL_NAMES:
            sniffed = Sniffed("text", "text")  # a patch or a log that starts like one
        found = self._sniffed(content, name, sniffed, depth)
        return replace(found, skips=tuple(filter(self._is_worth_telling, found.skips)))

    def _attached_picture(self, content: bytes, name: str, sniffed: Sniffed, depth: int) -> Extraction:
        """The text in a picture; where there is none, as in photos and logos, nothing."""
        if not self._wants_pictures or sniffed.description not in PICTURES or len(content) < SMALLEST_PICTURE:
            return Extraction()
        try:
            return self._document(content, name, sniffed, depth)
        except UnreadableError as error:
            if error.reason is SkipReason.EMPTY:
                return Extraction()
            raise

    def _is_worth_telling(self, skip: Skip) -> bool:
        """Whether a person would miss what was left out inside an attachment."""
        if skip.reason in (SkipReason.UNSUPPORTED, SkipReason.EMPTY):
            return self._list_pictures and PHRASE in skip.detail
        return True

    def _archive(self, content: bytes, name: str, depth: int) -> Extraction:
        """The documents of all members, each called by its way into the archive."""
        documents: list[Extracted] = []
        skips: list[Skip] = []
        try:
            for member in members(content, name, self._budget, depth):
                found = below(member.name, self._member(member, depth + 1))
                documents += found.documents
                skips += found.skips
                self._budget.characters -= sum(len(document.text) for document in found.documents)
        except UnreadableError as error:
            skips.append(Skip(None, error.reason, error.detail))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - what was read before is kept
            skips.append(Skip(None, SkipReason.CRASHED, _crash(error, name).detail))
        if not documents and not skips:
            raise UnreadableError(SkipReason.EMPTY, "there is no file in this archive")
        return Extraction(tuple(documents), tuple(skips))

    def _member(self, member: Member, depth: int) -> Extraction:
        """What is in a member; whatever is wrong with it costs only itself."""
        try:
            if member.problem is not None:
                raise member.problem
            messages = list(_messages(member.content))
            return self._mailbox(messages, depth) if len(messages) > 1 else self._file_in_archive(member, depth)
        except UnreadableError as error:
            return Extraction(skips=(Skip(None, error.reason, error.detail),))

    @within()
    def _file_in_archive(self, member: Member, depth: int) -> Extraction:
        return self.file(member.content, PurePath(member.name).name, depth)

    def _mailbox(self, messages: list[tuple[int, bytes]], depth: int) -> Extraction:
        """The mails of a mailbox in an archive, each called by its offset, as in one on the disk."""
        documents: list[Extracted] = []
        skips: list[Skip] = []
        for offset, message in messages:
            self._budget.check()
            try:
                found = below(str(offset), self._message(message, str(offset), depth))
            except UnreadableError as error:
                skips.append(Skip(str(offset), error.reason, error.detail))
                continue
            documents += found.documents
            skips += found.skips
        return Extraction(tuple(documents), tuple(skips))

    @within()
    def _message(self, content: bytes, name: str, depth: int) -> Extraction:
        return self._mail(content, name, "mail", depth)


def _attached(document: Extracted) -> Extracted:
    return replace(document, kind="attachment") if document.kind == "document" else document


def _checked(content: bytes, name: str) -> Sniffed:
    """What a file is, if it is not empty, nor too large for what it is."""
    if not content:
        raise UnreadableError(SkipReason.EMPTY, "the file is empty")
    try:
        sniffed = sniff(content, name)
    except MemoryError:
        raise
    except Exception as error:
        raise _crash(error, name) from error
    limit = MAX_ARCHIVE_BYTES if sniffed.format == "archive" else MAX_BYTES
    if len(content) > limit:
        raise UnreadableError(SkipReason.TOO_LARGE, f"{len(content) >> 20} MiB; the limit is {limit >> 20} MiB")
    return sniffed


def _messages(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Offsets and bytes of the messages of an mbox; nothing where `content` is none."""
    if not content.startswith(b"From "):
        return
    starts = [match.start() for match in _MESSAGE_START.finditer(content)]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        yield start, content[start:end]


def _read(content: bytes, name: str, sniffed: Sniffed) -> Reading:
    if sniffed.encrypted:
        raise UnreadableError(SkipReason.ENCRYPTED, sniffed.description)
    if sniffed.format is None:
        raise UnreadableError(SkipReason.UNSUPPORTED, sniffed.description)
    try:
        reading = reader_of(sniffed.format)(content, name)
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:
        raise _crash(error, name) from error
    if not (reading.text or reading.inside or reading.lost):
        if _has_pictures(content, sniffed):
            raise UnreadableError(
                SkipReason.EMPTY, f"there are only pictures in this {sniffed.description}; {remedy()}"
            )
        what = "file" if sniffed.description == "text" else sniffed.description
        raise UnreadableError(SkipReason.EMPTY, f"there is no text in this {what}")
    return reading


def _has_pictures(content: bytes, sniffed: Sniffed) -> bool:
    return next(pasted_pictures(content, sniffed.format), None) is not None


def _crash(error: Exception, name: str) -> UnreadableError:
    """One bad file must not end a run: whatever a parser trips over is logged whole, and listed with the file."""
    _log.info("reading %r failed", PurePath(name).name, exc_info=error)
    return UnreadableError(SkipReason.CRASHED, f"reading it failed with {type(error).__name__}: {str(error)[:200]}")
