"""The tools of the duplicates page in windows of any width."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from semsearch.records import DuplicateReport
from semsearch_ui.theme import Theme
from semsearch_ui.translation import LANGUAGES, speak
from semsearch_ui.widgets.review_tools import ReviewTools
from tests.ui.children import child


@pytest.fixture(params=[language for language in LANGUAGES if language != "system"])
def tools(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[ReviewTools]:
    """Those for the same meaning, with a likeness suggested."""
    speak(qapp, request.param)
    made = ReviewTools(theme)
    qtbot.addWidget(made)
    theme.dress(made)
    made.choose("semantic")
    made.know(DuplicateReport("semantic", 0.5, 1.0, (), suggested=0.59))
    made.show()
    yield made
    speak(qapp, "en")


def test_the_likeness_loses_its_caption_before_it_has_a_line_of_its_own(qtbot: QtBot, tools: ReviewTools) -> None:
    slider, field = child(tools, QSlider), child(tools, QLineEdit)
    caption = next(label for label in tools.findChildren(QLabel) if label.text() == slider.toolTip())
    seen: list[tuple[bool, bool]] = []
    for width in range(1300, 600, -10):
        tools.resize(width, tools.sizeHint().height())
        QApplication.processEvents()
        beside = abs(slider.mapTo(tools, QPoint()).y() - field.mapTo(tools, QPoint()).y()) < field.height()
        if (state := (beside, caption.isVisible())) not in seen:
            seen.append(state)
        assert slider.mapTo(tools, QPoint(slider.width(), 0)).x() < width
        assert not beside or field.mapTo(tools, QPoint(field.width(), 0)).x() < slider.mapTo(tools, QPoint()).x()
    assert seen == [(True, True), (True, False), (False, True)]
