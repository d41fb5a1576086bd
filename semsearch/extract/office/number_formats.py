"""Numbers that a workbook shows as dates and times ([MS-XLS], 2.4.126; ECMA-376, part 1, 18.8.30 and 18.17.4)."""

import re
from datetime import date, timedelta
from functools import lru_cache

_BUILT_IN = {
    **dict.fromkeys((*range(14, 18), *range(27, 37), *range(50, 59)), "d"),
    **dict.fromkeys((*range(18, 22), 45, 47), "h"),
    22: "d h",
    46: "[h]",
}
_UNSEEN = re.compile(r'"[^"]*"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]')
_PARTS, _ELAPSED = re.compile("[ymdhs]"), re.compile(r"\[[hms]+\]")
_END = 2_958_466
"""The day after the last of the year 9999."""
_LEAP_DAY = 60
"""The 29th of February 1900, which Excel believes in."""


def shown(number: float, code: str, *, since_1904: bool) -> str:
    """A number in a cell with a format of its own: a date, a time of day, both, or how long; else as it is."""
    if not _is_time(code) or not 0 <= number < _END:
        return f"{number:.15g}"
    days, seconds = divmod(int(round(number * 86_400, 3)), 86_400)
    clock = f"{seconds // 60 % 60:02}:{seconds % 60:02}"
    if number < 1 or _ELAPSED.search(code):
        return f"{24 * days + seconds // 3600:02}:{clock}"
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if number >= _LEAP_DAY else 31)
    if days > (date.max - start).days:
        return f"{number:.15g}"
    day = start + timedelta(days=days)
    return f"{day} {seconds // 3600:02}:{clock}" if seconds else f"{day}"


def built_in(number: int) -> str:
    """The code of a format that every workbook has, as far as it shows dates and times."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=1_000)
def _is_time(code: str) -> bool:
    first = _UNSEEN.sub("", code.lower()).split(";")[0]
    return _PARTS.search(first) is not None and "general" not in first
