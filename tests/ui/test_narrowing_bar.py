"""What narrows a search: it stands still while counts come, and offers them."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from semsearch.records import Facets, FacetValue
from semsearch_ui.presentation.narrowing import narrowings
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.chips import NarrowingBar

FACETS = Facets(
    total=9,
    senders=(FacetValue("Anna Berg <anna@example.org>", 6, "from:anna@example.org"), FacetValue("Ops", 3, "from:ops")),
    folders=(),
    years=(FacetValue("2024", 9, "date:2024"),),
    types=(),
    languages=(),
    attachments=(),
)


def places(bar: NarrowingBar) -> dict[str, QRect]:
    buttons = [one for one in bar.findChildren(QToolButton) if one.isVisible()]
    return {one.accessibleName(): one.geometry() for one in buttons}


def test_nothing_moves_when_counts_come(qtbot: QtBot, theme: Theme) -> None:
    bar = NarrowingBar(theme)
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    before = places(bar)
    assert len(before) == 6
    bar.show_facets(FACETS)
    assert places(bar) == before


def test_only_what_narrows_anything_is_offered_and_how_many_there_are(qtbot: QtBot, theme: Theme) -> None:
    bar = NarrowingBar(theme)
    qtbot.addWidget(bar)
    bar.show_facets(FACETS)
    person, *others = bar.findChildren(QToolButton)
    assert (person.accessibleName(), person.isEnabled()) == ("Narrow by: Person", True)
    assert not any(other.isEnabled() for other in others)
    person.menu().aboutToShow.emit()
    anna, _ops = person.menu().actions()
    assert anna.text() == "Anna Berg\t6"
    with qtbot.waitSignal(bar.narrow) as chosen:
        anna.trigger()
    assert chosen.args == ["from:anna@example.org"]
    bar.show_facets(None)
    assert not person.isEnabled()


def test_what_the_query_has_settled_is_not_offered_again(qtbot: QtBot, theme: Theme) -> None:
    bar = NarrowingBar(theme)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_query(narrowings("lunch from:anna has:attachment"))
    assert not {"Narrow by: Person", "Narrow by: Attachments"} & places(bar).keys()
    bar.show_query(narrowings("обед от:анна есть:вложение"))
    assert not {"Narrow by: Person", "Narrow by: Attachments"} & places(bar).keys()
    bar.show_query(narrowings("lunch in:office"))
    assert {"Narrow by: Person", "Narrow by: Folder", "Narrow by: Attachments"} <= places(bar).keys()


def test_labels_are_offered_beside_folders(qtbot: QtBot, theme: Theme) -> None:
    bar = NarrowingBar(theme)
    qtbot.addWidget(bar)
    folder = FacetValue("/home/anna/Mail/office", 5, "in:/home/anna/Mail/office")
    bar.show_facets(Facets(total=9, folders=(folder,), labels=(FacetValue("Work", 4, "in:Work"),)))
    menu = bar.findChildren(QToolButton)[1].menu()
    menu.aboutToShow.emit()
    offered = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert offered == ["…/Mail/office\t5", "Work\t4"]


def test_operators_stand_before_and_can_be_taken_away(qtbot: QtBot, theme: Theme) -> None:
    bar = NarrowingBar(theme)
    qtbot.addWidget(bar)
    bar.resize(900, 40)
    bar.show()
    bar.show_query(narrowings("lunch from:anna after:2024"))
    qtbot.waitUntil(lambda: "Search without “From anna”" in places(bar))
    crosses = [one for one in bar.findChildren(QToolButton) if one.accessibleName().startswith("Search without")]
    assert len(crosses) == 2
    with qtbot.waitSignal(bar.widen) as taken:
        crosses[0].click()
    assert taken.args == ["from:anna"]
    bar.show_query([])
    assert len(places(bar)) == 6
