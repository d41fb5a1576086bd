"""The text of a message, made safe to read, and below it what else of it can be seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from semsearch.records import Hit, Preview, Reasons, Span
from semsearch_ui.colours import LIGHT
from semsearch_ui.desk import Desk
from semsearch_ui.presentation import marks, message
from semsearch_ui.presentation.relevance import strongest
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.buttons import ThemedButton, fit_words
from semsearch_ui.widgets.flow_layout import FlowLayout
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.layouts import column, pop_up, row
from semsearch_ui.widgets.match_bar import MatchBar
from semsearch_ui.widgets.opening import open_link
from semsearch_ui.widgets.recoloured import Recoloured
from semsearch_ui.widgets.safe_browser import LinkTarget, SafeBrowser

LEAST_LINES = 3
"""Of the text, that stay where there is hardly any room: Qt would rather cut through the subject."""


class MessageBody(Recoloured):
    """Quoted history is folded away until it is asked for; HTML can be read as plain text. ``similar_to_text`` carries
    what was selected."""

    similar_to_text = Signal(str)

    def __init__(
        self, desk: Desk, actions: HitActions, owner: QWidget, page: str, ways: Sequence[ThemedButton]
    ) -> None:
        """`ways` are buttons that lead from this message to others; actions are registered for `owner`."""
        super().__init__(desk.theme)
        self._actions = actions
        self._preview: Preview | None = None
        self._words: frozenset[str] = frozenset()
        self._reasons: Reasons | None = None
        self._related = True
        self._about = ""
        self._colours = desk.theme.colours
        self._text = SafeBrowser(margin=3 * GRID)
        self._text.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self._target = LinkTarget(self._text)
        self._text.setAccessibleName(self.tr("Text of the message"))
        self._text.anchorClicked.connect(lambda link: open_link(link, self))
        self._text.highlighted.connect(lambda link: self._target.tell(link.toDisplayString()))
        self._text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._text.customContextMenuRequested.connect(self._show_menu)
        self._matches = MatchBar(desk, owner, page)
        self._matches.moved.connect(self._text.go_to)
        self._unfolded = self._as_plain = False
        self._quoted, self._plain = (ThemedButton("", desk.theme, "quiet", icon) for icon in ("down", "document"))
        self._quoted.setObjectName("show quoted")
        self._quoted.clicked.connect(self._turn_quoted)
        self._plain.clicked.connect(self._turn_plain)
        self._selected = desk.commands.add(
            owner, self.tr("Find similar to the selected text"), "Ctrl+Shift+S", self._find_selected,
            icon="similar", page=page, on_selection=True,
        )  # fmt: skip
        self._selected.setEnabled(False)
        self._text.copyAvailable.connect(self._selected.setEnabled)
        self._ways = (*ways, self._quoted, self._plain)
        self._foot = self._below()
        layout = column(self, spacing=0)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._foot)

    def hasHeightForWidth(self) -> bool:
        """The text gives way to what is above: Qt would take the height that it would like for the least it needs."""
        return False

    def colour(self) -> None:
        self._show()

    def clear(self) -> None:
        self._preview = None
        self._text.clear()
        self._matches.show_places([], 0, counted=False)

    def show_message(self, preview: Preview, hit: Hit) -> None:
        """Show a text from its beginning, with the words marked that made it a hit."""
        self._preview = preview
        self._know(hit)
        self._unfolded = self._as_plain = False
        self._plain.setVisible(bool(preview.html))
        self._target.tell("")
        self._show()

    def mark_hit(self, hit: Hit) -> None:
        """Mark the words of another query."""
        self._know(hit)
        if self._is_excerpt():
            self._show()
        else:
            self._mark()

    def explain(self, reasons: Reasons) -> None:
        """Mark the sentences that say most, too."""
        self._reasons = reasons
        self._mark()

    def _know(self, hit: Hit) -> None:
        """What makes the text a hit: its words, not yet its reasons."""
        self._words, self._related = marks.marked_words(hit.snippet, hit.marks), not hit.below_floor
        self._reasons = None
        self._about = hit.snippet

    def show_sentence(self, sentence: str) -> None:
        """Bring a sentence into view."""
        text = self._text.toPlainText()
        passage = marks.find_passage(text, sentence)
        if passage is None and self._is_excerpt():
            self._about = sentence
            self._show()
            text = self._text.toPlainText()
            passage = marks.find_passage(text, sentence)
        if passage is not None:
            self._text.go_to(marks.utf16(text, [Span(passage.start, passage.start)])[0])

    def _is_excerpt(self) -> bool:
        """Whether a part of a text is shown, and another hit or sentence may be in another."""
        shown = self._preview
        return shown is not None and self._is_plain(shown) and len(shown.document.text) > message.LONGEST_TEXT

    def _is_plain(self, shown: Preview) -> bool:
        return self._as_plain or not shown.html

    def focus(self) -> None:
        """Let the text have the focus. (By a focus proxy Tab would go there past all that stands above it.)"""
        self._text.setFocus()

    def turn_page(self, *, back: bool) -> bool:
        """Turn to the next page, or to the one before; False where there is none."""
        return self._text.turn_page(back=back)

    # -- building --

    def _below(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "strip")
        line = row(foot, spacing=GRID)
        line.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        ways = QWidget()
        wrapping = FlowLayout(ways, spacing=GRID)
        for button in self._ways:
            wrapping.addWidget(button)
        line.addWidget(ways, 1)
        line.addWidget(self._matches)
        return foot

    # -- showing --

    def _turn_quoted(self) -> None:
        self._unfolded = not self._unfolded
        self._show()

    def _turn_plain(self) -> None:
        self._as_plain = not self._as_plain
        self._show()

    def _show(self) -> None:
        if self._preview is None:
            return
        document, html, unfolded = self._preview.document, self._preview.html, self._unfolded
        plain = self._is_plain(self._preview)
        on_paper = not plain and message.has_colours(html)
        self._text.lay_on_paper(white=on_paper)
        self._colours = colours = LIGHT if on_paper else self._theme.colours
        self._text.document().setDefaultStyleSheet(
            message.style_sheet(text=colours.text, muted=colours.muted, accent=colours.accent)
        )
        folds = bool(document.quoted) if plain else message.folded(html) != html
        self._quoted.setVisible(folds)
        self._quoted.show_icon("up" if unfolded else "down")
        self._quoted.say(self.tr("Hide quoted text") if unfolded else self.tr("Show quoted text"))
        self._plain.say(self.tr("Show original formatting") if self._as_plain else self.tr("Show as plain text"))
        if plain:
            self._text.setHtml(message.plain_body(document, show_quoted=unfolded, about=self._about))
        else:
            shown = html if unfolded else message.folded(html)
            self._text.setHtml(message.enlarged(shown, self._theme.scaled(100) / 100))
        self._mark()

    def _mark(self) -> None:
        """Mark the words, and quietly the sentences that say most; begin with the first word in the best sentence, or
        with that sentence."""
        text = self._text.toPlainText()
        words = marks.occurrences(text, self._words)
        best = strongest(self._reasons, related=self._related) if self._reasons else []
        found = (marks.find_passage(text, one.text) for one in best)
        passages = [passage for passage in found if passage is not None]
        places = words or passages[:1]
        colours = self._colours
        self._text.mark_spans(
            (marks.utf16(text, passages), colours.selected, colours.text),
            (marks.utf16(text, words), colours.mark, colours.on_mark),
        )
        self._matches.show_places(marks.utf16(text, places), marks.first_to_show(places, passages), counted=bool(words))
        self._foot.setHidden(all(one.isHidden() for one in (*self._ways, self._matches)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Buttons wrap as words do; one that is wider than a line is its icon."""
        beside = 0 if self._matches.isHidden() else self._matches.sizeHint().width() + GRID
        for way in self._ways:
            fit_words([way], self.width() - 4 * GRID - beside)

    # -- acting --

    def _show_menu(self, position: QPoint) -> None:
        menu = self._text.createStandardContextMenu(position)
        first = menu.actions()[0]
        menu.insertActions(first, [self._selected, self._actions.similar])
        menu.insertSeparator(first)
        pop_up(menu, self._text, position)

    def _selection(self) -> str:
        # Qt writes paragraphs of a selection as U+2029.
        return self._text.textCursor().selectedText().replace("\u2029", "\n").strip()

    def _find_selected(self) -> None:
        if self._selection():
            self.similar_to_text.emit(self._selection())
