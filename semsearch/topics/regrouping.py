"""Which documents make a topic: one look at them, a decision, and what follows from it for the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from semsearch.clean.normal import base_subject
from semsearch.records import Vectors
from semsearch.store import generations, lookup, topic_tables
from semsearch.store.database import Connection
from semsearch.store.document_vectors import document_vectors
from semsearch.store.generations import Generation
from semsearch.store.topic_tables import Member, StoredTopic
from semsearch.topics import clustering, labelling

SAMPLED, FEWEST_SAMPLED, SAMPLED_OF_ALL = 80, 30, 6_000
"""Documents of a topic whose words are looked at, taken evenly from the most to the least typical; fewer where there
are many topics, so that to name them does not take longer and longer."""

BACKGROUND = 600
"""Documents of the whole archive that a few topics are told from."""

SAME = 0.5
"""Share of the members of two topics together that are in both, from which a topic keeps the label it had."""


@dataclass(frozen=True, slots=True)
class View:
    """The documents of some topics as they are now; of all where ``whole``, those in no topic as well.

    ``ids`` are of the documents, ``directions``, shape (n, dim), their vectors relative to ``mean``, and ``places`` the
    position in ``topics`` of each one's topic, -1 for none. ``others`` are the topics that are not looked at.
    """

    revision: int
    whole: bool
    generation: Generation
    mean: Vectors
    ids: NDArray[np.int64]
    directions: Vectors
    places: NDArray[np.int64]
    topics: tuple[StoredTopic, ...]
    others: tuple[StoredTopic, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a view that make a topic: one that goes on, or, where it is None, a new one, ``shaped`` or not."""

    rows: NDArray[np.int64]
    topic: StoredTopic | None
    shaped: bool = False


@dataclass(frozen=True, slots=True)
class _Settled:
    """A group that is ready to be written."""

    group: Group
    label: str
    terms: tuple[str, ...]
    centre: Vectors
    order: NDArray[np.int64]  # its rows, the most typical first


def look(connection: Connection, topic_ids: Sequence[int] | None) -> View | None:
    """The documents of some topics, in the order of their ids, or of all; None where nothing has a vector yet."""
    generation = generations.serving(connection)
    if generation is None:
        return None
    state = topic_tables.state(connection)
    stored = topic_tables.all_topics(connection)
    by_id = {topic.id: topic for topic in stored}
    topics = stored if topic_ids is None else [by_id[id_] for id_ in topic_ids]
    home = {member.document_id: member.topic_id for member in topic_tables.all_members(connection)}
    number = {topic.id: place for place, topic in enumerate(topics)}
    wanted = None if topic_ids is None else [id_ for id_, topic_id in home.items() if topic_id in number]
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
        places=np.array([number.get(home.get(id_, 0), -1) for id_ in ids.tolist()], dtype=np.int64),
        topics=tuple(topics),
        others=tuple(topic for topic in stored if topic.id not in number),
    )


def reclustered(view: View) -> list[Group]:
    """New clusters; the topics go on as those that have most of their members, a shaped topic with its own."""
    shaped = np.array([*(topic.shaped for topic in view.topics), False])[view.places]
    free = np.flatnonzero(~shaped)
    groups = [group for group in _present(view) if group.topic is not None and group.topic.shaped]
    found = [free[rows] for rows in clustering.clusters(view.directions[free])]
    old = [group for group in _present(view) if group.topic is not None and not group.topic.shaped]
    goes_on = clustering.matched([_members(group.rows) for group in old], [_members(rows) for rows in found])
    for number, rows in enumerate(found):
        before = old[goes_on[number]] if number in goes_on else None
        groups.append(Group(rows, _going_on(before, rows) if before else None))
    return groups


def regrouped(view: View) -> list[Group]:
    """The topics as they are, for vectors of another model; documents in none go to the nearest."""
    groups = _present(view)
    if not groups:
        return reclustered(view)
    loose = np.flatnonzero(view.places < 0)
    if len(loose):
        centres = np.stack([clustering.centre(view.directions[group.rows]) for group in groups])
        near = clustering.assign(view.directions[loose], centres).places
        groups = [
            replace(group, rows=np.sort(np.concatenate([group.rows, loose[near == number]])))
            for number, group in enumerate(groups)
        ]
    return groups


class Settled:
    """What a decision comes to: labels, centres, and each document's confidence, computed outside of a transaction."""

    def __init__(self, connection: Connection, view: View, groups: Sequence[Group]) -> None:
        self._view = view
        rows = np.concatenate([group.rows for group in groups])
        places = np.repeat(np.arange(len(groups)), [len(group.rows) for group in groups])
        centres = [clustering.centre(view.directions[group.rows]) for group in groups]
        every = np.stack([*centres, *(topic.centre for topic in view.others)])
        found = clustering.assign(view.directions[rows], every, places)
        self._nearness = np.zeros(len(view.ids), dtype=np.float32)
        self._confidence = np.zeros(len(view.ids), dtype=np.float32)
        self._nearness[rows], self._confidence[rows] = found.nearness, found.confidence
        orders = [group.rows[np.argsort(-self._nearness[group.rows], kind="stable")] for group in groups]
        count = max(FEWEST_SAMPLED, min(SAMPLED, SAMPLED_OF_ALL // max(1, len(orders))))
        samples = [_sample(connection, view.ids[order], count) for order in orders]
        named = labelling.terms(samples, () if view.whole else [_background(connection, view)])
        self._topics = [
            _Settled(group, _label(group, terms, sample), terms, centre, order)
            for group, terms, sample, centre, order in zip(groups, named, samples, centres, orders, strict=True)
        ]

    def write(self, connection: Connection, action: str) -> None:
        """Make it so; `action` is how it can be undone, "" if it cannot."""
        view = self._view
        if action and view.topics:
            topic_tables.remember(connection, action, [topic.id for topic in view.topics])
        elif not action:
            topic_tables.forget_history(connection)
        going_on = {settled.group.topic.id for settled in self._topics if settled.group.topic}
        topic_tables.drop_topics(connection, [topic.id for topic in view.topics if topic.id not in going_on])
        for settled in self._topics:
            old = settled.group.topic
            if old is not None:
                topic_id = old.id
                changed = replace(old, label=settled.label, terms=settled.terms, centre=settled.centre)
                topic_tables.put_topic(connection, changed)
            else:
                shaped = settled.group.shaped
                topic_id = topic_tables.add_topic(
                    connection, settled.label, settled.terms, settled.centre, shaped=shaped
                )
            topic_tables.put_members(
                connection,
                [
                    Member(int(view.ids[row]), topic_id, float(self._nearness[row]), float(self._confidence[row]))
                    for row in settled.order
                ],
            )
        if view.whole:
            topic_tables.put_state(connection, view.generation.fingerprint, view.mean, len(view.ids))


def _present(view: View) -> list[Group]:
    """The topics that have documents still."""
    groups = [Group(np.flatnonzero(view.places == place), topic) for place, topic in enumerate(view.topics)]
    return [group for group in groups if len(group.rows)]


def _going_on(before: Group, rows: NDArray[np.int64]) -> StoredTopic | None:
    """The topic as it goes on with other members; it keeps its words' label only where these are mostly the same."""
    common = len(np.intersect1d(before.rows, rows))
    together = len(before.rows) + len(rows) - common
    if before.topic is None or before.topic.named or common >= SAME * together:
        return before.topic
    return replace(before.topic, label="")


def _label(group: Group, terms: Sequence[str], sample: labelling.Sample) -> str:
    """A person's name; else the label it had, as long as it is true; else a new one."""
    old = group.topic
    if old is not None and (old.named or (old.label and set(old.label.split(", ")) <= set(terms))):
        return old.label
    return labelling.label(terms, next((text.title for text in sample.texts if text.title), ""))


def _members(rows: NDArray[np.int64]) -> frozenset[int]:
    return frozenset(rows.tolist())


def _called(person: str) -> str:
    """The name in "Name <address>"; "" where there is only an address."""
    return person.partition("<")[0] if "<" in person else ""


def _sample(connection: Connection, ids: NDArray[np.int64], count: int) -> labelling.Sample:
    """Texts of `count` of these documents, taken evenly."""
    taken = ids[np.unique(np.linspace(0, len(ids) - 1, min(count, len(ids))).astype(np.int64))].tolist()
    found = lookup.beginnings(connection, taken, labelling.LOOKED_AT)
    texts = [found[id_] for id_ in taken if id_ in found]
    return labelling.Sample(
        [
            labelling.Text(base_subject(text.title), text.text, text.language, [_called(one) for one in text.people])
            for text in texts
        ],
        len(ids),
    )


def _background(connection: Connection, view: View) -> labelling.Sample:
    others = sorted(lookup.all_ids(connection) - set(view.ids.tolist()))
    return _sample(connection, np.array(others, dtype=np.int64), BACKGROUND)
