"""XML of any kind -> the text between its tags, blocks on lines of their own; a FictionBook or a flat OpenDocument by
its own rules."""

from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.package import first_text, local_name, parse_xml
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

_MAX_DATA = 2_000
"""A word this long is data: a picture in base64 or the like."""


def read_xml(content: bytes, name: str) -> Reading:
    """Any XML document. Its title is the first element called so."""
    root = parse_xml(content)
    if root is None:
        raise UnreadableError(SkipReason.CORRUPT, "the XML file has no element that can be read")
    kind = local_name(root)
    if kind == "FictionBook":
        from semsearch.extract.books import read_fictionbook

        return read_fictionbook(content, name)
    if kind == "document" and root.tag.startswith("{urn:oasis:names:tc:opendocument"):
        from semsearch.extract.opendocument import read_flat_opendocument

        return read_flat_opendocument(content, name)
    text = tidy("".join(_text(root)))
    return Reading(text, sensible_title(one_line(first_text(root, "title")), name))


def _text(root: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        piece = element.text if event == "start" else element.tail
        if not local_name(element) or not piece:
            continue
        if not piece.strip():
            yield "\n" if "\n" in piece else piece
        elif max(map(len, piece.split())) < _MAX_DATA:
            yield piece
