"""The list of hits, and the context menu on each."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from semsearch.records import Hit
from semsearch_ui.models.results import HitRole, Index, ResultsModel
from semsearch_ui.theme import Theme
from semsearch_ui.widgets.result_delegate import ResultDelegate


class ResultsView(QListView):
    """``current_hit`` tells which hit is current, None where none is."""

    current_hit = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme, model: ResultsModel, menu: Callable[[QWidget], QMenu]) -> None:
        super().__init__()
        self._menu = menu
        self.setModel(model)
        self.setItemDelegate(ResultDelegate(theme, self))
        self.setAccessibleName(self.tr("Results"))
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(24)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        theme.changed.connect(self._relayout)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        hit = current.data(HitRole) if current.isValid() else None
        self.current_hit.emit(hit if isinstance(hit, Hit) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def _relayout(self) -> None:
        self.scheduleDelayedItemsLayout()

    def _show_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = self._menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(position))
