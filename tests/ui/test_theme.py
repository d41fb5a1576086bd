"""Colours that can be read, icons that are all there."""

from dataclasses import fields

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from semsearch.settings import resources
from semsearch_ui.palette import DARK, LIGHT, Colours, contrast
from semsearch_ui.theme import Theme, as_choice

READ_ON = [
    ("text", "window"), ("text", "surface"), ("text", "hover"), ("text", "selected"), ("text", "danger_ground"),
    ("muted", "window"), ("muted", "surface"), ("muted", "hover"), ("muted", "selected"), ("on_accent", "accent"),
    ("on_accent", "accent_hover"), ("on_mark", "mark"), ("accent", "surface"), ("accent", "hover"),
    ("accent", "window"),
]  # fmt: skip


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_text_has_enough_contrast(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edges_of_fields_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.field, colours.surface) >= 3
    assert contrast(colours.danger, colours.danger_ground) >= 3


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert all(len(getattr(LIGHT, field.name)) == 7 for field in fields(LIGHT))


def test_choosing_dark_reaches_every_widget(theme: Theme, qapp: QApplication) -> None:
    theme.choose("dark")
    assert theme.scheme == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert DARK.accent in qapp.styleSheet()
    theme.choose("light")
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window


@pytest.mark.parametrize("path", sorted((resources() / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn(theme: Theme, path: object) -> None:
    drawn = theme.pixmap(path.stem, 20, "#ff0000").toImage()  # type: ignore[attr-defined]
    assert any(drawn.pixelColor(x, y).alpha() for x in range(20) for y in range(20))


def test_only_known_choices_are_remembered() -> None:
    assert [as_choice(value) for value in ("dark", "light", "system", "pink", None)] == [
        "dark", "light", "system", "system", "system",
    ]  # fmt: skip
