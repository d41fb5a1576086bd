"""What a document is called."""

from PySide6.QtCore import QCoreApplication


def titled(title: str) -> str:
    """Its title, or that it has none."""
    return title or QCoreApplication.translate("Titles", "(no subject)")
