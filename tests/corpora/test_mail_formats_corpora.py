"""Mailboxes and messages of other programs, as they made them."""

import shutil
from pathlib import Path

import pytest

from semsearch.extract import extract
from semsearch.library import Library
from semsearch.records import SkipReason

SHARED = Path(__file__).parents[3] / "shared" / "data"
PST = SHARED / "msgvault-pst" / "internal" / "pst" / "testdata"
TIKA = SHARED / "tika" / "mail"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here"),
]


def test_every_item_of_an_outlook_mailbox_is_a_mail(library: Library, folder: Path) -> None:
    shutil.copy(PST / "support.pst", folder)
    library.sources.add([folder])
    report = library.reindex()

    found = library.show("mid:A5C4B426-9872-490D-805C-03C5899CEF9F@hackingteam.it")

    assert (report.added, report.documents) == (1, 17)
    assert found.title == "IMPORTANT: Support portal downtime for maintenance"
    assert (found.part, found.labels) == ("2097540", ("Sent Messages",))
    assert found.attachments == ("support@hackingteam.it.asc", "ATT00001.htm")
    assert {(skip.part, skip.reason) for skip in library.sources.skipped()} == {
        ("2097540/ATT00001.htm", SkipReason.EMPTY)
    }

    again = library.reindex()
    assert (again.unchanged, again.documents, again.encoded) == (1, 17, 0)


def test_an_old_outlook_mailbox_has_bodies_in_rtf() -> None:
    mail = extract((PST / "32-bit.pst").read_bytes(), "32-bit.pst").documents[0]

    assert (mail.title, mail.part) == ("Updated: Olympus training for new hires", "2097188")
    assert mail.text.startswith("2004-08-19 18:30 UTC - 2004-08-19 19:30 UTC\n\nPatty will provide Olympus training")


@pytest.mark.parametrize("size", [100, 600, 30_000, 800_000])
def test_a_mailbox_that_is_cut_off_says_so(library: Library, folder: Path, size: int) -> None:
    (folder / "cut.pst").write_bytes((PST / "support.pst").read_bytes()[:size])
    library.sources.add([folder])
    library.reindex()

    assert [skip.reason for skip in library.sources.skipped()] == [SkipReason.CORRUPT]


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("test-outlook.msg", "Microsoft Outlook Express 6", "La réponse à vos attentes"),
        ("test-outlook2003.msg", "Welcome to Microsoft Office Outlook 2003", "Thank you for using"),
        ("testMSG_forwarded.msg", "FW: Testing", "Forwarded Body"),
        ("testMSG_att_doc.msg", "test pièce jointe 1", "contenu"),
        ("testMSG_Appointment.msg", "Quick brown fox", "This is a meeting to discuss jumping"),
        ("testWINMAIL.dat", "", "These are five files."),
        ("testEMLX.emlx", "[jira] Commented: (TIKA-461) RFC822 messages not parsed", "Julien Nioche commented"),
    ],
)
def test_messages_in_files_of_outlook_and_apple_mail(name: str, title: str, text: str) -> None:
    mail = extract((TIKA / name).read_bytes(), name).documents[0]

    assert (mail.kind, mail.title) == ("email", title)
    assert text in mail.text
