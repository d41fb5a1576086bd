"""What Outlook for Mac exports: an archive of messages in XML."""

from datetime import UTC, datetime
from html import escape

from semsearch.extract import extract
from semsearch.extract.preview import preview_html
from semsearch.extract.taking import part_content
from tests.files import zipped

PAGE = "<html><body><p>Guten Morgen, <b>Petra</b>!</p><p>Die Pumpe ist bestellt.</p></body></html>"
ADDRESS = (
    '<emailAddress xml:space="preserve" OPFContactEmailAddressAddress="{}" OPFContactEmailAddressName="{}" '
    'OPFContactEmailAddressType="0"></emailAddress>'
)


def message(body: str = PAGE, more: str = "", sender: str = "") -> bytes:
    sender = sender or ADDRESS.format("anna@example.com", "Beispiel, Anna")
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<emails xml:space="preserve" elementCount="1"><email xml:space="preserve">
<OPFMessageCopyBody xml:space="preserve">{escape(body)}</OPFMessageCopyBody>
<OPFMessageCopyFromAddresses xml:space="preserve">{sender}</OPFMessageCopyFromAddresses>
<OPFMessageCopyMessageID xml:space="preserve">1@example.com</OPFMessageCopyMessageID>
<OPFMessageCopySentTime xml:space="preserve">2025-06-25T08:52:47</OPFMessageCopySentTime>
<OPFMessageCopySubject xml:space="preserve">Pumpe für Halle 3</OPFMessageCopySubject>
<OPFMessageCopyToAddresses>{ADDRESS.format("petra@example.com", "Petra")}</OPFMessageCopyToAddresses>
{more}</email></emails>""".encode()


def archive(**files: bytes) -> bytes:
    inbox = "Accounts/anna/com.microsoft.__Messages/Inbox"
    return zipped({f"{inbox}/{name}.xml": content for name, content in files.items()})


def test_a_message_is_a_mail() -> None:
    (mail,) = extract(message(), "message_00001.xml").documents

    assert (mail.kind, mail.title, mail.message_id) == ("email", "Pumpe für Halle 3", "1@example.com")
    assert mail.text == "Guten Morgen, Petra!\n\nDie Pumpe ist bestellt."
    assert (mail.sender, mail.recipients) == ("Beispiel, Anna <anna@example.com>", ("Petra <petra@example.com>",))
    assert mail.date == datetime(2025, 6, 25, 8, 52, 47, tzinfo=UTC)


def test_some_exports_have_the_page_twice() -> None:
    page = f"<OPFMessageCopyHTMLBody>{escape(PAGE)}</OPFMessageCopyHTMLBody>"

    (mail,) = extract(message(more=page), "message_00001.xml").documents

    assert mail.text == "Guten Morgen, Petra!\n\nDie Pumpe ist bestellt."


def test_plain_text_may_begin_with_an_address() -> None:
    (mail,) = extract(message("<bob@example.com> asks: when? See <https://example.com/>"), "m.xml").documents

    assert mail.text == "<bob@example.com> asks: when? See <https://example.com/>"


def test_an_export_is_all_its_mails_which_can_be_seen_and_taken() -> None:
    export = archive(message_00001=message(), message_00002=message("Plain, thanks."))

    first, second = extract(export, "export.olm").documents

    assert (first.kind, second.kind, second.text) == ("email", "email", "Plain, thanks.")
    assert first.part is not None
    assert "<b>Petra</b>" in preview_html(export, first.part)[0]
    assert part_content(export, first.part) == message()


def test_the_header_that_came_with_a_message_counts_first() -> None:
    source = "Date: Wed, 25 Jun 2025 10:52:47 +0200\nReferences: &lt;0@example.com&gt;\n\nx"

    (mail,) = extract(message(more=f"<OPFMessageCopySource>{source}</OPFMessageCopySource>"), "m.xml").documents

    assert mail.date is not None
    assert (mail.date.isoformat(), mail.references) == ("2025-06-25T10:52:47+02:00", ("0@example.com",))


def test_a_message_with_nothing_but_its_source_is_read_from_that() -> None:
    source = (
        "Subject: Pumpe\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "Gr=C3=BC=C3=9Fe aus Halle 3\r\n--x--\r\n"
    )
    more = f"<OPFMessageCopySource>{escape(source)}</OPFMessageCopySource>"

    (mail,) = extract(message("", more), "m.xml").documents

    assert (mail.title, mail.text) == ("Pumpe", "Grüße aus Halle 3")


def test_names_of_attached_files_and_senders_of_older_exports() -> None:
    held = '<messageAttachment OPFAttachmentName="Angebot.pdf" OPFAttachmentURL="Accounts/anna/a.pdf"/>'
    older = (
        "<emailAddress><OPFContactEmailAddressAddress>bob@example.com</OPFContactEmailAddressAddress></emailAddress>"
    )
    more = f"<OPFMessageCopyAttachmentList>{held}</OPFMessageCopyAttachmentList>"

    (mail,) = extract(message(more=more, sender=older), "m.xml").documents

    assert (mail.attachments, mail.sender) == (("Angebot.pdf",), "bob@example.com")


def test_several_messages_in_one_file_are_all_found() -> None:
    one = message("First.")
    second = one[one.index(b"<email ") : one.index(b"</emails>")].replace(b"First.", b"Second.")

    found = extract(one.replace(b"</emails>", second + b"</emails>"), "m.xml").documents

    assert [mail.text for mail in found] == ["First.", "Second."]
