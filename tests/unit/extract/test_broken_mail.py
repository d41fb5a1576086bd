"""Mail that is broken in ways which the test suites of other parsers know."""

import base64

import pytest

from semsearch.extract import extract
from semsearch.records import SkipReason
from tests.unit.extract.test_mail import HEAD, main, multipart, read

ARMOUR = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n{}\n"
    "-----BEGIN PGP SIGNATURE-----\n\niD8=\n-----END PGP SIGNATURE-----\n"
)


@pytest.mark.parametrize("field", [b"X-Spaced name\t: value", b"X-All !\"#$%&'()*: value\n continued"])
def test_blanks_in_the_name_of_a_field_do_not_end_the_header(field: bytes) -> None:
    mail = main(HEAD + b"Content-Transfer-Encoding: base64\nX-Mailer: M\n" + field + b"\n\nd29yZHMgb2YgYSBtYWls\n")

    assert mail.text == "words of a mail"


def test_the_first_part_without_the_line_above_it() -> None:
    whole = multipart("alternative", b"Content-Type: text/plain\n\nwords", b"Content-Type: text/html\n\n<b>words</b>")

    assert main(whole.replace(b"--B\n", b"", 1)).text == "words"


def test_alternatives_whose_boundary_is_another_one() -> None:
    whole = multipart("alternative", b"Content-Type: text/plain\n\nwords", b"Content-Type: text/html\n\n<b>words</b>")

    assert main(whole.replace(b"boundary=B", b"boundary=C")).text == "words"


def test_an_attached_message_whose_header_goes_on_after_an_empty_line() -> None:
    inner = b"From: b@example.org\nSubject: Inner\n\nContent-Type: text/html\n\n<b>words</b>"

    _, attached = read(multipart("mixed", b"\nouter", b"Content-Type: message/rfc822\n\n" + inner)).documents

    assert (attached.title, attached.sender, attached.text) == ("Inner", "b@example.org", "words")


def test_an_attached_message_behind_the_end_of_a_broken_header() -> None:
    part = b'Content-Type: message/rfc822; subject="\n\nContent-Transfer-Encoding: 8bit\n\n' + HEAD + b"\nwords"

    attached = read(multipart("mixed", b"\nouter", part)).documents[-1]

    assert (attached.title, attached.text) == ("Hello", "words")


def test_a_line_above_a_mail_that_its_name_says_it_is() -> None:
    mail = main(b"Mail content:\n" + HEAD + b"\nwords\n")

    assert (mail.kind, mail.title, mail.text) == ("email", "Hello", "words")


def test_text_that_only_claims_to_be_base64() -> None:
    assert main(HEAD + b"Content-Transfer-Encoding: base64\n\nstuff\n").text == "stuff"
    assert main(HEAD + b"Content-Transfer-Encoding: base64\n\nonly some words here\n").text == "only some words here"
    assert main(HEAD + b"Content-Transfer-Encoding: base64\n\nd29yZHM=\n").text == "words"


def test_a_comment_is_no_text_beside_html() -> None:
    whole = multipart("alternative", b"\n<!-- made by X -->", b"Content-Type: text/html\n\n<b>words</b>")

    assert main(whole).text == "words"


def test_a_signature_around_a_signed_text() -> None:
    assert main(HEAD + b"\n" + ARMOUR.format(ARMOUR.format("words")).encode()).text.strip() == "words"


def test_files_encrypted_with_openpgp_are_said_to_be() -> None:
    armour = b"-----BEGIN PGP MESSAGE-----\n\nhQIOA076g5OuwfIOEAf/Qxa6rk76\n-----END PGP MESSAGE-----\n"
    part = b"Content-Disposition: attachment; filename=plan.txt.asc\n\n" + armour

    for found in (extract(armour, "plan.txt.asc"), read(multipart("mixed", b"\nwords", part))):
        (skip,) = found.skips
        assert skip.reason is SkipReason.ENCRYPTED
        assert "OpenPGP" in skip.detail


def test_encrypted_text_is_said_to_be_also_above_the_footer_of_a_list() -> None:
    armoured = b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"
    page = b"Content-Type: text/html\n\n<p>" + armoured.replace(b"\n", b"<br>\n") + b"</p><hr>List of friends"
    plain = b"\n" + armoured + b"-- \nList of friends\n"

    for whole in (HEAD + plain, multipart("alternative", plain, page)):
        found = read(whole)
        assert [skip.reason for skip in found.skips] == [SkipReason.ENCRYPTED]
        assert "List of friends" in found.documents[0].text
        assert "hQEMA" not in found.documents[0].text


def test_a_message_id_without_an_address() -> None:
    assert main(b"Message-ID: 1480502737913\n" + HEAD + b"\nwords\n").message_id == "1480502737913"


LATIN = b"Content-Type: text/plain; charset=iso-8859-1\n"


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r"])
def test_short_russian_words_that_claim_to_be_latin(charset: str) -> None:
    """What a mail says of itself elsewhere tells what they are."""
    long = "Высылаю договор на подпись, жду ответа до пятницы.".encode(charset)
    word = base64.b64encode("Отчёт".encode(charset))

    mail = main(HEAD.replace(b"Hello", b"=?iso-8859-1?B?%s?=" % word) + LATIN + b"\n" + long)
    answer = main(HEAD.replace(b"Anna", "Анна".encode()) + LATIN + b"\n" + "Да, жду".encode(charset))
    foreign = main(HEAD + LATIN + b"\n" + "Größe, Öl".encode("cp1252"))

    assert (mail.title, answer.text, foreign.text) == ("Отчёт", "Да, жду", "Größe, Öl")


def test_messages_in_messages_without_end() -> None:
    found = read(b"".join(HEAD + b"Content-Type: message/rfc822\n\n" for _ in range(5_000)) + HEAD + b"\nwords\n")

    assert found.documents[0].title == "Hello"
    assert len(found.documents) > 20
    assert [skip.reason for skip in found.skips] == [SkipReason.TOO_LARGE]


RETURNED = b"""Return-Path: <anna@example.org>
Received: by mx.example.org; Fri, 1 Mar 2024 10:00:00 +0000
From: Anna <anna@example.org>
Subject: Pumpe
Date: Fri, 1 Mar 2024 10:00:00 +0000
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Die Pumpe l=E4uft.
"""


@pytest.mark.parametrize(
    "ruled", [b"--- Below this line is a copy of the message.\n\n", b"  ----- Unsent message -----\n"]
)
def test_a_message_that_a_server_gave_back_as_text_is_a_mail(ruled: bytes) -> None:
    head = b"From: MAILER-DAEMON@example.org\nSubject: failure notice\n\nI could not deliver it.\n\n"

    own, returned = read(head + ruled + RETURNED).documents

    assert own.text.startswith("I could not deliver it.")
    assert (returned.kind, returned.title, returned.text) == ("email", "Pumpe", "Die Pumpe läuft.")


def test_a_message_that_a_server_gave_back_may_begin_with_its_signature() -> None:
    head = b"From: MAILER-DAEMON@example.org\nSubject: failure notice\n\nI could not deliver it.\n\n"

    _, returned = read(head + b"--- Below this line is a copy.\n\nDKIM-Signature: v=1; b=Zm9v\n" + RETURNED).documents

    assert (returned.title, returned.text) == ("Pumpe", "Die Pumpe läuft.")


def test_of_the_header_of_a_mail_that_came_back_what_people_read() -> None:
    header, _, _ = RETURNED.partition(b"\n\n")
    report = b"Content-Type: multipart/report; boundary=x\n\n--x\n\nNot delivered.\n--x\n"

    (mail,) = read(HEAD + report + b"Content-Type: text/rfc822-headers\n\n" + header + b"\n--x--\n").documents

    assert mail.text == (
        "Not delivered.\n\nFrom: Anna <anna@example.org>\nSubject: Pumpe\nDate: Fri, 1 Mar 2024 10:00:00 +0000"
    )


def test_a_header_that_a_person_pasted_is_their_text() -> None:
    (mail,) = read(HEAD + b"\nWhose header is this?\n\n" + RETURNED).documents

    assert "Received: by mx.example.org" in mail.text
