"""Text that is safe for a terminal, and no wider."""

import os
from datetime import UTC, datetime, tzinfo

import pytest

from semsearch.cli.terminal import columns, counted, date, folded, shortened, size, wrapped


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("os.get_terminal_size", lambda: os.terminal_size((10, 25)))


def test_columns_are_aligned() -> None:
    assert columns([("a", "b", "c"), ("long", "", "d")]) == "a     b  c\nlong     d"
    assert columns([]) == ""


def test_a_cell_without_end_does_not_push_the_others_aside() -> None:
    first, _ = columns([("/mail/a", "x"), (f"/mail/{'deep/' * 60}b", "y")]).splitlines()
    assert first == "/mail/a  x"


def test_a_row_stays_on_one_line() -> None:
    assert columns([("a\nb", "c\x1b[31m\td")]) == "a b  c[31m d"


def test_words_are_wrapped_by_what_is_visible_of_them() -> None:
    marked = "\ue000one\ue001 \ue000two\ue001 three"
    assert list(wrapped(marked.split(), 7)) == ["\ue000one\ue001 \ue000two\ue001", "three"]
    assert list(wrapped(["longer than that"], 5)) == ["longer than that"]


@pytest.mark.usefixtures("narrow")
def test_long_lines_are_folded_on_a_terminal() -> None:
    assert folded("one two three four\n\n  short") == "one two\nthree four\n\n  short"


def test_lines_stay_as_they_are_without_a_terminal() -> None:
    assert folded("word " * 100) == "word " * 100


def test_a_shortened_text_has_one_line_and_an_ellipsis() -> None:
    assert [shortened("one\ntwo", width) for width in (7, 6, 0)] == ["one two", "one t…", "…"]


def test_numbers_have_their_nouns_and_bytes_their_units() -> None:
    assert (counted(1, "file"), counted(0, "file")) == ("1 file", "0 files")
    assert (size(1023), size(2048), size(5 << 30)) == ("1023 B", "2.0 kB", "5.0 GB")


class OfWindows(datetime):
    """A time before 1970, of which Windows knows no local one."""

    def astimezone(self, tz: tzinfo | None = None) -> "OfWindows":
        raise OSError(22, "Invalid argument")


def test_a_date_without_a_local_time_is_told_as_it_was_written() -> None:
    assert date(OfWindows(1969, 3, 1, 12, 30, tzinfo=UTC)) == "1969-03-01 12:30"
