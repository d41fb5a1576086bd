"""Words and their stems, as keyword search compares them and snippets mark them."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

from semsearch.language.letters import has_cyrillic
from semsearch.language.transliteration import SHORTEST, transliterations
from semsearch.records import KeywordColumns

if TYPE_CHECKING:
    from pymorphy3.analyzer import MorphAnalyzer

# R&D and C++ are words, too.
_WORD = re.compile(r"\b[^\W\d_]{1,2}(?:&[^\W\d_]{1,2})+\b|\b[^\W\d_](?:\+\+|#(?!\w))|\w+")
_SIGNS = str.maketrans("&+#", "\ue026\ue02b\ue023")
"""Signs within words -> private characters, which FTS5 keeps, as it does letters."""
_local = threading.local()

# Identifiers such as ERR_1042, INV-2024/17, a.b@example.org, report.pdf or 88005553535; not 1960s, 20th or mid-1990s.
_IDENTIFIER = re.compile(
    r"""\w+(?:[-./#:+]\w+)*[_@]\w+(?:[-./@+]\w+)*   # with an underscore or an at sign
    | \w+(?:[-_./]\w+)*\.[a-z][a-z0-9]{1,4}       # a file or a host
    | \d{5,}                                      # a long number
    | (?=[^\d]*\d(?:[^\d]*\d){2})(?=(?:[\W\d_]*[^\W\d_]){2})\w+(?:[-/.]\w+)*  # three digits and two letters
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d+(?:s|st|nd|rd|th|е|й|я|го|му|м|х|ых)", re.IGNORECASE)
_EDGES = ".,;:!?()[]{}<>'«»…#№"
# What may have an accent that `fold` removes.
_ACCENTED = re.compile("[^\x00-\xbf\u0400-\u052f\u2002-\u206f€₽№]")
_ASCII = bytes(range(128))
_MIXED = re.compile(r"[\d_]")
_PIECES = re.compile(r"\d+|[^\W\d_]+")

# Words without a topic, and the parts of contractions such as "don't". They are dropped from queries that have other
# words, but neither from phrases nor from the index.
STOP_WORDS = frozenset(
    """
    a about all also am an and any are as at be because been being but by can could did do does for from had has have he
    her here him his how i if in into is it its me might must my no not of on or our out please shall she should so some
    such than that the their them then there these they this those to too up us very was we were what when where whether
    which while who whom whose why will with would you your
    ain aren couldn d didn doesn don hadn hasn haven isn just ll m re s shouldn t ve wasn weren won wouldn
    а без более будет будут бы был была были было быть в вам вас ваш ваша ваше ваши весь во вот все всё всех вы где да
    для до его ее её ей ему если есть еще ещё же за зачем здесь и из или им ими их к как какая какие каким каких какого
    какое какой каком какую ко когда кого ком кому которая которого которое которой которую которые который которых кто
    куда ли либо лишь меня мне мной можно мои моих мой моего моей мою моя мое моё мы на над надо нам нами нас наш наша
    нашего нашей наше наши нашу не него ней нее неё нем нём нет ни ним них но ну нужно о об обо он она они оно от откуда
    очень по под почему при про с свои своего своей своих свой свою своя свое своё себе себя сколько со собой так такая
    также такие такое такой там те тебе тебя тем тех то того тоже той только том тому тот ту тут ты у уже чего чей чем
    чему что чтобы чья эта эти этим этих это этого этой этом этому этот эту я
    """.split()
)


SENT = 3
"""How often the name of the sender of a mail is indexed: as much as a title counts."""


class Word(NamedTuple):
    """A word of a text: its half-open range of characters, and its stem."""

    start: int
    end: int
    stem: str


def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    # A Stemmer is not safe to share between threads.
    if not hasattr(_local, "stemmers"):
        _local.stemmers = (Stemmer.Stemmer("russian"), Stemmer.Stemmer("english"))
    stemmers: tuple[Stemmer.Stemmer, Stemmer.Stemmer] = _local.stemmers
    return stemmers


def fold(text: str) -> str:
    """Lower case, with accents removed from all but Cyrillic letters and ё replaced by е: é becomes e, й stays й."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    for character in accented(folded):
        if (bare := _bare(character)) != character:
            folded = folded.replace(character, bare)
    return folded


def accented(text: str) -> set[str]:
    """The characters of a text that may have accents, or be some. If there are none, all that is ASCII once the text is
    folded is so in the text itself."""
    if text.isascii():
        return set()
    # In a text that is ASCII for the most part a pattern would take ten times as long to find the others.
    others = text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    return set(_ACCENTED.findall(others))


def _bare(character: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFD", character) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))


def fold_all(text: str) -> str:
    """A text folded, with white space collapsed."""
    return " ".join(fold(text).split())


@cache
def dictionary() -> "MorphAnalyzer":
    """The morphological analyser of Russian (pymorphy3)."""
    # Imported here, as it takes 0.1 s that texts in other languages can do without.
    from pymorphy3.analyzer import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball stem of a word, in Russian of its dictionary form, so that «писем» and «письмо», «людей» and
    «человек» have the same stem. A word with digits or signs is only folded."""
    folded = fold(word).translate(_SIGNS)
    if any(c.isdigit() or "\ue000" <= c <= "\uf8ff" for c in folded):
        return folded
    russian, english = _stemmers()
    if not has_cyrillic(folded):
        return str(english.stemWord(folded))
    # Only for words in the dictionary: it guesses the others, and takes the name «Лютер» for a verb.
    if dictionary().word_is_known(folded):
        folded = fold(dictionary().parse(folded)[0].normal_form)
    return str(russian.stemWord(folded))


def transliterated_stems(word: str, shortest: int = SHORTEST) -> list[str]:
    """The stems of a word's transliterations other than stop words, the most usual first; see `transliterations`."""
    folded = fold(word)
    forms = [folded, stem(word)]
    if has_cyrillic(folded) and dictionary().word_is_known(folded):
        parsed = dictionary().parse(folded)[0]
        forms = [fold(parsed.normal_form)]
        # The dictionary form of «Лебедевой» is the masculine Лебедев; Lebedeva needs the feminine nominative.
        if "Surn" in parsed.tag and (nominative := parsed.inflect({"nomn"})) is not None:
            forms.append(fold(nominative.word))
    spellings = [each for form in forms for each in transliterations(form, shortest) if each not in STOP_WORDS]
    return list(dict.fromkeys(stem(each) for each in spellings if _is_plausible(each)))


def _is_plausible(transliteration: str) -> bool:
    """Whether what looks like a Russian ending is one. Those of words in the dictionary are; «рекиев», one way to read
    "recieve", is no form of «река»."""
    lost = len(transliteration) - len(stem(transliteration))
    return lost <= 1 or not has_cyrillic(transliteration) or dictionary().word_is_known(transliteration)


def words(text: str) -> Iterator[Word]:
    """The words of a text with their stems, in order."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), stem(match.group()))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return list(map(stem, _WORD.findall(text)))


def stemmed(text: str) -> str:
    """The stems of a text's words separated by spaces, as the keyword index stores them."""
    return " ".join(map(stem, _WORD.findall(text)))


def keyword_columns(
    title: str, body: str, quoted: str, signature: str, sender: str, recipients: Sequence[str]
) -> KeywordColumns:
    """The columns of a document in the keyword index from its texts."""
    apart, people = f"{quoted}\n{signature}", " ".join([*[sender] * SENT, *recipients])
    mixed = pieces("\n".join((title, body, apart, people)))
    return KeywordColumns(stemmed(title), stemmed(body), stemmed(apart), stemmed(people), " ".join(mixed))


def topic_words(texts: Iterable[str]) -> dict[str, str]:
    """The words of texts except stop words, by their stems, in order; all words if there are only stop words."""
    found = [match.group() for text in texts for match in _WORD.finditer(text)]
    topical = [word for word in found if word.casefold() not in STOP_WORDS]
    by_stem: dict[str, str] = {}
    for word in topical or found:
        by_stem.setdefault(stem(word), word)
    return by_stem


def capitalised(texts: Sequence[str]) -> frozenset[str]:
    """The words of texts that have a capital letter although they are not first, as names have; none where all words
    have one."""
    found = [match.group() for text in texts for match in _WORD.finditer(text)]
    later = (word for word in found[1:] if word[0].isupper())
    return frozenset(later if any(map(str.islower, found)) else ())


def identifiers(texts: Iterable[str]) -> list[str]:
    """The words of texts that are identifiers: numbers, codes, addresses, names of files."""
    found = [word.strip(_EDGES) for text in texts for word in text.split()]
    return [
        word
        for word in found
        if _IDENTIFIER.fullmatch(word) and not any(map(_ORDINAL.fullmatch, re.split(r"\W+", word)))
    ]


def pieces(text: str) -> list[str]:
    """The digit and letter runs of words that mix both, folded: inv and 2024 for INV2024, so that either finds it."""
    if not _MIXED.search(text):
        return []
    mixed = {word for word in set(_WORD.findall(text)) if _MIXED.search(word)}
    parts = [_PIECES.findall(fold(word)) for word in sorted(mixed)]
    return [part for word in parts if len(word) > 1 for part in word if len(part) > 1]
