"""The few things that no default can know."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from semsearch_ui.desk import Desk
from semsearch_ui.memory import Value
from semsearch_ui.pages.page import Page
from semsearch_ui.pages.places import places
from semsearch_ui.presentation import counts, paths
from semsearch_ui.theme import CHOICES, GRID
from semsearch_ui.translation import LANGUAGES, Language
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.buttons import Segments, ThemedButton
from semsearch_ui.widgets.flow_layout import FlowLayout
from semsearch_ui.widgets.layouts import column, frame, label, row
from semsearch_ui.widgets.model_settings import ModelSettings
from semsearch_ui.widgets.opening import open_url
from semsearch_ui.widgets.reading_settings import ReadingSettings
from semsearch_ui.widgets.shortcut_list import ShortcutList

KEY = "settings"
WIDEST = 140
"""Letters of a line; those that are longer are hard to read."""


class SettingsPage(Page):
    """All sections in one column that scrolls: looks, model, reading, what is skipped, privacy, shortcuts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        add, forget = desk.commands.add, self.tr("Clear search history")
        self._forget = add(self, forget, "Ctrl+Shift+Del", desk.history_forgotten.emit, icon="trash", page=KEY)
        self._model = ModelSettings(desk)
        self._reading = ReadingSettings(desk)
        self._sizes = label("", "muted", wrap=True)
        self._keys = ShortcutList(desk, {place.key: place.title for place in places()})
        page = QWidget()
        page.setObjectName("scrolled")
        page.setMaximumWidth(WIDEST * self.fontMetrics().averageCharWidth())
        inner = column(page, spacing=2 * GRID)
        inner.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 4 * GRID)
        heading = row()
        heading.addStrut(4 * GRID)
        heading.addWidget(label(self.tr("Settings"), "heading"))
        inner.addLayout(heading)
        inner.addWidget(_section(self.tr("Language and appearance"), self._looks()))
        inner.addWidget(_section(self.tr("Model"), self._model))
        inner.addWidget(_section(self.tr("Reading files"), self._reading))
        inner.addWidget(_section(self.tr("What is skipped"), self._excludes()))
        inner.addWidget(_section(self.tr("Privacy"), self._privacy()))
        inner.addWidget(_section(self.tr("Shortcuts"), self._keys))
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setProperty("look", "page")
        scroll.setWidget(page)
        column(self).addWidget(scroll)

    def visit(self) -> None:
        self._languages.focus()
        self._model.visit()
        self._reading.visit()
        self._keys.visit()

    def know(self, situation: Situation) -> None:
        sizes = situation.catalogue.status.bytes
        home = paths.short(str(self.desk.operations.home))
        said = self.tr("The index is in %1 and takes %2.")
        self._sizes.setText(said.replace("%1", home).replace("%2", counts.file_size(sum(sizes.values()))))
        if self.isVisible():
            self._model.visit()

    # -- the sections --

    def _looks(self) -> QWidget:
        both = QWidget()
        grid = QGridLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(2, 1)
        languages = (self.tr("Same as system"), "English", "Русский")
        looks = (self.tr("Same as system"), self.tr("Light"), self.tr("Dark"))
        spoken = self.desk.memory.choice("language", LANGUAGES)
        self._languages = _choice(self.tr("Language"), LANGUAGES, languages, spoken, self._speak)
        self._appearance = _choice(self.tr("Appearance"), CHOICES, looks, self.theme.choice, self.theme.choose)
        self.theme.chosen.connect(self._show_chosen)
        for at, control in enumerate((self._languages, self._appearance)):
            grid.addWidget(label(control.accessibleName()), at, 0)
            grid.addWidget(control, at, 1)
        return both

    def _speak(self, language: Language) -> None:
        if language != self.desk.memory.choice("language", LANGUAGES):
            self.desk.memory.keep("language", language)
            self.desk.restart_wanted.emit()

    def _show_chosen(self) -> None:
        self._appearance.take(CHOICES.index(self.theme.choice))

    def _excludes(self) -> QWidget:
        part = QWidget()
        inner = row(part, spacing=2 * GRID)
        words = self.tr("Hidden and cache folders are never read. What else to skip is set for each folder.")
        inner.addWidget(label(words, "muted", wrap=True), 1)
        button = ThemedButton(self.tr("Folders…"), self.theme, "", "folders")
        button.clicked.connect(lambda: self.desk.page_wanted.emit("folders"))
        inner.addWidget(button)
        return part

    def _privacy(self) -> QWidget:
        part = QWidget()
        inner = column(part, spacing=GRID)
        inner.addWidget(
            label(
                self.tr("Nothing leaves this computer: no servers, no accounts, no statistics. Mail is shown without "
                        "remote pictures, and your files are never changed."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        inner.addWidget(self._sizes)
        buttons = QWidget()
        wrapping = FlowLayout(buttons, spacing=GRID)
        show = ThemedButton(self.tr("Open this folder"), self.theme, "", "open")
        home = str(self.desk.operations.home)
        show.clicked.connect(lambda: open_url(QUrl.fromLocalFile(home)))
        forget = ThemedButton(self._forget.text(), self.theme, "", "trash")
        forget.does(self._forget)
        for button in (show, forget):
            wrapping.addWidget(button)
        inner.addWidget(buttons)
        return part


def _choice(
    about: str, options: Sequence[Value], names: Sequence[str], taken: Value, pick: Callable[[Value], object]
) -> Segments:
    segments = Segments(about, names, options.index(taken))
    segments.chosen.connect(lambda at: pick(options[at]))
    return segments


def _section(title: str, content: QWidget) -> QFrame:
    card = frame("card")
    inner = column(card, spacing=GRID + GRID // 2)
    inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
    inner.addWidget(label(title, "section"))
    inner.addWidget(content)
    return card
