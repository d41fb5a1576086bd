"""Mail that nobody would send, by the thousand: every case gives documents or a reason, none a crash or a hang."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semsearch.extract import extract
from semsearch.extract.characters import tidy
from semsearch.extract.preview import preview_html
from semsearch.index.reading import prepare
from semsearch.records import SkipReason

SHARED = Path(__file__).parents[3] / "shared" / "data"
FOLDERS = ("mikel-mail/emails", "mailparser/test", "cpython-test-email", "tika/mail", "talon/tests", "ru-mail-derived")
PST = SHARED / "msgvault-pst" / "internal" / "pst" / "testdata" / "32-bit.pst"
MUTANTS = 1_000
LARGEST = 100_000

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here"),
]

CHARSETS = [
    "utf-8",
    "koi8-r",
    "windows-1251",
    "iso-8859-1",
    "utf-7",
    "utf-16",
    "x-unknown",
    "",
    "gb2312",
    "idna",
    "hex",
]
KINDS = [
    "text/plain", "text/html", "text/plain; format=flowed", "text/enriched", "text/calendar", "text/rfc822-headers",
    "message/rfc822", "message/partial; number=1; total=3; id=x", "message/external-body; access-type=URL; URL=x",
    "message/delivery-status", "application/ms-tnef", "application/pkcs7-mime; smime-type=signed-data",
    "application/octet-stream", "application/pdf", "image/png", "text", "html", "multipart", "bad//type", "",
]  # fmt: skip
ENCODINGS = ["7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary", "bogus", "base64; x=y", ""]
NAMES = ["a.txt", "../../b.eml", "=?utf-8?B?0J/Qu9Cw0L0=?=", "", "x" * 300, "c.eml", 'q"uote', "winmail.dat"]
PIECES = [
    "plain words\n", "> quoted\n", "From here\n", "Привет, мир\n", "=?koi8-r?B?8NLJ18XU?=", "<p>html</p>", "=3D=20=\n",
    "begin 644 a.bin\n#0V%T\n`\nend\n", "\x00", "\r",
    "\r\n\r\n",
    "-----BEGIN PGP MESSAGE-----\n", "-----BEGIN PGP SIGNED MESSAGE-----\n\n- x\n-----BEGIN PGP SIGNATURE-----\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", "--B0\n", "--B1--\n", "\n\n", "\udcff\udc80", "MIIB", "x" * 3000,
    "-- \nAnna\n",
    "(This file must be converted with BinHex 4.0)\n:$&0\"@:", "\x78\x9f\x3e\x22\x01\x00\x01\x03\x90\x06", "+AGEAYg-",
]  # fmt: skip
FIELDS = [
    "From: Anna <anna@example.org>", "From: =?utf-8?Q?=D0=90?= <a@b>", "From : x", "To: a, b <c@d>, e: f@g, h;;",
    "Subject: Hello",
    "Subject: =?utf-8?B?0J8", "Date: Fri, 1 Mar 2024 10:00:00 +0000", "Date: soon", "Date: 99 Foo 99999 25:61 +9999",
    "Message-ID: <a@b", "References: <a@b> <c@d>\n <e@f>", "no field", "List-Id: <l.example>", "X-Mozilla-Status: 0001",
    "X: " + "y" * 2000, "Subject: \udcd0\udc9f", ": empty", "Content-Type: text/plain", "MIME-Version: 1.0",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@st.composite
def parts(draw: Callable[..., Any], depth: int = 0) -> str:
    """The source of a part: a header, and text or more parts, closed or not."""
    lines = []
    if depth == 0:
        lines += [str(field) for field in draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=8))]
    children: list[str] = []
    if depth < 5 and draw(st.integers(0, 2)) > 0:
        kind = draw(
            st.sampled_from(["mixed", "alternative", "related", "signed", "encrypted", "digest", "report", "x"])
        )
        boundary = draw(st.sampled_from([f"B{depth}", "B0", "", "a b:"]))
        lines.append(f'Content-Type: multipart/{kind}; boundary="{boundary}"')
        children = list(draw(st.lists(parts(depth + 1), max_size=3)))
        closed = draw(st.booleans())
        body = "".join(f"--{boundary}\n{child}\n" for child in children) + (f"--{boundary}--\n" if closed else "")
        body = str(draw(texts)) + body + str(draw(texts))
    else:
        kind, charset, encoding = (draw(st.sampled_from(choice)) for choice in (KINDS, CHARSETS, ENCODINGS))
        lines.append(
            f"Content-Type: {kind}; charset={charset}; name*0*=utf-8''%D0; name*1={draw(st.sampled_from(NAMES))}"
        )
        lines.append(f"Content-Transfer-Encoding: {encoding}")
        if draw(st.booleans()):
            lines.append(f'Content-Disposition: attachment; filename="{draw(st.sampled_from(NAMES))}"')
        body = str(draw(texts))
    separator = draw(st.sampled_from(["\n\n", "\r\n\r\n", "\n", "\r\r"]))
    return "\n".join(lines) + str(separator) + body


def check(content: bytes, name: str) -> None:
    found = extract(content, name)
    assert found.documents or found.skips
    crashed = [skip.detail for skip in found.skips if skip.reason is SkipReason.CRASHED]
    assert not crashed, crashed
    names = [document.part for document in found.documents]
    assert len(set(names)) == len(names)
    for document in found.documents:
        assert tidy(document.text) == document.text
        assert not {"..", "."} & set((document.part or "x").split("/"))
        prepare(document)
    preview_html(content, None)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts())
def test_trees_of_parts(source: str) -> None:
    check(source.encode("utf-8", "surrogateescape"), "1.eml")


Mutation = Callable[[bytes, int, int, random.Random], bytes]
JUNK = [b"\0", b"\r", b"\n\n", b"\n--", b"=?utf-8?B?", b"Content-Type: message/rfc822\n\n"]
TYPES = [b"text/html", b"multipart/mixed", b"message/rfc822", b"application/ms-tnef", b"text/calendar", b"text/plain"]
MUTATIONS: list[Mutation] = [
    lambda old, at, length, luck: old[:at],
    lambda old, at, length, luck: old[:at] + old[at + length :],
    lambda old, at, length, luck: old[:at] + old[at : at + length] * luck.choice([2, 30]) + old[at:],
    lambda old, at, length, luck: old[:at] + luck.randbytes(1) + old[at + 1 :],
    lambda old, at, length, luck: old[:at] + luck.randbytes(length) + old[at:],
    lambda old, at, length, luck: old[:at] + luck.choice(JUNK) + old[at:],
    lambda old, at, length, luck: old[:at] + old[: min(at, length)] + old[at + length :],
    lambda old, at, length, luck: old.replace(b"\r\n", b"\n").replace(b"\n", luck.choice([b"\r", b"\r\n"])),
    lambda old, at, length, luck: old.replace(luck.choice(TYPES), luck.choice(TYPES)),
]


def mutated(content: bytes, luck: random.Random) -> bytes:
    """`content` with some things done to it that disks, mailers and attackers do."""
    content = content[:LARGEST]
    for _ in range(luck.randint(1, 8)):
        content = luck.choice(MUTATIONS)(content, luck.randrange(len(content) + 1), luck.choice([1, 4, 60, 500]), luck)
    return content or b"x"


def test_mutated_mail() -> None:
    fixtures = [path for name in FOLDERS for path in sorted((SHARED / name).rglob("*")) if path.is_file()]
    assert len(fixtures) > 200
    luck = random.Random(20261124)
    for number in range(MUTANTS):
        path = luck.choice(fixtures)
        content = mutated(path.read_bytes(), luck)
        try:
            check(content, path.name)
        except Exception as error:
            error.add_note(f"mutant {number} of {path}")
            raise


def test_mutated_outlook_mailboxes() -> None:
    luck = random.Random(20261124)
    content = PST.read_bytes()
    for _ in range(200):
        mutant = bytearray(content)
        for _ in range(luck.randint(1, 40)):
            mutant[luck.randrange(len(mutant))] = luck.randrange(256)
        check(bytes(mutant), "mutant.pst")
