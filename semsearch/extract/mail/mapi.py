"""MAPI properties: what Outlook knows of an item, wherever it keeps it (MS-OXPROPS, MS-OXCDATA)."""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from semsearch.extract.charsets.decoding import decode

Properties = Mapping[int, bytes | str]
"""By their ids; those with names by the numbers that they have as names (LID), which are the same everywhere. Texts are
decoded, everything else is as it lies there."""

NAMED = 0x8000
"""The first id of those that stand for names, differently in each file."""

STRING, UNICODE = 0x001E, 0x001F
"""Types of values that are texts."""

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_ENTRY = struct.Struct("<IHH")  # the number or where the name is; its kind and set; which id, from `NAMED`
_LONG_AFTER = 4000
"""The year from which on a time stands for none."""


def numbers_of_names(entries: bytes) -> dict[int, int]:
    """The numbers for which ids stand in a file, by its stream of entries (MS-OXMSG, 2.2.3.1.2; MS-PST, 2.4.7.1); of
    names that are texts there are none. Nor are there small ones, as those of meetings: 0x001A is when one was changed,
    and as an id the class of an item."""
    whole = entries[: len(entries) // _ENTRY.size * _ENTRY.size]
    named = {NAMED + index: number for number, kind, index in _ENTRY.iter_unpack(whole) if not kind & 1}
    return {key: number for key, number in named.items() if number >= NAMED}


def value(kind: int, raw: bytes, code_page: str) -> bytes | str:
    """A value of a type (MS-OXCDATA, 2.11.1), as `Properties` has it; single bytes of text are in `code_page`."""
    if kind == UNICODE:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    return decode(raw.rstrip(b"\0"), code_page).text if kind == STRING else raw


def string(properties: Properties, key: int) -> str:
    """A text, "" where there is none."""
    found = properties.get(key, "")
    return (found if isinstance(found, str) else decode(found).text).rstrip("\0")


def first(properties: Properties, keys: Sequence[int]) -> str:
    """The first text that is not blank."""
    return next((text for key in keys if (text := string(properties, key).strip())), "")


def time(properties: Properties, key: int) -> datetime | None:
    """A FILETIME: tenths of microseconds since 1601."""
    found = properties.get(key)
    if not isinstance(found, bytes) or len(found) != 8:
        return None
    try:
        moment = _EPOCH + timedelta(microseconds=int.from_bytes(found, "little") // 10)
    except OverflowError:
        return None
    return moment if moment.year < _LONG_AFTER else None
