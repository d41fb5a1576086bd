"""XML, parsed without surprises."""

import re

from lxml import etree

from semsearch.extract.characters import paired

_HALF = rb"&#(?:(5[5-7]\d{3})|x(d[89a-f][\da-f]{2}));"
_HALVES = re.compile(rb"%b(?:%b)?" % (_HALF, _HALF), re.IGNORECASE)


def parse_xml(content: bytes) -> etree._Element | None:
    """The root of an XML document, mistakes in it forgiven; None where there is no element in it.

    Entities stay unexpanded and nothing is fetched, elements nest 256 deep at most. Characters of which programs write
    the two halves that UTF-16 has of them are put together: libxml2 makes of each what is no text.
    """
    content = _HALVES.sub(_whole, content)
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


def _whole(halves: "re.Match[bytes]") -> bytes:
    decimal, hexadecimal = halves.group(1, 3), halves.group(2, 4)
    codes = (int(ten or b"0") or int(sixteen or b"0", 16) for ten, sixteen in zip(decimal, hexadecimal, strict=True))
    text = paired("".join(chr(code) for code in codes if code))
    return "".join(f"&#{ord(character)};" for character in text).encode()


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def first_text(root: etree._Element, name: str) -> str:
    """The text of the first element called `name` that has any, on one line."""
    return next(filter(None, map(text_of, root.iter("{*}" + name))), "")
