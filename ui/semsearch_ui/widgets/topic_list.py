"""The list of topics."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QListView

from semsearch.records import Topic
from semsearch_ui.models.topics import TopicRole, TopicsModel
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.layouts import grouped_menu, pop_up
from semsearch_ui.widgets.topic_delegate import TopicDelegate


class TopicList(QListView):
    """Several can be selected, and their names edited. ``picked`` says that others are selected than before,
    ``renamed`` carries a topic's id and the name that a person has typed. The menu has the `menu_actions`, in
    groups."""

    picked = Signal()
    renamed = Signal(int, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.menu_actions: Sequence[Sequence[QAction]] = ()
        self._topics = TopicsModel(self)
        self._topics.renamed.connect(self.renamed)
        self.setModel(self._topics)
        self.setItemDelegate(TopicDelegate(theme, self))
        self.setAccessibleName(self.tr("Topics"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())

    @property
    def chosen(self) -> list[Topic]:
        """The selected topics, the current one first."""
        current = self.currentIndex()
        indexes = sorted(self.selectedIndexes(), key=lambda index: (index != current, index.row()))
        return [topic for index in indexes if isinstance(topic := index.data(TopicRole), Topic)]

    def choose(self, topic_id: int) -> None:
        """Select one topic, if it is there."""
        row = self._topics.row_of(topic_id)
        if row is not None:
            self.setCurrentIndex(self._topics.index(row))

    def show_topics(self, topics: tuple[Topic, ...]) -> None:
        """Show topics; what was selected stays so, as far as it is there still, else the first one is."""
        chosen = [topic.id for topic in self.chosen]
        self._topics.show(topics)
        rows = [row for id_ in chosen if (row := self._topics.row_of(id_)) is not None] or [0]
        if topics:
            self.setCurrentIndex(self._topics.index(rows[0]))
            for row in rows[1:]:
                self.selectionModel().select(self._topics.index(row), QItemSelectionModel.SelectionFlag.Select)

    def edit_name(self) -> None:
        """Let a person type another name for the current topic."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def _show_menu(self, position: QPoint) -> None:
        if self.indexAt(position).isValid():
            pop_up(grouped_menu(self, *self.menu_actions), self, position)
