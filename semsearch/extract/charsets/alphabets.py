"""Which code page makes bytes read like Russian, Hebrew, Greek, Arabic or Thai: by how frequent its letters are in the
language, and by how they stand in words."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

TYPOGRAPHY = frozenset("«»„“”‘’—–…№§©®°·•±\xa0\xad")
_NO_LETTERS = bytes(range(0x80)) + "«»“”‘’–—…§©®°·•\xa0".encode("cp1252")
"""What is no letter in Windows-1252."""

_HIGH_WORD = re.compile(rb"(?<![A-Za-z])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_PAIR, _SEVERAL = (re.compile(rb"[\x80-\xff]{%d}" % number) for number in (2, 3))
_LATIN = re.compile(rb"[A-Za-z]")
_WORD, _FEWEST_LATIN, _ABBREVIATED = re.compile(r"[^\W\d_]+"), 4, 5
_TABLE_LINES = re.compile("(?<!\\S)[\u2500-\u259f]+(?!\\S)")
_SAMPLE_WORDS, _SAMPLE_BYTES = 1_000, 16_384
# Words, in a code page each, and the longest of them: most words of a text are frequent ones, and in Chinese and what
# is no text a word may have thousands of bytes.
_REMEMBERED, _LONGEST_REMEMBERED = 1 << 15, 64
_ASCII = bytes(range(0x80))
_LONG, _TINY, _DISTINCT = 300, 6, 4
_NATURAL, _NATURAL_SHORT, _NATURAL_TINY, _POSSIBLE = -3.3, -4.1, -3.0, -5.5
"""Mean scores a character above which a text passes for one in the language. Russian lies near -2.9, and scatters where
it is short; anything else stays under -4, but for a few letters, of which much may be made."""

_PLAINLY, _BETTER, _SOME_BYTES = -3.6, 0.6, 400
"""Such a score of a text that plainly is what it was read as; by how much another reading has to be better; and the
bytes of it that tell."""


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """``letters``: the logarithm of their frequencies; ``pages``: charsets, with the log odds that a text is in them:
    short texts often read well in two. Three of ``vowels``, or of the others, are seldom on end."""

    letters: Mapping[str, float]
    pages: Mapping[str, float]
    vowels: frozenset[str] = frozenset()
    never_first: str = ""
    only_last: str = ""


def _logarithms(per_cent: str) -> dict[str, float]:
    """ "о10.97 е8.45" -> logarithms of frequencies."""
    return {entry[0]: math.log(float(entry[1:]) / 100) for entry in per_cent.split()}


# O. Lyashevskaya, S. Sharov, Frequency dictionary of modern Russian, 2009.
_CYRILLIC = _Alphabet(
    _logarithms(
        "о10.97 е8.45 а8.01 и7.35 н6.70 т6.26 с5.47 р4.73 в4.54 л4.40 к3.49 м3.21 д2.98 п2.81 у2.62 я2.01 ы1.90 ь1.74 "
        "г1.70 з1.65 б1.59 ч1.44 й1.21 х0.97 ж0.94 ш0.73 ю0.64 ц0.48 щ0.36 э0.32 ф0.26 ъ0.04 ё0.30 і0.02 ї0.02 є0.02 "
        "ў0.02 ґ0.01"
    ),
    {"cp1251": 0.0, "koi8-r": 0.0, "cp866": -2.0, "iso8859-5": -2.0, "mac-cyrillic": -8.0},
    frozenset("аеёиоуыэюяіїє"),
    never_first="ьъы",
)
# Counted in translations of free software, rounded.
_HEBREW = _Alphabet(
    _logarithms(
        "ו10.9 י10.2 ה9.5 ת7.0 ל6.9 א5.7 ר5.1 מ4.8 ב4.8 ש4.6 ע3.2 נ3.2 ד2.8 ח2.7 ק2.5 כ2.3 פ1.9 ם2.3 ן1.6 ס1.7 ט1.3 "
        "צ1.3 ז1.2 ג1.1 ך0.6 ף0.2 ץ0.2 ־0.2 ״0.2 ׳0.1 ִ0.1 ְ0.1 ֶ0.1 ַ0.1 ָ0.1 ּ0.1 ֵ0.1 ֹ0.1"
    ),
    {"cp1255": -3.0},
    only_last="ךםןףץ",
)
_GREEK = _Alphabet(
    _logarithms(
        "α9.6 ο7.9 τ7.3 ε6.9 ν6.0 ι5.9 σ4.9 η4.3 ρ4.3 π3.9 μ3.9 κ3.5 υ3.5 ς3.6 λ2.9 ί2.5 γ1.9 δ1.9 έ1.9 ά1.9 ό1.8 ή1.7 "
        "θ1.2 χ1.2 ω1.4 φ1.0 ύ0.9 β0.6 ώ0.6 ξ0.3 ζ0.3 ψ0.2 ϊ0.1 ΐ0.1"
    ),
    {"cp1253": -3.0, "iso8859-7": -5.0},
    only_last="ς",
)
_ARABIC = _Alphabet(
    _logarithms(
        "ا13.9 ل12.3 ي7.0 م6.8 و4.9 ن4.9 ر4.8 ت4.6 ب3.0 ع3.2 د3.2 ة3.0 ه2.5 س2.8 ف2.7 ق2.1 ح1.8 ك1.8 أ1.7 ج1.5 ش1.2 "
        "ص1.0 خ1.2 ذ0.8 ى0.8 إ0.9 ض0.6 ط0.8 ث0.6 ئ0.5 غ0.5 ز0.6 ء0.4 ظ0.2 آ0.1 ؤ0.1 ّ0.5 ِ0.1 ُ0.1 ً0.1 َ0.1 ْ0.05 "
        "،0.5 ؛0.05 ؟0.1 ـ0.1"
    ),
    {"cp1256": -3.0, "iso8859-6": -4.0},
    only_last="ةى",
)
_THAI = _Alphabet(
    _logarithms(
        "ร6.5 า6.2 น5.3 อ5.3 ก4.9 เ4.2 ง4.1 ่4.0 ม3.9 ย3.5 ั3.4 ว3.3 ้3.3 ล3.2 ด2.8 ท2.7 ต2.7 ส2.7 ี2.6 บ2.3 ป2.2 ิ2.0 "
        "ค2.1 ห2.1 แ1.6 จ1.7 ไ1.7 ะ1.6 พ1.6 ข1.4 ช1.2 ใ1.2 ์1.2 ึ0.8 โ0.9 ื1.0 ุ1.2 ู1.0 ำ1.2 ถ0.8 ซ0.6 ผ0.7 ศ0.5 ธ0.5 "
        "ณ0.6 ็0.6 ภ0.4 ฐ0.2 ญ0.3 ษ0.3 ฟ0.4 ฉ0.1 ฝ0.1 ฎ0.1 ฏ0.1 ฮ0.1 ๆ0.2 ฯ0.1 ๊0.1 ๋0.05 ฬ0.05 ฆ0.05 ฤ0.05 ฑ0.05"
    ),
    {"cp874": -3.0},
    never_first="ะัาำิีึืุู็่้๊๋์ๆฯ",
)
_ALPHABETS = (_CYRILLIC, _HEBREW, _GREEK, _ARABIC, _THAI)
_OF_PAGE = {page: alphabet for alphabet in _ALPHABETS for page in alphabet.pages}

PAGES = frozenset(_OF_PAGE)
CYRILLIC = frozenset(_CYRILLIC.pages)


def high_words(content: bytes) -> bytes:
    """The first words that hold anything beyond ASCII, but for dashes and the like."""
    words = (match.group() for match in islice(_HIGH_WORD.finditer(content), _SAMPLE_WORDS))
    return b" ".join(word for word in words if word.translate(None, _NO_LETTERS))[:_SAMPLE_BYTES]


def mixed(sample: bytes) -> float:
    """The share of the words of a sample that have plain letters in them too."""
    words = sample.split(b" ")
    return sum(_LATIN.search(word) is not None for word in words) / len(words)


def _is_mixed(sample: bytes) -> bool:
    return 3 * mixed(sample) > 1


def is_latin(text: str) -> bool:
    """Whether another alphabet has only a letter here and there in Latin words, as in Polish that claims to be
    Russian. Who hides words from filters by letters that look alike takes more of them."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    plain = [len(word.encode("ascii", "ignore")) for word in words]
    return (
        len(words) >= _FEWEST_LATIN and 5 * plain.count(0) <= len(words) and 3 * sum(plain) >= 2 * sum(map(len, words))
    )


def is_in_capitals(text: str) -> bool:
    """Whether Russian is in capitals: small letters of KOI8-R are capitals in Windows-1251, and the other way round.
    Not where its words are as short as those that are capitals by themselves: "НДФЛ", "ЦНИИ"."""
    letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
    return 2 * sum(map(str.isupper, letters)) > len(letters) and max(map(len, text.split())) > _ABBREVIATED


def likeliest(content: bytes, *, declared: bool = False) -> tuple[str, float, bool]:
    """The likeliest code page of these alphabets, its score, and whether that passes for text in one of their
    languages. Words that mix in Latin letters do not, nor signs that stand alone, nor a few letters where something
    else is `declared` that they pass for as well."""
    sample, least = high_words(content), _SEVERAL if declared else _PAIR
    if _is_mixed(sample) or not least.search(sample):
        return "cp1251", -math.inf, False
    scores = {page: score(sample, page) for page in _OF_PAGE}
    ranked = sorted(scores, key=lambda page: scores[page] + _OF_PAGE[page].pages[page] / len(sample), reverse=True)
    page = next((page for page in ranked if least.search(_without_lines(sample, page))), ranked[0])
    threshold = _NATURAL if len(sample) > _LONG else _NATURAL_SHORT
    threshold = _NATURAL_TINY if declared and len(sample) < _TINY else threshold
    is_word = page in CYRILLIC or len(set(sample.translate(None, _ASCII))) >= _DISTINCT
    return page, scores[page], is_word and scores[page] > threshold


def is_own(content: bytes, page: str) -> bool:
    """Whether what was read in a code page reads well in it, however its capitals stand; in one of Latin letters, if
    plain ones stand among the others, as in "Müller"."""
    if page not in PAGES:
        return _is_mixed(high_words(content))
    return _own(content, page) > _PLAINLY or likeliest(content)[0] == page


def meant(content: bytes, page: str) -> str:
    """The code page in which a text reads well that was read in another, `page`; "" where it reads well in none, or
    not much better."""
    found, reached, reads_well = likeliest(content, declared=True)
    is_better = page not in PAGES or (_OF_PAGE[found] is _OF_PAGE[page] and reached > _own(content, page) + _BETTER)
    return found if reads_well and is_better else ""


def _own(content: bytes, page: str) -> float:
    lower = content.decode(page, "replace").lower().encode(page, "replace")
    return score(high_words(lower)[:_SOME_BYTES], page)


def fits(content: bytes, page: str) -> bool:
    """Whether all words beyond ASCII are of letters of a code page's alphabet, and might be words of its language."""
    sample = high_words(content)
    letters = _OF_PAGE[page].letters
    text = [character.lower() for character in sample.decode(page, "replace") if character != " "]
    found = sum(character in letters for character in text)
    others = [character for character in text if character not in letters and character not in TYPOGRAPHY]
    return found > 1 and not others and score(sample, page) > _POSSIBLE


def might_be(content: bytes, page: str) -> bool:
    """Whether the words beyond ASCII might be of a code page's language, if with plain letters among them."""
    return score(high_words(content), page) > _NATURAL_SHORT


def weighed(content: bytes, page: str) -> float:
    """The score of a few words in a code page, with how likely that page is."""
    sample = high_words(content)
    return score(sample, page) + _OF_PAGE[page].pages[page] / max(len(sample), 1)


def score(sample: bytes, page: str) -> float:
    """Mean log likelihood of the characters of `sample` beyond spaces, read in a code page of these alphabets."""
    total, count = 0.0, 0
    for word in sample.split(b" "):
        likelihood, length = _likelihood(word, page)
        total, count = total + likelihood, count + length
    return total / count if count else -math.inf


def _without_lines(sample: bytes, page: str) -> bytes:
    """A sample without what is the lines of a table in a code page."""
    return b" ".join(word for word in sample.split(b" ") if _likelihood(word, page)[1])


def _likelihood(word: bytes, page: str) -> tuple[float, int]:
    return (_word_score if len(word) <= _LONGEST_REMEMBERED else _word_score.__wrapped__)(word, page)


@lru_cache(maxsize=_REMEMBERED)
def _word_score(word: bytes, page: str) -> tuple[float, int]:
    """Log likelihood of the characters of a word, and how many there are."""
    alphabet = _OF_PAGE[page]
    letters, vowels = alphabet.letters, alphabet.vowels
    total, previous, run = 0.0, " ", 0
    text = _TABLE_LINES.sub("", word.decode(page, "replace"))
    for character in text:
        lower, before = character.lower(), previous.lower()
        likelihood = letters.get(lower)
        if likelihood is None:
            total += _symbol(character, is_after_letter=before in letters)
            run = 0
        else:
            total += likelihood
            if character != lower and before in letters and previous == before:
                total -= 5  # a capital after a small letter
            if previous.isascii() and previous.isalpha():
                total -= 5  # one word in two scripts
            if before not in letters:
                total -= 4 if lower in alphabet.never_first else 0
            elif before in alphabet.only_last:
                total -= 4
            run = run + 1 if before in letters and (before in vowels) == (lower in vowels) else 0
            total -= max(0, run - 1) if vowels else 0
        previous = character
    return total, len(text)


def _symbol(character: str, *, is_after_letter: bool) -> float:
    """The likelihood of what is no letter of the alphabet."""
    if character.isascii():
        return -6.0 if is_after_letter else -2.0
    return -3.5 if character in TYPOGRAPHY else -9.0
