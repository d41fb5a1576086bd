"""Assigns mails to threads, and joins threads by the references of their mails, or else by subjects among the same
people or on the same list."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from semsearch.records import Prepared
from semsearch.store.schema import among, array, documents, driver

MAX_DEPTH = 50
"""References between a mail and the root of its thread that `link_by_reference` follows in one run."""

DAYS = 60
"""Maximum time between a mail and a reply that is recognised by its subject."""

_CANDIDATES = 20  # earlier mails with the same subject that are examined
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")

_BATCH = 1_000
"""Mails processed together, so that the memory needed does not grow with the mailbox."""

_ORPHANS = (
    "SELECT id FROM documents INDEXED BY ix_documents_footer"
    " WHERE footer IS NULL AND kind = 'email' AND subject != '' AND title != subject AND date IS NOT NULL"
    " AND \"references\" = '[]' ORDER BY date, id"
)
_FRESH = (
    "SELECT id, message_id, thread_id FROM documents INDEXED BY ix_documents_footer"
    " WHERE footer IS NULL AND kind = 'email' AND id > ? ORDER BY id LIMIT ?"
)
_JOINED = (
    "UPDATE documents SET thread_id = root.thread_id FROM (SELECT message_id, min(thread_id) AS thread_id"
    " FROM documents WHERE kind = 'email' AND message_id IN (SELECT value FROM json_each(?))"
    " GROUP BY message_id) AS root WHERE root.message_id = documents.thread_id"
    " AND root.thread_id != documents.thread_id RETURNING message_id, thread_id"
)
_MAIL = tuple(
    documents.c[name]
    for name in ("id", "title", "subject", "sender", "recipients", "date", "thread_id", "mailing_list")
)
_EARLIER = (
    select(*_MAIL)
    .where(documents.c.subject == bindparam("subject"), documents.c.kind == "email")
    .where(documents.c.thread_id.not_in(("", bindparam("own"))))
    .where(documents.c.date.between(bindparam("first"), bindparam("last")))
    .order_by(documents.c.date.desc(), documents.c.id)
    .limit(_CANDIDATES)
)


class Threads:
    """Assigns threads to mails that arrive together: that of the first known mail they refer to, else that named after
    the oldest reference, else their own."""

    def __init__(self, connection: Connection, arriving: Iterable[Prepared]) -> None:
        wanted = list({reference for document in arriving for reference in document.extracted.references})
        statement = (
            "SELECT message_id, thread_id FROM documents WHERE message_id IN (SELECT value FROM json_each(?))"
            " AND thread_id != '' ORDER BY id DESC"
        )
        self._known: dict[str, str] = dict(driver(connection).execute(statement, (array(wanted),)).fetchall())

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
    execute, last = driver(connection).execute, -1
    while fresh := execute(_FRESH, (last, _BATCH)).fetchall():
        last = fresh[-1][0]
        names = {name for _, *both in fresh for name in both} - {""}
        for _ in range(MAX_DEPTH):  # bounded, as mails may refer to each other in a circle
            if not names:
                break
            changed = execute(_JOINED, (array(names),)).fetchall()
            names = {name for both in changed for name in both} - {""}


def link_by_subject(connection: Connection) -> None:
    """Join mails of this run that are replies by their subject ("Re:") but have no references to the thread of the
    latest earlier mail with the same subject that came over the same list, or was from or to one of the same people."""
    ids = [id_ for (id_,) in driver(connection).execute(_ORPHANS)]
    replies = select(*_MAIL).order_by(documents.c.date, documents.c.id)
    for start in range(0, len(ids), _BATCH):
        wanted = documents.c.id.in_(among(ids[start : start + _BATCH]))
        for reply in connection.execute(replies.where(wanted)).all():
            if ":" in reply.title[: reply.title.rfind(reply.subject)]:  # a "Re:", not only the tag of a list
                _join(connection, reply)


def _join(connection: Connection, reply: Row[Any]) -> None:
    period = {"first": reply.date - DAYS * 86_400, "last": reply.date}
    earlier = connection.execute(_EARLIER, {"subject": reply.subject, "own": reply.thread_id, **period})
    found = next(
        (
            mail.thread_id
            for mail in earlier
            if (reply.mailing_list and mail.mailing_list == reply.mailing_list)
            or _addresses(mail.sender) & _addresses(*reply.recipients)
            or _addresses(reply.sender) & _addresses(*mail.recipients)
        ),
        None,
    )
    if found is not None:
        # Together with the mails of its own thread. A mail without a Message-ID shares its thread with no other.
        own = documents.c.thread_id == reply.thread_id if reply.thread_id else documents.c.id == reply.id
        connection.execute(update(documents).where(own).values(thread_id=found))


def _addresses(*texts: str) -> set[str]:
    return {address.lower() for each in texts for address in _ADDRESS.findall(each)}
