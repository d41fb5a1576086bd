"""HTML mail made safe to show."""

from email.message import EmailMessage

import pytest

from semsearch.extract.preview import preview_html, sanitised
from tests.files import zipped

MAIL = b"From: a@b.example\nTo: c@d.example\nContent-Type: text/html; charset=utf-8\n\n"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>steal()</script>",
        '<img src="http://track.example/p.gif">',
        '<img src=x onerror="steal()">',
        '<iframe src="http://x.example"></iframe>',
        '<form action="http://x.example"><input name=password></form>',
        '<meta http-equiv="refresh" content="0;url=http://x.example">',
        '<link rel="stylesheet" href="http://x.example/s.css">',
        "<style>@import url(http://x.example)</style>",
        '<p style="background:url(http://x.example/b.gif)">',
        '<p style="background:u\\72l(http://x.example/b.gif)">',
        '<table background="http://x.example/b.gif"></table>',
        '<a href="javascript:steal()">x</a>',
        '<a href=" java\nscript:steal()">x</a>',
        '<a href="file:///etc/passwd">x</a>',
        '<svg><image href="http://x.example/i.svg"/></svg>',
        '<object data="http://x.example/o"></object>',
        '<base href="http://x.example/">',
        '<img src="cid:1"><img src="file:///etc/passwd"><img src="data:image/png;base64,AA">',
        "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(attack: str) -> None:
    html, _ = sanitised(f"<body>before {attack}</body>")

    assert "before" in html
    for trace in ("x.example", "track.example", "steal", "<img", "passwd", "<form", "<input", "url(", "cid:", "on"):
        assert trace not in html.replace('rel="noopener noreferrer"', "")


def test_remote_content_is_counted() -> None:
    html = (
        '<img src="http://t.example/1.gif"><img src="//t.example/2.gif">'
        '<p style="background:url(https://t.example)">x</p>'
        '<link rel=stylesheet href="http://t.example/s.css">'
        '<img src="cid:inside"><a href="http://t.example">link</a>'
    )

    assert sanitised(html)[1] == 4


def test_a_link_tells_where_it_leads() -> None:
    html, _ = sanitised('<a href="https://evil.example/?a=1" title="https://bank.example">https://bank.example</a>')

    assert 'href="https://evil.example/?a=1"' in html
    assert 'title="https://evil.example/?a=1"' in html
    assert 'rel="noopener noreferrer"' in html


def test_looks_are_kept() -> None:
    assert sanitised('<p style="color:red;position:fixed">x</p>')[0] == '<p style="color:red">x</p>'


def test_colours_without_a_sign_are_those_that_browsers_show() -> None:
    html, _ = sanitised('<body><table bgcolor=D5D5D5><tr><td><font color="a6A6a6">x</font></td></tr></table></body>')
    assert "#D5D5D5" in html
    assert "#a6A6a6" in html


def test_pictures_leave_their_text() -> None:
    assert sanitised('<p><img src="http://x.example/1.gif" alt="Our <b>logo"></p>')[0] == "<p>Our &lt;b&gt;logo</p>"


def test_the_html_of_a_mail_in_its_charset() -> None:
    content = MAIL.replace(b"utf-8", b"koi8-r") + "<p>Привет</p>".encode("koi8-r")

    assert preview_html(content, None) == ("<p>Привет</p>", 0)


def test_of_alternatives_the_html_is_shown() -> None:
    content = (
        b"From: a@b.example\nTo: c@d.example\nContent-Type: multipart/alternative; boundary=B\n\n"
        b"--B\n\nplain\n--B\nContent-Type: text/html\n\n<p>rich</p>\n--B--\n"
    )

    assert preview_html(content, None)[0].strip() == "<p>rich</p>"


def test_an_attached_page_is_shown_by_its_name() -> None:
    content = (
        b"From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nsee\n--B\n"
        b"Content-Type: text/html; name=a.html\nContent-Disposition: attachment\n\n<html><p>page</p></html>\n--B--\n"
    )

    assert preview_html(content, "a.html")[0].strip() == "<p>page</p>"
    assert preview_html(content, "b.html") == ("", 0)


def test_what_lies_in_attachments_is_shown() -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["To"] = "Inner", "anna@example.org", "boris@example.org"
    inner.set_content("<p>Привет</p>", subtype="html", charset="koi8-r")
    packed = zipped({"pages/index.html": "<html><p>packed</p></html>", "letter.eml": inner.as_bytes()})
    outer = EmailMessage()
    outer["From"], outer["To"] = "anna@example.org", "boris@example.org"
    outer.add_attachment(packed, maintype="application", subtype="zip", filename="all.zip")
    outer.add_attachment(inner)

    for part, html in (
        ("Inner.eml", "<p>Привет</p>"),
        ("all.zip/letter.eml", "<p>Привет</p>"),
        ("all.zip/pages/index.html", "<p>packed</p>"),
    ):
        assert preview_html(outer.as_bytes(), part)[0].strip() == html


@pytest.mark.parametrize(
    "content", [b"", b"plain words", b"From: a@b.example\nTo: c@d.example\n\nplain", b"\x89PNG\r\n"]
)
def test_without_html_there_is_nothing_to_show(content: bytes) -> None:
    assert preview_html(content, None) == ("", 0)


def test_of_html_that_is_too_long_the_text_is_shown() -> None:
    """A part of it would leave out what stands behind, without a word."""
    for letters, shown in ((900_000, True), (1_100_000, False)):
        html, _ = preview_html(MAIL + b"<b>offers</b>" + b"x " * (letters // 2) + b"<i>end</i>", None)
        assert ("<i>end</i>" in html, bool(html)) == (shown, shown)
