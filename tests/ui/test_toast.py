"""What was done is told without moving anything, and can be taken back for a while."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from semsearch_ui.theme import Theme
from semsearch_ui.widgets.toast import WIDEST, Toast, UndoToast


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


@pytest.fixture
def undo(theme: Theme, page: QWidget) -> UndoToast:
    return UndoToast(theme, page)


@pytest.fixture
def notice(theme: Theme, page: QWidget, undo: UndoToast) -> Toast:
    return Toast(theme, page, above=undo)


def undo_button(undo: UndoToast) -> QPushButton:
    return next(button for button in undo.findChildren(QPushButton) if button.text() == "Undo")


def fading(toast: Toast) -> QTimer:
    made = toast.findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)  # its buttons have theirs
    assert made is not None
    return made


def test_it_lies_above_the_lower_edge_wherever_that_is(page: QWidget, notice: Toast) -> None:
    notice.notice("Copied: letter.eml")
    assert notice.isVisible()
    assert 500 < notice.geometry().bottom() < 600
    assert abs(notice.geometry().center().x() - 450) <= 1
    page.resize(700, 500)
    assert 400 < notice.geometry().bottom() < 500
    notice.notice("A very long name " * 20)
    assert notice.width() == WIDEST
    assert notice.height() >= notice.heightForWidth(WIDEST)


def test_what_is_short_stands_in_one_line(qtbot: QtBot, undo: UndoToast) -> None:
    undo.offer("1 document out of the way", lambda: None)
    heading = next(label for label in undo.findChildren(QLabel) if label.text())
    qtbot.waitUntil(lambda: heading.width() >= heading.fontMetrics().horizontalAdvance(heading.text()))


def test_what_was_done_is_taken_back_once(undo: UndoToast) -> None:
    taken: list[str] = []
    undo.offer("Removed", lambda: taken.append("back"))
    assert undo.accessibleName() == "Removed"
    undo_button(undo).click()
    undo.take_back()
    assert taken == ["back"]
    assert not undo.isVisible()


def test_what_was_done_before_can_be_taken_back_after_it(undo: UndoToast) -> None:
    taken: list[str] = []
    offered: list[bool] = []
    undo.offers.connect(offered.append)
    for name in ("first", "second", "third"):
        undo.offer(name, partial(taken.append, name))
    undo_button(undo).click()
    assert (taken, undo.accessibleName()) == (["third"], "Before that: second")
    undo_button(undo).click()
    fading(undo).timeout.emit()
    assert not undo.isVisible()
    undo.take_back()
    assert taken == ["third", "second", "first"]
    assert not undo.isVisible()
    assert offered[-2:] == [True, False]


def test_what_a_key_of_a_page_takes_back_is_offered_no_more(undo: UndoToast) -> None:
    taken: list[str] = []
    topics, folders = (partial(taken.append, name) for name in ("topic", "folder"))
    for done, way_back in (("merged", topics), ("split", topics), ("removed", folders)):
        undo.offer(done, way_back)
    told: list[str] = []
    undo.taken_back.connect(told.append)
    undo.take_back_by(topics)
    assert (taken, told, undo.accessibleName()) == (["topic"], ["split"], "Before that: removed")
    for _ in range(2):
        undo_button(undo).click()
    undo.take_back_by(topics)  # done before the window was opened
    assert taken == ["topic", "folder", "topic", "topic"]
    assert told == ["split", "removed", "merged"]


def test_a_notice_leaves_the_way_back_where_it_is(page: QWidget, undo: UndoToast, notice: Toast) -> None:
    taken: list[str] = []
    undo.offer("Removed", lambda: taken.append("back"))
    there = undo.geometry()
    notice.notice("Copied", "It is a long way to the other end of this line, or even further, " * 3)
    assert undo.geometry() == there
    assert notice.geometry().bottom() < there.top()
    page.resize(900, 500)
    assert notice.geometry().bottom() < undo.geometry().top()
    undo_button(undo).click()
    assert taken == ["back"]
    assert notice.isVisible()
    assert 400 < notice.geometry().bottom() < 500
    undo.offer("Removed", lambda: None)
    assert notice.geometry().bottom() < undo.geometry().top()


def test_it_stays_while_the_mouse_rests_on_it(undo: UndoToast, notice: Toast) -> None:
    notice.notice("Copied")
    undo.offer("Removed", lambda: None)
    going = fading(undo)
    assert going.remainingTime() > fading(notice).remainingTime()
    here = QPointF(5, 5)
    QApplication.sendEvent(undo, QHoverEvent(QEvent.Type.HoverEnter, here, here, QPointF(-1, -1)))
    assert not going.isActive()
    QApplication.sendEvent(undo, QHoverEvent(QEvent.Type.HoverLeave, QPointF(-1, -1), QPointF(-1, -1), here))
    assert going.isActive()


def test_it_stays_while_somebody_is_there_with_the_keyboard(page: QWidget, undo: UndoToast) -> None:
    elsewhere = QPushButton(page)
    elsewhere.show()
    undo.offer("Removed", lambda: None)
    going = fading(undo)
    undo_button(undo).setFocus()
    going.timeout.emit()
    assert undo.isVisible()
    elsewhere.setFocus()
    going.timeout.emit()
    assert not undo.isVisible()
