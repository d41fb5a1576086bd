"""Ask, read, ask for more of the same."""

from enum import IntEnum

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QSplitter, QStackedWidget, QWidget

from semsearch.records import Hit, Preview, SearchResult
from semsearch_ui.desk import Desk
from semsearch_ui.hit_actions import HitActions
from semsearch_ui.models.results import ResultsModel
from semsearch_ui.operations.finding import Finding
from semsearch_ui.operations.sourcing import Catalogue
from semsearch_ui.pages.page import Page, Situation
from semsearch_ui.presentation import counts
from semsearch_ui.presentation.trail import Question, Trail
from semsearch_ui.theme import GRID
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.layouts import ThemedToolButton, column, frame, label, row
from semsearch_ui.widgets.message_preview import MessagePreview
from semsearch_ui.widgets.results_view import ResultsView
from semsearch_ui.widgets.welcome import Welcome

DEBOUNCE_MS = 200
SIDE_BY_SIDE_FROM = 760
"""Pixels of width below which the preview moves under the list."""


CHIP_HEIGHT = 32
"""Pixels; the line with the chip is as high without it, so that nothing jumps."""


class Sight(IntEnum):
    """What the page shows below its field."""

    WELCOME = 0
    NOT_INDEXED = 1
    ASK = 2
    NOTHING_FOUND = 3
    RESULTS = 4


class SearchPage(Page):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._finding = Finding(desk.operations)
        self._trail = Trail()
        self._catalogue: Catalogue | None = None
        self._indexing = False
        self._warm = self._warming = False
        self._reading: int | None = None
        self._model = ResultsModel(self)
        self.actions_on_hit = HitActions(self, theme)
        self.actions_on_hit.find_similar.connect(self.find_similar)
        self.actions_on_hit.failed.connect(desk.failed)
        self._results = ResultsView(theme, self._model, self.actions_on_hit.menu)
        self._results.current_hit.connect(self._select)
        self._preview = MessagePreview(theme, self.actions_on_hit)
        self._results.opened.connect(self._preview.setFocus)
        self._delay = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._delay.timeout.connect(self._ask_typed)
        self._build()
        self._show_sight()

    # -- what others tell it --

    def visit(self) -> None:
        self.focus_field()

    def focus_field(self) -> None:
        if self._sights.currentIndex() == Sight.WELCOME:
            self._welcome.setFocus()
        else:
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.selectAll()

    def know(self, situation: Situation) -> None:
        catalogue, indexing = situation.catalogue, situation.indexing
        if catalogue.documents and not self._warming:
            self._warming = True
            self._finding.warm_up()
        grown = self._catalogue is not None and catalogue.documents != self._catalogue.documents
        self._catalogue, self._indexing = catalogue, indexing
        if grown and not self._trail.current.is_empty:
            self._ask(self._trail.current)
        else:
            self._show_sight()

    def find_similar(self, hit: Hit) -> None:
        self._write("")
        self._ask(Question(example=hit))

    def search(self, query: str) -> None:
        """Ask `query` as if it had been typed and Enter pressed."""
        self._field.setText(query)
        self._ask_typed()

    def go_back(self) -> None:
        if self._trail.can_go_back:
            question = self._trail.back()
            self._write(question.query)
            self._ask(question)

    # -- asking --

    def _typed(self) -> None:
        self._clear.setVisible(bool(self._field.text()))
        self._delay.start()

    def _ask_typed(self) -> None:
        self._delay.stop()
        self._ask(Question(query=self._field.text().strip()))

    def _ask(self, question: Question) -> None:
        self._trail.ask(question)
        self._back.setVisible(self._trail.can_go_back)
        self._show_chip(question.example)
        if not self.desk.operations.is_open or question.is_empty:
            self._finding.stop_searching()
            self._show_hits(())
            self._show_sight()
            return
        self._status.setText(self.tr("Searching…") if self._warm else self.tr("Loading the model…"))
        if question.example is not None:
            self._finding.similar(question.example.id, self._show_result, self._show_failure)
        else:
            self._finding.search(question.query, self._show_result, self._show_failure)

    def _show_result(self, result: SearchResult) -> None:
        self._warm = True
        self._show_hits(result.hits)
        self._show_sight()
        self._status.setText("  ·  ".join([counts.results_in(len(result.hits), result.took_ms), *result.notices]))

    def _show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Fill the list; the document that was being read stays current where it is still among the hits."""
        reading = self._reading
        self._model.show(hits)
        row = self._model.row_of(reading) if reading is not None else None
        if hits:
            self._results.setCurrentIndex(self._model.index(row or 0))
            if row is None:
                self._results.scrollToTop()
        else:
            self._select(None)

    def _show_failure(self) -> None:
        self._status.clear()
        self._show_sight()

    def _select(self, hit: Hit | None) -> None:
        self.actions_on_hit.follow(hit)
        if hit is None:
            self._reading = None
            self._finding.stop_previewing()
            self._preview.clear()
            return
        if hit.id == self._reading and self._preview.mark_hit(hit):
            return
        self._reading = hit.id

        def show(preview: Preview) -> None:
            self._preview.show_preview(preview, hit)

        self._finding.preview(hit.id, show)

    # -- showing --

    def _show_sight(self) -> None:
        sight = self._sight()
        if sight is not Sight.RESULTS:
            self._status.clear()
        was_welcome = self._sights.currentIndex() == Sight.WELCOME
        self._top.setVisible(sight is not Sight.WELCOME)
        self._sights.setCurrentIndex(sight)
        if was_welcome != (sight is Sight.WELCOME) and self.isVisible():
            self.focus_field()
        if sight is Sight.NOT_INDEXED:
            self._describe_pending()
        elif sight is Sight.ASK and self._catalogue is not None:
            self._hint.say(
                self.tr("Ask in your own words"),
                self.tr("%1 can be found by what they mean. Narrow a question with from: to: before: type: or "
                        "\"exact words\"; right-click a result to find similar ones.")
                .replace("%1", counts.documents(self._catalogue.documents)),
            )  # fmt: skip

    def _sight(self) -> Sight:
        if self._model.rowCount():
            return Sight.RESULTS
        if self._catalogue is None:
            return Sight.ASK
        if not self._catalogue.sources:
            return Sight.WELCOME
        if not self._catalogue.documents:
            return Sight.NOT_INDEXED
        return Sight.ASK if self._trail.current.is_empty else Sight.NOTHING_FOUND

    def _describe_pending(self) -> None:
        if self._indexing:
            self._pending.say(
                self.tr("Your mail is being read"), self.tr("You can search as soon as the first of it is done.")
            )
        else:
            self._pending.say(
                self.tr("Nothing has been indexed yet"),
                self.tr("The folder is known, but nothing in it has been read so far."),
            )
        self._pending.offer(offered=not self._indexing)

    def _show_chip(self, example: Hit | None) -> None:
        self._chip.setVisible(example is not None)
        if example is not None:
            title = example.title or self.tr("(no subject)")
            shown = title if len(title) <= 60 else f"{title[:60]}…"
            self._chip_text.setText(self.tr("Similar to: %1").replace("%1", shown))

    def _write(self, query: str) -> None:
        """Put `query` into the field without asking it."""
        self._field.setText(query)
        self._delay.stop()

    # -- building --

    def _build(self) -> None:
        self._field = QLineEdit()
        self._field.setProperty("look", "search")
        self._field.setPlaceholderText(self.tr("Search your mail and documents by what they mean"))
        self._field.setAccessibleName(self.tr("Search"))
        self._search_icon = self._field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self._field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self._field.clear)
        self.theme.changed.connect(self._tint)
        self._tint()
        self._field.textChanged.connect(self._typed)
        self._field.returnPressed.connect(self._ask_typed)
        self._back = ThemedToolButton(self.tr("Back (Alt+Left)"), self.theme, "back")
        self._back.hide()
        self._back.clicked.connect(self.go_back)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        into_list = QShortcut(QKeySequence("Down"), self._field, self._results.setFocus)
        into_list.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._status = label("", "muted")
        self._status.setMinimumWidth(0)
        below = row(spacing=GRID)
        below.addWidget(self._back)
        below.addWidget(self._similar_chip())
        below.addWidget(self._status, 1)
        below.addStrut(CHIP_HEIGHT)
        self._top = QWidget()
        top = column(self._top, spacing=GRID // 2)
        top.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID // 2)
        top.addWidget(self._field)
        top.addLayout(below)
        layout = column(self, spacing=0)
        layout.addWidget(self._top)
        layout.addWidget(self._sight_stack(), 1)

    def _similar_chip(self) -> QFrame:
        self._chip = frame("chip")
        self._chip_text = label()
        end = ThemedToolButton(self.tr("End this comparison"), self.theme, "close")
        end.clicked.connect(self._end_example)
        inside = row(self._chip, spacing=GRID // 2)
        inside.setContentsMargins(GRID + GRID // 2, 0, 0, 0)
        inside.addWidget(self._chip_text)
        inside.addWidget(end)
        self._chip.hide()
        return self._chip

    def _end_example(self) -> None:
        """Back to the words that the examples grew from."""
        while self._trail.current.example is not None and self._trail.can_go_back:
            self._trail.back()
        self._write(self._trail.current.query)
        self._ask(self._trail.current)
        self.focus_field()

    def _tint(self) -> None:
        self._search_icon.setIcon(self.theme.icon("search"))
        self._clear.setIcon(self.theme.icon("close"))

    def _sight_stack(self) -> QStackedWidget:
        self._welcome = Welcome(self.theme)
        self._welcome.choose.connect(self.desk.folder_wanted)
        self._pending = EmptyState(self.theme, "folders", "", "", self.tr("Index now"))
        self._pending.asked.connect(self.desk.index_wanted)
        self._hint = EmptyState(self.theme, "search", self.tr("Ask in your own words"), "")
        nothing = EmptyState(
            self.theme,
            "search",
            self.tr("Nothing was found"),
            self.tr("Try other words, or fewer of the operators such as from: or before:."),
        )
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._results)
        self._splitter.addWidget(self._preview)
        self._splitter.setStretchFactor(0, 9)
        self._splitter.setStretchFactor(1, 11)
        self._results.setMinimumWidth(280)
        self._preview.setMinimumWidth(280)
        self._sights = QStackedWidget()
        for sight in (self._welcome, self._pending, self._hint, nothing, self._splitter):
            self._sights.addWidget(sight)
        return self._sights

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        arrangement = Qt.Orientation.Horizontal if width >= SIDE_BY_SIDE_FROM else Qt.Orientation.Vertical
        if event.oldSize().width() <= 0 or arrangement != self._splitter.orientation():
            self._splitter.setOrientation(arrangement)
            self._splitter.setSizes([420, 580])
