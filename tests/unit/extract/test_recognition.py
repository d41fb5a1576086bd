"""What is recognised of a document with many pictures, by a Tesseract that is quick or slow, as each test needs it."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from semsearch.extract import recognition
from semsearch.extract.reading import UnreadableError
from semsearch.extract.recognition import FEWEST_WORDS, MAX_SCANS, Recogniser, remember
from semsearch.records import SkipReason

PICTURES = [b"first", b"second", b"third"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that have passed: each picture takes 100."""
    now = [0.0]

    def recognised(picture: bytes) -> str:
        if picture == b"unreadable":
            raise UnreadableError(SkipReason.CORRUPT, "it is torn")
        now[0] += 100
        return f"The {picture.decode()} page"

    monkeypatch.setattr(recognition, "_recognised", recognised)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_what_takes_too_long_the_next_run_goes_on_with(clock: list[float], tmp_path: Path) -> None:
    pictures = [*PICTURES, b"fourth", b"fifth"]
    first = Recogniser(str(tmp_path))
    text, problem = first.texts(pictures)

    assert text == "The first page\n\nThe second page\n\nThe third page"
    assert problem is not None
    assert problem.reason is SkipReason.TIMEOUT
    assert problem.needs_ocr, "it is still waiting for recognition"

    remember(tmp_path, first.fresh)
    again, problem = Recogniser(str(tmp_path)).texts(pictures)
    assert problem is None
    assert again.endswith("The fifth page")
    assert clock == [500.0], "no picture is recognised twice"


def test_a_picture_that_cannot_be_read_costs_itself(clock: list[float], tmp_path: Path) -> None:
    text, problem = Recogniser(str(tmp_path)).texts([b"first", b"unreadable", b"second"])

    assert text == "The first page\n\nThe second page"
    assert problem is not None
    assert problem.detail == "it is torn"


def test_more_pictures_than_are_recognised_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(recognition, "_recognised", lambda picture: picture.decode())
    text, problem = Recogniser(str(tmp_path)).texts(str(number).encode() for number in range(MAX_SCANS + 1))

    assert text.endswith(str(MAX_SCANS - 1))
    assert problem is not None
    assert f"more than {MAX_SCANS} pictures" in problem.detail


def test_of_pasted_pictures_those_with_few_words_are_no_text(clock: list[float], tmp_path: Path) -> None:
    assert Recogniser(str(tmp_path)).texts([b"~"], FEWEST_WORDS) == ("", None)


@pytest.mark.parametrize(("platform", "told"), [("linux", "sudo apt"), ("darwin", "brew"), ("win32", "https://")])
def test_what_is_missing_is_told_for_this_system(monkeypatch: pytest.MonkeyPatch, platform: str, told: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert told in recognition.missing()
