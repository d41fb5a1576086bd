"""The first thing that a person sees: what semsearch does, that nothing leaves the computer, and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from semsearch_ui.theme import GRID, Theme, application_icon
from semsearch_ui.widgets.layouts import ThemedButton, ThemedIcon, column, frame, label, row

LINE = 416
"""Pixels of width of what happens next."""


class Welcome(QWidget):
    choose = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        layout = column(self, margin=4 * GRID, spacing=2 * GRID)
        layout.addStretch(2)
        layout.addWidget(self._logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._centred(self.tr("Find mail by what it means"), "welcome"))
        layout.addWidget(
            self._centred(
                self.tr("Choose a folder with mail or documents. Ask in your own words, in Russian or English."), "lead"
            )
        )
        layout.addSpacing(GRID)
        button = ThemedButton(self.tr("Choose a folder…"), theme, "large", "folders")
        button.clicked.connect(self.choose)
        self.setFocusProxy(button)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._centred(self.tr("or drop one onto this window"), "muted"))
        layout.addSpacing(GRID)
        layout.addWidget(self._steps(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GRID)
        layout.addLayout(self._promise())
        layout.addStretch(3)

    @staticmethod
    def _centred(text: str, look: str) -> QLabel:
        made = label(text, look, wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return made

    def _logo(self) -> QLabel:
        logo = QLabel()
        ratio = self.devicePixelRatioF()
        picture: QPixmap = application_icon().pixmap(64, 64)
        picture.setDevicePixelRatio(max(1.0, ratio if picture.width() > 64 else 1.0))
        logo.setPixmap(picture)
        logo.setFixedSize(64, 64)
        return logo

    def _steps(self) -> QWidget:
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID + GRID // 2)
        steps = (
            ("folders", self.tr("Mail folders, mbox files, Maildirs, text, web pages, PDF and Word files are read.")),
            ("search", self.tr("You can search as soon as the first of them are done.")),
            ("similar", self.tr("From any result, find others that say the same, and duplicates of it.")),
        )
        for at, (icon, text) in enumerate(steps):
            line = label(text, wrap=True)
            line.setFixedWidth(LINE)
            line.setMinimumHeight(line.heightForWidth(LINE))
            grid.addWidget(ThemedIcon(self._theme, icon, accent=True), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(line, at, 1)
        return card

    def _promise(self) -> "QGridLayout":
        grid = QGridLayout()
        inner = row(spacing=GRID)
        inner.addWidget(ThemedIcon(self._theme, "lock", 16))
        inner.addWidget(label(self.tr("Nothing leaves this computer, and your files are never changed."), "muted"))
        grid.addLayout(inner, 0, 0, Qt.AlignmentFlag.AlignHCenter)
        return grid
