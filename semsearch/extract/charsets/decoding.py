"""Bytes -> text, whatever a file or a mail says, or does not say, about its charset.

Russian text lies on disks in seven encodings, and old mail often names none of them or the wrong one: which it is, its
letters tell (`alphabets`).
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from semsearch.extract.charsets import alphabets, code_pages, east_asian
from semsearch.language.lemmas import is_known
from semsearch.language.letters import has_cyrillic


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    charset: str


_WESTERN_LETTERS = frozenset("àâäáãåæçéèêëíìîïñóòôöõøúùûüßœÀÂÄÁÃÅÆÇÉÈÊËÍÎÑÓÔÖÕØÚÙÛÜŒ¿¡€£ºª") | alphabets.TYPOGRAPHY

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
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
"""Bytes that stand in no text of 8 bits a character."""
_C1 = bytes(range(0x80, 0xA0))
# UTF-8 that was taken for Windows-1252, and encoded again: what its first byte is shown as, then what its second is.
_WINDOWS = {bytes((code,)).decode("cp1252", "ignore"): code for code in range(0x80, 0xA0)}
_TO_OCTETS = {ord(character): chr(code) for character, code in _WINDOWS.items() if character}
_NOT_WINDOWS = re.compile(f"[^\u0000-\u00ff{''.join(_WINDOWS)}]")
_FURTHER = f"[\u0080-\u009f\u00a1-\u00bf{''.join(_WINDOWS)}]"
_TWICE = re.compile(f"[\u00c2-\u00df]{_FURTHER}|[\u00e0-\u00ef]{_FURTHER}{{2}}|[\u00f0-\u00f4]{_FURTHER}{{3}}")
_FEWEST_TWICE, _MOST = 3, 0.8
# The same of Russian that was taken for Windows-1251.
_RUSSIAN = {ord(bytes((code,)).decode("cp1251", "ignore") or "\x98"): chr(code) for code in range(0x80, 0x100)}
_SECOND = f"[{''.join(map(re.escape, map(chr, list(_RUSSIAN)[:0x40])))} ]"
_TWICE_RUSSIAN = re.compile(f"([РС]){_SECOND}|В{_SECOND}|в{_SECOND}{{2}}")
# Letters of Ukrainian, which KOI8-R shows as pieces of lines.
_OF_KOI8_U = re.compile("(?<=[а-яё])[╓╕╖╜╢╤╥╫]|[╓╕╖╜╢╤╥╫](?=[а-яё])", re.IGNORECASE)
# In what text was shown that was in another charset, and is now as it was shown.
_SHOWN_IN, _FEWEST_SHOWN, _MOST_SHOWN = ("cp1252", "cp1251", "koi8-r"), 8, 4096
_WORD, _SOME_LENGTH = re.compile(r"[^\W\d_]+"), 5
_WITH_SPACE = re.compile("([\u00c2\u00c3\u00d0]) ")  # "\u00e0" and others end with a no-break space, which gets lost
_REPLACED = "\ufffd".encode()
_SHORT_WORD = 2
_BY_CHANCE = re.compile("(?<=[A-Z])[\u0240-\u02ff]")
"""What "É®" and the like are as UTF-8, as in "NESCAFÉ®"; phonetic signs stand behind no capital letter."""

_MOST_WIDE = 16
"""Bytes before the first zero that UTF-16 without a mark may have, of signs beyond Latin and Cyrillic."""
_SOME_BYTES = 12
"""Of what is said to be of East Asia: fewer of them may be UTF-8 by chance."""
_BETTER, _BETTER_THAN_CAPITALS = 1.0, 0.4
"""By how much another alphabet must score better than the one that is declared: in any text, and in one that is in
capitals by that one."""


def decode(content: bytes, declared: str = "", beside: str = "") -> Decoded:
    """`content` as text. `declared` is believed unless the bytes contradict it; UTF-8 that was encoded twice is
    decoded twice, and what was read in a wrong charset before it became UTF-8 is read in its own. A few words that
    declare nothing, or what everybody declares, are read in the charset of the Russian `beside` them if they fit. Never
    fails: the last resort is Windows-1252 with replacement characters."""
    if beside in alphabets.CYRILLIC and is_unsaid(declared) and alphabets.fits(content, beside):
        return Decoded(content.decode(beside, "replace"), beside)
    decoded = _decode(content, declared)
    if decoded.charset == "koi8-r" and _OF_KOI8_U.search(decoded.text):
        return Decoded(content.decode("koi8-u"), "koi8-u")
    return Decoded(_as_meant(_once(decoded.text)), decoded.charset) if decoded.charset == "utf-8" else decoded


def _decode(content: bytes, declared: str) -> Decoded:
    if both := _appended(content):
        return both
    for bom, name in _BOMS:
        if content.startswith(bom):
            return Decoded(content[len(bom) :].decode(name, "replace"), name)
    charset = known_charset(declared)
    if charset:
        believed = _believe(_uncut(content) if charset == "utf-8" else content, charset)
        if believed and charset in alphabets.PAGES and alphabets.is_latin(believed.text):
            charset = _other_charset(content)
            return Decoded(content.decode(charset, "replace"), charset)
        if believed:
            return believed
    guess = _detect(content)
    if guess.charset in east_asian.ESCAPED:
        return guess
    told = guess.charset in (charset, "utf-8", *alphabets.PAGES, *east_asian.CHARSETS, *code_pages.OF_WINDOWS)
    if charset == "utf-8" or (charset not in ("", "ascii") and not told):
        text = content.decode(charset, "replace")
        broken = text.count("\ufffd")
        whole = len(text) - len(text.encode("ascii", "ignore")) - broken
        # Hardly anything is whole in UTF-8 by chance, but for a letter now and then in what is of Asia.
        is_asian = guess.charset in ("cp874", *east_asian.CHARSETS)
        if broken <= (4 * whole if charset == "utf-8" and not is_asian else whole // 4):
            return Decoded(text, charset)
    return guess


def is_unsaid(declared: str) -> bool:
    """Whether a declaration says nothing: there is none, or one that programs write whatever the charset is."""
    return known_charset(declared) in ("", *_WESTERN)


def russian_charset(content: bytes, *, is_expected: bool) -> str:
    """The charset in which `content` reads like Russian, "" where it does in none. Where that `is_expected`, a word of
    two letters is enough."""
    page, _, reads_well = alphabets.likeliest(content, declared=True)
    if reads_well:
        return page if page in alphabets.CYRILLIC else ""
    fitting = [page for page in alphabets.CYRILLIC if is_expected and alphabets.fits(content, page)]
    return max(fitting, key=lambda page: alphabets.weighed(content, page), default="")


def _once(text: str) -> str:
    """A text of which all beyond ASCII, letters among it, is UTF-8 that was encoded again, as it was before; of others
    the characters to which that has plainly happened."""
    if russian := _russian_once(text):
        return russian
    if not _TWICE.search(text):
        return text
    before = _before(_WITH_SPACE.sub("\\1\u00a0", text))
    if any(char.isalpha() and not char.isascii() for char in before):
        return _once(before)
    few = len(_TWICE.findall(text)) < _FEWEST_TWICE
    return text if few else _TWICE.sub(lambda found: _before(found[0]) or found[0], text)


def _russian_once(text: str) -> str:
    """The same of text that was taken for Windows-1251, where the second byte of "И" has no sign; "" for others."""
    letters = covered = 0
    for found in _TWICE_RUSSIAN.finditer(text):  # of a long text a list of them would take gigabytes
        letters += found[1] is not None
        covered += len(found[0].rstrip(" "))
    if letters < _FEWEST_TWICE or covered < _MOST * (len(text) - len(text.encode("ascii", "ignore"))):
        return ""
    octets = text.replace("Р ", "Р\xa0").replace("Р?", "Р\x98").translate(_RUSSIAN)
    return octets.encode("latin-1", "replace").decode("utf-8", "replace")


def _as_meant(text: str) -> str:
    """A text without lines such as "Çäðàâñòâóéòå" and "гДПЮБЯРБСИРЕ": what is all of one code page and reads like one
    of another, not like its own, was read in the wrong one before it became UTF-8. By their letters alone a few words
    pass for much: "ÅÄÖ" for Russian, «КПСС ВЛКСМ» or "Ћао Џоне" for what was KOI8. So it must be of Russian words."""
    if text.isascii():
        return text
    lines = text.split("\n")
    for page in _SHOWN_IN:
        beginning = _sample(_in_page(line, page) for line in lines)
        if not beginning or alphabets.is_own(beginning, page):
            continue
        shown = [_in_page(line, page) for line in lines]
        shown = [raw and (None if alphabets.is_own(raw, page) else raw) for raw in shown]
        sample = _sample(shown)
        meant = alphabets.meant(sample, page) if len(sample) >= _FEWEST_SHOWN else ""
        if meant and _is_of_words(alphabets.high_words(sample).decode(meant)):
            lines = [raw.decode(meant, "replace") if raw else line for line, raw in zip(lines, shown, strict=True)]
    return "\n".join(lines)


def _is_of_words(text: str) -> bool:
    """Whether most letters of a text are in Russian words of some length."""
    said = _WORD.findall(text)
    known = {word for word in set(said) if len(word) >= _SOME_LENGTH and has_cyrillic(word) and is_known(word)}
    return 2 * sum(len(word) for word in said if word in known) > sum(map(len, said))


def _sample(shown: Iterable[bytes | None]) -> bytes:
    """The beginning of those lines that are there."""
    found, length = [], 0
    for raw in filter(None, shown):
        found.append(raw)
        length += len(raw) + 1
        if length > _MOST_SHOWN:
            break
    return b"\n".join(found)[:_MOST_SHOWN]


def _in_page(line: str, page: str) -> bytes | None:
    """A line in a code page; None where not all of it is there, or few letters beyond ASCII, as in what is drawn."""
    if line.isascii() or (page == "cp1252" and _NOT_WINDOWS.search(line)):
        return None
    try:
        octets = line.translate(_TO_OCTETS).encode("latin-1") if page == "cp1252" else line.encode(page)
    except UnicodeError:
        return None
    beyond = [character for character in line[:_MOST_SHOWN] if not character.isascii()]  # a line may be megabytes
    return octets if 3 * sum(map(str.isalpha, beyond)) > len(beyond) else None


def _before(text: str) -> str:
    """A text before it was encoded again, "" where it cannot have been."""
    try:
        return text.translate(_TO_OCTETS).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""


def _uncut(content: bytes) -> bytes:
    """UTF-8 without a last character of which the end is missing."""
    cut = re.search(rb"(?:[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z", content[-3:])
    return content[: -len(cut.group())] if cut else content


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
    if b"\x1b$" in content and charset not in east_asian.ESCAPED and content.isascii():
        return None  # Japanese in escape sequences, which looks like ASCII
    is_single = charset in _WESTERN or charset in alphabets.PAGES or charset.startswith(("cp125", "iso8859", "koi8"))
    beyond = len(content.translate(None, bytes(range(0x80))))
    if not beyond or not (is_single or (charset in east_asian.CHARSETS and beyond >= _SOME_BYTES)):
        return Decoded(text, charset)
    if _as_utf8(content) is not None:
        return None
    if not is_single:
        return Decoded(text, charset)
    best, score, reads_well = alphabets.likeliest(content, declared=True)
    if charset in _WESTERN:
        other = reads_well or _other_charset(content) in (*east_asian.CHARSETS, *code_pages.OF_WINDOWS)
        return None if other else Decoded(text, charset)
    if charset in alphabets.PAGES and reads_well and best != charset:
        better = score - alphabets.score(alphabets.high_words(content), charset)
        enough = _BETTER_THAN_CAPITALS if alphabets.is_in_capitals(text) else _BETTER
        return None if better > enough else Decoded(text, charset)
    if charset in code_pages.OF_WINDOWS and reads_well:
        return None
    if charset == "iso8859-2" and content.translate(None, _C1) != content:
        return Decoded(content.decode("cp1250", "replace"), "cp1250")  # Windows has letters and quotation marks there
    return Decoded(text, charset)


def _detect(content: bytes) -> Decoded:
    if content.isascii() and b"\x00" not in content[:4096]:
        if b"\x1b$" in content:
            return Decoded(*east_asian.escaped(content))
        return Decoded(content.decode("ascii"), "ascii")
    wide = _wide_charset(content)
    if wide:
        return Decoded(content.decode(wide, "replace"), wide)
    text = _as_utf8(content)
    if text is not None:
        return Decoded(_by_lines(content) if text.count("\ufffd") > content.count(_REPLACED) else text, "utf-8")
    name, _, reads_well = alphabets.likeliest(content)
    if reads_well:
        return Decoded(content.decode(name, "replace"), name)
    lines = content.splitlines()
    whole = sum(not line.isascii() and _is_utf8(line) for line in lines)
    if whole and 4 * whole >= sum(not _is_utf8(line) for line in lines):
        return Decoded(_by_lines(content), "utf-8")
    charset = _other_charset(content)
    return Decoded(content.decode(charset, "replace"), charset)


def _by_lines(content: bytes) -> str:
    """A text with lines in UTF-8 and others, as many people write into one over the years."""
    lines = content.splitlines(keepends=True)
    others = b"".join(line for line in lines if not _is_utf8(line))
    charset = _other_charset(others) if others else ""
    return "".join(line.decode("utf-8" if _is_utf8(line) else charset, "replace") for line in lines)


def _is_utf8(line: bytes) -> bool:
    """Whether more of what is beyond ASCII in a line is UTF-8 than is not."""
    if line.isascii():
        return True
    text = line.decode("utf-8", "replace")
    if _BY_CHANCE.sub("", text).isascii():
        return False
    return 2 * (text.count("\ufffd") - line.count(_REPLACED)) < len(text) - len(text.encode("ascii", "ignore"))


def _as_utf8(content: bytes) -> str | None:
    """UTF-8, forgiving a last character cut short and one broken byte in a hundred characters beyond ASCII."""
    try:
        whole = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        whole = ""
    if not whole.isascii() and _BY_CHANCE.sub("", whole).isascii():
        return None
    text = content.decode("utf-8", "replace")
    if not whole.isascii():
        return text
    bad = text.count("\ufffd")
    return text if bad * 100 <= len(text) - len(text.encode("ascii", "ignore")) - bad else None


def _wide_charset(content: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark: zeros, or the page of Cyrillic, stand at every second byte."""
    sample = content[:4096]
    sample = sample[: len(sample) // 4 * 4]
    if len(sample) < 8 or not any(sample):
        return ""
    for name, zeros in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        if all(not any(sample[at::4]) for at in zeros):
            return name
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        pages = Counter(sample[high::2])
        if (pages[0] + pages[4]) * 100 >= 95 * len(sample) // 2 and pages[0] and _mostly_printable(sample, name):
            return name
    return ""


def _appended(content: bytes) -> Decoded | None:
    """A text of 8 bits a character to which a program added others in UTF-16, as PowerShell does with >>; None for
    others. What was added begins where the first zero stands, or, with letters of Cyrillic before that, with a line."""
    zero = content.find(b"\0")
    if zero < 2 or content.startswith(_WIDE_BOMS) or (zero < _MOST_WIDE and _wide_charset(content)):
        return None
    for start in (zero - 1, content.rfind(b"\n", 0, zero - 1) + 1):
        before, added = content[:start], content[start:]
        is_text = start and before.translate(None, CONTROLS) == before
        if (
            is_text
            and added[1] in b"\x00\x04"
            and _wide_charset(added) == "utf-16-le"
            and _mostly_printable(added, "utf-16-le")
        ):
            return Decoded(decode(before).text + added.decode("utf-16-le", "replace"), "utf-16-le")
    return None


def _mostly_printable(sample: bytes, charset: str) -> bool:
    text = sample.decode(charset, "replace")
    return sum(character.isprintable() or character.isspace() for character in text) >= 0.98 * len(text)


def _other_charset(content: bytes) -> str:
    """The charset of what is neither Unicode nor in one of our alphabets: that of East Asia, or of a language that CLD2
    knows."""
    words = alphabets.high_words(content).split(b" ")
    if all(len(word) < _SHORT_WORD for word in words):  # signs of currencies, quotation marks and the like
        return "cp1252"
    return ("" if _is_western(words) else east_asian.likeliest(content)) or code_pages.likeliest(content)


def _is_western(words: list[bytes]) -> bool:
    """Whether Windows-1252 gives letters of Western Europe, in words with plain ones among them."""
    longer = b" ".join(word for word in words if len(word) > _SHORT_WORD)
    beyond = [character for character in b" ".join(words).decode("cp1252", "replace") if not character.isascii()]
    is_mixed = not longer or 2 * alphabets.mixed(longer) >= 1
    return is_mixed and sum(character in _WESTERN_LETTERS for character in beyond) >= 0.95 * len(beyond)
