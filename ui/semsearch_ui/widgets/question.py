"""A question that waits for a person's word."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    owner: QWidget,
    title: str,
    text: str,
    more: str,
    yes: str,
    go_on: Callable[[], object] | None,
    icon: QMessageBox.Icon = QMessageBox.Icon.NoIcon,
) -> None:
    """Say what it is about, and `more` below; go on where a person presses the button `yes`, which is not the one that
    Enter presses. Without anything to go on with, it is told and can be closed."""
    box = QMessageBox(icon, title, text, parent=owner)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(more)
    if go_on is None:
        box.setStandardButtons(QMessageBox.StandardButton.Close)
    else:
        box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.accepted.connect(go_on)
    box.open()
