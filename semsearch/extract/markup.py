"""Text with marks in it that people write by hand: AsciiDoc, TeX, and tables of comma-separated values."""

import csv
import io
import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charset import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading

_ASCIIDOC_TITLE = re.compile(r"^=\s+(\S.*)$", re.MULTILINE)
_TEX_MADE_UP = re.compile(r"\\(?:maketitle|today)\b")
_TEX_PREAMBLE = re.compile(r"\A.*?\\begin\s*\{document\}", re.DOTALL)
_TEX_END = re.compile(r"\\end\s*\{document\}.*\Z", re.DOTALL)
_TEX_COMMENT = re.compile(r"(?<!\\)%.*")
_TEX_COMMAND = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z@]+\*?|[{}]")
_TEX_BRACE = re.compile(r"(?<!\\)[{}]")
_TEX_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
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
    title, authors = (_plain_tex(_argument(source, command)) for command in ("title", "author"))
    body = _plain_tex(_TEX_MADE_UP.sub("", _TEX_END.sub("", _TEX_PREAMBLE.sub("", source, count=1))))
    return Reading(tidy(f"{title}\n\n{authors}\n\n{body}".strip()), one_line(title), decoded.charset)


def _argument(source: str, command: str) -> str:
    """What stands in the braces of the first use of a command, "" where there is none."""
    found = re.search(rf"\\{command}\s*(?:\[[^\]]*\])?\s*\{{", source)
    depth = 1
    for brace in _TEX_BRACE.finditer(source, found.end()) if found else ():
        depth += 1 if brace.group() == "{" else -1
        if depth == 0 and found:
            return source[found.end() : brace.start()]
    return ""


def _plain_tex(source: str) -> str:
    """The words of a source. What is wrong in it, or goes beyond the parser, costs only the paragraph where it is."""
    if len(source) <= _MAX_TEX:
        try:
            # Its way with mistakes takes time that doubles with each.
            reader = LatexNodes2Text(math_mode="verbatim", keep_comments=False)
            return str(reader.latex_to_text(source, tolerant_parsing=False))
        except (LatexWalkerError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
            paragraphs = _TEX_PARAGRAPH.split(source)
            if len(paragraphs) > 1:
                return "\n\n".join(map(_plain_tex, paragraphs))
    return _TEX_COMMAND.sub(" ", _TEX_COMMENT.sub("", source))


def read_csv(content: bytes, name: str) -> Reading:
    """A table, a line for each row, its cells apart."""
    del name
    decoded = decode(content)
    text = decoded.text[: 2 * MAX_TEXT_CHARS].replace("\x00", "")
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
        table = csv.reader(io.StringIO(text, newline=""), dialect)
        rows = ["  ".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in table]
    except csv.Error:  # one column only, or no table at all
        return Reading(tidy(text), charset=decoded.charset)
    return Reading(tidy("\n".join(rows)), charset=decoded.charset)
