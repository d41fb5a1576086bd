"""Item models: they hold records and map roles, and ask nobody for anything."""

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index: TypeAlias = QModelIndex | QPersistentModelIndex
"""What Qt hands to a model or a delegate."""
