"""Two documents side by side, with what marks them apart: field by field, and word by word."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from semsearch.records import DuplicateMember, Span
from semsearch_ui.operations.duplicates import Sides
from semsearch_ui.presentation import marks, message
from semsearch_ui.presentation.fields import Field
from semsearch_ui.presentation.titles import titled
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.elided_label import ElidedLabel
from semsearch_ui.widgets.layouts import column, frame, label, row
from semsearch_ui.widgets.recoloured import Recoloured
from semsearch_ui.widgets.safe_browser import SafeBrowser

MOST_FIELDS = 4
"""Fields listed below the title of a side; more would leave the text no room, and are named in the line above."""

LEAST_LINES, LEAST = 3, 6
"""Lines of a text, with the margin above it, and of the height of a comparison: where there is no more room, the list
of duplicates has the rest."""

BESIDE_FIELDS = 9
"""Lines of the height of a comparison that are not for fields; where there are fewer the verdict goes as well."""


class _Side(QFrame):
    """One of the two."""

    def __init__(self, theme: Theme, name: str, role: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._theme = theme
        self._title = ElidedLabel("strong")
        self._fields: list[tuple[QLabel, ElidedLabel]] = []
        self._body = SafeBrowser()
        self._body.setAccessibleName(name)
        self._body.setMinimumHeight(LEAST_LINES * self._body.fontMetrics().lineSpacing())
        layout = column(self, margin=1, spacing=0)
        head = column(spacing=GRID // 2)
        head.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID)
        top = row(spacing=GRID)
        top.addWidget(self._title, 1)
        top.addWidget(label(role, "muted"))
        head.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID + GRID // 2)
        grid.setVerticalSpacing(GRID // 4)
        grid.setColumnStretch(1, 1)
        for at in range(MOST_FIELDS):
            pair = label("", "muted", selectable=True), ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
            self._fields.append(pair)
            for place, widget in enumerate(pair):
                grid.addWidget(widget, at, place)
        head.addLayout(grid)
        layout.addLayout(head)
        layout.addWidget(frame("rule"))
        layout.addWidget(self._body, 1)
        layout.addSpacing(GRID)

    @property
    def body(self) -> SafeBrowser:
        return self._body

    def head(self, member: DuplicateMember) -> None:
        self._title.say(titled(member.title))

    def show_fields(self, fields: list[tuple[str, str]]) -> None:
        for at, (name, value) in enumerate(self._fields):
            for widget in (name, value):
                widget.setVisible(at < len(fields))
            if at < len(fields):
                name.setText(fields[at][0])
                value.say(fields[at][1] or "—")

    def show_text(self, text: str, spans: tuple[Span, ...]) -> None:
        colours = self._theme.colours
        page = self._body.document()
        page.setDocumentMargin(2 * GRID)
        page.setDefaultStyleSheet(
            message.style_sheet(text=colours.text, muted=colours.muted, accent=colours.accent)
            + f".mark {{ background-color: {colours.mark}; color: {colours.on_mark}; }}"
        )
        self._body.setHtml(f"<p>{marks.marked_html(text, spans)}</p>")


class ComparisonView(Recoloured):
    """Two documents side by side that scroll together, and above them in what they differ."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: Sides | None = None
        self._room = MOST_FIELDS
        self._left = _Side(theme, self.tr("The document that is kept"), self.tr("kept"))
        self._right = _Side(theme, self.tr("Its duplicate"), self.tr("duplicate"))
        self._verdict = ElidedLabel()
        self._left.body.verticalScrollBar().valueChanged.connect(self._right.body.verticalScrollBar().setValue)
        self._right.body.verticalScrollBar().valueChanged.connect(self._left.body.verticalScrollBar().setValue)
        sides = row(spacing=2 * GRID)
        sides.addWidget(self._left, 1)
        sides.addWidget(self._right, 1)
        layout = column(self, spacing=GRID)
        layout.addWidget(self._verdict)
        layout.addLayout(sides, 1)

    def expect(self, left: DuplicateMember, right: DuplicateMember) -> None:
        """Name the two that are about to be shown."""
        self._left.head(left)
        self._right.head(right)

    def show_sides(self, sides: Sides) -> None:
        self._shown = sides
        self.colour()

    @property
    def verdict(self) -> str:
        """What the two differ in, in a sentence."""
        return self._verdict.toolTip()

    def colour(self) -> None:
        if self._shown is None:
            return
        texts = self._shown.texts
        self._list_fields(self._shown.fields)
        self._left.show_text(texts.left, texts.only_left)
        self._right.show_text(texts.right, texts.only_right)
        self._verdict.say(self._in_words(self._shown.fields))

    def _list_fields(self, fields: Sequence[Field]) -> None:
        """Where there is little room, the texts have it."""
        listed = [field for field in fields if field.differs and not field.is_title][: self._room]
        self._left.show_fields([(field.name, field.left) for field in listed])
        self._right.show_fields([(field.name, field.right) for field in listed])

    def minimumSizeHint(self) -> QSize:
        """Without what goes where there is no room for it."""
        return QSize(super().minimumSizeHint().width(), LEAST * self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = event.size().height() // self.fontMetrics().lineSpacing()
        self._verdict.setVisible(lines >= BESIDE_FIELDS)
        room = min(MOST_FIELDS, max(0, lines - BESIDE_FIELDS))
        if room != self._room and self._shown is not None:
            self._room = room
            self._list_fields(self._shown.fields)
        self._room = room

    def _in_words(self, fields: tuple[Field, ...]) -> str:
        assert self._shown is not None
        texts = self._shown.texts
        if texts.only_left or texts.only_right:
            verdict = self.tr("Words that differ are marked.")
        else:
            verdict = self.tr("The texts are the same, word for word.")
        if texts.cut:
            verdict += " " + self.tr("Only the beginning was compared; the texts are long.")
        differing = ", ".join(field.name for field in fields if field.differs)
        same = ", ".join(field.name for field in fields if not field.differs)
        if differing:
            verdict += " " + self.tr("Different: %1.").replace("%1", differing)
        if same:
            verdict += " " + self.tr("The same: %1.").replace("%1", same)
        return verdict
