"""The words of a query -> what the keyword index is asked: words, numbers and codes as it has them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from semsearch.language import dates, lemmas, lexicon, numbers, words
from semsearch.language.given_names import other_names
from semsearch.language.letters import is_cyrillic
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

    def elsewhere(self, stem: str) -> list[str]:
        """What is searched for a word in documents in the other script."""
        return list(dict.fromkeys([*self.respelled.get(stem, ()), *self.translations.get(stem, ())])) or [stem]

    def crossing(self, stem: str) -> float:
        """How much of a word can occur in both scripts."""
        if stem in self.respelled or _has_digit(stem):
            return 1.0
        return TRANSLATED if stem in self.translations else 0.0


class _Identifier(NamedTuple):
    """What a query copies rather than says, such as ERR_1042 or a telephone number: the stems of its parts as they are
    ``typed``, and as they are ``there``, in the index. A number in groups may be nowhere."""

    typed: list[str]
    there: list[str]

    @property
    def telling(self) -> bool:
        """Whether it tells a document. A round number does not."""
        return not numbers.is_round("".join(self.typed))


def keyword_probe(connection: Connection, query: Query, *, translate: bool) -> Probe:
    """The keyword side of a query: its words, with their transliterations and, on request, translations that occur in
    the index.

    A misspelt word that does not occur is replaced by the word that was probably meant, a name only by a name, one with
    digits by the words that it is a part of or as it is written in groups. One that somebody else has misspelt in the
    same way is searched as it is.
    """
    topical = _words(connection, query, translate=translate)
    strange = [stem for stem in topical.typed if _has_digit(stem) and not topical.counts[stem]]
    strange = [stem for stem in strange if stem not in topical.respelled]
    regrouped = {stem: way for stem in strange if (way := _in_other_groups(connection, stem))}
    wholes = {
        stem: found for stem in strange if stem not in regrouped and (found := vocabulary.with_part(connection, stem))
    }
    said = [stem for stem in topical.typed if stem not in {**topical.respelled, **regrouped, **wholes}]
    corrections = {stem: meant for stem in said if (meant := _correction(connection, topical, stem))}
    names = words.capitalised(query.words)
    instead = {
        stem: meant.stem
        for stem, meant in corrections.items()
        if not topical.counts[stem] and _may_replace(connection, meant, is_name=topical.typed[stem] in names)
    }
    in_groups = list(_in_groups(connection, query))
    identifiers = [*_in_one_piece(query, regrouped), *in_groups]

    parts = {stem for each in in_groups if each.there for stem in each.typed}
    stems = [instead.get(stem, stem) for stem in said if stem not in parts]
    stems += [each.there[0] for each in in_groups if len(each.there) == 1]
    codes = dict.fromkeys(map(tuple, [*regrouped.values(), *(each.there for each in identifiers)]))
    phrases = [*map(words.stems, query.phrases), *(list(code) for code in codes if len(code) > 1)]
    groups = [[*([stem] if topical.counts[stem] else []), *others] for stem, others in topical.respelled.items()]
    groups += wholes.values()
    translated = [topical.elsewhere(stem) for stem in topical.typed]
    marked = {stem for each in identifiers for stem in each.there}.union(stems, *phrases, *groups, *translated)
    for prefix in query.prefixes:
        groups.append([f"{words.fold(prefix)}*", words.stem(prefix)])
        marked |= {words.stem(prefix), *vocabulary.with_part(connection, prefix, 200)}
    length = max(1, len(topical.typed))
    copied = {stem for each in identifiers if each.telling for stem in each.typed} & topical.typed.keys()
    crossing = sum(map(topical.crossing, topical.typed))
    # Of several words, one tells which sense of another is meant.
    reliance = _reliance(topical) if length == 1 else {}
    differs = translate and bool(topical.respelled or topical.translations)
    return Probe(
        Terms(stems, phrases, groups),
        replace(QUESTION, cross_script=crossing / length, copied=len(copied) / length),
        identifiers=[each.there for each in identifiers if each.there and each.telling],
        corrections=[(topical.typed[stem], meant.word) for stem, meant in corrections.items()],
        marked=frozenset(marked),
        translated=Terms(groups=translated, translated=True, reliance=reliance) if differs else None,
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


def _reliance(topical: _Words) -> dict[str, float]:
    """How surely each translation of a single word stands for it, but for those that are transliterations as well."""
    return {
        each: lexicon.reliance(stem, each)
        for stem, meanings in topical.translations.items()
        for each in meanings
        if each not in topical.respelled.get(stem, ())
    }


def _correction(connection: Connection, topical: _Words, stem: str) -> Correction | None:
    """What a word was probably meant to be. One that is only said in the other language is not misspelt."""
    if not topical.counts[stem] and stem in topical.translations:
        return None
    return vocabulary.correction(connection, topical.typed[stem], stem, topical.counts[stem])


def _may_replace(connection: Connection, meant: Correction, *, is_name: bool) -> bool:
    """Whether what was probably meant is searched instead of a word that is nowhere. A name that is nowhere is no
    misspelt word, as "Brady" has nothing to do with brandy: only another name is searched instead."""
    return not is_name or vocabulary.is_name(connection, meant.stem)


def _in_one_piece(query: Query, regrouped: Mapping[str, list[str]]) -> Iterator[_Identifier]:
    """The words of a query that are identifiers; `regrouped` are those that the index has in groups."""
    for word in words.identifiers(query.words):
        typed = words.stems(word)
        yield _Identifier(typed, regrouped.get(typed[0], typed) if len(typed) == 1 else typed)


def _in_groups(connection: Connection, query: Query) -> Iterator[_Identifier]:
    """The days, long numbers and codes that the query writes in groups, as the index has them: as they are written,
    else in one piece or in other groups."""
    text = " ".join(query.words)
    for ways in (*dates.days(text), *numbers.in_groups(dates.without_days(text))):
        there = _first_there(connection, ways) or _with_other_prefix(connection, "".join(ways[0]))
        yield _Identifier(list(map(words.stem, ways[0])), there)


def _in_other_groups(connection: Connection, stem: str) -> list[str]:
    """A number or code that is nowhere as it stands, as it is in the index: in groups, or with another prefix; empty if
    it is not."""
    ways = numbers.grouped(stem)
    return _first_there(connection, ways) or (_with_other_prefix(connection, stem) if ways else [])


def _first_there(connection: Connection, ways: Iterable[Sequence[str]]) -> list[str]:
    """The stems of the first of these ways to write something that is in the index; empty if none is."""
    stems = ([words.stem(part) for part in way] for way in ways)
    return next((way for way in stems if fulltext.containing(connection, way)), [])


def _with_other_prefix(connection: Connection, number: str) -> list[str]:
    """A telephone number as the index has it, with another prefix or none."""
    national = numbers.without_prefix(number)
    return vocabulary.with_part(connection, national, 1) if national != number else []


def _has_digit(stem: str) -> bool:
    return any(map(str.isdigit, stem))
