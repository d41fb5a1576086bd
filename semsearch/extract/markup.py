"""Text with marks in it that people write by hand: AsciiDoc, TeX, and tables of comma-separated values."""

import csv
import re

from pylatexenc.latex2text import LatexNodes2Text

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charset import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading

_ASCIIDOC_TITLE = re.compile(r"^=\s+(\S.*)$", re.MULTILINE)
_TEX_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_TEX_PREAMBLE = re.compile(r"\A.*?\\begin\s*\{document\}", re.DOTALL)
_TEX_COMMENT = re.compile(r"(?<!\\)%.*")
_TEX_COMMAND = re.compile(r"\\[A-Za-z@]+\*?|[{}]")
_MAX_TEX = 500_000
"""Characters of TeX that are understood; of longer sources only the commands are taken out."""


def read_asciidoc(content: bytes, name: str) -> Reading:
    """AsciiDoc, its marks left in; the title is its first heading."""
    del name
    decoded = decode(content)
    text = tidy(decoded.text)
    found = _ASCIIDOC_TITLE.search(text[:10_000])
    return Reading(text, one_line(found.group(1)) if found else "", decoded.charset)


def read_tex(content: bytes, name: str) -> Reading:
    """A TeX source as it reads when it is set, formulas left as they are; the title is that of ``\\title``."""
    del name
    decoded = decode(content)
    source = decoded.text[: 2 * MAX_TEXT_CHARS]
    title = _TEX_TITLE.search(source)
    body = _TEX_PREAMBLE.sub("", source, count=1)
    heading = _plain_tex(title.group(1)) if title else ""
    return Reading(tidy(f"{heading}\n\n{_plain_tex(body)}".strip()), one_line(heading), decoded.charset)


def _plain_tex(source: str) -> str:
    if len(source) <= _MAX_TEX:
        try:
            return str(LatexNodes2Text(math_mode="verbatim", keep_comments=False).latex_to_text(source))
        except (RecursionError, ValueError, IndexError, AttributeError, TypeError):
            pass  # people's macros go beyond any parser; the words are still there
    return _TEX_COMMAND.sub(" ", _TEX_COMMENT.sub("", source))


def read_csv(content: bytes, name: str) -> Reading:
    """A table, a line for each row, its cells apart."""
    del name
    decoded = decode(content)
    text = decoded.text[: 2 * MAX_TEXT_CHARS].replace("\x00", "")
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
        rows = [
            "  ".join(cell.strip() for cell in row if cell.strip()) for row in csv.reader(text.splitlines(), dialect)
        ]
    except csv.Error:  # one column only, or no table at all
        return Reading(tidy(text), charset=decoded.charset)
    return Reading(tidy("\n".join(rows)), charset=decoded.charset)
