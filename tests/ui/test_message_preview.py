"""Mail from strangers is shown, and nothing in it acts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from semsearch.records import Attached, Document, Hit, Preview, Reasons, Sentence, Span
from semsearch_ui.colours import DARK, LIGHT
from semsearch_ui.desk import Desk
from semsearch_ui.memory import Memory
from semsearch_ui.operations.core import Operations
from semsearch_ui.presentation.trail import Question
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.attachment_bar import AttachmentBar
from semsearch_ui.widgets.dialogs import Consent
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.message_body import MessageBody
from semsearch_ui.widgets.message_preview import MessagePreview
from semsearch_ui.widgets.safe_browser import LinkTarget, SafeBrowser
from semsearch_ui.worker import Worker
from tests.ui.children import child


@pytest.fixture
def preview(qtbot: QtBot, desk: Desk) -> MessagePreview:
    owner = QWidget()
    qtbot.addWidget(owner)
    made = MessagePreview(desk, HitActions(owner, desk, "search"), "search")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def body_of(preview: MessagePreview) -> SafeBrowser:
    return child(preview, SafeBrowser)


def test_pages_turn_until_the_end_and_back(
    qtbot: QtBot, preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    preview.show_preview(Preview(make_document(1, text="A line.\n\n" * 60), "", 0), make_hit(1))
    bar = body_of(preview).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    assert not preview.read_on(back=True)
    assert preview.read_on(back=False)
    assert 0 < bar.value() < bar.maximum()
    bar.setValue(bar.maximum())
    assert not preview.read_on(back=False)


def test_where_a_link_leads_is_told_over_the_text(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    preview.show_preview(Preview(make_document(1), "", 0), make_hit(1))
    body, told = body_of(preview), child(preview, LinkTarget)
    before = body.size()
    body.highlighted.emit(QUrl("https://example.org/" + "x" * 500))
    assert told.isVisible()
    assert told.text().startswith("https://example.org/")
    assert body.rect().contains(told.geometry())
    body.highlighted.emit(QUrl())
    assert not told.isVisible()
    assert body.size() == before


def test_a_link_is_shown_before_it_opens(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    html = '<a href="https://evil.example/login">https://bank.example</a>'
    preview.show_preview(Preview(make_document(), html), make_hit())
    body_of(preview).anchorClicked.emit(QUrl("https://evil.example/login"))
    box = child(preview, Consent)
    assert "evil.example" in box.heading.text()
    assert "https://evil.example/login" in box.note.text()
    assert opened == []
    assert box.go is not None
    box.go.click()
    assert opened == [QUrl("https://evil.example/login")]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share"])
def test_a_link_that_is_no_web_page_is_never_opened(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document], target: str
) -> None:
    preview.show_preview(Preview(make_document(), "<p>x</p>"), make_hit())
    body_of(preview).anchorClicked.emit(QUrl(target))
    box = child(preview, Consent)
    assert box.go is None
    box.no.click()


def test_what_is_read_has_the_colours_of_the_theme_when_it_is_seen(
    qtbot: QtBot, preview: MessagePreview, theme: Theme, make_hit: Callable[..., Hit],
    make_document: Callable[..., Document],
) -> None:  # fmt: skip
    preview.show_preview(Preview(make_document(signature="Anna"), ""), make_hit())
    theme.dress(preview)

    def is_inked(colour: str) -> bool:
        return colour in body_of(preview).toHtml()

    try:
        for shown, scheme, colours in ((True, "dark", DARK), (False, "light", LIGHT), (False, "dark", DARK)):
            preview.setVisible(shown)
            theme.choose("dark" if scheme == "dark" else "light")
            preview.show()
            qtbot.waitUntil(partial(is_inked, colours.muted))
    finally:
        theme.choose("light")


def test_no_part_of_a_long_link_is_cut_off(
    qtbot: QtBot, preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    preview.show_preview(Preview(make_document(), "<p>x</p>"), make_hit())
    body_of(preview).anchorClicked.emit(QUrl("https://evil.example/" + "a" * 400))
    box = child(preview, Consent)
    qtbot.waitUntil(box.isVisible)
    qtbot.waitUntil(lambda: box.note.height() >= box.note.heightForWidth(box.note.width()))
    assert box.note.minimumSizeHint().width() <= box.note.width() < 700
    box.no.click()


def test_matching_words_are_marked_and_quotes_fold(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    document = make_document(text="Lunch, or a late lunch?", quoted="> lunch is for others")
    preview.show_preview(Preview(document, ""), make_hit(marks=(Span(14, 19),)))
    body = body_of(preview)
    assert [one.cursor.selectedText() for one in body.extraSelections()] == ["Lunch", "lunch"]
    assert "others" not in body.toPlainText()
    fold = child(preview, QAbstractButton, "show quoted")
    assert not fold.isCheckable(), "a screen reader would say “hide”, and that it is checked"
    fold.click()
    assert "others" in body.toPlainText()
    assert len(body.extraSelections()) == 3


def test_another_query_marks_other_words_in_the_same_document(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    preview.show_preview(Preview(make_document(), ""), make_hit())
    assert preview.mark_hit(make_hit(snippet="on Friday", marks=(Span(3, 9),)))
    assert [one.cursor.selectedText() for one in body_of(preview).extraSelections()] == ["Friday"]
    assert not preview.mark_hit(make_hit(2))


def test_of_a_book_the_pages_are_shown_that_a_query_found(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    book = "\n\n".join(f"Page {number} of it. " + "word " * 300 for number in range(200))
    preview.show_preview(Preview(make_document(text=book), ""), make_hit(snippet="… Page 150 of it. word …", marks=()))
    body = body_of(preview)
    assert "Page 150 of" in body.toPlainText()
    assert "Page 7 of" not in body.toPlainText()
    assert preview.mark_hit(make_hit(snippet="Page 7 of it.", marks=(Span(0, 4),)))
    assert "Page 7 of" in body.toPlainText()
    assert "Page 150 of" not in body.toPlainText()
    preview.findChildren(MessageBody)[0].show_sentence("Page 120 of it.")
    assert "Page 120 of" in body.toPlainText()


def test_of_the_thousand_matches_of_a_long_text_those_that_are_read_are_marked(
    qtbot: QtBot, preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    text = "\n".join(f"Lunch number {number} of it." for number in range(1000))
    preview.show_preview(Preview(make_document(text=text), ""), make_hit(snippet="Lunch", marks=(Span(0, 5),)))
    body = body_of(preview)
    at_first = {one.cursor.position() for one in body.extraSelections()}
    assert 5 in at_first
    assert len(at_first) < 200, "marking all of them takes the window's time"
    last, bar = text.rindex("Lunch") + 5, body.verticalScrollBar()

    def is_marked_at_the_end() -> bool:
        bar.setValue(bar.maximum())  # again, as it first goes to the first match
        return last in {one.cursor.position() for one in body.extraSelections()}

    qtbot.waitUntil(is_marked_at_the_end)
    preview.findChildren(MessageBody)[0].clear()
    assert body.extraSelections() == [], "marks of a text that is gone"


def test_a_long_mail_as_it_was_sent_stays_where_it_is_read_while_another_query_marks_it(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    lines = [f"Line {number} of it." for number in range(5000)]
    html = "".join(f"<p>{line}</p>" for line in lines[:200])
    preview.show_preview(Preview(make_document(text="\n".join(lines)), html), make_hit())
    bar = body_of(preview).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert preview.mark_hit(make_hit(snippet="nothing of it", marks=()))
    assert bar.value() == bar.maximum()


def test_of_a_related_text_the_nearest_sentence_is_told_and_marked(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    sentences = (
        Sentence("Shall we have lunch on Friday?", Span(0, 30), 0.02),
        Sentence("Or tea?", Span(31, 38), 0.005),
    )
    document = make_document(text="Shall we have lunch on Friday? Or tea?")
    preview.show_preview(Preview(document, ""), make_hit(snippet="", marks=()))
    preview.show_reasons(Reasons(document.id, sentences))
    marked = [one.cursor.selectedText() for one in body_of(preview).extraSelections()]
    assert marked == ["Shall we have lunch on Friday?"]
    preview.show_preview(Preview(document, ""), make_hit(snippet="", marks=(), relevance=0.0))
    preview.show_reasons(Reasons(document.id, sentences))
    assert body_of(preview).extraSelections() == []


def test_a_low_preview_leaves_the_text_its_room(
    qtbot: QtBot, preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    document = make_document(text="Shall we have lunch on Friday? Or tea?", labels=("work",))
    sentences = (Sentence("Shall we have lunch on Friday?", Span(0, 30), 0.9), Sentence("Or tea?", Span(31, 38), 0.8))
    preview.show_preview(Preview(document, ""), make_hit())
    preview.show_reasons(Reasons(document.id, sentences, ("lunch",)))
    preview.resize(440, 900)
    preview.show()

    def said() -> str:
        return " ".join(one.text() for one in preview.findChildren(QLabel) if one.isVisible())

    assert all(words in said() for words in ("Why it was found", "Or tea?", "Matching words", "Labels"))
    preview.resize(440, 300)
    qtbot.waitUntil(lambda: "lunch on Friday?" in said())
    assert not any(words in said() for words in ("Why it was found", "Or tea?", "Matching words"))
    assert "From" in said()


def test_nothing_above_the_text_is_cut(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    files = [Attached(f"Minutes of the meeting, part {number}.pdf", None) for number in range(5)]
    document = make_document(title="Minutes of the meeting that took place on Friday " * 4, labels=("work",))
    preview.resize(480, 460)
    preview.show()
    preview.show_preview(Preview(document, "", attachments=tuple(files)), make_hit())
    preview.show_reasons(Reasons(document.id, (Sentence("Shall we have lunch on Friday?", Span(0, 30), 0.9),)))
    QApplication.processEvents()
    for line in preview.findChildren(QLabel):
        if line.isVisible() and line.wordWrap():
            assert line.height() >= line.heightForWidth(line.width())
    bar = child(preview, AttachmentBar)
    for button in bar.findChildren(QToolButton):
        assert not button.isVisible() or bar.rect().contains(button.geometry())


def test_many_attachments_leave_the_text_its_room_whatever_height_was_there_before(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    document = make_document(text="Here are the scans.")
    files = [Attached(f"scan of the long agreement, page {number}.pdf", None) for number in range(60)]
    preview.resize(430, 400)
    preview.show_preview(Preview(document, "", 0, tuple(files)), make_hit())
    QApplication.processEvents()
    for height in (440, 460, 430, 400):
        preview.resize(430, height)
        QApplication.processEvents()
        bar = child(preview, AttachmentBar)
        shown = [button for button in bar.findChildren(QToolButton) if button.isVisible()]
        assert shown[-1].text() == "+58"
        assert shown[-1].geometry().bottom() <= bar.height()


def test_a_subject_of_two_lines_is_whole_in_the_smallest_window(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    document = make_document(
        title="Minutes of the meeting on Friday, in the garden, with tea", quoted="Who comes on Friday?"
    )
    preview.resize(370, 240)
    preview.show_preview(Preview(document, ""), make_hit())
    sentence = "Shall we have lunch on Friday, or rather on Saturday, when everybody has time? " * 2
    preview.show_reasons(Reasons(document.id, (Sentence(sentence, Span(0, len(sentence)), 0.9),)))
    QApplication.processEvents()
    subject = next(line for line in preview.findChildren(QLabel) if line.text() == document.title)
    assert subject.height() >= subject.heightForWidth(subject.width()) > subject.fontMetrics().height()


def test_a_subject_that_has_no_room_ends_after_two_lines(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    document = make_document(title="The minutes of the meeting on Friday, in the garden, with tea and with cake")
    preview.resize(270, 220)
    preview.show_preview(Preview(document, ""), make_hit())
    QApplication.processEvents()
    subject = next(line for line in preview.findChildren(QLabel) if line.text().startswith("The minutes"))
    assert subject.text().endswith("…")
    assert subject.toolTip() == document.title
    assert subject.height() >= subject.heightForWidth(subject.width())
    preview.resize(800, 600)
    QApplication.processEvents()
    assert subject.text() == document.title
    assert not subject.toolTip()


def test_sentences_are_there_as_soon_as_their_room_is(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    document = make_document(text="Shall we have lunch on Friday?")
    preview.resize(600, 900)
    preview.show_preview(Preview(document, ""), make_hit())
    preview.show_reasons(Reasons(document.id, (Sentence(document.text, Span(0, 30), 0.9),), ("lunch",)))
    told = [line for line in preview.findChildren(QLabel) if line.textFormat() is Qt.TextFormat.RichText]
    assert [line.isVisible() for line in told] == [True]


def test_html_with_colours_of_its_own_lies_on_white_paper(
    preview: MessagePreview, make_hit: Callable[..., Hit], make_document: Callable[..., Document]
) -> None:
    for html, look in (("<p>x</p>", ""), ('<p style="color: #333333">x</p>', "paper"), ("<p>x</p>", "")):
        preview.show_preview(Preview(make_document(), html), make_hit())
        assert (body_of(preview).property("look") or "") == look


def test_each_page_reads_its_own_document_and_none_stands_for_another(
    qtbot: QtBot, theme: Theme, small_home: Path, make_hit: Callable[..., Hit]
) -> None:
    operations = Operations(small_home, Worker(theme))
    with qtbot.waitSignal(operations.opened):
        operations.open()
    desk = Desk(theme, operations, Memory(small_home / "window.ini"))
    owner = QWidget()
    qtbot.addWidget(owner)
    pages = [MessagePreview(desk, HitActions(owner, desk, page), page) for page in ("search", "topics")]
    for at, page in enumerate(pages, 1):
        qtbot.addWidget(page)
        page.read(make_hit(at), Question())
    qtbot.waitUntil(lambda: all(body_of(page).toPlainText() for page in pages))
    with qtbot.waitSignal(desk.failed):
        pages[0].read(make_hit(999), Question())
    assert not body_of(pages[0]).toPlainText()
    assert body_of(pages[1]).toPlainText()
    operations.close()


def test_what_is_read_stays_in_view_when_it_is_made_narrower(qtbot: QtBot) -> None:
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.resize(900, 300)
    browser.show()
    browser.setPlainText("\n".join(f"{number} " + "word " * 40 for number in range(200)))
    bar = browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)

    def first_line() -> str:
        return browser.cursorForPosition(QPoint(0, 0)).block().text().split()[0]

    before = first_line()
    browser.resize(300, 300)
    assert first_line() == before
