"""Records as JSON: keys in snake_case, times in ISO 8601 with offset."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from semsearch.records import SearchResult

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def dumped(record: object, indent: int | None = None) -> str:
    """A record as JSON text, on one line unless there is an indent."""
    return json.dumps(to_json(record), ensure_ascii=False, indent=indent)


def to_json(value: object) -> Json:
    """A record, or a mapping or sequence of records, as a value for `json.dumps`.

    Raises:
        TypeError: it contains a value of another type.
    """
    if isinstance(value, Enum):
        return to_json(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be converted to JSON")


def similar_to_json(result: "SearchResult", target: str) -> dict[str, Json]:
    """The result of `similar`, with "target" in place of "query"."""
    record = {field.name: to_json(getattr(result, field.name)) for field in fields(result) if field.name != "query"}
    return {"target": target, **record}
