"""What the page of topics asks of the library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from semsearch.library import Library
from semsearch.progress import Progress, Step
from semsearch.records import ArchiveMap, Hit, TopicReport
from semsearch_ui.operations.core import Operations
from semsearch_ui.presentation.colouring import Colouring, by_month, by_sender, by_topic, middles
from semsearch_ui.presentation.spreading import spread

DOCUMENTS = 200
"""How many documents of a topic are listed; the most typical ones."""

translate = QCoreApplication.translate
Done = Callable[[TopicReport], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """A map with the three ways to colour it. ``middles`` say where the documents of each topic lie."""

    archive: ArchiveMap
    middles: Mapping[int, tuple[float, float]]
    topic: Colouring
    sender: Colouring
    month: Colouring


class Topics:
    """Of what changes topics only one is under way at a time; each answers with the topics as they are then. With many
    documents this takes minutes, and so does the map: `progressed` hears how far it is."""

    def __init__(self, operations: Operations, progressed: Callable[[Step], None]) -> None:
        self._operations = operations
        self._progressed = progressed
        self._wanted = object()

    def cancel(self) -> None:
        """End what takes long; it has failed then, and changes nothing."""
        self._wanted = object()

    def find(self, done: Done, failed: Callable[[], None]) -> None:
        progress = self._progress()
        failure = translate("Topics", "Topics cannot be found")
        self._run(lambda library: library.topics.list(progress), done, failure, failed)

    def refresh(self, done: Done, failed: Callable[[], None]) -> None:
        progress = self._progress()
        failure = translate("Topics", "Topics were not rebuilt")
        self._run(lambda library: library.topics.refresh(progress), done, failure, failed)

    def rename(self, topic_id: int, name: str, done: Done, failed: Callable[[], None]) -> None:
        failure = translate("Topics", "The topic was not renamed")
        self._run(lambda library: library.topics.rename(topic_id, name), done, failure, failed)

    def merge(self, topic_ids: Sequence[int], done: Done, failed: Callable[[], None]) -> None:
        progress = self._progress()
        failure = translate("Topics", "The topics were not merged")
        self._run(lambda library: library.topics.merge(topic_ids, progress), done, failure, failed)

    def split(self, topic_id: int, done: Done, failed: Callable[[], None]) -> None:
        progress = self._progress()
        failure = translate("Topics", "The topic was not split")
        self._run(lambda library: library.topics.split(topic_id, progress), done, failure, failed)

    def undo(self, done: Done, failed: Callable[[], None]) -> None:
        self._run(lambda library: library.topics.undo(), done, translate("Topics", "Nothing was undone"), failed)

    def documents(self, ids: Sequence[int], done: Callable[[tuple[Hit, ...]], None]) -> None:
        """The first of these documents."""
        self._operations.run(
            "topic documents", lambda library: library.topics.documents(ids[:DOCUMENTS]), done,
            translate("Topics", "The documents cannot be listed"),
        )  # fmt: skip

    def picture(self, report: TopicReport, done: Callable[[Picture], None], failed: Callable[[], None]) -> None:
        progress = self._progress()

        def work(library: Library) -> Picture:
            found = spread(library.topics.map(progress))
            coloured = (by_topic(found, report.topics), by_sender(found), by_month(found))
            return Picture(found, middles(found), *coloured)

        self._operations.run("map", work, done, translate("Topics", "The map cannot be drawn"), failed)

    def _progress(self) -> Progress:
        wanted = self._wanted
        return self._operations.progress(self._progressed, lambda: wanted is self._wanted)

    def _run(
        self, work: Callable[[Library], TopicReport], done: Done, failure: str, failed: Callable[[], None]
    ) -> None:
        self._operations.run("topics", work, done, failure, failed)
