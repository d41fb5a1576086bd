"""What is asked of the library about how files are read, and when."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from semsearch.records import Recognition
from semsearch_ui.operations.core import Operations

translate = QCoreApplication.translate


class Reading:
    """Asks for and changes how and when files are read, on the worker; callbacks are called in the thread of the
    window."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def recognition(self, done: Callable[[Recognition], None]) -> None:
        """Whether text in scans is recognised, and what that lacks."""
        failure = translate("Reading", "Whether scans are recognised is not known")
        self._operations.run("recognition", lambda library: library.ocr(), done, failure)

    def recognise(self, done: Callable[[Recognition], None], failed: Callable[[], None], *, on: bool) -> None:
        """Recognise text in scans from the next run on, or not any more."""
        failure = translate("Reading", "Text recognition was not switched")
        self._operations.run("recognise", lambda library: library.ocr(on), done, failure, failed)

    def waiting(self, done: Callable[[bool], None]) -> None:
        """Whether large updates wait while the computer runs on battery."""
        failure = translate("Reading", "The setting cannot be read")
        self._operations.run("battery", lambda library: library.waits_on_battery(), done, failure)

    def wait(self, done: Callable[[bool], None], failed: Callable[[], None], *, on: bool) -> None:
        """Let large updates wait while the computer runs on battery, or not any more."""
        failure = translate("Reading", "The setting was not saved")
        self._operations.run("wait", lambda library: library.waits_on_battery(on), done, failure, failed)
