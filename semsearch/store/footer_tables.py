"""Reads and writes mails for the learning of footers. The first ``footer`` characters of a document's signature are a
footer that was learned; NULL means that none has been looked for yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sqlalchemy import Connection, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from semsearch.records import Chunk
from semsearch.store import contents
from semsearch.store.keywords import keyword_index
from semsearch.store.schema import among, documents, driver, footers

GroupKind: TypeAlias = Literal["sender", "mailing_list"]
_TAIL = 6_000  # characters at the end of a text that may hold a footer
_SAMPLE, _LOOKED_AT = 200, 800  # mails in a sample, and mails it is drawn from


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail with its text and signature as they were before a footer was learned."""

    id: int
    title: str
    sender: str
    mailing_list: str
    text: str
    signature: str
    footer: int | None


_UNEXAMINED = (documents.c.footer.is_(None), documents.c.kind == "email")


def unexamined(connection: Connection) -> list[int]:
    """Ids of the mails in which no footer has been looked for yet."""
    return list(connection.scalars(select(documents.c.id).where(*_UNEXAMINED)))


def fresh_by_group(connection: Connection, kind: GroupKind, least: int) -> dict[str, list[int]]:
    """Ids of those mails by sender or mailing list, the newest first; only groups of at least `least` mails."""
    column = documents.c[kind]
    # With the index on the column, SQLite would go through all mails.
    statement = (
        f"SELECT {kind}, id FROM documents INDEXED BY ix_documents_footer"  # noqa: S608 - a constant
        f" WHERE footer IS NULL AND kind = 'email' AND {kind} != '' ORDER BY {kind}, id DESC"
    )
    fresh: dict[str, list[int]] = {}
    for name, document_id in driver(connection).execute(statement):
        fresh.setdefault(name, []).append(document_id)
    of_group = select(documents.c.id).where(column == bindparam("name"), documents.c.kind == "email").limit(least)
    return {
        name: ids for name, ids in fresh.items() if len(connection.execute(of_group, {"name": name}).all()) == least
    }


def samples(
    connection: Connection, kind: GroupKind, name: str, fresh: Sequence[int]
) -> Iterator[list[tuple[str, str]]]:
    """The ends of mails of a group, each distinct text once, with their senders.

    They come in samples of mails stored one after the other, which mostly are of about the same time; the samples cover
    all `fresh` ones (ids, newest first).
    """
    tail = func.substr(documents.c.text, -_TAIL)
    footer = func.substr(documents.c.signature, 1, func.coalesce(documents.c.footer, 0))
    of_group = select(documents.c.id).where(documents.c[kind] == name, documents.c.kind == "email")
    first = None
    for document_id in fresh:
        if first is not None and document_id >= first:
            continue
        # The first sample starts at the newest mail, so that a single fresh one is compared with enough others.
        upto = of_group if first is None else of_group.where(documents.c.id <= document_id)
        ids = connection.scalars(upto.order_by(documents.c.id.desc()).limit(_LOOKED_AT)).all()
        first = ids[-1]
        statement = (
            select(tail.label("tail"), footer.label("footer"), documents.c.sender)
            .where(documents.c.id.in_(among(ids)))
            .group_by(documents.c.content)
            .order_by(documents.c.id.desc())
            .limit(_SAMPLE)
        )
        yield [(_joined(row.tail, row.footer), row.sender) for row in connection.execute(statement)]


def known_footers(connection: Connection, kind: GroupKind, name: str) -> frozenset[bytes]:
    """The digests of the footers learned for a group."""
    statement = select(footers.c.digest).where(footers.c.kind == kind, footers.c.name == name)
    return frozenset(connection.scalars(statement))


def add_footers(connection: Connection, kind: GroupKind, name: str, digests: Iterable[bytes]) -> None:
    """Store the digests of footers learned for a group."""
    rows = [{"kind": kind, "name": name, "digest": digest} for digest in sorted(digests)]
    if rows:
        connection.execute(insert(footers).on_conflict_do_nothing(), rows)


def forget_gone(connection: Connection) -> None:
    """Forget the footers of senders and mailing lists of which there is no mail any more."""
    for kind in get_args(GroupKind):
        there = exists().where(documents.c[kind] == footers.c.name)
        connection.execute(delete(footers).where(footers.c.kind == kind, ~there))


def mails_of_group(connection: Connection, kind: GroupKind, name: str) -> list[int]:
    """Ids of all mails of a sender or mailing list."""
    statement = select(documents.c.id).where(documents.c[kind] == name, documents.c.kind == "email")
    return list(connection.scalars(statement))


def mails(connection: Connection, ids: Sequence[int]) -> list[Mail]:
    """The mails with these ids, in the order of ids."""
    columns = ("id", "title", "sender", "mailing_list", "text", "signature", "footer")
    statement = select(*(documents.c[name] for name in columns)).where(documents.c.id.in_(among(ids)))
    found = []
    for row in connection.execute(statement.order_by(documents.c.id)):
        cut = row.footer or 0
        text = _joined(row.text, row.signature[:cut])
        found.append(
            Mail(row.id, row.title, row.sender, row.mailing_list, text, row.signature[cut:].lstrip("\n"), row.footer)
        )
    return found


def mark_examined(connection: Connection, ids: Iterable[int]) -> None:
    """Record that these mails were searched for a footer and have none."""
    wanted = (documents.c.id.in_(among(ids)), documents.c.footer.is_(None))
    connection.execute(update(documents).where(*wanted).values(footer=0))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A mail with its new text and footer, and the language and texts to encode that follow from these."""

    mail: Mail
    text: str
    footer: str
    language: str
    chunks: Sequence[Chunk]


def rewrite(connection: Connection, mails: Sequence[Rewritten]) -> None:
    """Store the new texts and footers of mails."""
    if not mails:
        return
    ids = [each.mail.id for each in mails]
    keyword_index.forget(connection, ids)
    values = ("text", "signature", "footer", "language")
    statement = update(documents).where(documents.c.id == bindparam("document_id"))
    connection.execute(
        statement.values({name: bindparam(f"new_{name}") for name in values}),
        [
            {
                "document_id": each.mail.id,
                "new_text": each.text,
                "new_signature": _joined(each.footer, each.mail.signature),
                "new_footer": len(each.footer),
                "new_language": each.language,
            }
            for each in mails
        ],
    )
    contents.store_chunks(connection, {each.mail.id: each.chunks for each in mails})
    keyword_index.add_documents(connection, ids)


def _joined(above: str, below: str) -> str:
    """Two texts with a blank line between them, or the one that is not empty."""
    return f"{above}\n\n{below}" if above and below else above or below
