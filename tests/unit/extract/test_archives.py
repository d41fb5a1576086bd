"""Archives: their members are documents, whatever lies in whatever, and none of them can do harm."""

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import py7zr
import pytest
from inflate64 import Deflater

from semsearch.extract import extract
from semsearch.extract.archives.members import Budget
from semsearch.extract.archives.zstandard import zstd
from semsearch.extract.limits import MAX_ARCHIVE_DEPTH, MAX_BYTES, MAX_MEMBERS
from semsearch.extract.preview import preview_html
from semsearch.extract.taking import part_content
from semsearch.records import SkipReason
from tests.unit.extract.test_dbx import mailbox
from tests.unit.extract.test_documents import pdf
from tests.unit.sources.test_stores import bat, fox

Files = Sequence[tuple[str, bytes]]
MAIL = b"From: Anna <anna@example.org>\nTo: boris@example.org\nSubject: Rent\n\nThe rent goes up.\n"
MAILBOX = (
    b"From a@example.org Thu Jan  1 00:00:00 2004\n" + MAIL + b"\nFrom b@example.org Thu Jan  1 00:00:00 2004\n" + MAIL
)


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: Files) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def seven_zipped(files: Files, password: str | None = None) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, content in files:
            archive.writestr(content, name)
    return out.getvalue()


def texts(content: bytes, name: str) -> dict[str | None, str]:
    return {document.part: document.text for document in extract(content, name).documents}


def reasons(content: bytes, name: str) -> dict[str | None, SkipReason]:
    return {skip.part: skip.reason for skip in extract(content, name).skips}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("x.zip", zipped),
        ("x.tar", tarred),
        ("x.tar.gz", lambda files: gzip.compress(tarred(files))),
        ("x.tgz", lambda files: gzip.compress(tarred(files))),
        ("x.tar.bz2", lambda files: bz2.compress(tarred(files))),
        ("x.tar.xz", lambda files: lzma.compress(tarred(files))),
        ("x.tar.zst", lambda files: zstd.compress(tarred(files))),
        ("x.7z", seven_zipped),
    ],
)
def test_members_are_documents_of_their_own(name: str, pack: Callable[[Files], bytes]) -> None:
    inner = zipped([("заметка.txt", "Привет".encode("koi8-r") * 9), ("rent.eml", MAIL)])
    content = pack([("a/notes.md", b"# Notes\n\ntext"), ("inner.zip", inner), ("picture.png", b"\x89PNG\r\n\x1a\n.")])

    found = extract(content, name)

    assert [(document.kind, document.part, document.title) for document in found.documents] == [
        ("document", "a/notes.md", "Notes"),
        ("document", "inner.zip/заметка.txt", "заметка.txt"),
        ("email", "inner.zip/rent.eml", "Rent"),
    ]
    assert found.documents[1].text == "Привет" * 9
    assert [(skip.part, skip.reason) for skip in found.skips] == [("picture.png", SkipReason.UNSUPPORTED)]


@pytest.mark.parametrize(
    ("pack", "suffix"),
    [(gzip.compress, ".gz"), (bz2.compress, ".bz2"), (lzma.compress, ".xz"), (zstd.compress, ".zst")],
)
def test_a_file_packed_alone(pack: Callable[[bytes], bytes], suffix: str) -> None:
    assert texts(pack(b"alone"), f"notes.txt{suffix}") == {"notes.txt": "alone"}


@pytest.mark.parametrize("name", ["letters.zip", "letters.tar"])
def test_an_archive_that_begins_with_a_pdf_as_it_is_is_no_pdf(name: str) -> None:
    out = io.BytesIO()
    letter = pdf("Dear Anna")
    if name.endswith("zip"):
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("letter.pdf", letter)
            archive.writestr("notes.txt", "A few words.")
    else:
        out.write(tarred([("letter.pdf", letter), ("notes.txt", b"A few words.")]))

    assert texts(out.getvalue(), name) == {"letter.pdf": "Dear Anna", "notes.txt": "A few words."}


def test_a_mailbox_in_an_archive_is_cut_into_mails() -> None:
    found = extract(zipped([("Takeout/All mail.mbox", MAILBOX)]), "takeout.zip")

    second = MAILBOX.rindex(b"From b@")
    assert [document.part for document in found.documents] == [
        "Takeout/All mail.mbox/0", f"Takeout/All mail.mbox/{second}"
    ]  # fmt: skip
    assert {document.kind for document in found.documents} == {"email"}
    assert part_content(zipped([("Takeout/All mail.mbox", MAILBOX)]), found.documents[1].part or "") == MAIL


def test_mailboxes_of_other_programs_in_an_archive_are_cut_as_on_the_disk(tmp_path: Path) -> None:
    express = mailbox(tmp_path / "Inbox.dbx", MAIL, MAIL).read_bytes()
    content = zipped([("MESSAGES.TBB", bat(MAIL, MAIL[:-10])), ("in.box", fox(MAIL)), ("Inbox.dbx", express)])

    found = extract(content, "old mail.zip")

    assert [document.title for document in found.documents] == ["Rent"] * 5
    folders = [(document.part or "").partition("/")[0] for document in found.documents]
    assert folders == ["MESSAGES.TBB"] * 2 + ["in.box"] + ["Inbox.dbx"] * 2
    assert [part_content(content, document.part or "") for document in found.documents][::4] == [MAIL, MAIL]


def test_what_is_damaged_of_a_mailbox_in_an_archive_is_told() -> None:
    found = extract(zipped([("MESSAGES.TBB", bat(MAIL, MAIL)[:-5])]), "old mail.zip")

    assert [document.title for document in found.documents] == ["Rent", "Rent"]
    assert [skip.reason for skip in found.skips] == [SkipReason.CORRUPT]


def test_a_mailbox_attached_to_a_mail_is_cut_too_but_no_series_of_patches() -> None:
    mail = (
        b"From: a@example.org\nTo: b@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nsee\n--x\n"
        b"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=NAME\n\n"
        + MAILBOX
        + b"--x--\n"
    )
    cut, whole = (extract(mail.replace(b"NAME", name), "m.eml").documents for name in (b"old.mbox", b"all.patch"))

    assert [document.kind for document in cut] == ["email"] * 3
    assert [document.kind for document in whole] == ["email", "attachment"]


def test_what_a_mailbox_in_an_archive_quotes_is_as_its_author_wrote_it() -> None:
    content = zipped([("Inbox", MAILBOX.replace(b"The rent", b">From May on the rent"))])

    assert set(texts(content, "mail.zip").values()) == {"From May on the rent goes up."}


def test_the_html_of_a_mail_in_a_mailbox_in_an_archive_can_be_shown() -> None:
    page = MAIL.replace(b"Subject", b"Content-Type: text/html\nSubject").replace(b"goes up", b"goes <b>up</b>")
    content = zipped([("Inbox", MAILBOX.replace(MAIL, page))])

    assert "<b>up</b>" in preview_html(content, "Inbox/0")[0]


def test_a_mail_that_was_deleted_in_a_mailbox_in_an_archive_costs_only_itself() -> None:
    deleted = MAILBOX.replace(b"\nFrom: Anna", b"\nX-Mozilla-Status: 0009\nFrom: Anna", 1)
    content = zipped([("Inbox", deleted)])

    assert list(texts(content, "mail.zip").values()) == ["The rent goes up."]
    assert reasons(content, "mail.zip") == {"Inbox/0": SkipReason.EXCLUDED}


def test_a_mailbox_that_takes_too_long_keeps_what_was_read_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = iter((0.0, 0.0, 0.0, 0.0, 1_000.0))  # the start, two looks at the member, one before each mail
    monkeypatch.setattr("semsearch.extract.archives.members.time", SimpleNamespace(process_time=lambda: next(passed)))

    found = extract(zipped([("Inbox", MAILBOX)]), "mail.zip")

    assert [document.part for document in found.documents] == ["Inbox/0"]
    assert [(skip.part, skip.reason) for skip in found.skips] == [("Inbox", SkipReason.TIMEOUT)]


def test_an_archive_attached_to_a_mail() -> None:
    attached = base64.encodebytes(zipped([("plan.txt", b"the plan"), ("rent.eml", MAIL)]))
    head = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nsee there\n--x\n"
    head += b"Content-Type: application/zip; name=a.zip\n"
    mail = b"From: a@example.org\nTo: b@example.org\nSubject: files\n" + head
    mail += b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n" + attached + b"\n--x--\n"

    found = extract(mail, "m.eml")

    assert [(document.kind, document.part, document.sender) for document in found.documents] == [
        ("email", None, "a@example.org"),
        ("attachment", "a.zip/plan.txt", "a@example.org"),
        ("email", "a.zip/rent.eml", "Anna <anna@example.org>"),
    ]


def test_names_are_labels_and_never_paths() -> None:
    hostile = zipped([("../../etc/passwd", b"a"), ("/root", b"b"), ("C:\\x\\y.txt", b"c"), ("..", b"e")])

    assert texts(hostile, "x.zip") == {"etc/passwd": "a", "root": "b", "C:/x/y.txt": "c"}


@pytest.mark.parametrize("length", [498, 499, 500])
def test_a_name_that_is_too_long_is_cut_wherever_that_is(length: int) -> None:
    long = zipped([("a" * length + "/b.txt", b"b"), ("c.txt", b"c")])

    assert list(texts(long, "x.zip").values()) == ["b", "c"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart() -> None:
    assert texts(zipped([("a.txt", b"1"), ("a.txt", b"2")]), "x.zip") == {"a.txt": "1", "a (2).txt": "2"}
    assert set(texts(zipped([("v1.0/a", b"1"), ("v1.0/a", b"2")]), "x.zip")) == {"v1.0/a", "v1.0/a (2)"}


def test_members_without_a_name_leave_the_others_readable() -> None:
    assert texts(zipped([("..", b"1"), (".", b"2"), ("a.txt", b"3")]), "x.zip") == {"a.txt": "3"}


def test_what_no_person_put_there_is_passed_over() -> None:
    packed = zipped([("__MACOSX/._a", b"x"), (".git/config", b"x"), ("node_modules/x.js", b"x"), ("a.txt", b"a")])
    of_desktop = zipped([("photos/.directory", b"[Desktop Entry]\nIcon=folder-photo\n"), ("a.txt", b"a")])
    of_thunderbird = zipped([("Mail/Inbox.msf", b"x"), ("Mail/msgFilterRules.dat", b"x"), ("a.txt", b"a")])

    assert texts(packed, "x.zip") == texts(of_desktop, "x.zip") == texts(of_thunderbird, "x.zip") == {"a.txt": "a"}
    assert reasons(packed, "x.zip") == {}


def test_hidden_folders_of_mail_in_an_archive_are_read() -> None:
    mail = b"From: a@example.org\nTo: b@example.org\nSubject: Sent\n\nwords"
    names = ("Maildir/.Sent/cur/1:2,S", "Mail/.inbox.directory/Work/cur/2")

    found = extract(zipped([(name, mail) for name in names]), "backup.zip").documents
    assert [(document.kind, document.part) for document in found] == [("email", name) for name in names]


def test_passwords_are_named() -> None:
    plain = zipped([("a.txt", b"a"), ("b.txt", b"b")])
    locked = bytearray(plain)
    locked[plain.index(b"PK\x01\x02") + 8] |= 1  # the flag of the first member, in the directory

    assert reasons(bytes(locked), "x.zip") == {"a.txt": SkipReason.ENCRYPTED}
    assert texts(bytes(locked), "x.zip") == {"b.txt": "b"}
    assert reasons(seven_zipped([("a.txt", b"a")], "secret"), "x.7z") == {None: SkipReason.ENCRYPTED}


def deflated64(content: bytes) -> bytes:
    deflater = Deflater()
    return bytes(deflater.deflate(content) + deflater.flush())


def zipped_by(method: int, packed: bytes, content: bytes) -> bytes:
    """A zip file with what is `packed` by a method that zipfile does not know."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        made.writestr("a.txt", packed)
    archive = bytearray(out.getvalue())
    for start, at in ((archive.index(b"PK\x03\x04"), 8), (archive.index(b"PK\x01\x02"), 10)):
        struct.pack_into("<H4xIII", archive, start + at, method, zlib.crc32(content), len(packed), len(content))
    return bytes(archive)


@pytest.mark.parametrize(("method", "pack"), [(9, deflated64), (93, zstd.compress)], ids=["Deflate64", "Zstandard"])
def test_what_other_programs_pack_into_zip_files(method: int, pack: Callable[[bytes], bytes]) -> None:
    content = b"The rent goes up. " * 400
    packed = pack(content)
    good = zipped_by(method, packed, content)

    assert texts(good, "x.zip") == {"a.txt": content.decode().strip()}
    assert reasons(zipped_by(method, packed[:-3], content), "x.zip") == {"a.txt": SkipReason.CORRUPT}
    assert reasons(zipped_by(method, b"\xff" * 40, content), "x.zip") == {"a.txt": SkipReason.CORRUPT}
    assert reasons(zipped_by(method, pack(bytes(5_000_000)), content), "x.zip") == {"a.txt": SkipReason.CORRUPT}


@pytest.mark.parametrize(("at", "part"), [(6, None), (10, "a.txt")], ids=["version", "method"])
def test_what_is_packed_in_a_way_of_the_future_is_not_called_encrypted(at: int, part: str | None) -> None:
    content = bytearray(zipped([("a.txt", b"a")]))
    content[content.index(b"PK\x01\x02") + at] = 0xF9

    assert reasons(bytes(content), "x.zip") == {part: SkipReason.UNSUPPORTED}


def with_changed_header(archive: bytes, old: bytes, new: bytes) -> bytes:
    """A 7-Zip archive in whose header, which has the right checksums, something else stands."""
    (at,) = struct.unpack_from("<Q", archive, 12)
    header = archive[32 + at :].replace(old, new, 1)
    start = archive[12:28] + struct.pack("<I", zlib.crc32(header))
    return archive[:8] + struct.pack("<I", zlib.crc32(start)) + start + archive[32 : 32 + at] + header


def test_a_header_that_7_zip_cannot_have_written_is_damage_and_a_wrong_time_is_none() -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        archive.writestr(b"words", "a.txt")
        (time,) = (found.lastwritetime for found in archive.files)
    whole = out.getvalue()

    assert reasons(with_changed_header(whole, b"\x01", b"\xff"), "x.7z") == {None: SkipReason.CORRUPT}
    assert texts(with_changed_header(whole, struct.pack("<Q", time), b"\xff" * 8), "x.7z") == {"a.txt": "words"}


def test_what_was_read_before_the_damage_is_kept() -> None:
    whole = gzip.compress(tarred([("a.txt", b"a"), ("b.bin", bytes(range(256)) * 4000)]))

    log = "\n".join(f"line {number} of a log, {number * number % 997}" for number in range(50_000)).encode()
    packed = gzip.compress(log)
    (read,) = texts(packed[: len(packed) // 2], "x.log.gz").values()
    assert read.startswith("line 0 of a log")
    assert len(read) > len(log) // 3
    assert SkipReason.CORRUPT in reasons(packed[: len(packed) // 2], "x.log.gz").values()
    assert texts(whole[: len(whole) // 2], "x.tar.gz") == {"a.txt": "a"}
    assert SkipReason.CORRUPT in reasons(whole[: len(whole) // 2], "x.tar.gz").values()
    cut = zipped([("a.txt", b"first"), ("папка/b.txt", log), ("c.txt", log)])
    cut = cut[: len(cut) * 3 // 4]
    found = texts(cut, "x.zip")
    assert (found["a.txt"], found["папка/b.txt"]) == ("first", log.decode())
    assert found["c.txt"].startswith("line 0")
    assert reasons(cut, "x.zip") == {None: SkipReason.CORRUPT}
    assert reasons(zipped([("a.txt", b"a")])[:-30], "x.zip") == {None: SkipReason.CORRUPT}
    assert reasons(zipped([]), "x.zip") == {None: SkipReason.EMPTY}


def test_bombs_cost_little_and_are_named() -> None:
    zeros = bytes(MAX_BYTES + 1)
    nested = zipped([("x.txt", b"deep down")])
    for _ in range(MAX_ARCHIVE_DEPTH + 2):
        nested = zipped([("n.zip", nested)])

    assert reasons(zipped([("zeros", zeros)]), "x.zip") == {"zeros": SkipReason.TOO_LARGE}
    assert reasons(gzip.compress(zeros, 1), "x.gz") == {"x": SkipReason.TOO_LARGE}
    assert list(reasons(nested, "x.zip").values()) == [SkipReason.TOO_LARGE]
    many = extract(zipped([(f"{n}.txt", b"") for n in range(MAX_MEMBERS + 1)]), "x.zip")
    assert many.skips[-1].reason is SkipReason.TOO_LARGE


def test_a_text_in_archives_within_archives_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semsearch.extract.unfolding.Budget", partial(Budget, characters=50))
    inner = zipped([("inner.zip", zipped([("a.txt", b"a" * 40)]))])

    assert set(texts(zipped([("outer.zip", inner), ("b.txt", b"b" * 20)]), "x.zip")) == {
        "outer.zip/inner.zip/a.txt",
        "b.txt",
    }
    assert reasons(zipped([("outer.zip", inner), ("b.txt", b"b" * 20), ("c.txt", b"c")]), "x.zip") == {
        None: SkipReason.TOO_LARGE
    }


def test_entities_are_not_expanded_and_nothing_is_fetched() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    hostile = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'

    read = extract(f"{hostile}<x>before &a11; &f; after</x>".encode(), "x.xml").documents[0]

    assert read.text.split()[0] == "before"
    assert len(read.text) < 100


def test_pages_and_mails_in_archives_can_be_shown() -> None:
    mail = MAIL.replace(b"\n\n", b"\nContent-Type: text/html\n\n<b>bold</b>", 1)
    inner = zipped([("page.html", b"<p>a <i>page</i><script>x</script></p>"), ("m.eml", mail)])

    assert "<i>page</i>" in preview_html(zipped([("in.zip", inner)]), "in.zip/page.html")[0]
    assert "<b>bold</b>" in preview_html(inner, "m.eml")[0]
    assert "<i>page</i>" in preview_html(gzip.compress(b"<p>a <i>page</i></p>"), "page.html")[0]
    assert preview_html(inner, "not there") == ("", 0)


@pytest.mark.parametrize(
    ("names", "charset"),
    [
        (["Größenübersicht für Köln.txt", "Maße.txt"], "cp437"),
        (["résumé été à l'école.txt", "façade.txt"], "cp437"),
        (["Договор аренды.txt", "Счёт.txt"], "cp866"),
        (["Счёт.txt"], "cp866"),
        (["Фото.txt"], "cp866"),
        (["службаФНС94.txt"], "cp866"),
        (["Рядом.txt"], "cp1251"),
        (["Ёлка.txt"], "utf-8"),
        (["Поиск – и сад.txt"], "utf-8"),
        (["Search – and Find.txt"], "utf-8"),
        (["我们的工作计划和会议记录.txt", "这个月的报告.txt"], "gb18030"),
        (["审计压缩包文件检索测试.txt", "集团邮件审计系统自动巡检需求文档.txt"], "gb18030"),
        (["メールの添付.txt"], "cp932"),
    ],
)
def test_names_in_the_charset_of_their_packer(names: list[str], charset: str) -> None:
    octets = [name.encode(charset) for name in names]
    packed = zipped([(chr(ord("A") + at) * len(name), b"text") for at, name in enumerate(octets)])
    for at, name in enumerate(octets):
        packed = packed.replace(bytes((ord("A") + at,)) * len(name), name)

    assert [document.part for document in extract(packed, "a.zip").documents] == names
