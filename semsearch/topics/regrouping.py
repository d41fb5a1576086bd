"""Changes of topics in three steps: load the documents, regroup them, store the resulting topics."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from semsearch.clean.normal import base_subject
from semsearch.progress import Progress, Step
from semsearch.records import Vectors
from semsearch.store import lookup, topic_tables
from semsearch.store.database import Connection
from semsearch.store.topic_tables import Member, StoredTopic
from semsearch.store.vectors import generations
from semsearch.store.vectors.generations import Generation
from semsearch.store.vectors.stored_vectors import document_vectors
from semsearch.topics import clustering, labelling
from semsearch.unit_vectors import mean_direction

SAMPLED, FEWEST_SAMPLED, SAMPLED_OF_ALL = 80, 30, 6_000
"""Documents sampled to label a topic, evenly from the most to the least typical: `SAMPLED`, or down to
`FEWEST_SAMPLED` if there are so many topics that the total would exceed `SAMPLED_OF_ALL`."""

BACKGROUND = 600
"""Documents sampled from the rest of the archive when only some topics are labelled."""

SAME = 0.5
"""Jaccard similarity of a topic's old and new members from which it keeps its label."""


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot of the documents of some topics, or if ``whole`` of all documents, including those without a topic.

    ``directions``, shape (n, dim), are the vectors of the documents ``ids`` centred at ``mean``. ``topic_index`` are
    the indices in ``topics`` of their topics, -1 for none. ``others`` are the topics outside the view. ``revision`` is
    that of the stored topics.
    """

    revision: int
    whole: bool
    generation: Generation
    mean: Vectors
    ids: NDArray[np.int64]
    directions: Vectors
    topic_index: NDArray[np.int64]
    topics: tuple[StoredTopic, ...]
    others: tuple[StoredTopic, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a view that make up a topic: ``topic``, or a new one if None. ``shaped`` says whether the user made it,
    by merging or splitting."""

    rows: NDArray[np.int64]
    topic: StoredTopic | None
    shaped: bool = False


@dataclass(frozen=True, slots=True)
class _NewTopic:
    """A topic as it is to be stored."""

    group: Group
    label: str
    terms: tuple[str, ...]
    centre: Vectors
    order: NDArray[np.int64]  # the rows of the group, the most typical first


def load_view(connection: Connection, topic_ids: Sequence[int] | None) -> View | None:
    """A view of these topics, or of everything if `topic_ids` is None; None if nothing has a vector yet."""
    generation = generations.serving(connection)
    if generation is None:
        return None
    state = topic_tables.state(connection)
    stored = topic_tables.all_topics(connection)
    by_id = {topic.id: topic for topic in stored}
    topics = stored if topic_ids is None else [by_id[id_] for id_ in topic_ids]
    home = {member.document_id: member.topic_id for member in topic_tables.all_members(connection)}
    number = {topic.id: index for index, topic in enumerate(topics)}
    members = (id_ for id_, topic_id in home.items() if topic_id in number)
    wanted = lookup.all_ids(connection) if topic_ids is None else members
    ids, vectors = document_vectors(connection, generation, wanted)
    if not len(ids):
        return None
    mean = vectors.mean(axis=0) if topic_ids is None or state is None else state.mean
    return View(
        revision=state.revision if state else 0,
        whole=topic_ids is None,
        generation=generation,
        mean=mean,
        ids=ids,
        directions=clustering.centred(vectors, mean),
        topic_index=np.array([number.get(home.get(id_, 0), -1) for id_ in ids.tolist()], dtype=np.int64),
        topics=tuple(topics),
        others=tuple(topic for topic in stored if topic.id not in number),
    )


def reclustered(view: View, progress: Progress) -> list[Group]:
    """Cluster anew. Each topic continues as the cluster with most of its members; shaped topics keep theirs."""
    shaped = np.array([*(topic.shaped for topic in view.topics), False])[view.topic_index]
    free = np.flatnonzero(~shaped)
    groups = [group for group in _present(view) if group.topic is not None and group.topic.shaped]
    directions = view.directions[free] if shaped.any() else view.directions  # not a copy of all
    found = [free[rows] for rows in clustering.clusters(directions, progress)]
    old = [group for group in _present(view) if group.topic is not None and not group.topic.shaped]
    continues = clustering.matched([_members(group.rows) for group in old], [_members(rows) for rows in found])
    for number, rows in enumerate(found):
        before = old[continues[number]] if number in continues else None
        groups.append(Group(rows, _continued(before, rows) if before else None))
    return groups


def regrouped(view: View, progress: Progress) -> list[Group]:
    """Keep the topics, with new centres from the vectors of another model; assign documents without a topic."""
    groups = _present(view)
    if not groups:
        return reclustered(view, progress)
    loose = np.flatnonzero(view.topic_index < 0)
    if len(loose):
        centres = np.stack([mean_direction(view.directions[group.rows]) for group in groups])
        near = clustering.assign(view.directions[loose], centres).centres
        groups = [
            replace(group, rows=np.sort(np.concatenate([group.rows, loose[near == number]])))
            for number, group in enumerate(groups)
        ]
    return groups


class Regrouping:
    """The topics of groups that together are a view, with their labels, centres and confidences. Computing them takes a
    while, and is done before the write transaction in which `write` stores them."""

    def __init__(self, connection: Connection, view: View, groups: Sequence[Group], progress: Progress) -> None:
        self._view = view
        own_group = np.empty(len(view.ids), dtype=np.int64)
        for number, group in enumerate(groups):
            own_group[group.rows] = number
        centres = [mean_direction(view.directions[group.rows]) for group in groups]
        every = np.stack([*centres, *(topic.centre for topic in view.others)])
        found = clustering.assign(view.directions, every, own_group)
        self._cosines, self._confidences = found.cosines, found.confidences
        orders = [group.rows[np.argsort(-self._cosines[group.rows], kind="stable")] for group in groups]
        count = max(FEWEST_SAMPLED, min(SAMPLED, SAMPLED_OF_ALL // max(1, len(orders))))
        samples = []
        for order in orders:
            progress(Step("name", 0, len(orders)))
            samples.append(_sample(connection, view.ids[order], count))
        named = labelling.terms(samples, () if view.whole else [_background(connection, view)], progress)
        self._topics = [
            _NewTopic(group, _label(group, terms, sample), terms, centre, order)
            for group, terms, sample, centre, order in zip(groups, named, samples, centres, orders, strict=True)
        ]

    def write(self, connection: Connection, action: str) -> None:
        """Store the topics. `action` is the name under which that can be undone, "" if it cannot."""
        view = self._view
        if action and view.topics:
            topic_tables.remember(connection, action, [topic.id for topic in view.topics])
        elif not action:
            topic_tables.forget_history(connection)
        kept = {new.group.topic.id for new in self._topics if new.group.topic}
        topic_tables.drop_topics(connection, [topic.id for topic in view.topics if topic.id not in kept])
        for new in self._topics:
            old = new.group.topic
            if old is not None:
                topic_id = old.id
                topic_tables.put_topic(connection, replace(old, label=new.label, terms=new.terms, centre=new.centre))
            else:
                topic_id = topic_tables.add_topic(connection, new.label, new.terms, new.centre, shaped=new.group.shaped)
            topic_tables.put_members(
                connection,
                [
                    Member(int(view.ids[row]), topic_id, float(self._cosines[row]), float(self._confidences[row]))
                    for row in new.order
                ],
            )
        if view.whole:
            topic_tables.put_state(connection, view.generation.fingerprint, view.mean, len(view.ids))


def _present(view: View) -> list[Group]:
    """The topics of a view that still have documents."""
    groups = [Group(np.flatnonzero(view.topic_index == index), topic) for index, topic in enumerate(view.topics)]
    return [group for group in groups if len(group.rows)]


def _continued(before: Group, rows: NDArray[np.int64]) -> StoredTopic | None:
    """The topic with its new members. It loses an automatic label if they are mostly other documents than before."""
    common = len(np.intersect1d(before.rows, rows))
    together = len(before.rows) + len(rows) - common
    if before.topic is None or before.topic.named or common >= SAME * together:
        return before.topic
    return replace(before.topic, label="")


def _label(group: Group, terms: Sequence[str], sample: labelling.Sample) -> str:
    """The name given by the user, else the old label if its terms still apply, else a new label."""
    old = group.topic
    if old is not None and (old.named or (old.label and set(old.label.split(", ")) <= set(terms))):
        return old.label
    return labelling.label(terms, next(filter(None, (base_subject(text.title) for text in sample.texts)), ""))


def _members(rows: NDArray[np.int64]) -> frozenset[int]:
    return frozenset(rows.tolist())


def _sample(connection: Connection, ids: NDArray[np.int64], count: int) -> labelling.Sample:
    """The texts of up to `count` documents at even intervals."""
    taken = ids[np.unique(np.linspace(0, len(ids) - 1, min(count, len(ids))).astype(np.int64))].tolist()
    found = lookup.beginnings(connection, taken, labelling.LOOKED_AT)
    return labelling.Sample([found[id_] for id_ in taken if id_ in found], len(ids))


def _background(connection: Connection, view: View) -> labelling.Sample:
    others = sorted(lookup.all_ids(connection) - set(view.ids.tolist()))
    return _sample(connection, np.array(others, dtype=np.int64), BACKGROUND)
