"""Dates as people say them."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

translate = QCoreApplication.translate


def in_words(moment: datetime | None, now: datetime) -> str:
    """`moment` as short as it stays clear from `now`: a time today, "Yesterday", a day this year, else with its year.

    Both are aware; days are those of `now`'s time zone. A missing date is "".
    """
    if moment is None:
        return ""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    if local.date() == now.date() - timedelta(days=1):
        return translate("Dates", "Yesterday")
    pattern = translate("Dates", "d MMM") if local.year == now.year else translate("Dates", "d MMM yyyy")
    return QLocale().toString(QDate(local.year, local.month, local.day), pattern)


def of_each_month() -> list[str]:
    """A day of each month of a year gone by, in words."""
    return [in_words(datetime(2000, month, 28, tzinfo=UTC), local_now()) for month in range(1, 13)]


def in_full(moment: datetime | None, now: datetime) -> str:
    """The day with its weekday and the time, in `now`'s time zone."""
    if moment is None:
        return ""
    local = moment.astimezone(now.tzinfo)
    day = QLocale().toString(QDate(local.year, local.month, local.day), translate("Dates", "dddd, d MMMM yyyy"))
    time = QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    return f"{day}, {time}"


def month_of(moment: datetime) -> str:
    """The month and the year, in this computer's time zone."""
    local = moment.astimezone()
    return f"{QLocale().standaloneMonthName(local.month)} {local.year}"


def local_now() -> datetime:
    """The time now, with the time zone of this computer."""
    return datetime.now().astimezone()
