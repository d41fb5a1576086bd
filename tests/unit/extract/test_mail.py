"""One mail, read whole."""

import base64
import binascii
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape

import pytest

from semsearch.extract import extract
from semsearch.extract.characters import unique_names
from semsearch.records import Extracted, Extraction, SkipReason

HEAD = b"From: Anna <anna@example.org>\nTo: b@example.org\nSubject: Hello\nDate: Fri, 1 Mar 2024 10:00:00 +0000\n"


def read(content: bytes) -> Extraction:
    return extract(content, "1.eml")


def main(content: bytes) -> Extracted:
    return read(content).documents[0]


def multipart(kind: str, *parts: bytes) -> bytes:
    body = b"".join(b"--B\n" + part + b"\n" for part in parts)
    return HEAD + b"Content-Type: multipart/" + kind.encode() + b"; boundary=B\n\n" + body + b"--B--\n"


def test_all_that_the_header_says() -> None:
    message = EmailMessage()
    message["From"] = "Анна Кузнецова <anna@example.org>"
    message["To"] = "Bob <bob@example.org>"
    message["Cc"] = "c@example.org"
    message["Subject"] = "Отчёт за март"
    message["Date"] = "Fri, 1 Mar 2024 10:00:00 +0000"
    message["Message-ID"] = "<one@example.org>"
    message["In-Reply-To"] = "<zero@example.org>"
    message["List-Id"] = "<list.example.org>"
    message.set_content("Текст письма.\n")

    assert main(message.as_bytes()) == Extracted(
        kind="email",
        title="Отчёт за март",
        text="Текст письма.",
        sender="Анна Кузнецова <anna@example.org>",
        recipients=("Bob <bob@example.org>", "c@example.org"),
        date=datetime(2024, 3, 1, 10, tzinfo=UTC),
        message_id="one@example.org",
        references=("zero@example.org",),
        labels=("list.example.org",),
        charset="utf-8",
        mailing_list="list.example.org",
    )


@pytest.mark.parametrize("start", [b"From anna@example.org Fri Mar  1 10:00:00 2024\n", b"\n\n", b"\xef\xbb\xbf"])
def test_what_may_stand_before_the_header(start: bytes) -> None:
    mail = main(start + HEAD + b"\nbody\n")

    assert (mail.title, mail.text) == ("Hello", "body")


def test_windows_line_ends() -> None:
    assert main(HEAD.replace(b"\n", b"\r\n") + b"\r\none\r\ntwo\r\n").text == "one\ntwo"


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "utf-8"])
@pytest.mark.parametrize(
    "declared", [b"", b"Content-Type: text/plain; charset=x-unknown\n", b"Content-Type: text/plain\n"]
)
def test_eight_bits_without_a_charset(charset: str, declared: bytes) -> None:
    text = "Здравствуйте, высылаю договор на подпись."

    octets = text.encode(charset)

    mail = main(b"From: a@b.example\nSubject: " + octets + b"\n" + declared + b"\n" + octets)

    assert (mail.title, mail.text) == (text, text)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", base64.encodebytes("Привет, мир".encode())),
        ("BASE64 ", b"0J/RgNC40LLQtdGCLCDQvNC40YA"),  # without its padding
        ("quoted-printable", binascii.b2a_qp("Привет, мир".encode())),
        ("8bit", "Привет, мир".encode()),
        ("no-such-encoding", "Привет, мир".encode()),
    ],
)
def test_transfer_encodings(encoding: str, body: bytes) -> None:
    head = HEAD + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding.encode() + b"\n\n"

    assert main(head + body).text == "Привет, мир"


def test_blanks_that_were_added_to_quoted_printable_do_not_break_its_lines() -> None:
    head = HEAD + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"

    assert main(head + b"caf=C3=A9 and=  \n tea =C3=\t\n=A9\n").text == "café and tea é"
    assert main(head + b"a table:" + b" " * 200_000 + b"=C3=A9 \n").text.split() == ["a", "table:", "é"]


def test_the_footer_of_a_mailing_list_after_base64() -> None:
    head = HEAD + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"

    text = main(head + base64.encodebytes(b"The text itself.") + b"_______\nlist mailing list\n").text

    assert text == "The text itself.\n_______\nlist mailing list"


@pytest.mark.parametrize("kind", ["rtf", "xml", "css"])
def test_a_text_of_any_type_is_read(kind: str) -> None:
    body = rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2}" if kind == "rtf" else "Привет".encode()
    sent = read(
        f"From: anna@example.org\nTo: b@example.org\nContent-Type: text/{kind}; charset=utf-8\n\n".encode() + body
    )
    within = read(multipart("mixed", b"\nSee\n", f"Content-Type: text/{kind}\n\n".encode() + body))

    assert sent.documents[-1].text == "Привет"
    assert ("Привет" in within.documents[-1].text) is (kind != "css")


def test_a_page_that_was_saved_as_a_mail_has_the_title_of_the_page() -> None:
    page = b"Content-Type: text/html\n\n<title>Lease</title><p>Of a flat"
    saved = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n" + page + b"\n--x--\n"

    assert (main(saved).title, main(saved).text) == ("Lease", "Of a flat")
    assert main(b"From: anna@example.org\n" + saved).title == ""


def test_the_title_of_a_page_that_was_saved_as_a_mail_is_in_the_charset_that_the_mail_says() -> None:
    page = "<title>Čaj</title><p>Řeřicha".encode("cp852")

    assert main(b"MIME-Version: 1.0\nContent-Type: text/html; charset=cp852\n\n" + page).title == "Čaj"


def test_an_alternative_for_programs_is_no_attachment() -> None:
    data = b"Content-Type: text/xml\n\n<?xml version='1.0'?><call><from>Anna</from></call>\n"

    [found] = extract(multipart("alternative", b"\nAnna called\n", data), "m.eml").documents

    assert (found.text, found.attachments) == ("Anna called", ())


def test_of_two_alternatives_the_plain_one_is_read() -> None:
    html = b"Content-Type: text/html\n\n<p>rich</p>"

    assert main(multipart("alternative", b"\nplain words\n", html)).text == "plain words"


@pytest.mark.parametrize(
    "stub", [b"", b"  \n", b"Your mail client does not support HTML.", b"https://example.org/online/1"]
)
def test_html_is_read_where_the_plain_part_says_nothing(stub: bytes) -> None:
    html = b"Content-Type: text/html\n\n" + b"<p>The real message, rather longer than what stands in for it.</p>" * 2

    assert "The real message" in main(multipart("alternative", b"\n" + stub, html)).text


@pytest.mark.parametrize("stub", [b"View it online: http://x.example/1", b"Alternative text", b"Order 12\n\nRegards"])
def test_html_is_read_where_it_says_far_more(stub: bytes) -> None:
    html = b"Content-Type: text/html\n\n" + b"<p>The real message, rather longer than what stands in for it.</p>" * 3
    answer = b"Content-Type: text/html\n\n<p>Fine, see you then.</p><p>Anna Petrova<br>Sales, Office 7</p>"

    assert "The real message" in main(multipart("alternative", b"\n" + stub, html)).text
    assert main(multipart("alternative", b"\nFine, see you then.\n", answer)).text == "Fine, see you then."


def test_of_a_newsletter_the_words_are_read_rather_than_the_addresses_behind_them() -> None:
    link = b"https://click.example.org/" + b"x" * 120
    plain = b"\nSpring sale\n\nSee the coats ( " + link + b" )\n\nUnsubscribe ( " + link + b" )\n"
    html = b"Content-Type: text/html\n\n<p>Spring sale</p><p><a href=x>See the coats</a></p><p>Unsubscribe</p>"
    one = b"\nThe plan: " + link + b"\n"

    assert main(multipart("alternative", plain + link, html)).text == "Spring sale\n\nSee the coats\n\nUnsubscribe"
    assert main(multipart("alternative", one, html)).text.startswith("The plan: https")
    picture = b"Content-Type: text/html\n\n<p>Sale</p>"
    assert main(multipart("alternative", plain + link, picture)).text.startswith("Spring sale\n\nSee the coats ( https")


def test_html_is_read_where_the_plain_part_is_html_as_well() -> None:
    plain = b"\n## Reply above ##\n\n<p>Tea on Sunday at 5</p>\n\n<p>Don&#39;t <b>forget</b> it</p>\n\nRef: 1"
    html = b"Content-Type: text/html\n\n<p>Tea on Sunday at 5</p><p>Don&#39;t <b>forget</b> it</p>"
    said = "Write <p>Tea</p>, <b>x</b>, <i>y</i> here"
    about = f"Content-Type: text/html\n\n<p>{escape(said)}</p>".encode()

    assert main(multipart("alternative", plain, html)).text == "Tea on Sunday at 5\n\nDon't forget it"
    assert main(multipart("alternative", f"\n{said}\n".encode(), about)).text == said


def test_what_outlook_puts_for_pictures_into_plain_text_is_left_out() -> None:
    made = "[A blue logo\nDescription automatically generated] [Изображение: текст\nАвтоматически созданное описание]"
    made += "[Описание: Description: cid:image002.png@01CD286C.D0001580]"
    text = f"[cid:image001.png@01DA6E12.3456]\n\nThe offer [cid:2] is below.\n{made}\n[see page 3]\n"

    assert main(HEAD + b"\n" + text.encode()).text.split() == "The offer is below. [see page 3]".split()


def test_flowed_lines_are_joined_and_signatures_are_not() -> None:
    body = b"A line that \nflows on.\n>> quoted and \n>> joined\n-- \nAnna\n"

    mail = main(HEAD + b"Content-Type: text/plain; format=flowed\n\n" + body)

    assert mail.text == "A line that flows on.\n> > quoted and joined\n-- \nAnna"


def test_an_attached_text_is_a_document_that_knows_its_mail() -> None:
    part = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt\n\nattached words\n"

    mail, notes = read(multipart("mixed", b"\nsee attachment\n", part)).documents

    assert mail.text == "see attachment"
    assert mail.attachments == ("notes.txt",)
    assert (notes.kind, notes.text) == ("attachment", "attached words")
    assert (notes.part, notes.title) == ("notes.txt", "notes.txt")
    assert (notes.sender, notes.date, notes.recipients) == (mail.sender, mail.date, mail.recipients)


def test_an_attachment_of_an_unread_type_is_only_named() -> None:
    part = b"Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"

    found = read(multipart("mixed", b"\nsee\n", part))

    assert (len(found.documents), found.documents[0].attachments, found.skips) == (1, ("a.png",), ())


def test_an_attachment_that_should_be_readable_and_is_not_is_skipped_by_its_name() -> None:
    part = b"Content-Type: application/pdf; name=../../a.pdf\n\n%PDF-1.4 and nothing else\n"

    found = read(multipart("mixed", b"\nsee\n", part))

    assert [(skip.part, skip.reason) for skip in found.skips] == [("a.pdf", SkipReason.CORRUPT)]
    assert found.documents[0].text == "see"


def test_a_forwarded_mail_is_a_document_of_its_own_and_so_is_what_is_attached_to_it() -> None:
    notes = b"--I\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nattached words\n--I--\n"
    head = b"From: x@y.example\nMessage-ID: <in@y.example>\nSubject: =?utf-8?B?0J/Qu9Cw0L0=?=\n"
    inner = head + b"Content-Type: multipart/mixed; boundary=I\n\n--I\n\ninner words\n" + notes
    forwarded = b"Content-Type: message/rfc822\n\n" + inner

    outer, mail, file = read(multipart("mixed", b"\nouter words\n", forwarded)).documents

    assert (outer.text, outer.attachments) == ("outer words", ("План.eml",))
    assert (mail.kind, mail.part, mail.title, mail.text) == ("email", "План.eml", "План", "inner words")
    assert (mail.sender, mail.message_id) == ("x@y.example", "in@y.example")
    assert (file.kind, file.part, file.text) == ("attachment", "План.eml/notes.txt", "attached words")
    assert (file.title, file.sender) == ("notes.txt", "x@y.example")


def test_a_forwarded_mail_in_base64() -> None:
    inner = base64.encodebytes(b"From: x@y.example\nSubject: Plan\n\ninner words\n")
    part = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner

    outer, mail = read(multipart("mixed", b"\nouter\n", part)).documents

    assert (outer.text, mail.title, mail.text) == ("outer", "Plan", "inner words")


def test_a_delivery_report_can_be_read() -> None:
    status = b"Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; b@c.example\nStatus: 5.1.1\n"
    part = b"Content-Type: message/delivery-status\n\n" + status

    text = main(multipart("report", b"\nIt could not be delivered.\n", part)).text

    assert text == "It could not be delivered.\n\n" + status.decode().strip()


def test_what_a_delivery_report_says_in_the_place_of_fields_is_read() -> None:
    said = b"Content-Type: message/delivery-status\n\nIt came back for this reason:\n\n<b@c.example> has moved\n"
    status = b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nStatus: 5.1.1\n"

    text = main(multipart("report", said, status)).text

    assert text == "It came back for this reason:\n\n<b@c.example> has moved\n\nReporting-MTA: dns; mx\n\nStatus: 5.1.1"


def test_pictures_that_the_html_shows_are_no_attachments() -> None:
    html = b'Content-Type: text/html\n\n<p>text</p><img src="cid:1">'
    picture = b"Content-Type: image/gif; name=logo.gif\nContent-ID: <1>\n\nGIF89a\n"

    assert main(multipart("related", html, picture)).attachments == ()


def test_the_header_that_enigmail_repeats_above_the_text() -> None:
    repeated = b'Content-Type: text/rfc822-headers; protected-headers="v1"\n\nSubject: Hello\n'

    assert main(multipart("mixed", repeated, b"\nwords")).text == "words"


def test_what_stands_for_a_picture_in_plain_text_is_no_letter() -> None:
    assert main(HEAD + b"Content-Type: text/plain; charset=utf-8\n\nbefore\n\xef\xbf\xbc\nafter\n").text.split() == [
        "before",
        "after",
    ]


def test_a_uuencoded_file_inside_plain_text() -> None:
    encoded = binascii.b2a_uu(b"words in a file")

    found = read(HEAD + b"\nbefore\nbegin 644 old.txt\n" + encoded + b"`\nend\nafter\n")

    assert found.documents[0].text.split() == ["before", "after"]
    assert [(document.part, document.text) for document in found.documents[1:]] == [("old.txt", "words in a file")]


@pytest.mark.parametrize("kind", ["encrypted", "mixed"])
def test_an_encrypted_mail_keeps_its_header_and_says_why_it_has_no_text(kind: str) -> None:
    found = read(multipart(kind, b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n", b"\nxx\n"))

    assert found.documents[0].title == "Hello"
    assert found.skips[0].reason is SkipReason.ENCRYPTED


@pytest.mark.parametrize("boundary", [b"", b"; boundary=other"])
def test_a_multipart_with_the_wrong_boundary(boundary: bytes) -> None:
    body = b"--B\nContent-Type: text/plain\n\nfound\n--B--\n"

    assert main(HEAD + b"Content-Type: multipart/mixed" + boundary + b"\n\n" + body).text == "found"


def test_a_bad_date_is_no_date() -> None:
    assert main(b"From: a@b.example\nTo: c@d.example\nDate: soon\n\nx").date is None


def test_parts_nested_without_end_give_a_document_or_a_reason() -> None:
    content = HEAD
    for depth in range(2_000):
        content += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)

    found = read(content + b"\nx")

    assert found.documents or found.skips[0].reason is SkipReason.CORRUPT


def test_equal_attachment_names_are_told_apart() -> None:
    assert unique_names(["a.txt", "a.txt", "a", "a", "a.txt"]) == ("a.txt", "a (2).txt", "a", "a (2)", "a (3).txt")


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/partial", "message/rfc822", "text/html; boundary=x"])
def test_a_charset_that_is_none_harms_nothing(kind: str) -> None:
    part = f"Content-Type: {kind}; charset=idna\n\nПривет\n".encode()

    found = read(multipart("mixed", b"\ntext\n", part))

    assert found.documents[0].text.startswith("text")
    assert SkipReason.CRASHED not in {skip.reason for skip in found.skips}


def test_html_that_claims_to_be_plain_text() -> None:
    page = b"<table><tr><td><b>Order</b></td><td>No. 5</td></tr></table>\n"
    speaking = b"Put <b> and </b> around it, as in\n\n<p>this</p>\n\nand <br> at the end of each line of the address.\n"

    assert main(HEAD + b"\n" + page + b"-- \nBob\n").text == "Order  No. 5\n\n-- \nBob"
    assert main(HEAD + b"\nDear Anna,\n\n<html>" + page + b"</html>").text == "Dear Anna,\n\nOrder  No. 5"
    assert main(HEAD + b"\n" + speaking).text == speaking.decode().strip()


def test_plain_text_that_speaks_of_html_is_not_given_up_for_less() -> None:
    plain = b"Write <br>, <td> or &nbsp; between names.</p> Write &amp; for a sign that Anna left out of her page.\n"
    page = b"Content-Type: text/html\n\n<p>Sent with a picture</p>\n"

    assert main(multipart("alternative", b"Content-Type: text/plain\n\n" + plain, page)).text == plain.decode().strip()


def test_the_header_of_an_attached_mail_whose_lines_lost_their_indentation() -> None:
    inner = b"Received: from a (b)\nby c with d;\nFri, 1 Mar 2024 09:00:00 +0000\nFrom: Bob <bob@example.org>\n"
    inner += b'Subject: Inner\nContent-Type: multipart/mixed;\nboundary="C"\n\n--C\n\ninner words\n--C--\n'
    found = read(multipart("mixed", b"\nouter words", b"Content-Type: message/rfc822\n\n" + inner))

    assert [(mail.title, mail.text) for mail in found.documents] == [("Hello", "outer words"), ("Inner", "inner words")]


def test_a_mail_in_16_bits_without_a_mark() -> None:
    assert main((HEAD + b"\nwords\n").decode().encode("utf-16-be")).title == "Hello"


def test_a_part_that_was_saved_by_itself() -> None:
    part = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n0L/RgNC40LLQtdGC\n"

    assert extract(part, "part.txt").documents[0].text == "привет"


def test_html_is_read_where_the_plain_text_lost_its_letters() -> None:
    plain = b"Content-Type: text/plain; charset=us-ascii\n\n?????? ??, ?????!\n"
    html = "Content-Type: text/html; charset=utf-8\n\n<p>Добрый день, Анна!</p>\n".encode()

    assert main(multipart("alternative", plain, html)).text == "Добрый день, Анна!"
    assert main(multipart("alternative", b"\nReally?? Is it so?\n", html)).text == "Really?? Is it so?"


def test_pieces_of_files_in_the_text_are_not_read() -> None:
    piece = base64.encodebytes(bytes(range(256)) * 2)

    assert main(HEAD + b"\nbefore\n\n" + piece + b"\nafter\n").text == "before\n\n\nafter"
    assert main(HEAD + b"\nkey: " + piece[:40] + b"\n").text == "key: " + piece[:40].decode()


def test_what_claims_to_be_text_and_is_none_is_attached() -> None:
    part = b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(bytes(range(256)) * 9)
    found = read(multipart("mixed", b"\nwords", part))

    assert (found.documents[0].text, found.documents[0].attachments) == ("words", ("part 3.html",))


def test_a_link_that_outlook_wrote_twice_is_read_once() -> None:
    text = b"anna@example.org\n<mailto:anna@example.org> or www.example.org <http://www.example.org/>, http://a/b<http://a/b>"
    other = b"Anna <mailto:anna@example.org>, the site <http://example.org>"

    assert main(HEAD + b"\n" + text).text == "anna@example.org or www.example.org, http://a/b"
    assert main(HEAD + b"\n" + other).text == other.decode()


def test_where_a_server_sends_who_follows_a_link_is_not_read() -> None:
    text = (
        b"See http://example.org/plan<https://safe.example.net/?url=http%3a%2f%2fexample.org%2fplan&data=05>, page 2."
    )

    assert main(HEAD + b"\n" + text).text == "See http://example.org/plan, page 2."


def test_an_empty_line_within_the_header() -> None:
    begun = b"Received: from a by b\nFrom: anna@example.org\n\nMessage-ID: <1@example.org>\nX-Scanned: yes\n\n"

    mail = main(begun + b"Subject: Hello\nTo: b@example.org\nContent-Type: text/html\n\n<p>body</p>\n")

    assert (mail.title, mail.recipients, mail.message_id) == ("Hello", ("b@example.org",), "1@example.org")
    assert mail.text == "body"


@pytest.mark.parametrize(
    "body",
    [
        b"From: Boris <b@example.org>\nTo: c@example.org\nSubject: Other\n\nforwarded\n",
        b"Note: this is important\nAgenda: roof\n\nMore of it\n",
        b"  An indented paragraph.\n\nAnd another: see below\n\nEnd\n",
    ],
)
def test_fields_at_the_start_of_a_text_are_text(body: bytes) -> None:
    mail = main(HEAD + b"\n" + body)

    assert mail.title == "Hello"
    assert mail.text == body.decode().strip("\n")


def test_a_part_whose_header_comes_after_an_empty_line() -> None:
    mail = main(multipart("mixed", b"\nContent-Type: text/html\n\n<b>bold</b>"))

    assert mail.text == "bold"


def test_blanks_instead_of_an_empty_line_after_the_header() -> None:
    mail = main(
        HEAD
        + b'Content-Type: multipart/mixed; boundary="B:1"\n \n--B:1\nContent-Type: text/html\n\n<b>x</b>\n--B:1--\n'
    )

    assert mail.text == "x"


def test_of_two_types_the_one_that_the_body_is_made_of_counts() -> None:
    body = b"--B\nContent-Type: text/html\n\n<b>bold</b>\n--B--\n"
    multipart, html = b'Content-Type: multipart/mixed; boundary="B"\n', b"Content-Type: text/html\n"

    assert main(HEAD + html + multipart + b"\n" + body).text == "bold"
    assert main(HEAD + multipart + html + b"\n<b>bold</b>\n").text == "bold"


def test_parts_that_no_header_announces() -> None:
    assert main(HEAD + b"\n--B\nContent-Type: text/html\n\n<b>bold</b>\n--B--\n").text == "bold"


@pytest.mark.parametrize("encoding", [b"base-64", b"BASE64.", b'"base64"', b"8bit", b""])
def test_base64_however_it_is_announced(encoding: bytes) -> None:
    body = base64.b64encode("Привет, мир! Как дела сегодня?".encode())

    assert main(HEAD + b"Content-Transfer-Encoding: " + encoding + b"\n\n" + body).text.startswith("Привет, мир!")


@pytest.mark.parametrize("encoding", [b"quoted printable", b"7bit", b""])
def test_quoted_printable_however_it_is_announced(encoding: bytes) -> None:
    body = binascii.b2a_qp("Привет, мир! Это ещё один абзац.".encode())

    assert main(HEAD + b"Content-Transfer-Encoding: " + encoding + b"\n\n" + body).text.startswith("Привет, мир!")


@pytest.mark.parametrize("text", ["x = a=3D, b=20", "c29tZXRoaW5n", "A" * 80, "see ?a=3D1&b=D0=9F"])
def test_what_only_looks_encoded_is_left_alone(text: str) -> None:
    assert main(HEAD + b"\n" + text.encode()).text == text


def test_filler_between_letters_is_dropped_where_no_script_needs_it() -> None:
    assert (
        main(HEAD + "\ncafé\u200c \u200c more می\u200cخواهم 👨\u200d👩".encode()).text
        == "café  more می\u200cخواهم 👨\u200d👩"
    )


def test_a_few_controls_do_not_make_a_short_text_a_file() -> None:
    assert main(HEAD + b"\nbody\0 one\0\0 two").text == "body one two"


def test_what_programs_left_of_html_in_plain_text() -> None:
    left = b"&#8220;Sua filha &#250;nica&#8221; &eacute; feliz.<br>\n<br />\nAt&#233;!<br>\n"

    assert main(HEAD + b"\n" + left).text == "“Sua filha única” é feliz.\n\nAté!"
    assert main(HEAD + b"\nWrite &#8220; and <br> here.").text == "Write &#8220; and <br> here."


def test_encoded_words_in_a_header_that_is_quoted() -> None:
    returned = b"Undelivered:\n\nSubject: =?utf-8?B?0J7RgtGH?=\n =?utf-8?B?0ZHRgg==?= 2024\n\n=?utf-8?B?0J4=?="

    assert main(HEAD + b"\n" + returned).text == "Undelivered:\n\nSubject: Отчёт 2024\n\n=?utf-8?B?0J4=?="
