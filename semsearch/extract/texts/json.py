"""JSON -> what it says, a line for each value; chats by conversations, notebooks of Jupyter by cells."""

import json
from collections.abc import Iterator

from semsearch.extract.characters import kept, tidy
from semsearch.extract.charsets.decoding import Decoded, decode
from semsearch.extract.limits import MAX_BYTES, MAX_WORD_CHARS
from semsearch.extract.reading import Reading, UnreadableError
from semsearch.extract.texts.chats import conversations
from semsearch.extract.texts.html import without_markup
from semsearch.extract.texts.messages import take_chats, whole
from semsearch.extract.texts.text import read_text
from semsearch.extract.whereabouts import within
from semsearch.records import Skip


def read_json(content: bytes, name: str) -> Reading:
    """A JSON file, or one with a JSON value on each line; what only looks like one is read as text. Of chats in it each
    conversation is a part."""
    # Of what is large, as only chats are, each copy counts; and it is written by a program, in the charset of JSON.
    decoded = decode(content) if len(content) <= MAX_BYTES else Decoded(content.decode("utf-8-sig", "replace"), "utf-8")
    try:
        values = list(_values(decoded.text))
        if name.lower().endswith(".ipynb") and values and isinstance(values[0], dict):
            return Reading(tidy("\n".join(kept(_cells(values[0])))), charset=decoded.charset)
        parts, lost = _conversations(values)
        text = "\n".join(kept(line for value in values for line in _lines("", value)))
        return Reading(tidy(text), charset=decoded.charset, parts=parts, lost=lost)
    except (ValueError, RecursionError):  # no JSON, or too deep
        return read_text(content, name)


def _conversations(values: list[object]) -> tuple[tuple[tuple[str, Reading], ...], tuple[Skip, ...]]:
    """The conversations of all chats in these values, which are left without them, and what is lost where one takes
    too long: each has its own time."""
    chats, parts = take_chats(values), list[tuple[str, Reading]]()
    try:
        while True:
            with within():
                chat = next(chats, None)
                if chat is None:
                    return tuple(parts), ()
                parts += conversations(*chat)
    except UnreadableError as error:
        values.clear()
        return tuple(parts), (error.skip(),)


def _values(text: str) -> Iterator[object]:
    try:
        yield json.loads(text)
    except ValueError:
        yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _lines(key: str, value: object) -> Iterator[str]:
    """A value that holds no others as ``key: value``, and a blank line before each object in a list."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name != "textContentHtml" or not value.get("textContent"):  # Google Keep has a note as a page as well
                yield from _lines(name, each)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield ""
            yield from _lines(key, each)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = without_markup(whole(value)) if isinstance(value, str) else str(value)
        if text.strip() and max(map(len, text.split())) < MAX_WORD_CHARS:
            yield f"{key}: {text}" if key else text


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _cells(notebook: object) -> Iterator[str]:
    """The sources of a notebook's cells, and what they wrote in plain text (nbformat 4, and 3 with its worksheets)."""
    for sheet in [notebook, *_items(_get(notebook, "worksheets"))]:
        for cell in _items(_get(sheet, "cells")):
            yield from _cell(cell) if isinstance(cell, dict) else ()


def _cell(cell: dict[str, object]) -> Iterator[str]:
    yield _text(cell.get("source") or cell.get("input")) + "\n"
    for output in _items(cell.get("outputs")):
        plain = _get(_get(output, "data"), "text/plain") or _get(output, "text")
        yield _text(plain) + "\n"


def _get(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _text(value: object) -> str:
    """A text that a notebook has as one string, or as its lines."""
    lines = value if isinstance(value, list) else [value]
    return "".join(line for line in lines if isinstance(line, str))
