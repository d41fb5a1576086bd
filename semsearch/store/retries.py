"""Which files that could not be read are tried again, and when."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, String, cast, delete, exists, insert, or_, select

from semsearch.records import Skip, SkipReason
from semsearch.store.catalogue import Pending, read_again
from semsearch.store.contents import skip_row
from semsearch.store.lookup import Place
from semsearch.store.schema import among, documents, files, skips

_HARMFUL = (SkipReason.CRASHED, SkipReason.TIMEOUT)


def given_up(connection: Connection) -> dict[int, bytes]:
    """Ids of the files that crashed their reader or timed out, with the SHA-256 of their content at that time."""
    known = exists().where(documents.c.file_id == skips.c.file_id)
    whole = (skips.c.name.is_(None), skips.c.offset.is_(None), skips.c.origin.is_not(None), skips.c.origin != b"")
    rows = connection.execute(
        select(skips.c.file_id, skips.c.origin).where(skips.c.reason.in_(_HARMFUL), *whole, ~known)
    )
    return {row.file_id: row.origin for row in rows}


def try_named(connection: Connection, paths: Iterable[str]) -> None:
    """Have the next run read these files again if they were given up."""
    given = given_up(connection)
    for path in paths:
        _forget_skips(connection, files.c.path == path, files.c.id.in_(among(given)))


def try_again(connection: Connection, paths: Iterable[str]) -> None:
    """Have the next run read these files again, for whatever reason they were skipped."""
    for path in paths:
        _forget_skips(connection, files.c.path == path, files.c.state != "indexed")


def try_skipped(connection: Connection, reasons: Iterable[SkipReason]) -> None:
    """Have the next run read the files again of which something was skipped for one of these reasons."""
    found = select(skips.c.file_id).where(skips.c.reason.in_(tuple(reasons)))
    read_again(connection, connection.scalars(found.distinct()))


def waiting(connection: Connection) -> list[tuple[Pending, Place]]:
    """The files, and the messages of mailboxes, in which something needs OCR."""
    columns = (files.c.id, files.c.path, skips.c.origin, skips.c.offset, skips.c.length)
    known = or_(skips.c.offset.is_(None), skips.c.length.is_not(None))
    statement = select(*columns).join_from(skips, files).where(skips.c.needs_ocr, known).distinct()
    rows = connection.execute(statement.order_by(files.c.id, skips.c.offset))
    return [(Pending(file_id, path), Place(*place)) for file_id, path, *place in rows]


def add_waiting(connection: Connection, suffixes: tuple[str, ...], skip: Skip) -> None:
    """Add a skip for each attachment of a mail that has one of these suffixes and was not read."""
    named = or_(*(cast(documents.c.attachments, String).ilike(f'%{suffix}"%') for suffix in suffixes))
    read = connection.execute(
        select(documents.c.file_id, documents.c.offset, documents.c.name).where(documents.c.kind == "attachment")
    )
    known = {tuple(row) for row in read}
    columns = (documents.c[name] for name in ("file_id", "origin", "offset", "length", "name", "attachments"))
    rows = []
    for mail in connection.execute(select(*columns).where(documents.c.kind == "email", named)):
        place = Place(mail.origin, mail.offset, mail.length)
        for name in mail.attachments:
            part = f"{mail.name}/{name}" if mail.name else name
            if name.lower().endswith(suffixes) and (mail.file_id, mail.offset, part) not in known:
                rows.append(skip_row(mail.file_id, place, replace(skip, part=part)))
    if rows:
        connection.execute(insert(skips), rows)


def drop_waiting(connection: Connection) -> None:
    """Delete the skips of attachments that need OCR."""
    mail = exists().where(documents.c.file_id == skips.c.file_id, documents.c.kind == "email")
    connection.execute(delete(skips).where(skips.c.needs_ocr, mail))


def _forget_skips(connection: Connection, *conditions: ColumnElement[bool]) -> None:
    """Delete the skips of files, and have the next run read these again."""
    ids = connection.scalars(select(files.c.id).where(*conditions)).all()
    connection.execute(delete(skips).where(skips.c.file_id.in_(among(ids))))
    read_again(connection, ids)
