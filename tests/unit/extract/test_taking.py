"""What lies inside a file, taken out as it is."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from semsearch.extract import file_name, part_content
from semsearch.extract.reading import UnreadableError


def packed(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".txt", content)
    return held.getvalue()


@pytest.fixture
def letter() -> bytes:
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["To"] = "Inner", "anna@example.org", "boris@example.org"
    inner.set_content("inside")
    inner.add_attachment(b"deep", maintype="application", subtype="pdf", filename="deep.pdf")
    outer = EmailMessage()
    outer["Subject"], outer["From"], outer["To"] = "Outer", "anna@example.org", "boris@example.org"
    outer.set_content("see what is attached")
    outer.add_attachment(b"\x00\xff bytes", maintype="application", subtype="octet-stream", filename="a.bin")
    outer.add_attachment(packed(sub__note=b"packed"), maintype="application", subtype="zip", filename="b.zip")
    outer.add_attachment(inner)
    return outer.as_bytes()


def test_an_attachment_comes_out_byte_for_byte(letter: bytes) -> None:
    assert part_content(letter, "a.bin") == b"\x00\xff bytes"


def test_what_lies_deeper_comes_out_too(letter: bytes) -> None:
    assert part_content(letter, "b.zip/sub/note.txt") == b"packed"
    assert part_content(letter, "Inner.eml/deep.pdf") == b"deep"
    assert b"Subject: Inner" in part_content(letter, "Inner.eml")
    assert part_content(packed(sub__note=b"packed"), "sub/note.txt") == b"packed"


@pytest.mark.parametrize("part", ["c.bin", "a.bin/more", "Inner.eml/other.pdf", "b.zip/other.txt"])
def test_what_is_not_there_is_said(letter: bytes, part: str) -> None:
    with pytest.raises(UnreadableError, match="not in its file any more"):
        part_content(letter, part)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Lunch on Friday?", "Lunch on Friday.eml"),
        ("../../etc/passwd", "etc passwd.eml"),
        ("Счёт № 12: апрель/май", "Счёт № 12 апрель май.eml"),
        ("-rf ~", "rf.eml"),
        (".hidden", "hidden.eml"),
        ("CON", "_CON.eml"),
        ("a\r\nb\0c\u202egpj.exe", "a bcgpj.exe.eml"),
        ("", "message.eml"),
        ("///", "message.eml"),
        ("я" * 500, "я" * 80 + ".eml"),
    ],
)
def test_a_subject_becomes_a_file_name_and_never_a_path(subject: str, name: str) -> None:
    assert file_name(subject, ".eml") == name


@pytest.mark.parametrize(
    ("given", "name"),
    [("Report 1.pdf", "Report 1.pdf"), ("x.e/xe", "x.exe"), ("README", "README"), ("a.pdf. . ", "a.pdf"), ("a.", "a")],
)
def test_an_attachment_keeps_its_suffix(given: str, name: str) -> None:
    assert file_name(given) == name
