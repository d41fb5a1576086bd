"""What a preview asks of the library: the document, and why it was found."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from semsearch.library import Library
from semsearch.records import Preview, Reasons
from semsearch_ui.operations.core import Operations
from semsearch_ui.operations.finding import PAUSE_MS
from semsearch_ui.presentation.trail import Question

translate = QCoreApplication.translate


class Previewing:
    """Reads documents on the worker, the last one that was asked for on each page; callbacks are called in the thread
    of the window. While somebody is `typing`, at the first pause."""

    def __init__(self, operations: Operations, page: str) -> None:
        self._operations = operations
        self._preview, self._reasons = f"preview on {page}", f"reasons on {page}"

    def preview(
        self, document_id: int, done: Callable[[Preview], None], failed: Callable[[], None], *, typing: bool = False
    ) -> None:
        """A document to read."""
        failure = translate("Finding", "The document cannot be shown")
        pause = PAUSE_MS if typing else 0
        self._operations.run(self._preview, lambda library: library.preview(document_id), done, failure, failed, pause)

    def reasons(
        self, document_id: int, question: Question, done: Callable[[Reasons], None], *, typing: bool = False
    ) -> None:
        """Why a document is an answer to a question that has reasons."""

        def work(library: Library) -> Reasons:
            like = [example.target for example in question.more]
            return library.explain(document_id, query=question.query, like=like)

        failure = translate("Finding", "The reasons cannot be shown")
        self._operations.run(self._reasons, work, done, failure, after_ms=PAUSE_MS if typing else 0)

    def stop(self) -> None:
        for name in (self._preview, self._reasons):
            self._operations.drop(name)
