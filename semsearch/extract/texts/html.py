"""HTML -> the text that a person sees, blocks on lines of their own.

Links give their text, tables a line for each row if no cell needs more, lists their bullets, ``blockquote`` lines that
begin with ``> ``. What is hidden, scripted or styled is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from semsearch.extract.characters import CUT, one_line, paired, tidy
from semsearch.extract.charsets.decoding import decode, known_charset
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import Reading
from semsearch.extract.texts.styles import HIDDEN, SHOWN, ZERO, Styles, styles

_DROPPED = frozenset(
    "script style head title template noscript svg object embed iframe applet audio video canvas map select datalist "
    "noframes frameset meta link base param".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl table pre blockquote hr figure".split())
_BLOCKS = frozenset(
    "html body div section article aside main nav header footer address center form fieldset details summary tr li dt "
    "dd caption figcaption thead tbody tfoot option dir menu legend listing xmp plaintext".split()
)
_GO_ON = frozenset("p div h1 h2 h3 h4 h5 h6".split())
"""Blocks with which the item of a list may begin."""
_CELLS = frozenset(("td", "th"))
_BETWEEN_CELLS = "  "
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
# Of the text of an element, not of those inside it: who lays out pages does away with blanks between columns so, and
# gives the columns sizes of their own.
_WITHOUT_SIZE = re.compile(rf"font-size{ZERO}", re.IGNORECASE)
_BORDERLESS = re.compile(r"border\s*:\s*(?:none|0)(?!.*border-left\s*:\s*[1-9])", re.IGNORECASE | re.DOTALL)
_LONGEST_NUMBER = 10
_MOST_NESTED = 4_000
# Tags that stay open until they are closed.
_NESTING = re.compile(
    r"<(/?)(?!(?:br|img|hr|input|meta|link|p|li|t[dhr]|d[dt]|option|col|wbr|area)\b)[a-z]", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LARGEST = 4 * MAX_TEXT_CHARS
_DATA = re.compile(r"data:[\w/+.;=-]{1,100};base64,[A-Za-z0-9+/=%]*")
_MOST_TABLES = 8  # in one another, that are open where a page is cut
_HALVES = re.compile(r"&#(5[56]\d{3});&#(5[67]\d{3});")
_MARKUP = re.compile(r"</(?:p|div|a|b|i|ul|li|span|strong|em|td)>|<br */?>|<(?:p|img)\b[^<>]{0,2000}>", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE)


def read_html(content: bytes, _name: str) -> Reading:
    """An HTML document. Its title is ``<title>``, else the first heading. Of a chat each conversation is a part."""
    decoded = decode(content, page_charset(content))
    tree = _parsed(decoded.text)
    if parts := _conversations(tree, decoded.text):
        return Reading("", charset=decoded.charset, parts=parts)
    title = _title_of(tree)
    return Reading(_notes(tree, decoded.text) or _text_of(tree), title, decoded.charset)


def _conversations(tree: LexborHTMLParser, source: str) -> tuple[tuple[str, Reading], ...]:
    """The conversations on a page of a chat, none on any other."""
    if 'class="message ' not in source and 'class="message__header' not in source:
        return ()
    from semsearch.extract.texts.chat_pages import chat_name, messages_of_page
    from semsearch.extract.texts.chats import conversations

    return tuple(conversations(chat_name(tree), messages_of_page(tree)))


def _notes(tree: LexborHTMLParser, source: str) -> str:
    """What is kept on a page that is a whole notebook, "" on any other."""
    if "storeArea" not in source and "tiddler-store" not in source:
        return ""
    from semsearch.extract.texts.tiddlywiki import tiddlers_text

    return tidy(tiddlers_text(tree))


def page_charset(content: bytes, declared: str = "") -> str:
    """The charset that a mail (`declared`) or else the page itself names, "" where neither does."""
    if known_charset(declared):
        return declared
    for pattern in (_META_CHARSET, _XML_CHARSET):
        found = pattern.search(content[:4096])
        if found:
            charset = found.group(1).decode("ascii", "replace")
            # A page that could be read so far as to find this is in no 16-bit charset.
            return "" if charset.lower().startswith("utf-16") else charset
    return ""


def html_text(html: str) -> str:
    """The visible text of a page or a fragment."""
    return _text_of(_parsed(html))


def html_title(html: str) -> str:
    """The ``<title>`` of a page, else its first heading."""
    return _title_of(_parsed(html))


def _parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(flattened(html))


def _title_of(tree: LexborHTMLParser) -> str:
    nodes = map(tree.css_first, ("head > title", "h1", "title"))
    return next((title for node in nodes if node is not None and (title := one_line(node.text()))), "")


def without_markup(text: str) -> str:
    """A text of feeds, events and other data, which hold HTML where they are to hold text."""
    return html_text(text) if _MARKUP.search(text) else text


def flattened(html: str) -> str:
    """`html`, without any of its tags if they nest deeper than pages do: the parser's time grows with the square; and
    with characters whole of which some programs write the two halves that UTF-16 has of them. A large one is cut, but
    pictures in it do not count."""
    if len(html) > _LARGEST:
        html = _DATA.sub("", html)
    if len(html) > _LARGEST:
        html = f"{html[: html.rfind('>', 0, _LARGEST) + 1]}{'</table>' * _MOST_TABLES}<p>{CUT}</p>"
    if "&#5" in html:
        html = _HALVES.sub(lambda halves: paired(chr(int(halves[1])) + chr(int(halves[2]))), html)
    if html.count("<") < _MOST_NESTED:
        return html
    depth = 0
    for tag in _NESTING.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _MOST_NESTED:
            return _TAG.sub("\n", html)
    return html


def _text_of(tree: LexborHTMLParser) -> str:
    root = tree.root
    if root is None:
        return ""
    return _seen(root, _styles(tree)) or _seen(root, Styles()) or _alternatives(tree)


def _seen(root: LexborNode, styled: Styles) -> str:
    page = _Page()
    for node, entering in _walk(root, styled):
        page.visit(node, entering)
    return tidy(page.finished())


def _alternatives(tree: LexborHTMLParser) -> str:
    """What a page made of pictures alone says of them."""
    texts = (one_line(node.attributes.get("alt") or "") for node in tree.css("img[alt]"))
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _styles(tree: LexborHTMLParser) -> Styles:
    """What the style sheets of a page say; nothing where a script may show what they hide, as answers to questions."""
    if tree.css_first("script") is not None:
        return Styles()
    sheets = [sheet for sheet in tree.css("style") if (sheet.attributes.get("media") or "all") in ("all", "screen")]
    return styles(sheet.text() for sheet in sheets)


def _walk(root: LexborNode, styled: Styles) -> Iterator[tuple[LexborNode, bool]]:
    """Nodes on entering and on leaving, without recursion: mail nests tables deeper than Python can."""
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if entering and node.is_element_node and _dropped(node, styled):
            continue
        yield node, entering
        if entering and node.is_element_node:
            stack.append((node, False))
            children = list(node.iter(include_text=not _WITHOUT_SIZE.search(node.attributes.get("style") or "")))
            stack.extend((child, True) for child in reversed(children))


def _dropped(node: LexborNode, styled: Styles) -> bool:
    if node.tag in _DROPPED:
        return True
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or HIDDEN.search(style):
        return True
    classes = (attributes.get("class") or "").split()
    return bool(classes) and styled.hide(node.tag or "", classes) and not SHOWN.search(style)


def _indents_only(node: LexborNode) -> bool:
    """Mail programs misuse ``blockquote`` to indent; what quotes has a bar at its left, or says so."""
    attributes = node.attributes
    return attributes.get("type") != "cite" and bool(_BORDERLESS.search(attributes.get("style") or ""))


def _first_number(node: LexborNode) -> int:
    start = (node.attributes.get("start") or "1").strip()
    return int(start) if start.isdecimal() and len(start) < _LONGEST_NUMBER else 1


@dataclass(slots=True)
class _Row:
    """A row of a table under way: where its lines begin, whether a blank one goes before them, how many there were
    before the cell under way, and the most that a cell needed."""

    start: int = 0
    blank: bool = False
    before: int = 0
    most: int = 0


class _Page:
    """Lines under way."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._blank = False
        self._quotes = 0
        self._pre = 0
        self._lists: list[int | None] = []
        self._marker = ""  # of the item that was begun last
        self._rows = [_Row()]  # the first for cells outside of rows
        self._count = 0

    def visit(self, node: LexborNode, entering: bool) -> None:
        tag = node.tag or ""
        if node.is_text_node:
            self._text(node.text_content or "")
        elif tag == "br":
            if entering:
                self._new_line()
        elif tag in _CELLS:
            self._cell(entering=entering)
        elif tag in _PARAGRAPHS or tag in _BLOCKS:
            self._block(node, tag, entering)

    def _cell(self, *, entering: bool) -> None:
        row = self._rows[-1]
        if not entering:
            row.most = max(row.most, self._count + any(self._line) - row.before)
            return
        row.before = self._count  # a line under way goes on in this cell
        while self._line and self._line[-1].isspace():
            self._line.pop()
        if self._line:
            self._line.append(_BETWEEN_CELLS)

    def _row(self, *, entering: bool) -> None:
        """Cells that hold a paragraph each, as Outlook writes all of them, still make one line."""
        if entering:
            self._rows.append(_Row(len(self._lines), self._blank))
            return
        row = self._rows.pop()
        if row.most > 1:
            return
        prefix = "> " * self._quotes
        cells = [line.removeprefix(prefix) for line in self._lines[row.start :] if line.strip("> ")]
        if len(cells) < 2 or any(cell.startswith(">") for cell in cells):
            return
        lead = self._lines[row.start : row.start + 1] if row.blank and row.start else []
        self._lines[row.start :] = [*lead, prefix + _BETWEEN_CELLS.join(cells)]
        self._count -= len(cells) - 1
        self._blank = False

    def _block(self, node: LexborNode, tag: str, entering: bool) -> None:
        if entering and tag in _GO_ON and self._line == [self._marker]:
            return  # goes on behind the bullet
        self._end_line()
        self._blank = self._blank or (
            tag in _PARAGRAPHS and not (tag in ("ul", "ol") and len(self._lists) > (not entering))
        )
        step = 1 if entering else -1
        if tag == "tr":
            self._row(entering=entering)
        elif tag == "blockquote" and not _indents_only(node):
            self._quotes += step
        elif tag == "pre":
            self._pre += step
        elif tag in ("ul", "ol", "dir", "menu"):
            if entering:
                self._lists.append(_first_number(node) if tag == "ol" else None)
            elif self._lists:
                self._lists.pop()
        elif tag == "li" and entering:
            self._bullet()

    def _bullet(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._marker = "- " if number is None else f"{number}. "
        self._line.append(self._marker)

    def _text(self, text: str) -> None:
        if self._pre:
            first, *rest = text.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for line in rest:
                self._new_line()
                self._line.append(line)
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._line or self._line[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._line.append(text)

    def _new_line(self) -> None:
        """A line break that counts, even after nothing."""
        if any(self._line):
            self._end_line()
        elif self._lines:
            self._blank = True

    def _end_line(self) -> None:
        if self._line and self._line[-1] == _BETWEEN_CELLS:
            self._rows[-1].before += 1  # nothing of it is in this cell
        line = "" if self._line == [self._marker] else "".join(self._line).rstrip()
        self._line.clear()
        if not line.strip():
            return
        prefix = "> " * self._quotes
        if self._blank and self._lines:
            self._lines.append(prefix.rstrip() if self._lines[-1].startswith(">") and prefix else "")
        self._blank = False
        self._lines.append(prefix + line)
        self._count += 1

    def finished(self) -> str:
        self._end_line()
        return "\n".join(self._lines)
