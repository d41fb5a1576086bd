"""Files that could not be read: which are not tried again as long as they stay as they are, and which are after all."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, select, update

from semsearch.records import SkipReason
from semsearch.store.schema import among, documents, files, skips

_HARMFUL = (SkipReason.CRASHED, SkipReason.TIMEOUT)


def given_up(connection: Connection) -> dict[int, bytes]:
    """Ids of the files that ended or held up the process that read them, with the SHA-256 of what was in them then."""
    known = exists().where(documents.c.file_id == skips.c.file_id)
    whole = (skips.c.part.is_(None), skips.c.origin.is_not(None), skips.c.origin != b"")
    rows = connection.execute(
        select(skips.c.file_id, skips.c.origin).where(skips.c.reason.in_(_HARMFUL), *whole, ~known)
    )
    return {row.file_id: row.origin for row in rows}


def try_named(connection: Connection, paths: Iterable[str]) -> None:
    """Let the next run read these files again, if they are among those given up."""
    given = given_up(connection)
    wanted = [files.c.path == path for path in paths]
    for condition in wanted:
        ids = connection.scalars(select(files.c.id).where(condition, files.c.id.in_(among(given)))).all()
        for file_id in ids:
            connection.execute(delete(skips).where(skips.c.file_id == file_id))
        _again(connection, ids)


def try_again(connection: Connection, paths: Iterable[str]) -> None:
    """Let the next run read these files again, whatever kept them out."""
    for path in paths:
        ids = connection.scalars(select(files.c.id).where(files.c.path == path, files.c.state != "indexed")).all()
        for file_id in ids:
            connection.execute(delete(skips).where(skips.c.file_id == file_id))
        _again(connection, ids)


def try_skipped(connection: Connection, reasons: Iterable[SkipReason], phrase: str = "") -> None:
    """Let the next run read again what was left out for one of these reasons, where `phrase` stands in the detail."""
    of_reason = skips.c.reason.in_(tuple(reasons))
    found = select(skips.c.file_id).where(of_reason, skips.c.detail.contains(phrase, autoescape=True))
    _again(connection, connection.scalars(found.distinct()).all())


def waiting_for(connection: Connection, phrase: str) -> list[tuple[int, str]]:
    """Ids and paths of the files, mailboxes apart, of which something was left out with `phrase` in the detail."""
    in_mailbox = exists().where(documents.c.file_id == skips.c.file_id, documents.c.offset.is_not(None))
    statement = select(files.c.id, files.c.path).join(skips, skips.c.file_id == files.c.id).distinct()
    rows = connection.execute(statement.where(skips.c.detail.contains(phrase, autoescape=True), ~in_mailbox))
    return [(row.id, row.path) for row in rows]


def _again(connection: Connection, ids: Iterable[int]) -> None:
    connection.execute(update(files).where(files.c.id.in_(among(ids))).values(state="pending", digest=None))
