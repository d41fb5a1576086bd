"""HTML mail made safe to show: nothing in it runs, and nothing in it is fetched.

nh3 does the sanitising. What it would silently drop is counted first, so that a person can be told; where a link leads
is written into its title, as the text of a link may say anything.
"""

import re
from pathlib import PurePath

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from semsearch.extract.charsets.decoding import decode
from semsearch.extract.layout_tables import as_blocks, mark_layout
from semsearch.extract.limits import MAX_PREVIEW_CHARS
from semsearch.extract.mail.message import parse
from semsearch.extract.mail.parts import leaves
from semsearch.extract.reading import UnreadableError
from semsearch.extract.sniff import MAIL_FORMATS, sniff
from semsearch.extract.taking import part_content
from semsearch.extract.texts.html import flattened, page_charset

_TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area"} | {"font", "tfoot", "big"}
_CONTENT_DROPPED = frozenset(
    "script style title noscript template iframe object embed applet svg math audio video canvas select textarea "
    "button".split()
)
# No heights: Qt cuts a table off at what browsers take for the least.
_LOOK = frozenset("style align valign bgcolor color width border cellpadding cellspacing dir lang".split())
_STYLES = frozenset(
    "color background background-color font font-family font-size font-style font-weight text-align text-decoration "
    "text-indent line-height white-space vertical-align margin margin-left margin-right margin-top margin-bottom "
    "padding padding-left padding-right padding-top padding-bottom border border-left border-right border-top "
    "border-bottom border-collapse border-color border-style border-width width".split()
)
_LINKS = frozenset(("http", "https", "mailto"))
_LINK = re.compile(r"\s*(https?|mailto):", re.IGNORECASE)
# CSS that fetches, or that hides what it does behind escapes.
_FETCHING_STYLE = re.compile(r"url\s*\(|image-set|image\s*\(|@import|expression|behaviou?r|\\|/\*", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|//|\\\\)", re.IGNORECASE)
_LOADING_ATTRIBUTES = frozenset("src srcset background poster data lowsrc dynsrc codebase archive classid".split())
_LOADING_HREFS = frozenset(("link", "image", "use", "base"))
_WIDTH_STYLE = re.compile(r"\s*width\s*:", re.IGNORECASE)
_BARE_COLOUR = re.compile(r"(?:[0-9a-f]{3}){1,2}", re.IGNORECASE)
"""As mail has them, and browsers take them; Qt does not."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

NARROW = 120
"""Pixels of a column that may ask for its width; wider ones would not fit the pane, or push others out."""

_REMOTE_STYLE = re.compile(r"(?:url\s*\(|@import)\s*[\"']?\s*(?:https?:|ftp:|//)", re.IGNORECASE)


def preview_html(content: bytes, part: str | None) -> tuple[str, int]:
    """The HTML of a mail, of a page, or of the attachment or member called `part`, made safe to show, and how many
    things were taken out that would have been fetched; ``("", 0)`` where there is no HTML, or more than anybody would
    look through: what was found may stand at its end, and its text can be shown from there."""
    try:
        html = _html_of(content, part)
    except UnreadableError:
        return "", 0
    return sanitised(html) if html.strip() and len(html) <= MAX_PREVIEW_CHARS else ("", 0)


def sanitised(html: str) -> tuple[str, int]:
    """Any HTML as a fragment that is safe to show, and how many remote loads were in it."""
    tree = LexborHTMLParser(flattened(html))
    remote = 0
    for node in tree.css("*"):
        remote += _remote_loads(node)
        _rewrite(node)
    tree.strip_tags(sorted(_CONTENT_DROPPED))
    mark_layout(tree)
    clean = nh3.clean(
        as_blocks(_COMMENT.sub("", tree.html or "")),
        tags=set(_TAGS),
        clean_content_tags=set(_CONTENT_DROPPED),
        attributes={"*": set(_LOOK), "a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
                    "ol": {"start"}, "font": {"face", "size"}},
        attribute_filter=_attribute,
        url_schemes=set(_LINKS),
        url_relative="deny",
        link_rel="noopener noreferrer",
        filter_style_properties=set(_STYLES),
    )  # fmt: skip
    return clean, remote


def _html_of(content: bytes, part: str | None) -> str:
    """The HTML of the main document, or of the attachment or member `part`; "" where there is none."""
    kind = sniff(content, "").format
    if part:
        if kind not in MAIL_FORMATS and kind != "archive":
            return ""  # taking a file out of a document starts a process
        content = part_content(content, part)
        kind = sniff(content, PurePath(part).name).format
    if kind == "html":
        return decode(content, page_charset(content)).text
    if kind is None or kind not in MAIL_FORMATS:
        return ""
    pages = (leaf for leaf in leaves(parse(content, kind), prefer="html") if leaf.role == "html")
    return "\n".join(decode(page.content, page_charset(page.content, page.charset)).text for page in pages)


def _remote_loads(node: LexborNode) -> int:
    """What a browser would fetch on account of this element."""
    attributes = node.attributes
    loads = sum(1 for name in _LOADING_ATTRIBUTES & attributes.keys() if _REMOTE.match(attributes[name] or ""))
    if node.tag in _LOADING_HREFS and any(_REMOTE.match(attributes.get(name) or "") for name in ("href", "xlink:href")):
        loads += 1
    if node.tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        loads += 1
    style = attributes.get("style") or ""
    if node.tag == "style":
        style += node.text_content or node.text() or ""
    return loads + len(_REMOTE_STYLE.findall(style))


def _rewrite(node: LexborNode) -> None:
    """Pictures become their alternative text, links tell where they lead, and colours are written as Qt knows them."""
    for name in ("color", "bgcolor"):
        if _BARE_COLOUR.fullmatch(node.attributes.get(name) or ""):
            node.attrs[name] = f"#{node.attributes[name]}"
    if node.tag == "img":
        node.replace_with(node.attributes.get("alt") or "")
    elif node.tag == "a":
        href = node.attributes.get("href") or ""
        if _LINK.match(href):
            node.attrs["title"] = href.strip()
        elif "title" in node.attributes:
            del node.attrs["title"]


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        kept = [rule for rule in value.split(";") if rule.strip() and not _FETCHING_STYLE.search(rule)]
        kept = [rule for rule in kept if not _WIDTH_STYLE.match(rule) or _fits(rule.partition(":")[2])]
        return ";".join(kept) or None
    if tag == "a" and name == "href":
        return value.strip() if _LINK.match(value) else None
    if name == "width":
        return value if _fits(value) else None
    return value


def _fits(width: str) -> bool:
    """Whether a width is one of a column that any pane has room for: a share, or few pixels."""
    width = width.strip().lower()
    return width.endswith("%") or (width.removesuffix("px").isdecimal() and int(width.removesuffix("px")) <= NARROW)
