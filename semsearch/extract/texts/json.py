"""JSON -> what it says, a line for each value: data, exports of chats; and notebooks of Jupyter, cell by cell."""

import json
from collections.abc import Iterator
from html import unescape

from semsearch.extract.characters import kept, paired, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_WORD_CHARS
from semsearch.extract.reading import Reading
from semsearch.extract.texts.html import without_markup


def read_json(content: bytes, name: str) -> Reading:
    """A JSON file, or one with a JSON value on each line; what only looks like one is read as text."""
    decoded = decode(content)
    try:
        values = list(_values(decoded.text))
        notebook = name.lower().endswith(".ipynb") and values and isinstance(values[0], dict)
        lines = _cells(values[0]) if notebook else (line for value in values for line in _lines("", value))
        text = "\n".join(kept(lines))
    except (ValueError, RecursionError):  # no JSON, or too deep
        text = decoded.text
    return Reading(tidy(text), charset=decoded.charset)


def _values(text: str) -> Iterator[object]:
    try:
        yield json.loads(text)
    except ValueError:
        yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _lines(key: str, value: object) -> Iterator[str]:
    """A value that holds no others as ``key: value``, and a blank line before each object in a list."""
    if isinstance(value, dict):
        yield from _lines_of(value)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield ""
            yield from _lines(key, each)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = without_markup(_whole(value)) if isinstance(value, str) else str(value)
        if text.strip() and max(map(len, text.split())) < MAX_WORD_CHARS:
            yield f"{key}: {text}" if key else text


def _whole(value: str) -> str:
    """A string with its letters whole: Facebook writes each byte of UTF-8 as a character."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return paired(value)


def _lines_of(held: dict[str, object]) -> Iterator[str]:
    """An object, with what chats have in pieces told once."""
    told = {each for each in held.values() if isinstance(each, str)}
    for name, each in held.items():
        text = _in_pieces(each)
        if name == "blocks" and _says_again(each, held.get("text")):
            continue
        if name == "textContentHtml" and held.get("textContent"):
            continue  # Google Keep has a note as a page as well
        if text is None or (text not in told and not any(isinstance(piece, str) for piece in _items(each))):
            yield from _lines(name, each)
        else:
            if text not in told:
                yield from _lines(name, text)
            yield from _beside(_items(each), told)
        told |= {text} if text else set()


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _in_pieces(value: object) -> str | None:
    """The text that an export of chats has in pieces: strings, and objects with the type and the text of what is
    marked; None for anything else."""
    if not isinstance(value, list) or not any(isinstance(piece, dict) for piece in value):
        return None
    texts = [piece.get("text") if isinstance(piece, dict) and "type" in piece else piece for piece in value]
    said = [text for text in texts if isinstance(text, str)]
    return "".join(said) if len(said) == len(texts) else None


def _says_again(blocks: object, text: object) -> bool:
    """Whether blocks only lay out a text that was told, as those of Slack do."""
    texts = set(_texts_of(blocks))
    return isinstance(text, str) and bool(texts) and all(each in unescape(text) for each in texts)


def _texts_of(value: object) -> Iterator[str]:
    """All that is called a text in a value, however deep."""
    for name, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if name == "text" and isinstance(each, str):
            yield each.strip()
        else:
            yield from _texts_of(each)


def _beside(pieces: list[object], told: set[str]) -> Iterator[str]:
    """What pieces of a text say beside it, such as where a link leads, unless it was told."""
    for piece in pieces:
        for name, each in piece.items() if isinstance(piece, dict) else ():
            if name not in ("type", "text") and not (isinstance(each, str) and each in told):
                told |= {each} if isinstance(each, str) else set()
                yield from _lines(str(name), each)


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
