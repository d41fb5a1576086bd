"""What is asked of the library about models."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QCoreApplication

from semsearch.library import Library
from semsearch.records import FacetValue, Hit, Model
from semsearch_ui.operations.core import Operations

TRIED = 24
"""Documents that a model orders anew in a trial."""

SHOWN = 5

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Trial:
    """The same documents in the order of the model in use and of another, and the seconds that the other needs for all
    `texts` of the index."""

    now: tuple[Hit, ...]
    then: tuple[Hit, ...]
    texts: int
    seconds: float


class Modelling:
    """Lists, tries and changes models on the worker; callbacks are called in the thread of the window."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    def models(self, done: Callable[[list[Model]], None]) -> None:
        failure = translate("Modelling", "The models cannot be listed")
        self._operations.run("models", lambda library: library.encoders.models(), done, failure)

    def languages(self, done: Callable[[tuple[FacetValue, ...]], None]) -> None:
        """What the archive is written in, with the number of documents."""
        failure = translate("Modelling", "The models cannot be listed")
        self._operations.run("languages", lambda library: library.facets().languages, done, failure)

    def try_out(self, model: str, question: str, done: Callable[[Trial], None], failed: Callable[[], None]) -> None:
        """What a model would answer to `question`, and what changing to it would cost."""
        failure = translate("Modelling", "The model cannot be tried")
        self._operations.run("trial", lambda library: _trial(library, model, question), done, failure, failed)

    def use(self, model: str, done: Callable[[], None]) -> None:
        failure = translate("Modelling", "The model was not changed")
        self._operations.write(lambda library: library.encoders.use(model), lambda _: done(), failure)


def _trial(library: Library, model: str, question: str) -> Trial:
    hits = library.search(question, TRIED).hits
    if not hits:
        return Trial((), (), library.status().texts, 0.0)
    asked = library.encoders.embed([question], "query", model)[0]
    began = perf_counter()
    vectors = library.encoders.embed([f"{hit.title}\n{hit.snippet}" for hit in hits], "passage", model)
    seconds = (perf_counter() - began) / len(hits)
    near = [float(vector @ asked) for vector in vectors]
    order = sorted(range(len(hits)), key=lambda at: near[at], reverse=True)
    texts = library.status().texts
    return Trial(hits[:SHOWN], tuple(hits[at] for at in order[:SHOWN]), texts, seconds * texts)
