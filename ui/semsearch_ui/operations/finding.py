"""What the search page asks of the library."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from semsearch.records import Preview, SearchResult
from semsearch_ui.operations.core import Operations

RESULTS = 50
"""How many hits a search shows."""

translate = QCoreApplication.translate


class Finding:
    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def warm_up(self) -> None:
        """Load the model, so that the first search need not wait for it."""
        self._operations.run(
            "warm up", lambda library: library.prepare(), lambda _: None,
            translate("Finding", "The model cannot be loaded"),
        )  # fmt: skip

    def search(self, query: str, done: Callable[[SearchResult], None], failed: Callable[[], None]) -> None:
        self._operations.run(
            "search", lambda library: library.search(query, RESULTS), done,
            translate("Finding", "The search failed"), failed,
        )  # fmt: skip

    def similar(self, document_id: int, done: Callable[[SearchResult], None], failed: Callable[[], None]) -> None:
        self._operations.run(
            "search", lambda library: library.similar(str(document_id), RESULTS), done,
            translate("Finding", "The search failed"), failed,
        )  # fmt: skip

    def stop_searching(self) -> None:
        self._operations.drop("search")

    def preview(self, document_id: int, done: Callable[[Preview], None]) -> None:
        self._operations.run(
            "preview", lambda library: library.preview(document_id), done,
            translate("Finding", "The document cannot be shown"),
        )  # fmt: skip

    def stop_previewing(self) -> None:
        self._operations.drop("preview")
