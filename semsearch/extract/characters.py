"""Text as every later stage expects it: NFC, ``\\n`` line ends, no characters that cannot be stored or seen."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from semsearch.extract.limits import MAX_HEADER_CHARS, MAX_TEXT_CHARS

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# NUL and other controls, lone surrogates, characters without width that only break words apart or turn text round, and
# what stands for pictures.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
    "\xad\u034f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc\ufffe\uffff]"
)
# What colours the lines of a terminal, in its logs (ECMA-48, 5.4).
_COLOURS = re.compile("\x1b\\[[0-9;]{0,20}[A-Za-z]")
# What joins or parts letters in the scripts of South and West Asia, and pictograms; elsewhere it is filler.
_JOINERS = re.compile("(?<![\u0600-\u109f\u1780-\u18ff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+")
# The stress of a Russian word, as dictionaries and schoolbooks mark it: it would break the word in two.
_STRESS = re.compile("(?<=[\u0400-\u052f])[\u0300\u0301]")
# Letters and digits of formulas, in which others write whole words to have them bold or slanted.
# Some of these were there before and stand elsewhere.
_STYLED = re.compile("[\U0001d400-\U0001d7ff][\U0001d400-\U0001d7ff\u2102-\u2134]*")
# What Office says that it sees in a picture.
_GUESSED = re.compile(
    r"description automatically generated|автоматически созданное описание|AI-generated content may be incorrect|"
    r"automatisch generierte beschreibung|description générée automatiquement|descripción generada automáticamente|"
    r"descrizione generata automaticamente",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\\|\w:/|\S\.\w{2,4}$|://")
# A heading with a blank between each two of its letters, its words parted by more.
_SPACED = re.compile(
    r"^[ \t]*(?:[A-ZА-ЯЁ] ){3,20}[A-ZА-ЯЁ](?:[ \t]{2,}(?:[A-ZА-ЯЁ] ){0,20}[A-ZА-ЯЁ]){0,8}$", re.MULTILINE
)
_WIDE_BLANK = re.compile(r"[ \t]{2,}")
_FEWEST_DISTINCT = 3
CUT, _LONG = "\n[…]", 100_000
"""What ends a text of which the rest was not kept; none is shorter."""
_BLANK_LINES = re.compile(r"\n{4,}")

LONGEST_NAME = 80
"""Characters of a made file name, without its suffix: with it, at most 240 bytes, which any file system takes."""

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def tidy(text: str) -> str:
    """Line ends made ``\\n``, unseen characters and trailing blanks dropped, NFC, cut at `MAX_TEXT_CHARS`, then with
    `CUT` at its end."""
    is_cut = len(text) > 2 * MAX_TEXT_CHARS
    text = _LINE_ENDS.sub("\n", text[: 2 * MAX_TEXT_CHARS])
    if "\x1b[" in text:
        text = _COLOURS.sub("", text)
    text = _UNSEEN.sub("", text).replace("\xa0", " ")
    if "\u200c" in text or "\u200d" in text:
        text = _JOINERS.sub("", text)
    text = unicodedata.normalize("NFC", text)
    is_cut = is_cut or len(text) > MAX_TEXT_CHARS
    text = _STYLED.sub(_plain, text[: MAX_TEXT_CHARS - len(CUT)] if is_cut else text)
    if "\u0301" in text or "\u0300" in text:
        text = _STRESS.sub("", text)
    lines = [_without_trailing(line) if line.endswith((" ", "\t")) else line for line in text.split("\n")]
    tidied = _BLANK_LINES.sub("\n\n\n", _SPACED.sub(_closed_up, "\n".join(lines))).strip("\n")
    return tidied + CUT if is_cut else tidied


def is_cut(text: str) -> bool:
    """Whether the rest of a text was not kept."""
    return len(text) > _LONG and text.endswith(CUT)


def kept(pieces: Iterable[str]) -> Iterator[str]:
    """As many pieces of a text as fill what is kept of one document; no more are asked for."""
    left = MAX_TEXT_CHARS
    for piece in pieces:
        yield piece
        left -= len(piece)
        if left < 0:
            return


def _closed_up(heading: "re.Match[str]") -> str:
    """A spaced heading as it is read; the letters that head the columns of a table are left alone."""
    letters = heading[0].split()
    if len(set(letters)) < _FEWEST_DISTINCT or letters == sorted(letters):
        return heading[0]
    return " ".join(word.replace(" ", "") for word in _WIDE_BLANK.split(heading[0].strip()))


def _plain(styled: "re.Match[str]") -> str:
    return unicodedata.normalize("NFKC", styled[0])


def _without_trailing(line: str) -> str:
    """A line without the blanks at its end, but for the space of "-- ", which sets off a signature (RFC 3676, 4.3)."""
    stripped = line.rstrip(" \t")
    return line[:3] if stripped == "--" else stripped


def paired(text: str) -> str:
    """A text whose rare characters came in halves, as UTF-16 has them, with these put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str) -> str:
    """A header, title or name on one line, its white space squeezed."""
    return " ".join(tidy(text[:MAX_HEADER_CHARS]).split())


def safe_name(name: str) -> str:
    """A file name as a mail gives it, without path and control characters; "" where nothing is left but dots."""
    name = re.split(r"[/\\]", one_line(name))[-1].strip()
    return "" if not name.strip(".") else name[:200]


def file_name(text: str, suffix: str = "") -> str:
    """A file name made of any text: without folders, control characters, and what some system forbids; never hidden,
    never an option. Cut at `LONGEST_NAME`; "message" where nothing is left. `suffix` comes with its dot."""
    stem, kept = text, suffix
    if not suffix and "." in text:
        stem, _, kept = text.rpartition(".")
        kept = "." + _FORBIDDEN.sub("", one_line(kept)).strip(". ")[:20]
    stem = _FORBIDDEN.sub(" ", one_line(stem))
    stem = " ".join(stem.split())[:LONGEST_NAME].strip(" .-~")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem or 'message'}{kept if len(kept) > 1 else ''}"


def picture_text(text: str) -> str:
    """What stands for a picture, on one line; "" where a program put in its file's name or address, what it guesses to
    be in it, or a single word, which mostly is a name as well."""
    line = one_line(text)
    return "" if " " not in line or _FILE_NAME.search(line) or _GUESSED.search(line) else line


def unique_names(names: list[str]) -> tuple[str, ...]:
    """Names made different from each other by `` (2)`` before the suffix."""
    taken: set[str] = set()
    return tuple(unique_name(name, taken) for name in names)


def unique_name(name: str, taken: set[str]) -> str:
    """A name made different from those that are `taken`, to which it is added; it may have folders, parted by "/"."""
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".")
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        numbered = f"{stem} ({number}).{suffix}" if dot and stem else f"{last} ({number})"
        candidate = f"{folder}{slash}{numbered}"
    taken.add(candidate)
    return candidate
