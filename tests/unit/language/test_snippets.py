"""What of a text a result shows."""

import pytest

from semsearch.language import words
from semsearch.language.snippets import LEAD, SNIPPET_CHARACTERS, snippet

BEFORE = "The treasurer counted the money again and found nothing new in it. " * 5
AFTER = "The neighbours were told of the party on the roof, and came. " * 8


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Jeff bought a lamp.", "… Jeff bought a lamp. The neighbours"),
        ("Back yard\n- Jeff bought a lamp.", "… Jeff bought a lamp. The neighbours"),
        (f"{'And so on ' * 20}Jeff bought a lamp.", "so on And so on Jeff bought a lamp."),
    ],
)
def test_a_snippet_begins_shortly_before_what_was_asked_for(said: str, shown: str) -> None:
    line, marks = snippet(f"{BEFORE}{said} {AFTER}", None, words.stems("lamp Jeff"))
    assert shown in line
    assert marks[0].start <= LEAD + 2
    assert SNIPPET_CHARACTERS / 2 < len(line) <= SNIPPET_CHARACTERS + 4


def test_a_snippet_of_the_end_is_as_long_as_others() -> None:
    line, marks = snippet(f"{BEFORE}Jeff bought a lamp.", None, words.stems("lamp"))
    assert line.endswith("Jeff bought a lamp.")
    assert len(line) > SNIPPET_CHARACTERS - 20
    assert [line[mark.start : mark.end] for mark in marks] == ["lamp"]
