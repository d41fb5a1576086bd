"""The page of topics over a small real library: read a topic, rename, merge, split, undo, and draw around documents."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from semsearch.library import Library
from semsearch.records import Topic
from semsearch_ui.models.topics import TopicRole, TopicsModel
from semsearch_ui.pages.topics_page import MAP, TopicsPage
from semsearch_ui.presentation.colouring import Colouring
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.archive_map import ArchiveMapView
from semsearch_ui.widgets.buttons import Segments
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.map_items import inside
from semsearch_ui.widgets.map_panel import MapPanel
from semsearch_ui.widgets.reader import DocumentsReader
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.toast import UndoToast
from semsearch_ui.widgets.topic_list import TopicList
from tests.conftest import MailMaker, WordModels
from tests.ui.children import at_rest, child
from tests.ui.conftest import WindowOpener

pytestmark = pytest.mark.usefixtures("unwatched")

SUBJECTS = {"Rent": "landlord flat rent deposit lease tenant", "Trains": "railway train ticket platform station wagon"}


@pytest.fixture
def home(tmp_path: Path, mail: MailMaker, models: WordModels) -> Path:
    """Twelve mails about two things, indexed with a small encoder."""
    folder = tmp_path / "mail"
    folder.mkdir()
    for subject, words in SUBJECTS.items():
        for number in range(6):
            body = f"{words} {'abcdef'[number] * 4} {'uvwxyz'[number] * 4}"
            (folder / f"{subject}-{number}.eml").write_bytes(mail(f"{subject} {number}", body))
    with Library.open(tmp_path / "home", models=models) as library:
        library.sources.add([folder])
        library.reindex()
    return tmp_path / "home"


@pytest.fixture
def page(qtbot: QtBot, open_window: WindowOpener, home: Path) -> TopicsPage:
    window = open_window(home)
    at_rest(qtbot, window)
    window.show_page("topics")
    at_rest(qtbot, window)
    made = window.page("topics")
    assert isinstance(made, TopicsPage)
    return made


def settled(qtbot: QtBot, page: TopicsPage) -> None:
    qtbot.waitUntil(lambda: not page.desk.operations.is_busy)


def topics(page: TopicsPage) -> list[Topic]:
    model = child(page, TopicsModel)
    return [model.index(row).data(TopicRole) for row in range(model.rowCount())]


def test_a_topic_is_listed_with_its_documents(qtbot: QtBot, page: TopicsPage) -> None:
    first, second = topics(page)
    assert (first.size, second.size) == (6, 6)
    results = child(page, ResultsView)
    assert results.model().rowCount() == 6
    page.choose(second.id)
    settled(qtbot, page)
    assert results.currentIndex().data().startswith(("Rent", "Trains"))
    lines = [line.text() for line in child(page, DocumentsReader).findChildren(ElidedLabel)]
    assert "The most typical first" in lines


def test_topics_of_a_part_are_counted_as_such(page: TopicsPage) -> None:
    known = page.desk.upkeep.situation
    assert known is not None
    for coverage, told in ((0.5, "2 topics, 12 documents so far"), (1.0, "2 topics, 12 documents")):
        status = replace(known.catalogue.status, coverage=coverage)
        page.know(replace(known, catalogue=replace(known.catalogue, status=status)))
        assert told in [line.text() for line in page.findChildren(QLabel)]


def test_a_name_is_typed_and_taken_back(qtbot: QtBot, page: TopicsPage) -> None:
    before = topics(page)[0]
    model = child(page, TopicsModel)
    model.setData(model.index(0), "The new flat")
    settled(qtbot, page)
    assert topics(page)[0].label == "The new flat"
    offer = child(page.window(), UndoToast)
    assert offer.isVisible()
    action(page, "Undo the last change of topics").trigger()
    assert not offer.isVisible(), "it would take back what was done before"
    settled(qtbot, page)
    assert topics(page)[0].label == before.label
    assert not action(page, "Undo the last change of topics").isEnabled()


def test_topics_are_merged_and_split(qtbot: QtBot, page: TopicsPage) -> None:
    assert not action(page, "Merge topics").isEnabled()
    next(view for view in page.findChildren(QListView) if isinstance(view.model(), TopicsModel)).selectAll()
    action(page, "Merge topics").trigger()
    settled(qtbot, page)
    assert [topic.size for topic in topics(page)] == [12]
    action(page, "Split topic").trigger()
    settled(qtbot, page)
    assert [topic.size for topic in topics(page)] == [6, 6]


def test_what_is_drawn_around_on_the_map_is_listed(qtbot: QtBot, page: TopicsPage) -> None:
    page.show_view(MAP)
    settled(qtbot, page)
    view = child(page, ArchiveMapView)
    size = view.size()
    corners = [QPointF(2, 2), QPointF(size.width() - 2, 2), QPointF(size.width() - 2, size.height() - 2),
               QPointF(2, size.height() - 2)]  # fmt: skip
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, corners[0].toPoint())
    for corner in corners[1:]:
        qtbot.mouseMove(view, corner.toPoint())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, corners[3].toPoint())
    settled(qtbot, page)
    assert child(page, ResultsView).model().rowCount() == 12


def test_the_focus_goes_with_the_view(qtbot: QtBot, page: TopicsPage) -> None:
    page.visit()
    listed, drawn = child(page, TopicList), child(page, ArchiveMapView)
    assert page.focusWidget() is listed
    for keys, seen in (("map", drawn), ("list", listed)):
        action(page, f"Show topics as a {keys}").trigger()
        assert page.focusWidget() is seen
    settled(qtbot, page)


def test_the_model_keeps_the_rules_and_says_what_is_heard(qtmodeltester: ModelTester) -> None:
    model = TopicsModel()
    qtmodeltester.check(model)
    model.show((Topic(7, "Rent, flat", False, ("rent",), 3, 1, (1, 2, 3), (0.9, 0.8, 0.7), {"2024-03": 3}),))
    qtmodeltester.check(model)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Rent, flat, 3 documents, Mar 2024"
    assert (model.row_of(7), model.row_of(8)) == (0, None)


def test_every_point_is_drawn_in_its_colour(qtbot: QtBot, theme: Theme) -> None:
    view = ArchiveMapView(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_points((-1.0, 1.0), (0.0, 0.0), str)
    view.colour(Colouring((0, 1), ("one", "other")), ("#c8322b", "#2368b5"), "#888888")
    view.show()
    qtbot.waitExposed(view)
    assert colours_of(view) >= {"#c8322b", "#2368b5"}
    view.light([0])
    assert "#c8322b" in colours_of(view)
    assert "#2368b5" not in colours_of(view)


def test_the_wheel_looks_closer_at_what_is_under_the_mouse(qtbot: QtBot, theme: Theme) -> None:
    view = ArchiveMapView(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_points((0.0, 1.0, 2.0), (0.0, 1.0, 2.0), str)
    view.colour(Colouring((0, 1, 0), ("one", "other")), ("#c8322b", "#2368b5"), "#888888")
    view.show()
    qtbot.waitExposed(view)
    picked: list[list[int]] = []
    view.picked.connect(picked.append)
    middle = view.rect().center()
    for turns in (8, -40):  # closer, and back to all of it, but no further
        for _ in range(abs(turns)):
            turn(view, middle, 120 if turns > 0 else -120)
        view.grab()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
        assert picked.pop() == [1]
        assert ("#c8322b" in colours_of(view)) == (turns < 0)


def test_the_legend_of_the_map_is_as_large_as_its_words(qtbot: QtBot, page: TopicsPage) -> None:
    page.show_view(MAP)
    settled(qtbot, page)
    panel = child(page, MapPanel)
    next(button for button in panel.findChildren(QPushButton) if button.text() == "Sender").click()
    legend = child(panel, QWidget, "legend")
    words = [line for line in legend.findChildren(QLabel) if line.text()]
    assert words
    assert all(legend.width() > line.sizeHint().width() for line in words)


def test_no_way_of_colouring_the_map_is_cut_off(qtbot: QtBot, page: TopicsPage) -> None:
    page.window().resize(700, 500)
    page.show_view(MAP)
    settled(qtbot, page)
    QApplication.processEvents()
    ways = child(child(page, MapPanel), Segments).findChildren(QPushButton)
    assert ways
    assert all(way.width() >= way.sizeHint().width() for way in ways)


def turn(view: QWidget, at: QPoint, angle: int) -> None:
    """A turn of the wheel."""
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    place, way = QPointF(at), QPoint(0, angle)
    wheel = QWheelEvent(place, view.mapToGlobal(place), way, way, buttons, keys, phase, False)
    QApplication.sendEvent(view, wheel)


def test_what_lies_in_a_polygon() -> None:
    corners = np.array([(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)], dtype=float)
    places = np.array([(1, 1), (3.5, 3), (2, 3), (5, 5), (-1, 0)], dtype=float)
    assert inside(places, corners).tolist() == [True, True, False, False, False]
    assert not inside(places, corners[:2]).any()


def colours_of(view: ArchiveMapView) -> set[str]:
    image: QImage = view.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def action(page: TopicsPage, text: str) -> Any:  # noqa: ANN401
    return next(found for found in page.actions() if found.text() == text)
