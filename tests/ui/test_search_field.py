"""The field that everything is asked in: what completes a word, and which key takes it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCompleter
from pytestqt.qtbot import QtBot

from semsearch.records import Facets, FacetValue
from semsearch_ui.presentation import completing
from semsearch_ui.presentation.completing import Completion
from semsearch_ui.presentation.narrowing import begun
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.search_field import SearchField
from tests.ui.children import child

ARCHIVE = Facets(
    9,
    senders=(FacetValue("Anna Berg <anna@example.org>", 6, "from:anna@example.org"),),
    folders=(
        FacetValue("/mail/Archive 2024", 7, 'in:"/mail/Archive 2024"'),
        FacetValue("/mail/Inbox", 2, "in:/mail/Inbox"),
    ),
    types=(FacetValue("email", 8, "type:email"), FacetValue("pdf", 1, "type:pdf")),
    languages=(FacetValue("ru", 5, "lang:ru"),),
)  # fmt: skip


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> SearchField:
    """A field over an archive, with a question asked before."""

    def complete(typed: str, done: Callable[[list[Completion]], None]) -> None:
        name, beginning = begun(typed) or ("", "")
        people = name in completing.OF_PEOPLE and beginning
        anna = ["Anna Berg <anna@example.org>"]
        done(completing.senders(name, anna) if people else completing.values(name, beginning, ARCHIVE))

    field = SearchField(theme, complete)
    field.remember(["budget of the year"])
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def offers_of(field: SearchField) -> QAbstractItemView:
    popup = child(field, QCompleter).popup()
    assert popup is not None
    return popup


def offered(field: SearchField) -> list[str]:
    popup = offers_of(field)
    rows = range(popup.model().rowCount()) if popup.isVisible() else ()
    return [popup.model().index(row, 0).data() for row in rows]


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("what came in", []),
        ("budget bef", ["before:"]),
        ("what came before", []),
        ("bud", ["budget of the year"]),
        ("from:", ["Anna Berg"]),
        ("to:ann", ["Anna Berg"]),
        ("in:arch", ["/mail/Archive 2024"]),
        ('in:"archive 20', ["/mail/Archive 2024"]),
        ("type:", ["E-mail", "PDF"]),
        ("type:pdf", []),
        ("invoice lang:r", ["Русский"]),
    ],
)
def test_operators_and_their_values_are_offered_and_words_of_a_sentence_are_not(
    qtbot: QtBot, field: SearchField, typed: str, offers: list[str]
) -> None:
    qtbot.keyClicks(field, typed)
    assert offered(field) == offers


@pytest.mark.parametrize(("typed", "offers"), [("счёт тем", ["тема:"]), ("кому:ann", ["Anna Berg"])])
def test_russian_names_of_operators_are_offered_and_followed(
    qtbot: QtBot, field: SearchField, typed: str, offers: list[str]
) -> None:
    field.setText(typed[:-1])
    field.insert(typed[-1])
    field.textEdited.emit(typed)
    qtbot.waitUntil(lambda: offered(field) == offers)


def test_enter_asks_what_is_typed_unless_an_offer_was_selected(qtbot: QtBot, field: SearchField) -> None:
    for typed in ("bud", "from:ann"):
        field.clear()
        qtbot.keyClicks(field, typed)
        assert offered(field)
        with qtbot.waitSignal(field.asked):
            qtbot.keyClick(offers_of(field), Qt.Key.Key_Return)
        assert field.text() == typed
        assert not offered(field)


def test_down_and_enter_take_an_offer_and_so_does_tab_at_once(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "lunch from:ann")
    qtbot.keyClick(offers_of(field), Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(field.asked):
        qtbot.keyClick(offers_of(field), Qt.Key.Key_Return)
    assert field.text() == "lunch from:anna@example.org "
    qtbot.keyClicks(field, "typ")
    qtbot.keyClick(offers_of(field), Qt.Key.Key_Tab)
    assert offered(field) == ["E-mail", "PDF"]
    assert field.text() == "lunch from:anna@example.org type:"
