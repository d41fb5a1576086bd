"""Colours that can be read, icons that are all there."""

import re
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from semsearch.settings import resources
from semsearch_ui.colours import DARK, LIGHT, Colours
from semsearch_ui.icons import drawing
from semsearch_ui.memory import Memory
from semsearch_ui.style_sheet import style_sheet
from semsearch_ui.theme import CHOICES, Theme
from semsearch_ui.translation import LANGUAGES
from semsearch_ui.widgets.buttons import ThemedToolButton
from semsearch_ui.widgets.dialogs import CardDialog
from tests.ui.contrast import contrast

READ_ON = [
    ("text", "window"), ("text", "surface"), ("text", "hover"), ("text", "selected"), ("text", "danger_ground"),
    ("muted", "window"), ("muted", "surface"), ("muted", "hover"), ("muted", "selected"), ("on_accent", "accent"),
    ("on_accent", "accent_hover"), ("on_mark", "mark"), ("accent", "surface"), ("accent", "hover"),
    ("accent", "window"),
]  # fmt: skip

SHAPES = re.compile(r"indicator|handle|groove|sub-page|chunk|separator|QProgressBar|QSplitter|rule")
"""Rules of the style sheet for what bears no text."""


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_text_has_enough_contrast(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ground_of_the_style_sheet_bears_its_text(colours: Colours) -> None:
    """What a rule leaves open it has from the same widget in its usual state, else from all text and the page."""
    ink_of: dict[str, str] = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style_sheet(colours, 10, "")):
        if SHAPES.search(selector) or ":disabled" in selector:
            continue
        ink, ground = (re.search(rf"(?<![-\w]){name}: (#\w{{6}})", body) for name in ("color", "background"))
        for one in selector.split(","):
            usual = re.sub(r":[a-z-]+$", "", one.strip())
            used = ink[1] if ink else ink_of.get(usual, colours.text)
            ink_of.setdefault(usual, used)
            for lies_on in [ground[1]] if ground else [colours.surface, colours.window]:
                assert contrast(used, lies_on) >= 4.5 or not (ink or ground), one


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_without_text_can_be_seen(colours: Colours) -> None:
    """WCAG 1.4.11: edges of fields, rings of the focus, icons, bars and the points of charts."""
    for ground in (colours.surface, colours.window, colours.selected, colours.hover):
        assert contrast(colours.accent, ground) >= 3
        assert contrast(colours.muted, ground) >= 3
    for mark in (*colours.categories, *colours.steps, colours.others):
        assert contrast(mark, colours.surface) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edges_of_fields_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.field, colours.surface) >= 3
    assert contrast(colours.danger, colours.danger_ground) >= 3


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_choosing_dark_reaches_every_widget(qtbot: QtBot, theme: Theme, qapp: QApplication) -> None:
    seen, hidden, gone = QWidget(), QWidget(), QWidget()
    for part in (seen, hidden):
        qtbot.addWidget(part)
    seen.show()
    theme.dress(seen, gone, hidden)
    shiboken6.delete(gone)
    theme.choose("dark")
    assert theme.scheme == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert DARK.accent in seen.styleSheet()
    qtbot.waitUntil(lambda: DARK.accent in hidden.styleSheet())
    theme.choose("light")
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window


def test_drawings_have_the_colours_of_the_moment(qtbot: QtBot, theme: Theme) -> None:
    button = ThemedToolButton("Search", theme, "search")
    qtbot.addWidget(button)
    button.setCheckable(True)

    def inks() -> set[str]:
        drawn = button.grab().toImage()
        return {drawn.pixelColor(x, y).name() for x in range(drawn.width()) for y in range(drawn.height())}

    for scheme, colours in (("light", LIGHT), ("dark", DARK), ("light", LIGHT)):
        theme.choose("dark" if scheme == "dark" else "light")
        button.setChecked(False)
        assert colours.muted in inks()
        button.setChecked(True)
        assert colours.accent in inks()


@pytest.mark.parametrize("path", sorted((resources() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn(theme: Theme, path: Path) -> None:
    drawn = drawing(path.stem, "#ff0000", 20).toImage()
    assert any(drawn.pixelColor(x, y).alpha() for x in range(20) for y in range(20))


def test_only_known_choices_are_remembered(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.ini")
    for kept, chosen in (("dark", "dark"), ("system", "system"), ("pink", "system")):
        memory.keep("appearance", kept)
        assert memory.choice("appearance", CHOICES) == chosen
    assert memory.choice("language", LANGUAGES) == "system"


def test_drawings_grow_with_the_letters(qapp: QApplication, theme: Theme) -> None:
    usual = qapp.font()
    before, drawn = theme.scaled(20), ThemedToolButton("Search", theme, "search").iconSize()
    font = qapp.font()
    font.setPointSizeF(3 * usual.pointSizeF())
    qapp.setFont(font)
    try:
        assert theme.scaled(20) > before
        assert ThemedToolButton("Search", theme, "search").iconSize().width() > drawn.width()
    finally:
        qapp.setFont(usual)


def test_the_button_that_does_it_stands_out_in_a_dialog(qtbot: QtBot, theme: Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    theme.dress(owner)
    dialog = CardDialog(owner, "Move", "Move: 2 documents", "", QWidget(), "Move")
    dialog.show()
    assert dialog.go is not None
    ground = dialog.go.grab().toImage().pixelColor(8, dialog.go.height() // 2).name()
    assert ground in (theme.colours.accent, theme.colours.accent_hover)
