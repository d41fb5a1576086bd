"""Files with a text in each row are read and filtered without changing the rows."""

import json
import random
import tracemalloc
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from semsearch.datasets import formats
from semsearch.datasets.storage import COMPRESSED
from semsearch.datasets.textfiles import read_texts, write_all_without, write_without
from semsearch.errors import Cancelled, UsageError
from semsearch.progress import Step


def file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "first"),
    [
        ("rows.jsonl", '{"text": "one"}\n\n{"n": 2, "text": "two\\nlines"}\r\n"three"', '{"text": "one"}\n\n'),
        ("rows.csv", 'n,text\r\n1,one\r\n2,"two\nlines"\r\n3,three', "1,one\r\n"),
        ("rows.csv", 'n;text\r\n1;one\r\n2;"two\nlines"\r\n3;three', "1;one\r\n"),
        ("rows.csv", '\ufeff"n"\t"text"\r\n1\tone\r\n2\t"two\nlines"\r\n3\tthree', "1\tone\r\n"),
        ("rows.csv", 'n|text\n1|one\n2|"two\nlines"\n3|three', "1|one\n"),
        ("rows.tsv", 'text\tn\none\t1\n"two\nlines"\t2\nthree\t3\n', "one\t1\n"),
        ("rows.json", '{"text": "one"}\n{"n": 2, "text": "two\\nlines"}\r\n"three"', '{"text": "one"}\n'),
    ],
)
def test_kept_rows_are_copied_unchanged(tmp_path: Path, name: str, content: str, first: str) -> None:
    read = read_texts(file(tmp_path, name, content))
    assert read.texts == ("one", "two\nlines", "three")
    clean = write_without(read, {0})
    assert clean.name == f"rows.clean{Path(name).suffix}"
    assert clean.read_bytes().decode() == content.replace(first, "")


@pytest.mark.parametrize(
    ("content", "clean"),
    [
        (
            '[\n  {"text": "one",  "n": [1]},\n  {"n": 2,\n   "text": "two"},\n  {"text": "three"}\n]\n',
            '[\n  {"n": 2,\n   "text": "two"},\n  {"text": "three"}\n]\n',
        ),
        ('["one","two","three"]', '["two","three"]'),
        ('\ufeff\r\n[ "one", {"text": "two"} , "three" ]', '\ufeff\r\n[ {"text": "two"} , "three" ]'),
    ],
)
def test_an_array_stays_one(tmp_path: Path, content: str, clean: str) -> None:
    read = read_texts(file(tmp_path, "rows.json", content))
    assert read.texts == ("one", "two", "three")
    assert write_without(read, {0}).read_bytes().decode() == clean
    assert json.loads(write_without(read, {0, 1, 2}).read_text("utf-8-sig")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"data": [', "]}"),
        ('{"data":[', '], "version": "1.0"}\n'),
        ('{\n  "version": "1.0", "size": [1, 2], "by": {"name": "Ann"},\n  "data" : [\n', '\n  ],\n  "tags": []\n}\n'),
    ],
)
def test_an_object_with_an_array_of_rows_stays_one(tmp_path: Path, before: str, after: str) -> None:
    rows = ['{"text": "one"}', '{"n": 2,\n "text": "two"}', '{"text": "three", "tags": ["a"]}']
    read = read_texts(file(tmp_path, "rows.json", before + ", ".join(rows) + after))
    assert read.texts == ("one", "two", "three")
    assert write_without(read, {1}).read_bytes().decode() == f"{before}{rows[0]}, {rows[2]}{after}"


def test_a_file_with_a_single_row_on_its_line_is_that_row(tmp_path: Path) -> None:
    assert read_texts(file(tmp_path, "rows.json", '{"text": "one", "n": [1, 2]}\n')).texts == ("one",)


@pytest.mark.parametrize(
    "content",
    [
        '{"text": "one", "tags": ["a", "b"]}',
        '{\n  "tags": ["a", "b"],\n  "text": "one",\n  "marks": [{"start": 0, "label": "number"}]\n}\n',
    ],
)
def test_an_object_with_a_text_of_its_own_is_one_row(tmp_path: Path, content: str) -> None:
    read = read_texts(file(tmp_path, "rows.json", content))
    assert (read.texts, read.fields) == (("one",), ("text",))
    assert write_without(read, ()).read_text() == content


def test_a_text_about_the_rows_is_none_of_them(tmp_path: Path) -> None:
    content = '{"text": "about", "data": [{"text": "one"}, {"text": "two"}]}'
    assert read_texts(file(tmp_path, "rows.json", content)).texts == ("one", "two")


@pytest.mark.parametrize("first", ['{"text": "tw', '{"text": "two", "tags": [', "two", '{"text": "two"}}', '{"text": '])
def test_the_first_line_of_json_may_be_the_broken_one(tmp_path: Path, first: str) -> None:
    read = read_texts(file(tmp_path, "rows.json", f'{first}\n{{"text": "one"}}\n\n{{"text": "three"}}\n'))
    assert (read.texts, [row.line for row in read.broken]) == (("", "one", "three"), [1])


@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl"])
def test_a_line_of_json_ends_at_a_line_feed_alone(tmp_path: Path, name: str) -> None:
    content = '"two\u2028lines"\n"two\x85lines"\n'
    assert read_texts(file(tmp_path, name, content)).texts == ("two\u2028lines", "two\x85lines")


def test_an_empty_array_has_no_rows(tmp_path: Path) -> None:
    read = read_texts(file(tmp_path, "rows.json", "[ ]\n"))
    assert read.texts == ()
    assert write_without(read, ()).read_text() == "[ ]\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    taken = file(tmp_path, "rows.clean.jsonl", "mine")
    read = read_texts(file(tmp_path, "rows.jsonl", '"one"\n'))
    assert write_without(read, {0}).name == "rows.clean-2.jsonl"
    assert taken.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.clean-2.jsonl", "rows.clean.jsonl", "rows.jsonl"]


def test_a_missing_line_break_is_added_only_between_rows(tmp_path: Path) -> None:
    read = read_texts(file(tmp_path, "rows.csv", "text"))
    assert write_without(read, ()).read_text() == "text"


def test_a_row_without_its_text_is_empty(tmp_path: Path) -> None:
    read = read_texts(file(tmp_path, "rows.jsonl", '{"text": "one"}\n{"text": null}\n{"text": ""}\n{"text": NaN}\n'))
    assert (read.texts, read.broken) == (("one", "", "", ""), ())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('{"text": "tw', "it is not JSON"),
        ("[1]", "it is a list without texts, not an object"),
        ("2", "it is a number, not an object"),
        ("null", "it is null, not an object"),
        ('{"body": "two"}', "it has no 'text'"),
        ('{"text": 1e400}', "'text' is an infinite number, not text"),
        ('{"text": {"en": "two"}}', "'text' is an object, not text"),
        ("[" * 100_000, "it cannot be read"),
        (f'{{"text": {"[" * 600}"two"{"]" * 600}}}', "it is nested too deep"),
        ('{"text": "two", "n": ' + "9" * 5_000 + "}", "it cannot be read"),
        ('{"text": "tw\udcef"}', "it is not in UTF-8"),
    ],
)
def test_a_broken_row_is_named_and_kept(tmp_path: Path, row: str, reason: str) -> None:
    content = f'{{"text": "one"}}\n\n{row}\n{{"text": "three"}}\n{{"text": "one"}}\n'.encode(errors="surrogateescape")
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)

    read = read_texts(path)

    assert read.texts == ("one", "", "three", "one")
    assert read.lines == (1, 3, 4, 5)
    assert [(broken.row, broken.line) for broken in read.broken] == [(2, 3)]
    assert read.broken[0].reason.startswith(reason)
    assert write_without(read, {3}).read_bytes() == content.replace(b"\n\n", b"\n").removesuffix(b'{"text": "one"}\n')


def test_broken_rows_of_an_array_and_of_csv_are_kept(tmp_path: Path) -> None:
    array = read_texts(file(tmp_path, "rows.json", '["one",\n 2,\n "three"]'))
    assert (array.texts, [broken.line for broken in array.broken]) == (("one", "", "three"), [2])
    assert json.loads(write_without(array, {0}).read_text()) == [2, "three"]
    table = read_texts(file(tmp_path, "rows.csv", "n,text\n1,Hello, Ann\n2,Hello\n3\n"))
    assert table.texts == ("", "Hello", "")
    assert [broken.reason for broken in table.broken] == [
        "it has more fields than columns; texts with ',' need quotes",
        "it has no 'text'",
    ]


@pytest.mark.parametrize("compression", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("rows.jsonl", '"one"\n"two"\n'), ("rows.json", '["one", "two"]'), ("rows.csv", "text\none\ntwo\n")],
)
def test_a_compressed_file_stays_compressed(tmp_path: Path, name: str, content: str, compression: str) -> None:
    path = tmp_path / f"{name}.{compression}"
    opened = COMPRESSED[path.suffix]
    with opened(path, "wb") as packed:
        packed.write(content.encode())

    read = read_texts(path)
    clean = write_without(read, {0})

    assert read.texts == ("one", "two")
    assert clean.name == f"rows.clean{Path(name).suffix}.{compression}"
    with opened(clean, "rb") as packed:
        assert packed.read().decode() == content.replace('"one", ', "").replace('"one"\n', "").replace("one\n", "")


@pytest.mark.parametrize("compression", ["gz", "bz2", "xz", "zst"])
def test_a_damaged_compressed_file_is_refused(tmp_path: Path, compression: str) -> None:
    path = tmp_path / f"rows.jsonl.{compression}"
    with COMPRESSED[path.suffix](path, "wb") as packed:
        packed.write(random.Random(0).randbytes(1_000).hex().encode())
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(UsageError, match="cannot be read"):
        read_texts(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
@pytest.mark.parametrize("name", ["rows.tsv", "rows.jsonl"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / name
    rows = ["text\tn\r\n", "один\t1\r\n", "два\t2\r\n"] if name == "rows.tsv" else ['"один"\n', '"два"\n']
    mark = "\ufeff" if encoding.endswith("e") else ""
    path.write_bytes((mark + "".join(rows)).encode(encoding))

    read = read_texts(path)

    assert read.texts == ("один", "два")
    assert write_without(read, {0}).read_bytes() == (mark + "".join([*rows[:-2], rows[-1]])).encode(encoding)


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("rows.jsonl", '{"id": 1, "body": "one"}\n{"id": 2, "body": "two"}', ("one", "two")),
        ("rows.jsonl", '{"title": "a", "text": "one"}\n{"title": "b", "text": "two"}', ("one", "two")),
        ("rows.jsonl", '{"id": "a", "messages": ["one"]}\n{"id": "b", "messages": ["two"]}', ("one", "two")),
        ("rows.csv", "n;body\n1;one\n2;two\n", ("one", "two")),
    ],
)
def test_the_field_is_found_where_only_one_can_be_meant(
    tmp_path: Path, name: str, content: str, texts: tuple[str, ...]
) -> None:
    assert read_texts(file(tmp_path, name, content)).texts == texts


def test_several_fields_are_one_text(tmp_path: Path) -> None:
    rows = '{"prompt": "Hi", "response": "Hello"}\n{"prompt": "Hi", "response": null}\n{"response": "Hello"}\n'
    read = read_texts(file(tmp_path, "rows.jsonl", rows), ["prompt", "response"])
    assert read.texts == ("Hi\nHello", "Hi", "Hello")


def test_a_row_may_be_huge(tmp_path: Path) -> None:
    text = "word " * 2_000_000
    read = read_texts(file(tmp_path, "rows.csv", f'text\n"{text}"\nshort\n'))
    assert (len(read.texts[0]), read.texts[1]) == (10_000_000, "short")


def packed(folder: Path, name: str, *pieces: str) -> Path:
    path = folder / name
    with COMPRESSED[path.suffix](path, "wb") as target:
        for piece in pieces:
            target.write(piece.encode())
    return path


def test_a_line_without_end_is_not_read_whole(tmp_path: Path) -> None:
    path = packed(tmp_path, "rows.jsonl.gz", '"one"\n', *["a" * (1 << 20)] * 64, "\n")
    tracemalloc.start()
    read = read_texts(path)
    write_without(read, ())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 64 << 20


@pytest.mark.parametrize("compression", ["gz", "bz2", "xz", "zst"])
def test_a_line_that_is_too_long_is_named_and_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compression: str
) -> None:
    monkeypatch.setattr(formats, "LONGEST", 1 << 16)
    huge = ['{"text": "', *["a" * (1 << 16)] * 16, '"}\r\n']
    path = packed(tmp_path, f"rows.jsonl.{compression}", '"one"\n', *huge, '"one"\n', '"two"')
    read = read_texts(path)
    clean = write_without(read, {2})
    assert (read.texts, read.lines) == (("one", "", "one", "two"), (1, 2, 3, 4))
    assert [(row.line, row.reason) for row in read.broken] == [(2, "it is longer than 16,777,216 characters")]
    with COMPRESSED[path.suffix](clean, "rb") as copy:
        assert copy.read().decode() == "".join(['"one"\n', *huge, '"two"'])


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("rows.json.gz", ['["one", "', *["a" * (1 << 16)] * 4, '"]']),
        ("rows.json.gz", ['["one", [', *["[]," * (1 << 16)] * 4, '"]']),
        ("rows.json.gz", ['["one"', *[" " * (1 << 16)] * 4, "]"]),
        ("rows.csv.gz", ['text\none\n"', *["a" * (1 << 16)] * 4, '"\n']),
        ("rows.csv.gz", ['text\none\n"', *["a\n" * (1 << 16)] * 4, '"\n']),
        ("rows.csv.gz", ["text,", *["a," * (1 << 16)] * 4, "\n"]),
    ],
)
def test_a_row_without_end_is_refused_where_nobody_can_tell_where_the_next_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, pieces: list[str]
) -> None:
    monkeypatch.setattr(formats, "LONGEST", 1 << 16)
    with pytest.raises(UsageError, match=r"line \d.*: it is longer than 16,777,216 characters"):
        read_texts(packed(tmp_path, name, *pieces))


def test_an_array_is_read_in_pieces(tmp_path: Path) -> None:
    rows = [{"text": f"{number} «ё» \\u0451 \\", "n": [number, -1.5e-3, True, None]} for number in range(9_000)]
    written = ",\n".join(map(json.dumps, rows))
    read = read_texts(file(tmp_path, "rows.json", f"[\n{written}\n]\n"))
    assert read.texts == tuple(row["text"] for row in rows)
    assert read.lines == tuple(range(2, 9_002))
    assert json.loads(write_without(read, {0, 8_999}).read_bytes()) == rows[1:-1]


@pytest.mark.parametrize("value", ["2023", "4.50", "true", "-0.0"])
def test_a_number_counts_as_it_is_written_as_in_csv(tmp_path: Path, value: str) -> None:
    rows = f'{{"text": "good", "stars": {value}}}\n{{"text": {value}}}\n'
    read = read_texts(file(tmp_path, "rows.jsonl", rows), ["text", "stars"])
    assert read.texts == (f"good\n{json.dumps(json.loads(value))}", json.dumps(json.loads(value)))
    assert read.broken == ()


def test_a_field_of_numbers_is_not_chosen(tmp_path: Path) -> None:
    assert read_texts(file(tmp_path, "rows.jsonl", '{"id": 7, "ok": true, "body": "one"}\n')).fields == ("body",)


@pytest.mark.parametrize("fields", [(), ("text",)])
def test_csv_without_names_of_columns_is_refused_with_advice(tmp_path: Path, fields: Sequence[str]) -> None:
    table = file(tmp_path, "rows.csv", "I liked this film very much,good one\nI did not like it at all,bad one\n")
    with pytest.raises(
        UsageError, match=r"first row was taken for the names of columns, one of which .* “I liked this"
    ):
        read_texts(table, fields)


def test_names_of_fields_are_cut_off_in_messages(tmp_path: Path) -> None:
    rows = json.dumps({f"{'a' * 9_000}\x1b[31m\ud800": "one", "\x1b[2Jb": "two"})
    with pytest.raises(UsageError) as refused:
        read_texts(file(tmp_path, "rows.jsonl", rows))
    assert len(str(refused.value)) < 1_000
    assert str(refused.value).isprintable()


def test_another_field_nested_too_deep_does_not_matter(tmp_path: Path) -> None:
    rows = f'{{"deep": {"[" * 900}"x"{"]" * 900}, "body": "one"}}\n'
    assert read_texts(file(tmp_path, "rows.jsonl", rows)).texts == ("one",)


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    first, second = (read_texts(file(tmp_path, name, '"one"\n"two"\n')) for name in ("a.jsonl", "b.jsonl"))
    second.path.write_text('"another"\n"file"\n')
    with pytest.raises(UsageError, match=r"b.jsonl has changed since it was read"):
        write_all_without([(first, {0}), (second, {0})])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


@pytest.mark.parametrize("stopped_at", [0, 1, 2])
def test_a_run_that_is_cancelled_while_it_writes_leaves_nothing(tmp_path: Path, stopped_at: int) -> None:
    files = [read_texts(file(tmp_path, f"{name}.jsonl", '"one"\n' * 1_500)) for name in "ab"]
    steps = iter(range(9))

    def stop(_: Step, /) -> None:
        if next(steps) == stopped_at:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        write_all_without([(each, {0}) for each in files], stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl"]


def test_a_chat_is_the_text_of_its_messages(tmp_path: Path) -> None:
    chat = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}'
    assert read_texts(file(tmp_path, "rows.jsonl", chat)).texts == ("Hi\nHello",)


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
    assert read_texts(file(tmp_path, "rows.jsonl", row)).texts == ("Hi\nHello",)


@pytest.mark.parametrize(
    "message",
    [
        {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "search"}}]},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://example.org/1.png"}}]},
    ],
)
def test_a_chat_may_have_no_text(tmp_path: Path, message: object) -> None:
    rows = "\n".join(json.dumps({"messages": [each]}) for each in ({"role": "user", "content": "Hi"}, message))
    assert len(set(read_texts(file(tmp_path, "rows.jsonl", rows)).texts)) == 2


@pytest.mark.parametrize(
    "parts",
    [
        ({"type": "image_url", "image_url": {"url": f"https://example.org/{n}.png"}} for n in (1, 2)),
        ({"role": "assistant", "tool_calls": [{"function": {"name": "delete", "arguments": str(n)}}]} for n in (1, 2)),
    ],
)
def test_the_same_words_about_another_image_are_another_text(tmp_path: Path, parts: Iterable[object]) -> None:
    rows = "\n".join(json.dumps({"text": [{"type": "text", "text": "What is this?"}, part]}) for part in parts)
    one, other = read_texts(file(tmp_path, "rows.jsonl", rows)).texts
    assert one != other


def test_a_text_within_an_object_is_named_by_both(tmp_path: Path) -> None:
    rows = '{"translation": {"en": "one", "ru": "один"}}\n{"translation": {"en": "two", "ru": "два"}}'
    read = read_texts(file(tmp_path, "rows.jsonl", rows), ["translation.ru"])
    assert read.texts == ("один", "два")


def test_a_text_deep_within_objects_is_found_and_is_one_to_choose(tmp_path: Path) -> None:
    rows = '{"data": {"prompt": {"en": "one", "v1.0": "two"}}, "tags": ["a"]}\n'
    path = file(tmp_path, "rows.jsonl", rows)
    with pytest.raises(UsageError, match=r"choose with --field one of tags, data.prompt.en, data.prompt.v1.0"):
        read_texts(path)
    assert read_texts(path, ["data.prompt.en"]).texts == ("one",)
    assert read_texts(path, ["data.prompt.v1.0"]).texts == ("two",)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("rows.txt", "one", "convert it"),
        ("rows.gz", "one", "convert it"),
        ("rows.jsonl", '{"text": \n{"te', "no row of .* can be used; line 1: it is not JSON"),
        ("rows.jsonl", '{"text": {"a": 1}}', "line 1: 'text' is an object, not text"),
        ("rows.jsonl", "123", "line 1: it is a number"),
        ("rows.jsonl", '{"text": [{"input": "Hi", "output": "Hello"}]}', "'text' is a list without texts"),
        (
            "rows.jsonl",
            '{"prompt": "a", "response": "b"}',
            "prompt, response, or several: --field prompt --field response",
        ),
        ("rows.csv", "my question,answer\none,two\n", "several: --field 'my question' --field answer"),
        ("rows.jsonl", '{"n": 1}', "has no 'text'; none of its fields has texts"),
        ("rows.json", '[\n"one"\n"two"]', "line 3, is not JSON"),
        ("rows.json", '{\n"data":\n"one"\n}', "is an array, an object with one, or has a row in each line"),
        ("rows.json", '{"data": ["one"], "more": ["two"]}', "has rows in 'more' as well; write each array to a file"),
        ("rows.json", '{"data": ["one"]', "cannot be read"),
        ("rows.json", '{"text": "one",\n{"text": "two"}', "line 2, is not JSON: Expecting a name in double quotes"),
        ("rows.json", '{"data": ["one" "two"]}', "line 1, is not JSON"),
        ("rows.json", "one\ntwo\n", "line 1, is not JSON"),
        ("rows.json", '["one",]', "is not JSON"),
        ("rows.json", '["one"', "is not JSON"),
        ("rows.json", '["one",\u00a0"two"]', "is not JSON"),
        ("rows.json", '["one"] ["two"]', "is not JSON"),
        ("rows.json", f'["one", {"9" * 5_000}]', "cannot be read"),
        ("rows.json", f'["one", {"[" * 100_000}]', "cannot be read"),
        ("rows.csv", "body,name\none,two\n", "choose with --field one of body, name"),
        ("rows.csv", 'text\none\n"two\nthree', "line 3, is not CSV"),
        ("rows.tsv", 'text\tn\n"two" or three\t2\n', "line 2, is not CSV: .* quotes within it are written twice"),
        ("rows.csv", "text,text\none,two\n", "two columns 'text'"),
        ("rows.csv", "n,review,review\n1,one,two\n", "two columns 'review'"),
        ("rows.jsonl", '{"data": {"body": "one", "title": "a"}}', "one of data.body, data.title"),
    ],
)
def test_unreadable_files_are_refused_with_the_reason(tmp_path: Path, name: str, content: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        read_texts(file(tmp_path, name, content))


def test_a_field_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it has no 'txt'; choose with --field one of text"):
        read_texts(file(tmp_path, "rows.jsonl", '{"text": "one"}'), ["txt"])


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("header", ["text", "текст"])
def test_csv_is_read_in_the_encoding_that_its_letters_tell_and_written_in_it(
    tmp_path: Path, header: str, encoding: str
) -> None:
    rows = [f"{header}\n", "Добрый день всем\n", "Совещание перенесли на четверг\n", "Добрый день всем\n"]
    path = tmp_path / "rows.csv"
    path.write_bytes("".join(rows).encode(encoding))
    read = read_texts(path)
    assert (read.texts[0], read.broken, read.storage.encoding) == (rows[1].strip(), (), encoding)
    assert write_without(read, {2}).read_bytes() == "".join(rows[:3]).encode(encoding)


def test_json_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes('{"text": "привет"}\n'.encode("cp1251"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_texts(path)


def test_one_line_that_is_not_utf8_is_named_in_a_file_that_is(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("text\nпривет\nснова\n".encode() + "вчера\n".encode("cp1251"))
    read = read_texts(path)
    assert (read.texts, [row.line for row in read.broken]) == (("привет", "снова", ""), [4])
