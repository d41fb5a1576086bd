"""People by their names, in any form and in either alphabet."""

from collections.abc import Sequence

from sqlalchemy import Connection

from semsearch.language import words
from semsearch.store.keywords import quoted
from semsearch.store.schema import driver

MOST = 50
"""Senders up to which a name says whose mail is meant."""


def senders_named(connection: Connection, name: Sequence[str]) -> tuple[str, ...]:
    """The senders whose name or address has all these words, the most frequent first; empty if there are too many."""
    wanted = [{words.stem(word), *words.transliterated_stems(word)} for word in name]
    query = " AND ".join(f"({' OR '.join(map(quoted, sorted(forms)))})" for forms in wanted)
    statement = (
        "SELECT sender FROM documents WHERE id IN (SELECT rowid FROM keywords WHERE keywords MATCH ?) AND sender != ''"
        " GROUP BY sender ORDER BY count(*) DESC, sender"
    )
    found = driver(connection).execute(statement, (f"{{people}} : ({query})",))
    named = [sender for (sender,) in found if all(forms & set(words.stems(sender)) for forms in wanted)]
    return tuple(named) if len(named) <= MOST else ()
