"""XPS and OpenXPS documents (ECMA-388), into which Windows prints -> the text of their pages."""

import re
from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import tidy
from semsearch.extract.limits import MAX_PAGES
from semsearch.extract.office.package import open_package
from semsearch.extract.printed.paragraphs import in_paragraphs
from semsearch.extract.reading import Reading
from semsearch.extract.titles import sensible_title

_PAGE = ".fpage"
_NUMBER = re.compile(r"(\d+)")


def read_xps(content: bytes, name: str) -> Reading:
    """A printed document. Its title is the one in its properties, where it is one."""
    with open_package(content, "XPS document") as package:
        members = sorted(package.names(suffix=_PAGE), key=_in_order)[:MAX_PAGES]
        pages = ("\n".join(_lines(package.elements(member, "{*}Glyphs"))) for member in members)
        text = tidy("\n\n".join(map(in_paragraphs, pages)))
        return Reading(text, sensible_title(package.title(), name))


def _in_order(name: str) -> list[tuple[int, str]]:
    """Pages are named by their numbers: 2 comes before 10."""
    return [(int(piece) if piece.isdecimal() else 0, piece) for piece in _NUMBER.split(name)]


def _lines(runs: Iterator[etree._Element]) -> Iterator[str]:
    """Runs of glyphs at the same height are one line; "{}" before a text only says that its braces are meant."""
    line, height = "", ""
    for run in runs:
        text = run.get("UnicodeString", "").removeprefix("{}")
        at = run.get("OriginY", "")
        if at != height and line.strip():
            yield line
        line = line + text if at == height else text
        height = at
    if line.strip():
        yield line
