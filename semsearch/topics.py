"""Documents -> topics: clusters of what is about the same, each with a label."""

import time
from collections.abc import Sequence

import numpy as np

from semsearch.clean import base_subject
from semsearch.clustering import clusters
from semsearch.labelling import Text, label, terms
from semsearch.records import Document, Topic, TopicReport, Vectors
from semsearch.store import Database, generations, lookup
from semsearch.store.vectors import text_vectors


def find_topics(database: Database) -> TopicReport:
    """See `Library.topics`."""
    started = time.perf_counter()
    with database.transaction() as connection:
        generation = generations.serving(connection)
        ids, means = [], []
        if generation is not None:
            by_document: dict[int, list[int]] = {}
            for chunk in lookup.all_chunks(connection):
                by_document.setdefault(chunk.document_id, []).append(chunk.text_id)
            stored = text_vectors(connection, generation, [text for texts in by_document.values() for text in texts])
            for document_id, texts in sorted(by_document.items()):
                rows = [stored[text] for text in texts if text in stored]
                if rows:
                    ids.append(document_id)
                    means.append(_direction(rows))
        every = lookup.all_ids(connection)
        documents = lookup.documents_by_id(connection, ids)
    found = clusters(np.stack(means)) if means else None
    members = [[ids[row] for row in rows] for rows in found.members] if found else []
    named = terms([[_text(documents[member]) for member in topic] for topic in members])
    topics = tuple(
        Topic(
            id=number,
            label=label(words, documents[topic[0]].title),
            terms=words,
            size=len(topic),
            representative=topic[0],
            members=tuple(topic),
        )
        for number, (topic, words) in enumerate(zip(members, named, strict=True), 1)
    )
    assigned = {member for topic in members for member in topic}
    return TopicReport(topics, tuple(sorted(every - assigned)), 1000 * (time.perf_counter() - started))


def _direction(rows: Sequence[Vectors]) -> Vectors:
    total: Vectors = np.sum(rows, axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-12)


def _text(document: Document) -> Text:
    return Text(base_subject(document.title), document.text, document.language)
