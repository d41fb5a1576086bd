"""The words of a query -> what the keyword index is asked: words as it has them, in both alphabets and languages."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from semsearch.language import lemmas, lexicon, words
from semsearch.language.given_names import other_names
from semsearch.language.letters import is_cyrillic
from semsearch.search.codes import codes_of
from semsearch.search.probe import Probe
from semsearch.search.query import Query
from semsearch.search.rank import QUESTION
from semsearch.store.database import Connection
from semsearch.store.keywords import fulltext, vocabulary
from semsearch.store.keywords.fulltext import Terms
from semsearch.store.keywords.vocabulary import Correction

TRANSLATED = 0.3
"""How much of a word whose translation is in the index counts as a word that can occur in both scripts: a text may use
another translation."""


class _Words(NamedTuple):
    """The words of a query that carry its topic, as they are ``typed``, by their stems; how many documents have each;
    and the stems of their transliterations and translations that occur in the index, for those that have any."""

    typed: Mapping[str, str]
    counts: Mapping[str, int]
    respelled: Mapping[str, list[str]]
    translations: Mapping[str, list[str]]

    @property
    def nowhere(self) -> list[str]:
        """The stems that no document has, in either alphabet."""
        return [stem for stem in self.typed if not self.counts[stem] and stem not in self.respelled]

    def elsewhere(self, stem: str) -> list[str]:
        """What is searched for a word in documents in the other script."""
        return list(dict.fromkeys([*self.respelled.get(stem, ()), *self.translations.get(stem, ())])) or [stem]

    def crossing(self, stem: str) -> float:
        """How much of a word can occur in both scripts."""
        if stem in self.respelled:
            return 1.0
        return TRANSLATED if stem in self.translations else 0.0


def keyword_probe(connection: Connection, query: Query, *, translate: bool) -> Probe:
    """The keyword side of a query: its words, with their transliterations and, on request, translations that occur in
    the index.

    A misspelt word that does not occur is replaced by the word that was probably meant, a name only by a name, one with
    digits by the words that it is a part of or as it is written in groups. One that somebody else has misspelt in the
    same way is searched as it is.
    """
    topical = _words(connection, query, translate=translate)
    codes = codes_of(connection, query, [stem for stem in topical.nowhere if _has_digit(stem)])
    plain = [stem for stem in topical.typed if stem not in topical.respelled and stem not in codes.rewritten]
    corrections = _corrections(connection, topical, plain)
    instead = _instead(connection, topical, corrections, names=words.capitalised(query.words))

    stems = [*(instead.get(stem, stem) for stem in plain), *codes.stems]
    phrases = [*map(words.stems, query.phrases), *codes.phrases]
    groups = [[*([stem] if topical.counts[stem] else []), *others] for stem, others in topical.respelled.items()]
    groups += codes.wholes.values()
    translated = [topical.elsewhere(stem) for stem in topical.typed]
    marked = {stem for each in codes.all for stem in each.there}.union(stems, *phrases, *groups, *translated)
    for prefix in query.prefixes:
        groups.append([f"{words.fold(prefix)}*", words.stem(prefix)])
        marked |= {words.stem(prefix), *vocabulary.with_part(connection, prefix, 200)}
    length = max(1, len(topical.typed))
    crossing = sum(map(topical.crossing, topical.typed))
    differs = translate and bool(topical.respelled or topical.translations)
    return Probe(
        Terms(stems, phrases, groups),
        replace(
            QUESTION,
            words=length,
            cross_script=crossing / length,
            copied=len(codes.copied & topical.typed.keys()) / length,
        ),
        identifiers=[each.there for each in codes.all if each.there and each.telling],
        corrections=[(topical.typed[stem], meant.word) for stem, meant in corrections.items()],
        marked=frozenset(marked),
        translated=Terms(groups=translated, translated=True) if differs else None,
        passages=True,
    )


def _words(connection: Connection, query: Query, *, translate: bool) -> _Words:
    typed = words.topic_words([*query.words, *query.phrases])
    _, counts = fulltext.frequencies(connection, typed)
    if not any(map(is_cyrillic, typed)) and not fulltext.has_cyrillic(connection):
        return _Words(typed, counts, {}, {})
    both = (
        {stem: [*_respelled(stem, word), *_otherwise_called(word)] for stem, word in typed.items()},
        {stem: lexicon.translations(stem) for stem in typed} if translate else {},
    )
    _, known = fulltext.frequencies(
        connection, {other for each in both for listed in each.values() for other in listed}
    )
    respelled, translations = (
        {stem: there for stem, listed in each.items() if (there := [other for other in listed if known[other]])}
        for each in both
    )
    return _Words(typed, counts, respelled, translations)


def _respelled(stem: str, word: str) -> list[str]:
    """The transliterations of a word that are no other word, unless it is the name of a person."""
    spelled = words.transliterated_stems(word)
    if lemmas.is_person(word):
        return spelled
    return [other for other in spelled if not lexicon.contradicts(stem, other)]


def _otherwise_called(word: str) -> Iterator[str]:
    """The stems of the other names of somebody who is called so, in either alphabet."""
    for name in other_names(word):
        yield words.stem(name)
        yield from words.transliterated_stems(name)


def _corrections(connection: Connection, topical: _Words, plain: Sequence[str]) -> dict[str, Correction]:
    """What words were probably meant to be, by their stems."""
    found = {stem: vocabulary.correction(connection, topical.typed[stem], stem, topical.counts[stem]) for stem in plain}
    return {stem: meant for stem, meant in found.items() if meant is not None}


def _instead(
    connection: Connection, topical: _Words, corrections: Mapping[str, Correction], names: Collection[str]
) -> dict[str, str]:
    """The stems that are searched instead of words that are nowhere. A name that is nowhere is no misspelt word, as
    "Brady" has nothing to do with brandy: only another name is searched instead."""
    return {
        stem: meant.stem
        for stem, meant in corrections.items()
        if not topical.counts[stem] and (topical.typed[stem] not in names or vocabulary.is_name(connection, meant.stem))
    }


def _has_digit(stem: str) -> bool:
    return any(map(str.isdigit, stem))
