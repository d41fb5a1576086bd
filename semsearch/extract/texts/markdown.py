"""Markdown -> its text: markdown-it makes a page of it, which is read as any other."""

import re
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from semsearch.extract.characters import one_line
from semsearch.extract.reading import Reading
from semsearch.extract.texts.html import html_text
from semsearch.extract.texts.text import read_text

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_FRONT_TITLE = re.compile(r"^title\s*:\s*(.+)$", re.MULTILINE | re.IGNORECASE)


def read_markdown(content: bytes, name: str) -> Reading:
    """Markdown without its marks, code kept; the title is that of its front matter, else the first heading."""
    reading = read_text(content, name)
    text, title = reading.text, ""
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
        found = _FRONT_TITLE.search(front.group(1))
        title = one_line(found.group(1)).strip("\"'") if found else ""
    markdown = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    markdown.add_render_rule("image", _alternative)
    markdown.add_render_rule("html_inline", _inline)
    markdown.add_render_rule("html_block", _block_text)
    tokens = markdown.parse(text)
    page = markdown.renderer.render(tokens, markdown.options, {})
    return Reading(html_text(page), title or _first_heading(tokens, markdown), reading.charset)


def _alternative(renderer: RendererHTML, tokens: list[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    """What stands for a picture."""
    return escape(renderer.renderInlineAsText(tokens[at].children or [], options, env))


def _inline(_renderer: RendererHTML, tokens: list[Token], at: int, _options: OptionsDict, _env: EnvType) -> str:
    """Of the tags within a text, those that end a line, and what stands for a picture. Another may be what the text is
    about, "the <script> tag", and would take all that follows along."""
    tag = tokens[at].content
    return "<br>" if _BREAK.match(tag) else escape(html_text(tag)) if _PICTURE.match(tag) else ""


def _block_text(_renderer: RendererHTML, tokens: list[Token], at: int, _options: OptionsDict, _env: EnvType) -> str:
    """The text of a block of HTML, which is read by itself: what it leaves open ends with it."""
    return f"<pre>{escape(html_text(tokens[at].content))}</pre>"


def _first_heading(tokens: list[Token], markdown: MarkdownIt) -> str:
    headings = (inline for opening, inline in pairwise(tokens) if opening.type == "heading_open")
    shown = (markdown.renderer.render([heading], markdown.options, {}) for heading in headings)
    return one_line(html_text(next(shown, "")))
