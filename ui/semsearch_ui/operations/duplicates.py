"""What the page of duplicates asks of the library."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from semsearch.library import Library
from semsearch.records import DuplicateReport, Tier
from semsearch_ui.operations.core import Operations
from semsearch_ui.presentation.difference import Comparison, compare

translate = QCoreApplication.translate


class Duplicates:
    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def find(
        self, tier: Tier, threshold: float | None, done: Callable[[DuplicateReport], None], failed: Callable[[], None]
    ) -> None:
        self._operations.run(
            "duplicates", lambda library: library.duplicates(tier, threshold), done,
            translate("Duplicates", "Duplicates cannot be searched for"), failed,
        )  # fmt: skip

    def compare(self, left: int, right: int, done: Callable[[Comparison], None]) -> None:
        def work(library: Library) -> Comparison:
            return compare(library.show(str(left)).text, library.show(str(right)).text)

        failure = translate("Duplicates", "The documents cannot be compared")
        self._operations.run("compare", work, done, failure)
