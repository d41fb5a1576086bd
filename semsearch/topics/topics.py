"""The topics of an archive: found once, then kept, and changed only on the user's request.

New documents are assigned to the nearest topic. When the archive has changed a lot, or on request, everything is
clustered anew. Each topic then continues, with its id and name, as the cluster with most of its members; topics that
the user merged or split keep theirs.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from semsearch.errors import HomeError, LockedError, SemsearchError, UsageError
from semsearch.language.snippets import snippet
from semsearch.progress import Progress, silent
from semsearch.records import ArchiveMap, Hit, Topic, TopicReport
from semsearch.store import lookup, topic_tables
from semsearch.store.database import Connection, Database
from semsearch.store.topic_tables import Member, State, StoredTopic
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import document_vectors
from semsearch.topics import clustering
from semsearch.topics.labelling import label
from semsearch.topics.mapping import archive_map
from semsearch.topics.regrouping import Group, Regrouping, View, load_view, reclustered, regrouped

GROWN = 1.5
"""Everything is clustered anew when the number of documents has grown, or shrunk, by this factor."""

DOUBTFUL = 0.5
"""Confidence below which a document is nearer to another topic."""

_ATTEMPTS = 3
_SNIPPET_SOURCE = 2_000  # characters at the start of a document that its snippet is taken from


class Topics:
    """The topics of one home. Safe to share between threads and processes.

    Each method that changes topics returns the new state, and can be undone. Those that take long with many documents
    report to a `progress`; if that raises `Cancelled`, nothing is changed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, progress: Progress = silent) -> TopicReport:
        """All topics, the largest first. Documents that have none yet are assigned first; if there are no topics at
        all, they are found first.

        Raises:
            LockedError: there are no topics yet, and another process is writing.
            HomeError: there are no topics yet, and the home is read-only.
        """
        started = time.perf_counter()
        try:
            self._catch_up(progress)
        except (LockedError, HomeError):
            # Another process is writing, or the home is read-only: report the topics as they are.
            with self._database.transaction() as connection:
                if topic_tables.state(connection) is None:
                    raise
        return self._report(started)

    def refresh(self, progress: Progress = silent) -> TopicReport:
        """Cluster everything anew. Each topic continues as the cluster with most of its members; topics that the user
        merged or split keep theirs."""
        started = time.perf_counter()
        self._change("refresh", None, reclustered, progress)
        return self._report(started)

    def rename(self, topic_id: int, name: str) -> TopicReport:
        """Name a topic; "" restores the automatic label, where there are terms to make it of.

        Raises:
            UsageError: there is no such topic.
        """
        started = time.perf_counter()
        name = " ".join(name.encode(errors="replace").decode().split())  # an argument of a command may be anything
        with self._database.writing() as connection:
            topic_tables.begin(connection)
            (topic,) = _known(connection, [topic_id])
            topic_tables.remember(connection, "rename", [topic_id])
            topic_tables.put_topic(
                connection, replace(topic, label=name or label(topic.terms, topic.label), named=bool(name))
            )
        return self._report(started)

    def merge(self, topic_ids: Sequence[int], progress: Progress = silent) -> TopicReport:
        """Merge topics into the first, which keeps its id. It keeps the first name that the user gave to one of them.

        Raises:
            UsageError: they are fewer than two, or one does not exist.
        """
        started = time.perf_counter()
        wanted = list(dict.fromkeys(topic_ids))
        if len(wanted) < 2:
            raise UsageError("merging takes two topics or more; `semsearch topics` lists them")

        def merged(view: View, _: Progress) -> list[Group]:
            named = next((topic for topic in view.topics if topic.named), view.topics[0])
            target = replace(view.topics[0], label=named.label, named=named.named, shaped=True)
            return [Group(np.arange(len(view.ids)), target)]

        self._change("merge", wanted, merged, progress)
        return self._report(started)

    def split(self, topic_id: int, progress: Progress = silent) -> TopicReport:
        """Split a topic into two or more, as few as possible; the largest part keeps its id and name.

        Raises:
            UsageError: there is no such topic, or it cannot be split.
        """
        started = time.perf_counter()

        def parted(view: View, progress: Progress) -> list[Group]:
            own = clustering.centred(view.directions, view.directions.mean(axis=0))
            first, *others = clustering.split(own, progress)
            if not others:
                raise UsageError(f"topic {topic_id} cannot be split: all of it is on the same subject")
            return [Group(first, replace(view.topics[0], shaped=True)), *(Group(rows, None, True) for rows in others)]

        self._change("split", [topic_id], parted, progress)
        return self._report(started)

    def undo(self) -> TopicReport:
        """Undo the last change that has not been undone yet.

        Raises:
            SemsearchError: there is nothing to undo.
        """
        started = time.perf_counter()
        with self._database.writing() as connection:
            topic_tables.begin(connection)
            if not topic_tables.undo(connection):
                raise SemsearchError("there is nothing to undo: the topics have not been changed")
        return self._report(started)

    def get(self, topic_id: int, progress: Progress = silent) -> Topic:
        """One topic.

        Raises:
            UsageError: there is no such topic.
        """
        for topic in self.list(progress).topics:
            if topic.id == topic_id:
                return topic
        raise _unknown(topic_id)

    def documents(self, ids: Sequence[int]) -> tuple[Hit, ...]:
        """Documents in the order of `ids`, without those that are no longer indexed. Their ``relevance`` and ``score``
        are the confidence that they belong to their topic."""
        with self._database.transaction() as connection:
            documents = lookup.documents_by_id(connection, ids)
            confidences = topic_tables.confidences(connection, ids)
        hits: list[Hit] = []
        for rank, document in enumerate((documents[id_] for id_ in ids if id_ in documents), 1):
            line, _ = snippet(document.text[:_SNIPPET_SOURCE], None, ())
            confidence = confidences.get(document.id, 0.0)
            hit = Hit.of(document, rank, confidence, confidence, line)
            hits.append(replace(hit, below_floor=confidence < DOUBTFUL))
        return tuple(hits)

    def map(self, progress: Progress = silent) -> ArchiveMap:
        """All documents in two dimensions, similar ones close together. Computed once, then stored and extended."""
        return archive_map(self._database, progress)

    # -- internals --

    def _catch_up(self, progress: Progress) -> None:
        """Find topics if there are none; assign documents that have none; adapt to a new model."""
        with self._database.transaction() as connection:
            generation = generations.serving(connection)
            state = topic_tables.state(connection)
            waiting = topic_tables.without_topic(connection)
            assigned = topic_tables.count_members(connection)
        if generation is None or (state is not None and state.fingerprint == generation.fingerprint and not waiting):
            return
        if state is None:
            self._change("", None, reclustered, progress)
        elif state.fingerprint != generation.fingerprint:
            self._change("", None, regrouped, progress)
        else:
            self._assign_new(generation, state, waiting, assigned, progress)

    def _assign_new(
        self, generation: Generation, state: State, waiting: Sequence[int], assigned: int, progress: Progress
    ) -> None:
        """Assign documents without a topic to the nearest, or cluster anew if the archive has grown or shrunk a lot."""
        with self._database.transaction() as connection:
            ids, vectors = document_vectors(connection, generation, waiting)
            topics = topic_tables.all_topics(connection)
        if not len(ids):
            return
        if not topics or not state.clustered / GROWN < assigned + len(ids) < state.clustered * GROWN:
            self._change("refresh", None, reclustered, progress)
            return
        centres = np.stack([topic.centre for topic in topics])
        found = clustering.assign(clustering.centred(vectors, state.mean), centres)
        owners = [topics[index].id for index in found.centres.tolist()]
        columns = (ids.tolist(), owners, found.cosines.tolist(), found.confidences.tolist())
        with self._database.writing() as connection:
            if topic_tables.begin(connection) != state.revision:
                raise LockedError("another semsearch is changing the topics; try again")
            topic_tables.put_members(connection, [Member(*row) for row in zip(*columns, strict=True)])

    def _change(
        self,
        action: str,
        topic_ids: Sequence[int] | None,
        regroup: Callable[[View, Progress], Sequence[Group]],
        progress: Progress,
    ) -> None:
        """Regroup the documents of some topics, or all. If the topics have changed in the meantime, start again."""
        for _ in range(_ATTEMPTS):
            with self._database.transaction() as connection:
                if topic_ids is not None:
                    _known(connection, topic_ids)
                view = load_view(connection, topic_ids)
            if view is None:
                return
            groups = regroup(view, progress)
            with self._database.transaction() as connection:
                regrouping = Regrouping(connection, view, groups, progress)
            with self._database.writing() as connection:
                if topic_tables.begin(connection) == view.revision:
                    regrouping.write(connection, action)
                    return
        raise LockedError("another semsearch is changing the topics; try again")

    def _report(self, started: float) -> TopicReport:
        with self._database.transaction() as connection:
            topics = {topic.id: topic for topic in topic_tables.all_topics(connection)}
            members = topic_tables.all_members(connection)
            months = topic_tables.months(connection)
            unassigned = topic_tables.without_topic(connection)
            undo = topic_tables.last_action(connection)
        listed = [
            _topic(topics[id_], list(group), months.get(id_, {}))
            for id_, group in groupby(members, lambda member: member.topic_id)
        ]
        listed.sort(key=lambda topic: (-topic.size, topic.id))
        return TopicReport(tuple(listed), tuple(unassigned), undo, 1000 * (time.perf_counter() - started))


def _known(connection: Connection, topic_ids: Iterable[int]) -> list[StoredTopic]:
    """The topics with these ids.

    Raises:
        UsageError: one does not exist.
    """
    stored = {topic.id: topic for topic in topic_tables.all_topics(connection)}
    for topic_id in topic_ids:
        if topic_id not in stored:
            raise _unknown(topic_id)
    return [stored[topic_id] for topic_id in topic_ids]


def _unknown(topic_id: int) -> UsageError:
    return UsageError(f"there is no topic {topic_id}; `semsearch topics` lists them")


def _topic(stored: StoredTopic, members: Sequence[Member], months: Mapping[str, int]) -> Topic:
    return Topic(
        id=stored.id,
        label=stored.label,
        named=stored.named,
        terms=stored.terms,
        size=len(members),
        representative=members[0].document_id,
        members=tuple(member.document_id for member in members),
        confidences=tuple(round(member.confidence, 3) for member in members),
        months=months,
    )
