"""A query as it is meant in this index: whose mail is asked for, of when, in which keyboard layout."""

from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import date
from functools import partial

from semsearch.search import senders
from semsearch.search.periods import Period
from semsearch.search.probing import Asked
from semsearch.search.query import Query, anything, of_year, parse
from semsearch.store import filters, lookup, people
from semsearch.store.database import Connection
from semsearch.store.keywords import vocabulary


def read(connection: Connection, query: str, asked: Asked) -> tuple[Query, Set[int] | None]:
    """A parsed query, and the ids of the documents that pass its filters, None for all; phrases are compared by their
    stems only. A period in words or a sender from which there is no document is taken for text, and what was typed in
    the wrong keyboard layout for what it is in the other. Both are told by the keyword index, if that can be read."""
    parsed, allowed = _narrowed(connection, parse(query, today()), asked)
    if (said := parsed.period) and not allowed:
        if parsed.filters.sender:
            parsed, allowed = _narrowed(connection, anything(parse(query.replace(said.words, " ", 1))), asked)
            notice = _all_times(said)
        else:
            parsed, allowed = _narrowed(connection, parse(query), asked)
            notice = f'nothing is from date:{said.first}..{said.last}, so "{said.words}" was searched as text'
        then = _in_its_time(connection, query, allowed, asked)
        parsed = replace(parsed, notices=(*parsed.notices, notice), retyped=(*parsed.retyped, *then))
    return _of_year(connection, parsed, allowed)


def today() -> date:
    """The day that "yesterday" is told from, the person's own."""
    return date.today()  # noqa: DTZ011


def undated(connection: Connection, query: str, asked: Asked, said: Period) -> tuple[Query, Set[int]]:
    """A query with the words for a period as text, and the documents without a date that pass its filters: they may be
    of that time."""
    parsed, allowed = _narrowed(connection, parse(query), asked)
    without = lookup.undated_ids(connection)
    notice = f'nothing from date:{said.first}..{said.last} answers, so "{said.words}" was searched in what has no date'
    notices = (*parsed.notices, notice)
    return replace(parsed, notices=notices), without if allowed is None else without & allowed


def _of_year(connection: Connection, parsed: Query, allowed: Set[int] | None) -> tuple[Query, Set[int] | None]:
    """The same for mail of a year, if there is any, or somebody's of another that does not have the number."""
    within = of_year(parsed)
    if within.period is None or within is parsed:
        return parsed, allowed
    if of_then := _passing(connection, within):
        return within, of_then
    if not parsed.filters.sender or _passing(connection, replace(parsed, phrases=(within.period.words,))):
        return parsed, allowed
    return replace(parsed, text="", words=(), notices=(*parsed.notices, _all_times(within.period))), allowed


def _all_times(said: Period) -> str:
    return f"nothing of theirs is from date:{said.first}..{said.last}, so all times were searched"


def _in_its_time(
    connection: Connection, query: str, allowed: Set[int] | None, asked: Asked
) -> Iterator[tuple[str, str]]:
    """The words for a period in a query, and the period that they would have named on the day of the newest of these
    documents, if there are documents of it: last summer of an archive that ends in 2002."""
    newest = lookup.newest(connection, lookup.all_ids(connection) if allowed is None else allowed, 1)
    for written in lookup.written(connection, newest):
        if written.date is not None:
            parsed, found = _narrowed(connection, parse(query, written.date.date()), asked)
            if (then := parsed.period) and found:
                yield then.words, f"date:{then.first}..{then.last}"


def _narrowed(connection: Connection, parsed: Query, asked: Asked) -> tuple[Query, Set[int] | None]:
    """A query as it was meant, and the documents that pass its filters."""
    meant = of_sender = parsed
    if asked.words:
        meant = parsed.typed_as(vocabulary.retyped(connection, parsed.words))
        of_sender = senders.of_sender(
            meant, partial(people.senders_named, connection), partial(people.share_sent, connection)
        )
    allowed = _passing(connection, of_sender)
    if of_sender is not meant and not allowed and not parsed.period:
        return meant, _passing(connection, meant)
    if asked.words and meant.filters.sender and not allowed:
        in_any_form = senders.in_any_form(meant, partial(people.senders_named, connection))
        return in_any_form, _passing(connection, in_any_form)
    return of_sender, allowed


def _passing(connection: Connection, query: Query) -> Set[int] | None:
    """The ids of the documents that pass the filters of a query, None for all."""
    return filters.matching(connection, query.filters, query.excluded, query.phrases)
