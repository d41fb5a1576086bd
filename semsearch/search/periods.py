"""Dates in words, «прошлым летом» or "last march", as a period. Pure.

Only what is clear counts: words for a time on their own, not a bare year or a month's name, which may be what a text
is about. Months, seasons, weeks and years are counted here; days and spans such as "three weeks ago" are read by
dateparser, which takes half a second to import and is not imported before a query has such words.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "январе": 1, "феврале": 2, "марте": 3, "апреле": 4, "мае": 5,
    "июне": 6, "июле": 7, "августе": 8, "сентябре": 9, "октябре": 10, "ноябре": 11, "декабре": 12,
    "январь": 1, "февраль": 2, "март": 3, "апрель": 4, "май": 5, "июнь": 6, "июль": 7, "август": 8, "сентябрь": 9,
    "октябрь": 10, "ноябрь": 11, "декабрь": 12,
}  # fmt: skip
_SEASONS = {
    "winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "зимой": 12, "весной": 3, "летом": 6, "осенью": 9,
}  # fmt: skip
_UNITS = {
    "week": "week", "month": "month", "year": "year", "неделе": "week", "неделю": "week", "месяце": "month",
    "месяц": "month", "году": "year", "год": "year",
}  # fmt: skip
_GENITIVE = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_NUMBER = r"(?:\d{1,3}|a|one|two|three|four|five|six|один|одну|два|две|три|четыре|пять|шесть)"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"


def _any(names: dict[str, int] | dict[str, str]) -> str:
    return "|".join(names)


_PHRASE = re.compile(
    rf"""(?<![\w:-])(?:
      (?:in\s+|on\s+|from\s+|за\s+|от\s+|на\s+|в\s+|во\s+)?(?:
        (?P<which>last|this|прошл(?:ой|ом|ым|ый|ую)|эт(?:ой|ом|им|от|у))\s+
            (?:(?P<unit>{_any(_UNITS)})|(?P<season>{_any(_SEASONS)})|(?P<named>{_any(_MONTHS)}))
      | (?P<month>{_any(_MONTHS)}),?\s+(?P<year>(?:19|20)\d\d)(?:\s+года?)?
      | (?P<read>yesterday|вчера|позавчера|сегодня|today
          | {_NUMBER}\s+(?:days?|weeks?|months?|years?)\s+ago
          | (?:{_NUMBER}\s+)?(?:день|дня|дней|недел[юиь]|месяц(?:а|ев)?|года?|лет)\s+назад
          | last\s+(?:{_DAYS})
          | \d{{1,2}}\s+(?:{_GENITIVE})(?:\s+(?:19|20)\d\d(?:\s+года)?)?
          | \d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_any(_MONTHS)})\s+(?:19|20)\d\d
          | (?:{_any(_MONTHS)})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)
      )
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A time named in words: the words, and its days from `first` to `last`, both included."""

    words: str
    first: date
    last: date


def find_period(text: str, today: date) -> Period | None:
    """The time that a text names, None where it names none, or several."""
    matches = list(_PHRASE.finditer(text))
    if len(matches) != 1:
        return None
    found = matches[0]
    days: tuple[date, date] | None
    this = bool(found["which"]) and found["which"].lower().startswith(("this", "эт"))
    if found["unit"]:
        days = _unit(_UNITS[found["unit"].lower()], today, this)
    elif found["season"]:
        days = _span(_SEASONS[found["season"].lower()], 3, today, this)
    elif found["named"]:
        days = _span(_MONTHS[found["named"].lower()], 1, today, this)
    elif found["month"]:
        first = date(int(found["year"]), _MONTHS[found["month"].lower()], 1)
        days = first, _months_after(first, 1) - timedelta(days=1)
    else:
        days = _read(found["read"], today)
    return Period(found.group(), *days) if days else None


def _unit(unit: str, today: date, this: bool) -> tuple[date, date]:
    """This or the last week, month or year."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + (0 if this else 7))
        return monday, monday + timedelta(days=6)
    months = 1 if unit == "month" else 12
    start = today.replace(day=1) if unit == "month" else today.replace(month=1, day=1)
    first = start if this else _months_after(start, -months)
    return first, _months_after(first, months) - timedelta(days=1)


def _span(month: int, length: int, today: date, this: bool) -> tuple[date, date]:
    """The months that begin with `month`, this year's or the last that are over."""
    first = date(today.year, month, 1)
    if this and month == 12 and length == 3 and today.month < 3:  # the winter that began in December
        first = date(today.year - 1, 12, 1)
    while not this and _months_after(first, length) > today:
        first = _months_after(first, -12)
    return first, _months_after(first, length) - timedelta(days=1)


def _read(words: str, today: date) -> tuple[date, date] | None:
    """What dateparser makes of the words: a day, or the week, month or year around it."""
    read = _parser(today).get_date_data(re.sub(r"\s+года$", "", words.lower()))
    if read.date_obj is None:
        return None
    day = read.date_obj.date()
    if read.period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if read.period in {"month", "year"}:
        return _unit(read.period, day, this=True)
    return day, day


@cache
def _parser(today: date):  # type: ignore[no-untyped-def] # noqa: ANN202 - dateparser's classes
    from datetime import datetime, time

    from dateparser.date import DateDataParser

    settings = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": datetime.combine(today, time(12))}
    return DateDataParser(languages=["ru", "en"], settings=settings)


def _months_after(first: date, months: int) -> date:
    """The first day of a month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
