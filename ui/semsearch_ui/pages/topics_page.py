"""What the archive is about: topics in a list or on a map, and the documents of the ones that are chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter

from semsearch.progress import Step
from semsearch.records import TopicReport
from semsearch_ui.desk import Desk
from semsearch_ui.operations.topics import DOCUMENTS, Picture, Topics
from semsearch_ui.pages.page import Page
from semsearch_ui.presentation import counts
from semsearch_ui.presentation.facts import joined
from semsearch_ui.presentation.pace import Pace
from semsearch_ui.theme import GRID
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.buttons import Segments, ThemedButton
from semsearch_ui.widgets.elided_label import ElidedLabel, Heading
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.layouts import column, frame, row
from semsearch_ui.widgets.map_panel import MapPanel
from semsearch_ui.widgets.reader import LEAST, DocumentsReader
from semsearch_ui.widgets.stack import Stack
from semsearch_ui.widgets.topic_list import TopicList

KEY = "topics"
LIST, MAP = range(2)
DIVIDERS = ("topics", "topics map")
"""By what names it is remembered how wide they are."""

SIDE_BY_SIDE_FROM = 1090
"""Pixels of the page, beside letters of the usual size, from which a document is read beside the list, not below."""


class TopicsPage(Page):
    """Topics as a list and as a map, and the documents of what is selected in either."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._topics = Topics(desk.operations, self._follow)
        self._report = TopicReport((), (), "", 0.0)
        self._stale = True
        self._map_stale = True
        self._looking = self._stopping = False
        self._pace = Pace()
        self._partial = False  # whether there is more that topics do not know yet
        self._by_hand = False  # whether a person has chosen topics since they were shown
        self._list = TopicList(desk.theme)
        self._list.renamed.connect(self._rename)
        self._list.picked.connect(self._list_chosen)
        self._map = MapPanel(desk.theme)
        self._map.picked.connect(self._show_picked)
        self._reader = DocumentsReader(desk, self, KEY)
        self._register()
        self._build()

    # -- what others tell it --

    def visit(self) -> None:
        self._focus()
        if self._stale and self.desk.operations.is_open:
            self._look()

    def know(self, situation: Situation) -> None:
        self._partial = situation.catalogue.status.coverage < 1
        if not self._looking:
            self._totals.say(self._counted())

    def outdated(self) -> None:
        self._stale = True
        if self.isVisible():
            self.visit()

    def show_view(self, view: int) -> None:
        """Show the list or the map."""
        self._remember_divider()
        follows = self._left.isAncestorOf(self.focusWidget())
        self._views.take(view)
        self._left.setCurrentIndex(view)
        if follows:
            self._focus()
        self._place_divider(view)
        self._arrange()
        self._draw_map()

    def leave(self) -> None:
        self._remember_divider()

    def choose(self, topic_id: int) -> None:
        """Show the documents of one topic."""
        self._list.choose(topic_id)

    def _focus(self) -> None:
        if self._view == LIST:
            self._list.setFocus()
        else:
            self._map.focus()
        self._nothing.hold_focus()

    # -- topics --

    @property
    def _view(self) -> int:
        return self._views.taken

    def _ask(
        self,
        operation: Callable[[Callable[[TopicReport], None], Callable[[], None]], None],
        done: Callable[[TopicReport], None],
    ) -> None:
        self._stale, self._looking, self._stopping = False, True, False
        self._pace = Pace()
        looking = self.tr("Looking for topics…")
        self._totals.say(looking)
        self._nothing.offer("")
        takes = self.tr("The first time this takes a moment, in a large archive minutes. You can search meanwhile.")
        self._nothing.say(looking, takes)
        operation(done, self._fail)

    def _look(self) -> None:
        self._ask(self._topics.find, self._show)

    def _follow(self, step: Step) -> None:
        """Say how far it is, and offer to cancel it."""
        if self._stopping:
            return
        self._looking = True
        standing = self._pace.at(step, monotonic())
        self._totals.say(joined(standing.phase, standing.detail))
        self._nothing.say(standing.phase, standing.detail)
        self._offer_to_cancel(offered=True)

    def _cancel(self) -> None:
        self._stopping = True
        stopping = self.tr("Stopping…")
        self._totals.say(stopping)
        self._nothing.say(stopping, "")
        self._focus()
        self._stop.setEnabled(False)
        self._topics.cancel()

    def _end(self) -> None:
        """Nothing that takes long is under way any more."""
        self._looking = self._stopping = False
        self._totals.say(self._counted())
        self._offer_to_cancel(offered=False)

    def _offer_to_cancel(self, *, offered: bool) -> None:
        """In the place of the button that rebuilds."""
        gone, seen = (self._rebuild, self._stop) if offered else (self._stop, self._rebuild)
        follows = gone.hasFocus()
        self._stop.setEnabled(offered)
        seen.show()
        if follows:
            seen.setFocus()
        gone.hide()

    def _show(self, report: TopicReport) -> None:
        """Show topics as they are now."""
        by_hand = self._by_hand and bool(self._list.chosen)
        self._report, self._map_stale = report, True
        self._end()
        self._sights.setCurrentIndex(1 if report.topics else 0)
        self._say_nothing()
        self._undo.setEnabled(bool(report.undo))
        self._anew.setEnabled(bool(report.topics))
        self._list.show_topics(report.topics)
        self._by_hand = by_hand
        self._draw_map()

    def _say_nothing(self) -> None:
        self._nothing.say(
            self.tr("No topics yet"), self.tr("Once your mail is indexed, this page shows what it is about.")
        )

    def _counted(self) -> str:
        topics, placed = self._report.topics, sum(topic.size for topic in self._report.topics)
        if not topics:
            return ""
        counted = f"{counts.topics(len(topics))}, {counts.documents(placed)}"
        return self.tr("%1 so far").replace("%1", counted) if self._partial else counted

    def _fail(self) -> None:
        stopped = self._stopping
        self._end()
        self._stale = not stopped and not self._report.topics
        self._say_nothing()
        if stopped:
            self._nothing.say(self.tr("No topics yet"), self.tr("Looking for them was cancelled."))
            self._nothing.offer(self.tr("Look for topics"))

    def _changed(self, done: str) -> Callable[[TopicReport], None]:
        """What follows on a change: the new topics, and a way back."""

        def show(report: TopicReport) -> None:
            self._show(report)
            self.desk.undo_offered.emit(done, self._take_back)

        return show

    def _rename(self, topic_id: int, name: str) -> None:
        done = self.tr("The topic is called “%1” now").replace("%1", name) if name.strip() else self.tr(
            "The topic is named after its words again"
        )  # fmt: skip
        self._ask(partial(self._topics.rename, topic_id, name), self._changed(done))

    def _edit_name(self) -> None:
        self.show_view(LIST)
        self._list.edit_name()

    def _merge(self) -> None:
        ids = [topic.id for topic in self._list.chosen]
        if len(ids) > 1:
            self._ask(partial(self._topics.merge, ids), self._changed(self.tr("The topics were merged")))

    def _split(self) -> None:
        chosen = self._list.chosen
        if chosen:
            self._ask(partial(self._topics.split, chosen[0].id), self._changed(self.tr("The topic was split")))

    def _take_back(self) -> None:
        if self._report.undo:
            self._ask(self._topics.undo, self._show)

    def _find_anew(self) -> None:
        self._ask(self._topics.refresh, self._changed(self.tr("Topics rebuilt; names and merged topics were kept")))

    def _draw_map(self) -> None:
        if self._view == MAP and self._map_stale and self._report.topics and self.desk.operations.is_open:
            self._map_stale, self._pace = False, Pace()
            self._topics.picture(self._report, self._show_map, self._fail_map)

    def _show_map(self, picture: Picture) -> None:
        self._end()
        self._map.show_picture(picture, self._report.topics)
        self._light()

    def _fail_map(self) -> None:
        self._end()
        self._map_stale = True

    # -- documents --

    def _list_chosen(self) -> None:
        """List the documents of the selected topics."""
        chosen = self._list.chosen
        self._merging.setEnabled(len(chosen) > 1)
        for action in (self._splitting, self._renaming):
            action.setEnabled(len(chosen) == 1)
        if len(chosen) == 1:
            self._ask_documents(chosen[0].members, self.tr("The most typical first"))
        elif chosen:
            members = [member for topic in chosen for member in topic.members[: DOCUMENTS // len(chosen)]]
            documents = counts.documents(sum(topic.size for topic in chosen))
            self._ask_documents(members, joined(counts.topics(len(chosen)), documents))
        self._by_hand = True
        self._light()

    def _light(self) -> None:
        """Let the topics that a person has chosen stand out on the map."""
        self._map.light([member for topic in self._list.chosen for member in topic.members] if self._by_hand else None)

    def _show_picked(self, ids: list[int]) -> None:
        """List what was clicked on or drawn around on the map."""
        self._map.light(ids or None)
        if ids:
            self._ask_documents(ids, joined(self.tr("Chosen on the map"), counts.documents(len(ids))))

    def _ask_documents(self, ids: Sequence[int], about: str) -> None:
        self._reader.say(about)
        self._topics.documents(ids, self._reader.show_documents)

    # -- building --

    def _register(self) -> None:
        add = self.desk.commands.add
        on_chosen = partial(add, self, page=KEY, on_selection=True)
        self._renaming = on_chosen(self.tr("Rename topic"), "F2", self._edit_name, icon="rename")
        self._merging = on_chosen(self.tr("Merge topics"), "Ctrl+M", self._merge, icon="merge")
        self._splitting = on_chosen(self.tr("Split topic"), "Ctrl+J", self._split, icon="split")
        take_back = partial(self.desk.undo_wanted.emit, self._take_back)
        self._undo = add(self, self.tr("Undo the last change of topics"), "Ctrl+Z", take_back, icon="undo", page=KEY)
        self._anew = add(self, self.tr("Rebuild topics"), "Ctrl+R", self._find_anew, icon="refresh", page=KEY)
        show_list, show_map = partial(self.show_view, LIST), partial(self.show_view, MAP)
        add(self, self.tr("Show topics as a list"), "Ctrl+Shift+1", show_list, icon="topics", page=KEY)
        add(self, self.tr("Show topics as a map"), "Ctrl+Shift+2", show_map, icon="fit", page=KEY)
        for action in (self._merging, self._splitting, self._renaming, self._undo, self._anew):
            action.setEnabled(False)
        self._list.menu_actions = (self._renaming, self._merging, self._splitting), (self._undo, self._anew)

    def _build(self) -> None:
        self._nothing = EmptyState(self.theme, "topics")
        self._nothing.asked.connect(self._look)
        self._say_nothing()
        self._left = Stack()
        self._left.addWidget(self._list)
        self._left.addWidget(self._map)
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.setChildrenCollapsible(False)
        for part in (self._left, self._reader):
            self._body.addWidget(part)
        self._sights = Stack()
        self._sights.addWidget(self._nothing)
        self._sights.addWidget(self._body)
        layout = column(self, spacing=0)
        layout.addWidget(self._head())
        layout.addWidget(frame("rule"))
        layout.addWidget(self._sights, 1)
        self._place_divider(LIST)

    def _head(self) -> QFrame:
        head = QFrame()
        line = row(head, spacing=2 * GRID)
        line.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID + GRID // 2)
        line.addWidget(Heading(self.tr("Topics")))
        self._views = Segments(self.tr("View"), (self.tr("List"), self.tr("Map")), LIST)
        self._views.chosen.connect(self.show_view)
        line.addWidget(self._views)
        self._totals = ElidedLabel("muted")
        self._totals.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._totals, 1)
        self._rebuild = ThemedButton(self.tr("Rebuild"), self.theme, "", "refresh")
        self._rebuild.setToolTip(self.tr("Group everything again; names, merged and split topics are kept (Ctrl+R)"))
        self._rebuild.does(self._anew)
        self._stop = ThemedButton(self.tr("Cancel"), self.theme)
        self._stop.setAccessibleName(self.tr("Cancel work on topics"))
        self._stop.clicked.connect(self._cancel)
        self._stop.hide()
        line.addWidget(self._rebuild)
        line.addWidget(self._stop)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Read beside the list of documents where there is room, else below it."""
        wide = self.width() >= self.theme.scaled(SIDE_BY_SIDE_FROM)
        self._reader.read_beside(beside=self._view == LIST and wide)

    def _remember_divider(self) -> None:
        """The list and the map each have the width that a person gave them."""
        self.desk.memory.keep(DIVIDERS[self._left.currentIndex()], self._body.saveState())

    def _place_divider(self, view: int) -> None:
        self._left.setMinimumWidth(max(LEAST, (self._list, self._map)[view].minimumSizeHint().width()))
        self._body.setSizes([340, 660] if view == LIST else [560, 440])
        self._body.restoreState(self.desk.memory.shape(DIVIDERS[view]))
