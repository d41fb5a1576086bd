"""What is read again replaces what was there, and is stored as it was the first time."""

from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import text

from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store.database import Database
from tests.conftest import MailMaker
from tests.files import mbox

LOOKS = (
    ("SELECT f.path, d.offset, d.name, d.kind, d.title, d.sender, d.date, d.message_id, d.thread_id, d.text, d.quoted,"
    " d.content, d.size, d.attachments FROM documents d JOIN files f ON f.id = d.file_id ORDER BY 1, 2, 3"),
    ("SELECT f.path, d.offset, c.field, c.start, c.\"end\", t.digest FROM chunks c JOIN texts t ON t.id = c.text_id"
    " JOIN documents d ON d.id = c.document_id JOIN files f ON f.id = d.file_id ORDER BY 1, 2, 3, 4"),
    "SELECT term, doc, cnt FROM keyword_counts ORDER BY 1",
    "SELECT path, digest, state FROM files ORDER BY 1",
    "SELECT offset, name, reason, detail, length, needs_ocr FROM skips ORDER BY 1, 2, 3",
)  # fmt: skip


def stored(home: Path) -> list[list[tuple[object, ...]]]:
    database = Database(Home(home))
    try:
        with database.transaction() as connection:
            return [[tuple(row) for row in connection.execute(text(look))] for look in LOOKS]
    finally:
        database.close()


def fill(folder: Path, mail: MailMaker) -> None:
    attached = EmailMessage()
    attached["From"], attached["Subject"], attached["Message-ID"] = "Анна <a@x>", "С вложением", "<3@x>"
    attached.set_content("Во вложении — смета.\n")
    attached.add_attachment("Смета на ремонт квартиры.", filename="смета.txt")
    attached.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="blob.bin")
    (folder / "1.eml").write_bytes(mail("Budget", "The budget is due on Friday.", message_id="1@x"))
    (folder / "2.eml").write_bytes(mail("Re: Budget", "> due on Friday\n\nToo early.", message_id="2@x"))
    (folder / "3.eml").write_bytes(attached.as_bytes())
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    messages = [mail(f"Message {n}", "The same words.", message_id=f"box{n}@x") for n in range(3)]
    (folder / "all.mbox").write_bytes(mbox(*messages))


def test_files_read_again_are_stored_as_the_first_time(library: Library, folder: Path, mail: MailMaker) -> None:
    fill(folder, mail)
    library.sources.add([folder])
    library.reindex()
    first = stored(Path(library.home))
    library.reindex(full=True)
    assert stored(Path(library.home)) == first
    assert [len(rows) for rows in first[:1]] == [7]


def test_a_reply_has_the_thread_of_the_mail_that_is_read_with_it(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    first = mail("Plans", "Shall we meet?", message_id="first@x")
    reply = b"In-Reply-To: <second@x>\nReferences: <first@x> <second@x>\n" + mail("Re: Plans", "Yes.", message_id="r@x")
    (folder / "1.eml").write_bytes(first)
    (folder / "2.eml").write_bytes(reply)
    library.sources.add([folder])
    library.reindex()
    threads = {library.show(str(hit.id)).thread_id for hit in library.search("before:2100").hits}
    assert threads == {"first@x"}


def test_messages_that_move_in_their_mailbox_keep_their_ids_and_what_is_said_of_their_parts(
    library: Library, folder: Path, mail: MailMaker
) -> None:
    broken = EmailMessage()
    broken["From"], broken["Subject"], broken["Message-ID"] = "a@x", "Offer", "<offer@x>"
    broken.set_content("The offer is attached.\n")
    broken.add_attachment(b"%PDF-1.7\n1 0 obj\n<<", maintype="application", subtype="pdf", filename="offer.pdf")
    gone, stays = mail("Old", "Out of date.", message_id="old@x"), mail("Plans", "Shall we meet?", message_id="plans@x")
    messages = [gone, stays, broken.as_bytes(), stays]
    box = folder / "all.mbox"
    box.write_bytes(mbox(*messages))
    library.sources.add([folder])
    library.reindex()
    before = {mail_id: library.show(f"mid:{mail_id}").id for mail_id in ("plans@x", "offer@x")}

    box.write_bytes(mbox(*messages[1:]))
    library.reindex()

    assert {mail_id: library.show(f"mid:{mail_id}").id for mail_id in before} == before
    place = len(mbox(stays))
    assert library.show("mid:offer@x").part == str(place)
    assert [skip.part for skip in library.sources.skipped()] == [f"{place}/offer.pdf"]
    assert library.status().documents == 3
