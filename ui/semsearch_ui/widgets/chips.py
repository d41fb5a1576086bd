"""Small rounded things in a line: what narrows a search, and the examples whose like is asked for."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QWidget

from semsearch.records import Facets
from semsearch_ui.presentation import counts, facet_names
from semsearch_ui.presentation.narrowing import Narrowing
from semsearch_ui.presentation.titles import titled
from semsearch_ui.presentation.trail import Example
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedToolButton, ToolButton
from semsearch_ui.widgets.flow_layout import FlowLayout
from semsearch_ui.widgets.layouts import clear, entry, follow_in_tab_order, frame, label, row

SHOWN = 36
"""Letters of a chip at most."""

LINE = 4 * GRID
"""Pixels of height of a line of chips."""


def chip(theme: Theme, text: str, end: str, dismissed: Callable[[], object], look: str = "chip") -> QFrame:
    """A text with a cross behind it; `end` says what the cross does."""
    made = frame(look)
    made.setToolTip(text)
    cross = ThemedToolButton(end, theme, "close")
    cross.setIconSize(cross.iconSize() * 0.8)
    cross.clicked.connect(lambda _checked=False: dismissed())
    inside = row(made, spacing=0)
    inside.setContentsMargins(GRID, 0, 0, 0)
    inside.addWidget(label(text if len(text) <= SHOWN else f"{text[:SHOWN]}…"))
    inside.addWidget(cross)
    return made


class NarrowingBar(QWidget):
    """The operators of the query as chips, and one button for each kind of thing that results can be narrowed by, with
    counts in its menu; it is disabled while nobody knows them, and where they would narrow nothing, so that nothing
    moves when they come, and away where the query has settled it. ``narrow`` carries an operator to add, ``widen`` one
    to take away."""

    narrow = Signal(str)
    widen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout = FlowLayout(self, spacing=GRID // 2, line=LINE)
        self._narrowings: list[Narrowing] = []
        self._chips: list[QFrame] = []
        self._buttons = {name: self._menu_button(name) for name in facet_names.KINDS}
        self._facets: Facets | None = None
        self.hide()

    def show_query(self, narrowings: list[Narrowing]) -> None:
        if narrowings == self._narrowings:
            return
        self._narrowings = narrowings
        for old in self._chips:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [self._chip(one) for one in narrowings]
        settled = {facet_names.SETTLED_BY.get(one.name) for one in narrowings}
        for name, button in self._buttons.items():
            button.setVisible(name not in settled)
        self._layout.put_first(self._chips)
        follow_in_tab_order(self, self._layout.buttons())

    def show_facets(self, facets: Facets | None) -> None:
        """None while nobody knows them."""
        self._facets = facets
        for name, button in self._buttons.items():
            button.setEnabled(bool(facets and facet_names.groups_of(name, facets)))

    def _chip(self, one: Narrowing) -> QFrame:
        text = facet_names.narrowing_in_words(one)
        end = self.tr("Search without “%1”").replace("%1", text)
        return chip(self._theme, text, end, partial(self.widen.emit, one.written))

    def _menu_button(self, name: str) -> QToolButton:
        button = ToolButton()
        button.setProperty("look", "facet")
        button.setText(f"{facet_names.title(name)}  ▾")
        button.setAccessibleName(self.tr("Narrow by: %1").replace("%1", facet_names.title(name)))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setEnabled(False)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, name))
        button.setMenu(menu)
        self._layout.addWidget(button)
        return button

    def _fill(self, menu: QMenu, name: str) -> None:
        menu.clear()
        for values in facet_names.groups_of(name, self._facets) if self._facets else ():
            if not menu.isEmpty():
                menu.addSeparator()
            for words, value in zip(facet_names.values_in_words(name, values), values, strict=True):
                entry(menu, f"{words}\t{counts.number(value.count)}", partial(self.narrow.emit, value.operator))


class ExampleBar(QWidget):
    """The set that "more like these, less like those" works on; each can be taken out."""

    without = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout = FlowLayout(self, spacing=GRID // 2, line=LINE)
        self.hide()

    def show_examples(self, more: tuple[Example, ...], less: tuple[Example, ...]) -> None:
        clear(self._layout)
        copies = bool(more) and more[0].kind == "copies"
        self._add(self.tr("Copies of") if copies else self.tr("Similar to"), more, "chip")
        self._add(self.tr("but not to"), less, "less")
        self.setVisible(bool(more))
        follow_in_tab_order(self, self._layout.buttons())

    def _add(self, words: str, examples: Iterable[Example], look: str) -> None:
        for at, example in enumerate(examples):
            if at == 0:
                said = label(words, "muted")
                said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
                self._layout.addWidget(said)
            title = titled(example.title)
            end = self.tr("Remove “%1”").replace("%1", title)
            self._layout.addWidget(chip(self._theme, title, end, partial(self.without.emit, example), look))
