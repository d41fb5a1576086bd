"""JSON -> what it says, a line for each value: data, exports of chats; and notebooks of Jupyter, cell by cell."""

import json
from collections.abc import Iterator

from semsearch.extract.characters import paired, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_TEXT_CHARS, MAX_WORD_CHARS
from semsearch.extract.reading import Reading
from semsearch.extract.texts.html import without_markup


def read_json(content: bytes, name: str) -> Reading:
    """A JSON file, or one with a JSON value on each line; what only looks like one is read as text."""
    decoded = decode(content)
    try:
        values = list(_values(decoded.text))
    except (ValueError, RecursionError):
        return Reading(tidy(decoded.text), charset=decoded.charset)
    notebook = name.lower().endswith(".ipynb") and values and isinstance(values[0], dict)
    lines = _cells(values[0]) if notebook else (line for value in values for line in _lines("", value))
    return Reading(tidy(_joined(lines)), charset=decoded.charset)


def _values(text: str) -> Iterator[object]:
    try:
        yield json.loads(text)
    except ValueError:
        yield from (json.loads(line) for line in text.splitlines() if line.strip())


def _lines(key: str, value: object) -> Iterator[str]:
    """A value that holds no others as ``key: value``, and a blank line before each object in a list."""
    if isinstance(value, dict):
        texts = {each for each in value.values() if isinstance(each, str)}
        for inner, each in value.items():
            text, plain = _in_pieces(each) if isinstance(each, list) else ("", False)
            if not text or text not in texts:
                yield from _lines(str(inner), text if plain else each)
            texts.add(text)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield ""
            yield from _lines(key, each)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = without_markup(paired(value)) if isinstance(value, str) else str(value)
        if text.strip() and max(map(len, text.split())) < MAX_WORD_CHARS:
            yield f"{key}: {text}" if key else text


def _in_pieces(values: list[object]) -> tuple[str, bool]:
    """A text that an export of chats has in pieces, those that are marked as objects; "" where these are none. And
    whether the others lie among them as they are, so that it can be nothing else."""
    marked = [value.get("text") if isinstance(value, dict) else value for value in values]
    whole = "".join(text for text in marked if isinstance(text, str))
    kinds = {type(value) for value in values}
    return (whole if dict in kinds else ""), kinds == {str, dict}


def _cells(notebook: object) -> Iterator[str]:
    """The sources of a notebook's cells, and what they wrote in plain text (nbformat 4)."""
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    for cell in cells if isinstance(cells, list) else ():
        if not isinstance(cell, dict):
            continue
        yield _text(cell.get("source")) + "\n"
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            if isinstance(output, dict):
                bundle = output.get("data")
                plain = bundle.get("text/plain") if isinstance(bundle, dict) else output.get("text")
                yield _text(plain) + "\n"


def _text(value: object) -> str:
    """A text that a notebook has as one string, or as its lines."""
    lines = value if isinstance(value, list) else [value]
    return "".join(line for line in lines if isinstance(line, str))


def _joined(lines: Iterator[str]) -> str:
    kept: list[str] = []
    left = MAX_TEXT_CHARS
    for line in lines:
        kept.append(line)
        left -= len(line) + 1
        if left < 0:
            break
    return "\n".join(kept)
