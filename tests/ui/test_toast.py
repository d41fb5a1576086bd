"""What was done is told without moving anything, and can be taken back for a while."""

from PySide6.QtCore import QEvent, QPointF, QTimer
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from semsearch_ui.theme import Theme
from semsearch_ui.widgets.toast import WIDEST, Toast
from tests.ui.children import child


def toast_on(qtbot: QtBot, theme: Theme) -> tuple[Toast, QWidget]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    toast = Toast(theme, page)
    page.show()
    return toast, page


def test_it_lies_above_the_lower_edge_wherever_that_is(qtbot: QtBot, theme: Theme) -> None:
    toast, page = toast_on(qtbot, theme)
    toast.notice("Copied: letter.eml")
    assert toast.isVisible()
    assert 500 < toast.geometry().bottom() < 600
    assert abs(toast.geometry().center().x() - 450) <= 1
    page.resize(700, 500)
    assert 400 < toast.geometry().bottom() < 500
    toast.notice("A very long name " * 20)
    assert toast.width() == WIDEST
    assert toast.height() >= toast.heightForWidth(WIDEST)


def test_what_is_short_stands_in_one_line(qtbot: QtBot, theme: Theme) -> None:
    toast, _ = toast_on(qtbot, theme)
    toast.offer_undo("1 document out of the way", lambda: None)
    heading = next(label for label in toast.findChildren(QLabel) if label.text())
    qtbot.waitUntil(lambda: heading.width() >= heading.fontMetrics().horizontalAdvance(heading.text()))


def test_what_was_done_is_taken_back_once(qtbot: QtBot, theme: Theme) -> None:
    toast, _ = toast_on(qtbot, theme)
    taken: list[str] = []
    toast.offer_undo("Removed", lambda: taken.append("back"))
    assert toast.offers_undo
    assert toast.accessibleName() == "Removed"
    next(button for button in toast.findChildren(QPushButton) if button.text() == "Undo").click()
    toast.take_back()
    assert taken == ["back"]
    assert not toast.isVisible()


def test_another_notice_ends_the_way_back(qtbot: QtBot, theme: Theme) -> None:
    toast, _ = toast_on(qtbot, theme)
    toast.offer_undo("Removed", lambda: None)
    toast.notice("Copied")
    assert not toast.offers_undo
    assert not any(button.isVisible() for button in toast.findChildren(QPushButton))


def test_it_stays_while_the_mouse_rests_on_it(qtbot: QtBot, theme: Theme) -> None:
    toast, _ = toast_on(qtbot, theme)
    going = child(toast, QTimer)
    toast.notice("Copied")
    briefly = going.remainingTime()
    toast.offer_undo("Removed", lambda: None)
    assert going.remainingTime() > briefly
    here = QPointF(5, 5)
    QApplication.sendEvent(toast, QHoverEvent(QEvent.Type.HoverEnter, here, here, QPointF(-1, -1)))
    assert not going.isActive()
    QApplication.sendEvent(toast, QHoverEvent(QEvent.Type.HoverLeave, QPointF(-1, -1), QPointF(-1, -1), here))
    assert going.isActive()
