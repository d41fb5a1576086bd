"""Reading in another process: what hangs, crashes or swells costs only itself."""

import errno
import hashlib
import multiprocessing.forkserver
import multiprocessing.spawn
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from semsearch import temporary
from semsearch.errors import ReadingError
from semsearch.extract import extract
from semsearch.extract.process import pool as pools
from semsearch.extract.process.isolation import isolation
from semsearch.extract.process.pool import ExtractionPool
from semsearch.extract.process.worker import Outcome, Task
from semsearch.extract.reading import UnreadableError
from semsearch.extract.whereabouts import within
from semsearch.records import Isolation, SkipReason
from tests.unit.extract.made import biff, workbook97


def behave(content: bytes, name: str) -> str:
    """Do what the file says."""
    match content:
        case b"hang":
            threading.Event().wait()
        case b"wait":
            threading.Event().wait(1.0)
        case b"go round and round":
            work(60.0)
        case b"say so and hang":
            with Path(tempfile.gettempdir(), "hanging").open("a") as said:
                said.write("hanging\n")
            work(60.0)
        case b"die":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"take a while":
            work(0.2)
        case b"exit":
            os._exit(3)
        case b"swell":
            return "x" * (8 * 1024**3)
        case b"raise":
            raise LookupError("a bug")
    return f"{name}: {content.decode()}"


def work(seconds: float) -> None:
    """Keep a processor busy for so long."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def panic(_content: bytes, name: str) -> str:
    os.write(2, b"thread panicked")
    return name


def behave_within(content: bytes, name: str) -> list[str]:
    """Do what each file in a file says, one a line; those below an indented line lie in the one before it."""
    done: list[str] = []
    for line in content.split(b"\n"):
        try:
            with within():
                if line.startswith(b" "):
                    with within():
                        done.append(behave(line.strip(), name))
                done.append(behave(line, name))
        except UnreadableError as error:
            done.append(error.reason)
    return done


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Task]]:
    def write(*contents: str) -> list[Task]:
        tasks = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.txt"
            path.write_text(content)
            tasks.append(Task(str(path)))
        return tasks

    return write


def reasons(outcomes: list[Outcome[str]]) -> list[SkipReason | None]:
    return [outcome.skip.reason if outcome.skip else None for outcome in outcomes]


def test_values_come_in_order_with_their_digests(files: Callable[..., list[Task]]) -> None:
    tasks = files(*(f"text {number}" for number in range(100)))

    with ExtractionPool(behave) as pool:
        outcomes = list(pool.map(tasks))

    assert [outcome.task for outcome in outcomes] == tasks
    digest = hashlib.sha256(b"text 7").digest()
    assert outcomes[7] == Outcome(tasks[7], "7.txt: text 7", digest, None)


def test_a_part_of_a_file(files: Callable[..., list[Task]]) -> None:
    (task,) = files("0123456789")

    with ExtractionPool(behave) as pool:
        (outcome,) = pool.map([Task(task.path, 2, 3)])

    assert outcome.value == "0.txt: 234"


def test_what_a_library_prints_does_not_reach_the_terminal(files: Callable[..., list[Task]]) -> None:
    (task,) = files("text")
    program = (
        "import sys; from semsearch.extract.process.pool import ExtractionPool, Task\n"
        "from tests.integration.test_extraction_pool import panic\n"
        "with ExtractionPool(panic) as pool: print(*(each.value for each in pool.map([Task(sys.argv[1])])))"
    )

    done = subprocess.run([sys.executable, "-c", program, task.path], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("0.txt\n", "")


@pytest.mark.skipif(os.name == "nt", reason="signals and address-space limits of POSIX")
def test_a_bad_task_costs_only_itself(files: Callable[..., list[Task]]) -> None:
    tasks = files("a", "die", "b", "raise", "exit", "c", "swell", "d")

    with ExtractionPool(behave, memory=2 * 1024**3) as pool:
        outcomes = list(pool.map(tasks))

    assert reasons(outcomes) == [
        None, SkipReason.CRASHED, None, SkipReason.CRASHED, SkipReason.CRASHED, None, SkipReason.TOO_LARGE, None
    ]  # fmt: skip
    assert all(outcome.skip.detail for outcome in outcomes if outcome.skip)


@pytest.mark.skipif(os.name == "nt", reason="signals and address-space limits of POSIX")
def test_a_bad_file_in_a_file_costs_only_itself(files: Callable[..., list[Task]]) -> None:
    tasks = files("a", "b\ndie\nc\n swell\ngo round and round\nd", "e", "die\nf")

    with ExtractionPool(behave_within, memory=2 * 1024**3, timeout=0.5) as pool:
        values = [outcome.value for outcome in pool.map(tasks)]

    assert values == [
        ["0.txt: a"],
        ["1.txt: b", "crashed", "1.txt: c", "too_large", "timeout", "crashed"],
        ["2.txt: e"],
        ["crashed", "3.txt: f"],
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_files_in_a_file_have_each_its_own_time(files: Callable[..., list[Task]]) -> None:
    tasks = files("\n".join(["take a while"] * 4), "a\n take a while\ngo round and round\nb")

    with ExtractionPool(behave_within, timeout=0.6) as pool:
        values = [outcome.value for outcome in pool.map(tasks)]

    assert values == [
        ["0.txt: take a while"] * 4,
        ["1.txt: a", "1.txt: take a while", "1.txt:  take a while", "timeout", "1.txt: b"],
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_what_is_left_of_a_file_after_a_long_time_is_left_out(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(behave_within, timeout=0.4) as pool:
        (outcome,) = pool.map(files("\n".join(["a", *["take a while"] * 12])))

    assert outcome.value is not None
    assert len(outcome.value) == 13
    assert outcome.value[:2] == ["0.txt: a", "0.txt: take a while"]
    assert outcome.value[-3:] == ["timeout"] * 3


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_many_bad_files_in_a_file_do_not_have_it_read_again_and_again(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(behave_within) as pool:
        (outcome,) = pool.map(files("\n".join(["a", *["die"] * 100, "b"])))

    assert outcome.value == ["0.txt: a", *["crashed"] * 101]


@pytest.mark.parametrize("is_attached", [False, True])
def test_a_workbook_that_lies_about_its_size_is_read(tmp_path: Path, is_attached: bool) -> None:
    # The first row comes after the last ([MS-XLS], 2.4.90): some readers take more memory for that than there is.
    workbook = workbook97(biff(0x0200, struct.pack("<IIHHH", 2, 1, 0, 1, 0)))
    mail = EmailMessage()
    mail["Subject"] = "accounts"
    mail.set_content("see the workbook")
    mail.add_attachment(workbook, maintype="application", subtype="vnd.ms-excel", filename="bad.xls")
    mail.add_attachment("a note", filename="good.txt")
    path = tmp_path / ("mail.eml" if is_attached else "bad.xls")
    path.write_bytes(mail.as_bytes() if is_attached else workbook)

    with ExtractionPool(extract) as pool:
        (outcome,) = pool.map([Task(str(path))])

    assert outcome.value is not None
    texts = [document.text for document in outcome.value.documents]
    assert texts == (["see the workbook", "S\n5", "a note"] if is_attached else ["S\n5"])
    assert not outcome.value.skips


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_what_waits_for_a_processor_is_not_too_slow(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(behave, timeout=0.5) as pool:
        outcomes = list(pool.map(files("wait")))

    assert [outcome.value for outcome in outcomes] == ["0.txt: wait"]


def test_a_task_that_hangs_is_ended(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(behave, timeout=0.5) as pool:
        outcomes = list(pool.map(files("a", "hang", "b", "go round and round", "c")))

    assert reasons(outcomes) == [None, SkipReason.TIMEOUT, None, SkipReason.TIMEOUT, None]


@pytest.mark.skipif(os.name == "nt", reason="mkfifo")
def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "big").open("wb") as big:
        big.truncate(10**10)
    paths = [tmp_path / "gone", tmp_path, tmp_path / "pipe", tmp_path / "big"]

    with ExtractionPool(behave) as pool:
        outcomes = list(pool.map(Task(str(path)) for path in paths))

    assert reasons(outcomes) == [SkipReason.UNREADABLE] * 3 + [SkipReason.TOO_LARGE]


def test_tasks_are_drawn_only_a_little_ahead(files: Callable[..., list[Task]]) -> None:
    (task,) = files("a")
    drawn = []

    def endless() -> Iterator[Task]:
        while True:
            drawn.append(task)
            yield task

    with ExtractionPool(behave) as pool:
        outcomes = pool.map(endless())
        assert next(outcomes).value == "0.txt: a"

    assert len(drawn) < 100


def is_deaf(content: bytes, name: str) -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interruption_reaches_no_worker_not_even_while_it_starts(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(is_deaf) as pool:
        (outcome,) = pool.map(files("a"))

    assert outcome.value is True
    assert not is_deaf(b"", "this process")


def test_a_worker_is_replaced_after_its_share_of_tasks(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(behave, max_tasks=1) as pool:
        assert reasons(list(pool.map(files(*"abcdefghijklmnopqrstuvwxyz")))) == [None] * 26


def break_out(content: bytes, name: str) -> list[str]:
    """Whatever of these a hostile file might make a parser do, and works; `content` is a file outside."""
    path = Path(os.fsdecode(content))
    tries: dict[str, Callable[[], object]] = {
        "write a file": lambda: path.with_name("new").write_bytes(b"x"),
        "shorten a file": lambda: os.truncate(path, 0),
        "delete a file": path.unlink,
        "rename a file": lambda: path.rename(path.with_name("other")),
        "make a folder": lambda: path.with_name("folder").mkdir(),
        "change a mode": lambda: path.chmod(0o777),
        "open a socket": socket.socket,
        "let a child write": lambda: subprocess.run(["touch", str(path.with_name("new"))], check=True),
    }
    done = []
    for what, attempt in tries.items():
        try:
            attempt()
        except (OSError, subprocess.CalledProcessError):
            continue
        done.append(what)
    with tempfile.TemporaryFile() as own:
        own.write(b"a folder of its own is allowed")
    return done


def is_whole(found: Isolation) -> bool:
    return found.memory and found.files and found.network


def test_a_reading_process_can_change_nothing_and_reach_nobody(tmp_path: Path) -> None:
    if not is_whole(isolation()):  # not in a mark: the process that reads imports this module too
        pytest.skip("this system cannot confine a process")
    path = tmp_path / "precious"
    path.write_bytes(os.fsencode(path))

    with ExtractionPool(break_out) as pool:
        (outcome,) = pool.map([Task(str(path))])

    assert (outcome.value, outcome.skip) == ([], None)
    assert list(tmp_path.iterdir()) == [path]


def test_what_holds_on_this_system_is_said_in_a_line() -> None:
    found = isolation()

    assert found.detail
    assert "\n" not in found.detail
    assert is_whole(found) or "cannot" in found.detail


def test_what_hangs_is_not_tried_twice_and_its_neighbours_are_read(files: Callable[..., list[Task]]) -> None:
    tasks = files(*"abc", "say so and hang", *"defgh", "die", *"ij")

    with ExtractionPool(behave, timeout=1.0) as pool:
        outcomes = list(pool.map(tasks))
        assert pool._scratch
        said = Path(pool._scratch.name, "hanging").read_text()

    assert [outcome.skip.reason if outcome.skip else "" for outcome in outcomes] == [
        *[""] * 3, SkipReason.TIMEOUT, *[""] * 5, SkipReason.CRASHED, *[""] * 2
    ]  # fmt: skip
    assert said == "hanging\n"


def test_what_cannot_be_read_is_known_again(files: Callable[..., list[Task]]) -> None:
    (task,) = files("die")

    with ExtractionPool(behave) as pool:
        (whole,), (part,) = list(pool.map([task])), list(pool.map([Task(task.path, 0, 3)]))

    assert whole.digest == part.digest == hashlib.sha256(b"die").digest()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked from another")
def test_files_are_read_after_the_folder_for_temporary_files_was_cleaned(files: Callable[..., list[Task]]) -> None:
    with ExtractionPool(behave) as pool:
        list(pool.map(files("a")))
    server: Any = multiprocessing.forkserver._forkserver
    Path(server._forkserver_address).unlink(missing_ok=True)  # it is gone where an earlier test cleaned up

    with ExtractionPool(behave) as pool:
        outcomes = list(pool.map(files("b")))

    os.kill(server._forkserver_pid, signal.SIGKILL)  # the next test has a new one
    assert [outcome.value for outcome in outcomes] == ["0.txt: b"]


def test_what_came_while_all_workers_were_given_up_is_read_by_others(files: Callable[..., list[Task]]) -> None:
    def drawn() -> Iterator[Task]:
        yield from files(*"abcdefghijklmnop")  # as many as are sent together
        assert pool._pool
        pool._pool.stop()  # as after a worker that died before it took anything

    with ExtractionPool(behave) as pool:
        outcomes = list(pool.map(drawn()))

    assert [outcome.value for outcome in outcomes] == [
        f"{at}.txt: {letter}" for at, letter in enumerate("abcdefghijklmnop")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a program that ends at once")
def test_where_no_worker_can_start_no_file_is_to_blame(
    files: Callable[..., list[Task]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_quickest", lambda: multiprocessing.get_context("spawn"))
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", os.fsencode(shutil.which("false") or ""))
    with ExtractionPool(behave, workers=1) as pool, pytest.raises(ReadingError, match="as soon as they start"):
        list(pool.map(files("a", "b")))
    assert isolation().detail == "no file can be read: the processes that read files end as soon as they start"


def test_where_there_is_no_place_for_temporary_files_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_place() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(temporary, "_own", temporary._Folder())
    monkeypatch.setattr(tempfile, "gettempdir", no_place)
    with (
        pytest.raises(ReadingError, match=r"found in \['/tmp'\]; free some space, or set TMPDIR"),
        ExtractionPool(behave),
    ):
        pass
    assert "free some space, or set TMPDIR" in isolation().detail
