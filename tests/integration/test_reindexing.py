"""Runs of the index over real folders: what changes on disk, what is kept, and what is read again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from semsearch.errors import Cancelled
from semsearch.library import Library
from semsearch.progress import Step
from semsearch.records import Document, Purpose, SkipReason, Vectors
from tests.conftest import MailMaker, WordEncoder
from tests.files import mbox

TOPICS = ("garden roses", "server outage", "рецепт борща", "flight tickets", "квартира аренда", "tax return")


@pytest.fixture
def filled(library: Library, folder: Path, mail: MailMaker) -> Library:
    """Six mails, indexed."""
    for number, topic in enumerate(TOPICS):
        (folder / f"{number}.eml").write_bytes(mail(topic, f"A few words about {topic}, number {number}."))
    library.sources.add([folder])
    library.reindex()
    return library


def all_of(library: Library, query: str = "before:2100") -> dict[str, Document]:
    found = library.search(query, 100).hits
    documents = [library.show(str(number)) for hit in found for number in (hit.id, *hit.copies)]
    return {f"{Path(document.path).name}/{document.part or ''}": document for document in documents}


def ids(library: Library) -> dict[str, int]:
    return {name: document.id for name, document in all_of(library).items()}


def test_a_second_run_encodes_and_changes_nothing(filled: Library) -> None:
    before = all_of(filled)
    report = filled.reindex()
    assert (report.seen, report.unchanged, report.encoded, report.updated) == (6, 6, 0, 0)
    assert all_of(filled) == before


def test_a_touched_file_is_unchanged(filled: Library, folder: Path) -> None:
    os.utime(folder / "0.eml", (1, 1))
    report = filled.reindex()
    assert (report.unchanged, report.updated, report.encoded) == (6, 0, 0)


def test_an_edited_file_keeps_its_id_and_leaves_the_others_alone(
    filled: Library, folder: Path, mail: MailMaker
) -> None:
    before = all_of(filled)
    (folder / "0.eml").write_bytes(mail("garden roses", "Quite other words: tulips and lilies."))
    report = filled.reindex()
    after = all_of(filled)
    assert (report.updated, report.unchanged, report.encoded) == (1, 5, 2), "the text, and its opening with the title"
    assert {name: document.id for name, document in after.items()} == {name: d.id for name, d in before.items()}
    assert [name for name in after if after[name] != before[name]] == ["0.eml/"]
    assert filled.search("tulips", mode="keyword").hits[0].id == before["0.eml/"].id
    assert not filled.search('"number 0"').hits


def test_a_flag_in_a_maildir_is_a_rename(library: Library, folder: Path, mail: MailMaker) -> None:
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir()
    (folder / "new" / "1").write_bytes(mail("Lunch", "Shall we have lunch on Friday?"))
    library.sources.add([folder])
    library.reindex()
    before = library.search("lunch").hits[0].id
    (folder / "new" / "1").rename(folder / "cur" / "1:2,S")
    report = library.reindex()
    assert (report.moved, report.encoded) == (1, 0)
    assert library.search("lunch").hits[0].id == before


def test_a_file_that_comes_back_is_not_encoded_again(filled: Library, folder: Path) -> None:
    content = (folder / "0.eml").read_bytes()
    (folder / "0.eml").unlink()
    assert filled.reindex().removed == 1
    assert not filled.search("subject:roses").hits
    (folder / "0.eml").write_bytes(content)
    report = filled.reindex()
    assert (report.added, report.encoded) == (1, 0)
    assert filled.search("roses").hits[0].title == "garden roses"


@pytest.mark.parametrize("full", [False, True])
def test_a_compacted_mailbox_keeps_every_message_that_is_left(
    library: Library, folder: Path, mail: MailMaker, full: bool
) -> None:
    messages = [mail(topic, f"Something about {topic}.", message_id=f"{n}@x") for n, topic in enumerate(TOPICS)]
    (folder / "in.mbox").write_bytes(mbox(*messages))
    library.sources.add([folder])
    library.reindex()
    before = {document.message_id: document.id for document in all_of(library).values()}
    (folder / "in.mbox").write_bytes(mbox(messages[1], messages[3], messages[4]))
    report = library.reindex(full=full)
    after = {document.message_id: document.id for document in all_of(library).values()}
    assert after == {name: before[name] for name in ("1@x", "3@x", "4@x")}
    assert full or report.encoded == 0


def test_equal_messages_of_a_mailbox_stay_apart_when_one_comes_before_them(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    twice = mail("Twice", "The very same words.", message_id="1@x")
    other = mail("Other", "Words that differ...", message_id="2@x")
    assert len(other) == len(twice)
    (folder / "in.mbox").write_bytes(mbox(twice, twice))
    library.sources.add([folder])
    library.reindex()
    (folder / "in.mbox").write_bytes(mbox(other, twice, twice))
    library.reindex()
    length = len(mbox(twice))
    assert set(all_of(library)) == {f"in.mbox/{n * length}" for n in range(3)}


def test_bad_files_are_listed_and_the_run_goes_on(filled: Library, folder: Path) -> None:
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "mime.eml").write_bytes(b"Subject: odd\nContent-Type: multipart/mixed; boundary=\n\n--\n--x\nwords")
    os.mkfifo(folder / "pipe")
    report = filled.reindex()
    listed = {Path(file.path).name: file for file in filled.sources.skipped()}
    assert set(listed) >= {"cut.pdf", "noise.bin", "empty.txt", "pipe"}
    assert all(file.detail for file in listed.values())
    states = filled.status().files
    assert report.seen == 11 == states["indexed"] + states["skipped"] + states["failed"]
    assert report.seen == report.added + report.unchanged + report.skipped + report.failed
    assert states["pending"] == 0


def test_names_that_are_no_text_are_indexed_and_filtered(library: Library, folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Coffee is served until noon.")
    library.sources.add([folder])
    library.reindex()
    (hit,) = library.search("coffee in:caf").hits
    assert os.fsencode(hit.path).endswith(b"caf\xe9.txt")


def test_excluded_files_are_listed_and_go(filled: Library, folder: Path) -> None:
    filled.sources.add([folder], ["0.eml"])
    filled.reindex()
    assert [(Path(file.path).name, file.reason) for file in filled.sources.skipped()] == [
        ("0.eml", SkipReason.EXCLUDED)
    ]
    assert "0.eml/" not in all_of(filled)
    filled.sources.add([folder], [])
    assert filled.reindex().encoded == 0
    assert filled.sources.skipped() == []
    assert "0.eml/" in all_of(filled)


def test_a_file_that_cannot_be_read_keeps_its_documents(filled: Library, folder: Path) -> None:
    os.utime(folder / "0.eml", (1, 1))
    (folder / "0.eml").chmod(0)
    try:
        if os.access(folder / "0.eml", os.R_OK):
            pytest.skip("the superuser reads everything")
        before = all_of(filled)
        filled.reindex()
        assert [file.reason for file in filled.sources.skipped()] == [SkipReason.UNREADABLE]
        assert all_of(filled) == before
    finally:
        (folder / "0.eml").chmod(0o600)
    filled.reindex()
    assert filled.sources.skipped() == []


@pytest.mark.skipif(sys.platform == "win32", reason="links take a privilege there")
def test_a_source_is_away_where_the_link_to_it_leads_nowhere(filled: Library, folder: Path, tmp_path: Path) -> None:
    filled.sources.remove([folder])
    (tmp_path / "link").symlink_to(folder)
    filled.sources.add([tmp_path / "link"])
    before = filled.reindex()
    folder.rename(tmp_path / "elsewhere")

    report = filled.reindex()

    assert (report.failed, report.documents, report.away) == (0, before.documents, (str(tmp_path / "link"),))


def test_a_source_that_is_away_stays_as_it_is(filled: Library, folder: Path) -> None:
    before = all_of(filled)
    folder.rename(folder.with_name("elsewhere"))
    filled.reindex()
    assert all_of(filled) == before
    assert [source.state for source in filled.sources.all()] == ["away"]


def test_cancelled_at_any_step_the_next_run_ends_the_same(library: Library, folder: Path, mail: MailMaker) -> None:
    for number, topic in enumerate(TOPICS):
        (folder / f"{number}.eml").write_bytes(mail(topic, f"A few words about {topic}."))
    library.sources.add([folder])
    for phase in ("scan", "extract", "encode", "index"):

        def stop(step: Step, /, phase: str = phase) -> None:
            if step.phase == phase:
                raise Cancelled(phase)

        with pytest.raises(Cancelled):
            library.reindex(progress=stop)
        files, (source,) = library.status().files, library.sources.all()
        assert source.state == ("ready" if files["indexed"] == len(TOPICS) else "pending"), phase
    report = library.reindex()
    assert report.encoded == 0
    assert len(all_of(library)) == 6


def test_cancelled_while_a_batch_is_encoded_nothing_else_is_waited_for(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, cancelled = Event(), Event()
    in_time: list[bool] = []
    whole = WordEncoder.encode

    def encode(self: WordEncoder, texts: Sequence[str], purpose: Purpose) -> Vectors:
        begun.set()
        in_time.append(cancelled.wait(10))
        return whole(self, texts, purpose)

    def stop(step: Step, /) -> None:
        if begun.is_set():
            cancelled.set()
            raise Cancelled

    monkeypatch.setattr(WordEncoder, "encode", encode)
    with pytest.raises(Cancelled):
        filled.reindex(full=True, progress=stop)
    assert in_time[0]
    assert filled.reindex(full=True).encoded == filled.status().vectors


# -- processes --------------------------------------------------------------------------------------------------------


def run(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "semsearch", *arguments, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def stopped_at(home: Path, phase: str, number: signal.Signals) -> int:
    """The exit status of a run that gets a signal with its first word of a phase."""
    command = [sys.executable, "-m", "semsearch", "reindex", "--home", str(home), "--progress", "json"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if json.loads(line)["phase"] == phase:
                process.send_signal(number)
                break
        process.stderr.read()
        return process.wait()


@pytest.fixture
def mailbox(folder: Path, mail: MailMaker) -> Path:
    for number, topic in enumerate(TOPICS[:3]):
        (folder / f"{number}.eml").write_bytes(mail(topic, f"A few words about {topic}."))
    (folder / "in.mbox").write_bytes(mbox(*(mail(topic, f"Something about {topic}.") for topic in TOPICS)))
    return folder


def test_terminated_it_keeps_what_was_done(model_cache: Path, tmp_path: Path, mailbox: Path) -> None:
    home = tmp_path / "home"
    run(home, "add", str(mailbox))
    assert stopped_at(home, "encode", signal.SIGTERM) == 1
    with Library.open(home) as library:
        assert library.status().documents == 9
        assert library.search("борща", mode="keyword").hits


def test_nothing_but_the_loopback_is_ever_connected_to(model_cache: Path, tmp_path: Path, mailbox: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def watch(event, args):\n"
        "    if event in ('socket.getaddrinfo', 'socket.connect', 'socket.sendto', 'socket.bind'):\n"
        "        address = args[0] if event == 'socket.getaddrinfo' else args[1]\n"
        "        host = address[0] if isinstance(address, tuple) else address\n"
        "        remote = isinstance(address, tuple) and host not in ('127.0.0.1', '::1')\n"
        "        if event == 'socket.getaddrinfo' or remote:\n"
        "            open(os.environ['WATCHED'], 'a').write(f'{event} {args}\\n')\n"
        "sys.addaudithook(watch)\n"
        "open(os.environ['WATCHED'] + '.on', 'a').write('x')\n"
    )
    watched = tmp_path / "sockets"
    environment = {"PYTHONPATH": str(tmp_path), "WATCHED": str(watched)}
    home = tmp_path / "home"
    for arguments in (["add", str(mailbox)], ["reindex"], ["search", "суп"]):
        done = run(home, *arguments, **environment)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "sockets.on").exists()
    assert not watched.exists()


def test_a_mailbox_without_messages_says_so(library: Library, folder: Path) -> None:
    (folder / "empty.mbox").write_bytes(b"")
    library.sources.add([folder])

    library.reindex()
    assert [(skipped.reason, skipped.detail) for skipped in library.sources.skipped()] == [
        (SkipReason.EMPTY, "there are no messages in this mailbox")
    ]

    (folder / "empty.mbox").write_bytes(b"From a@b Tue Mar 12 10:15:00 2024\nFrom: a@b\nSubject: x\n\nhello\n")
    library.reindex()
    assert (library.sources.skipped(), library.status().documents) == ([], 1)
