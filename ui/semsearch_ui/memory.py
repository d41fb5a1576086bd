"""What the window remembers from one start to the next: small values in a file of the home."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

Value = TypeVar("Value", bound=str)


class Memory:
    """Texts, lists of texts and geometry by name. What is missing or of another kind is its default."""

    def __init__(self, file: Path) -> None:
        with suppress(OSError):  # a folder that cannot be written to
            file.touch(mode=0o600)  # earlier questions are nobody else's business; QSettings keeps the mode
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        value = self._settings.value(name)
        return value if isinstance(value, str) else default

    def choice(self, name: str, options: Sequence[Value]) -> Value:
        """The option that was kept, the first one where none was."""
        kept = self.text(name)
        return next((option for option in options if option == kept), options[0])

    def texts(self, name: str) -> list[str]:
        try:
            values = json.loads(self.text(name, "[]"))
        except ValueError:
            return []
        return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []

    def shape(self, name: str) -> QByteArray:
        """The geometry of a window, a splitter or a header; empty where none was kept."""
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: str, value: str | list[str] | QByteArray) -> None:
        self._settings.setValue(name, json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value)

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()
