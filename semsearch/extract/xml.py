"""XML, parsed without surprises; and files of it -> the text between their tags, blocks on lines of their own, a
FictionBook or a flat OpenDocument by its own rules."""

import re
from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import tidy
from semsearch.extract.html import html_text
from semsearch.extract.limits import MAX_WORD_CHARS
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

# Feeds hold pages of HTML as text.
_MARKUP = re.compile(r"</(?:p|div|a|b|i|ul|li|span|strong|em|td)>|<br */?>|<(?:p|img)\b[^>]{0,2000}>", re.IGNORECASE)


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
    text, attributes = tidy("".join(_text(root))), tidy("\n".join(filter(None, _attributes(root))))
    if len(text) < len(attributes):  # as in the forms of authorities, and in exchanged invoices
        text = f"{text}\n{attributes}".strip()
    return Reading(text, sensible_title(first_text(root, "title"), name))


def parse_xml(content: bytes) -> etree._Element | None:
    """The root of an XML document, mistakes in it forgiven; None where there is no element in it.

    Entities stay unexpanded and nothing is fetched, elements nest 256 deep at most.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None and b"<!ENTITY" in content:
        etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_text(root: etree._Element, name: str) -> str:
    """The text of the first element called `name`, on one line."""
    for element in root.iter("{*}" + name):
        text = " ".join("".join(element.itertext()).split())
        if text:
            return text
    return ""


def _text(root: etree._Element) -> Iterator[str]:
    """What stands between the tags. Where an element holds only elements, each of them is a line of its own."""
    frames: list[bool] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not local_name(element):
            continue
        if event == "start":
            frames.append(_is_mere_frame(element))
        else:
            frames.pop()
        piece = (element.text if event == "start" else element.tail) or ""
        if not piece.strip():
            yield "\n" if "\n" in piece or (frames and frames[-1]) else piece
        elif max(map(len, piece.split())) < MAX_WORD_CHARS:
            yield html_text(piece) if _MARKUP.search(piece) else piece


def _is_mere_frame(element: etree._Element) -> bool:
    """Whether an element holds elements, and no text beside them."""
    return len(element) > 0 and not any(
        (text or "").strip() for text in (element.text, *(each.tail for each in element))
    )


def _attributes(root: etree._Element) -> Iterator[str]:
    """What the attributes of elements say, a line for each element."""
    for element in root.iter(etree.Element):
        values = (value for name, value in element.items() if len(value) < MAX_WORD_CHARS and "}" not in name)
        yield "  ".join(value for value in values if value.strip())
