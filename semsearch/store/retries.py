"""Files that could not be read: which are not tried again as long as they stay as they are, and which are after all."""

from collections.abc import Iterable

from sqlalchemy import Connection, String, cast, delete, exists, func, insert, or_, select, update

from semsearch.records import Skip, SkipReason
from semsearch.store.contents import Place, skip_row
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


def waiting_messages(connection: Connection, phrase: str) -> list[tuple[int, str, int, int]]:
    """The messages in mailboxes of which something was left out with `phrase` in the detail: id and path of the file,
    offset and length."""
    number = func.substr(skips.c.part, 1, func.instr(skips.c.part + "/", "/") - 1)
    statement = (
        select(files.c.id, files.c.path, documents.c.offset, documents.c.length)
        .join(documents, documents.c.file_id == files.c.id)
        .join(skips, (skips.c.file_id == files.c.id) & (number == cast(documents.c.offset, String)))
        .where(documents.c.offset.is_not(None), skips.c.detail.contains(phrase, autoescape=True))
        .distinct()
        .order_by(files.c.id, documents.c.offset)
    )
    return [(row.id, row.path, row.offset, row.length or 0) for row in connection.execute(statement)]


def wait(connection: Connection, suffixes: tuple[str, ...], detail: str) -> None:
    """Note of what is attached to mails under a name that ends so, and was not read, that it waits for something."""
    named = or_(*(cast(documents.c.attachments, String).ilike(f'%{suffix}"%') for suffix in suffixes))
    read = connection.execute(
        select(documents.c.file_id, documents.c.offset, documents.c.name).where(documents.c.kind == "attachment")
    )
    known = {(row.file_id, row.offset, row.name) for row in read}
    columns = (documents.c[name] for name in ("file_id", "origin", "offset", "length", "name", "attachments"))
    rows = []
    for mail in connection.execute(select(*columns).where(documents.c.kind == "email", named)):
        place = Place(mail.origin, mail.offset, mail.length)
        for name in mail.attachments:
            part = f"{mail.name}/{name}" if mail.name else name
            if name.lower().endswith(suffixes) and (mail.file_id, mail.offset, part) not in known:
                rows.append(skip_row(mail.file_id, place, Skip(part, SkipReason.UNSUPPORTED, detail)))
    if rows:
        connection.execute(insert(skips), rows)


def wait_no_more(connection: Connection, phrase: str) -> None:
    """Forget what waits for something and is attached to a mail."""
    mail = exists().where(documents.c.file_id == skips.c.file_id, documents.c.kind == "email")
    connection.execute(delete(skips).where(skips.c.detail.contains(phrase, autoescape=True), mail))


def _again(connection: Connection, ids: Iterable[int]) -> None:
    connection.execute(update(files).where(files.c.id.in_(among(ids))).values(state="pending", digest=None))
