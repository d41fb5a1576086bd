"""How a topic grew over time, on one axis for all topics."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from semsearch.records import Topic

EDGE = 0.01
"""Share of the dated documents that may lie before or after the axis: a wrong clock must not squeeze all the others."""

translate = QCoreApplication.translate


def span(topics: Sequence[Topic]) -> tuple[int, int]:
    """The first and the last month of the axis, counted from the year 0; (0, 0) where nothing has a date."""
    counts: Counter[int] = Counter()
    for topic in topics:
        for month, count in topic.months.items():
            counts[_number(month)] += count
    total = sum(counts.values())
    months = sorted(counts)
    before = after = 0
    while months and before + counts[months[0]] <= EDGE * total:
        before += counts[months.pop(0)]
    while months and after + counts[months[-1]] <= EDGE * total:
        after += counts[months.pop()]
    return (months[0], months[-1]) if months else (0, 0)


def heights(months: Mapping[str, int], axis: tuple[int, int], columns: int) -> tuple[float, ...]:
    """The height of each of `columns` bars, the highest being 1; what lies outside of the axis is in none."""
    first, last = axis
    bars = [0] * columns
    for month, count in months.items():
        at = _number(month)
        if first <= at <= last and last:
            bars[(at - first) * columns // (last - first + 1)] += count
    highest = max(bars, default=0)
    return tuple(bar / highest for bar in bars) if highest else tuple(0.0 for _ in bars)


def in_words(months: Mapping[str, int]) -> str:
    """From when to when a topic's documents are; "" without dates."""
    if not months:
        return ""
    first, last = named(min(months)), named(max(months))
    if first == last:
        return first
    return translate("Timeline", "%1 to %2").replace("%1", first).replace("%2", last)


def named(month: str) -> str:
    """ "2024-03" as people say it."""
    year, number = month.split("-")
    return QLocale().toString(QDate(int(year), int(number), 1), "MMM yyyy")


def _number(month: str) -> int:
    year, number = month.split("-")
    return 12 * int(year) + int(number) - 1
