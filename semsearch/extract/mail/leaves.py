"""What a mail consists of once its MIME tree is flattened, and how the readable pieces of it are read."""

import re
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from html import unescape
from typing import Literal, TypeAlias

from semsearch.extract.characters import tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.mail.flowed import unflow
from semsearch.extract.mail.headers import decode_words
from semsearch.extract.mail.sealed import without_armour
from semsearch.extract.texts.calendar import calendar_text
from semsearch.extract.texts.html import html_text, html_title, page_charset

Role: TypeAlias = Literal[
    "plain", "html", "calendar", "report", "attachment", "picture", "message", "encrypted", "beyond"
]

_STUB = re.compile(
    r"\bhtml\b|view (?:this|it|the) .{0,40}(?:browser|online|web)|не поддержива|в браузере|почтовый клиент|mime format",
    re.IGNORECASE | re.DOTALL,
)
# What says for certain that the other alternative is meant.
_NO_HTML = re.compile(
    r"(?:not|n['’]t|не) (?:support|display|поддержива\w*) (?:\w+ )?html|html.{0,20} не поддержива", re.IGNORECASE
)
_STUB_WORDS = 60
_AS_MUCH_MORE, _MORE_WORDS = 3, 20
"""How many times the words of a short text, and how many more, the other alternative has to be the one to read."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_LOST = re.compile(r"(?<!\S)\?{2,}(?!\S)|\?{5,}")
# What Outlook puts behind an address or a link when it makes plain text of HTML: the same again, or where a server that
# looks at links first sends who follows it.
_LINK_AGAIN = re.compile(
    r"(?<![\w.+-])(?:([\w.+-]{1,64}@[\w.-]{1,250})\s{0,4}<(?:mailto:)?\1>"
    r"|((?:https?://|www\.)[^\s<>]{1,300}?)/?\s{0,4}<https?://[^\s<>]{1,2000}>)",
    re.IGNORECASE,
)
# What Outlook puts in the place of pictures.
_PICTURE = re.compile(
    r"\[(?:(?:\w{3,20}:\s){0,3}cid:[^\s\[\]]{1,200}|[^\[\]]{3,200}\s(?:description\sautomatically\sgenerated|"
    r"автоматически\sсозданное\sописание|AI-generated\scontent\smay\sbe\sincorrect)[^\[\]]{0,60})\]",
    re.IGNORECASE,
)
# What programs that write HTML leave in plain text: names and numbers of letters, and breaks of lines.
_REFERENCE = re.compile(
    r"&(?:#(?:1[2-9]\d|[2-9]\d\d|\d{4,6}|x[0-9a-f]{2,5})|[a-z](?:acute|grave|uml|circ|tilde|cedil)|szlig|[lr](?:aquo|dquo|squo)|"
    r"[mn]dash|nbsp|hellip|euro);",
    re.IGNORECASE,
)
_BREAK = re.compile(r"</?br[ \t]*/?>[ \t]*(?=\r?$)", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"</[a-z]{1,10}\d?>|<br */?>|&(?:#\d{2,5}|nbsp|amp|quot);", re.IGNORECASE)
_FEWEST_LEFT = 3
# A field of a header in a text, as where a mail that came back is quoted, with encoded words in it.
_ENCODED_FIELD = re.compile(
    r"^[> \t]{0,20}[A-Za-z][\w-]{1,30}:[ \t].{0,500}?=\?.+(?:\r?\n[> \t]*[ \t]=\?.+){0,50}", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts, or a whole ``message`` that is attached. ``content`` is free of its transfer encoding;
    ``name`` is "" where the mail gives none and the part is text to be read in place. A "picture" is one that the HTML
    shows; "beyond" stands for all that is not looked at, because there is too much of it."""

    role: Role
    content: bytes
    charset: str = ""
    name: str = ""
    flowed: bool = False
    delete_space: bool = False
    message: Message | None = None
    depth: int = 0
    made_up: bool = False
    """Whether the mail gives no name."""
    packed: bool = False
    """Whether it comes out of a winmail.dat."""


def leaf_text(leaf: Leaf) -> str:
    """A leaf that is no attachment, as text."""
    if leaf.role == "html":
        return _page_text(leaf.content, leaf.charset)
    text = decode(leaf.content, leaf.charset).text
    if leaf.role == "calendar":
        return calendar_text(text)
    text = unflow(text, leaf.delete_space) if leaf.flowed else text
    text = _ENCODED_FIELD.sub(lambda field: decode_words(field[0]), text) if "=?" in text else text
    text = _LINK_AGAIN.sub(r"\1\2", text) if "<mailto:" in text or "<http" in text else text
    text = _PICTURE.sub("", text)
    return tidy(without_armour(_without_html(text)))


def page_title(leaves: list[Leaf]) -> str:
    """The title of the page that somebody saved as if it was a mail."""
    pages = (_page(leaf.content, leaf.charset) for leaf in leaves if leaf.role == "html")
    return next(map(html_title, pages), "")


@lru_cache(maxsize=4)  # a page is compared with the plain alternative, perhaps of several levels, and then read
def _page_text(content: bytes, charset: str) -> str:
    return html_text(_page(content, charset))


def _page(content: bytes, charset: str) -> str:
    return decode(content, page_charset(content, charset)).text


def _without_html(text: str) -> str:
    if len(_REFERENCE.findall(text)) >= _FEWEST_LEFT:
        text = _REFERENCE.sub(lambda letter: unescape(letter[0]), text)
    return _BREAK.sub("", text) if len(_BREAK.findall(text)) >= _FEWEST_LEFT else text


def is_stub(plain: list[Leaf], html: list[Leaf]) -> bool:
    """Whether the plain alternative is empty, mostly links, lost letters that the other has, is HTML as well, only says
    that there is another, or says far less."""
    text = _COMMENT.sub("", _joined(plain, "plain")).strip()
    if not text:
        return True
    unlinked = _LINK.sub("", text).strip()
    lost = _lost(text)
    is_links = 2 * len(unlinked) < len(text) and (not unlinked or len(_LINK.findall(text)) >= _FEWEST_LEFT)
    is_html = len(_TAG.findall(text)) >= _FEWEST_LEFT
    words = len(text.split())
    is_short = words <= _STUB_WORDS
    if not (lost or is_links or is_html or is_short):
        return False
    page = _joined(html, "html")
    says_as_much = (is_links or is_html) and 2 * len(page.split()) >= len(unlinked.split())
    if page and not _lost(page) and (lost or says_as_much):
        return True
    if is_short and _STUB.search(text) and len(page) > (1 if _NO_HTML.search(text) else 2) * len(text):
        return True
    says_more = len(page.split()) >= max(_AS_MUCH_MORE * words, words + _MORE_WORDS)
    return is_short and says_more and not _lost(page)


def _joined(found: list[Leaf], role: Role) -> str:
    return "\n".join(leaf_text(leaf) for leaf in found if leaf.role == role)


def _lost(text: str) -> bool:
    """Whether a charset without its letters left question marks of a text, or a wrong one marks of replacement."""
    return "\ufffd" in text or len(_LOST.findall(text)) * 10 > len(text.split())
