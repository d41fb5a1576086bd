"""What the learning of footers reads and writes. The first ``footer`` characters of a document's signature are a footer
that was learned; NULL means that nobody has looked for one yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import Connection, bindparam, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from semsearch.records import Piece
from semsearch.store import contents, fulltext
from semsearch.store.schema import among, documents, footers

GroupKind: TypeAlias = Literal["sender", "mailing_list"]
_TAIL = 6_000
_SAMPLE, _LOOKED_AT = 200, 800


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's text and signature, those of both that were apart before anything was learned."""

    id: int
    title: str
    sender: str
    mailing_list: str
    text: str
    signature: str
    footer: int | None


_UNEXAMINED = (documents.c.footer.is_(None), documents.c.kind == "email")


def unexamined(connection: Connection) -> list[int]:
    """Ids of the mails in which no footer has been looked for."""
    return list(connection.scalars(select(documents.c.id).where(*_UNEXAMINED)))


def fresh_by_group(connection: Connection, kind: GroupKind, least: int) -> dict[str, list[int]]:
    """Ids of those mails by their sender or list, the newest first; only of groups with at least so many mails."""
    column = documents.c[kind]
    # By that index: by the one on the column, SQLite would go through all mails.
    statement = (
        f"SELECT {kind}, id FROM documents INDEXED BY ix_documents_footer"  # noqa: S608 - a constant
        f" WHERE footer IS NULL AND kind = 'email' AND {kind} != '' ORDER BY {kind}, id DESC"
    )
    fresh: dict[str, list[int]] = {}
    for name, document_id in connection.execute(text(statement)):
        fresh.setdefault(name, []).append(document_id)
    of_group = select(documents.c.id).where(column == bindparam("name"), documents.c.kind == "email").limit(least)
    return {
        name: ids for name, ids in fresh.items() if len(connection.execute(of_group, {"name": name}).all()) == least
    }


def samples(
    connection: Connection, kind: GroupKind, name: str, fresh: Sequence[int]
) -> Iterator[list[tuple[str, str]]]:
    """The ends of the mails of a group, each text once, and their senders: in samples of mails that were stored one
    after the other, which mostly means at about the same time, around all that are `fresh` (newest first)."""
    tail = func.substr(documents.c.text, -_TAIL)
    footer = func.substr(documents.c.signature, 1, func.coalesce(documents.c.footer, 0))
    of_group = select(documents.c.id).where(documents.c[kind] == name, documents.c.kind == "email")
    first = None
    for document_id in fresh:
        if first is not None and document_id >= first:
            continue
        # The newest sample reaches up to the newest mail, so that a single fresh one is among enough others.
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
    """The digests of the footers learned of a group."""
    statement = select(footers.c.digest).where(footers.c.kind == kind, footers.c.name == name)
    return frozenset(connection.scalars(statement))


def add_footers(connection: Connection, kind: GroupKind, name: str, digests: Iterable[bytes]) -> None:
    rows = [{"kind": kind, "name": name, "digest": digest} for digest in sorted(digests)]
    if rows:
        connection.execute(insert(footers).on_conflict_do_nothing(), rows)


def mails_of_group(connection: Connection, kind: GroupKind, name: str) -> list[int]:
    statement = select(documents.c.id).where(documents.c[kind] == name, documents.c.kind == "email")
    return list(connection.scalars(statement))


def mails(connection: Connection, ids: Sequence[int]) -> list[Mail]:
    """These mails, in the order of their ids."""
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
    """Note that a footer has been looked for in these mails, and none was found."""
    wanted = (documents.c.id.in_(among(ids)), documents.c.footer.is_(None))
    connection.execute(update(documents).where(*wanted).values(footer=0))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A mail with another text and footer, and what follows from them."""

    mail: Mail
    text: str
    footer: str
    language: str
    pieces: Sequence[Piece]


def rewrite(connection: Connection, mails: Sequence[Rewritten]) -> None:
    """Let mails have other texts and footers."""
    if not mails:
        return
    ids = [each.mail.id for each in mails]
    contents.forget_keywords(connection, ids)
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
    for each in mails:
        contents.store_pieces(connection, each.mail.id, each.pieces)
    fulltext.index_documents(connection, ids)


def _joined(above: str, below: str) -> str:
    """Two texts with a blank line between them, where both say something."""
    return f"{above}\n\n{below}" if above and below else above or below
