"""TeX, other markup, books and XML: what a person reads in them, in order."""

# ruff: noqa: E501 - markup as it is

import plistlib
from datetime import UTC, datetime

import pytest

from semsearch.extract import extract
from semsearch.extract.elements import parse_xml
from semsearch.records import SkipReason
from tests.unit.extract.made import document, package


def epub(encryption: str = "") -> bytes:
    items = '<item id="a" href="b%20c.xhtml" media-type="application/xhtml+xml"/><item id="b" href="d.xhtml" media-type="application/xhtml+xml"/>'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": f'<package xmlns:dc="urn:dc"><dc:title>Книга</dc:title><dc:creator>Анна Автор</dc:creator><manifest>{items}</manifest>'
        '<spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
        "OPS/b c.xhtml": "<html><body><p>вторая глава</p></body></html>",
        "OPS/d.xhtml": "<html><body><h1>Первая</h1></body></html>",
    }
    return package(members | ({"META-INF/encryption.xml": encryption} if encryption else {}))


def test_a_book_chapter_by_chapter() -> None:
    read = document(epub(), "x.epub")

    assert (read.title, read.text) == ("Книга", "Анна Автор\n\nПервая\n\nвторая глава")


def test_a_book_locked_by_its_seller() -> None:
    locked = "".join(f'<CipherReference URI="OPS/{page}"/>' for page in ("b%20c.xhtml", "d.xhtml"))

    assert extract(epub(f"<encryption>{locked}</encryption>"), "x.epub").skips[0].reason is SkipReason.ENCRYPTED


def test_fictionbook() -> None:
    source = (
        '<?xml version="1.0" encoding="windows-1251"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
        "<description><title-info><author><first-name>Лев</first-name><last-name>Толстой</last-name><id>7</id></author>"
        "<book-title>Война и мир</book-title></title-info></description><body><section>"
        "<title><p>Часть первая</p></title><p>— Ну, <emphasis>князь</emphasis>…</p></section></body>"
        "<binary>QUJDRA==</binary></FictionBook>"
    )

    read = document(source.encode("cp1251"), "x.fb2")

    assert read.title == "Война и мир"
    assert [line for line in read.text.split("\n") if line] == [
        "Война и мир",
        "Лев Толстой",
        "Часть первая",
        "— Ну, князь…",
    ]


def test_words_of_a_fictionbook_that_stand_in_no_paragraph_of_their_own() -> None:
    body = "<section>one<p>two<p>three <strong>four</strong></p>five</p><cite>six<p>seven</p>eight</cite></section>"

    read = document(f"<FictionBook><body>{body}</body></FictionBook>".encode(), "x.fb2")

    assert read.text.split("\n") == ["one", "two", "three four", "five", "six", "seven", "eight"]


RST = """\
.. _intro:

=====================
Using *the* ``tool``
=====================

:Author: Ann

.. note:: Mind the :ref:`gap <gap-label>` of 2 * 3 * 4.

* See `the docs <https://example.org/docs>`_ and **all** of it::

    code *stays* as `it` is

.. toctree::
   :maxdepth: 2

   install/unix

.. image:: pictures/a.png
   :alt: A picture

.. A comment that
   nobody sees

+------+-------+
| Name | Price |
+======+=======+
| Tea  | 5     |
+------+-------+

.. function:: open(*paths, **options)

   Opens them.
"""
ASCIIDOC = """\
= The *Title*
:toc:
:docs: https://example.org/docs

// nobody sees this
[NOTE]
====
See {docs}/all[the docs^] and <<other,another part>>.
====

.A table
|===
|Name |Price

2+|Tea
|===

* a `word` in_the_middle
term:: what it means

[source,ruby]
----
a *b* [c]
----
"""
ORG = """\
#+TITLE: Notes
#+OPTIONS: toc:nil
* TODO Buy [[https://example.org][the tea]]
  :PROPERTIES:
  :ID: 1
  :END:
  It is *good* and =green=, 2 * 3.
# nobody sees this
| Name | Price |
|------+-------|
| Tea  | 5     |
#+BEGIN_SRC sh
ls *a* | wc
#+END_SRC
"""


PLAIN_RST = """\
Using the tool

:Author: Ann

Mind the gap of 2 * 3 * 4.

- See the docs and all of it:

    code *stays* as `it` is


A picture


Name  Price
Tea  5

open(*paths, **options)

   Opens them."""
PLAIN_ASCIIDOC = """\
The Title

See the docs and another part.

A table
Name  Price

Tea

- a word in_the_middle
term: what it means

a *b* [c]"""
PLAIN_ORG = """\
Notes
TODO Buy the tea
  It is good and green, 2 * 3.
Name  Price
Tea  5
ls *a* | wc"""


@pytest.mark.parametrize(
    ("source", "name", "title", "text"),
    [
        (RST, "a.rst", "Using the tool", PLAIN_RST),
        (ASCIIDOC, "a.adoc", "The Title", PLAIN_ASCIIDOC),
        (ORG, "a.org", "Notes", PLAIN_ORG),
    ],
)
def test_marks_are_no_text(source: str, name: str, title: str, text: str) -> None:
    read = document(source.encode(), name)

    assert read.title == title
    assert read.text == text


def test_a_drawer_of_org_without_its_end_costs_no_more_than_its_section() -> None:
    read = document(b"* Roof\n:LOGBOOK:\nCLOCK: 10:00\n* Garden\nWater the roses.", "notes.org")

    assert read.text == "Roof\nGarden\nWater the roses."


def test_a_line_of_a_hundred_thousand_dashes_is_soon_read() -> None:
    line = "-" * 100_000 + "x"

    assert document(f"Roof\n====\n\n{line}".encode(), "notes.rst").text.endswith(line)


def test_attributes_made_of_attributes_do_not_grow_without_end() -> None:
    levels = "".join(f":a{level + 1}: {f'{{a{level}}}' * 10}\n" for level in range(6))

    read = document(f"= Roof\n:a0: ten words\n{levels}\nThe end: {{a6}}".encode(), "notes.adoc")

    assert "The end: ten words" in read.text
    assert len(read.text) < 2_000


def test_asciidoc_org_tex_and_tables() -> None:
    tex = (
        r"\documentclass{article}\usepackage{x}\title{A \emph{Title}}\begin{document}\section{Intro} Words, $x^2$. % no"
        "\n\\end{document}"
    )

    assert document(b"= The Title\n:toc:\n\nWords", "x.adoc").title == "The Title"
    assert document(b"[[x]]\n====\nNote\n====\n=== A Chapter\n\nWords", "x.asc").title == "A Chapter"
    assert document(b"#+TITLE: Notes\n* First\nWords", "x.org").title == "Notes"
    assert document(b"Some words\n* First\n", "x.org").title == "First"
    read = document(tex.encode(), "x.tex")
    assert read.title == "A Title"
    assert {"Words,", "$x^2$."} <= set(read.text.split())
    assert "documentclass" not in read.text
    assert document('имя;цена\n"чай; чёрный";5\n'.encode("cp1251"), "x.csv").text == "имя  цена\nчай; чёрный  5"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ('name;note\r\n"tea";"green; fresh\r\nleaf ""A"""\r\n', 'name  note\ntea  green; fresh leaf "A"'),
        ("name;price, EUR\ntea;1,5\ncake;2,5\n", "name  price, EUR\ntea  1,5\ncake  2,5"),
        ("name\tprice\ntea\t5\n", "name  price\ntea  5"),
        ("tea, green\ncake\nbread\n", "tea, green\ncake\nbread"),
    ],
)
def test_cells_of_tables_as_excel_writes_them(table: str, text: str) -> None:
    assert document(table.encode(), "x.csv").text == text


def test_rules_between_the_rows_of_a_tex_table_are_no_text() -> None:
    rows = r"a & b \\ \cmidrule(lr){1-2} c & d \\ \cline{1-2} e & f"

    text = document(
        rf"\begin{{document}}\begin{{tabular}}{{ll}}{rows}\end{{tabular}}\end{{document}}".encode(), "x.tex"
    ).text

    assert text.split() == list("abcdef")


def test_tex_reads_without_the_signs_of_its_converter() -> None:
    tex = (
        "\\begin{document}\\section[Data]{Data and methods}As \\citep[p.~3]{knuth} wrote:\n\n"
        r"\begin{figure}\includegraphics[width=1cm]{plot.pdf}\caption{The plot}\end{figure}\end{document}"
    )

    assert document(tex.encode(), "x.tex").text.split("\n") == ["Data and methods", "As  wrote:", "", "The plot"]


def test_any_xml_gives_its_text() -> None:
    read = document(
        b'<?xml version="1.0"?><book><title>A Manual</title><para>One <b>two</b>.</para>\n<para>Three</para></book>',
        "x.xml",
    )

    assert read.title == "A Manual"
    assert "One two." in read.text


@pytest.mark.parametrize("depth", [200, 100_000])
def test_xml_that_nests_without_end(depth: int) -> None:
    assert parse_xml(b"<a>" * depth + b"x" + b"</a>" * depth) is not None


def test_tex_with_a_mistake_in_it() -> None:
    broken = "\n\n".join(f"Line {n} of \\emph{{it" for n in range(40))
    source = (
        "\\title{On \\emph{{A}} Thing}\\author{A. {\\'E}.}\\begin{document}\\maketitle " + broken + "\\end{document}"
    )
    read = document(source.encode(), "x.tex")

    assert (read.title, read.text.split("\n")[2]) == ("On A Thing", "A. É.")
    assert "Line 39 of" in read.text
    assert "GIVEN" not in read.text


def test_what_ends_a_tex_document() -> None:
    source = r"\documentclass{article}\begin{document} caf\'e \textbf{bold} \end{document} leftovers"

    assert document(source.encode(), "x.tex").text.split() == ["café", "bold"]


def test_code_within_tex_stays_as_it_is_and_costs_nothing_else() -> None:
    code = "int main() { // 100 % of $it\n\n}"
    listing = rf"\begin{{lstlisting}}[language=C, caption={{The \textbf{{program}}, in C}}]{code}\end{{lstlisting}}"

    read = document(rf"\begin{{document}}{listing}With $\frac{{1}}{{2}}$\end{{document}}".encode(), "x.tex")

    assert [line for line in read.text.split("\n") if line] == [
        "The program, in C",
        *code.split("\n\n"),
        r"With $\frac{1}{2}$",
    ]


def test_a_link_in_tex_is_its_text() -> None:
    source = r"\begin{document}\href{http://example.org/}{The page} on $\frac{1}{2}$\end{document}"

    assert document(source.encode(), "x.tex").text == r"The page on $\frac{1}{2}$"


@pytest.mark.parametrize(
    "source",
    [
        r"\thispagestyle{empty}word",
        r"\begin{minipage}[t]{0.5\linewidth}word\end{minipage}",
        r"\begin{longtable}{ll}word\end{longtable}",
        r"\begin{thebibliography}{99}\bibitem{key} word\end{thebibliography}",
        r"\multirow{2}*{word}\bibliographystyle{plain}",
        r"\multicolumn{2}{c|}{word}",
        r"\caption[short]{word}",
        r"\newtheorem*{lemma}{Lemma}word",
    ],
)
def test_what_tex_is_told_of_the_layout_is_no_text(source: str) -> None:
    assert document(rf"\begin{{document}}{source}\end{{document}}".encode(), "x.latex").text.strip() == "word"


def test_a_note_of_joplin_has_its_title_and_date_and_no_fields() -> None:
    fields = "id: 2a914b3fb8fb43819b976eb4e5be80e3\nparent_id: 2fa39884ba3b47a489dae93dc20021f2\n"
    times = "created_time: 2020-07-25T10:55:18.127Z\nauthor: \nlatitude: 0.00000000\ntype_: 1"

    read = document(f"Soup\n\nBoil the *beets*\n\n{fields}{times}".encode(), "2a914b3fb8fb43819b976eb4e5be80e3.md")

    assert (read.title, read.text) == ("Soup", "Boil the beets")
    assert document(f"Soup\n\n{fields}{times}".encode(), "2a914b3fb8fb43819b976eb4e5be80e3.md").text == "Soup"
    assert read.date == datetime(2020, 7, 25, 10, 55, 18, 127_000, tzinfo=UTC)


def test_a_page_that_safari_saved_is_read_with_its_frames() -> None:
    def saved(page: str, *frames: object) -> dict[str, object]:
        resource = {"WebResourceData": page.encode(), "WebResourceMIMEType": "text/html"}
        return {"WebMainResource": resource, "WebSubframeArchives": list(frames)}

    page = saved("<title>Soup</title><p>Boil the beets", saved("<p>A frame"))
    archive = plistlib.dumps(page, fmt=plistlib.FMT_BINARY)
    read = document(archive, "Soup.webarchive")

    assert (read.title, read.text) == ("Soup", "Boil the beets\n\nA frame")
    (skip,) = extract(archive[:-20], "Soup.webarchive").skips
    assert skip.reason is SkipReason.CORRUPT


def test_a_page_of_safari_is_in_the_charset_that_is_told_beside_it() -> None:
    resource = {
        "WebResourceData": "<p>Mære".encode("mac-roman"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "macintosh",
    }
    archive = plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)

    assert document(archive, "Soup.webarchive").text == "Mære"


@pytest.mark.parametrize("kind", [["text/html"], {"text": "html"}, 1])
def test_a_page_of_safari_whose_type_is_no_text_is_damaged(kind: object) -> None:
    page = {"WebMainResource": {"WebResourceData": b"<p>Boil the beets", "WebResourceMIMEType": kind}}
    (skip,) = extract(plistlib.dumps(page, fmt=plistlib.FMT_BINARY), "Soup.webarchive").skips

    assert skip.reason is SkipReason.CORRUPT
