"""Invitations and other calendar files (iCalendar, RFC 5545) as a person reads them, and the lines of such files."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.reading import Reading
from semsearch.extract.texts.html import without_markup

ContentLine: TypeAlias = tuple[str, str, str]
"""Name in capitals, parameters with the semicolons before them, and value."""

_LINE = re.compile(r'(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;[^=:;]+(?:=(?:"[^"]*"|[^":;]*))?)*):(.*)', re.DOTALL)
_NAME = re.compile(r';CN=(?:"([^"]*)"|([^":;]*))', re.IGNORECASE)
_ZONE = re.compile(r";TZID=\"?([^\":;]*)", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d{0,2}(Z?))?")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_READ = frozenset(("VEVENT", "VTODO", "VJOURNAL"))


def read_calendar(content: bytes, _name: str) -> Reading:
    """An ``.ics`` file; its title is that of its first event."""
    decoded = decode(content)
    events = list(_events(decoded.text))
    title = next((one_line(plain_value(value)) for event in events for key, _, value in event if key == "SUMMARY"), "")
    return Reading(_text(events), title, decoded.charset)


def calendar_text(text: str) -> str:
    """Each event of a calendar: what, when, where, who, and its description."""
    return _text(list(_events(text)))


def content_lines(text: str) -> Iterator[ContentLine]:
    """The lines of an iCalendar or vCard file, unfolded; what is none is left out."""
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        match = _LINE.match(line)
        if match is not None:
            yield match[1].upper(), match[2], match[3]


def plain_value(value: str) -> str:
    """A value without its escapes."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _events(text: str) -> Iterator[list[ContentLine]]:
    """The lines of each event, as name, parameters and value; those of alarms and time zones are left out."""
    event: list[ContentLine] = []
    inside: list[str] = []
    for key, parameters, value in content_lines(text):
        if key == "BEGIN":
            inside.append(value.strip().upper())
        elif key == "END":
            ended = inside.pop() if inside else ""
            if ended in _READ and event:
                yield event
                event = []
        elif inside and inside[-1] in _READ:
            event.append((key, parameters, value))
    if event:
        yield event


def _text(events: list[list[ContentLine]]) -> str:
    return tidy("\n\n".join("\n".join(_described(event)) for event in events))


def _described(event: list[ContentLine]) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for key, parameters, value in event:
        found.setdefault(key, []).append(_value(key, parameters, value))
    for key in ("SUMMARY", "WHEN", "LOCATION", "ORGANIZER", "ATTENDEE", "CATEGORIES", "COMMENT", "DESCRIPTION"):
        if key == "WHEN":
            times = [found[edge][0] for edge in ("DTSTART", "DTEND", "DUE") if edge in found]
            values = [" - ".join(dict.fromkeys(times))]
        else:
            values = found.get(key, [])
        text = ", ".join(value for value in dict.fromkeys(values) if value)
        if text:
            yield f"\n{text}" if key == "DESCRIPTION" else text


def _value(key: str, parameters: str, value: str) -> str:
    if key in ("ORGANIZER", "ATTENDEE"):
        name = _NAME.search(parameters)
        address = re.sub(r"^mailto:", "", value.strip(), flags=re.IGNORECASE)
        shown = one_line(name[1] or name[2] or "") if name else ""
        return f"{shown} <{address}>" if shown and shown != address else address
    time = _TIME.match(value) if key in ("DTSTART", "DTEND", "DUE") else None
    if time:
        zone = _ZONE.search(parameters)
        clock = f" {time[4]}:{time[5]}" if time[4] else ""
        return f"{time[1]}-{time[2]}-{time[3]}{clock}{' UTC' if time[6] else f' {zone[1]}' if zone and clock else ''}"
    text = plain_value(value).strip()
    return without_markup(text) if key == "DESCRIPTION" else text  # Google and Exchange put HTML there
