"""People by their names, in any form and in either alphabet."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection

from semsearch.language import words
from semsearch.store.keywords import quoted
from semsearch.store.schema import driver

_PART = re.compile(r"\w+")

MOST = 50
"""Senders up to which a name says whose mail is meant."""


def senders_named(connection: Connection, name: str) -> tuple[str, ...]:
    """The senders whose name or address has all words of this name, the most frequent first; empty if there are too
    many. A letter alone stands for any name that begins with it."""
    parts = _PART.findall(name)
    wanted = [{words.stem(part), *words.transliterated_stems(part)} for part in parts if len(part) > 1]
    initials = [words.fold(part) for part in parts if len(part) == 1]
    if not wanted:
        return ()
    query = " AND ".join(f"({' OR '.join(map(quoted, sorted(forms)))})" for forms in wanted)
    statement = (
        "SELECT sender FROM documents WHERE id IN (SELECT rowid FROM keywords WHERE keywords MATCH ?) AND sender != ''"
        " GROUP BY sender ORDER BY count(*) DESC, sender"
    )
    found = driver(connection).execute(statement, (f"{{people}} : ({query})",))
    named = [sender for (sender,) in found if _has_all(sender, wanted, initials)]
    return tuple(named) if len(named) <= MOST else ()


def _has_all(sender: str, wanted: Sequence[set[str]], initials: Sequence[str]) -> bool:
    stems = set(words.stems(sender))
    return all(forms & stems for forms in wanted) and {stem[0] for stem in stems}.issuperset(initials)
