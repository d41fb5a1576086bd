"""Forms that lie in a PDF as XML and are drawn by the program that shows them (XFA 3.3): what stands on them and what
was filled in. The pages of such a PDF only ask to wait."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from lxml import etree

from semsearch.extract.elements import local_name, parse_xml, text_of
from semsearch.extract.limits import MAX_BYTES

# What the labels of a form are in, and what they belong to: choices, and texts that only help to fill it in, do not.
_LABELLED = frozenset(("draw", "caption"))
_MOST_PACKETS, _LONGEST_NAME = 100, 100


def xfa_lines(document: pdfium.PdfDocument) -> Iterator[str]:
    """The labels of a form in their order, then what was filled in, a line each; nothing where the pages show it."""
    if raw.FPDF_GetFormType(document) != raw.FORMTYPE_XFA_FULL:
        return
    for number in range(min(raw.FPDF_GetXFAPacketCount(document), _MOST_PACKETS)):
        name = _name(document, number)
        root = parse_xml(_content(document, number)) if name in ("template", "datasets") else None
        if root is not None:
            yield from _labels(root) if name == "template" else _values(root)


def _labels(template: etree._Element) -> Iterator[str]:
    for value in template.iter("{*}value"):
        parent = value.getparent()
        if parent is not None and local_name(parent) in _LABELLED:
            yield from map(text_of, value.iter("{*}text", "{*}exData"))


def _values(datasets: etree._Element) -> Iterator[str]:
    for filled in datasets.iter("{*}data"):
        yield from ((leaf.text or "").strip() for leaf in filled.iter("{*}*") if not len(leaf))


def _name(document: pdfium.PdfDocument, number: int) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    size = raw.FPDF_GetXFAPacketName(document, number, buffer, _LONGEST_NAME)
    return buffer.value.decode("ascii", "replace") if size <= _LONGEST_NAME else ""


def _content(document: pdfium.PdfDocument, number: int) -> bytes:
    size = ctypes.c_ulong()
    raw.FPDF_GetXFAPacketContent(document, number, None, 0, size)
    if not 0 < size.value <= MAX_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    raw.FPDF_GetXFAPacketContent(document, number, buffer, size.value, size)
    return buffer.raw[: size.value]
