"""The words of a text, and the features that distinguish similar texts with different meanings: numbers, dates, names,
negations, opposites. Pure."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from semsearch.duplicates import lexicon
from semsearch.language import words

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+|(?:-\d+){2,})*|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+")  # "40-50" is two
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;\n\"«»“”()\[\]>*•–—-]\s*$")
_IDENTIFIER = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@\S+"  # no addresses
    r"|(?<![\w.])([a-z]\w+(?:\.[a-z]\w+)+|\w*[^\W\d_]_\w+|[^\W_]*[a-z][A-Z]\w*|[^\W\d_]{3,}\d[^\W_]*)(?![\w@])"
)
_ASKED = re.compile(
    r"\?[\s\"'»”)]*\Z|\A\W*(?:(?:is|are|am|was|were|does|did|can|could|will|would|should)\s|(?:do|have)\s+(?:i|you|we|they)\s)",
    re.IGNORECASE,
)
_LONG = 4000
"""The maximum number of words compared; texts that differ only beyond it differ little."""

_QUESTION = 24
"""Words of the longest question. In longer texts question words join clauses: "the hall where", "the day when"."""


def _dates() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, names in (("m", lexicon.MONTHS), ("w", lexicon.WEEKDAYS)):
        for index, forms in enumerate(names, 1):
            found |= {words.stem(form): f"{kind}{index}" for form in forms.split()}
    return found | {form: str(index) for index, forms in enumerate(lexicon.NUMERALS, 1) for form in forms.split()}


_QUANTITIES = _dates()


def _opposites() -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, frozenset[tuple[int, int]]] = dict.fromkeys(lexicon.UNRELATED.split(), frozenset())
    for axis, pair in enumerate(lexicon.OPPOSITES):
        for side, prefixes in enumerate(pair):
            for prefix in prefixes.split():
                found[prefix] = found.get(prefix, frozenset()) | {(axis, side)}
    return found


_OPPOSITES = _opposites()
_LONGEST = max(map(len, _OPPOSITES.keys() | lexicon.IMPLICIT_NEGATIONS))
_ROLES = {
    form: (axis, role)
    for axis, roles in enumerate(lexicon.ROLES)
    for role, forms in enumerate(roles)
    for form in forms.split()
}
_QUESTIONS = {
    phrase: frozenset(kinds.split()) for kinds, phrases in lexicon.QUESTIONS for phrase in phrases.split(", ")
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, and what can be said of it wherever it stands.

    ``blank`` is the stem, or "0" for a number, month or day of the week; ``quantity`` is that number or date in a form
    that is the same in all languages, "" for other words. ``ambiguous`` quantities count only when capitalised inside
    a sentence. ``sides`` are the opposites that the word belongs to: (index in `lexicon.OPPOSITES`, side).
    """

    form: str
    stem: str
    blank: str
    quantity: str
    ambiguous: bool
    telling: bool
    negates: bool
    capitalised: bool
    sides: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Wording:
    """The words of a text in order."""

    words: tuple[Word, ...]
    starts: frozenset[int]
    """Indices of the words that begin a sentence, where a capital letter does not mark a name."""
    listed: frozenset[int] = frozenset()
    """Indices of the words after a comma."""
    identifiers: frozenset[str] = frozenset()
    """Names as computers have them: "np.argmin", "text_field", "CrossEncoder", "report.pdf", "psycopg2"."""
    is_question: bool = False
    """Whether it ends with a question mark, or begins as an English question does."""

    def part(self, start: int, end: int) -> "Wording":
        """The half-open range of its words."""
        starts, listed = (
            frozenset(index - start for index in indices if start <= index < end)
            for indices in (self.starts, self.listed)
        )
        return Wording(self.words[start:end], starts, listed)

    def followed_by(self, other: "Wording") -> "Wording":
        """Both in one; the other begins a sentence."""
        count = len(self.words)
        starts, listed = (
            own | {count + index for index in its}
            for own, its in ((self.starts, other.starts), (self.listed, other.listed))
        )
        identifiers = self.identifiers | other.identifiers
        return Wording(self.words + other.words, starts, listed, identifiers, other.is_question)

    def asks_otherwise(self, other: "Wording") -> bool:
        """Whether both ask, but for another thing: "why was it refused", "when was it refused"."""
        return bool(self.asked and other.asked) and self.asked.isdisjoint(other.asked)

    def has_other_roles(self, other: "Wording") -> bool:
        """Whether the texts speak of other persons, directions or shares, each of one of which the other does not: "who
        won", "did you win"; not so "how do I pay", "how to pay"."""
        ours, theirs = ({axis for axis, _ in roles} for roles in (self.roles - other.roles, other.roles - self.roles))
        return not ours.isdisjoint(theirs)

    def asks_what_is_said(self, other: "Wording") -> bool:
        """Whether one asks whether it is so, and the other says that it is. "Can you send it?" asks for something: it
        speaks to a person to whom "send it" does not."""
        return self.is_question != other.is_question and self.roles == other.roles and not (self.asked or other.asked)

    def opposes(self, other: "Wording") -> bool:
        """Whether the other text contains the opposite of a word in this one."""
        return any((axis, 1 - side) in other.sides for axis, side in self.sides)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems in order."""
        return tuple([word.stem for word in self.words])

    @property
    def blanks(self) -> tuple[str, ...]:
        """The stems in order, with "0" in place of every number, month and day of the week."""
        return tuple([word.blank for word in self.words])

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems that carry meaning."""
        return frozenset([word.stem for word in self.words if word.telling])

    @cached_property
    def quantities(self) -> frozenset[str]:
        """The numbers, months, days of the week and identifiers in a text, in a form that is the same in all
        languages."""
        return self.identifiers.union(
            word.quantity
            for index, word in enumerate(self.words)
            if word.quantity and (not word.ambiguous or (word.capitalised and index not in self.starts))
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words that are capitalised inside a sentence."""
        return frozenset(
            word.stem
            for index, word in enumerate(self.words)
            if word.capitalised and index not in self.starts and len(word.form) > 1 and word.blank != "0"
        )

    @cached_property
    def negations(self) -> int:
        """The number of negating words."""
        return len([word for word in self.words if word.negates])

    @cached_property
    def implicit_negations(self) -> int:
        """The number of words that negate without a negating word: "refused", "отсутствие"."""
        return sum(not lexicon.IMPLICIT_NEGATIONS.isdisjoint(_beginnings(word.stem)) for word in self.words)

    @cached_property
    def sides(self) -> frozenset[tuple[int, int]]:
        """The opposites of which the text names one side only: (index in `lexicon.OPPOSITES`, side)."""
        named = frozenset[tuple[int, int]]().union(*[word.sides for word in self.words if word.sides])
        return frozenset((axis, side) for axis, side in named if (axis, 1 - side) not in named)

    @cached_property
    def asked(self) -> frozenset[str]:
        """What its question words may ask for, kinds of `lexicon.QUESTIONS`; nothing in a long text."""
        if len(self.words) > _QUESTION:
            return frozenset()
        forms = [word.form.casefold() for word in self.words]
        pairs = map(" ".join, pairwise([*forms, ""]))
        kinds = (_QUESTIONS.get(pair) or _QUESTIONS.get(form) for form, pair in zip(forms, pairs, strict=True))
        return frozenset[str]().union(*filter(None, kinds))

    @cached_property
    def roles(self) -> frozenset[tuple[int, int]]:
        """What its pronouns and prepositions say: (index in `lexicon.ROLES`, index in that)."""
        return frozenset(_ROLES[form] for word in self.words if (form := word.form.casefold()) in _ROLES)

    @cached_property
    def is_cyrillic(self) -> bool:
        """Whether many of its letters are Cyrillic: a Russian text may quote more in Latin letters than it has of its
        own, as in a list of literature, and an English one hardly quotes any in Cyrillic."""
        letters = "".join([word.form for word in self.words])
        return 4 * len(_CYRILLIC.findall(letters)) > len(letters)


def wording(text: str) -> Wording:
    """The wording of a text."""
    found: list[Word] = []
    starts: set[int] = set()
    listed: set[int] = set()
    end = 0
    for match in _TOKEN.finditer(text):
        start, stop = match.span()
        gap = text[end:start]
        if end == 0 or (gap != " " and _SENTENCE_END.search(gap)):
            starts.add(len(found))
        elif gap.startswith(","):
            listed.add(len(found))
        found.append(_word(text[start:stop]))
        end = stop
        if len(found) == _LONG:
            break
    identifiers = frozenset(name.casefold() for name in _IDENTIFIER.findall(text[:end]) if name)
    return Wording(tuple(found), frozenset(starts), frozenset(listed), identifiers, bool(_ASKED.search(text)))


@lru_cache(maxsize=200_000)
def _word(form: str) -> Word:
    stem, folded = words.stem(form), form.casefold()
    number = form[0].isdigit()
    telling = folded not in words.STOP_WORDS and (len(stem) > 1 or stem.isdigit())
    return Word(
        form=form,
        stem=stem,
        blank="0" if number or stem in _QUANTITIES else stem,
        quantity=_number(form) if number else _QUANTITIES.get(stem) or _QUANTITIES.get(folded, ""),
        ambiguous=folded in lexicon.AMBIGUOUS,
        telling=telling,
        negates=folded in lexicon.NEGATIONS or folded.replace("’", "'").endswith("n't"),
        capitalised=form[0].isupper(),
        sides=frozenset() if number else _sides(folded, stem),
    )


def _sides(form: str, stem: str) -> frozenset[tuple[int, int]]:
    """The sides of opposites that a word belongs to: those of the form itself, as stemming takes away a part of
    "before" and "после", or of the longest beginning of its stem, as "последний" is last and not after."""
    known = (each for each in (form, *reversed(_beginnings(stem))) if each in _OPPOSITES)
    return _OPPOSITES.get(next(known, ""), frozenset())


def _beginnings(stem: str) -> list[str]:
    """The stem and, in Russian, where verbs and nouns have many, its beginnings of at least four letters: what may be
    in a lexicon. English stems are short enough for "fellow" to begin with "fell"."""
    if not _CYRILLIC.match(stem):
        return [stem]
    return [*(stem[:length] for length in range(4, min(len(stem), _LONGEST + 1))), stem]


def _number(form: str) -> str:
    """A number without thousands separators and leading zeros, with a decimal point for a decimal comma."""
    grouped = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", form)
    return grouped.replace(",", ".").lstrip("0") or "0"
