"""When a mail was written, by what its header says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from semsearch.extract.dates import date


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Thu, 22 Aug 2002 18:26:25 +0700", datetime(2002, 8, 22, 18, 26, 25, tzinfo=timezone(timedelta(hours=7)))),
        ("22 Aug 2002 18:26 GMT", datetime(2002, 8, 22, 18, 26, tzinfo=UTC)),
        ("Thu, 22 Aug 2002 18:26:25", datetime(2002, 8, 22, 18, 26, 25, tzinfo=UTC)),
        ("Thu, 22 Aug 2002 18:26:25 -0400 (EDT)", datetime(2002, 8, 22, 22, 26, 25, tzinfo=UTC)),
        ("2024-03-01T10:00:00+03:00", datetime(2024, 3, 1, 7, 0, tzinfo=UTC)),
        ("Thu, 99 Aug 2002 18:26:25 +0700", None),
        ("Thu, 22 Aug 2002 18:26:25 +9999999", None),
        ("Thu, 22 Aug 1802 18:26:25 +0000", None),
        ("Tue, 12 Mar 24 10:15:00 MSK", datetime(2024, 3, 12, 7, 15, tzinfo=UTC)),
        ("Tue Mar 12 10:15:00 CEST 2024", datetime(2024, 3, 12, 8, 15, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 10:15 +03", datetime(2024, 3, 12, 7, 15, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 10:15:00 GMT+0300 (MSK)", datetime(2024, 3, 12, 7, 15, tzinfo=UTC)),
        ("Tue, 12 Mar 2024 10:15:00 PM", datetime(2024, 3, 12, 22, 15, tzinfo=UTC)),
        ("3/12/2024 12:15:00 AM", datetime(2024, 3, 12, 0, 15, tzinfo=UTC)),
        ("Вт, 12 мар 2024 10:15:00 +0300", datetime(2024, 3, 12, 7, 15, tzinfo=UTC)),
        ("Di., 12. März 2024 10:15:00 +0100", datetime(2024, 3, 12, 9, 15, tzinfo=UTC)),
        ("mar., 12 févr. 2024 10:15:00 +0100", datetime(2024, 2, 12, 9, 15, tzinfo=UTC)),
        ("12.03.2024 10:15", datetime(2024, 3, 12, 10, 15, tzinfo=UTC)),
        ("12-Mar-2024 10:15:00", datetime(2024, 3, 12, 10, 15, tzinfo=UTC)),
        ("Tue, 12 Mar 124 10:15:00 +0000", datetime(2024, 3, 12, 10, 15, tzinfo=UTC)),
        ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", datetime(1997, 11, 21, 15, 55, 6, tzinfo=UTC)),
        ("Thu, 13 Feb 1969 23:32:54 -0330", datetime(1969, 2, 14, 3, 2, 54, tzinfo=UTC)),
        ("Thu, 1 Jan 1970 03:00:00 +0300", None),
        ("Wed, 31 Dec 1969 16:00:00 -0800", None),  # what many show for a date of zero
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_aware_or_none(field: str, expected: datetime | None) -> None:
    assert date(field) == expected
