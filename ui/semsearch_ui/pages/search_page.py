"""Ask, read, ask for more of the same."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from semsearch.records import Hit, SearchResult
from semsearch_ui.desk import Desk
from semsearch_ui.models.results import HitRole
from semsearch_ui.operations.finding import FIRST, Finding
from semsearch_ui.operations.sourcing import Sourcing
from semsearch_ui.pages.page import Page
from semsearch_ui.presentation import exporting, pace
from semsearch_ui.presentation.answer import Answer
from semsearch_ui.presentation.arranging import arranged
from semsearch_ui.presentation.narrowing import finished
from semsearch_ui.presentation.trail import Example, Question, Trail, copies_of, example_of
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.dialogs import ask_where_to_save
from semsearch_ui.widgets.hit_actions import HitActions
from semsearch_ui.widgets.layouts import column
from semsearch_ui.widgets.reader import Reader
from semsearch_ui.widgets.search_head import SearchHead
from semsearch_ui.widgets.search_sights import SearchSights, Sight

KEY = "search"
DEBOUNCE_MS = 10
"""After the last letter. The keyword answer takes some milliseconds and need not be spared."""

NEWS = 0.1
"""How much more of the archive can be found by meaning before a question is asked again; and once all of it can."""


class SearchPage(Page):
    """The question above, results on the left, the document that is selected on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._finding = Finding(desk.operations)
        self._trail = Trail()
        self._situation: Situation | None = None
        self._warming = self._warm = self._typing = self._awaiting = False
        self._answer = Answer()
        self._count = FIRST
        self._outdated = False  # whether the index has changed since the question was asked
        self._read: dict[Question, int] = {}  # which document was, of what a question found
        self._read_before: int | None = None
        self._covered = 0.0  # how much could be found by meaning when the question was asked
        self.actions_on_hit = HitActions(self, desk, KEY)
        reader = Reader(desk, self.actions_on_hit, KEY)
        self._results, self._preview = reader.results, reader.preview
        self._head = SearchHead(desk, self, KEY)
        self._sights = SearchSights(desk, reader, below=self._head.tools.below)
        self._delay = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._delay.timeout.connect(self._ask_typed)
        self._build()
        self._wire()
        self._show_question(Question())
        self._arrange()

    # -- what others tell it --

    def visit(self) -> None:
        if self._sights.sight is Sight.WELCOME:
            self._sights.welcome()
        else:
            self._head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._head.field.selectAll()

    def leave(self) -> None:
        self.desk.memory.keep("history", self._head.field.history)
        self._sights.leave()

    def know(self, situation: Situation) -> None:
        before, self._situation = self._situation, situation
        status = situation.catalogue.status
        if status.documents and not self._warming:
            self._warming = True
            self._finding.warm_up(self._warmed)
        if before is None and not situation.catalogue.sources:
            Sourcing(self.desk.operations).mailboxes(self._sights.offer)
        self._head.cover(pace.coverage(status))
        news = self._outdated or status.coverage >= self._covered + NEWS or status.coverage >= 1 > self._covered
        grown = before is not None and (before.catalogue.documents != status.documents or news)
        waits = self._awaiting or self._delay.isActive()  # a slow answer would never arrive, nor a letter just typed
        if grown and not waits and not self._trail.current.is_empty:
            self._ask(self._trail.current)
        else:
            self._show_sight()

    def outdated(self) -> None:
        """The index has changed; what there is now is told in a moment."""
        self._outdated = True

    def find_similar(self, given: Hit | str | list[Path]) -> None:
        """Ask for the like of a document, of files or a text."""
        question = Question()
        for example in map(example_of, given if isinstance(given, list) else [given]):
            if example.target:
                question = question.with_more(example)
        if not question.is_empty:
            self._ask(question)

    def search(self, query: str) -> None:
        """Ask `query` as if it had been typed and Enter pressed."""
        self._head.field.write(query)
        self._ask_settled()

    def go_back(self, steps: int = 1) -> None:
        if self._trail.can_go_back:
            self._ask_again(self._trail.back(steps))

    def go_forward(self) -> None:
        self._ask_again(self._trail.forward())

    def _ask_again(self, question: Question) -> None:
        self._ask(question, read=self._read.get(question))

    # -- asking --

    def _take_up(self) -> None:
        """A person has chosen a result, or reads one: the question was a good one, though nobody pressed Enter."""
        self._typing = False
        hit = self._results.currentIndex().data(HitRole)
        if isinstance(hit, Hit):
            self._read[self._answer.question] = hit.id
        self._head.field.note()
        self._trail.settle()

    def _type(self, _query: str, at_once: bool) -> None:
        if at_once:
            self._ask_settled()
        else:
            self._delay.start()

    def _ask_settled(self) -> None:
        self._ask_typed(typing=False)
        self._trail.settle()

    def _ask_typed(self, *, typing: bool = True) -> None:
        self._delay.stop()
        text = self._head.field.text().strip()
        self._ask(Question(query=finished(text) if typing else text), typing=typing)

    def _ask(self, question: Question, *, typing: bool = False, read: int | None = None) -> None:
        """`read` is the document that was read of what it found before."""
        self._typing, self._read_before = typing, read
        self._trail.ask(question)
        self._show_question(question)
        text = self._head.field.text().strip()
        if question.query not in (text, finished(text)):
            self._head.field.write(question.query)
        self._finding.stop_searching()
        self._outdated = False
        self._covered = self._situation.catalogue.status.coverage if self._situation else 0.0
        self._awaiting = False
        if not self.desk.operations.is_open or question.is_empty:
            self._show_answer(Answer())
            self._head.say("")
            return
        if question != self._answer.question:  # else there may be more by now; what was told stays until then
            self._count = FIRST
            self._head.say(self.tr("Searching…") if self._warm else self.tr("Loading the model…"))
        if not question.by_example:
            self._finding.by_words(question.query, self._show_quick)
        self._awaiting = True
        self._finding.search(question, self._count, self._show_result, self._show_failure, typing=typing)

    def _show_question(self, question: Question) -> None:
        earlier = [one.words for one in self._trail.earlier]
        self._head.show_question(question, earlier, can_go_forward=self._trail.can_go_forward)

    def _show_quick(self, result: SearchResult) -> None:
        """What was found by keyword alone, before meaning has had its say."""
        if result.hits and self._answer.question != self._trail.current:
            self._show_answer(Answer(self._trail.current, result.hits))
            if self._warm:
                self._head.say(self.tr("Found by words; searching by meaning…"))

    def _show_result(self, result: SearchResult) -> None:
        self._warm, self._typing, self._awaiting = True, False, False
        self._finding.stop_by_words()
        self._show_answer(Answer(self._trail.current, result.hits, result.suggestion))
        self._head.show_result(result, self._count)
        if not self._trail.current.by_example:
            self._finding.facets(self._trail.current.query, self._count, self._head.show_facets)

    def _show_failure(self) -> None:
        self._awaiting = False
        self._trail.fail()
        self._head.say("")
        if self._answer.question != self._trail.current:  # what is listed answers another question
            self._show_answer(Answer())

    def _show_answer(self, answer: Answer) -> None:
        """What was unfolded for the same question stays so."""
        same = answer.question == self._answer.question
        self._answer = replace(answer, unfolded=same and self._answer.unfolded)
        self._arrange(same_question=same)

    def _arrange(self, *, same_question: bool = True) -> None:
        tools, answer = self._head.tools, self._answer
        rows = arranged(answer.listed, tools.order, threads=tools.threads, ranked=not answer.question.only_narrows)
        self._results.show_rows(rows, same_question=same_question, folded=answer.is_folded, read=self._read_before)
        tools.offer(question=bool(answer.question.query), results=bool(answer.hits))
        self._show_sight()

    def _ask_for_more(self) -> None:
        """The end of the list was reached; where it holds all that was asked for there may be more."""
        if len(self._answer.hits) >= self._count and not self._answer.is_folded:
            self._count *= 4
            self._finding.search(self._answer.question, self._count, self._show_result, self._show_failure)

    def _unfold(self) -> None:
        self._answer = replace(self._answer, unfolded=True)
        self._arrange()

    def _warmed(self) -> None:
        self._warm = True

    def _select(self, hit: Hit | None) -> None:
        self._preview.read(hit, self._answer.question, typing=self._typing)

    # -- examples --

    def _more_like(self, hit: Hit) -> None:
        self._ask(self._trail.current.with_more(example_of(hit)))

    def _less_like(self, hit: Hit) -> None:
        current = self._trail.current
        changed = current.with_less(example_of(hit))
        if changed == current:
            self.desk.noticed.emit(self.tr("Use “Find similar” first, then say what you did not mean"), "")
        else:
            self._ask(changed)

    def _without(self, example: Example) -> None:
        left = self._trail.current.without(example)
        if left.is_empty:
            while self._trail.current.by_example and self._trail.can_go_back:
                self._trail.back()
            left = self._trail.current
        self._ask(left)

    def _similar_to_clipboard(self) -> None:
        carried: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if carried is None:  # nothing was copied yet; Qt's types do not say so
            carried = QMimeData()
        local = [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
        if local:
            self.find_similar(local)
        elif carried.text().strip():
            self.find_similar(carried.text())
        else:
            self.desk.noticed.emit(self.tr("The clipboard holds no text and no file"), "")

    # -- taking along --

    def _export(self, kind: str) -> None:
        ask_where_to_save(self, self.tr("Export results"), f"semsearch.{kind}", lambda path: self.export(path, kind))

    def export(self, path: Path, kind: str) -> None:
        """Write the results to a file, "csv" or "json"."""
        question, order, threads = self._answer.question, self._head.tools.order, self._head.tools.threads

        def as_text(found: Sequence[Hit]) -> str:
            hits = [row.hit for row in arranged(found, order, threads=threads)]
            return exporting.as_csv(hits) if kind == "csv" else exporting.as_json(question.words, hits)

        said = self.tr("Exported: %1").replace("%1", path.name)
        self._finding.export(question, as_text, path, lambda: self.desk.noticed.emit(said, ""))

    # -- showing --

    def _show_sight(self) -> None:
        sight = self._sight()
        was_welcome = self._sights.sight is Sight.WELCOME
        self._head.setVisible(sight is not Sight.WELCOME)
        self._sights.show_sight(sight, self._situation, self._head.field.history, self._answer.suggestion)
        if was_welcome != (sight is Sight.WELCOME) and self.isVisible():
            self.visit()

    def _sight(self) -> Sight:
        if self._answer.hits:
            return Sight.RESULTS
        if self._situation is None:
            return Sight.ASK
        if not self._situation.catalogue.sources:
            return Sight.WELCOME
        if not self._situation.catalogue.documents:
            return Sight.NOT_INDEXED
        if self._trail.current.is_empty:
            return Sight.ASK
        if self._answer.question == self._trail.current:
            return Sight.NOTHING_FOUND
        # While nobody knows yet.
        return self._sights.sight if self._sights.sight is Sight.NOTHING_FOUND else Sight.ASK

    # -- building --

    def _wire(self) -> None:
        self.actions_on_hit.find_similar.connect(self.find_similar)
        self.actions_on_hit.more_like.connect(self._more_like)
        self.actions_on_hit.less_like.connect(self._less_like)
        self.actions_on_hit.copies_wanted.connect(lambda hit: self._ask(Question(more=(copies_of(hit),))))
        self._results.current_hit.connect(self._select)
        self._results.chosen.connect(self._take_up)
        self._results.opened.connect(self._take_up)
        self._results.bottom.connect(self._ask_for_more)
        self._results.farther.connect(self._unfold)
        self._results.installEventFilter(self)
        self._preview.similar_to_text.connect(self.find_similar)
        self._head.asked.connect(self._type)
        self._head.back.connect(self.go_back)
        self._head.forward.connect(self.go_forward)
        self._head.without.connect(self._without)
        self._head.field.down.connect(self._results.setFocus)
        self._head.tools.ordered.connect(self._arrange)
        self._head.tools.laid_out.connect(self._sights.read_below)
        self._head.tools.export.connect(self._export)
        self._sights.asked.connect(self.search)
        self.desk.similar_wanted.connect(self.find_similar)
        self.desk.commands.add(
            self, self.tr("Find similar to the clipboard"), "Ctrl+Shift+V", self._similar_to_clipboard,
            icon="similar", page=KEY,
        )  # fmt: skip

    def _build(self) -> None:
        layout = column(self, spacing=0)
        layout.addWidget(self._head)
        layout.addWidget(self._sights, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters typed in the list go on with the question; Qt would jump to a title that begins with them."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            text, held, keys = event.text(), event.modifiers(), Qt.KeyboardModifier
            alone = bool(held & keys.ControlModifier) != bool(held & keys.AltModifier)  # some systems call AltGr both
            if not alone and not held & keys.MetaModifier and text.isprintable() and text.strip():
                self._head.field.go_on(text)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back the way that Down and Enter led: from the message to the list, from there to the field."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._preview.isAncestorOf(self.focusWidget()):
            self._results.setFocus()
        else:
            self._head.field.setFocus()
            self._head.field.selectAll()
