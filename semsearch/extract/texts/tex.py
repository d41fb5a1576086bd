"""TeX -> its text, by pylatexenc."""

import re

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading

_MADE_UP = re.compile(r"\\(?:maketitle|today)\b")
_PREAMBLE = re.compile(r"\A.*?\\begin\s*\{document\}", re.DOTALL)
_END = re.compile(r"\\end\s*\{document\}.*\Z", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")
_COMMAND = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z@]+\*?|[{}]")
_BRACE = re.compile(r"(?<!\\)[{}]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_MOST_PARSED = 500_000
"""Characters that are understood; of longer sources only the commands are taken out."""


def read_tex(content: bytes, _name: str) -> Reading:
    """A TeX source as it reads when it is set, formulas left as they are; the title is that of ``\\title``."""
    decoded = decode(content)
    source = decoded.text[: 2 * MAX_TEXT_CHARS]
    title, authors = (_plain_tex(_argument(source, command)) for command in ("title", "author"))
    body = _plain_tex(_MADE_UP.sub("", _END.sub("", _PREAMBLE.sub("", source, count=1))))
    return Reading(tidy(f"{title}\n\n{authors}\n\n{body}".strip()), one_line(title), decoded.charset)


def _argument(source: str, command: str) -> str:
    """What stands in the braces of the first use of a command, "" where there is none."""
    found = re.search(rf"\\{command}\s*(?:\[[^\]]*\])?\s*\{{", source)
    depth = 1
    for brace in _BRACE.finditer(source, found.end()) if found else ():
        depth += 1 if brace.group() == "{" else -1
        if depth == 0 and found:
            return source[found.end() : brace.start()]
    return ""


def _plain_tex(source: str) -> str:
    """The words of a source. What is wrong in it, or goes beyond the parser, costs only the paragraph where it is."""
    if len(source) <= _MOST_PARSED:
        try:
            # Its way with mistakes takes time that doubles with each.
            reader = LatexNodes2Text(math_mode="verbatim", keep_comments=False)
            return str(reader.latex_to_text(source, tolerant_parsing=False))
        except (LatexWalkerError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
            paragraphs = _PARAGRAPH.split(source)
            if len(paragraphs) > 1:
                return "\n\n".join(map(_plain_tex, paragraphs))
    return _COMMAND.sub(" ", _COMMENT.sub("", source))
