"""One document, to be read."""

from pathlib import Path

from semsearch.errors import NotIndexedError
from semsearch.records import Document, Preview
from semsearch.store import lookup
from semsearch.store.database import Database


def show(database: Database, target: str) -> Document:
    """See `Library.show`."""
    with database.transaction() as connection:
        document = lookup.find(connection, target)
    if document is None:
        raise NotIndexedError(f"{target} is not in the index; `semsearch skipped` may say why, `reindex` brings it in")
    return document


def preview(database: Database, document_id: int) -> Preview:
    """See `Library.preview`."""
    from semsearch.extract import preview_html
    from semsearch.sources.mailbox import unquote

    with database.transaction() as connection:
        found = lookup.documents_by_id(connection, [document_id])
        place = lookup.place(connection, document_id)
    if place is None or document_id not in found:
        raise NotIndexedError("this document is not in the index any more; search again")
    try:
        with Path(place.path).open("rb") as file:
            file.seek(place.offset or 0)
            content = file.read(place.length if place.length is not None else -1)
    except OSError:  # the file is away; its text is not
        return Preview(found[document_id], "")
    html, remote = preview_html(unquote(content), place.name)
    return Preview(found[document_id], html, remote)
