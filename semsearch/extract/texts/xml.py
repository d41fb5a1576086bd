"""XML files -> the text between their tags, blocks on lines of their own; some kinds of them by rules of their own."""

import re
from collections.abc import Iterator

from lxml import etree

from semsearch.extract.characters import kept, tidy
from semsearch.extract.elements import local_name, parse_xml, text_of
from semsearch.extract.limits import MAX_WORD_CHARS
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.texts.html import without_markup
from semsearch.extract.titles import sensible_title
from semsearch.records import SkipReason

_TITLES = ("{*}title", "*/{*}title")
_BASE64 = re.compile(r"\s*(?:[A-Za-z0-9+/]{60,}\s+){2,}[A-Za-z0-9+/]*={0,2}\s*")
_FLAT_OFFICE = "{http://schemas.microsoft.com/office/2006/xmlPackage}package"
_FLAT_EXCEL = "{urn:schemas-microsoft-com:office:spreadsheet}Workbook"


def read_xml(content: bytes, name: str) -> Reading:
    """Any XML document, with its title where it has one."""
    root = parse_xml(content)
    if root is None:
        raise UnreadableError(SkipReason.CORRUPT, "the XML file has no element that can be read")
    kind = local_name(root)
    if kind == "FictionBook":
        from semsearch.extract.texts.books import read_fictionbook

        return read_fictionbook(content, name)
    if kind == "en-export":
        from semsearch.extract.texts.evernote import read_evernote

        return read_evernote(root, name)
    if root.tag == "smses":
        from semsearch.extract.texts.sms import read_sms

        return read_sms(root)
    if kind == "document" and root.tag.startswith("{urn:oasis:names:tc:opendocument"):
        from semsearch.extract.office.opendocument import read_flat_opendocument

        return read_flat_opendocument(content, name)
    if kind == "wordDocument" or (root.tag == _FLAT_OFFICE and root.find(".//{*}body") is not None):
        from semsearch.extract.office.docx import read_flat_docx

        return read_flat_docx(root, name)
    if root.tag == _FLAT_EXCEL:
        from semsearch.extract.office.workbook import read_flat_workbook

        return read_flat_workbook(root)
    text = tidy("".join(kept(_text(root))))
    attributes = tidy("\n".join(kept(filter(None, _attributes(root)))))
    if len(text) < len(attributes):  # as in the forms of authorities, and in exchanged invoices
        text = f"{text}\n{attributes}".strip()
    return Reading(text, sensible_title(_title(root), name))


def _title(root: etree._Element) -> str:
    """The title of the whole, which stands near its root, as in feeds and books; deeper are those of sections."""
    return next(filter(None, (text_of(title) for at in _TITLES for title in root.iterfind(at))), "")


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
        elif event == "start" and (element.get("encoding") == "base64" or _BASE64.fullmatch(piece)):
            continue  # a file
        elif max(map(len, piece.split())) < MAX_WORD_CHARS:
            yield without_markup(piece)


def _is_mere_frame(element: etree._Element) -> bool:
    """Whether an element holds elements, and no text beside them."""
    return len(element) > 0 and not any(
        (text or "").strip() for text in (element.text, *(each.tail for each in element))
    )


def _attributes(root: etree._Element) -> Iterator[str]:
    """What the attributes of elements say, a line for each element."""
    for element in root.iter(etree.Element):
        values = (value for name, value in element.items() if len(value) < MAX_WORD_CHARS and "}" not in name)
        yield "  ".join(without_markup(value) for value in values if value.strip())
