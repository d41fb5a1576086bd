"""Days as texts write them: 14 May 2019 is 2019-05-14, 14.05.2019, «14 мая 2019». Pure."""

import re
from collections.abc import Iterator
from datetime import date

_ENGLISH = ("january february march april may june july august september october november december").split()
_RUSSIAN = ("января февраля марта апреля мая июня июля августа сентября октября ноября декабря").split()
_NAMED = "|".join((*_ENGLISH, *_RUSSIAN))

_DAY = re.compile(
    rf"""(?<![\w.,/-])(?:
      (?P<year>\d{{4}})[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})
    | (?P<first>\d{{1,2}})[-./](?P<second>\d{{1,2}})[-./](?P<of>\d{{4}})
    | (?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<named>{_NAMED}),?\s+(?P<then>\d{{4}})
    | (?P<name>{_NAMED})\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<since>\d{{4}})
    )(?![\w/-]|[.,]\d)""",
    re.VERBOSE | re.IGNORECASE,
)


def without_days(text: str) -> str:
    """A text less the days that it names."""
    return _DAY.sub(" ", text)


def days(text: str) -> Iterator[list[list[str]]]:
    """Each day that a text names: the ways to write it as words, first that of the text."""
    for found in _DAY.finditer(text):
        day = _read(found)
        if day is not None:
            typed = re.findall(r"\w+", found[0].lower())
            yield [typed, *(way for way in _written(day) if way != typed)]


def _read(found: "re.Match[str]") -> date | None:
    year, month, day = found["year"], found["month"], found["day"]
    if found["of"]:
        year, month, day = found["of"], found["second"], found["first"]
        month, day = (day, month) if int(month) > 12 else (month, day)
    elif not year:
        year, name, day = (
            found["then"] or found["since"],
            found["named"] or found["name"],
            found["before"] or found["after"],
        )
        names = _ENGLISH if name.isascii() else _RUSSIAN
        month = str(names.index(name.lower()) + 1)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _written(day: date) -> list[list[str]]:
    year, month, number = str(day.year), f"{day.month:02}", f"{day.day:02}"
    english, russian = _ENGLISH[day.month - 1], _RUSSIAN[day.month - 1]
    return [
        [year, month, number],
        [number, month, year],
        [str(day.day), russian, year],
        [str(day.day), english, year],
        [english, str(day.day), year],
        [month, number, year],
        [str(day.day), str(day.month), year],
        [str(day.month), str(day.day), year],
    ]
