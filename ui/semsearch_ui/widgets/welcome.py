"""The first thing that a person sees: what semsearch does, that nothing leaves the computer, which folders, start."""

from math import floor
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QScrollArea, QWidget

from semsearch_ui.icons import application_icon
from semsearch_ui.mailboxes import Mailbox
from semsearch_ui.presentation import paths
from semsearch_ui.presentation.mailbox_names import name_of, size_of
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.buttons import ThemedButton, ThemedIcon
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import column, follow_in_tab_order, frame, label, row

WIDTH = 560
"""Pixels of width of the card with the folders, beside letters of the usual size, where there is room."""

FEWEST, SHOWN = 2.5, 6.5
"""Folders that are shown at once in a low window, and at most: of more, one is cut in half, so that the list is seen to
go on."""


class Welcome(QScrollArea):
    """``choose`` asks for another folder, ``start`` carries the folders that were chosen."""

    choose = Signal()
    start = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: list[tuple[QCheckBox, Path]] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        page = QWidget()
        page.setObjectName("scrolled")
        layout = self._page = column(page, margin=4 * GRID, spacing=2 * GRID)
        layout.addStretch(2)
        layout.addWidget(self._logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(_centred(self.tr("Find mail by meaning"), "welcome"))
        layout.addWidget(
            _centred(
                self.tr("Ask in your own words, in Russian or English. Results need not contain the same words."),
                "lead",
            )
        )
        layout.addLayout(self._promise())
        layout.addSpacing(GRID)
        layout.addWidget(self._folders(), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GRID)
        layout.addLayout(self._buttons())
        layout.addWidget(
            _centred(self.tr("You can search within seconds, while the rest is still being read."), "muted")
        )
        layout.addStretch(3)
        self.setWidget(page)
        self.offer([])

    def offer(self, boxes: list[Mailbox]) -> None:
        """Offer the folders that were found; mail is chosen from the start."""
        for box, _ in self._boxes:
            gone = box.parentWidget()
            if gone is not None:
                gone.deleteLater()
        self._boxes = []
        lines = [self._line(mailbox) for mailbox in boxes]
        for line in lines:
            self._list.addWidget(line)
        self._heading.setText(
            self.tr("Found on this computer") if boxes else self.tr("No mail program's folders were found here")
        )
        self._lines.setVisible(bool(lines))
        self._fit()
        follow_in_tab_order(self._lines, [box for box, _ in self._boxes])
        self._enable()
        if self._other.hasFocus():
            self.focus()

    def focus(self) -> None:
        """Let what is done first have the focus."""
        (self._start if self._chosen() else self._other).setFocus()

    def _chosen(self) -> list[Path]:
        return [path for box, path in self._boxes if box.isChecked()]

    def _enable(self) -> None:
        self._start.setEnabled(bool(self._chosen()))
        self._start.setVisible(bool(self._boxes))

    def _line(self, mailbox: Mailbox) -> QWidget:
        line = QWidget()
        inner = row(line, spacing=GRID)
        box = QCheckBox(name_of(mailbox.program))
        box.setChecked(True)
        box.setToolTip(str(mailbox.path))
        size = size_of(mailbox)
        box.setAccessibleName(f"{name_of(mailbox.program)}, {mailbox.path}, {size}")
        box.toggled.connect(self._enable)
        path = ElidedLabel("muted", Qt.TextElideMode.ElideMiddle)
        path.say(paths.short(str(mailbox.path)))
        inner.addWidget(box)
        inner.addWidget(path, 1)
        inner.addWidget(label(size, "muted"))
        self._boxes.append((box, mailbox.path))
        return line

    # -- building --

    def _folders(self) -> QWidget:
        card = self._card = frame("card")
        inner = column(card, spacing=GRID + GRID // 2)
        inner.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._heading = label("", "name")
        folders = QWidget()
        folders.setObjectName("listed")
        self._list = column(folders, spacing=GRID)
        self._lines = QScrollArea()
        self._lines.setWidgetResizable(True)
        self._lines.setProperty("look", "list")
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.setWidget(folders)
        inner.addWidget(self._heading)
        inner.addWidget(self._lines)
        return card

    def _buttons(self) -> QHBoxLayout:
        self._start = ThemedButton(self.tr("Start"), self._theme, "large")
        self._start.clicked.connect(lambda: self.start.emit(self._chosen()))
        self._other = ThemedButton(self.tr("Choose a folder…"), self._theme, "other", "folders")
        self._other.clicked.connect(self.choose)
        buttons = row(spacing=2 * GRID)
        buttons.addStretch(1)
        buttons.addWidget(self._start)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        return buttons

    def _logo(self) -> QLabel:
        logo = QLabel()
        ratio = self.devicePixelRatioF()
        picture: QPixmap = application_icon().pixmap(64, 64)
        picture.setDevicePixelRatio(max(1.0, ratio if picture.width() > 64 else 1.0))
        logo.setPixmap(picture)
        logo.setFixedSize(64, 64)
        return logo

    def _promise(self) -> QHBoxLayout:
        inner = row(spacing=GRID)
        inner.addStretch(1)
        inner.addWidget(ThemedIcon(self._theme, "lock", 16))
        self._promised = label(
            self.tr("Nothing leaves this computer, and your files are never changed."), "muted", wrap=True
        )
        inner.addWidget(self._promised)
        inner.addStretch(1)
        return inner

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A line that may be broken is so only where it has to be; and as many folders are shown as leave room for the
        button below them."""
        room = self.viewport().width() - 8 * GRID
        whole = self._promised.fontMetrics().horizontalAdvance(self._promised.text()) + GRID
        self._promised.setFixedWidth(min(whole, room - 8 * GRID))
        self._card.setFixedWidth(min(self._theme.scaled(WIDTH), room))
        if not self._boxes:
            return
        line = self._boxes[0][0].sizeHint().height() + self._list.spacing()
        self._lines.setFixedHeight(0)
        free = (self.viewport().height() - self._page.totalHeightForWidth(self.viewport().width())) / line
        shown = min(len(self._boxes), SHOWN, max(FEWEST, floor(free - 0.5) + 0.5 if free < len(self._boxes) else free))
        self._list.setContentsMargins(0, 0, GRID if shown < len(self._boxes) else 0, 0)  # beside the bar that scrolls
        self._lines.setFixedHeight(round(shown * line - self._list.spacing()))


def _centred(text: str, look: str) -> QLabel:
    made = label(text, look, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return made
