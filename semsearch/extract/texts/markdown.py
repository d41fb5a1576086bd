"""Markdown -> its text: markdown-it makes a page of it, which is read as any other."""

import re
from dataclasses import replace
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from semsearch.extract.characters import one_line
from semsearch.extract.dates import date
from semsearch.extract.reading import Reading
from semsearch.extract.texts.front_matter import front_matter
from semsearch.extract.texts.html import html_text
from semsearch.extract.texts.text import read_text

# Below a note of Joplin, in its own export (JEX): what is known of it, a line for each field.
_OF_JOPLIN = re.compile(r"\n+id: [0-9a-f]{32}\n(?:\w+:.*\n)*?created_time: (.*)\n(?:\w+:.*\n)*type_: 1\s*\Z")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
# Of Hugo: what it puts there, or the address of a link.
_SHORTCODE = re.compile(r"\{\{[<%].{1,500}?[>%]\}\}")
# After a heading: its name and its look.
_ATTRIBUTES = re.compile(r"\s*\{[:#.-][^{}]*\}\s*$")


def read_markdown(content: bytes, name: str) -> Reading:
    """Markdown without its marks, code kept, then what its front matter says in words; the title is that of the front
    matter, else the heading above it. A note of Joplin begins with its title, and ends with its fields."""
    reading = read_text(content, name)
    text, title = reading.text, ""
    if note := _OF_JOPLIN.search(text):
        title, _, text = text[: note.start()].strip().partition("\n")
        text = text or title
        reading = replace(reading, date=date(note[1]))
    front = front_matter(text)
    markdown = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    markdown.add_render_rule("image", _alternative)
    markdown.add_render_rule("html_inline", _inline)
    markdown.add_render_rule("html_block", _block_text)
    tokens = markdown.parse(_SHORTCODE.sub("", front.below))
    for opened, heading in pairwise(tokens):
        for last in (heading.children or [])[-1:]:
            if opened.type == "heading_open" and last.type == "text" and not _ATTRIBUTES.fullmatch(heading.content):
                last.content = _ATTRIBUTES.sub("", last.content)
    page = markdown.renderer.render(tokens, markdown.options, {})
    text = "\n\n".join(filter(None, (html_text(page), front.said)))
    return replace(
        reading, text=text, title=title or front.title or _heading(tokens, markdown), date=reading.date or front.date
    )


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


def _heading(tokens: list[Token], markdown: MarkdownIt) -> str:
    """The first heading if it stands above all text, else that of the first rank if there is one: others are those of
    parts."""
    headings = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    if headings and any(map(_says_something, tokens[: headings[0]])):
        headings = [at for at in headings if tokens[at].tag == "h1"]
        headings = headings if len(headings) == 1 else []
    shown = (markdown.renderer.render([tokens[at + 1]], markdown.options, {}) for at in headings)
    return one_line(html_text(next(shown, "")))


def _says_something(token: Token) -> bool:
    """Whether a part of a text has words, as one of pictures alone has not."""
    parts = (token.children or []) if token.type == "inline" else [token]
    return any(part.type in {"text", "code_inline", "fence", "code_block"} and part.content.strip() for part in parts)
