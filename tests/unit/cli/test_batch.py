"""Batches over stdin and stdout."""

import io
import json
import os
import threading
from collections.abc import Callable, Sequence

import pytest

from semsearch.cli.batch import answer_lines, answer_together
from semsearch.errors import NotIndexedError


def refuse_empty(line: str) -> dict[str, str]:
    if not line:
        raise NotIndexedError("nothing there")
    return {"said": line}


def together(texts: Sequence[str]) -> list[dict[str, str]]:
    return [{"said": text} for text in texts]


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def give(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))

    return give


def test_a_bad_line_is_answered_with_an_error(
    stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin("\ufeffодин\r\n\nтри".encode() + b"\n\xff\n")
    assert answer_lines(refuse_empty) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("said") for answer in answers] == ["один", None, "три", None]
    assert answers[1] == {"error": "nothing there"}
    assert "UTF-8" in answers[3]["error"]


def test_batches_keep_the_order_around_a_bad_line(
    stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(b"a\n\xff\n\nb")
    assert answer_together(together) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("said") for answer in answers] == ["a", None, "", "b"]


def test_no_lines_no_answers(stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]) -> None:
    stdin(b"")
    assert answer_lines(refuse_empty) == answer_together(together) == 0
    assert capsys.readouterr().out == ""


def test_a_line_may_be_longer_than_one_read(stdin: Callable[[bytes], None], capsys: pytest.CaptureFixture[str]) -> None:
    stdin(b"x" * 200_000 + b"\ny\n")
    assert answer_lines(refuse_empty) == 0
    first, second = (json.loads(line)["said"] for line in capsys.readouterr().out.splitlines())
    assert (len(first), second) == (200_000, "y")


def test_a_line_is_answered_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    answered = threading.Event()

    def answer(texts: Sequence[str]) -> list[dict[str, str]]:
        answered.set()
        return together(texts)

    def converse() -> None:
        os.write(writer, b"first\n")
        assert answered.wait(60)
        os.close(writer)

    partner = threading.Thread(target=converse)
    partner.start()
    with os.fdopen(reader, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert answer_together(answer) == 0
    partner.join()
