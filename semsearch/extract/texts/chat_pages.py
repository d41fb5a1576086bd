"""Chats that Telegram and VK export as pages of HTML."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from semsearch.extract.dates import date
from semsearch.extract.texts.chats import Message
from semsearch.extract.texts.html import html_text

_VK_HEADER = re.compile(r"\s*(.*?),[^,]*?(\d{1,2} [^\W\d]+ \d{4})\D+?(\d{1,2}:\d\d:\d\d)", re.DOTALL)


def messages_of_page(tree: LexborHTMLParser) -> list[Message]:
    """The messages on a page of a chat; none on any other page."""
    return _of_telegram(tree) or _of_vk(tree)


def chat_name(tree: LexborHTMLParser) -> str:
    """What is written above a chat, "" where nothing is."""
    header = tree.css_first(".page_header .text")
    return " ".join(header.text().split()) if header is not None else ""


def _of_telegram(tree: LexborHTMLParser) -> list[Message]:
    found: list[Message] = []
    name = ""
    for node in tree.css(".history > .message.default"):
        sender, time = node.css_first(".message > .body > .from_name"), node.css_first(".date[title]")
        name = " ".join(sender.text().split()) if sender is not None else name  # who goes on is not named again
        moment = date(time.attributes.get("title") or "") if time is not None else None
        text = "\n".join(filter(None, map(_text, node.css(".text, .media .title, .question, .answer"))))
        if moment and text:
            found.append(Message(moment, name, text))
    return found


def _of_vk(tree: LexborHTMLParser) -> list[Message]:
    found: list[Message] = []
    for node in tree.css(".message > .message__header"):
        header = _VK_HEADER.match(node.text())
        moment = date(f"{header[2]} {header[3]}") if header else None
        said = node.next
        while said is not None and not said.is_element_node:
            said = said.next
        if header and moment and said is not None and (text := _text(said)):
            found.append(Message(moment, " ".join(header[1].split()), text))
    return found


def _text(node: LexborNode) -> str:
    return html_text(node.html or "")
