"""Folding quoted history in sanitised HTML."""

import re

_TAG = re.compile(r"<(/?)blockquote\b[^>]*>", re.IGNORECASE)


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
