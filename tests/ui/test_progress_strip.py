"""The strip along the bottom of the window while something is indexed."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from semsearch.progress import Step
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.progress_strip import ProgressStrip


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self.count = 0
        of.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_a_step_leaves_painting_for_when_the_steps_that_came_with_it_are_read(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout, page, strip = QVBoxLayout(window), QWidget(), ProgressStrip(theme)
    layout.addWidget(page, 1)
    layout.addWidget(strip)
    strip.show()
    window.resize(800, 300)
    with qtbot.waitExposed(window):
        window.show()
    qapp.processEvents()
    paints = Paints(page)
    for done in range(1, 6):
        page.update()
        strip.follow(Step("encode", done, 5))
    assert paints.count == 0, "somebody who types waits for it"
    qtbot.waitUntil(lambda: paints.count > 0)
    [bar] = strip.findChildren(QProgressBar)
    assert bar.value() == bar.maximum()


def test_while_indexing_makes_way_it_says_for_what_and_offers_no_way_to_cancel_that(qtbot: QtBot, theme: Theme) -> None:
    strip = ProgressStrip(theme)
    qtbot.addWidget(strip)
    strip.show()

    def told() -> list[str]:
        shown: list[QLabel | QPushButton] = [*strip.findChildren(QLabel), *strip.findChildren(QPushButton)]
        return [each.text() for each in shown if each.isVisible() and each.text()]

    strip.begin()
    strip.follow(Step("encode", 3, 5))
    strip.make_way()
    assert told() == ["Indexing waits", "What you asked for is done first."]
    strip.follow(Step("index", 20, 404))
    assert told() == ["Updating the index", "20 of 404"]
    strip.go_on()
    assert told() == ["Starting", "Cancel"]
    strip.make_way()
    strip.stopping()
    strip.end()
    assert told() == ["Saving"]
    strip.go_on()
    assert not strip.isVisible()
