"""The contract of the command line, on a small folder of mail and documents."""

import json
import math
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from semsearch import components
from semsearch.cli.app import app
from semsearch.encode import ModelStore
from semsearch.errors import Cancelled
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.settings import resources
from tests.files import zipped
from tests.integration.command_line import RENT, Semsearch, assert_one_line, write_mail

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


def test_sources_and_status_count_what_is_listed_as_skipped(fresh: Semsearch) -> None:
    (fresh.mail / "notes.zip").write_bytes(zipped({"a.txt": "a note", "empty.txt": ""}))
    (fresh.mail / "empty.txt").write_text("")
    fresh("add", fresh.mail)
    fresh("reindex")
    (source,) = fresh.json("sources")["sources"]
    listed = fresh.json("skipped")["skipped"]
    assert source["skipped"] == len(listed)
    assert [one["part"] for one in listed if one["part"]] == ["empty.txt"]
    status = fresh.json("status")
    assert (status["files"]["skipped"], status["parts_skipped"]) == (1, 1)
    assert "1 skipped, 0 failed; 1 part of indexed ones skipped" in fresh("status").stdout


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
    for command in (["search", "lunch"], ["similar", "--text", "lunch"], ["reindex"], ["sources"]):
        result = CliRunner().invoke(app, [*command, "--home", str(tmp_path / "new")])
        assert result.exit_code == 0
        assert "add a folder with: semsearch add PATH" in result.stderr


def test_it_says_what_a_search_has_to_wait_for(
    semsearch: Semsearch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Library.open(semsearch.home, models=ModelStore(tmp_path)) as elsewhere:
        assert elsewhere.delays() == ["preparing the model multilingual, once on this computer; it takes a minute"]
        assert elsewhere.delays(encoding=False) == []
    assert "one by one" not in semsearch("search", "lunch").stderr
    monkeypatch.setattr(components, "LONG", 0)
    waits = "semsearch: comparing [0-9]+ texts one by one, until a graph is made with: semsearch reindex\n"
    assert re.match(waits, semsearch("search", "lunch").stderr)
    assert re.match(waits, semsearch("similar", "--text", "lunch").stderr)
    assert "one by one" not in semsearch("search", "lunch", "--mode", "keyword").stderr


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


def test_a_file_whose_name_begins_with_a_tilde_is_no_home_folder(
    fresh: Semsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fresh.mail)
    (fresh.mail / "~rent.txt").write_text(RENT)
    fresh("add", ".")
    assert fresh.json("similar", "~rent.txt")["hits"] == []  # not indexed yet, but readable
    fresh("reindex")
    shown = fresh.json("show", "~rent.txt")
    assert shown["path"] == str(fresh.mail / "~rent.txt")
    assert fresh.json("why", "~rent.txt")["documents"] == [shown["id"]]


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
