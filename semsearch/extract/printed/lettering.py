"""The letters of a PDF where its fonts do not tell them, but something from which they follow."""

import re
from collections.abc import Iterable
from string import ascii_letters

from semsearch.extract.charsets.alphabets import CYRILLIC, likeliest

# A font that tells nothing mostly has its letters in the order of the Macintosh, the space third; those of Windows
# then have the Cyrillic ones in that of Unicode (WGL4, as in Arial, Times New Roman and Courier New).
_NUMBERED = (
    {3 + at: chr(32 + at) for at in range(95)}
    | {98 + at: bytes((0x80 + at,)).decode("mac-roman") for at in range(0x60)}
    | {556 + at: chr(0x401 + at) for at in range(12)}
    | {568: "Ў", 569: "Џ"}
    | {570 + at: chr(0x410 + at) for at in range(64)}
    | {634 + at: chr(0x451 + at) for at in range(12)}
    | {646: "ў", 647: "џ"}
    | {ord(blank): blank for blank in "\n\r "}
)
# Commas, full stops and digits give the numbers of Latin letters away, the letters themselves those of Cyrillic ones.
_TELLING = re.compile("[\x0f-\x1c]")
_FEWEST_TELLING = 10
_CYRILLIC_NUMBERS = re.compile("[\u023a-\u0279]")  # 570 to 633
_FEWEST_LETTERS = 4
_LEADERS = "._"
# Letters of fonts of symbols, which are bullets there.
_BULLET = re.compile("^([oqvnlü§Ø])(?=[А-Яа-яЁё])", re.MULTILINE)
_SYMBOL = re.compile("^[\uf020-\uf0ff](?=\\s)", re.MULTILINE)
_WORD = re.compile(r"[^\W_]{4,}")
_MISREAD = re.compile(r"[a-z][A-Z\d]|[A-Za-z]\d+[A-Za-z]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f]")
# Letters whose two bytes in UTF-8, or whose bytes in the wrong order, were taken for one in UTF-16.
_TWO_BYTES = re.compile("[\ud080-\ud1bf]")
_SWAPPED = re.compile("[" + "".join(chr(high << 8) for high in range(0x20, 0x7F)) + "]")
_SWAPPED_LETTERS = re.compile("[" + "".join(chr(ord(letter) << 8) for letter in ascii_letters) + "]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\s]")
# Cyrillic letters that were taken for those of Windows-1252.
_WESTERN_WORD = re.compile("(?<![A-Za-z])[\u00c0-\u00ff]{3,}(?![A-Za-z])")
_SAMPLE = 400
_MIXED_WORD = re.compile("[A-Za-z][\u00c0-\u00ff]|[\u00c0-\u00ff][A-Za-z]")
# Beside letters, these signs are letters too; powers only before one. What TeX has for its own is in another place.
_SIGNS = re.compile(
    "(?<=[\u00c0-\u00ff])[\u00b4\u00b8\u00ba]|[\u00a5\u00a8\u00aa\u00af\u00b2-\u00b4\u00b8\u00ba](?=[\u00c0-\u00ff])"
    "|\u00bf|(?<!\\S)\u00b9"
)
_OF_TEX = str.maketrans("\u00bc\u00be\u00bf\x15\x16\x9c\x9d", "ё«»–—Ё№")
_OF_TEX_ALONE = frozenset("\u00bc\u00be\x15\x16\x9c\x9d")


def is_numbered(text: str) -> bool:
    """Whether a text consists of the numbers that a font has for its letters."""
    telling = len(_TELLING.findall(text))
    return (telling >= _FEWEST_TELLING and 100 * telling >= len(text)) or _are_most(_CYRILLIC_NUMBERS, text, 0.5)


def _are_most(letters: "re.Pattern[str]", text: str, share: float) -> bool:
    """Whether this share of all signs beyond ASCII, and at least a few, are among the `letters`."""
    if letters.search(text) is None:  # as in almost all texts
        return False
    return len(letters.findall(text)) > max(_FEWEST_LETTERS, share * len(_BEYOND_ASCII.findall(text)))


def letters(numbers: Iterable[int]) -> str:
    """The text that such numbers stand for; "" where they seem to be in no such order."""
    text = "".join(map(chr, numbers)).translate(_NUMBERED)
    printed = [character for character in text if not character.isspace() and character not in _LEADERS]
    return text if 3 * sum(map(_is_usual, printed)) > 2 * len(printed) else ""


def _is_usual(character: str) -> bool:
    return character.isalnum() and (character.isascii() or character >= "\u0400")


def mended(text: str) -> str:
    """A text with the letters that were meant, where what stands for them was decoded in a wrong way throughout."""
    if _are_most(_TWO_BYTES, text, 0.8):
        return _TWO_BYTES.sub(lambda found: ord(found[0]).to_bytes(2, "big").decode("utf-8", "replace"), text)
    if _are_most(_SWAPPED_LETTERS, text, 0.8) and len(set(_SWAPPED_LETTERS.findall(text))) >= _FEWEST_LETTERS:
        return _SWAPPED.sub(lambda found: chr(ord(found[0]) >> 8), text)
    western = _WESTERN_WORD.findall(text)
    if len(western) > 1 and 2 * len(western) > len(_MIXED_WORD.findall(text)):
        return _in_its_code_page(text, " ".join(western)[:_SAMPLE])
    return text


def _in_its_code_page(text: str, western: str) -> str:
    """A text as its bytes read in Russian or in a language near it, if its `western` words do so well."""
    page, _, is_natural = likeliest(western.encode("latin-1"))
    if not is_natural or page not in CYRILLIC:
        return text
    if not _OF_TEX_ALONE.isdisjoint(text):
        text = text.translate(_OF_TEX)

    signs = _SIGNS.sub(lambda found: found[0].encode("latin-1").decode(page, "replace"), text)
    letters = bytes(range(0xC0, 0x100))
    return signs.translate(str.maketrans(letters.decode("latin-1"), letters.decode(page, "replace")))


def with_bullets_apart(text: str) -> str:
    """A text whose lines do not begin with what only a font of symbols can show, or with the letter of a bullet and a
    Russian word in one."""
    text = _SYMBOL.sub("•", text)
    found = _BULLET.findall(text)
    return _BULLET.sub("• ", text) if len(found) > 1 and len(set(found)) == 1 else text


def is_misread(text: str) -> bool:
    """Whether the words of a scan were recognised in the wrong alphabet, as Russian ones in that of English: every
    fourth has capitals and digits within, "npeAceAarenb" for «председатель». Of fewer than six such words it cannot be
    told: they may be names and numbers of things, as on a receipt."""
    words = _WORD.findall(text)
    return 4 * sum(_MISREAD.search(word) is not None for word in words) > max(20, len(words))


def has_controls(text: str) -> bool:
    """Whether more than three in a hundred characters control something that no page can."""
    return 30 * len(_CONTROLS.findall(text)) > len(text)
