"""XML, parsed without surprises."""

from lxml import etree


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


def text_of(element: etree._Element) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def first_text(root: etree._Element, name: str) -> str:
    """The text of the first element called `name` that has any, on one line."""
    return next(filter(None, map(text_of, root.iter("{*}" + name))), "")
