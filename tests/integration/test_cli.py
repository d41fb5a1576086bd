"""The contract of the command line, on a small folder of mail and documents."""

import json
import math
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result
from filelock import FileLock

from semsearch.cli.app import app
from semsearch.duplicates.duplicates import Duplicates
from semsearch.errors import Cancelled
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.settings import resources
from semsearch.topics import Topics
from tests.files import zipped
from tests.integration.command_line import Semsearch, write_mail

REINDEX = {
    "seen", "added", "updated", "unchanged", "moved", "removed", "skipped", "failed", "documents", "chunks", "encoded",
    "reused", "seconds", "phases", "model", "backend",
}  # fmt: skip
HIT = {
    "rank", "id", "score", "relevance", "kind", "path", "part", "title", "sender", "date", "snippet", "message_id",
    "thread_id", "explain",
}  # fmt: skip
MEMBER = {"id", "path", "part", "message_id", "similarity", "size", "date"}
DOCUMENT = {
    "id", "path", "part", "kind", "title", "sender", "recipients", "date", "message_id", "thread_id", "labels",
    "charset", "text", "quoted", "signature", "attachments",
}  # fmt: skip

RENT = "Хозяйка квартиры просит с апреля платить сорок семь тысяч вместо сорока двух."
LUNCH = "Shall we meet for lunch at the noodle place near the station at one o'clock?"


@pytest.fixture(scope="module")
def semsearch(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Semsearch:
    """A home with one indexed folder; tests that change it use `fresh`."""
    folder = tmp_path_factory.mktemp("cli")
    mail = folder / "Почта"
    write_mail(mail / "rent.eml", "Анна <anna@example.org>", "Квартира", RENT)
    write_mail(mail / "archive" / "rent.eml", "Анна <anna@example.org>", "Квартира", RENT)
    write_mail(mail / "lunch.eml", "Carl <carl@example.org>", "Food", LUNCH)
    (mail / "notes.txt").write_text("The garden needs water twice a day in July.\n")
    (mail / "empty.txt").write_text("")
    program = Semsearch(folder / "home", mail)
    assert program("add", mail).exit_code == 0
    assert program("reindex").exit_code == 0
    return program


@pytest.fixture
def fresh(tmp_path: Path, model_cache: Path) -> Semsearch:
    """A new home and a folder with one mail, not added yet."""
    write_mail(tmp_path / "mail" / "lunch.eml", "Carl <carl@example.org>", "Food", LUNCH)
    return Semsearch(tmp_path / "home", tmp_path / "mail")


# -- sources and the index --------------------------------------------------------------------------------------------


def test_add_reindex_remove(fresh: Semsearch) -> None:
    added = fresh.json("add", fresh.mail)["added"]
    assert [(source["path"], source["state"]) for source in added] == [(str(fresh.mail), "pending")]

    would = fresh.json("reindex", "--dry-run")
    assert (would["added"], would["encoded"]) == (1, 0)
    assert fresh.json("status")["documents"] == 0

    done = fresh.json("reindex")
    assert set(done) >= REINDEX
    assert set(done["phases"]) >= {"scan", "extract", "keyword", "encode", "index"}
    assert (done["seen"], done["added"], done["documents"]) == (1, 1, 1)
    assert done["encoded"] == done["chunks"] >= 1

    again = fresh.json("reindex")
    assert (again["unchanged"], again["encoded"]) == (1, 0)

    assert [source["path"] for source in fresh.json("remove", fresh.mail)["removed"]] == [str(fresh.mail)]
    assert fresh.json("sources") == {"sources": []}
    assert fresh.json("search", "lunch")["hits"] == []
    assert (fresh.mail / "lunch.eml").exists()


def test_excluded_files_are_not_found(fresh: Semsearch) -> None:
    (fresh.mail / "draft.txt").write_text("A draft about lunch.\n")
    fresh.json("add", fresh.mail, "--exclude", "*.txt")
    fresh.json("reindex")
    assert {Path(hit["path"]).name for hit in fresh.json("search", "lunch")["hits"]} == {"lunch.eml"}


def test_a_file_with_several_documents_names_the_others(fresh: Semsearch) -> None:
    (fresh.mail / "notes.zip").write_bytes(zipped({"a.txt": "first note", "b.txt": "second note"}))
    fresh("add", fresh.mail)
    fresh("reindex")
    first, second = fresh.json("why", fresh.mail / "notes.zip")["documents"]

    shown = fresh("show", fresh.mail / "notes.zip")

    assert f"there are also: {second};" in shown.stderr
    assert fresh("show", first).stderr == ""


def test_sources(semsearch: Semsearch) -> None:
    (source,) = semsearch.json("sources")["sources"]
    assert set(source) >= {"path", "kind", "state", "files", "documents", "skipped"}
    assert source["path"] == str(semsearch.mail)
    assert (source["kind"], source["state"], source["skipped"]) == ("folder", "ready", 1)


def test_sources_count_what_is_listed_as_skipped(fresh: Semsearch) -> None:
    (fresh.mail / "notes.zip").write_bytes(zipped({"a.txt": "a note", "empty.txt": ""}))
    fresh("add", fresh.mail)
    fresh("reindex")
    (source,) = fresh.json("sources")["sources"]
    listed = fresh.json("skipped")["skipped"]
    assert source["skipped"] == len(listed)
    assert [one["part"] for one in listed if one["part"]] == ["empty.txt"]


def test_status(semsearch: Semsearch) -> None:
    status = semsearch.json("status")
    assert set(status) >= {"sources", "files", "documents", "chunks", "vectors", "model", "generation", "bytes"}
    assert set(status["files"]) >= {"indexed", "pending", "skipped", "failed"}
    assert set(status["model"]) >= {"name", "fingerprint", "dim", "backend", "precision"}
    assert set(status["bytes"]) >= {"database", "index"}
    assert status["documents"] == 4
    assert status["files"]["skipped"] == 1


def test_every_file_is_indexed_or_skipped_with_a_reason(semsearch: Semsearch) -> None:
    (skipped,) = semsearch.json("skipped")["skipped"]
    assert set(skipped) >= {"path", "part", "reason", "detail"}
    assert (skipped["path"], skipped["reason"]) == (str(semsearch.mail / "empty.txt"), "empty")
    assert skipped["detail"]


def test_progress_goes_to_stderr_as_json_on_request(fresh: Semsearch) -> None:
    fresh("add", fresh.mail)
    result = fresh("reindex", "--progress", "json", "--json")
    assert json.loads(result.stdout)["added"] == 1
    steps = [json.loads(line) for line in result.stderr.splitlines()]
    assert {"scan", "extract", "encode"} <= {step["phase"] for step in steps}
    assert all(set(step) == {"phase", "done", "total", "note"} for step in steps)


def test_another_writer_means_exit_status_3(fresh: Semsearch) -> None:
    fresh("add", fresh.mail)
    with FileLock(fresh.home / "write.lock"):
        result = fresh("reindex")
    assert result.exit_code == 3
    assert_one_line(result)


# -- finding ----------------------------------------------------------------------------------------------------------


def test_search(semsearch: Semsearch) -> None:
    found = semsearch.json("search", "стоимость аренды жилья", "-k", 2)
    assert set(found) >= {"query", "mode", "took_ms", "hits"}
    assert (found["query"], found["mode"]) == ("стоимость аренды жилья", "hybrid")
    first = found["hits"][0]
    assert len(found["hits"]) == 2
    assert set(first) >= HIT
    assert Path(first["path"]).name == "rent.eml"
    assert Path(first["path"]).is_absolute()
    assert (first["rank"], first["kind"], first["part"], first["explain"]) == (1, "email", None, None)
    assert datetime.fromisoformat(first["date"]) == datetime.fromisoformat("2024-03-12T10:15+03:00")
    assert 0 <= first["relevance"] <= 1


@pytest.mark.parametrize("mode", ["hybrid", "semantic", "keyword"])
def test_modes_and_explanations(semsearch: Semsearch, mode: str) -> None:
    found = semsearch.json("search", "lunch", "--mode", mode, "--explain")
    assert found["mode"] == mode
    assert found["hits"][0]["title"] == "Food"
    assert {"dense", "keyword", "dense_part", "keyword_part", "chunk", "span"} <= set(found["hits"][0]["explain"])


def test_operators_filter_and_words_need_no_quotes(semsearch: Semsearch) -> None:
    found = semsearch.json("search", "from:carl", "встреча", "после", "обеда")
    assert [hit["title"] for hit in found["hits"]] == ["Food"]
    assert semsearch.json("search", "lunch before:2020")["hits"] == []


def test_an_unknown_operator_is_text_with_a_notice_on_stderr(semsearch: Semsearch) -> None:
    result = semsearch("search", "colour:red lunch", "--json")
    assert "colour:" in result.stderr
    assert json.loads(result.stdout)["hits"]


def test_plain_text_for_people_without_escape_codes(semsearch: Semsearch) -> None:
    result = semsearch("search", "обед lunch")
    assert result.exit_code == 0
    assert "Food" in result.stdout
    assert str(semsearch.mail / "lunch.eml") in result.stdout
    assert "\x1b" not in result.stdout


def test_an_empty_result_is_a_result(semsearch: Semsearch) -> None:
    result = semsearch("search", "lunch", "from:nobody@nowhere")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing found" in result.stderr


def test_without_sources_it_says_how_to_start(tmp_path: Path) -> None:
    for command in (["search", "lunch"], ["reindex"], ["sources"]):
        result = CliRunner().invoke(app, [*command, "--home", str(tmp_path / "new")])
        assert result.exit_code == 0
        assert "add a folder with: semsearch add PATH" in result.stderr


def test_before_the_first_run_it_says_what_is_missing(fresh: Semsearch) -> None:
    fresh("add", fresh.mail)
    for command in (["search", "lunch"], ["duplicates"]):
        assert "nothing is indexed yet; run: semsearch reindex" in fresh(*command).stderr


def test_what_is_indexed_in_part_is_not_called_empty(fresh: Semsearch) -> None:
    def cut_off(step: Step) -> None:
        if step.phase == "extract":
            raise Cancelled

    fresh("add", fresh.mail)
    fresh("reindex")
    write_mail(fresh.mail / "rent.eml", "Анна <anna@example.org>", "Квартира", RENT)
    with Library.open(fresh.home) as library, pytest.raises(Cancelled):
        library.reindex(progress=cut_off)

    assert "nothing is indexed yet" not in fresh("search", "notthere", "--mode", "keyword").stderr


def test_a_query_of_signs_alone_says_what_is_wrong(semsearch: Semsearch) -> None:
    for query in ('"', '""', "“”", "-()", '"()"', "-!!! -???", "()", "?!", "— €"):
        told = semsearch("search", f" {query}")
        assert ("no word in the query" in told.stderr, told.stdout) == (True, "")
    for query in ("-()  lunch", "-lunch", 'has:attachment "…"', "() lunch", "🦊", "in:mail ()"):
        assert "no word in the query" not in semsearch("search", f" {query}").stderr


def test_a_threshold_for_exact_duplicates_is_pointed_out(semsearch: Semsearch) -> None:
    assert "--tier near" in semsearch("duplicates", "--threshold", 0.5).stderr


def test_a_suggested_command_can_be_pasted(semsearch: Semsearch, tmp_path: Path) -> None:
    (apart := tmp_path / "two words").mkdir()
    assert f"semsearch add '{apart}'" in semsearch("why", apart).stdout.replace('"', "'")


def test_every_key_of_json_is_documented(semsearch: Semsearch) -> None:
    documented = set(re.findall(r"`(\w+)`", (resources().parent / "docs" / "cli.md").read_text(encoding="utf-8")))
    for command in (
        *(["status"], ["sources"], ["skipped"], ["topics"], ["models"], ["doctor"], ["ocr"], ["resume"], ["show", "1"]),
        *(["search", "lunch", "--explain"], ["similar", "1", "--explain"], ["reindex", "--dry-run"], ["why", "."]),
        *(["duplicates"], ["duplicates", "pin", "1"], ["duplicates", "forget", "1"], ["duplicates", "unhide"]),
        *(["duplicates", "--apply", "hide"], ["duplicates", "hidden"], ["duplicates", "log"], ["undo"]),
    ):
        assert set(_keys(semsearch.json(*command))) <= documented, command


def _keys(value: object) -> Iterator[str]:
    """The keys in a JSON value, but those that are data: months."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ([key] if not key[0].isdigit() else [])
            yield from _keys(inner)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)


def test_batch_search_answers_every_line_in_order(semsearch: Semsearch) -> None:
    stdin = "lunch\n\nгде квартира?\r\n".encode() + b"\xff\xfe\nend"
    status, lines = semsearch.lines("search", "-", "-k", 1, stdin=stdin)
    assert status == 1
    assert [line.get("query") for line in lines] == ["lunch", None, "где квартира?", None, "end"]
    assert [set(line) for line in lines if "query" not in line] == [{"error"}, {"error"}]


def test_batch_without_a_bad_line_ends_with_0(semsearch: Semsearch) -> None:
    assert semsearch.lines("search", "-", stdin="")[0] == 0
    status, lines = semsearch.lines("similar", "-", "-k", 1, stdin="mid:lunch@example.org\n")
    assert (status, lines[0]["target"]) == (0, "mid:lunch@example.org")


def test_similar_never_finds_its_target(semsearch: Semsearch) -> None:
    rent = semsearch.mail / "rent.eml"
    found = semsearch.json("similar", rent)
    assert set(found) >= {"target", "mode", "took_ms", "hits"}
    assert found["target"] == str(rent)
    assert found["hits"][0]["path"] == str(semsearch.mail / "archive" / "rent.eml")
    assert str(rent) not in {hit["path"] for hit in found["hits"]}


def test_similar_takes_an_id_a_text_and_a_file_that_is_not_indexed(semsearch: Semsearch, tmp_path: Path) -> None:
    lunch = semsearch.json("search", "lunch noodle", "-k", 1)["hits"][0]
    assert lunch["id"] not in {hit["id"] for hit in semsearch.json("similar", lunch["id"])["hits"]}
    assert semsearch.json("similar", "--text", "Who comes to eat noodles at lunch?")["hits"][0]["title"] == "Food"
    outside = tmp_path / "outside.txt"
    outside.write_text("Lunch at the noodle place?")
    assert semsearch.json("similar", outside)["hits"][0]["title"] == "Food"


def test_a_number_is_an_id_even_where_a_file_is_called_so(
    home: Path, folder: Path, mail: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with Library.open(home) as library:
        library.sources.add([folder])
        (folder / "lunch.eml").write_bytes(mail("Lunch", "Noodles at one?"))
        library.reindex()
        lunch = library.show("lunch.eml")
        number = str(lunch.id)
        (folder / number).write_bytes(mail("Rent", "It is due on Monday."))
        library.reindex()
        assert library.show(number).title == "Lunch"
        assert library.show(f"./{number}").title == "Rent"


def test_batch_similar_reports_missing_targets(semsearch: Semsearch) -> None:
    status, lines = semsearch.lines("similar", "-", stdin="999999\nmid:rent@example.org\n/nowhere/at/all\n")
    assert status == 1
    assert ["error" in line for line in lines] == [True, False, True]


def test_duplicates(semsearch: Semsearch) -> None:
    report = semsearch.json("duplicates", "--keep", "oldest")
    assert set(report) >= {"tier", "threshold", "took_ms", "groups"}
    (group,) = report["groups"]
    assert set(group) >= {"id", "tier", "keep", "members"}
    assert all(set(member) >= MEMBER for member in group["members"])
    assert [Path(member["path"]).name for member in group["members"]] == ["rent.eml", "rent.eml"]
    assert group["keep"] in {member["id"] for member in group["members"]}


def test_semantic_duplicates_take_a_threshold(semsearch: Semsearch) -> None:
    everything = semsearch.json("duplicates", "--tier", "semantic", "--threshold", 0)
    assert (everything["tier"], everything["threshold"]) == ("semantic", 0)
    assert semsearch.json("duplicates", "--tier", "semantic", "--threshold", 1)["groups"] == []


def test_topics(semsearch: Semsearch) -> None:
    report = semsearch.json("topics")
    assert set(report) >= {"topics", "unassigned"}
    listed = [*report["unassigned"], *(member for topic in report["topics"] for member in topic["members"])]
    assert len(set(listed)) == len(listed) == semsearch.json("status")["documents"]
    for topic in report["topics"]:
        assert set(topic) >= {"id", "label", "terms", "size", "representative", "members"}
        assert topic["size"] == len(topic["members"])
        assert topic["representative"] in topic["members"]


def test_topics_are_changed_and_changes_undone(semsearch: Semsearch) -> None:
    first = semsearch.json("topics")["topics"][0]
    renamed = semsearch.json("topics", "rename", first["id"], "The new flat")["topics"][0]
    assert (renamed["label"], renamed["named"]) == ("The new flat", True)
    assert semsearch.json("topics", "refresh")["topics"][0]["label"] == "The new flat"
    shown = semsearch.json("topics", "show", first["id"], "-k", 1)
    assert [document["id"] for document in shown["documents"]] == [first["representative"]]
    semsearch.json("topics", "undo")
    assert semsearch.json("topics", "undo")["topics"][0]["label"] == first["label"]
    failed = semsearch("topics", "rename", 99, "x")
    assert (failed.exit_code, "no topic 99" in failed.stderr) == (2, True)


def test_show(semsearch: Semsearch) -> None:
    shown = semsearch.json("show", semsearch.mail / "rent.eml")
    assert set(shown) >= DOCUMENT
    assert shown["text"].strip() == RENT
    assert shown["recipients"] == ["boris@example.org"]
    assert RENT in semsearch("show", shown["id"]).stdout


# -- the model --------------------------------------------------------------------------------------------------------


def test_embed_gives_one_vector_of_length_1_for_each_line(semsearch: Semsearch) -> None:
    status, lines = semsearch.lines("embed", "-", stdin="обед\nlunch\nгарантийный ремонт насоса\n")
    assert status == 0
    vectors = [line["vector"] for line in lines]
    dim = semsearch.json("status")["model"]["dim"]
    assert all(len(vector) == dim and math.isclose(math.hypot(*vector), 1, abs_tol=1e-4) for vector in vectors)
    assert math.dist(vectors[0], vectors[1]) < math.dist(vectors[0], vectors[2])


def test_models(semsearch: Semsearch) -> None:
    models = semsearch.json("models")["models"]
    assert all(set(m) >= {"name", "languages", "dim", "bytes", "installed", "in_use", "path"} for m in models)
    assert [m["name"] for m in models if m["in_use"]] == ["multilingual"]


def test_an_unknown_model_is_refused(fresh: Semsearch) -> None:
    result = fresh("models", "use", "no-such-model-anywhere")
    assert result.exit_code == 1
    assert_one_line(result)


# -- the program ------------------------------------------------------------------------------------------------------


def assert_one_line(result: Result) -> None:
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("semsearch: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("search",),
        ("search", "x", "--mode", "psychic"),
        ("search", "x", "-k", "0"),
        ("search", " "),
        ("similar",),
        ("similar", "1", "--text", "x"),
        ("similar", "--text", "x", "--same-thread"),
        ("add",),
        ("add", "/no/such/folder"),
        ("add", ""),
        ("add", os.devnull),
        ("remove", "/no/such/folder"),
        ("remove", ""),
        ("duplicates", "--field", "body"),
        ("duplicates", "--threshold", "7"),
        ("embed", "text"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_status_2(fresh: Semsearch, arguments: tuple[str, ...]) -> None:
    result = fresh(*arguments)
    assert result.exit_code == 2
    assert_one_line(result)


@pytest.mark.parametrize("arguments", [("frobnicate",), ("search",), ("show", "999999"), ("undo",)])
def test_a_failure_leaves_stdout_to_results(semsearch: Semsearch, arguments: tuple[str, ...]) -> None:
    result = semsearch(*arguments, "--json")
    assert result.exit_code in (1, 2)
    assert not result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", ["--help", "status --json", "show 999999 --json"])
def test_what_cannot_be_written_is_one_line(environment: dict[str, str], arguments: str) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "semsearch", *arguments.split()]
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="a process is interrupted otherwise there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_interrupted_keeps_what_was_done_and_says_so(fresh: Semsearch, number: signal.Signals) -> None:
    fresh("add", fresh.mail)
    script = (  # Ctrl+C is ignored in what a script starts in the background, as these tests may be
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from semsearch.cli import main; main()"
    )
    arguments = ["reindex", "--progress", "json", "--json", "--home", str(fresh.home)]
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        process.stderr.readline()  # it has begun
        process.send_signal(number)
        result, told = process.communicate()
    assert (process.returncode, result) == (1, b"")
    assert b"what was done is kept" in told


@contextmanager
def ctrl_c_at(owner: type, method: str) -> Iterator[None]:
    """A context in which Ctrl+C comes as a method of the library is called."""
    real = getattr(owner, method)

    def interrupted(*args: object) -> object:
        signal.raise_signal(signal.SIGINT)
        return real(*args)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(owner, method, interrupted)
            yield
    finally:
        signal.signal(signal.SIGINT, before)


def test_duplicates_stay_where_ctrl_c_came_while_they_were_compared(semsearch: Semsearch) -> None:
    with ctrl_c_at(Duplicates, "matches"):
        assert semsearch("duplicates", "--apply", "hide").exit_code == 1
    assert semsearch.json("duplicates", "hidden") == {"hidden": []}


def test_topics_are_as_they_were_where_ctrl_c_came_while_they_were_found(semsearch: Semsearch) -> None:
    found = semsearch.json("topics")
    with ctrl_c_at(Topics, "refresh"):
        told = semsearch("topics", "refresh")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == "semsearch: cancelled; the topics are as they were\n"
    after = semsearch.json("topics")
    assert (after["topics"], after["undo"]) == (found["topics"], found["undo"])


def test_a_word_to_leave_out_that_looks_like_an_option_is_explained(fresh: Semsearch) -> None:
    told = fresh("search", "invoice", "-draft").stderr
    assert told == "semsearch: No such option '-d'; put -- before a query with a -word; see semsearch search --help\n"


@pytest.mark.parametrize(
    "arguments", [("search", "x", "-n", "3"), ("similar", "1", "--limit=3"), ("topics", "show", "1", "--max")]
)
def test_how_many_results_are_wanted_is_explained(fresh: Semsearch, arguments: tuple[str, ...]) -> None:
    assert "; -k N lists N results; see" in fresh(*arguments).stderr


def test_help_lists_every_command_once(fresh: Semsearch) -> None:
    told = [line.split()[0] for line in fresh("--help").stdout.splitlines() if line[:2] == "  " and line[2:3].isalpha()]
    assert sorted(name for name in told if name in app.commands) == sorted(app.commands)


@pytest.mark.parametrize(
    "arguments",
    [("show", "999999"), ("similar", "999999"), ("similar", "/no/such/file"), ("similar", "too long for a path " * 99)],
)
def test_a_missing_document_is_one_line_and_exit_status_1(semsearch: Semsearch, arguments: tuple[str, ...]) -> None:
    result = semsearch(*arguments)
    assert result.exit_code == 1
    assert_one_line(result)


def test_an_unusable_home_is_a_failure_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = Semsearch(tmp_path / "file", tmp_path)("status")
    assert result.exit_code == 1
    assert_one_line(result)
    assert "--home" in result.stderr


@pytest.mark.parametrize(
    "command", ["status --home", "backup", "restore", "duplicates --export", "duplicates --input {} --against", "why"]
)
def test_an_empty_path_is_refused_rather_than_taken_for_the_current_folder(command: str) -> None:
    result = CliRunner().invoke(app, [*command.format(__file__).split(), ""])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "a path is empty" in result.stderr


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_a_question_that_is_not_answered_with_yes_does_nothing_and_says_so(semsearch: Semsearch, answer: str) -> None:
    result = semsearch("wipe", stdin=answer)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("\nsemsearch: nothing was done; --yes answers the question\n")
    assert semsearch.json("status")["documents"] == 4


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = Semsearch(tmp_path / "file", tmp_path)("status", "--debug")
    assert result.exit_code == 1
    assert result.exception is not None
    assert not isinstance(result.exception, SystemExit)


def test_common_options_may_stand_before_the_command(semsearch: Semsearch) -> None:
    before = CliRunner().invoke(app, ["--json", "--home", str(semsearch.home), "sources"])
    assert json.loads(before.stdout) == semsearch.json("sources")


def test_two_homes_never_touch_each_other(semsearch: Semsearch, fresh: Semsearch) -> None:
    assert fresh.json("sources") == {"sources": []}
    assert semsearch.json("sources")["sources"]


@pytest.mark.parametrize("command", [(), *((name,) for name in app.list_commands(Context(app))), ("models", "use")])
def test_every_command_has_help_with_examples(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"], terminal_width=80)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")
    assert "\n  Example" in result.stdout
    *_, commands = result.stdout.partition("\nCommands:\n")
    assert "..." not in commands  # what a command does is not cut off


@pytest.fixture
def environment(semsearch: Semsearch) -> dict[str, str]:
    return {**os.environ, "SEMSEARCH_HOME": str(semsearch.home), "PYTHONUTF8": "0", "LC_ALL": "C"}


def test_a_process_answers_a_line_before_it_reads_the_next(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "semsearch", "search", "-", "-k", "1", "--mode", "keyword"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin
        assert process.stdout
        for query in ("lunch", "квартира"):
            process.stdin.write(f"{query}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
        process.stdin.close()
        assert process.wait() == 0


def test_search_loads_nothing_heavy(environment: dict[str, str]) -> None:
    script = (
        "import sys; from semsearch.cli.app import app; app.main(['search', 'lunch'], standalone_mode=False); "
        "print({'torch', 'transformers', 'sentence_transformers', 'PySide6', 'rich', 'lark'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"set()"


def test_help_and_version_load_no_library_modules(environment: dict[str, str]) -> None:
    script = "import sys; import semsearch.cli.app; print({'numpy', 'sqlalchemy', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"


@pytest.mark.skipif(sys.platform == "win32", reason="a process is interrupted otherwise there")
def test_an_interruption_while_modules_are_imported_is_one_line(environment: dict[str, str]) -> None:
    script = (
        "import sys; from semsearch.cli import main\n"
        "def interrupted(*_): raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, type('Finder', (), {'find_spec': interrupted})); main()"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (1, b"semsearch: interrupted")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such redirection")
def test_closed_standard_streams_are_as_empty_ones(environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m semsearch search lunch --mode keyword"
    for closed in (">&-", "<&- >&- 2>&-"):
        done = subprocess.run(f"{command} {closed}", shell=True, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), closed
