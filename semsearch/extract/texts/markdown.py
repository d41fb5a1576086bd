"""Markdown -> its text, by markdown-it."""

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.reading import Reading
from semsearch.extract.texts.html import html_text
from semsearch.extract.texts.text import read_text

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title\s*:\s*(.+)$", re.MULTILINE | re.IGNORECASE)
# What ends a block, and how.
_ENDS = {"td_close": "  ", "th_close": "  ", "tr_close": "\n", "table_close": "\n"}


def read_markdown(content: bytes, name: str) -> Reading:
    """Markdown without its marks, code kept; the title is that of its front matter, else the first heading."""
    reading = read_text(content, name)
    text, title = reading.text, ""
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
        found = _FRONT_TITLE.search(front.group(1))
        title = one_line(found.group(1)).strip("\"'") if found else ""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return Reading(tidy(_markdown_text(tokens)), title or _first_heading(tokens), reading.charset)


def _first_heading(tokens: list[Token]) -> str:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and inline.type == "inline":
            return one_line(_inline_text(inline))
    return ""


def _markdown_text(tokens: list[Token]) -> str:
    out: list[str] = []
    lists: list[int | None] = []  # the next number of each open list, None for bullets
    for token in tokens:
        kind = token.type
        if kind in _ENDS:
            out.append(_ENDS[kind])
        elif kind in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrGet("start") or 1) if kind == "ordered_list_open" else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            out.append("" if lists else "\n")
        elif kind == "list_item_open":
            number = lists[-1]
            out.append("- " if number is None else f"{number}. ")
            lists[-1] = None if number is None else number + 1
        elif kind in ("paragraph_close", "heading_close"):
            out.append("\n" if token.hidden or lists else "\n\n")
        else:
            out.append(_block_text(token))
    return "".join(out)


def _block_text(token: Token) -> str:
    if token.type == "inline":
        return _inline_text(token)
    if token.type in ("fence", "code_block"):
        return token.content + "\n"
    return html_text(token.content) + "\n\n" if token.type == "html_block" else ""


def _inline_text(token: Token) -> str:
    out: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif child.type == "image":
            out.append(_inline_text(child))
        elif child.type in ("text", "code_inline", "text_special"):
            out.append(child.content)
    return "".join(out)
