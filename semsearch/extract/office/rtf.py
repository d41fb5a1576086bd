"""RTF -> text, by striprtf; also where Outlook keeps it compressed."""

import re
from itertools import islice

from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text

from semsearch.extract.characters import paired, tidy
from semsearch.extract.charsets.decoding import known_charset
from semsearch.extract.limits import MAX_PARTS
from semsearch.extract.office import embedded
from semsearch.extract.reading import Files, Reading, damaged
from semsearch.extract.titles import sensible_title

# Pictures and embedded files are endless hexadecimal digits, which striprtf would look at one by one.
_DIGITS = re.compile(r"[0-9a-fA-F\r\n]{256,}")
_OBJECT = re.compile(rb"\\objdata(?![a-z])([0-9a-fA-F\s]{32,})")
_BINARY = re.compile(rb"\\bin(\d{1,9})? ?(?![a-z])")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CODE_PAGE_WORD = re.compile(r"\\ansicpg\d+")
# The code pages of the Macintosh, and the charsets of its fonts where Python has none for them: those of Windows.
_MAC_PAGES = {
    b"10000": "mac-roman", b"10001": "cp932", b"10002": "big5", b"10003": "cp949", b"10006": "mac-greek",
    b"10007": "mac-cyrillic", b"10008": "gb18030", b"10029": "mac-latin2", b"10079": "mac-iceland",
    b"10081": "mac-turkish",
}  # fmt: skip
_MAC_FONTS = {
    "78": 128, "79": 136, "80": 129, "81": 178, "82": 177, "85": 134, "86": 77, "87": 84, "88": 222, "89": 238,
}  # fmt: skip
_MAC_FONT = re.compile(r"\\fcharset(78|79|8[0-25-9])(?!\d)")
_CHARSETS = {b"\\mac": "mac-roman", b"\\pc": "cp437", b"\\pca": "cp850"}
# What striprtf leaves out: text boxes, of Word 97 and, as a copy for older programs, of Word 6; footnotes and endnotes,
# comments, headers and footers.
_ASIDE = re.compile(
    r"\{(?:\\\*)?\\(shptxt|dptxbxtext|footnote(?:\\ftnalt)?|annotation|(?:header|footer)[lrf]?)(?![a-z])"
)
_MOST_NESTED = 8
# What Word does not show: hidden text, and what was deleted while changes were tracked; but not groups that are hidden
# in part only.
_HIDDEN = re.compile(r"\{(?:\\[a-z]+-?\d*\s?)*?\\(v|deleted)(?![a-z\d])(?![^{}]*\\v0)")
# At the beginning of a group it says that readers may skip that; OpenOffice wrote it before styles as well.
_STRAY_STAR = re.compile(r"(\\\\|\{\s*\\\*)|\\\*")
_CELL = re.compile(r"(\\\\)|\\(?:nest)?cell(?![a-z])")  # or a backslash of the text
_PARTED, _PART = "\\u57344?", "\ue000"
_FONTS = re.compile(r"\{\\fonttbl(?![a-z])")
_BRACE = re.compile(r"(?<!\\)[{}]")
_TITLE = re.compile(r"\{\\title\s((?:[^{}\\]|\\'[0-9a-f]{2}|\\u-?\d+ ?\??|\\[{}\\]){1,2000})\}", re.IGNORECASE)


def read_rtf(content: bytes, name: str) -> Reading:
    """An RTF document. Its title is the one in its properties, where it is one."""
    charset = _charset(content[:1000])
    # RTF is ASCII; programs that write 8-bit characters mean them in the document's code page.
    source = _DIGITS.sub("", _without_binaries(content).decode(charset, "replace"))
    source = _CELL.sub(lambda found: found[1] or r"\tab", source)  # striprtf makes bars of them
    source = _MAC_FONT.sub(lambda font: f"\\fcharset{_MAC_FONTS[font[1]]}", _CODE_PAGE_WORD.sub("", source))
    source = _with_ended_font(source)
    found = _TITLE.search(source[:20_000])
    title = _text("{\\rtf1 " + found.group(1) + "}", charset) if found else ""
    source = _STRAY_STAR.sub(lambda found: found[1] or "", source)
    source, _ = _without_groups(source, _HIDDEN)
    (_, source), *asides = _told_apart(source)
    texts = [("", _text(source, charset)), *_aside_texts(_fonts(source), asides, charset)]
    texts.sort(key=lambda text: (not text[0].startswith("header"), text[0].startswith("footer")))
    text = "\n\n".join(dict.fromkeys(text.strip() for _, text in texts))  # headers repeat from section to section
    return Reading(tidy(text), sensible_title(title, name), charset, _objects(content))


def body_text(compressed: bytes) -> str:
    """The text of a body as Outlook keeps it (MS-OXRTFCP), "" where it is damaged."""
    try:
        return read_rtf(decompress(compressed), "").text
    except Exception:  # noqa: BLE001 - the library raises whatever it trips over; the mail's other parts still count
        return ""


def _objects(content: bytes) -> Files:
    """Files and documents that were put into an RTF document."""
    found: list[tuple[str, bytes]] = []
    for number, digits in enumerate(islice(_OBJECT.finditer(content), MAX_PARTS), 1):
        pairs = b"".join(digits[1].split())
        found += embedded.in_ole1_object(bytes.fromhex(pairs[: len(pairs) // 2 * 2].decode()), f"Object {number}")
    return tuple(found)


def _without_groups(source: str, beginning: "re.Pattern[str]") -> tuple[str, list[tuple[str, str]]]:
    """A source without the groups that begin so, and these: kinds, and what follows them."""
    out, groups, at = [], [], 0
    for group in beginning.finditer(source):
        if group.start() < at:
            continue  # within another
        end = _group_end(source, group.start())
        groups.append((group[1], source[group.end() : end]))
        out.append(source[at : group.start()])
        at = end
    return "{}".join([*out, source[at:]]), groups  # something has to end the control word before it


def _told_apart(source: str) -> list[tuple[str, str]]:
    """A source and what striprtf leaves out of it, with their kinds: also what lies within one another, as a footnote
    in a text box. Each is looked through for itself, so what is deeper than anybody puts it is left out."""
    found: list[tuple[str, str]] = []
    rest = [("", source, 0)]
    while rest:
        kind, whole, depth = rest.pop()
        own, inner = _without_groups(whole, _ASIDE)
        found.append((kind, own))
        rest += [(*group, depth + 1) for group in reversed(inner) if depth < _MOST_NESTED]
    return found


def _with_ended_font(source: str) -> str:
    """A source whose last font ends with a semicolon: striprtf looks for one behind each, in all ways there are."""
    table = _FONTS.search(source)
    if table is None:
        return source
    end = _group_end(source, table.start()) - 1
    return f"{source[:end]};{source[end:]}"


def _fonts(source: str) -> str:
    """The table of fonts, which tell charsets."""
    table = _FONTS.search(source)
    return source[table.start() : _group_end(source, table.start())] if table else ""


def _aside_texts(fonts: str, asides: list[tuple[str, str]], charset: str) -> list[tuple[str, str]]:
    parted = _PARTED.join("{" + aside for _, aside in asides)
    texts = _text("{\\rtf1 " + fonts + parted + "}", charset).split(_PART)
    return [(kind, text) for (kind, _), text in zip(asides, texts, strict=False)]  # of braces that do not match, less


def _group_end(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACE.finditer(source, start):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.end()
    return len(source)


def _text(source: str, charset: str) -> str:
    try:
        return paired(str(rtf_to_text(source, encoding=charset, errors="replace")))
    except (ValueError, TypeError, LookupError) as error:  # numbers and code pages that are none
        raise damaged("RTF document") from error


def _without_binaries(content: bytes) -> bytes:
    """Without pictures in raw bytes. Their number stands before them; it is missing where they are digits after all."""
    out, at = [], 0
    while found := _BINARY.search(content, at):
        out.append(content[at : found.start()])
        at = found.end() + int(found[1] or b"0")
    return b"".join([*out, content[at:]])


def _charset(head: bytes) -> str:
    page = _CODE_PAGE.search(head)
    if page:
        return _MAC_PAGES.get(page[1]) or known_charset(f"cp{page[1].decode()}") or "cp1252"
    return next((charset for mark, charset in _CHARSETS.items() if mark + b"\\" in head), "cp1252")
