"""The text of a row: of one or several of its fields, or of the messages of a chat."""

import json
import shlex
from collections.abc import Mapping, Sequence
from math import isinf, isnan
from pathlib import Path

from semsearch.datasets.formats import DELIMITERS
from semsearch.datasets.storage import names
from semsearch.errors import UsageError

USUAL = ("text", "messages", "conversations")
"""The fields that have the text unless others are named, the first of them that a file has."""

_SAID = ("content", "value", "text")  # of a message, as OpenAI and ShareGPT write it, and of a part of one
_MISSING = object()
_LISTED = 20
_NAME, _NAME_WORDS = 60, 3  # the most characters and words of a name that is surely no text


def chosen(path: Path, rows: Sequence[object]) -> tuple[str, ...]:
    """The field with the text in rows like these: a usual one, or the only one that has any.

    Raises:
        UsageError: there are several to choose from, or none.
    """
    known = [_fields(row) for row in rows if isinstance(row, dict)]
    if not known or any(isinstance(row, str) for row in rows):
        return USUAL[:1]
    if usual := next((name for name in USUAL if any(name in fields for fields in known)), None):
        return (usual,)
    if len(with_text := _with_text(known)) == 1:
        return tuple(with_text)
    raise UsageError(f"{path} has no {USUAL[0]!r}; {advice(path, rows)}")


def advice(path: Path, rows: Sequence[object]) -> str:
    """Which fields with a text rows of a file like these have, and how to name them."""
    with_text = _with_text([_fields(row) for row in rows if isinstance(row, dict)])[:_LISTED]
    if not with_text:
        return "none of its fields has texts"
    if taken := next((name for name in with_text if may_be_text(path, name)), None):
        return (
            f"its first row was taken for the names of columns, one of which would be “{in_short(taken)}”;"
            " if that is a text, put a line before it that names the columns, that of the texts: text"
        )
    several = (
        f", or several: {' '.join(f'--field {shlex.quote(in_short(name))}' for name in with_text[:2])}"
        if len(with_text) > 1
        else ""
    )
    return f"choose with --field one of {', '.join(map(in_short, with_text))}{several}"


def may_be_text(path: Path, name: str) -> bool:
    """Whether the name of a column is more likely a text: the first row of CSV without names is taken for them."""
    is_csv = names(path)[1].lower() in DELIMITERS
    return is_csv and (len(name.split()) > _NAME_WORDS or len(name) > _NAME)


def in_short(name: str) -> str:
    """The name of a field for a message, on one line and cut off, without what a terminal would interpret."""
    line = "".join(filter(str.isprintable, " ".join(name.split())))
    return line if len(line) <= _NAME else f"{line[:_NAME]}…"


def text_of(row: object, fields: Sequence[str]) -> tuple[str, str]:
    """The text of these fields together, and "", or else why the row has none. A row may also be a plain text."""
    try:
        return _text_of(row, fields)
    except RecursionError:
        return "", "it is nested too deep"


def _text_of(row: object, fields: Sequence[str]) -> tuple[str, str]:
    if not isinstance(row, dict):
        if isinstance(row, str | list) and (text := _text(row)) is not None:
            return text, ""
        return "", f"it is {_kind(row)}, not an object"
    present = [(name, value) for name in fields if (value := _value(row, name)) is not _MISSING]
    if not present:
        return "", f"it has no {' and no '.join(repr(in_short(name)) for name in fields)}"
    texts = []
    for name, value in present:
        if (text := _text_or_number(value)) is None:
            return "", f"{in_short(name)!r} is {_kind(value)}, not text"
        texts.append(text)
    return "\n".join(filter(None, texts)), ""


def _value(row: Mapping[str, object], name: str) -> object:
    """A field of a row, or of an object within it as `_fields` names it; `_MISSING` if there is none."""
    if name in row:
        return row[name]
    for dot in (at for at, sign in enumerate(name) if sign == "."):
        nested = row.get(name[:dot])
        if isinstance(nested, dict) and (found := _value(nested, name[dot + 1 :])) is not _MISSING:
            return found
    return _MISSING


def _fields(row: Mapping[str, object]) -> dict[str, object]:
    """The fields of a row, those of objects within it as "outer.inner"."""
    found: dict[str, object] = {}
    objects = [("", row)]
    for outer, fields in objects:
        for name, value in fields.items():
            found.setdefault(f"{outer}{name}", value)
            if isinstance(value, dict):
                objects.append((f"{outer}{name}.", value))
    return found


def _with_text(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The fields with a text in any of the rows that is no number: all are texts in CSV."""
    return list(dict.fromkeys(name for row in rows for name, value in row.items() if _has_text(value)))


def _has_text(value: object) -> bool:
    try:
        said = _text(value)
    except RecursionError:
        return False
    return bool(said and not _is_number(said))


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def _kind(value: object) -> str:
    if isinstance(value, float) and isinf(value):
        return "an infinite number"
    kinds = {bool: "true or false", int: "a number", float: "a number", dict: "an object", list: "a list without texts"}
    return kinds.get(type(value), "null")


def _text_or_number(value: object) -> str | None:
    """A text, or how a number, true or false is written, as CSV has them. NaN is what pandas writes for a missing text;
    numbers beyond the finite ones cannot be told apart."""
    if not isinstance(value, int | float):
        return _text(value)
    return "" if isnan(value) else None if isinf(value) else json.dumps(value)


def _text(value: object, *, within: bool = False) -> str | None:
    """A text, or those of a list together: of texts, of the messages of a chat, or of the parts `within` a message. A
    message that has no text, such as a call of a tool, and a part that is an image, count as they are written. None for
    anything else."""
    if value is None or isinstance(value, str):
        # JSON can contain lone surrogates, and NUL, which ends a text in SQLite.
        return (value or "").encode(errors="replace").decode().replace("\0", " ")
    if not isinstance(value, list):
        return None
    if value and not within and all(isinstance(each, dict) and each.keys().isdisjoint(_SAID) for each in value):
        return None
    said = [json.dumps(each) if (own := _said(each)) is None else _text(own, within=True) for each in value]
    return None if None in said else "\n".join(filter(None, said))


def _said(message: object) -> object:
    """What a message or one of its parts says, None if nothing."""
    if isinstance(message, dict):
        return next((message[name] for name in _SAID if message.get(name) is not None), None)
    return message
