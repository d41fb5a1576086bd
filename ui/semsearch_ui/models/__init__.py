"""Item models: they hold records and map roles, and ask nobody for anything."""

from collections.abc import Collection, Sequence
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index: TypeAlias = QModelIndex | QPersistentModelIndex
"""What Qt hands to a model or a delegate."""

NUMBERS, WORDS = (
    side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
)
"""How columns are aligned."""


def header(
    titles: Sequence[str], numbers: Collection[int], section: int, orientation: Qt.Orientation, role: int
) -> object:
    """What stands above the column `section` of a table with these titles, of which those in `numbers` hold numbers."""
    if orientation is not Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return NUMBERS if section in numbers else WORDS
    return titles[section] if role == Qt.ItemDataRole.DisplayRole else None
