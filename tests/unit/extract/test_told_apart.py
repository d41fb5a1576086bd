"""Files that hold no text, or are cut off: what is said of them."""

import pytest

from semsearch.extract import extract
from semsearch.records import SkipReason
from tests.unit.extract.made import document, opendocument, package


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.pptx", "x.odt", "x.epub", "x.zip"])
def test_a_package_cut_off_is_named_as_damaged(name: str) -> None:
    found = extract(opendocument("text", "<text:p>words</text:p>")[:-200], name)

    # As an archive, it has members without text, too.
    assert {skip.reason for skip in found.skips} - {SkipReason.EMPTY} == {SkipReason.CORRUPT}


@pytest.mark.parametrize("head", [b"P5\n# by hand\n640 480\n255\n", b"P6 2 2 255 ", b"P7\nWIDTH 2\nHEIGHT 2\n"])
def test_a_pnm_picture_is_one(head: bytes) -> None:
    assert extract(head + bytes(range(9, 21)), "x.pnm").skips[0].detail.startswith("PNM picture")


def test_a_note_that_begins_with_its_priority_is_no_picture() -> None:
    assert document(b"P6\n\n3 boxes for the office\n", "note.txt").text == "P6\n\n3 boxes for the office"


def test_a_zip_file_with_the_manifest_of_a_document_and_no_document() -> None:
    members = {"META-INF/manifest.xml": "<m>m</m>", "help/a.txt": "words"}

    assert [(found.part, found.text) for found in extract(package(members), "x.oxt").documents][1:] == [
        ("help/a.txt", "words")
    ]


def test_what_git_keeps_in_the_place_of_a_large_file_is_no_text() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 39941\n"

    (skip,) = extract(pointer, "plan.pdf").skips

    assert (skip.reason, skip.detail) == (
        SkipReason.UNSUPPORTED,
        "pointer of Git LFS; git lfs pull brings the file",
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_settings_that_publishers_attach_to_their_pdfs_are_no_text(end: str) -> None:
    settings = end.join(["<<", "  /ASCII85EncodePages false", "  /AllowTransparency false"]).encode()

    assert extract(settings, "Springer.joboptions").skips[0].detail == "settings of Acrobat Distiller"


def test_an_archive_with_a_folder_that_is_called_as_those_of_office() -> None:
    content = package({"Word/a.txt": "first", "xl/b.txt": "second"})

    assert [found.text for found in extract(content, "x.zip").documents] == ["first", "second"]


_DER = b"\x30\x82\x03\x17\x30\x82\x01\xff\xa0\x03\x02\x01\x02\x02\x14" + bytes(range(256)) * 3

_PEM = "-----BEGIN {0}-----\nBggqhkjOPQMBBw==\n-----END {0}-----\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("shop.pfx", _DER),
        ("server.cer", _DER),
        ("mine.key", (_PEM.format("EC PARAMETERS") + _PEM.format("EC PRIVATE KEY")).encode()),
        ("all.pem", f"Bag Attributes\n    localKeyID: D4 5A\n{_PEM.format('PRIVATE KEY')}".encode()),
        ("chain.p7b", _PEM.format("PKCS7").encode()),
        ("id_rsa.pub", b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB anna@laptop\n"),
        ("authorized_keys", b"ssh-ed25519 AAAAC3NzaC1 a\necdsa-sha2-nistp256 AAAAE2VjZHNh b@c\n"),
        ("mine.ppk", b"PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPublic-Lines: 1\nAAAAB3NzaC1yc2E\n"),
        ("pubring.gpg", b"\x99\x01\x8d\x04" + bytes(range(256))),
        ("plan.docx.gpg", b"\x89\x01\xb3\x04" + bytes(range(256))),
    ],
)
def test_keys_and_the_like_are_said_to_be_such(name: str, content: bytes) -> None:
    (skip,) = extract(content, name).skips

    assert (skip.reason, skip.detail) == (SkipReason.UNSUPPORTED, "key, certificate or signature")


@pytest.mark.parametrize("start", [b"\x8c\x0d\x04\x09", b"\x85\x01\x8c\x03", b"\xc1\xc0\x4c\x03"])
def test_a_file_that_openpgp_encrypted_is_said_to_be(start: bytes) -> None:
    (skip,) = extract(start + bytes(range(256)), "plan.docx.gpg").skips

    assert skip.reason is SkipReason.ENCRYPTED


def test_notes_below_a_key_are_text() -> None:
    notes = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB anna@laptop\nGive this to the provider\n"

    assert "the provider" in document(notes.encode(), "key.txt").text


def test_keys_on_one_line_that_are_followed_by_notes_are_told_apart_at_once() -> None:
    notes = f"{'ssh-rsa AAAAB3N ' * 5_000}\nGive these to the provider\n"

    assert "the provider" in document(notes.encode(), "keys.txt").text


@pytest.mark.parametrize(
    ("start", "said"), [(b"\1\1\1\1\nFrom: a@x.example\n", "MMDF"), (b"BABYL OPTIONS: -*- rmail -*-\n", "unrmail")]
)
def test_mailboxes_that_are_not_read_are_named(start: bytes, said: str) -> None:
    (skip,) = extract(start + b"Subject: one\n\ntext\n", "mail.mbox").skips

    assert skip.reason is SkipReason.UNSUPPORTED
    assert said in skip.detail


def test_notes_on_certificates_are_text() -> None:
    notes = f"How to renew the certificate\n\n{_PEM.format('CERTIFICATE')}\nThen restart the server.\n"

    assert "restart" in extract(notes.encode(), "howto.pem").documents[0].text
