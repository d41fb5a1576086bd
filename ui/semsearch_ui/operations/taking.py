"""Taking what was found out of the window: as a file to open, to drag along, or to keep."""

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

from PySide6.QtCore import QCoreApplication

from semsearch.errors import SemsearchError, reason
from semsearch.library import Library
from semsearch_ui.operations.core import Operations
from semsearch_ui.private_files import PrivateFiles

translate = QCoreApplication.translate


class Taking:
    """Writes originals and attachments to files on the worker; callbacks are called in the thread of the window."""

    def __init__(self, operations: Operations, files: PrivateFiles) -> None:
        self._operations = operations
        self._files = files

    def take(self, document: int, attachment: str, done: Callable[[Path], None]) -> None:
        """A file of what lies inside another one, which is gone when the program ends."""

        def work(library: Library) -> Path:
            original = library.original(document, attachment)
            try:
                return self._files.put(original)
            except OSError as error:
                raise SemsearchError(f"{original.name} cannot be written: {reason(error)}") from error

        self._operations.run("take", work, done, translate("Taking", "This cannot be opened on its own"))

    def copy(self, file: Path, path: Path, done: Callable[[], None]) -> None:
        """Copy a file to a place of the person's choice."""

        def work(_: Library) -> None:
            try:
                copyfile(file, path)
            except OSError as error:
                raise SemsearchError(f"{path} cannot be written: {reason(error)}; choose another place") from error

        self._operations.run("save", work, lambda _: done(), translate("Taking", "The file was not saved"))
