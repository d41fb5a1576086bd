"""The formats in which mail programs keep messages, and what hides in them."""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from semsearch.extract import extract
from semsearch.extract.mail.mapi import numbers_of_names
from semsearch.extract.mail.outlook import Attached, Item
from semsearch.extract.mail.sealed import signed_content
from semsearch.extract.preview import preview_html
from semsearch.extract.texts.calendar import calendar_text
from semsearch.records import Extraction, SkipReason

HEAD = b"From: Anna <anna@example.org>\nSubject: Hello\n"
INVITATION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
DTSTART:19700101T000000
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Moscow:20240301T100000
DTEND;TZID=Europe/Moscow:20240301T110000
SUMMARY:Plan\\, and
  more
LOCATION:Room 5
ORGANIZER;CN="Anna K":mailto:anna@example.org
ATTENDEE;ROLE=REQ;CN=bob@example.org:MAILTO:bob@example.org
DESCRIPTION:First line\\nsecond
BEGIN:VALARM
DESCRIPTION:REMINDER
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def read(content: bytes, name: str = "1.eml") -> Extraction:
    return extract(content, name)


def test_html_in_an_invitation_is_read_as_html() -> None:
    invitation = INVITATION.replace("First line\\nsecond", 'Join <a href="https://x">here</a>&nbsp;now<br>Bye')

    assert calendar_text(invitation).endswith("Join here now\nBye")


def test_contacts() -> None:
    cards = """BEGIN:VCARD
VERSION:2.1
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=
=D0=B0=D0=BD
TEL;CELL:+7 900 1234567
PHOTO;ENCODING=BASE64:/9j/4QFaRXhp
 ZgAASUkq
END:VCARD
BEGIN:VCARD
VERSION:4.0
N:Smith;Anna;;;
item1.ORG:Acme\\, Ltd.;Sales
ADR;TYPE=work:;;1 Main St;London;;;UK
TEL;VALUE=uri:tel:+44-20
END:VCARD
"""
    found = read(cards.encode(), "contacts.vcf").documents[0]

    assert found.text == "Иван\n+7 900 1234567\n\nAnna Smith\nAcme, Ltd., Sales\n+44-20\n1 Main St, London, UK"
    assert read(cards.encode().partition(b"END:VCARD\n")[0], "1.vcf").documents[0].title == "Иван"


def test_contacts_of_an_address_book() -> None:
    name = base64.b64encode("Анна Смит".encode()).decode()
    entry = f"dn:: Y249\n w6k=\nobjectclass: top\nmail: anna@exam\n ple.org\ncn:: {name}\nl: London\n"
    found = read(f"version: 1\n\n{entry}".encode(), "book.ldif").documents[0]

    assert (found.title, found.text) == ("Анна Смит", "Анна Смит\nanna@example.org\nLondon")
    two = read(f"{entry}\r\n\r\n{entry.replace('London', 'Paris')}".replace("\n", "\r\n").encode(), "book").documents[0]
    assert [block[-6:] for block in two.text.split("\n\n")] == ["London", "\nParis"]


def test_apple_mail_puts_a_count_before_and_a_property_list_after() -> None:
    message = HEAD + b"\nThe text.\n"
    content = b"%-10d\n" % len(message) + message + b'<?xml version="1.0"?>\n<plist version="1.0"></plist>\n'

    assert [(mail.title, mail.text) for mail in read(content, "1.partial.emlx").documents] == [("Hello", "The text.")]


def test_what_apple_mail_keeps_beside_a_mail_in_base64() -> None:
    page = b"<html><title>Plan</title><p>" + b"The house shall have two doors and 14 windows. " * 9 + b"</p></html>"

    (document,) = read(base64.encodebytes(page), "1498.3.emlxpart").documents

    assert document.title == "Plan"
    assert document.text.startswith("The house shall have two doors")


def test_a_file_that_is_nothing_but_a_uuencoded_one() -> None:
    encoded = b"begin 644 notes.txt\n" + binascii.b2a_uu(b"words in a file") + b"`\nend\n"

    assert read(encoded, "notes.uu").documents[0].text == "words in a file"


def test_a_file_in_binhex_is_no_text() -> None:
    (skip,) = read(b'(This file must be converted with BinHex 4.0)\n\n:$&0"@:\n', "a.hqx").skips

    assert (skip.reason, skip.detail) == (SkipReason.UNSUPPORTED, "BinHex file; unpack it")


def test_what_thunderbird_deleted_is_left_out_and_said() -> None:
    skips = read(b"X-Mozilla-Status: 0009\n" + HEAD + b"\ntext\n").skips

    assert [skip.reason for skip in skips] == [SkipReason.EXCLUDED]
    assert read(b"X-Mozilla-Status: 0001\n" + HEAD + b"\ntext\n").documents[0].text == "text"


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        (b"Mailing-List: contact dev-help@a.example; run by ezmlm", ("dev@a.example",)),
        (b"Mailing-List: contact dev-help@a.example\nList-Post: <mailto:users@a.example>", ("users@a.example",)),
        (b'X-Gmail-Labels: Inbox,"Bills, paid",=?UTF-8?Q?=D0=94=D0=BE=D0=BC?=', ("Inbox", "Bills, paid", "Дом")),
        (b"X-Mozilla-Keys: $label1 NonJunk travel", ("Important", "travel")),
        (b"List-Id: Talk about it <talk.example.org>", ("talk.example.org",)),
        (b"X-Mailing-List: linux-kernel@vger.example.org", ("linux-kernel@vger.example.org",)),
    ],
)
def test_labels(header: bytes, labels: tuple[str, ...]) -> None:
    assert read(header + b"\n" + HEAD + b"\nx\n").documents[0].labels == labels


def test_an_invitation_is_read_beside_the_text_it_came_with() -> None:
    parts = (
        b"--B\n\nPlease come.\n--B\nContent-Type: text/calendar; method=REQUEST\n\n" + INVITATION.encode() + b"\n--B--"
    )
    head = HEAD + b"Content-Type: multipart/alternative; boundary=B\n\n"

    text = read(head + parts).documents[0].text

    assert text.splitlines() == [
        "Please come.", "", "Plan, and more", "2024-03-01 10:00 Europe/Moscow - 2024-03-01 11:00 Europe/Moscow",
        "Room 5", "Anna K <anna@example.org>", "bob@example.org", "", "First line", "second",
    ]  # fmt: skip


def test_what_the_text_of_an_invitation_says_is_not_told_again() -> None:
    parts = b"--B\n\nFirst line\nsecond\n--B\nContent-Type: text/calendar\n\n" + INVITATION.encode() + b"\n--B--"

    text = read(HEAD + b"Content-Type: multipart/alternative; boundary=B\n\n" + parts).documents[0].text

    assert (text.count("First line"), text.count("second"), text.count("Room 5")) == (1, 1, 1)


def test_a_calendar_file() -> None:
    found = read(INVITATION.encode(), "invite.ics").documents[0]

    assert (found.title, "Room 5" in found.text, "REMINDER" in found.text) == ("Plan, and more", True, False)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            "DTSTART;TZID=Europe/Moscow:20240301T233000\nDURATION:PT1H",
            "2024-03-01 23:30 Europe/Moscow - 2024-03-02 00:30",
        ),
        ("DTSTART:20240301T100000Z\nDURATION:P1DT30M", "2024-03-01 10:00 UTC - 2024-03-02 10:30 UTC"),
        ("DTSTART;VALUE=DATE:20240301\nDURATION:P1W", "2024-03-01 - 2024-03-07"),
        ("DTSTART;VALUE=DATE:20240301\nDTEND;VALUE=DATE:20240302", "2024-03-01"),
        ("DTSTART;VALUE=DATE:20240301\nDTEND;VALUE=DATE:20240301", "2024-03-01"),
        ("DTSTART:20240301T100000\nDURATION:soon", "2024-03-01 10:00"),
        ("DTSTART:20240301T100000\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20241231", "weekly MO FR - 2024-12-31"),
        ("DTSTART:20240301T100000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks MO"),
        ("DTSTART:09990301T100000\nDURATION:PT1H", "0999-03-01 10:00 - 0999-03-01 11:00"),
        ("STATUS:CANCELLED\nDTSTART:20240301T100000", "cancelled\n2024-03-01 10:00"),
        ("STATUS:CONFIRMED\nDTSTART:20240301T100000", "Plan\n2024-03-01 10:00"),
    ],
)
def test_how_long_how_often_and_whether_at_all(lines: str, shown: str) -> None:
    assert shown in calendar_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Plan\n{lines}\nEND:VEVENT\nEND:VCALENDAR")


def test_a_calendar_that_is_cut_off_gives_what_there_is() -> None:
    assert calendar_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Half") == "Half"


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack("<BII", 1, tag, len(value)) + value + b"\0\0" for tag, value in attributes)
    return b"\x78\x9f\x3e\x22\1\0" + body


def mapi(properties: dict[int, str]) -> bytes:
    out = struct.pack("<I", len(properties))
    for key, text in properties.items():
        value = text.encode("utf-16-le") + b"\0\0"
        out += struct.pack("<HHII", 0x1F, key, 1, len(value)) + value + b"\0" * (-len(value) % 4)
    return out


WINMAIL = tnef(
    (0x00018004, b"The subject\0"),
    (0x00069003, mapi({0x1000: "Текст письма"})),
    (0x00069002, b"\0" * 14),
    (0x00018010, b"SHORT~1.TXT\0"),
    (0x0006800F, b"words in a file"),
    (0x00069005, mapi({0x3707: "long name.txt"})),
)


def test_a_winmail_dat_on_disk() -> None:
    mail, file = read(WINMAIL, "winmail.dat").documents

    assert (mail.title, mail.text, mail.attachments) == ("The subject", "Текст письма", ("long name.txt",))
    assert (file.part, file.text) == ("long name.txt", "words in a file")


def test_a_winmail_dat_in_a_mail_gives_its_files_and_its_text_only_where_the_mail_has_none() -> None:
    packed = b"--B\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    packed += base64.encodebytes(WINMAIL) + b"--B--\n"
    head = HEAD + b"Content-Type: multipart/mixed; boundary=B\n\n"

    said, silent = (read(head + text + packed) for text in (b"--B\n\nSaid already.\n", b""))

    assert [found.documents[0].text for found in (said, silent)] == ["Said already.", "Текст письма"]
    assert [document.part for document in said.documents] == [None, "long name.txt"]


@pytest.mark.parametrize("length", [6, 10, 40, 100, len(WINMAIL) - 20])
def test_a_winmail_dat_that_is_cut_off_does_no_harm(length: int) -> None:
    assert SkipReason.CRASHED not in {skip.reason for skip in read(WINMAIL[:length], "winmail.dat").skips}


def test_an_outlook_item_is_the_mail_that_it_was() -> None:
    inner = Item(subject="Inner", plain="inner words", sender='"B" <b@example.org>')
    item = Item(
        headers="From: Anna <anna@example.org>\nContent-Type: text/plain; charset=koi8-r\n",
        subject="Письмо",
        to=("bob@example.org",),
        plain="слова",
        html="<p>слова <b>жирно</b></p>".encode(),
        attachments=(Attached("a.txt", b"file"), Attached("", inner)),
    )

    first, second = item.as_message().as_bytes(), item.as_message().as_bytes()
    mail, file, attached = read(first).documents

    assert first == second
    assert (mail.title, mail.sender, mail.text) == ("Письмо", "Anna <anna@example.org>", "слова")
    assert (file.part, attached.part, attached.text) == ("a.txt", "Inner.eml", "inner words")
    assert "<b>жирно</b>" in preview_html(first, None)[0]


def filetime(moment: datetime) -> bytes:
    return struct.pack("<Q", int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000)


NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("properties", "lines"),
    [
        (
            {0x1A: "IPM.Appointment", 0x820D: filetime(NOON), 0x820E: filetime(NOON), 0x8208: "Room 3"},
            ["2024-03-05 12:00 UTC - 2024-03-05 12:00 UTC", "Room 3"],
        ),
        ({0x1A: "IPM.Schedule.Meeting.Request", 0x60: filetime(NOON)}, ["2024-03-05 12:00 UTC"]),
        (
            {
                0x1A: "IPM.Contact",
                0x3A16: "Tea Ltd",
                0x3A1C: "+7 900",
                0x8083: "bob@example.org",
                0x3A15: "1 Street\r\nX",
            },
            ["Tea Ltd", "+7 900", "bob@example.org", "1 Street X"],
        ),
        ({0x1A: "IPM.Task", 0x8105: filetime(NOON)}, ["2024-03-05"]),
        ({0x1A: "IPM.Note", 0x3A16: "Tea Ltd", 0x8208: "Room 3"}, []),
    ],
)
def test_what_outlook_keeps_beside_the_text_of_an_item(properties: dict[int, bytes | str], lines: list[str]) -> None:
    item = Item.from_properties({0x37: "Lunch", 0x1013: b"<p>Bring <b>cake</b></p>", **properties})

    mail = read(item.as_message().as_bytes()).documents[0]

    assert (mail.title, [line for line in mail.text.split("\n") if line]) == ("Lunch", [*lines, "Bring cake"])


def test_an_appointment_has_the_date_on_which_it_is() -> None:
    times = {0x39: filetime(NOON - timedelta(days=9)), 0x820D: filetime(NOON)}

    for kind, date in (("IPM.Appointment", NOON), ("IPM.Schedule.Meeting.Request", NOON - timedelta(days=9))):
        assert read(Item.from_properties({0x1A: kind, **times}).as_message().as_bytes()).documents[0].date == date


def test_names_of_properties_are_numbers_in_every_file() -> None:
    place = "Room 3".encode("utf-16-le") + b"\0\0\0\0"
    named = struct.pack("<HH16sIIII", 0x1F, 0x8001, b"", 0, 0x8208, 1, len(place) - 2) + place
    called = struct.pack("<HH16sII8sII", 0x1F, 0x8002, b"", 1, 8, b"x\0y\0z\0\0\0", 1, len(place) - 2) + place
    changed = struct.pack("<HH16sII", 0x40, 0x8003, b"", 0, 0x1A) + filetime(NOON)  # of meetings
    block = mapi({0x1A: "IPM.Appointment"})[4:]

    content = struct.pack("<I", 4) + called + named + block + changed
    message = tnef((0x00018004, b"Lunch\0"), (0x00069003, content))

    assert read(message, "winmail.dat").documents[0].text == "Room 3"
    entries = struct.pack("<IHHIHHIHH", 0x8208, 4, 1, 16, 7, 2, 0x1A, 4, 3)
    assert numbers_of_names(entries) == {0x8001: 0x8208}


def test_what_outlook_keeps_of_a_signed_mail_is_that_mail() -> None:
    parts = b"\n--B\n\nwords\n--B\nContent-Type: application/pgp-signature\n\n"
    signed = b"Content-Type: multipart/signed; boundary=B\n" + parts
    item = Item(subject="Signed", attachments=(Attached("smime.p7m", signed),), plain="words", signed=True)

    mail = read(item.as_message().as_bytes()).documents[0]

    assert (mail.title, mail.text, mail.attachments) == ("Signed", "words", ())


def test_the_preview_of_a_mail_in_a_mail() -> None:
    inner = b"Content-Type: message/rfc822\n\n" + HEAD + b"Content-Type: text/html\n\n<p>inner</p>\n"
    content = HEAD + b"Content-Type: multipart/mixed; boundary=B\n\n--B\n" + inner + b"--B--\n"

    assert "inner" in preview_html(content, "Hello.eml")[0]


def test_clear_signed_text_is_read_without_its_armour_and_encrypted_text_is_said_to_be() -> None:
    signed = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- -- dashed\nwords\n"
    signed += b"-----BEGIN PGP SIGNATURE-----\n\nxx\n-----END PGP SIGNATURE-----\n"
    found = read(HEAD + b"\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")

    assert read(HEAD + b"\n" + signed).documents[0].text == "-- dashed\nwords"
    assert (found.documents[0].title, [skip.reason for skip in found.skips]) == ("Hello", [SkipReason.ENCRYPTED])


@pytest.mark.parametrize("kind", ["PGP PUBLIC KEY BLOCK", "PGP SIGNATURE", "CERTIFICATE"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_keys_and_the_like_are_no_text(kind: str, end: str) -> None:
    armoured = [f"-----BEGIN {kind}-----", "Version: 2.6.3i", "", *["mQCNAzD33YoAAAEEAJ7dUgVGfaj9V+aV3HMtr2D8"] * 9]
    lines = ["My key is below.", "", *armoured, "=Bnx/", f"-----END {kind}-----", "", "It is new."]

    (mail,) = read(HEAD + b"\n" + end.join(lines).encode()).documents

    assert mail.text.split() == "My key is below. It is new.".split()


def test_what_somebody_sets_off_with_dashes_is_text() -> None:
    poem = b"-----BEGIN POEM-----\nroses\nbloom\n-----END POEM-----"

    assert "roses" in read(HEAD + b"\nMine:\n\n" + poem + b"\n").documents[0].text


def test_encrypted_text_is_no_text_wherever_it_stands() -> None:
    armoured = b"-----BEGIN PGP MESSAGE-----<br>\n\nhQEMA<br>\n-----END PGP MESSAGE-----"
    style = b"<!DOCTYPE html><html><head><style>p { color: red }</style></head><body>"
    page = HEAD + b"Content-Type: text/html\n\n" + style + armoured + b"</body></html>\n"
    version = b'Content-Type: application/octet-stream; name="ATT00001.pgp-encrypted"\n\nVersion: 1\n'

    assert [skip.reason for skip in read(page).skips] == [SkipReason.ENCRYPTED]
    assert [skip.reason for skip in read(HEAD + version).skips] == [SkipReason.ENCRYPTED]
    assert read(HEAD + b"\nbefore\n" + armoured + b"\nafter\n").documents[0].text == "before\n\nafter"


def der(tag: int, *content: bytes, endless: bool = False) -> bytes:
    body = b"".join(content)
    if endless:
        return bytes((tag, 0x80)) + body + b"\0\0"
    size = len(body).to_bytes(4, "big")
    return bytes((tag, 0x84)) + size + body


@pytest.mark.parametrize("endless", [False, True])
def test_opaquely_signed_mail_is_read(endless: bool) -> None:
    data, signed = (bytes.fromhex(f"06092a864886f70d0107{kind}") for kind in ("01", "02"))
    message = b"Content-Type: text/plain\n\nsigned words\n"
    octets = der(0x24, der(4, message[:10]), der(4, message[10:]), endless=True) if endless else der(4, message)
    inner = der(0x30, data, der(0xA0, octets, endless=endless), endless=endless)
    cms = der(0x30, signed, der(0xA0, der(0x30, b"\2\1\1", der(0x31), inner)))
    head = HEAD + b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n"

    assert signed_content(cms) == message
    assert signed_content(cms[:80]) is not message
    content = head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(cms)
    assert read(content).documents[0].text == "signed words"


def test_a_signed_document_is_read() -> None:
    data, signed = (bytes.fromhex(f"06092a864886f70d0107{kind}") for kind in ("01", "02"))
    inner = der(0x30, data, der(0xA0, der(4, "Договор".encode())))
    cms = der(0x30, signed, der(0xA0, der(0x30, b"\2\1\1", der(0x31), inner)))

    assert [(found.title, found.text) for found in read(cms, "contract.txt.sig").documents] == [
        ("contract.txt", "Договор")
    ]


@pytest.mark.parametrize(
    "file",
    [
        b"=ybegin line=128 size=9 name=a.bin\n\xfa\xcc\xfa\xdf\n=yend size=9\n",
        b'(This file must be converted with BinHex 4.0)\n\n:$&0"@:\n',
    ],
)
def test_files_that_old_programs_put_into_the_text_are_no_text(file: bytes) -> None:
    mail = read(b"From: a@b.example\nTo: c@d.example\n\nSee the file.\n\n" + file + b"\nBye.\n", "1.eml").documents[0]

    assert mail.text.split() == ["See", "the", "file.", "Bye."]


def test_a_mail_about_yenc_keeps_its_text() -> None:
    text = "Such a file begins so:\n=ybegin line=128 size=5 name=x\nThen come the data.\nBye."

    assert read(f"From: a@b.example\n\n{text}\n".encode(), "1.eml").documents[0].text.endswith("Bye.")


@pytest.mark.parametrize(
    "header",
    [b"From: a@b.example\nSubject : Hello\n", b"From: a@b.example\nno field at all\nSubject: Hello\n"],
)
def test_a_broken_header_goes_on(header: bytes) -> None:
    mail = read(header + b"To: c@d.example\n\nbody\n").documents[0]

    assert (mail.title, mail.recipients, mail.text) == ("Hello", ("c@d.example",), "body")


def test_a_mail_saved_as_utf_16() -> None:
    assert read((HEAD + b"\nbody\n").decode().encode("utf-16")).documents[0].title == "Hello"


def test_parts_of_what_claims_to_be_a_single_text() -> None:
    head = HEAD + b'Content-Type: text/html; boundary="xx"\n\n'

    assert read(head + b"--xx\nContent-Type: text/html\n\n<p>words</p>\n--xx--\n").documents[0].text == "words"


def test_a_fragment_of_a_message_is_read_in_place() -> None:
    head = HEAD + b'Content-Type: message/partial; number=1; total=2; id="1"\n\n'

    assert read(head + b"Subject: whole\n\nfirst half\n").documents[0].text == "first half"


def test_names_of_attachments_are_never_paths() -> None:
    part = b'Content-Type: text/plain; name="..\\\\..\\\\/etc/passwd"\nContent-Disposition: attachment\n\nx\n'
    content = HEAD + b"Content-Type: multipart/mixed; boundary=B\n\n--B\n" + part + b"--B--\n"

    assert Path(read(content).documents[1].part or "").name == read(content).documents[1].part == "passwd"


def test_armour_that_never_ends_is_read_in_linear_time() -> None:
    lines = b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 50_000

    assert read(HEAD + b"\n" + lines).documents[0].text.startswith("-----BEGIN")


def digest_message(number: int, sender: str, text: str) -> str:
    return (
        f"Message: {number}\nDate: Mon, 11 Mar 2024 09:00:00 +0100\nFrom: {sender}\nSubject: Pump {number}\n"
        f"Message-ID: <{number}@example.org>\nContent-Type: text/plain; charset=iso-8859-1\n\n{text}\n\n"
    )


def test_messages_of_a_digest_are_mails_of_their_own() -> None:
    ruled = f"{'-' * 30}\n\n"
    messages = [
        digest_message(1, "Carl <c@example.org>", f"It is broken.\n\n{ruled}Really, größer."),
        digest_message(2, "Dora <d@example.org>", "> It is broken.\n\nNot any more."),
    ]
    body = f"Topics:\n  1. Pump\n\n{'-' * 70}\n\n{ruled.join(messages)}{ruled}End of Pumps Digest, Vol 1\n"

    found = read(HEAD + b"Content-Type: text/plain; charset=utf-8\n\n" + body.encode())

    own, first, second = found.documents
    assert own.text == "Topics:\n  1. Pump\n\nEnd of Pumps Digest, Vol 1"
    assert (first.part, first.sender, first.message_id) == ("Pump 1.eml", "Carl <c@example.org>", "1@example.org")
    assert first.text == f"It is broken.\n\n{'-' * 30}\n\nReally, größer."
    assert (second.title, second.text) == ("Pump 2", "> It is broken.\n\nNot any more.")


def test_thousands_of_empty_lines_in_a_digest_take_no_time() -> None:
    message = digest_message(1, "c@example.org", "It is" + 200_000 * "\n" + "broken.")
    body = f"Topics\n{'-' * 70}\n\n{message}{'-' * 30}\n\nEnd of Pumps Digest\n"

    _, found = read(HEAD + b"\n" + body.encode()).documents
    assert found.text.split() == ["It", "is", "broken."]


def test_a_mail_forwarded_below_a_rule_makes_no_digest() -> None:
    body = f"See below.\n\n{'-' * 70}\n\n{digest_message(1, 'c@example.org', 'It is broken.')}"

    (only,) = read(HEAD + b"\n" + body.encode()).documents
    assert "It is broken." in only.text


def test_a_long_rule_alone_makes_no_digest() -> None:
    text = f"A table:\n{'-' * 70}\n\nName: kettle\nPrice: 39.90"

    assert [document.text for document in read(HEAD + b"\n" + text.encode()).documents] == [text]
