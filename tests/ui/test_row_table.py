"""A table of whole rows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from semsearch_ui.theme import Theme
from semsearch_ui.widgets.row_table import RowTable


def test_no_cell_stands_out_of_the_row_under_the_mouse(qtbot: QtBot, theme: Theme) -> None:
    model = QStandardItemModel()
    model.appendRow([QStandardItem(""), QStandardItem("")])
    table = RowTable(model, "Files", stretched=(0, 1), spared=())
    qtbot.addWidget(table.card)
    theme.dress(table.card)
    table.card.resize(400, 100)
    table.card.show()
    cells = [table.visualRect(model.index(0, column)).center() for column in range(2)]
    qtbot.mouseMove(table.viewport(), cells[0])
    qtbot.waitUntil(lambda: table.viewport().testAttribute(Qt.WidgetAttribute.WA_UnderMouse))
    image = table.viewport().grab().toImage()
    assert image.pixelColor(cells[0]) == image.pixelColor(cells[1])
