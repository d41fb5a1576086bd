"""Finds the widgets inside others."""

from typing import TypeVar

from PySide6.QtCore import QObject

T = TypeVar("T", bound=QObject)


def child(of: QObject, kind: type[T], name: str = "") -> T:
    """The child of this class, and name if there is one given; that there is none fails the test."""
    found = of.findChild(kind, name) if name else of.findChild(kind)
    assert found is not None, f"there is no {kind.__name__} {name}"
    return found
