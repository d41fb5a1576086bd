"""What the search page asks of the library."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication

from semsearch.errors import SemsearchError, reason
from semsearch.library import Library
from semsearch.records import Facets, Hit, SearchResult
from semsearch_ui.operations.core import Operations
from semsearch_ui.presentation import completing, dates
from semsearch_ui.presentation.arranging import near
from semsearch_ui.presentation.completing import Completion
from semsearch_ui.presentation.message import as_hit
from semsearch_ui.presentation.narrowing import begun
from semsearch_ui.presentation.trail import Question

PAUSE_MS = 150
"""Milliseconds without a letter or a move after which a person waits for more than the quick answer."""

COUNT_AFTER_MS = 250
"""Facets are counted when the typing has stopped."""

FIRST = 60
"""How many hits are asked for at first; four times as many each time that the end of the list is reached."""

QUICK = 16
"""Hits of the quick answer: two screens full. To prepare a hit takes longer than to find it."""

RECENT = 20
"""Mails of which one is dated no later than today: those from the future are junk."""

translate = QCoreApplication.translate


class Finding:
    """Searches on the worker; callbacks are called in the thread of the window."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def warm_up(self, done: Callable[[], None]) -> None:
        """Load the model and the graph, so that the first search need not wait for them."""
        failure = translate("Finding", "The model cannot be loaded")
        self._operations.run("warm up", Library.prepare, lambda _: done(), failure)

    def by_words(self, query: str, done: Callable[[SearchResult], None]) -> None:
        """Search by keyword alone, which answers at once; where that fails the whole search will say why."""

        def show(found: SearchResult | None) -> None:
            if found is not None:
                done(found)

        failure = translate("Finding", "The search failed")
        self._operations.run("keyword search", lambda library: _tried(library, query), show, failure)

    def search(
        self,
        question: Question,
        count: int,
        done: Callable[[SearchResult], None],
        failed: Callable[[], None],
        *,
        typing: bool = False,
    ) -> None:
        """Search by meaning and keyword; while somebody is `typing`, at the first pause."""
        failure = translate("Finding", "The search failed")
        pause = PAUSE_MS if typing else 0
        self._operations.run("search", lambda library: _answer(library, question, count), done, failure, failed, pause)

    def stop_searching(self) -> None:
        for name in ("search", "keyword search", "facets"):
            self._operations.drop(name)

    def stop_by_words(self) -> None:
        """The whole answer is there: the quick one is not waited for any more."""
        self._operations.drop("keyword search")

    def facets(self, query: str, count: int, done: Callable[[Facets], None]) -> None:
        """Count what was found by a search for so many hits."""
        failure = translate("Finding", "The results cannot be counted")
        work = partial(Library.facets, query=query, k=count)
        self._operations.run("facets", work, done, failure, after_ms=COUNT_AFTER_MS)

    def examples(self, done: Callable[[list[str]], None]) -> None:
        """Questions to begin with, each of which finds something in this archive."""
        failure = translate("Finding", "Completions cannot be listed")
        self._operations.run("examples", _examples, done, failure)

    def completions(self, typed: str, done: Callable[[list[Completion]], None]) -> None:
        """What may follow the operator at the end of what is `typed`."""
        name, beginning = begun(typed) or ("", "")
        if not name or not self._operations.is_open:
            return
        failure = translate("Finding", "Completions cannot be listed")
        if name in completing.OF_PEOPLE and beginning:
            self._operations.run(
                "completions", lambda library: library.senders(beginning),
                lambda found: done(completing.senders(name, found)), failure,
            )  # fmt: skip
        else:
            self._operations.run(
                "completions", lambda library: library.facets(),
                lambda facets: done(completing.values(name, beginning, facets)), failure,
            )  # fmt: skip

    def export(
        self, question: Question, as_text: Callable[[Sequence[Hit]], str], path: Path, done: Callable[[], None]
    ) -> None:
        """Write all results of a question to a file, also those that were not listed yet."""

        def work(library: Library) -> None:
            text = as_text(_results(library, question))
            try:
                # CSV has its own line ends. Names of files that are no valid text are written as in JSON.
                path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
            except OSError as error:
                raise SemsearchError(f"{path} cannot be written: {reason(error)}; choose another place") from error

        self._operations.run("export", work, lambda _: done(), translate("Finding", "The results were not saved"))


def _examples(library: Library) -> list[str]:
    now = dates.local_now()
    newest = (hit for hit in library.search("type:email", RECENT, mode="keyword").hits if hit.date and hit.date <= now)
    offered = completing.examples(next(newest, None))
    return [question for question in offered if library.search(question, 1, mode="keyword").hits]


def _answer(library: Library, question: Question, count: int) -> SearchResult:
    if not question.by_example:
        return library.search(question.query, count)
    first = question.more[0]
    if first.kind == "copies":
        began = perf_counter()
        copies = tuple(as_hit(library.show(target)) for target in first.target.split())
        return SearchResult("", "keyword", 1000 * (perf_counter() - began), copies)
    if first.kind == "text":
        return library.similar_text(first.target, count)
    more, less = ([example.target for example in side] for side in (question.more, question.less))
    return library.similar(more, count, less=less)


def _results(library: Library, question: Question) -> Sequence[Hit]:
    """All hits above the floor; where there is none, the nearest below it."""
    count = FIRST
    while True:
        hits = _answer(library, question, count).hits
        related = [hit for hit in hits if not hit.below_floor]
        if len(related) < count:
            return related or near(hits)
        count *= 4


def _tried(library: Library, query: str) -> SearchResult | None:
    try:
        return library.search(query, QUICK, mode="keyword")
    except SemsearchError:
        return None
