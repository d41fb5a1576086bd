"""Tables that only lay a mail out, as plain blocks: newsletters wrap all they say in tables of one cell, many deep.

Who shows them cannot lay them out in reasonable time (each level measures those inside it again), and they keep
the text from fitting a narrow pane.
"""

import re
from dataclasses import dataclass

_PART = re.compile(
    r"""<(?P<end>/?)(?P<name>table|tbody|thead|tfoot|tr|td|th)\b(?P<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_COLOUR = re.compile(r"#?\w+")
_CELLS = ("td", "th")


@dataclass(slots=True)
class _Table:
    """What is known of a table while its tags pass by: the cells of the row under way, and of the longest one."""

    number: int
    cells: int = 0
    most: int = 0


def as_blocks(html: str) -> str:
    """`html` with each table that has neither a border nor two cells in a row as ``div``, as are its cells; their
    colours and alignments stay. The tags of `html` have to be balanced, as a parser writes them."""
    plain = _single_columns(html)
    inside: list[int] = []
    numbers = iter(range(len(html)))

    def block(part: re.Match[str]) -> str:
        name, ends = part["name"].lower(), bool(part["end"])
        if name == "table" and not ends:
            inside.append(next(numbers))
        single = bool(inside) and inside[-1] in plain
        if name == "table" and ends and inside:
            inside.pop()
        if not single:
            return part[0]
        if name == "table" or name in _CELLS:
            return "</div>" if ends else f"<div{_look(part['rest'])}>"
        return ""

    return _PART.sub(block, html)


def _single_columns(html: str) -> frozenset[int]:
    """The tables without two cells in a row, counted in the order in which they begin."""
    found: set[int] = set()
    inside: list[_Table] = []
    begun = 0
    for part in _PART.finditer(html):
        name, ends = part["name"].lower(), bool(part["end"])
        if name == "table" and not ends:
            inside.append(_Table(begun, most=2 if _has_border(part["rest"]) else 0))
            begun += 1
        elif not inside:
            continue
        elif name == "tr":
            inside[-1].cells = 0
        elif name in _CELLS and not ends:
            inside[-1].cells += 1
            inside[-1].most = max(inside[-1].most, inside[-1].cells)
        elif name == "table":
            table = inside.pop()
            if table.most < 2:
                found.add(table.number)
    return frozenset(found)


def _has_border(rest: str) -> bool:
    return _attributes(rest).get("border", "0") not in ("", "0")


def _attributes(rest: str) -> dict[str, str]:
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(rest)}


def _look(rest: str) -> str:
    attributes = _attributes(rest)
    ground, style, align = (attributes.get(name, "") for name in ("bgcolor", "style", "align"))
    if _COLOUR.fullmatch(ground):
        style = f"{style};background-color:{ground}" if style else f"background-color:{ground}"
    said = (("style", style), ("align", align), ("dir", attributes.get("dir", "")))
    return "".join(f' {name}="{value.replace(chr(34), "")}"' for name, value in said if value)
