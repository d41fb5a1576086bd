"""Topics as a list, each with its name, which can be edited."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from semsearch.records import Topic
from semsearch_ui.models import Index
from semsearch_ui.presentation import counts, timeline

TopicRole = Qt.ItemDataRole.UserRole + 1
AxisRole = Qt.ItemDataRole.UserRole + 2


class TopicsModel(QAbstractListModel):
    """``renamed`` carries a topic's id and the name that a person has typed; the list changes once it is kept."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._topics: tuple[Topic, ...] = ()
        self._axis = (0, 0)

    def show(self, topics: tuple[Topic, ...]) -> None:
        self.beginResetModel()
        self._topics = topics
        self._axis = timeline.span(topics)
        self.endResetModel()

    def row_of(self, topic_id: int) -> int | None:
        return next((row for row, topic in enumerate(self._topics) if topic.id == topic_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._topics)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        topic = self._topics[index.row()]
        if str(value).strip() != topic.label:
            self.renamed.emit(topic.id, str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        topic = self._topics[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return topic.label
            case Qt.ItemDataRole.ToolTipRole:
                return ", ".join(topic.terms)
            case Qt.ItemDataRole.AccessibleTextRole:
                spoken = (topic.label, counts.documents(topic.size), timeline.in_words(topic.months))
                return ", ".join(part for part in spoken if part)
            case _ if role == TopicRole:
                return topic
            case _ if role == AxisRole:
                return self._axis
        return None
