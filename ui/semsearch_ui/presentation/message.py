"""The body of a document as HTML that Qt can lay out: lines that fill the width, quoted history folded away."""

import re
from html import escape
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from semsearch.records import Document, Hit
from semsearch_ui.presentation.marks import find_passage

NARROWEST, WIDEST = 50, 100
"""Characters: text whose longest line lies between these was wrapped by a program."""

_TAG = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)
_NOT_PROSE = re.compile(r"\s|[-*•>|+#=~_]|\d+[.)]\s")
_LAID_OUT = re.compile(r"\S\s{3,}\S|\t|^\w+://|^--\s*$")

LONGEST_SUBJECT, LONGEST_WORD = 200, 32
"""Letters of a subject that is shown whole, and of a word that is not broken."""

OPENING = 400
"""Letters that a text is known by where nothing in it was asked for."""

LONGEST_TEXT = 60_000
"""Letters that are laid out; more would keep the window waiting."""

_BREAKS = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
translate = QCoreApplication.translate
_SIZE = re.compile(r"(\bfont-size\s*:\s*)(\d+(?:\.\d+)?)(px|pt)", re.IGNORECASE)
_COLOUR = re.compile(r"<[^>]*\b(?:bgcolor|color|background(?:-color)?)\s*[=:]", re.IGNORECASE)


def enlarged(html: str, factor: float) -> str:
    """HTML with its own sizes of letters `factor` times as large, for who reads large letters."""
    if factor == 1:
        return html
    return _SIZE.sub(lambda found: f"{found[1]}{factor * float(found[2]):.1f}{found[3]}", html)


def has_colours(html: str) -> bool:
    """Whether HTML brings colours of its own, which its author chose for white paper."""
    return _COLOUR.search(html) is not None


def subject_in_lines(subject: str) -> str:
    """A subject that can be broken into lines of any width, with an ellipsis where it has no end."""
    shown = subject if len(subject) <= LONGEST_SUBJECT else f"{subject[:LONGEST_SUBJECT].rstrip()}…"
    return breakable(shown)


def breakable(text: str) -> str:
    """A text that can be broken into lines also within words that have no end, such as addresses."""
    return _BREAKS.sub("\\g<0>\u200b", text)


def as_hit(document: Document) -> Hit:
    """A document as if it had been found, by nothing in particular."""
    return Hit.of(document, rank=1, score=1.0, relevance=1.0, snippet=document.text[:OPENING])


def plain_body(document: Document, *, show_quoted: bool, about: str = "") -> str:
    """What the author wrote, then the signature in a quieter colour, then, on request, the history quoted in it. Of
    the text of a book the beginning, or the part that a passage is in that it is shown `about`."""
    start = _start(document.text, about)
    parts = [_block("text", document.text[start : start + LONGEST_TEXT])]
    if start:
        said = translate("Message", "What stands before this is too long to be shown here; open the file.")
        parts.insert(0, _block("quoted", said))
    if start + LONGEST_TEXT < len(document.text):
        parts.append(_block("quoted", translate("Message", "The rest is too long to be shown here; open the file.")))
    if document.signature:
        parts.append(_block("signature", document.signature))
    if show_quoted and document.quoted:
        parts.append(_block("quoted", document.quoted))
    return "".join(parts)


def _start(text: str, about: str) -> int:
    """Where to begin to show a text, so that a passage of it is among what is shown: at the beginning if that will do,
    else with a paragraph some way ahead of it."""
    passage = find_passage(text, about.strip("… ")) if len(text) > LONGEST_TEXT else None
    if passage is None or passage.end <= LONGEST_TEXT:
        return 0
    ahead = passage.start - LONGEST_TEXT // 4
    found = text.find("\n\n", ahead, passage.start)
    return found if found >= 0 else text.find(" ", ahead, passage.start + 1) + 1 or passage.start


def style_sheet(*, text: str, muted: str, accent: str) -> str:
    """The rules of a preview in a theme's colours."""
    return (
        f"body {{ color: {text}; }} a {{ color: {accent}; }}"
        f"p {{ white-space: pre-wrap; margin: 0 0 12px 0; }}"
        f".signature, .quoted {{ color: {muted}; }} blockquote {{ color: {muted}; margin-left: 12px; }}"
    )


def _block(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(unwrapped(text.strip()))}</p>' if text.strip() else ""


def folded(html: str) -> str:
    """`html` without what stands in ``blockquote``; unchanged where that would leave no text."""
    pieces: list[str] = []
    depth = cursor = 0
    for tag in _TAG.finditer(html):
        if depth == 0:
            pieces.append(html[cursor : tag.start()])
        depth = max(0, depth - 1) if tag[1] else depth + 1
        cursor = tag.end()
    if depth == 0:
        pieces.append(html[cursor:])
    without = "".join(pieces)
    return without if re.search(r"\w", re.sub(r"<[^>]*>", "", without)) else html


def unwrapped(text: str) -> str:
    """`text` with the lines of a paragraph joined where a mail program broke them.

    A break goes only where the next line's first word would not have fitted on the line: what was broken on purpose,
    such as lists, addresses, verses and tables, stays as it is. No word is changed.
    """
    return "\n\n".join(_joined(paragraph.split("\n")) for paragraph in re.split(r"\n[ \t]*\n", text))


def _joined(lines: list[str]) -> str:
    width = max(len(line.rstrip()) for line in lines)
    if not NARROWEST <= width <= WIDEST or any(_LAID_OUT.search(line) for line in lines):
        return "\n".join(lines)
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        flows = following.strip() and not _NOT_PROSE.match(following) and not _fits(line, following, width)
        pieces += [" " if flows else "\n", following]
    return "".join(pieces)


def _fits(line: str, following: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) <= width
