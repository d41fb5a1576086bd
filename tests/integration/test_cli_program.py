"""The command line as a program: usage, failures, interruptions, processes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from click import Context
from click.testing import CliRunner

from semsearch.cli.app import app
from semsearch.duplicates.duplicates import Duplicates
from semsearch.topics import Topics
from tests.integration.command_line import Semsearch, assert_one_line, write_mail


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
        ("backup", "-"),
        ("reindex", "~nobody here"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_status_2(fresh: Semsearch, arguments: tuple[str, ...]) -> None:
    result = fresh(*arguments)
    assert result.exit_code == 2
    assert_one_line(result)


@pytest.mark.parametrize("action", ["", "delete"])
def test_an_action_on_duplicates_that_there_is_not_is_wrong_usage(semsearch: Semsearch, action: str) -> None:
    result = semsearch("duplicates", "--apply", action)
    assert result.exit_code == 2
    assert_one_line(result)


@pytest.mark.parametrize("arguments", [("frobnicate",), ("search",), ("show", "999999"), ("undo",)])
def test_a_failure_leaves_stdout_to_results(semsearch: Semsearch, arguments: tuple[str, ...]) -> None:
    result = semsearch(*arguments, "--json")
    assert result.exit_code in (1, 2)
    assert not result.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Python takes all names for UTF-8")
def test_a_question_and_the_names_of_files_are_utf8_whatever_the_locale(
    fresh: Semsearch, environment: dict[str, str]
) -> None:
    write_mail(fresh.mail / "Квартира.eml", "Анна <anna@example.org>", "Квартира", "Хозяйка просит больше.")
    fresh("add", fresh.mail)
    fresh("reindex")
    # As in a locale like ru_RU.ISO-8859-5, which systems lack today; the C locale would be taken for UTF-8 by itself.
    other = environment | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "semsearch", "search", "хозяйка", "--mode", "keyword", "--home", str(fresh.home)]
    done = subprocess.run(command, env=other, capture_output=True, encoding="utf-8", check=False)
    assert str(fresh.mail / "Квартира.eml") in done.stdout, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there the system knows each user's folders")
def test_a_user_without_a_home_folder_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(user: int) -> NoReturn:
        raise KeyError(user)

    for name in ("HOME", "XDG_DATA_HOME", "SEMSEARCH_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    result = CliRunner().invoke(app, ["status"])
    assert result.exit_code == 1
    assert_one_line(result)
    assert "set HOME" in result.stderr


@pytest.mark.parametrize("target", ["999999", "mid:nobody@example.org", "/no/such/file"])
def test_what_is_not_there_to_be_shown_is_told_how_to_be_found(semsearch: Semsearch, target: str) -> None:
    result = semsearch("show", target)
    assert result.exit_code == 1
    assert_one_line(result)
    assert "`semsearch search` finds ids and paths" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", ["--help", "search --help", "--version", "status --json", "show 999999 --json"])
def test_what_cannot_be_written_is_one_line(environment: dict[str, str], arguments: str) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "semsearch", *arguments.split()]
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"should not have happened" not in done.stderr


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


@pytest.mark.skipif(sys.platform == "win32", reason="a process is asked to end otherwise there")
def test_who_is_asked_to_end_while_it_waits_ends_in_order(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "semsearch", "search", "-", "--mode", "keyword"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"lunch\n")
        process.stdin.flush()
        process.stdout.readline()
        process.terminate()
        assert process.communicate() == (b"", b"semsearch: interrupted\n")
    assert process.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a process is interrupted otherwise there")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_the_exit_status_is_1_also_when_interrupted_while_modules_are_loaded(number: str) -> None:
    script = (  # dataclasses are made by exec
        "import signal, sys, types; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "app = sys.modules['semsearch.cli.app'] = types.ModuleType('app')\n"
        f"app.main = lambda: exec('signal.raise_signal(signal.{number}); 0')\n"
        "from semsearch.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"semsearch: interrupted\n")


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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
@pytest.mark.parametrize("length", [504, 505])
def test_a_home_has_a_path_that_sqlite_takes_or_the_length_is_named(tmp_path: Path, length: int) -> None:
    start, end = len(os.fsencode(tmp_path)), len("/catalogue.sqlite")
    deep = "/".join(["x" * 99] * 5)[: length - start - end - 2]
    home = tmp_path / f"{deep}y"
    told = Semsearch(home, tmp_path)("status")
    assert len(os.fsencode(home / "catalogue.sqlite")) == length
    assert told.exit_code == (length > 504)
    if told.exit_code:
        assert_one_line(told)
        assert "too long for SQLite; choose another home with --home" in told.stderr


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
    assert max(map(len, result.stdout.splitlines())) <= 80
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
