"""The vocabulary of the keyword index: corrections of misspelled words, spellings of stems, parts of identifiers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection

from semsearch.language import keyboard, lemmas, words
from semsearch.store.keywords.fulltext import frequencies, size
from semsearch.store.keywords.keyword_index import quoted
from semsearch.store.schema import array, driver

SHORTEST = 4
"""Letters of the shortest stem that is corrected; shorter ones are all similar to some other word."""

_CODE = 5
"""Letters of the longest code in capitals."""

_LONG = 8
"""Letters from which on two may be wrong."""

_RARER = 20
"""How many times as many documents have a word as have its misspelling, if any have that."""

_LIKELY = 3
"""Number of stems, the most frequent ones, whose words are compared: "seper" is as near to "sever" as to "separ"."""

_READ, _ENOUGH = 10, 500_000
"""Documents read to see how a stem is spelled, and characters after which one way to spell it is enough: of books that
is a tenth of a second."""

_WORD = re.compile(r"\w+")

_PART = 3
"""Minimum length of a part of an identifier."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was probably meant, and its ``stem``."""

    stem: str
    word: str


def retyped(connection: Connection, typed: Sequence[str]) -> dict[str, str]:
    """The words that were typed in the wrong keyboard layout, with what they are in the other.

    Such a word is neither in the index, in either alphabet, nor in a dictionary, as it stands, and is in the other
    layout; if it is short, or a code in capitals such as "KFJC", in the index. Beside one, stop words and what is
    unknown in either are taken for the same slip: "gfhjkm jn dfqafz".
    """
    others = {word: other for word in typed if (other := keyboard.other_layout(word))}
    # Keys of letters may be signs here: of "c[jlbnm", «сходить», what stands before the bracket says nothing.
    parts = {word: [part for part in _WORD.findall(word) if len(part) > 1] for word in others}
    stems = {words.stem(word) for word in others.values()}.union(*map(words.stems, others))
    _, counts = frequencies(connection, stems)
    # The dictionary is asked last: to load it takes longer than a search.
    absent = {part for said in parts.values() for part in said if not counts[words.stem(part)]}
    spelled = {part: words.transliterated_stems(part) for part in absent}
    _, respelled = frequencies(connection, {form for forms in spelled.values() for form in forms})
    strange = {
        part
        for part, forms in spelled.items()
        if not any(respelled[form] for form in forms) and not lemmas.is_known(part)
    }
    likely: dict[str, str] = {}
    certain = False
    for word, other in others.items():
        stop = other in words.STOP_WORDS
        said = parts[word]  # nothing by initials, "B.K."
        if not stop and not (said and strange.issuperset(said)):
            continue
        likely[word] = other
        there = len(other) > 2 and counts[words.stem(other)] > 0
        code = word.isupper() and len(word) <= _CODE
        certain |= not stop and (there or (not code and len(other) >= SHORTEST and lemmas.is_known(other)))
    return likely if certain else {}


def correction(connection: Connection, word: str, stem: str, count: int) -> Correction | None:
    """What a misspelled word with this stem, which `count` documents contain, probably stands for: the nearest by edit
    distance, then the most frequent. The first letter is taken to be right.

    None if none is near, or if a dictionary has the word: «диск» is not a misspelt «доска», even if only the latter is
    in the index. If documents have it, it is no name, and the other word is one edit away and far more frequent.
    """
    if len(stem) < SHORTEST or not stem.isalpha() or count * _RARER > size(connection)[0]:
        return None
    if lemmas.is_at_hand(word) and lemmas.is_known(word):
        return None  # most words; over a million chunks it takes 8 ms to look up what is one edit away
    near = _one_edit_away(connection, stem)
    if not near and not count and len(stem) >= _LONG:
        near = _two_edits_away(connection, stem)
    likely = [meant for fewer, meant in sorted(near)[:_LIKELY] if -fewer >= count * _RARER]
    if not likely or (count and _is_capitalised(connection, stem)) or lemmas.is_known(word):
        return None
    spelled = [Correction(meant, _spelling(connection, meant, word)) for meant in likely]
    best = min(spelled, key=lambda each: _distance(each.word, word))
    return None if count and _distance(best.word, word) > 1 else best


def _one_edit_away(connection: Connection, stem: str) -> list[tuple[int, str]]:
    """The stems in the index that one letter more, less or other makes of this one, or two that change places, each
    after the negative number of its documents. Each is looked up: to go through all with the same first letter, FTS5
    would read all their postings."""
    letters = set[str]().union(*(_alphabet(ord(letter) // 0x80) for letter in stem))
    tried: set[str] = set()
    for place in range(1, len(stem) + 1):
        before, after = stem[:place], stem[place:]
        tried.update(before + letter + after for letter in letters)
        if after:
            tried.update(before + letter + after[1:] for letter in letters)
            tried.update((before + after[1:], before + after[1:2] + after[:1] + after[2:]))
    given = array(each for each in tried if len(each) >= SHORTEST)
    statement = "SELECT -doc, term FROM json_each(?) CROSS JOIN keyword_counts ON term = value"
    return driver(connection).execute(statement, (given,)).fetchall()


@cache
def _alphabet(block: int) -> frozenset[str]:
    """The letters among 128 code points that stems are written with; beside a to z, those of further Latin ones."""
    points = range(block * 0x80, (block + 1 if block else 3) * 0x80)
    return frozenset(letter for letter in map(chr, points) if letter.isalpha() and words.fold(letter) == letter)


def _two_edits_away(connection: Connection, stem: str) -> list[tuple[int, str]]:
    """The same for two edits."""
    from rapidfuzz.distance import OSA

    statement = "SELECT -doc, term FROM keyword_counts WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    given = (stem[0], chr(ord(stem[0]) + 1), max(SHORTEST, len(stem) - 2), len(stem) + 2)
    rows = driver(connection).execute(statement, given).fetchall()
    return [row for row in rows if row[1].isalpha() and OSA.distance(stem, row[1], score_cutoff=2) <= 2]


def _spelling(connection: Connection, stem: str, misspelled: str) -> str:
    """Of the words with this stem, as some documents write them, the nearest to a misspelled one by edit distance; the
    stem itself if none is found."""
    found: dict[str, int] = {}
    read = 0
    for said in _texts(connection, stem):
        spelled = {word.lower() for word in set(_WORD.findall(said)) if words.stem(word) == stem}
        found |= {each: _distance(each, misspelled) for each in sorted(spelled - found.keys())}
        read += len(said)
        if 1 in found.values() or (found and read > _ENOUGH):
            break
    return min(found, key=lambda each: found[each], default=stem)


def is_name(connection: Connection, stem: str) -> bool:
    """Whether somebody who wrote or got mail is called so, or documents write all words with this stem with a capital
    letter."""
    of_people = "SELECT 1 FROM keywords WHERE keywords MATCH ? LIMIT 1"
    if driver(connection).execute(of_people, (f"people : {quoted(stem)}",)).fetchone():
        return True
    return _is_capitalised(connection, stem)


def _is_capitalised(connection: Connection, stem: str) -> bool:
    """Whether documents write all words with this stem with a capital letter."""
    written = (word for said in _texts(connection, stem) for word in _WORD.findall(said) if words.stem(word) == stem)
    return not any(word.islower() for word in written)


def _texts(connection: Connection, stem: str) -> Iterator[str]:
    """All that some documents with this stem say, each read when it is asked for."""
    statement = (
        "SELECT title, text, quoted, sender FROM documents WHERE id IN"
        " (SELECT rowid FROM keywords WHERE keywords MATCH ? LIMIT ?) ORDER BY id"
    )
    return map("\n".join, driver(connection).execute(statement, (quoted(stem), _READ)))


def _distance(one: str, two: str) -> int:
    """The edit distance, in which two letters that change places are one edit."""
    from rapidfuzz.distance import OSA

    return OSA.distance(words.fold(one), words.fold(two))


def with_part(connection: Connection, part: str, count: int = 20) -> list[str]:
    """Up to `count` words in the index that begin with, or else contain, a part of an identifier, the most frequent
    first."""
    folded = words.fold(part)
    if len(folded) < _PART or "_" in folded:  # FTS5 splits words at underscores
        return []
    given = {"part": folded, "after": folded[:-1] + chr(ord(folded[-1]) + 1), "count": count}
    # The digits in a word with letters are indexed as a word of their own (`words.pieces`), so terms that
    # begin with a digit are enough to search.
    digits = "term >= '0' AND term < ':' AND" if folded.isdecimal() and folded.isascii() else ""
    for condition in ("term > :part AND term < :after", f"{digits} instr(term, :part) > 0"):
        statement = f"SELECT term FROM keyword_counts WHERE {condition} ORDER BY doc DESC, term LIMIT :count"  # noqa: S608 - constants
        if found := driver(connection).execute(statement, given).fetchall():
            break
    return [term for (term,) in found]
