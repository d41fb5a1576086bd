"""The list of results as it is drawn and clicked."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QWidget
from pytestqt.qtbot import QtBot

from semsearch.records import Hit, Span
from semsearch_ui.desk import Desk
from semsearch_ui.presentation.arranging import arranged
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.painting import elided_title, paint_ground
from semsearch_ui.widgets.results_view import ResultsView


def view_of(qtbot: QtBot, desk: Desk, hits: tuple[Hit, ...]) -> ResultsView:
    owner = QWidget()
    qtbot.addWidget(owner)
    view = ResultsView(desk.theme, HitActions(owner, desk, "search"))
    qtbot.addWidget(view)
    view.resize(420, 500)
    view.show_rows(arranged(hits), same_question=False)
    view.show()
    return view


def painted(view: ResultsView, row: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()


def has_colour(view: ResultsView, row: int, colour: str) -> bool:
    image = painted(view, row)
    wanted = QColor(colour)
    return any(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_matching_words_are_marked(qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]) -> None:
    view = view_of(qtbot, desk, (make_hit(1), make_hit(2, marks=())))
    assert has_colour(view, 0, desk.theme.colours.mark)
    assert not has_colour(view, 1, desk.theme.colours.mark)


def test_what_is_unrelated_begins_with_a_line_that_says_so(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]
) -> None:
    hits = (make_hit(1), make_hit(2, relevance=0.0), make_hit(3, relevance=0.0))
    view = view_of(qtbot, desk, hits)
    ground = QColor(desk.theme.colours.window)
    assert [painted(view, row).pixelColor(2, 4) == ground for row in range(3)] == [False, True, False]
    assert len({view.visualRect(view.model().index(row, 0)).height() for row in range(3)}) == 1
    assert not has_colour(view, 2, desk.theme.colours.accent)
    view.setCurrentIndex(view.model().index(1, 0))
    assert painted(view, 1).pixelColor(2, 4) == ground, "the line is no part of what is selected"
    assert has_colour(view, 1, desk.theme.colours.selected)
    view.show_rows(arranged((make_hit(4, relevance=0.0),)), same_question=False)
    assert painted(view, 0).pixelColor(2, 4) == ground


def test_rows_keep_to_the_width_of_the_list(qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]) -> None:
    view = view_of(qtbot, desk, tuple(make_hit(at) for at in range(50)))
    view.resize(300, 500)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(0, 0)).width() == view.viewport().width())


def test_rows_follow_the_width_the_scheme_and_the_letters(
    qtbot: QtBot, desk: Desk, qapp: QApplication, make_hit: Callable[..., Hit]
) -> None:
    hit = make_hit(1, snippet="Shall we have lunch on Friday? " * 20)
    unmarked, letters = replace(hit, marks=()), qapp.font()
    larger = QFont(letters)
    larger.setPointSizeF(1.5 * letters.pointSizeF())
    view = view_of(qtbot, desk, (hit,))

    def looks_as_painted_anew(shown: Hit) -> bool:
        anew = view_of(qtbot, desk, (shown,))
        anew.resize(view.size())
        qapp.processEvents()  # in which the lists are laid out
        return painted(view, 0) == painted(anew, 0)

    view.resize(700, 500)
    assert looks_as_painted_anew(hit)
    desk.theme.choose("dark")
    assert looks_as_painted_anew(hit)
    desk.theme.choose("light")
    view.show_rows(arranged((unmarked,)), same_question=True)
    assert looks_as_painted_anew(unmarked)
    qapp.setFont(larger)
    try:
        assert looks_as_painted_anew(unmarked)
    finally:
        qapp.setFont(letters)


def test_in_a_narrow_list_a_title_has_its_line_for_itself(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]
) -> None:
    view = view_of(qtbot, desk, (make_hit(1), make_hit(2, title="W" * 99, snippet="", marks=(), relevance=0.5)))
    letters = QFontMetrics(desk.theme.font(bold=True))

    def title_reaches_the_edge() -> bool:
        image = painted(view, 1)
        right = range(image.width() - 6 * letters.averageCharWidth(), image.width())
        top = range(letters.height() + GRID)  # the first line
        ink = QColor(desk.theme.colours.text)
        return any(image.pixelColor(x, y) == ink for x in right for y in top)

    assert not title_reaches_the_edge()  # the date stands there
    view.resize(240, 500)
    assert title_reaches_the_edge()


def test_odd_hits_are_drawn_too(qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]) -> None:
    view = view_of(
        qtbot,
        desk,
        (
            make_hit(1, title="", sender="", date=None, snippet="", marks=()),
            make_hit(2, title="😀" * 300, snippet="😀 слово " * 200, marks=(Span(2, 7), Span(900, 905))),
            make_hit(3, snippet="x" * 5000, marks=(Span(-1, 9999),), kind="attachment", relevance=7.0),
        ),
    )
    view.resize(60, 500)
    assert not view.grab().isNull()


def test_keys_move_and_open(qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]) -> None:
    view = view_of(qtbot, desk, (make_hit(1), make_hit(2)))
    chosen: list[Hit | None] = []
    view.current_hit.connect(chosen.append)
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert [hit.id for hit in chosen if hit] == [2]
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_what_nothing_was_asked_about_in_words_has_no_relevance(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]
) -> None:
    view = view_of(qtbot, desk, (make_hit(1), make_hit(2)))
    assert has_colour(view, 1, desk.theme.colours.accent)
    view.show_rows(arranged((make_hit(1), make_hit(2)), ranked=False), same_question=False)
    assert not has_colour(view, 1, desk.theme.colours.accent)
    assert "%" not in view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    view.show_rows(arranged((make_hit(1), make_hit(2, relevance=0.0)), ranked=False), same_question=False)
    assert has_colour(view, 1, desk.theme.colours.text), "it is as good as any other"


def test_the_blank_asks_for_the_next_page_and_steps_lead_on(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]
) -> None:
    view = view_of(qtbot, desk, (make_hit(1), make_hit(2, relevance=0.0)))
    asked: list[bool] = []
    view.read_on.connect(asked.append)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [False, True]
    view.step(1)
    assert view.currentIndex().data() == "Lunch on Friday 2"  # past what stands between
    view.step(-1)
    assert view.currentIndex().data() == "Lunch on Friday 1"


def test_no_ellipsis_stands_alone_on_the_second_line(qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit]) -> None:
    words = "Shall we have lunch on Friday"
    view = view_of(qtbot, desk, (make_hit(1), make_hit(2, snippet=f"{words} …", marks=())))

    letters = QFontMetrics(desk.theme.font(0.95))

    def last_letter() -> int:
        """Where the last line ends, 0 where nothing is written in it."""
        image = painted(view, 1)
        low = range(image.height() - 2 * GRID - letters.height() // 2, image.height() - 2 * GRID)
        ground = image.pixelColor(GRID, low[0])
        written = (x for x in range(image.width()) if any(image.pixelColor(x, y) != ground for y in low))
        return max(written, default=0)

    ends = set()
    for more in range(40, 120, 2):  # from where the last word is cut off to where all stands on one line
        view.resize(letters.horizontalAdvance(words) + more, 500)
        qtbot.waitUntil(lambda: view.visualRect(view.model().index(0, 0)).width() == view.viewport().width())
        ends.add(last_letter())
    assert 0 in ends
    assert min(ends - {0}) > 6 * GRID + letters.horizontalAdvance("Friday")


@pytest.mark.parametrize("by_keyboard", [True, False])
def test_who_comes_by_the_keyboard_sees_which_row_has_the_focus(theme: Theme, by_keyboard: bool) -> None:
    flags = QStyle.StateFlag
    state = flags.State_Selected | flags.State_HasFocus
    image = QImage(100, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_ground(
        painter, image.rect(), state | flags.State_KeyboardFocusChange if by_keyboard else state, theme.colours
    )
    painter.end()
    assert (image.pixelColor(50, 0).name() == theme.colours.accent) is by_keyboard


@pytest.mark.parametrize("by_keyboard", [True, False])
def test_what_is_unfolded_begins_where_it_was_offered(
    qtbot: QtBot, desk: Desk, make_hit: Callable[..., Hit], by_keyboard: bool
) -> None:
    rows = arranged([make_hit(at, relevance=0.0) for at in range(60)])
    view = view_of(qtbot, desk, ())
    view.farther.connect(lambda: view.show_rows(rows, same_question=True))
    view.show_rows(rows[:3], same_question=False, folded=True)
    offer = view.model().index(3, 0)
    assert has_colour(view, 3, desk.theme.colours.accent)
    if by_keyboard:
        qtbot.keyClick(view, Qt.Key.Key_End)
        place = view.visualRect(view.currentIndex()).top()
        qtbot.keyClick(view, Qt.Key.Key_Return)
    else:
        place = view.visualRect(offer).top()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(offer).center())
    assert view.model().rowCount() == 60
    assert view.currentIndex().row() == 3
    assert view.visualRect(view.currentIndex()).top() == place


def test_a_title_from_right_to_left_ends_on_its_left(qapp: QApplication) -> None:
    font = QFont(qapp.font())
    for title in ("اجتماع يوم الخميس بخصوص ميزانية المشروع الجديد", "פגישה ביום חמישי בנושא התקציב (budget)"):
        line = QTextLayout(elided_title(title, font, QFontMetrics(font).horizontalAdvance(title) * 2 // 3), font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)  # as rows are painted
        line.setTextOption(option)
        line.beginLayout()
        drawn = line.createLine()
        line.endLayout()
        end = len(line.text())
        assert line.text().endswith("…")
        assert place(drawn, end - 1) < place(drawn, 3)


def place(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)
    assert isinstance(found, tuple)
    return float(found[0])
