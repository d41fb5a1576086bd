"""What is searched, and what had to be left out, as tables."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from semsearch.records import SkippedFile, Source
from semsearch_ui.models import NUMBERS, Index, header
from semsearch_ui.presentation import counts, library_words, paths, skips
from semsearch_ui.presentation.skips import left_out

SourceRole = Qt.ItemDataRole.UserRole + 1
SkippedRole = Qt.ItemDataRole.UserRole + 2


class SourcesModel(QAbstractTableModel):
    """One row for each folder that is searched; `SourceRole` gives the whole `Source`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: tuple[Source, ...] = ()
        self._left_out: dict[str, SkippedFile] = {}
        self._indexing = False

    def show(
        self, sources: tuple[Source, ...], skipped: tuple[SkippedFile, ...] = (), *, indexing: bool = False
    ) -> None:
        """`skipped` may name some of the folders themselves, of which nothing can be read then.

        While the folders are the same their rows stay: news of each come several times a minute, and after a reset a
        screen reader would read the current row again.
        """
        same = [one.path for one in sources] == [one.path for one in self._sources]
        if not same:
            self.beginResetModel()
        self._sources, self._indexing = sources, indexing
        self._left_out = left_out(sources, skipped)
        if not same:
            self.endResetModel()
        elif sources:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._sources)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        titles = (self.tr("Folder"), self.tr("State"), self.tr("Files"), self.tr("Documents"), self.tr("Skipped"))
        return header(titles, range(2, len(titles)), section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        source = self._sources[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                numbers = map(counts.number, (source.files, source.documents, source.skipped))
                return (paths.short(source.path), self._state(source), *numbers)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return source.path
            case Qt.ItemDataRole.TextAlignmentRole if index.column() >= 2:
                return NUMBERS
            case _ if role == SourceRole:
                return source
        return None

    def _state(self, source: Source) -> str:
        match source.state:
            case "away":
                return self.tr("Not there right now")
            case _ if source.path in self._left_out:
                return skips.in_words(self._left_out[source.path].reason)
            case _ if self._indexing:
                return self.tr("Being read")
            case "ready":
                return self.tr("Up to date")
            case "pending":
                return self.tr("Not all read yet")


class SkippedModel(QAbstractTableModel):
    """One row for each file that could not be read; `SkippedRole` gives the whole `SkippedFile`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[SkippedFile, ...] = ()

    def show(self, files: tuple[SkippedFile, ...]) -> None:
        self.beginResetModel()
        self._files = files
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return header((self.tr("File"), self.tr("Why"), self.tr("Details")), (), section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        file = self._files[index.row()]
        if role == SkippedRole:
            return file
        detail = library_words.as_sentence(file.detail)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (file.path, skips.in_words(file.reason), detail)[index.column()]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (paths.located(file.path, file.part), skips.in_words(file.reason), detail)[index.column()]
