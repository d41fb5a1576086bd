"""HTML as a person reads it."""

import time

import pytest

from semsearch.extract.texts.html import html_text, read_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two <b>bold</b>\n words</p>", "One\n\nTwo bold words"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a<div>b</div></div><div>c</div>", "a\nb\nc"),
        ("<ul><li>a</li><li>b</li></ul><ol><li>x<li>y</ol>", "- a\n- b\n\n1. x\n2. y"),
        ("<ol><li>\n<p>a</p><p>b</p></li><li><div>c</div></li></ol>", "1. a\n\nb\n\n2. c"),
        ("<ul><li></li><li><ul><li>a</li></ul></li></ul>", "- a"),
        ("<table><tr><th>Name<th>Price</tr><tr><td>Tea</td><td>5</td></tr></table>", "Name  Price\nTea  5"),
        (
            "<table><tr><td><p>Name<td><p>Price<tr><td><p>Tea</p></td><td><div><div>5</div></div></table>after",
            "Name  Price\nTea  5\n\nafter",
        ),
        ("<table><tr><td><p>One.</p></td></tr><tr><td><p>Two.</p></td></tr></table>", "One.\n\nTwo."),
        (
            "<table><tr><td>To</td><td>1 High Street<br>London</td><td>x</td></tr></table>",
            "To  1 High Street\nLondon  x",
        ),
        ("<table><tr><td><p>Tea</p><p>green</p></td><td><p>5</p></td></tr></table>", "Tea\n\ngreen\n\n5"),
        (
            "<blockquote><table><tr><td><p>a</p></td><td><p>b</p></td></tr></table></blockquote>",
            "> a  b",
        ),
        (
            "before<blockquote>one<br>two<blockquote>deep</blockquote></blockquote>after",
            "before\n\n> one\n> two\n> >\n> > deep\n\nafter",
        ),
        ('<blockquote style="margin:0 0 0 40px;border:none">indented</blockquote>', "indented"),
        ('see <a href="http://x.example/very/long">this page</a>!', "see this page!"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("x&nbsp;&mdash;&#1055;", "x —П"),
        ("<head><title>t</title><style>p{}</style></head><script>x()</script><p>seen</p><!-- no -->", "seen"),
        ('<p style="display: none">hidden</p><p hidden>h</p><span style="font-size:0px">tiny</span>seen', "seen"),
        ('<div style="max-height:0px;overflow:hidden">preview</div>seen', "seen"),
        ('<div style="width:0;height:0;overflow:hidden">preview</div><p style="line-height:0">seen</p>', "seen"),
        ('<div style="font-size:0.9em;max-height:0.5em">seen</div>', "seen"),
        (
            '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start="3"><li>x<li>y</ol>',
            "- a\n- b\n- c\n\n3. x\n4. y",
        ),
        ('<a><img src="x" alt="Open the shop"></a>', "Open the shop"),
        ("", ""),
    ],
)
def test_text_of(html: str, text: str) -> None:
    assert html_text(html) == text


def test_nesting_deeper_than_any_stack() -> None:
    assert html_text("<div><table><tr><td>" * 5_000 + "found") == "found"


def test_a_page_has_its_own_title_and_charset() -> None:
    page = '<html><head><meta charset="koi8-r"><title>Отчёт\n за март</title></head><body><h1>Заголовок</h1></body>'

    reading = read_html(page.encode("koi8-r"), "page.html")

    assert (reading.title, reading.text, reading.charset) == ("Отчёт за март", "Заголовок", "koi8-r")


def test_the_first_heading_stands_in_for_a_title() -> None:
    assert read_html(b"<body><h1>Heading</h1><p>text", "x.html").title == "Heading"


def test_tags_that_nest_without_end_cost_no_time() -> None:
    assert html_text("<div>" * 200_000 + "deep" + "</div>" * 10) == "deep"


def test_columns_without_blanks_between_them_are_no_hidden_text() -> None:
    html = (
        '<td style="font-size:0px;padding:10px">filler<div style="font-size:13px">the offer</div></td>'
        '<a style="mso-hide:all">the button, but for Outlook</a><p style="font-size:0">filler</p>'
    )

    assert html_text(f"<table><tr>{html}</tr></table>").split("\n\n") == ["the button, but for Outlook", "the offer"]


def test_pictograms_that_were_written_in_halves() -> None:
    assert html_text("<p>&#55357;&#56832; hello &#55357; &#8220;") == "\U0001f600 hello \ufffd \u201c"


def test_what_a_style_sheet_hides_is_not_read() -> None:
    page = """<style><!-- span.preview, .mobile { display: none !important }
        /* .text {display: none} */ .menu {display: none} .menu {display: block}
        @media (max-width: 600px) { .mobile { display: block } .text { display: none } } --></style>
        <span class="preview">Your invoice is ready</span> <p class="text">Dear Anna,</p>
        <p class="wide mobile">Dear Anna!</p> <p class="menu">Menu</p>
        <p class="mobile" style="display: block">Bye</p>"""

    assert html_text(page) == "Dear Anna,\n\nMenu\n\nBye"
    assert "Your invoice is ready" in html_text(page + "<script>show()</script>")


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        ("td.note {display: none}", "<p class=note>seen</p>"),
        (".tab {display: none} .tab.active {display: block}", "<div class='tab active'>seen</div>"),
        (".tab {display: none} input:checked ~ .tab {display: block}", "<input type=radio><div class=tab>seen</div>"),
        (".a {max-height: 0} :target .a {max-height: 50em}", "<div class=a>seen</div>"),
        (".none {display: none} @media (min-width: 50em) {.wide {display: block}}", "<p class='none wide'>seen</p>"),
        (".all {display: none}", "<body class=all>seen</body>"),
        ("</style><style media=print>.a {display: none}", "<p class=a>seen</p>"),
    ],
)
def test_what_may_be_seen_is_read_though_a_style_sheet_hides_some_of_its_kind(sheet: str, body: str) -> None:
    assert html_text(f"<style>{sheet}</style>{body}") == "seen"


@pytest.mark.parametrize("sheet", ["x" * 300_000, "/*" * 150_000, "@" * 300_000, "@m{" + "a{}" * 100_000])
def test_large_style_sheets_take_no_time(sheet: str) -> None:
    started = time.process_time()

    assert html_text(f"<style>{sheet}</style>seen") == "seen"
    assert time.process_time() - started < 2
