"""A field that can be cleared with a click."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from semsearch_ui.theme import ICON, Theme
from semsearch_ui.widgets.buttons import ThemedIcon
from semsearch_ui.widgets.clearable_field import ClearableField
from tests.ui.children import child


def test_the_cross_is_there_where_there_is_something_to_clear(qtbot: QtBot, theme: Theme) -> None:
    field = ClearableField(theme, "search")
    qtbot.addWidget(field)
    field.show()
    cross = child(field, QToolButton)
    assert not cross.isVisible()
    qtbot.keyClicks(field, "lunch")
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not cross.isVisible()
    heard: list[str] = []
    field.textChanged.connect(heard.append)
    field.write("server")
    assert cross.isVisible()
    assert heard == []


def test_what_is_drawn_in_it_is_as_large_as_the_letters(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    before = qapp.font()
    larger = QFont(before)
    larger.setPointSizeF(4 * before.pointSizeF())
    qapp.setFont(larger)
    try:
        field = ClearableField(theme, "search")
        qtbot.addWidget(field)
        assert child(field, ThemedIcon).width() == child(field, QToolButton).iconSize().width() > 2 * ICON
    finally:
        qapp.setFont(before)
