"""What the search page shows below its field: results and what one of them says, or why there are none, what to do."""

from collections.abc import Sequence
from enum import IntEnum
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from semsearch_ui.desk import Desk
from semsearch_ui.mailboxes import Mailbox
from semsearch_ui.operations.finding import Finding
from semsearch_ui.operations.sourcing import Catalogue
from semsearch_ui.presentation import nothing_there
from semsearch_ui.upkeep import Situation
from semsearch_ui.widgets.empty_state import EmptyState
from semsearch_ui.widgets.reader import SHARES, Reader
from semsearch_ui.widgets.stack import Stack
from semsearch_ui.widgets.welcome import Welcome

SIDE_BY_SIDE_FROM, BELOW_FROM = 760, 680
"""Pixels of width below which what is read moves under the list, and of the window's height below which it does not: a
list of one row is none."""

EARLIER = 5
"""Questions asked before that the empty page offers."""

EXAMPLES_LAST = 3600.0
"""Seconds after which examples are looked for anew, if there are other documents then: that asks several questions."""

READING = "reading"


class Sight(IntEnum):
    """Which of the sights is shown, by its place in the stack."""

    WELCOME = 0
    NOT_INDEXED = 1
    ASK = 2
    NOTHING_FOUND = 3
    RESULTS = 4


class SearchSights(Stack):
    """``asked`` carries a question that was offered."""

    asked = Signal(str)

    def __init__(self, desk: Desk, reader: Reader, *, below: bool) -> None:
        """`below` is whether a person wants to read below the list also where there is room beside it."""
        super().__init__()
        self._below = below
        theme = desk.theme
        self._desk = desk
        self._all_read = False
        self._finding = Finding(desk.operations)
        self._examples: list[str] = []
        self._exemplified, self._exemplified_at = 0, 0.0
        self._welcome = Welcome(theme)
        self._welcome.choose.connect(desk.folder_wanted)
        self._welcome.start.connect(desk.upkeep.add_folders)
        self._pending = EmptyState(theme, "folders")
        self._pending.asked.connect(self._mend)
        self._hint = EmptyState(theme, "search", self.tr("Ask in your own words"), "")
        self._hint.chosen.connect(self.asked)
        self._nothing = EmptyState(theme, "search")
        self._nothing.chosen.connect(self.asked)
        self._reader = reader
        for sight in (self._welcome, self._pending, self._hint, self._nothing, reader):
            self.addWidget(sight)

    @property
    def sight(self) -> Sight:
        return Sight(self.currentIndex())

    def offer(self, mailboxes: list[Mailbox]) -> None:
        """What there is on this computer that is worth searching."""
        self._welcome.offer(mailboxes)

    def welcome(self) -> None:
        """Let the first thing that a person does have the focus."""
        self._welcome.focus()

    def show_sight(
        self, sight: Sight, situation: Situation | None, earlier: Sequence[str], suggestion: str = ""
    ) -> None:
        """`earlier` are questions to begin with, the `suggestion` is one to ask where nothing was found."""
        indexing = situation is not None and situation.indexing
        self.setCurrentIndex(sight)
        if sight is Sight.NOT_INDEXED and situation is not None:
            self._explain(situation.catalogue, indexing=indexing)
        elif sight is Sight.NOTHING_FOUND:
            self._nothing.say(*nothing_there.not_found(indexing=indexing))
            self._nothing.offer_choices(self.tr("Did you mean"), [suggestion] if suggestion else [])
        elif sight is Sight.ASK and situation is not None and situation.catalogue.documents:
            status = situation.catalogue.status
            self._hint.say(*nothing_there.not_asked(status.documents, covered=status.coverage >= 1))
            if earlier:
                self._hint.offer_choices(self.tr("Recent searches"), list(earlier[:EARLIER]))
            else:
                self._hint.offer_choices(self.tr("For example"), self._examples)
                self._look_for_examples(status.documents)

    def _explain(self, catalogue: Catalogue, *, indexing: bool) -> None:
        """Why nothing can be found yet, and what a person can do about that."""
        self._all_read = not indexing and all(source.state == "ready" for source in catalogue.sources)
        if self._all_read:
            self._pending.say(*nothing_there.nothing_to_search(catalogue.skipped))
            self._pending.offer(self.tr("Show folders"))
        else:
            self._pending.say(*nothing_there.not_indexed(indexing=indexing))
            self._pending.offer("" if indexing else self.tr("Index now"))

    def _mend(self) -> None:
        """Do what was offered."""
        if self._all_read:
            self._desk.page_wanted.emit("folders")
        else:
            self._desk.upkeep.index_now()

    def _look_for_examples(self, documents: int) -> None:
        """Among so many; they are the same until there are others, and for a while then."""

        def offer(found: list[str]) -> None:
            self._examples = found
            self._hint.offer_choices(self.tr("For example"), found)

        lasting = self._examples and monotonic() - self._exemplified_at < EXAMPLES_LAST
        if documents != self._exemplified and not lasting:
            self._exemplified, self._exemplified_at = documents, monotonic()
            self._finding.examples(offer)

    def leave(self) -> None:
        """The window closes: where the list ends stays."""
        self._desk.memory.keep(READING, self._reader.saveState())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() <= 0:
            self._reader.setSizes(SHARES)
            self._reader.restoreState(self._desk.memory.shape(READING))
        self._arrange()

    def read_below(self, below: bool) -> None:
        self._below = below
        self._arrange()

    def _arrange(self) -> None:
        low = self.window().height() < BELOW_FROM  # the window's, so that nothing turns when the progress comes or goes
        beside = self.width() >= SIDE_BY_SIDE_FROM or low
        self._reader.read_beside(beside=beside and not self._below)
