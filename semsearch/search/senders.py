"""Whose mail is asked for, "mail from Anna" or «договор от Анны», as a filter."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email.utils import parseaddr

from semsearch.language import lemmas, words
from semsearch.search.query import ANYTHING, Query, anything

_FROM = frozenset({"from", "от"})
_AND = frozenset({"and", "or", "и", "или"})
_LONGEST = 3
"""Words of the longest name."""

_TOLD = 3
"""Senders told by name, those who wrote most."""


def of_sender(query: Query, senders_named: Callable[[Sequence[str]], tuple[str, ...]]) -> Query:
    """A query that says whose mail it is for, with that as a filter; others as they are.

    That is clear after a word for mail, in a query that says nothing else, and at its end if the dictionary knows the
    word as a name: "from Linux to Windows" is about neither. "From Anna and Boris" would be half read, so it is not.
    """
    if query.filters.sender:
        return query
    for first, start, end in _names(query.words):
        if senders := senders_named(query.words[start + 1 : end]):
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


def _names(typed: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where a name may stand, the longest first: the indexes of the first word that says whose mail it is, of the
    preposition, and of what follows the name."""
    starts = [at for at, word in enumerate(typed) if word.casefold() in _FROM]
    if len(starts) != 1:
        return
    start = starts[0]
    mail = start > 0 and words.topic_words(typed[:start]).keys() <= words.topic_words(ANYTHING).keys()
    for end in range(min(len(typed), start + 1 + _LONGEST), start + 1, -1):
        name = typed[start + 1 : end]
        if any(word.casefold() in words.STOP_WORDS or not word.isalpha() for word in name):
            continue
        if end < len(typed) and typed[end].casefold() in _AND:
            return
        if mail or (end == len(typed) and (start == 0 or all(map(lemmas.is_person, name)))):
            yield (0 if mail else start), start, end
