"""Files with a text in each row are read and filtered without changing the rows."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from semsearch.datasets.textfiles import read_texts, write_without
from semsearch.errors import UsageError


def file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rows.jsonl", '{"text": "one",  "n": 1}\n\n{"n": 2, "text": "two\\nlines"}\r\n"three"'),
        ("rows.csv", 'n,text\r\n1,one\r\n2,"two\nlines"\r\n3,three'),
        ("rows.csv", 'n;text\r\n1;one\r\n2;"two\nlines"\r\n3;three'),
        ("rows.csv", '\ufeff"n"\t"text"\r\n1\tone\r\n2\t"two\nlines"\r\n3\tthree'),
        ("rows.csv", 'n|text\n1|one\n2|"two\nlines"\n3|three'),
        ("rows.tsv", 'text\tn\none\t1\n"two\nlines"\t2\nthree\t3\n'),
        ("rows.json", '{"text": "one",  "n": 1}\n{"n": 2, "text": "two\\nlines"}\r\n"three"'),
    ],
)
def test_kept_rows_are_copied_unchanged(tmp_path: Path, name: str, content: str) -> None:
    read = read_texts(file(tmp_path, name, content), "text")
    assert read.texts == ("one", "two\nlines", "three")
    clean = write_without(read, {0})
    assert clean.name == f"rows.clean{Path(name).suffix}"
    assert read_texts(clean, "text").texts == ("two\nlines", "three")
    assert clean.read_bytes().decode() == read.header + "".join(read.raw[1:])


@pytest.mark.parametrize(
    ("content", "clean"),
    [
        (
            '[\n  {"text": "one",  "n": [1]},\n  {"n": 2,\n   "text": "two"},\n  {"text": "three"}\n]\n',
            '[\n  {"n": 2,\n   "text": "two"},\n  {"text": "three"}\n]\n',
        ),
        ('["one","two","three"]', '["two","three"]'),
        ('\ufeff\r\n[ "one", {"text": "two"} , "three" ]', '\ufeff\r\n[ {"text": "two"}, "three" ]'),
    ],
)
def test_an_array_stays_one(tmp_path: Path, content: str, clean: str) -> None:
    read = read_texts(file(tmp_path, "rows.json", content), "text")
    assert read.texts == ("one", "two", "three")
    assert write_without(read, {0}).read_bytes().decode() == clean
    assert json.loads(write_without(read, {0, 1, 2}).read_text("utf-8-sig")) == []


def test_an_empty_array_has_no_rows(tmp_path: Path) -> None:
    read = read_texts(file(tmp_path, "rows.json", "[ ]\n"), "text")
    assert read.texts == ()
    assert write_without(read, ()).read_text() == "[ ]\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    taken = file(tmp_path, "rows.clean.jsonl", "mine")
    read = read_texts(file(tmp_path, "rows.jsonl", '"one"\n'), "text")
    assert write_without(read, {0}).name == "rows.clean-2.jsonl"
    assert taken.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.clean-2.jsonl", "rows.clean.jsonl", "rows.jsonl"]


def test_a_missing_line_break_is_added_only_between_rows(tmp_path: Path) -> None:
    read = read_texts(file(tmp_path, "rows.csv", "text"), "text")
    assert write_without(read, ()).read_text() == "text"


def test_a_row_without_its_text_is_empty(tmp_path: Path) -> None:
    rows = '{"text": "one"}\n{"text": null}\n{"n": 3}\nnull\n'
    assert read_texts(file(tmp_path, "rows.jsonl", rows), "text").texts == ("one", "", "", "")


def test_a_chat_is_the_text_of_its_messages(tmp_path: Path) -> None:
    chat = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}'
    assert read_texts(file(tmp_path, "rows.jsonl", chat), "messages").texts == ("Hi\nHello",)


@pytest.mark.parametrize(
    "messages",
    [
        [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}],
        [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}, {"role": "assistant", "content": "Hello"}],
        ["Hi", "Hello"],
    ],
)
def test_a_chat_may_be_written_in_several_ways(tmp_path: Path, messages: list[object]) -> None:
    row = json.dumps({"conversations": messages})
    assert read_texts(file(tmp_path, "rows.jsonl", row), "conversations").texts == ("Hi\nHello",)


@pytest.mark.parametrize(
    "message",
    [
        {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "search"}}]},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.org/1.png"}}]},
    ],
)
def test_a_chat_may_have_no_text(tmp_path: Path, message: object) -> None:
    rows = "\n".join(json.dumps({"messages": [each]}) for each in ({"role": "user", "content": "Hi"}, message))
    assert len(set(read_texts(file(tmp_path, "rows.jsonl", rows), "messages").texts)) == 2


@pytest.mark.parametrize(
    "parts",
    [
        ({"type": "image_url", "image_url": {"url": f"https://example.org/{n}.png"}} for n in (1, 2)),
        ({"role": "assistant", "tool_calls": [{"function": {"name": "delete", "arguments": str(n)}}]} for n in (1, 2)),
    ],
)
def test_the_same_words_about_another_image_are_another_text(tmp_path: Path, parts: Iterable[object]) -> None:
    rows = "\n".join(json.dumps({"text": [{"type": "text", "text": "What is this?"}, part]}) for part in parts)
    one, other = read_texts(file(tmp_path, "rows.jsonl", rows), "text").texts
    assert one != other


def test_a_text_within_an_object_is_named_by_both(tmp_path: Path) -> None:
    rows = '{"translation": {"en": "one", "ru": "один"}}\n{"translation": {"en": "two", "ru": "два"}}'
    read = read_texts(file(tmp_path, "rows.jsonl", rows), "translation.ru")
    assert read.texts == ("один", "два")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("rows.txt", "one", "convert it"),
        ("rows.jsonl", '{"text": "one"}\n{"text": ', "line 2, is not JSON"),
        ("rows.jsonl", '{"body": "one"}', "choose with --field one of body"),
        ("rows.jsonl", '{"text": 1}', "is not text"),
        ("rows.jsonl", "123", "is not text"),
        ("rows.jsonl", '{"text": [{"input": "Hi", "output": "Hello"}]}', "is not text"),
        ("rows.jsonl", "null", "has 'text'"),
        ("rows.json", '[\n"one"\n"two"]', "line 2, is not JSON"),
        ("rows.json", '{\n"data": ["one"]\n}', "is an array, or has a row in each line"),
        ("rows.json", '["one",]', "is not JSON"),
        ("rows.json", '["one"', "is not JSON"),
        ("rows.json", '["one",\u00a0"two"]', "is not JSON"),
        ("rows.json", '["one"] ["two"]', "is not JSON"),
        ("rows.json", '["one", 2]', "row 2: 'text' is not text"),
        ("rows.json", '[{"body": "one"}]', "choose with --field one of body"),
        ("rows.csv", "body,n\none,1\n", "choose with --field one of body, n"),
        ("rows.csv", 'text\n"one', "is not CSV"),
        ("rows.csv", "n,text\n1,Hello, Ann\n2,Hello, Bob\n", "line 2, has more fields than columns"),
        ("rows.csv", "text,text\none,two\n", "two columns 'text'"),
        ("rows.csv", "n;body\n1;one\n", "one of n, body"),
        ("rows.jsonl", '{"data": {"body": "one"}}', "one of data, data.body"),
    ],
)
def test_unreadable_files_are_refused_with_the_reason(tmp_path: Path, name: str, content: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        read_texts(file(tmp_path, name, content), "text")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("text\nпривет\n".encode("cp1251"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_texts(path, "text")


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5_000])
@pytest.mark.parametrize("name", ["texts.json", "texts.jsonl"])
def test_json_without_measure_is_a_wrong_file(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / name
    path.write_text(f'[{{"text": "a", "x": {value}}}]' if name == "texts.json" else f'{{"text": "a", "x": {value}}}')

    with pytest.raises(UsageError, match="cannot be read"):
        read_texts(path, "text")
