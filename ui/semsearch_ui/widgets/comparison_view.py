"""Two documents side by side, with the words marked that only one of them has."""

from PySide6.QtWidgets import QFrame, QLabel

from semsearch.records import DuplicateMember, Span
from semsearch_ui.presentation import dates, marks, message, people, places
from semsearch_ui.presentation.difference import Comparison
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import column, frame, label, row
from semsearch_ui.widgets.message_header import ElidedLabel
from semsearch_ui.widgets.safe_browser import SafeBrowser


class _Side(QFrame):
    """One of the two."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._theme = theme
        self._title = ElidedLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._about = ElidedLabel()
        self._about.setProperty("look", "muted")
        self._body = SafeBrowser()
        self._body.setAccessibleName(name)
        layout = column(self, margin=1, spacing=0)
        head = column(spacing=GRID // 4)
        head.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID)
        head.addWidget(self._title)
        head.addWidget(self._about)
        layout.addLayout(head)
        layout.addWidget(frame("rule"))
        layout.addWidget(self._body, 1)
        layout.addSpacing(GRID)

    @property
    def body(self) -> SafeBrowser:
        return self._body

    def head(self, member: DuplicateMember) -> None:
        self._title.say(member.title)
        parts = (
            people.name_of(member.sender),
            dates.in_words(member.date, dates.local_now()),
            places.located(member.path, member.part),
        )
        self._about.say("  ·  ".join(part for part in parts if part))

    def show_text(self, text: str, spans: tuple[Span, ...]) -> None:
        colours = self._theme.colours
        page = self._body.document()
        page.setDocumentMargin(2 * GRID)
        page.setDefaultStyleSheet(
            message.style_sheet(text=colours.text, muted=colours.muted, accent=colours.accent)
            + f".mark {{ background-color: {colours.mark}; color: {colours.on_mark}; }}"
        )
        self._body.setHtml(f"<p>{marks.marked_html(text, spans)}</p>")


class ComparisonView(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: Comparison | None = None
        self._left = _Side(theme, self.tr("The first document"))
        self._right = _Side(theme, self.tr("The second document"))
        self._verdict: QLabel = label("", "muted")
        self._left.body.verticalScrollBar().valueChanged.connect(self._right.body.verticalScrollBar().setValue)
        self._right.body.verticalScrollBar().valueChanged.connect(self._left.body.verticalScrollBar().setValue)
        sides = row(spacing=2 * GRID)
        sides.addWidget(self._left, 1)
        sides.addWidget(self._right, 1)
        layout = column(self, spacing=GRID)
        layout.addWidget(self._verdict)
        layout.addLayout(sides, 1)
        theme.changed.connect(self._draw)

    def expect(self, left: DuplicateMember, right: DuplicateMember) -> None:
        """Name the two that are about to be shown."""
        self._left.head(left)
        self._right.head(right)

    def show_comparison(self, comparison: Comparison) -> None:
        self._shown = comparison
        self._draw()

    def clear(self) -> None:
        self._shown = None

    def _draw(self) -> None:
        if self._shown is None:
            return
        self._left.show_text(self._shown.left, self._shown.only_left)
        self._right.show_text(self._shown.right, self._shown.only_right)
        same = not self._shown.only_left and not self._shown.only_right
        verdict = (
            self.tr("The texts are the same, word for word.") if same else self.tr("Words that differ are marked.")
        )
        if self._shown.cut:
            verdict += " " + self.tr("Only the beginning was compared; the texts are long.")
        self._verdict.setText(verdict)
