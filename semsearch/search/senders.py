"""Whose mail is asked for, "mail from Anna", «письма Анны» or «договор от Анны», as a filter."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email.utils import parseaddr
from itertools import takewhile

from semsearch.language import lemmas, words
from semsearch.search.query import ANYTHING, Query, anything

_FROM = frozenset({"from", "от"})
_BY = "by"
_AND = frozenset({"and", "or", "и", "или"})
_LONGEST = 3
"""Words of the longest name."""

_NAME = re.compile(r"([^\W\d_]+(?:[-.'’][^\W\d_]+)*\.?)([,;:?!]*)")
"""A name, perhaps with the full stop of an initial, and the signs behind it, which end the whole name."""

_SENT = 0.2
"""Share of the documents with a name that is from its bearers, from which on it is mostly said of a sender: of the
names of those who wrote to three lists 0.23 to 1, of London 0.04, which one of them is called."""

_TOLD = 3
"""Senders told by name, those who wrote most."""


def of_sender(
    query: Query,
    senders_named: Callable[[str], tuple[str, ...]],
    share_sent: Callable[[str, Sequence[str]], float],
) -> Query:
    """A query that says whose mail it is for, with that as a filter; others as they are.

    That is clear after a word for mail, in a query that says nothing else, and at its end if the dictionary knows the
    word as a name, or if it has a capital letter and is mostly said of those senders: "from Linux to Windows" is about
    neither. A Russian name in the genitive needs no preposition after a word for mail. "From Anna and Boris" would be
    half read, so it is not.
    """
    if query.filters.sender:
        return query
    for first, start, end, clear in _names(query.words):
        name = " ".join(query.words[start + (query.words[start].casefold() in _FROM) : end])
        if (senders := senders_named(name)) and (clear or share_sent(name, senders) >= _SENT):
            said = " ".join(query.words[start:end])
            named = list(dict.fromkeys(parseaddr(sender)[0] or sender for sender in senders))
            names = ", ".join([*named[:_TOLD], *(["…"] if len(named) > _TOLD else [])])
            notice = f'"{said}" was read as from:{names}; put it in quotes to search for the words'
            meant = replace(
                query,
                text=query.text.replace(" ".join(query.words[first:end]), "", 1).strip(),
                words=query.words[:first] + query.words[end:],
                filters=replace(query.filters, sender=senders),
                notices=(*query.notices, notice),
            )
            return anything(meant)
    return query


def in_any_form(query: Query, senders_named: Callable[[str], tuple[str, ...]]) -> Query:
    """The query with the senders whose name its filter has in another form or in the other alphabet, «от:марины»."""
    named = [sender for value in query.filters.sender for sender in senders_named(value)]
    return replace(query, filters=replace(query.filters, sender=(*query.filters.sender, *named))) if named else query


def _names(typed: Sequence[str]) -> Iterator[tuple[int, int, int, bool]]:
    """Where a name may stand, the longest first: the indexes of the first word that says whose mail it is, of the
    preposition, or of the name if there is none, and of what follows the name; and whether it is clear that it is the
    name of a sender."""
    prepositions = [at for at, word in enumerate(typed) if word.casefold() in _FROM]
    if len(prepositions) > 1:
        return
    start = prepositions[0] if prepositions else sum(1 for _ in takewhile(_is_silent, typed))
    mail = start > 0 and words.topic_words(typed[:start]).keys() <= words.topic_words(ANYTHING).keys()
    begins = start + len(prepositions)
    for end in range(min(len(typed), begins + _LONGEST), begins, -1):
        parts = [_NAME.fullmatch(word) for word in typed[begins:end]]
        name = [part[1] for part in parts if part and part[1].casefold() not in words.STOP_WORDS]
        if len(name) < len(parts) or any(part[2] for part in parts[:-1] if part):
            continue
        if end < len(typed) and typed[end].casefold() in _AND:
            return
        at_end = bool(prepositions) and end == len(typed)
        if prepositions:
            clear = mail or (at_end and (start == 0 or all(map(lemmas.is_person, name))))
        else:
            clear = mail and (typed[start - 1].casefold() == _BY or all(map(lemmas.is_of_person, name)))
        if clear or (at_end and all(part[0].isupper() for part in name)):
            yield (0 if mail else start), start, end, clear


def _is_silent(word: str) -> bool:
    """Whether a word says nothing, or no more than that mail is asked for."""
    return word.casefold() in words.STOP_WORDS or words.topic_words([word]).keys() <= words.topic_words(ANYTHING).keys()
