"""Which mails belong to one thread: by what they refer to, else by their subject among the same people or list."""

import json
import re
from typing import Any

from sqlalchemy import Connection, Row, text

MAX_DEPTH = 50
"""Steps from a mail to the root of its thread that `link_by_reference` follows in one run."""

DAYS = 60
"""How much later than the mail before it a reply may be written."""

_CANDIDATES = 20
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")

_BATCH = 1_000
"""Mails looked at together: the memory needed does not grow with a mailbox."""

_ORPHANS = text(
    "SELECT id FROM documents INDEXED BY ix_documents_footer"
    " WHERE footer IS NULL AND kind = 'email' AND subject != '' AND title != subject AND date IS NOT NULL"
    " AND \"references\" = '[]' ORDER BY date, id"
)
_REPLIES = text(
    "SELECT id, title, subject, sender, recipients, date, thread_id, mailing_list"
    " FROM documents WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY date, id"
)
_FRESH = text(
    "SELECT id, message_id, thread_id FROM documents INDEXED BY ix_documents_footer"
    " WHERE footer IS NULL AND kind = 'email' AND id > :after ORDER BY id LIMIT :most"
)
_JOINED = text(
    "UPDATE documents SET thread_id = root.thread_id FROM (SELECT message_id, min(thread_id) AS thread_id"
    " FROM documents WHERE kind = 'email' AND message_id IN (SELECT value FROM json_each(:names))"
    " GROUP BY message_id) AS root WHERE root.message_id = documents.thread_id"
    " AND root.thread_id != documents.thread_id RETURNING documents.message_id, documents.thread_id"
)
_EARLIER = text(
    "SELECT sender, recipients, thread_id, mailing_list FROM documents WHERE subject = :subject AND kind = 'email'"
    " AND thread_id NOT IN ('', :thread_id) AND date BETWEEN :date - :seconds AND :date"
    " ORDER BY date DESC, id LIMIT :most"
)


def link_by_reference(connection: Connection) -> None:
    """Let every mail have the thread of the mail that its own thread is named after, until nothing changes.

    A mail names its thread by the first Message-ID it refers to; when that mail itself belongs to an older thread
    (some programs name only the direct parent), both become one. That can only be so of mails that came in with this
    run, of those that name one of them, and then of what names these.
    """
    fresh = connection.execute(_FRESH, {"after": -1, "most": _BATCH}).all()
    while fresh:
        names = {name for row in fresh for name in (row.message_id, row.thread_id)} - {""}
        for _ in range(MAX_DEPTH):  # mails that refer to each other in a circle would go round for ever
            if not names:
                break
            changed = connection.execute(_JOINED, {"names": json.dumps(list(names))}).all()
            names = {name for row in changed for name in row} - {""}
        fresh = connection.execute(_FRESH, {"after": fresh[-1].id, "most": _BATCH}).all()


def link_by_subject(connection: Connection) -> None:
    """Let the mails that came in with this run, are replies by their subject ("Re:"), and refer to no mail, join the
    thread of the latest earlier mail with the same subject that came over the same list, or from or to one of them."""
    ids = connection.scalars(_ORPHANS).all()
    for start in range(0, len(ids), _BATCH):
        replies = connection.execute(_REPLIES, {"ids": json.dumps(ids[start : start + _BATCH])}).all()
        for reply in replies:
            if ":" in reply.title[: reply.title.rfind(reply.subject)]:  # not only the tag of a list
                _join(connection, reply)


def _join(connection: Connection, reply: Row[Any]) -> None:
    earlier = connection.execute(
        _EARLIER,
        {
            "subject": reply.subject,
            "thread_id": reply.thread_id,
            "date": reply.date,
            "seconds": DAYS * 86_400,
            "most": _CANDIDATES,
        },
    )
    found = next(
        (
            mail.thread_id
            for mail in earlier
            if (reply.mailing_list and mail.mailing_list == reply.mailing_list)
            or _addresses(mail.sender) & _addresses(*json.loads(reply.recipients))
            or _addresses(reply.sender) & _addresses(*json.loads(mail.recipients))
        ),
        None,
    )
    if found is not None:
        # With all that already belongs to its thread; what has no Message-ID is in no thread that others are in.
        where = "thread_id = :own" if reply.thread_id else "id = :id"
        connection.execute(
            text(f"UPDATE documents SET thread_id = :thread WHERE {where}"),  # noqa: S608 - constants
            {"thread": found, "own": reply.thread_id, "id": reply.id},
        )


def _addresses(*texts: str) -> set[str]:
    return {address.lower() for each in texts for address in _ADDRESS.findall(each)}
