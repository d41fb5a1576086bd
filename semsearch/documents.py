"""One document in full: its text, a preview that is safe to display, and the file that it came from."""

import hashlib
from pathlib import Path, PurePosixPath

from semsearch.errors import NotIndexedError, reason
from semsearch.records import MESSAGE_NAMES, Attached, Document, Original, Preview
from semsearch.store import lookup
from semsearch.store.database import Database
from semsearch.store.lookup import Place


def show(database: Database, target: str) -> Document:
    """See `Library.show`."""
    with database.transaction() as connection:
        document = lookup.find(connection, target)
    if document is None:
        raise NotIndexedError(
            f"{target} is not in the index; `semsearch search` finds ids and paths, `semsearch why PATH` says why"
        )
    return document


def preview(database: Database, document_id: int) -> Preview:
    """See `Library.preview`."""
    from semsearch.extract.preview import preview_html
    from semsearch.sources.mailbox import unquote

    document, place = _found(database, document_id)
    attachments, mail = _attached(database, document, place)
    try:
        content = _bytes(document, place)
    except OSError:  # the file is offline, but its text is in the catalogue
        return Preview(document, "", attachments=attachments, mail=mail)
    html, remote = preview_html(unquote(content), place.name)
    return Preview(document, html, remote, attachments, mail)


def original(database: Database, document_id: int, attachment: str = "") -> Original:
    """See `Library.original`."""
    from semsearch.extract.characters import file_name
    from semsearch.extract.sniff import sniff
    from semsearch.extract.taking import part_content
    from semsearch.sources.mailbox import unquote

    document, place = _found(database, document_id)
    part = "/".join(name for name in (place.name, attachment) if name)
    try:
        content = _item(document, place) or _bytes(document, place)
    except OSError as error:
        raise NotIndexedError(f"{document.path} cannot be read: {reason(error)}; index it again") from error
    if place.offset is not None and hashlib.sha256(content).digest() != place.origin:
        raise NotIndexedError("its mailbox has changed since it was indexed; index it again")
    if part or place.offset is not None:
        content = unquote(content)
    if part:
        name, held = attachment or Path(part).name, part_content(content, part)
        is_message = document.kind == "email" and not attachment and name.isdecimal()  # of a mailbox in an archive
        return Original(file_name(document.title, ".eml") if is_message else file_name(name), held)
    name = Path(document.path).name
    is_numbered = Path(name).suffix.lower() not in MESSAGE_NAMES and sniff(content, name).format == "mail"
    return Original(file_name(document.title, ".eml") if place.offset is not None or is_numbered else name, content)


def _found(database: Database, document_id: int) -> tuple[Document, Place]:
    with database.transaction() as connection:
        found = lookup.documents_by_id(connection, [document_id])
        place = lookup.place(connection, document_id)
    if place is None or document_id not in found:
        raise NotIndexedError("this document is not in the index any more; search again")
    return found[document_id], place


def _attached(database: Database, document: Document, place: Place) -> tuple[tuple[Attached, ...], int | None]:
    """The attachments of a mail; and of an attachment, however deep in archives, the id of the mail it came with."""
    if not document.attachments and not place.name:
        return (), None
    paths = {name: "/".join(filter(None, (place.name, name))) for name in document.attachments}
    containers: list[str | None] = [str(above) for above in PurePosixPath(place.name or "").parents if above.name]
    containers += [None] if place.name else []  # None: the message itself
    with database.transaction() as connection:
        beside = lookup.beside(connection, document.id, paths.values())
        mails = lookup.beside(connection, document.id, containers, mails_only=True)
    mail = next((mails[name] for name in containers if name in mails), None)
    return tuple(Attached(name, beside.get(path)) for name, path in paths.items()), mail


def _bytes(document: Document, place: Place) -> bytes:
    with Path(document.path).open("rb") as file:
        file.seek(place.offset or 0)
        return file.read(place.length if place.length is not None else -1)


def _item(document: Document, place: Place) -> bytes | None:
    """An item of an Outlook mailbox as a mail, read in a separate process; None if the file is no such mailbox."""
    from semsearch.extract.process.pool import read_apart
    from semsearch.extract.process.worker import Task
    from semsearch.sources.mailbox import is_outlook_mailbox

    if place.offset is None or place.length or not is_outlook_mailbox(Path(document.path)):
        return None
    outcome = read_apart(_unchanged, Task(document.path, place.offset, 0))
    if outcome.value is None:
        raise NotIndexedError(outcome.skip.detail if outcome.skip else "this item is damaged")
    return outcome.value


def _unchanged(content: bytes, _name: str) -> bytes:
    return content
