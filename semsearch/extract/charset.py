"""Bytes -> text, whatever a file or a mail says, or does not say, about its charset.

Russian text lies on disks in seven encodings, and old mail often names none of them or the wrong one. Which single-byte
code page a text is in is decided by how frequent its letters are in Russian and by how capitals stand in its words.
"""

import codecs
import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from charset_normalizer import from_bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    charset: str


# Letter frequencies in Russian, per cent: O. Lyashevskaya, S. Sharov, Frequency dictionary of modern Russian, 2009.
_FREQUENCY = {
    "о": 10.97, "е": 8.45, "а": 8.01, "и": 7.35, "н": 6.70, "т": 6.26, "с": 5.47, "р": 4.73, "в": 4.54, "л": 4.40,
    "к": 3.49, "м": 3.21, "д": 2.98, "п": 2.81, "у": 2.62, "я": 2.01, "ы": 1.90, "ь": 1.74, "г": 1.70, "з": 1.65,
    "б": 1.59, "ч": 1.44, "й": 1.21, "х": 0.97, "ж": 0.94, "ш": 0.73, "ю": 0.64, "ц": 0.48, "щ": 0.36, "э": 0.32,
    "ф": 0.26, "ъ": 0.04, "ё": 0.30, "і": 0.02, "ї": 0.02, "є": 0.02, "ў": 0.02, "ґ": 0.01,
}  # fmt: skip
_LOG_FREQUENCY = {letter: math.log(per_cent / 100) for letter, per_cent in _FREQUENCY.items()}
_VOWELS = frozenset("аеёиоуыэюяіїє")
_TYPOGRAPHY = frozenset("«»„“”‘’—–…№§©®°·•±\xa0\xad")
_WESTERN_LETTERS = frozenset("àâäáãåæçéèêëíìîïñóòôöõøúùûüßœÀÂÄÁÃÅÆÇÉÈÊËÍÎÑÓÔÖÕØÚÙÛÜŒ¿¡€£ºª") | _TYPOGRAPHY
# What Hungarian has beyond ASCII, its double acutes as Windows-1252 shows them.
_HUNGARIAN = frozenset("áéíóöúüõû")
_DOUBLE_ACUTE = frozenset("õû")

# With the log odds that a text is in it: short texts often read well in two of them.
_CYRILLIC = {"cp1251": 0.0, "koi8-r": 0.0, "cp866": -2.0, "iso8859-5": -2.0, "mac-cyrillic": -3.0}
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252", "iso8859-15"})
# Text codecs of Python that are no charsets of text in files.
_NO_CHARSET = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})
# What mail calls a charset, and the superset that its senders meant (WHATWG Encoding, section 4.2, does the same).
_SUPERSETS = {
    "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "ks_c_5601": "cp949",
    "euc_kr": "cp949", "shift_jis": "cp932", "iso2022_jp": "iso2022_jp_2", "iso8859-9": "cp1254", "big5": "big5hkscs",
    "tis-620": "cp874", "iso8859-8-i": "iso8859-8", "iso-8859-8-i": "iso8859-8", "x-mac-cyrillic": "mac-cyrillic",
    "win-1251": "cp1251", "windows1251": "cp1251", "x-cp1251": "cp1251", "koi8": "koi8-r", "dos-866": "cp866",
    "x-sjis": "cp932", "x-gbk": "gb18030", "unicode-1-1-utf-7": "utf-7", "x-euc-jp": "euc_jp", "utf8": "utf-8",
    "windows-31j": "cp932", "utf-16": "utf-16",
}  # fmt: skip

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_BOMS = tuple(bom for bom, name in _BOMS if name != "utf-8")
_NO_LETTERS = bytes(range(0x80)) + "«»“”‘’–—…§©®°·•\xa0".encode("cp1252")
_C1 = bytes(range(0x80, 0xA0))
_HIGH_WORD = re.compile(rb"(?<![A-Za-z])[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LATIN = re.compile(rb"[A-Za-z]")
_SAMPLE_WORDS = 2_000
_SHORT_WORD = 2
_SAMPLE_BYTES = 32 * 1024
_NATURAL, _NATURAL_SHORT, _LONG = -3.3, -4.1, 300
"""Mean scores a character above which a text passes for Russian, and the bytes that make it a long one. Russian lies
near -2.9 and scatters where it is short; Hebrew read as KOI8-R reaches -3.45, anything else stays under -4."""


def decode(content: bytes, declared: str = "") -> Decoded:
    """`content` as text. `declared` is believed unless the bytes contradict it. Never fails: the last resort is
    Windows-1252 with replacement characters."""
    for bom, name in _BOMS:
        if content.startswith(bom):
            return Decoded(content[len(bom) :].decode(name, "replace"), name)
    charset = known_charset(declared)
    if charset:
        believed = _believe(content, charset)
        if believed:
            return believed
    guess = _detect(content)
    if charset == "utf-8" or (charset not in ("", "ascii") and guess.charset not in ("utf-8", *_CYRILLIC)):
        text = content.decode(charset, "replace")
        broken = text.count("\ufffd")
        whole = len(text) - len(text.encode("ascii", "ignore")) - broken
        # Hardly anything is whole in UTF-8 by chance.
        if broken <= (4 * whole if charset == "utf-8" else whole // 4):
            return Decoded(text, charset)
    return guess


def eight_bit(content: bytes) -> bytes:
    """`content` in UTF-8 where it is in a charset of 16 or 32 bits, with or without a mark; else as it is."""
    if not content.startswith(_WIDE_BOMS) and (b"\0" not in content[:4096] or not _wide_charset(content)):
        return content
    return decode(content).text.encode("utf-8", "replace")


def known_charset(declared: str) -> str:
    """The codec for a charset's name as a mail or a page spells it, "" where there is none."""
    name = declared.strip().strip("\"'").lower()
    name = _SUPERSETS.get(name, name)
    if not name.isascii():
        return ""
    try:
        codec = codecs.lookup(name).name
        b"aaaa".decode(codec, "replace")  # refuses codecs that are not of text, such as base64
    except (LookupError, ValueError):
        return ""
    return "" if codec in _NO_CHARSET else _SUPERSETS.get(codec, codec)


def _believe(content: bytes, charset: str) -> Decoded | None:
    """`content` in its declared charset; None where the bytes cannot be meant so."""
    try:
        text = content.decode(charset)
    except (UnicodeError, ValueError):
        return None
    if b"\x1b$" in content and not charset.startswith("iso2022") and content.isascii():
        return None  # Japanese in escape sequences, which looks like ASCII
    single_byte = charset in _WESTERN or charset in _CYRILLIC or charset.startswith(("cp125", "iso8859", "koi8"))
    if not single_byte or content.isascii():
        return Decoded(text, charset)
    if _as_utf8(content) is not None:
        return None
    if charset in _WESTERN and not content.translate(None, _NO_LETTERS):
        return Decoded(text, charset)
    best, score, reads_well = _best_cyrillic(content)
    if charset in _WESTERN:
        return None if reads_well else Decoded(text, charset)
    if charset in _CYRILLIC and reads_well and score - _score(_sample(content), charset) > 1.0 and best != charset:
        return None
    return Decoded(text, charset)


def _detect(content: bytes) -> Decoded:
    if content.isascii() and b"\x00" not in content[:4096]:
        if b"\x1b$" in content:
            escapes = "iso2022_kr" if b"\x1b$)C" in content else "iso2022_jp_2"
            return Decoded(content.decode(escapes, "replace"), escapes)
        return Decoded(content.decode("ascii"), "ascii")
    wide = _wide_charset(content)
    if wide:
        return Decoded(content.decode(wide, "replace"), wide)
    text = _as_utf8(content)
    if text is not None:
        return Decoded(text, "utf-8")
    if not content.translate(None, _NO_LETTERS):
        return Decoded(content.decode("cp1252", "replace"), "cp1252")
    name, _, reads_well = _best_cyrillic(content)
    if reads_well:
        return Decoded(content.decode(name, "replace"), name)
    return _detect_other(content)


def _as_utf8(content: bytes) -> str | None:
    """UTF-8, forgiving a last character cut short and one broken byte in a hundred characters beyond ASCII."""
    try:
        whole = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        whole = ""
    text = content.decode("utf-8", "replace")
    if not whole.isascii():
        return text
    bad = text.count("\ufffd")
    return text if bad * 100 <= len(text) - len(text.encode("ascii", "ignore")) - bad else None


def _wide_charset(content: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark: zeros, or the page of Cyrillic, stand at every second byte."""
    sample = content[:4096]
    sample = sample[: len(sample) // 4 * 4]
    if len(sample) < 8:
        return ""
    for name, zeros in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        if all(not any(sample[at::4]) for at in zeros):
            return name
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        pages = Counter(sample[high::2])
        if (pages[0] + pages[4]) * 100 >= 95 * len(sample) // 2 and pages[0] and _mostly_printable(sample, name):
            return name
    return ""


def _mostly_printable(sample: bytes, charset: str) -> bool:
    text = sample.decode(charset, "replace")
    return sum(character.isprintable() or character.isspace() for character in text) >= 0.98 * len(text)


def _sample(content: bytes) -> bytes:
    """The first words that hold anything beyond ASCII."""
    return b" ".join(match.group() for match in islice(_HIGH_WORD.finditer(content), _SAMPLE_WORDS))


def _best_cyrillic(content: bytes) -> tuple[str, float, bool]:
    """The likeliest Cyrillic code page, its score, and whether that passes for Russian; words that mix in Latin
    letters do not."""
    sample = _sample(content)
    words = sample.split(b" ")
    if 3 * sum(_LATIN.search(word) is not None for word in words) > len(words):
        return "cp1251", -math.inf, False
    scores = {name: _score(sample, name) for name in _CYRILLIC}
    name = max(scores, key=lambda name: scores[name] + _CYRILLIC[name] / len(sample))
    return name, scores[name], scores[name] > (_NATURAL if len(sample) > _LONG else _NATURAL_SHORT)


def _score(sample: bytes, charset: str) -> float:
    """Mean log likelihood of the characters of `sample` beyond spaces, read in `charset`, as Russian text."""
    text = sample.decode(charset, "replace")
    if not text:
        return -math.inf
    total, count, previous, run = 0.0, 0, " ", 0
    for character in text:
        lower = character.lower()
        likelihood = _LOG_FREQUENCY.get(lower)
        if likelihood is None:
            total += _symbol(character, previous)
            run = 0
        else:
            total += likelihood
            if character != lower and previous.lower() in _LOG_FREQUENCY and previous == previous.lower():
                total -= 5  # a capital after a small letter
            if previous.isascii() and previous.isalpha():
                total -= 5  # one word in two scripts
            same = (previous.lower() in _VOWELS) == (lower in _VOWELS) and previous.lower() in _LOG_FREQUENCY
            run = run + 1 if same else 0
            total -= max(0, run - 1)  # three vowels or three consonants on end
            if lower in "ьъы" and previous.lower() not in _LOG_FREQUENCY:
                total -= 4  # no Russian word begins so
        count += character != " "
        previous = character
    return total / max(count, 1)


def _symbol(character: str, previous: str) -> float:
    """The likelihood of what is no Russian letter."""
    if character == " ":
        return 0.0
    if character.isascii():
        return -6.0 if previous.lower() in _LOG_FREQUENCY else -2.0
    return -3.5 if character in _TYPOGRAPHY else -9.0


def _detect_other(content: bytes) -> Decoded:
    """Neither Unicode nor Cyrillic: Windows-1252 where it gives letters of Western Europe, in words with plain ones
    among them; else the library's guess."""
    sample = _sample(content)
    beyond = [character for character in sample.decode("cp1252", "replace") if not character.isascii()]
    words = [word for word in sample.split(b" ") if len(word) > _SHORT_WORD]
    mixed = 2 * sum(_LATIN.search(word) is not None for word in words) >= len(words)
    western = mixed and sum(character in _WESTERN_LETTERS for character in beyond) >= 0.95 * len(beyond)
    if not western and len(content) > 64:
        match = from_bytes(content[:_SAMPLE_BYTES]).best()
        charset = (known_charset(match.encoding) if match else _japanese(content)) or "cp1252"
        if charset == "cp1250" and content.translate(None, _C1) == content:
            charset = "iso8859-2"  # Windows has letters, quotation marks and dashes of these languages there
        return Decoded(content.decode(charset, "replace"), charset)
    letters = {character.lower() for character in beyond} - _TYPOGRAPHY
    charset = "cp1250" if letters <= _HUNGARIAN and letters & _DOUBLE_ACUTE and letters & {"ö", "ü"} else "cp1252"
    return Decoded(content.decode(charset, "replace"), charset)


def _japanese(content: bytes) -> str:
    """The charset in which a third of what is beyond ASCII are kana; "" where that is none."""
    for charset in ("cp932", "euc_jp"):
        text = content[:_SAMPLE_BYTES].decode(charset, "ignore")
        kana = sum("\u3041" <= character <= "\u30fe" for character in text)
        if 3 * kana > sum(not character.isascii() for character in text):
            return charset
    return ""
