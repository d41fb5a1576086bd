"""Whatever bytes come: a document or a reason, never an exception, and text that can be stored."""

import re
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from semsearch.extract import extract
from semsearch.extract.characters import safe_name, tidy
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.dates import date
from semsearch.extract.mail.flowed import unflow
from semsearch.extract.mail.headers import addresses, header_text, message_ids, parameters
from semsearch.extract.preview import preview_html, sanitised
from semsearch.extract.texts.html import html_text

NAMES = st.sampled_from(["a", "a.eml", "a.txt", "a.md", "a.rst", "a.html", "a.pdf", "a.docx"])
LINES = [
    b"From: a@b.example", b"To: =?utf-8?B?0J/Rg?= <x>, (", b"Subject: \xcf\xf0\xe8", b"Date: Mon, 31 Feb 2024",
    b"MIME-Version: 1.0", b"Content-Type: multipart/mixed; boundary=B", b"Content-Type: text/html; charset=x",
    b"Content-Type: message/rfc822", b'Content-Type: multipart/alternative; boundary="B', b"Content-Type",
    b"Content-Type: \xd0\xcf; name*0*=utf-16''%00; name*99999999999=x", b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: \xff", b"Content-Transfer-Encoding: x-uuencode", b"Content-Type: multipart/digest",
    b'Content-Disposition: attachment; filename="../\xcf.txt', b"Content-Type: multipart/report; boundary=B",
    b"Content-Type: message/delivery-status", b"References: <a@b> \xff", b"", b"--B", b"--B--", b"text",
    b"begin 644 x\n!\n`\nend", b"0J/RgNC4", b"<p>hi<blockquote>", b"=D0=9F=", b"\x00\xff\xfe",
    b"Content-Type: text/plain; format=flowed; delsp=yes", b"flowed ",
]  # fmt: skip
PRINTABLE = st.characters(exclude_categories=["C", "Z"], include_characters=" ")


@given(st.binary(max_size=400), NAMES)
def test_any_bytes(content: bytes, name: str) -> None:
    found = extract(content, name)

    assert found.documents or found.skips
    preview_html(content, None)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_any_shape_of_mail(lines: list[bytes]) -> None:
    content = b"From: a@b.example\nTo: c@d.example\n" + b"\n".join(lines)

    found = extract(content, "a.eml")

    assert found.documents[0].kind == "email"
    assert not any(skip.detail.startswith("reading it failed") for skip in found.skips)
    for document in found.documents:
        document.text.encode()
        document.title.encode()
        "".join((document.sender, *document.recipients, *document.attachments, document.message_id)).encode()
    parts = [document.part for document in found.documents[1:]] + [skip.part for skip in found.skips if skip.part]
    assert len(parts) == len(set(parts))
    preview_html(content, None)


@given(st.text(st.characters(codec=None), max_size=200))
def test_tidy_text_is_storable_normal_and_stays_as_it_is(text: str) -> None:
    clean = tidy(text)

    clean.encode()
    assert "\x00" not in clean
    assert "\r" not in clean
    assert unicodedata.is_normalized("NFC", clean)
    assert tidy(clean) == clean


@given(st.text(PRINTABLE, max_size=100), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_unicode_goes_round(text: str, charset: str) -> None:
    # Two such characters side by side may be one that was encoded twice, which is read as it was meant.
    assume(not re.search(r"[\u00c2-\u00f4][^\x00-\x7f]", text))
    assert decode(text.encode(charset), charset).text == text


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_decode(content: bytes, declared: str) -> None:
    decode(content, declared).text.encode("utf-8", "surrogatepass")


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_header(raw: str) -> None:
    header_text(raw).encode()
    for address in addresses([raw]):
        address.encode()
    for value in parameters("x/y" + raw).values():
        value.encode()
    message_ids(raw)
    moment = date(raw)
    assert moment is None or moment.tzinfo is not None


@given(st.text(max_size=100))
def test_a_safe_name_is_no_path(name: str) -> None:
    safe = safe_name(name)

    assert "/" not in safe
    assert "\\" not in safe
    assert safe not in (".", "..")


TAGS = [
    "<p>", "</p>", "<ul><li>", "</ul>", "</ol>", "<ol>", "<li>", "<blockquote>", "</blockquote>", "<table><tr><td>",
    "<pre>", "</pre>", "\n", "<br>", "&#0;", "&amp;", "<a href='http://x.example'>", "<img src=http://x.example>", "x",
    "<style>", "<script>", "</script>", "<template>", "<svg>", "<math>", "</table>", "<!--", "-->",
    "<p style='a:url(x)'>",
]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_any_html(tags: list[str]) -> None:
    html = "".join(tags)

    html_text(html).encode()
    clean, remote = sanitised(html)
    assert "<script" not in clean
    assert "<img" not in clean
    assert "url(" not in clean
    assert remote <= html.count("http")


@given(st.lists(st.text("ab> -", max_size=12), max_size=20))
def test_text_without_trailing_spaces_is_not_joined(lines: list[str]) -> None:
    fixed = [line.replace(">", "").strip() for line in lines]

    assert unflow("\n".join(fixed)) == "\n".join(fixed)
