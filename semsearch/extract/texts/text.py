"""Plain text, and what is read as such: subtitles, and tables of comma-separated values."""

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace

from semsearch.extract.characters import tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading
from semsearch.extract.texts.chats import conversations, logged

# Of Sub Station Alpha, its events, those that are drawn, and breaks of lines; of MicroDVD and lyrics, their lines.
_EVENT = re.compile(r"^Dialogue:(?:[^,\n]*,){4}([^,\n]*),(?:[^,\n]*,){4}(.*)$", re.MULTILINE)
_DRAWN, _EVENT_BREAK = re.compile(r"\\p[1-9]"), re.compile(r"\\[Nn]")
_FRAMES = re.compile(r"^(?:(?:\{\d+\}){2}|(?:\[\d+:\d\d(?:[.:]\d+)?\])+)(.*)$", re.MULTILINE)
# Of WebVTT and SubRip: when a line is said, below its number or name; what is not said; who speaks; and how it looks.
_CUE = re.compile(r"^(?:\S+[ \t]*\n)?(?:\d+:)?\d\d:\d\d[.,]\d{3} +-->.*\n?", re.MULTILINE)
_UNSAID = re.compile(r"(?:\A|(?<=\n\n))(?:WEBVTT|NOTE|STYLE|REGION)\b[^\n]*(?:\n(?!.*-->)[^\n]+)*")
_SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,100})>")
_LOOK = re.compile(r"</?[a-z][^<>]{0,100}>|<[\d:.]+>|\{\\[^{}]{0,100}\}", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_DELIMITERS, _EVEN = "\t;|,", 0.7
"""What parts the cells of a table; the share of rows that have the same number of them."""


def read_text(content: bytes, _name: str) -> Reading:
    """Text as it is; of a chat that was exported as text each conversation is a part."""
    decoded = decode(content)
    if messages := logged(decoded.text):
        return Reading("", charset=decoded.charset, parts=tuple(conversations("", messages)))
    return Reading(tidy(decoded.text), charset=decoded.charset)


def read_subtitles(content: bytes, name: str) -> Reading:
    """What is said in a film or a meeting, without its times; behind the name of who says it, where that is told."""
    reading = read_text(content, name)
    events = _EVENT.findall(reading.text)
    if events:
        lines = (f"{speaker}: {line}" if speaker else line for speaker, line in events if not _DRAWN.search(line))
        said = _EVENT_BREAK.sub("\n", "\n".join(lines))
    else:
        said = _CUE.sub("", _UNSAID.sub("", reading.text))
        said = _FRAMES.sub(lambda line: line[1].replace("|", "\n"), said)
    said = _LOOK.sub("", _SPEAKER.sub(r"\1: ", said))
    return replace(reading, text=tidy(_BLANK_LINES.sub("\n", said)))


def read_csv(content: bytes, _name: str) -> Reading:
    """A table, a line for each row, its cells apart."""
    decoded = decode(content)
    text = decoded.text[: 2 * MAX_TEXT_CHARS].replace("\x00", "")
    with suppress(csv.Error):  # no table
        if delimiter := _delimiter(text[:8192]):
            table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            text = "\n".join("  ".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in table)
    return Reading(tidy(text), charset=decoded.charset)


def _delimiter(sample: str) -> str:
    """What parts a table into as many columns in nearly all rows, the most of them; "" where nothing does. The standard
    library's Sniffer stumbles over quotation marks at the ends of Windows' lines, and takes decimal commas."""
    lines = sample.splitlines(keepends=True)
    found: dict[str, tuple[float, int]] = {}
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        width, rows = widths.most_common(1)[0] if widths else (1, 0)
        if width > 1 and rows >= _EVEN * widths.total():
            found[delimiter] = (round(rows / widths.total(), 1), width)
    return max(found, key=lambda delimiter: found[delimiter], default="")
