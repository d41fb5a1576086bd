"""Undoing hard line breaks, so that old mail fills the width that there is."""

import re
from itertools import pairwise

NARROWEST, WIDEST = 50, 100
"""Characters: text whose longest line lies between these was wrapped by a program."""

_NOT_PROSE = re.compile(r"\s|[-*•>|+#=~_]|\d+[.)]\s")
_LAID_OUT = re.compile(r"\S\s{3,}\S|\t|^\w+://|^--\s*$")


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
