"""People by their names."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from semsearch.language import words
from semsearch.language.given_names import other_names
from semsearch.language.transliteration import transliterations
from semsearch.store.keywords.keyword_index import quoted
from semsearch.store.schema import array, documents, driver

_PART = re.compile(r"\w+")

_SHORTEST = 3
"""Letters of the shortest name that is looked for in the other alphabet."""

MOST = 50
"""Senders up to which a name says whose mail is meant."""

OFFERED = 8
"""Senders that complete a name."""

_SAID = 2_000
"""Documents looked at to see of whom a name is said."""


def each(sender: str) -> list[str]:
    """Those whom a document has for its sender: one, but of a conversation all who talk in it."""
    return [sender] if sender.endswith(">") else sender.split("; ")  # not "Barnes &amp; Noble" <mail@example.org>


def completions(connection: Connection, beginning: str) -> list[str]:
    """Up to `OFFERED` senders whose name or address has a word with this beginning, the most frequent first."""
    wanted = words.fold_all(beginning)
    statement = (
        select(documents.c.sender)
        .where(documents.c.sender != "", func.instr(func.semsearch_fold(documents.c.sender), wanted) > 0)
        .group_by(documents.c.sender)
        .order_by(func.count().desc(), documents.c.sender)
    )
    found = connection.scalars(statement)
    begins = re.compile(rf"(?<!\w){re.escape(wanted)}")
    people = dict.fromkeys(person for sender in found for person in each(sender))
    return [person for person in people if begins.search(words.fold_all(person))][:OFFERED]


def senders_named(connection: Connection, name: str) -> tuple[str, ...]:
    """The senders whose name or address has all words of this name, the most frequent first; empty if there are too
    many. Names may be in any form and in either alphabet; a letter alone stands for any name that begins with it."""
    wanted = _wanted(name)
    initials = [words.fold(part) for part in _PART.findall(name) if len(part) == 1]
    if not wanted:
        return ()
    query = _all_of(wanted)
    statement = (
        "SELECT sender FROM documents WHERE id IN (SELECT rowid FROM keywords WHERE keywords MATCH ?) AND sender != ''"
        " GROUP BY sender ORDER BY count(*) DESC, sender"
    )
    found = driver(connection).execute(statement, (f"{{people}} : ({query})",))
    people = dict.fromkeys(person for (sender,) in found for person in each(sender))
    named = [person for person in people if _has_all(person, wanted, initials)]
    return tuple(named) if len(named) <= MOST else ()


def share_sent(connection: Connection, name: str, senders: Sequence[str]) -> float:
    """Of the newest documents that have all words of a name anywhere, the share, in 0..1, that is from these
    senders."""
    statement = (
        "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(sender, value))), count(*)"
        " FROM documents"
        " WHERE id IN (SELECT rowid FROM keywords WHERE keywords MATCH ? ORDER BY rowid DESC LIMIT ?)"
    )
    given = array(senders), _all_of(_wanted(name)), _SAID
    sent, total = driver(connection).execute(statement, given).fetchone()
    return sent / total if total else 0.0


def _wanted(name: str) -> list[set[str]]:
    """The stems that stand for each word of a name, in either alphabet, and for its short or full form."""
    return [
        {
            stem
            for called in _called(part)
            for stem in (words.stem(called), *words.transliterated_stems(called, _SHORTEST))
        }
        for part in _PART.findall(name)
        if len(part) > 1
    ]


def _called(name: str) -> list[str]:
    """A name, and what else its bearer may be called."""
    forms = {words.fold(name), words.stem(name)}
    spelled = dict.fromkeys(each for form in sorted(forms) for each in transliterations(form, _SHORTEST))
    return [name, *(other for each in (name, *spelled) for other in other_names(each.capitalize()))]


def _all_of(wanted: Sequence[set[str]]) -> str:
    """The FTS5 query for documents with one stem of each set."""
    return " AND ".join(f"({' OR '.join(map(quoted, sorted(forms)))})" for forms in wanted)


def _has_all(sender: str, wanted: Sequence[set[str]], initials: Sequence[str]) -> bool:
    stems = set(words.stems(sender))
    return all(forms & stems for forms in wanted) and {stem[0] for stem in stems}.issuperset(initials)
