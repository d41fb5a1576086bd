"""Dates, as thirty years of mail programs, and others, have written them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from datetime import date as day
from email.utils import parsedate_tz

# Zones that RFC 5322 does not know, in hours. Those that mean several are left out.
_ZONES = {
    "msk": 3, "msd": 4, "wet": 0, "west": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "samt": 4, "yekt": 5, "omst": 6, "novt": 7, "krat": 7, "irkt": 8, "vlat": 10, "hkt": 8, "sgt": 8,
    "jst": 9, "kst": 9, "awst": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_ZONE = re.compile(rf"(?<=\d)\s*\b({'|'.join(_ZONES)})\b", re.IGNORECASE)
# How months begin in other languages than English, in the order of the year.
_MONTHS = (
    ("янв", "січ", "ene", "gen", "sty", "led"), ("фев", "лют", "fév", "fev", "lut", "úno"),
    ("мар", "бер", "mär", "mrz", "mrt", "mars"), ("апр", "кві", "avr", "abr", "kwi", "dub"),
    ("мая", "май", "тра", "mai", "mag", "maj", "mei", "kvě"), ("июн", "чер", "juin", "giu", "cze"),
    ("июл", "лип", "juil", "lug", "lip"), ("авг", "сер", "aoû", "aou", "ago", "sie", "srp"),
    ("сен", "вер", "set", "wrz", "zář"), ("окт", "жов", "okt", "ott", "out", "paź", "říj"),
    ("ноя", "лис", "lis"), ("дек", "гру", "dez", "déc", "dic", "gru", "pro"),
)  # fmt: skip
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BEGINNINGS = {beginning: english for english, names in zip(_ENGLISH, _MONTHS, strict=True) for beginning in names}
_FOREIGN = re.compile(
    rf"(\d\.?\s+)({'|'.join(sorted(_BEGINNINGS, key=len, reverse=True))})[^\W\d]*\.?(?=\s+\d)", re.IGNORECASE
)
_REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\([^()]*\)"), " "),
    (re.compile(r"\s*:\s*"), ":"),
    (re.compile(r"\bat\b|\bof\b|[\"']"), " "),
    (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"), ""),
    (re.compile(r"\b(\d{1,2})-([A-Za-z]{3})-(\d{2,4})\b"), r"\1 \2 \3"),
    (re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})(?=,?\s+\d|\s*$)"), r"\3-\2-\1"),
    (re.compile(r"(?:GMT|UTC?)\s?([+-]\d)"), r"\1"),
    (re.compile(r"(?<=[\d\s])([+-]\d\d):(\d\d)\s*$"), r"\1\2"),
    (re.compile(r"(?<=\d\s)([+-]\d\d)\s*$"), r"\g<1>00"),
    (re.compile(r"(?<=\d\s)([+-])(\d)\s*$"), r"\g<1>0\g<2>00"),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2}),?(?=\s|$)")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}),?\s+(?=\d{1,2}:\d\d(?::\d\d)?\s*[AP]M\b)", re.IGNORECASE)
_AS_IT_SHOULD_BE = re.compile(
    r"(?:[A-Z][a-z]{2}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}(?: \([\w ]{1,40}\))?"
)
_BEFORE_THE_EPOCH, _EPOCH = day(1969, 12, 31), datetime(1970, 1, 1, tzinfo=UTC)
_AFTERNOON = re.compile(r"\b(\d{1,2})(:\d\d(?::\d\d)?)\s*([AP])\.?M\b\.?", re.IGNORECASE)


def date(raw: str) -> datetime | None:
    """RFC 5322 dates, ISO ones, and what is written for them; UTC where no zone is given; None for what is no date
    between 1965, when mail began, and 2100, and for the last day of 1969 and the moment after it, which stand for none
    at all."""
    if _AS_IT_SHOULD_BE.fullmatch(raw):
        return _within(_of_mail(raw))
    if moment := _iso(raw):
        return _within(moment)
    text = raw.replace("\u202f", " ")
    for pattern, replacement in _REWRITTEN:
        text = pattern.sub(replacement, text)
    text = _ZONE.sub(lambda match: f" +{_ZONES[match[1].lower()]:02}00", text)
    text = _FOREIGN.sub(lambda match: f"{match[1].replace('.', '')}{_BEGINNINGS[match[2].lower()]}", text)
    text = _AMERICAN.sub(r"\3-\1-\2 ", text)
    text = _ISO.sub(lambda match: f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", text)
    text = _AFTERNOON.sub(_on_24_hours, text).strip()
    return _within(_iso(text) or _of_mail(text))


def _within(moment: datetime | None) -> datetime | None:
    if moment is None or not 1965 <= moment.year < 2100 or moment.date() == _BEFORE_THE_EPOCH or moment == _EPOCH:
        return None
    return moment


def _on_24_hours(match: re.Match[str]) -> str:
    hours = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hours if int(match[1]) <= 12 else int(match[1]):02}{match[2]}"


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _of_mail(text: str) -> datetime | None:
    parsed = parsedate_tz(text) or parsedate_tz(f"{text} 00:00:00")
    if parsed is None:
        return None
    try:
        zone = timezone(timedelta(seconds=parsed[9] or 0))
        # 100 is the year 2000 where somebody counted on from 99.
        year = parsed[0] + 1900 if 100 <= parsed[0] < 200 else parsed[0]
        return datetime(year, *parsed[1:5], min(parsed[5], 59), tzinfo=zone)
    except (ValueError, TypeError, OverflowError):
        return None
