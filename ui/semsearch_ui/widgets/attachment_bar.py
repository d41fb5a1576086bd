"""The files attached to a message: each a button, with what can be done with it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from semsearch.records import Attached
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedToolButton
from semsearch_ui.widgets.flow_layout import FlowLayout
from semsearch_ui.widgets.layouts import clear, entry, follow_in_tab_order

MOST, FEW = 8, 2
"""Buttons, and where there is little room; what else is attached is in the menu of one more."""

WIDEST = 220
"""Pixels of a name."""


class AttachmentBar(QWidget):
    """``opened`` and ``saved`` carry the name of a file, ``similar`` and ``read`` the `Attached` that has text."""

    opened = Signal(str)
    saved = Signal(str)
    similar = Signal(Attached)
    read = Signal(Attached)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout = FlowLayout(self, spacing=GRID // 2)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_attachments(self, attachments: Sequence[Attached], most: int = MOST) -> None:
        clear(self._layout)
        for one in attachments[:most]:
            button = self._button(one.name, self.tr("Attached: %1").replace("%1", one.name))
            self._fill(button.menu(), one)
        rest = attachments[most:]
        if rest:
            more = self._button(f"+{len(rest)}", self.tr("More attachments"))
            for one in rest:
                self._fill(more.menu().addMenu(one.name.replace("&", "&&")), one)
        follow_in_tab_order(self, self._layout.buttons())

    def _button(self, text: str, meaning: str) -> QToolButton:
        button = ThemedToolButton(meaning, self._theme, "attachment", 16)
        button.setProperty("look", "facet")
        button.setObjectName("attached")  # Qt leaves room behind words that stand beside a drawing
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST)
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(text)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        self._layout.addWidget(button)
        button.show()  # now: what stands around the bar asks how high it is
        return button

    def _fill(self, menu: QMenu, one: Attached) -> None:
        entry(menu, self.tr("Open"), partial(self.opened.emit, one.name))
        entry(menu, self.tr("Save as…"), partial(self.saved.emit, one.name))
        menu.addSeparator()
        for words, signal in ((self.tr("Find similar"), self.similar), (self.tr("Show its text"), self.read)):
            entry(menu, words, partial(signal.emit, one)).setEnabled(one.document_id is not None)
