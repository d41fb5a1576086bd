"""Tables that only lay a mail out, as plain blocks: newsletters wrap all they say in tables of one cell, many deep.

Who shows them cannot lay them out in reasonable time (each level measures those inside it again), and they keep
the text from fitting a narrow pane.
"""

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

_PART = re.compile(
    r"""<(?P<end>/?)(?P<name>table|tbody|thead|tfoot|tr|td|th)\b(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>"""
)
_COLOUR = re.compile(r"#?\w+")
_MARK = "data-semsearch-layout"  # a name that no mail has
_BLOCKS = ("table", "td", "th")
_LOOK = frozenset(("style", "align", "dir"))


def mark_layout(tree: LexborHTMLParser) -> None:
    """Mark each table of a page that has neither a border nor two cells in a row, for `as_blocks`."""
    cells = tree.css("td, th")
    of_row = Counter(cell.parent.mem_id for cell in cells if cell.parent)
    kept = {_table(cell) for cell in cells if cell.parent and of_row[cell.parent.mem_id] > 1}
    kept |= {table.mem_id for table in tree.css("table") if table.attributes.get("border") not in (None, "", "0")}
    for node in tree.css("table, td, th"):
        if _table(node) not in kept:
            _mark(node)


def as_blocks(html: str) -> str:
    """The HTML of a page with the marked tables and their cells as ``div``; their colours and alignments stay."""
    inside: list[bool] = []

    def block(part: re.Match[str]) -> str:
        name, ends = part["name"], bool(part["end"])
        if name == "table" and not ends:
            inside.append(_MARK in part["rest"])
        marked = bool(inside) and inside[-1]
        if name == "table" and ends and inside:
            inside.pop()
        if not marked:
            return part[0]
        return f"<{part['end']}div{part['rest']}>" if name in _BLOCKS else ""

    return _PART.sub(block, html)


def _table(node: LexborNode | None) -> int:
    """The number of the table that a node is, or that it belongs to; 0 where that is none."""
    while node is not None and node.tag != "table":
        node = node.parent
    return node.mem_id if node is not None else 0


def _mark(node: LexborNode) -> None:
    """Mark a table or cell, and leave of its look what a block has as well."""
    attributes = node.attributes
    ground, style = attributes.get("bgcolor") or "", attributes.get("style") or ""
    if _COLOUR.fullmatch(ground):
        node.attrs["style"] = f"{style};background-color:{ground}" if style else f"background-color:{ground}"
    for name in attributes.keys() - _LOOK:
        del node.attrs[name]
    node.attrs[_MARK] = ""
