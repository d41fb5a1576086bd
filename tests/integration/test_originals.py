"""The original file of a document, extracted from a mailbox, archive or mail if necessary."""

import struct
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from semsearch.errors import NotIndexedError
from semsearch.library import Library
from tests.files import mbox, zipped


def letter(subject: str, body: str, attached: bytes = b"") -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = subject, "Anna <anna@example.org>", "boris@example.org"
    made["Message-ID"] = f"<{subject.replace(' ', '')}@example.org>"
    made.set_content(body)
    if attached:
        made.add_attachment(attached, maintype="text", subtype="csv", filename="figures.csv")
        made.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="chart.png")
    return made.as_bytes()


@pytest.fixture
def indexed(library: Library, folder: Path) -> Library:
    second = letter("Budget of spring", ">From the garage\nthe engine costs more", b"month,cost\nMay,engine 400\n")
    (folder / "all.mbox").write_bytes(mbox(letter("Roses", "Roses need water"), second))
    (folder / "alone.eml").write_bytes(letter("Alone", "The tyres of the car"))
    library.sources.add([folder])
    library.reindex()
    return library


def found(library: Library, words: str, kind: str = "email") -> int:
    return next(hit.id for hit in library.search(words).hits if hit.kind == kind)


def test_a_message_of_a_mailbox_becomes_a_mail_file(indexed: Library) -> None:
    original = indexed.original(found(indexed, "subject:budget"))
    assert original.name == "Budget of spring.eml"
    assert not original.content.startswith(b"From ")
    assert message_from_bytes(original.content)["Subject"] == "Budget of spring"
    assert b"Roses" not in original.content


def test_a_message_of_a_mailbox_in_an_archive_becomes_a_mail_file(library: Library, folder: Path) -> None:
    letters = mbox(letter("Roses", "Roses need water"), letter("Budget", "engine", b"May"))
    (folder / "takeout.zip").write_bytes(zipped({"Mail/all.mbox": letters}))
    library.sources.add([folder])
    library.reindex()

    mail = found(library, "subject:budget")
    original = library.original(mail)
    assert original.name == "Budget.eml"
    assert original.content.startswith(b"Subject: Budget\n")
    assert library.original(mail, "figures.csv").content == b"May"


def test_a_message_of_a_maildir_becomes_a_mail_file(library: Library, folder: Path) -> None:
    message = folder / "cur" / "1795871575.M895074P98.host:2,S"
    message.parent.mkdir()
    message.write_bytes(letter("Roses: red", "Roses need water"))
    library.sources.add([folder])
    library.reindex()
    original = library.original(found(library, "roses"))
    assert (original.name, original.content) == ("Roses red.eml", message.read_bytes())


def test_a_message_in_a_format_of_its_own_keeps_its_name(library: Library, folder: Path) -> None:
    subject = b"Roses\0"
    (folder / "winmail.dat").write_bytes(
        b"\x78\x9f\x3e\x22\1\0" + struct.pack("<BII", 1, 0x00018004, len(subject)) + subject + b"\0\0"
    )
    library.sources.add([folder])
    library.reindex()
    assert library.original(found(library, "roses")).name == "winmail.dat"


def test_the_original_of_a_file_is_the_file(indexed: Library, folder: Path) -> None:
    original = indexed.original(found(indexed, "tyres"))
    assert (original.name, original.content) == ("alone.eml", (folder / "alone.eml").read_bytes())


def test_attachments_are_listed_with_their_documents(indexed: Library) -> None:
    mail = found(indexed, "subject:budget")
    figures, chart = indexed.preview(mail).attachments
    assert (figures.name, chart.name, chart.document_id) == ("figures.csv", "chart.png", None)
    assert figures.document_id is not None
    inside = indexed.preview(figures.document_id)
    assert inside.document.kind == "attachment"
    assert inside.mail == mail


def test_members_of_an_attached_archive_know_their_mail(library: Library, folder: Path) -> None:
    made = EmailMessage()
    made["Subject"], made["From"] = "Budget", "Anna <anna@example.org>"
    made.set_content("The table is in the archive")
    attached = zipped({"tables/figures.csv": "month,cost\nMay,engine 400\n"})
    made.add_attachment(attached, maintype="application", subtype="zip", filename="all.zip")
    (folder / "a.eml").write_bytes(made.as_bytes())
    (folder / "b.zip").write_bytes(zipped({"tables/figures.csv": "month,cost\nMay,wheels 70\n"}))
    library.sources.add([folder])
    library.reindex()
    figures = found(library, "engine", kind="attachment")
    assert library.preview(figures).mail == found(library, "subject:budget")
    assert library.preview(found(library, "wheels", kind="document")).mail is None


def test_attachments_are_extracted_with_or_without_text(indexed: Library) -> None:
    mail = found(indexed, "subject:budget")
    (figures, _) = indexed.preview(mail).attachments
    assert indexed.original(mail, "chart.png").content == b"\x89PNG\r\n\x1a\n"
    assert b"engine 400" in indexed.original(mail, "figures.csv").content
    assert figures.document_id is not None
    assert indexed.original(figures.document_id) == indexed.original(mail, "figures.csv")


def test_a_changed_mailbox_never_yields_another_message(indexed: Library, folder: Path) -> None:
    mail = found(indexed, "subject:budget")
    path = folder / "all.mbox"
    path.write_bytes(b"From x@example.org Tue Mar 12 10:15:00 2024\nSubject: New\n\nnew\n\n" + path.read_bytes())
    with pytest.raises(NotIndexedError, match="changed since"):
        indexed.original(mail)
    path.unlink()
    with pytest.raises(NotIndexedError, match="cannot be read"):
        indexed.original(mail)
