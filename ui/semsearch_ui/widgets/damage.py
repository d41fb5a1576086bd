"""What the window says where its index is damaged or cannot be opened, with what mends that; and what there is to see
meanwhile."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame

from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.banner import Banner
from semsearch_ui.widgets.buttons import ThemedButton
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.layouts import column

translate = QCoreApplication.translate


def untouched() -> str:
    """What a person fears first, and what a repair does."""
    return translate(
        "Damage",
        "No mail or document was touched: only the file with what semsearch knows of them cannot be read. A repair "
        "saves what can be read of it, and reads your files again for the rest.",
    )


class DamageBanner(Banner):
    """Above the page, where part of the index can still be searched. ``repair`` and ``show_folder`` are wishes."""

    repair = Signal()
    show_folder = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        folder = ThemedButton(self.tr("Show folder"), theme, "quiet")
        folder.clicked.connect(self.show_folder)
        repair = ThemedButton(self.tr("Repair"), theme, "primary")
        repair.clicked.connect(self.repair)
        self.add(folder)
        self.add(repair)
        self._close.hide()  # it stays true until it is repaired

    def offer(self) -> None:
        self.say(self.tr("Part of the index is damaged"), untouched())


class DamageView(QFrame):
    """In place of the page, where nothing can be searched: because the index cannot be opened or too much of it is
    damaged, or while it is mended. ``again`` wishes that it be opened."""

    again = Signal()
    repair = Signal()
    show_folder = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._refused = False
        self._state = EmptyState(theme, "warning")
        self._state.asked.connect(self._ask)
        self._state.chosen.connect(lambda _: self.show_folder.emit())
        column(self, margin=2 * GRID).addWidget(self._state)
        self.hide()

    def refuse(self, why: str) -> None:
        self._refused = True
        self._show(self.tr("The index cannot be opened"), why, self.tr("Try again"))

    def offer(self) -> None:
        self._refused = False
        self._show(self.tr("The index cannot be read"), untouched(), self.tr("Repair"))

    def work(self) -> None:
        said = self.tr("What can still be read is saved into a new index. The file as it was is kept beside it.")
        self._show(self.tr("Repairing the index"), said, "")

    def _ask(self) -> None:
        (self.again if self._refused else self.repair).emit()

    def _show(self, heading: str, text: str, action: str) -> None:
        self._state.say(heading, text)
        self._state.offer(action)
        self._state.offer_choices("", [self.tr("Show folder")] if action else [])
        self.show()
