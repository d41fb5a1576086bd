"""A file and all that is in it: the attachments of a mail, the members of an archive, and what lies in those."""

from dataclasses import replace
from pathlib import PurePath

from semsearch.extract.archives.members import Budget, Member
from semsearch.extract.archives.unpacking import members
from semsearch.extract.document import DocumentReader
from semsearch.extract.limits import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_DEPTH, MAX_BYTES, MAX_CHAT_BYTES
from semsearch.extract.mail.emlx import encoded_file
from semsearch.extract.mail.sealed import signed_content
from semsearch.extract.reading import Format, Reading, UnreadableError, contained, found_in, joined, told_apart
from semsearch.extract.recognition import Recogniser
from semsearch.extract.sniff import MAIL_FORMATS, MAIL_NAMES, MAILBOX_NAMES, MAILBOXES, Sniffed, sniff
from semsearch.extract.whereabouts import within
from semsearch.records import Extracted, Extraction, Skip, SkipReason


class Unfolding:
    """The reading of one file. What archives in it may cost is counted together, however they nest."""

    def __init__(self, recogniser: Recogniser | None, *, list_pictures: bool) -> None:
        """With `list_pictures`, attached pictures whose text could be recognised are told as skips."""
        self._budget = Budget()
        self._documents = DocumentReader(recogniser, list_pictures=list_pictures)
        self._list_pictures = list_pictures

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
        if sniffed.format == "text" and depth < MAX_ARCHIVE_DEPTH and (encoded := encoded_file(content)):
            return self.file(encoded, name, depth + 1)
        if sniffed.format in MAILBOXES:
            return self._mailbox(content, name, depth)
        if sniffed.format is not None and sniffed.format in MAIL_FORMATS:
            return self._mail(content, name, sniffed.format, depth)
        return self._document(content, name, sniffed, depth)

    def _document(self, content: bytes, name: str, sniffed: Sniffed, depth: int) -> Extraction:
        """A document, then its parts and the files attached to it."""
        reading = self._documents.read(content, name, sniffed)
        found = [_own(reading, name, None)] if reading.text else []
        found.append(Extraction(skips=reading.lost))
        if not (reading.text or reading.parts):
            detail = f"there is no text in this {sniffed.description} itself"
            found.append(Extraction(skips=(Skip(None, SkipReason.EMPTY, detail),)))
        files = reading.inside if depth < MAX_ARCHIVE_DEPTH else ()
        held: tuple[tuple[str, Reading | bytes], ...] = (*reading.parts, *files)
        for label, inner in told_apart(held):
            if isinstance(inner, Reading):
                found.append(_own(replace(inner, charset=reading.charset), name, label))
            else:
                found.append(self._inside(inner, label, depth + 1))
        return joined(found)

    def _inside(self, content: bytes, label: str, depth: int) -> Extraction:
        """What is in a file that is attached to a document."""
        self._budget.members -= 1
        inside = found_in(label, self._attached_file, content, label, depth)
        documents = tuple(
            replace(document, kind="attachment") if document.kind == "document" else document
            for document in inside.documents
        )
        return Extraction(documents, tuple(filter(self._is_worth_telling, inside.skips)))

    def _attached_file(self, content: bytes, name: str, depth: int) -> Extraction:
        self._budget.check()
        return self._attachment(content, name, depth)

    def _mail(self, content: bytes, name: str, kind: Format, depth: int) -> Extraction:
        from semsearch.extract.mail.message import is_expunged, parse, read_mail

        def read_attachment(content: bytes, name: str) -> Extraction:
            return self._attachment(content, name, depth)

        with contained(name):
            message = parse(content, kind)
            if is_expunged(message):
                raise UnreadableError(SkipReason.EXCLUDED, "deleted in Thunderbird; compacting its folder removes it")
            return read_mail(message, read_attachment)

    def _mailbox(self, content: bytes, name: str, depth: int) -> Extraction:
        """The mails of a mailbox within a file, by their places in that; what was read before an end is kept."""
        from semsearch.extract.mail.mailboxes import messages

        found: list[Extraction] = []
        try:
            with contained(name):
                for label, message in messages(content):
                    self._budget.check()
                    found.append(found_in(label, self._message, message, name, depth))
        except UnreadableError as error:
            found.append(Extraction(skips=(error.skip(),)))
        return joined(found)

    @within()
    def _message(self, message: bytes | UnreadableError, name: str, depth: int) -> Extraction:
        if isinstance(message, UnreadableError):
            raise message
        return self._mail(message, name, "mail", depth)

    @within()
    def _attachment(self, content: bytes, name: str, depth: int) -> Extraction:
        """What is in an attachment; nothing where nothing here reads its type, or it is empty."""
        if not content:
            return Extraction()
        sniffed = _checked(content, name)
        if sniffed.format is None and not sniffed.encrypted and not signed_content(content):
            return self._attached_picture(content, name, sniffed, depth)
        named = PurePath(name).suffix.lower() in MAIL_NAMES | MAILBOX_NAMES
        if sniffed.format in ("mail", "mailbox") and not named:
            sniffed = Sniffed("text", "text")  # a patch or a log that starts like one
        found = self._sniffed(content, name, sniffed, depth)
        return replace(found, skips=tuple(filter(self._is_worth_telling, found.skips)))

    def _attached_picture(self, content: bytes, name: str, sniffed: Sniffed, depth: int) -> Extraction:
        """The text in a picture; where there is none, as in photos and logos, nothing."""
        if not self._documents.wants(content, sniffed):
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
            return self._list_pictures and skip.needs_ocr
        return True

    def _archive(self, content: bytes, name: str, depth: int) -> Extraction:
        """The documents of all members, each called by its way into the archive; what was read before an end is
        kept."""
        found: list[Extraction] = []
        try:
            with contained(name):
                for member in members(content, name, self._budget, depth):
                    left = self._budget.characters
                    found.append(found_in(member.name, self._member, member, depth + 1))
                    # An archive in it has counted its own already.
                    self._budget.characters = left - sum(len(document.text) for document in found[-1].documents)
        except UnreadableError as error:
            found.append(Extraction(skips=(error.skip(),)))
        whole = joined(found)
        if not whole.documents and not whole.skips:
            raise UnreadableError(SkipReason.EMPTY, "there is no file in this archive")
        return whole

    @within()
    def _member(self, member: Member, depth: int) -> Extraction:
        if member.problem is not None:
            raise member.problem
        return self.file(member.content, PurePath(member.name).name, depth)


def _own(reading: Reading, name: str, part: str | None) -> Extraction:
    """What a reader made of a file called `name`, or of its `part`, as a document."""
    document = Extracted(
        "document", reading.title or name, reading.text, part, reading.sender, date=reading.date,
        charset=reading.charset,
    )  # fmt: skip
    return Extraction((document,))


def _checked(content: bytes, name: str) -> Sniffed:
    """What a file is, if it is not empty, nor too large for what it is."""
    if not content:
        raise UnreadableError(SkipReason.EMPTY, "the file is empty")
    with contained(name):
        sniffed = sniff(content, name)
    limit = MAX_ARCHIVE_BYTES if sniffed.format == "archive" else MAX_BYTES
    if sniffed.format == "json" and len(content) > MAX_BYTES:
        from semsearch.extract.texts.messages import may_hold_chats

        limit = MAX_CHAT_BYTES if may_hold_chats(content) else MAX_BYTES
    if len(content) > limit:
        raise UnreadableError(SkipReason.TOO_LARGE, f"{len(content) >> 20} MiB; the limit is {limit >> 20} MiB")
    return sniffed
