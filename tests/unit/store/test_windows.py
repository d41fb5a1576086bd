"""What is otherwise on Windows, shown to the store as Windows would."""

import codecs
import sys
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from semsearch.store import facets
from semsearch.store.vectors import graph


class OfWindows(datetime):
    """A time before 1970, of which Windows knows no local one."""

    def astimezone(self, tz: tzinfo | None = None) -> "OfWindows":
        raise OSError(22, "Invalid argument")


def test_years_before_1970_are_counted_without_a_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "datetime", OfWindows)
    days = 24 * 60 * 60
    assert facets._years([-10 * days, -9 * days, -400 * days]) == {1968: 1, 1969: 2}


def test_a_graph_is_named_in_the_code_page_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    russian = codecs.lookup("cp1251")
    codecs.register(search := {"mbcs": russian}.get)
    monkeypatch.setattr(sys, "platform", "win32")
    try:
        assert graph._named(Path("Иван/1.new")) == "Иван/1.new".encode("cp1251")
        with pytest.raises(OSError, match="another home"):
            graph._named(Path("伊万/1.new"))
    finally:
        codecs.unregister(search)
