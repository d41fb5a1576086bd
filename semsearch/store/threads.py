"""Assigns mails to threads, and joins threads by the references of their mails, or else by subjects among the same
people or on the same list."""

import json
import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, text

from semsearch.records import Prepared

MAX_DEPTH = 50
"""References between a mail and the root of its thread that `link_by_reference` follows in one run."""

DAYS = 60
"""Maximum time between a mail and a reply that is recognised by its subject."""

_CANDIDATES = 20  # earlier mails with the same subject that are examined
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")

_BATCH = 1_000
"""Mails processed together, so that the memory needed does not grow with the mailbox."""

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


class Threads:
    """Assigns threads to mails that arrive together: that of the first known mail they refer to, else that named after
    the oldest reference, else their own."""

    def __init__(self, connection: Connection, arriving: Iterable[Prepared]) -> None:
        wanted = list({reference for document in arriving for reference in document.extracted.references})
        statement = text(
            "SELECT message_id, thread_id FROM documents WHERE message_id IN (SELECT value FROM json_each(:wanted))"
            " AND thread_id != '' ORDER BY id DESC"
        )
        self._known = {
            row.message_id: row.thread_id for row in connection.execute(statement, {"wanted": json.dumps(wanted)})
        }

    def of(self, document: Prepared) -> str:
        """The thread of a document. To be called for all documents, in order."""
        mail = document.extracted
        own = mail.references[0] if mail.references else mail.message_id
        thread = next((self._known[known] for known in mail.references if known in self._known), own)
        if thread:
            self._known.setdefault(mail.message_id, thread)
        return thread


def link_by_reference(connection: Connection) -> None:
    """Join each thread to that of the mail it is named after, until nothing changes.

    A thread is named after the first Message-ID that a mail refers to. If that mail belongs to an older thread (some
    programs only name the direct parent), both become one. This can only concern mails added in this run, threads named
    after these, and threads named after mails that were joined as a result.
    """
    fresh = connection.execute(_FRESH, {"after": -1, "most": _BATCH}).all()
    while fresh:
        names = {name for row in fresh for name in (row.message_id, row.thread_id)} - {""}
        for _ in range(MAX_DEPTH):  # bounded, as mails may refer to each other in a circle
            if not names:
                break
            changed = connection.execute(_JOINED, {"names": json.dumps(list(names))}).all()
            names = {name for row in changed for name in row} - {""}
        fresh = connection.execute(_FRESH, {"after": fresh[-1].id, "most": _BATCH}).all()


def link_by_subject(connection: Connection) -> None:
    """Join mails of this run that are replies by their subject ("Re:") but have no references to the thread of the
    latest earlier mail with the same subject that came over the same list, or was from or to one of the same people."""
    ids = connection.scalars(_ORPHANS).all()
    for start in range(0, len(ids), _BATCH):
        replies = connection.execute(_REPLIES, {"ids": json.dumps(ids[start : start + _BATCH])}).all()
        for reply in replies:
            if ":" in reply.title[: reply.title.rfind(reply.subject)]:  # a "Re:", not only the tag of a list
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
        # Together with the mails of its own thread. A mail without a Message-ID shares its thread with no other.
        where = "thread_id = :own" if reply.thread_id else "id = :id"
        connection.execute(
            text(f"UPDATE documents SET thread_id = :thread WHERE {where}"),  # noqa: S608 - constants
            {"thread": found, "own": reply.thread_id, "id": reply.id},
        )


def _addresses(*texts: str) -> set[str]:
    return {address.lower() for each in texts for address in _ADDRESS.findall(each)}
