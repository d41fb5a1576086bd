"""Invitations, other calendar files (iCalendar, RFC 5545) and notes of mobile phones (vNote) as a person reads them,
and the lines of such files."""

import quopri
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TypeAlias

from semsearch.extract.characters import one_line, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.reading import Reading
from semsearch.extract.texts.html import without_markup

ContentLine: TypeAlias = tuple[str, str, str]
"""Name in capitals, parameters with the semicolons before them, and value."""

_LINE = re.compile(r'(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;[^=:;]+(?:=(?:"[^"]*"|[^":;]*))?)*):(.*)', re.DOTALL)
_CALENDAR_NAME = re.compile(r"^X-WR-CALNAME(?:;[^:\n]*)?:(.+)$", re.MULTILINE | re.IGNORECASE)
_QUOTED = re.compile(r";(?:ENCODING=)?QUOTED-PRINTABLE", re.IGNORECASE)
_CHARSET = re.compile(r";CHARSET=([\w.:-]+)", re.IGNORECASE)
_NAME = re.compile(r';CN=(?:"([^"]*)"|([^":;]*))', re.IGNORECASE)
_ZONE = re.compile(r";TZID=\"?([^\":;]*)", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d{0,2}(Z?))?")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$")
_SHOWN = (
    "SUMMARY", "STATUS", "WHEN", "RRULE", "LOCATION", "ORGANIZER", "ATTENDEE", "CATEGORIES", "COMMENT", "DESCRIPTION",
    "BODY",
)  # fmt: skip
_UNITS = {"daily": "days", "weekly": "weeks", "monthly": "months", "yearly": "years"}
_TELLING = frozenset(("CANCELLED", "COMPLETED"))
_READ = frozenset(("VEVENT", "VTODO", "VJOURNAL", "VNOTE"))


def read_calendar(content: bytes, _name: str) -> Reading:
    """An ``.ics`` file; its title is that of its event, or of all, or else the calendar's name."""
    decoded = decode(content)
    events = list(_events(decoded.text))
    titles = set(_titles(events))
    named = _CALENDAR_NAME.search(decoded.text) if len(titles) > 1 else None
    title = titles.pop() if len(titles) == 1 else one_line(plain_value(named[1])) if named else ""
    return Reading(_text(events), title, decoded.charset)


def _titles(events: list[list[ContentLine]]) -> Iterator[str]:
    """The title of each event; of one that is repeated, without those of repetitions that were changed."""
    for event in events:
        values = {key: value for key, _, value in event}
        if "SUMMARY" in values and not ("RECURRENCE-ID" in values and len(events) > 1):
            yield one_line(plain_value(values["SUMMARY"]))


def calendar_text(text: str) -> str:
    """Each event of a calendar: what, when, where, who, and its description."""
    return _text(list(_events(text)))


def content_lines(text: str) -> Iterator[ContentLine]:
    """The lines of an iCalendar or vCard file, unfolded, decoded where they are quoted-printable, as in the versions of
    mobile phones; what is none is left out."""
    for line in re.sub(r"\n[ \t]", "", "\n".join(_whole_lines(text))).split("\n"):
        match = _LINE.match(line)
        if match is not None:
            parameters, value = match[2], match[3]
            if _QUOTED.search(parameters):
                charset = _CHARSET.search(parameters)
                value = decode(quopri.decodestring(value.encode()), charset[1] if charset else "").text
            yield match[1].upper(), parameters, value


def _whole_lines(text: str) -> Iterator[str]:
    """Lines, those of quoted-printable values joined where they end with a soft break."""
    held = ""
    for line in text.splitlines():
        held += line
        if held.endswith("=") and _QUOTED.search(held.partition(":")[0]):
            held = held[:-1]
            continue
        yield held
        held = ""
    yield held


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
    given = {key: (parameters, value) for key, parameters, value in event}
    if "DTEND" not in given and {"DTSTART", "DURATION"} <= given.keys():
        zone, start = given["DTSTART"]
        event = [*event, ("DTEND", zone, _end(start, given["DURATION"][1]))]
    for key, parameters, value in event:
        found.setdefault(key, []).append(_value(key, parameters, value))
    times = [found[edge][0] for edge in ("DTSTART", "DTEND", "DUE") if edge in found]
    found["WHEN"] = [" - ".join(filter(None, dict.fromkeys(time for time in times if " " in time or time >= times[0])))]
    for key in _SHOWN:
        values = found.get(key, [])
        text = ", ".join(value for value in dict.fromkeys(values) if value)
        if text:
            yield f"\n{text}" if key == "DESCRIPTION" else text


def _end(start: str, duration: str) -> str:
    """When what begins at `start` is over, both as the file has them; "" where it does not say."""
    begins, lasts = _TIME.match(start), _DURATION.match(duration)
    if begins is None or lasts is None:
        return ""
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in lasts.groups())
    try:
        end = datetime.strptime("".join(begins.groups("0")[:5]), "%Y%m%d%H%M")  # noqa: DTZ007 - in the zone of the start
        end += timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except (ValueError, OverflowError):
        return ""
    written = re.sub("[-:]", "", end.isoformat())  # as %Y has less than four digits of years before 1000
    return f"{written}{begins[6]}" if begins[4] else written[:8]


def _day_before(time: "re.Match[str]") -> str:
    """The last day of what takes whole days: its end is the day after (RFC 5545, 3.6.1)."""
    year, month, day = time.groups()[:3]
    try:
        return (date(int(year), int(month), int(day)) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return f"{year}-{month}-{day}"


def _rule(value: str) -> str:
    """How often something is repeated, on which days, and until when."""
    rule = dict(part.split("=", 1) for part in value.strip().upper().split(";") if "=" in part)
    often, interval = rule.get("FREQ", "").lower(), rule.get("INTERVAL", "1")
    often = f"every {interval} {_UNITS[often]}" if interval != "1" and often in _UNITS else often
    said = (often, rule.get("BYDAY", "").replace(",", " "))
    return " - ".join(filter(None, (" ".join(filter(None, said)), _value("DUE", "", rule.get("UNTIL", "")))))


def _value(key: str, parameters: str, value: str) -> str:
    if key in ("ORGANIZER", "ATTENDEE"):
        name = _NAME.search(parameters)
        address = re.sub(r"^mailto:", "", value.strip(), flags=re.IGNORECASE)
        shown = one_line(name[1] or name[2] or "") if name else ""
        return f"{shown} <{address}>" if shown and shown != address else address
    if key == "STATUS":
        return value.strip().lower() if value.strip().upper() in _TELLING else ""
    if key == "RRULE":
        return _rule(value)
    time = _TIME.match(value) if key in ("DTSTART", "DTEND", "DUE") else None
    if time:
        if key == "DTEND" and not time[4]:
            return _day_before(time)
        zone = _ZONE.search(parameters)
        clock = f" {time[4]}:{time[5]}" if time[4] else ""
        return f"{time[1]}-{time[2]}-{time[3]}{clock}{' UTC' if time[6] else f' {zone[1]}' if zone and clock else ''}"
    text = plain_value(value).strip()
    return without_markup(text) if key == "DESCRIPTION" else text  # Google and Exchange put HTML there
