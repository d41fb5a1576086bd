"""The words of a text, and the features that distinguish similar texts with different meanings: numbers, dates, names,
negations, opposites. Pure."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from sys import intern

from semsearch.duplicates import lexicon
from semsearch.language import words

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;\n\"«»“”()\[\]>*•–—-]\s*$")
_LONG = 4000
"""The maximum number of words compared; texts that differ only beyond it differ little."""


def _dates() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, names in (("m", lexicon.MONTHS), ("w", lexicon.WEEKDAYS)):
        for index, forms in enumerate(names, 1):
            found |= {words.stem(form): f"{kind}{index}" for form in forms.split()}
    return found | {form: str(index) for index, forms in enumerate(lexicon.NUMERALS, 1) for form in forms.split()}


_QUANTITIES = _dates()
_SIDES = tuple((frozenset(one.split()), frozenset(other.split())) for one, other in lexicon.OPPOSITES)


@dataclass(frozen=True)
class Wording:
    """The words of a text in order, as stems and as written."""

    stems: tuple[str, ...]
    forms: tuple[str, ...]
    starts: frozenset[int]
    """Indices of the words that begin a sentence, where a capital letter does not mark a name."""

    def part(self, start: int, end: int) -> "Wording":
        """The half-open range of its words."""
        starts = frozenset(index - start for index in self.starts if start <= index < end)
        return Wording(self.stems[start:end], self.forms[start:end], starts)

    def opposes(self, other: "Wording") -> bool:
        """Whether the other text contains the opposite of a word in this one."""
        return any((axis, 1 - side) in other.sides for axis, side in self.sides)

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems that carry meaning."""
        return frozenset(
            stem
            for stem, form in zip(self.stems, self.forms, strict=True)
            if form.casefold() not in words.STOP_WORDS and (len(stem) > 1 or stem.isdigit())
        )

    @cached_property
    def quantities(self) -> Counter[str]:
        """The numbers, months and days of the week in a text, in a form that is the same in all languages."""
        found: Counter[str] = Counter()
        for index, (stem, form) in enumerate(zip(self.stems, self.forms, strict=True)):
            if form[0].isdigit():
                found[_number(form)] += 1
            elif (known := _QUANTITIES.get(stem) or _QUANTITIES.get(form.casefold())) is not None and (
                form.casefold() not in lexicon.AMBIGUOUS or (form[0].isupper() and index not in self.starts)
            ):
                found[known] += 1
        return found

    @cached_property
    def blanks(self) -> tuple[str, ...]:
        """The stems in order, with "0" in place of every number, month and day of the week."""
        return tuple(
            "0" if form[0].isdigit() or stem in _QUANTITIES else stem
            for stem, form in zip(self.stems, self.forms, strict=True)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words that are capitalised inside a sentence."""
        return frozenset(
            stem
            for index, (stem, form) in enumerate(zip(self.stems, self.forms, strict=True))
            if form[0].isupper() and index not in self.starts and len(form) > 1 and stem not in _QUANTITIES
        )

    @cached_property
    def negations(self) -> int:
        """The number of negating words."""
        return sum(
            form.casefold() in lexicon.NEGATIONS or form.casefold().replace("’", "'").endswith("n't")
            for form in self.forms
        )

    @cached_property
    def implicit_negations(self) -> int:
        """The number of words that negate without a negating word: "refused", "отсутствие"."""
        return sum(_begins(stem, lexicon.IMPLICIT_NEGATIONS) for stem in self.stems)

    @cached_property
    def sides(self) -> frozenset[tuple[int, int]]:
        """The opposites of which the text names one side only: (index in `lexicon.OPPOSITES`, side)."""
        named = frozenset().union(*map(_named, self.content))
        return frozenset((axis, side) for axis, side in named if (axis, 1 - side) not in named)

    @cached_property
    def is_cyrillic(self) -> bool:
        """Whether most of its letters are Cyrillic."""
        letters = "".join(self.forms)
        return 2 * len(_CYRILLIC.findall(letters)) > len(letters)


def wording(text: str) -> Wording:
    """The wording of a text."""
    forms: list[str] = []
    starts: set[int] = set()
    end = 0
    for match in _TOKEN.finditer(text):
        if end == 0 or _SENTENCE_END.search(text[end : match.start()]):
            starts.add(len(forms))
        forms.append(intern(match.group()))
        end = match.end()
        if len(forms) == _LONG:
            break
    return Wording(tuple(words.stem(form) for form in forms), tuple(forms), frozenset(starts))


@lru_cache(maxsize=50_000)
def _named(stem: str) -> frozenset[tuple[int, int]]:
    """The sides of opposites that a word belongs to."""
    return frozenset((axis, side) for axis, pair in enumerate(_SIDES) for side in (0, 1) if _begins(stem, pair[side]))


def _begins(stem: str, beginnings: frozenset[str]) -> bool:
    """Whether a stem is one of these prefixes, or begins with one of at least four letters."""
    return stem in beginnings or any(stem[:length] in beginnings for length in range(4, len(stem)))


def _number(form: str) -> str:
    """A number without thousands separators and leading zeros."""
    grouped = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", form)
    return grouped.lstrip("0") or "0"
