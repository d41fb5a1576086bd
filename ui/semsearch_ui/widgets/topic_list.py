"""The list of topics, and how one looks in it."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QStyleOptionViewItem, QWidget

from semsearch.records import Topic
from semsearch_ui.models import Index
from semsearch_ui.models.topics import AxisRole, TopicRole, TopicsModel
from semsearch_ui.presentation import counts, timeline
from semsearch_ui.presentation.colouring import topic_numbers
from semsearch_ui.theme import GRID, Theme
from semsearch_ui.widgets.layouts import grouped_menu, pop_up
from semsearch_ui.widgets.painting import ThemedDelegate, paint_ground, paint_words

PADDING = 2 * GRID
GAP = GRID // 2
DOT = 10
BARS = 18
SPARK = QSize(BARS * 4, 18)


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


class TopicDelegate(ThemedDelegate):
    """A dot in the topic's colour on the map, its name and size; its words, and how it grew over time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        bold, small = QFontMetrics(self._theme.font(bold=True)), QFontMetrics(self._theme.font(0.95))
        return QSize(option.rect.width(), PADDING + bold.height() + GAP + max(small.height(), SPARK.height()) + PADDING)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Name of the topic; leave empty to name it after its words"))
        editor.setPlaceholderText(self.tr("Named after its words"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        row = QRect(option.rect)
        height = editor.sizeHint().height()
        editor.setGeometry(row.left() + PADDING + DOT, row.top() + GAP, row.width() - 2 * PADDING - DOT, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        topic = index.data(TopicRole)
        if not isinstance(topic, Topic):
            return
        row = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, row, option.state, self._theme.colours)
        self._paint_topic(painter, row.adjusted(PADDING, PADDING, -PADDING, -PADDING), topic, index.data(AxisRole))
        painter.restore()

    def _paint_topic(self, painter: QPainter, area: QRect, topic: Topic, axis: object) -> None:
        colours = self._theme.colours
        bold, small = self._theme.font(bold=True), self._theme.font(0.95)
        metrics = QFontMetrics(bold)
        colour = QColor(colours.categories[topic_numbers((topic,))[topic.id]])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(area.left(), area.top() + (metrics.height() - DOT) / 2, DOT, DOT))
        area = area.adjusted(DOT + GRID, 0, 0, 0)

        line = QRect(area.left(), area.top(), area.width(), metrics.height())
        width = paint_words(painter, line, counts.number(topic.size), small, colours.muted, right=True)
        line.setRight(line.right() - width - PADDING)
        paint_words(painter, line, topic.label, bold, colours.text)

        height = max(QFontMetrics(small).height(), SPARK.height())
        line = QRect(area.left(), line.bottom() + 1 + GAP, area.width(), height)
        drawn = isinstance(axis, tuple) and self._paint_growth(painter, line, topic, axis)
        line.setRight(line.right() - (SPARK.width() + PADDING if drawn else 0))
        words = ", ".join(topic.terms if topic.named else topic.terms[3:])
        paint_words(painter, line, words, small, colours.muted)

    def _paint_growth(self, painter: QPainter, line: QRect, topic: Topic, axis: tuple[int, int]) -> bool:
        """Bars at the right end of a line; False where no document has a date."""
        heights = timeline.heights(topic.months, axis, BARS)
        if not any(heights):
            return False
        left, bottom = line.right() - SPARK.width(), line.bottom()
        painter.fillRect(QRectF(left, bottom, SPARK.width(), 1), QColor(self._theme.colours.border))
        for at, height in enumerate(heights):
            if height:
                tall = max(2.0, height * SPARK.height())
                painter.fillRect(QRectF(left + 4 * at, bottom - tall, 3, tall), QColor(self._theme.colours.accent))
        return True
