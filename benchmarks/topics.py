"""Topics compared with BERTopic on the same vectors: agreement of clusters with known labels, and time.

The texts are the paragraphs of XQuAD in both languages, labelled with their article, whatever the language. (The usual
newsgroups are not available offline.) BERTopic runs in an environment of its own, as it depends on numba.
"""

import json
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.child import peer_python, run
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.judging import v_measure
from benchmarks.machine import load
from benchmarks.places import WORK, corpus
from benchmarks.remembered import indexed, remembering_store
from semsearch.records import Vectors
from semsearch.settings import DEFAULT_MODEL
from semsearch.store import lookup
from semsearch.store.lookup import Beginning
from semsearch.store.vectors import generations
from semsearch.store.vectors.stored_vectors import document_vectors
from semsearch.topics import clustering, labelling

PACKAGES = ("umap-learn", "hdbscan", "pandas", "scikit-learn", "plotly", "tqdm", "pyyaml")
WITHOUT_TORCH = ("--no-deps", "bertopic")
"""BERTopic depends on torch, but does not need it with vectors at hand."""
REPEATS = 3
DATASET = "../shared/data/xquad (120 paragraphs of 24 articles in each of en and ru, apart and together)"


@dataclass(frozen=True, slots=True)
class Compared:
    """V-measure and seconds of both on a set of texts; the peer's V-measure is that of its best setting."""

    name: str
    ours: tuple[float, float]
    peer: tuple[float, float]
    documents: int


def quality(_: Bench) -> Figure:
    """V-measure (Rosenberg and Hirschberg 2007) of the topics against the articles."""
    before = load()
    found = _compared()
    listed = ", ".join(f"{each.name} {each.ours[0]:.3f} to {each.peer[0]:.3f}" for each in found)
    return Figure(
        name="topics",
        what="topics: V-measure against the articles that texts are from",
        unit="V",
        ours=float(np.mean([each.ours[0] for each in found])),
        peer=float(np.mean([each.peer[0] for each in found])),
        peer_name="BERTopic on the same vectors, the best in hindsight of `min_topic_size` 10 (its default), 5 and 3; "
        "its outliers are one topic",
        bounds="ratio",
        goal=(">=", 1.0),
        dataset=DATASET,
        remark=f"Means of three sets: {listed}.",
        load=before,
    )


def seconds(_: Bench) -> Figure:
    """Time to compute clusters and labels from vectors and texts in memory."""
    before = load()
    both = _compared()[-1]
    return Figure(
        name="topics_time",
        what="topics: clusters and labels",
        unit="s",
        ours=both.ours[1],
        peer=both.peer[1],
        peer_name="BERTopic.fit_transform, default settings, the same vectors and texts",
        bounds="ratio",
        goal=("<=", round(1 / 3, 3)),
        dataset=DATASET,
        remark=f"{both.documents} texts; medians of {REPEATS} after runs that are not counted, as numba compiles.",
        load=before,
    )


@cache
def _compared() -> tuple[Compared, ...]:
    texts, vectors, articles, languages = _texts()
    sets = [(name, languages == name) for name in ("en", "ru")] + [("both", np.ones(len(texts), dtype=bool))]
    found = []
    for name, rows in sets:
        chosen = [text for text, wanted in zip(texts, rows, strict=True) if wanted]
        ours = _ours(chosen, vectors[rows])
        peer = _peer(chosen, vectors[rows])
        best = max(v_measure(articles[rows], np.array(topics)) for topics in peer["topics"])
        scored = (v_measure(articles[rows], ours[0]), ours[1])
        found.append(Compared(name, scored, (best, peer["seconds"]), len(chosen)))
    return tuple(found)


def _peer(texts: list[Beginning], vectors: Vectors) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        np.save(Path(place) / "vectors.npy", vectors)
        (Path(place) / "texts.json").write_text(json.dumps([text.text for text in texts]), encoding="utf-8")
        peer = run(
            [peer_python("bertopic", PACKAGES, WITHOUT_TORCH), str(Path(__file__).with_name("topics_peer.py")), place]
        )
    found: dict[str, Any] = json.loads(peer.output)
    return found


def _ours(texts: list[Beginning], vectors: Vectors) -> tuple[NDArray[np.int64], float]:
    labels = np.zeros(len(vectors), dtype=np.int64)
    took = []
    for _ in range(REPEATS + 1):
        started = time.perf_counter()
        found = clustering.clusters(clustering.centred(vectors, vectors.mean(axis=0)))
        labelling.terms([labelling.Sample([texts[row] for row in rows], len(rows)) for rows in found])
        took.append(time.perf_counter() - started)
    for number, rows in enumerate(found):
        labels[rows] = number
    return labels, float(np.median(took[1:]))


def _texts() -> tuple[list[Beginning], Vectors, NDArray[np.int64], NDArray[np.str_]]:
    """Texts, their vectors as in the index, and the number of the article and the language of each."""
    folder = WORK / "corpora" / "xquad-articles"
    for language in ("en", "ru"):
        articles = json.loads(corpus(f"xquad/xquad.{language}.json").read_text(encoding="utf-8"))["data"]
        for number, article in enumerate(articles):
            place = folder / language / f"{number:02}"
            place.mkdir(parents=True, exist_ok=True)
            for at, paragraph in enumerate(article["paragraphs"]):
                (place / f"{at}.txt").write_text(paragraph["context"] + "\n", encoding="utf-8")
    with indexed("xquad-articles", [folder], DEFAULT_MODEL, remembering_store()) as library:
        documents = {document.id: document for document in library.documents()}
        with library.reading() as connection:
            generation = generations.serving(connection)
            assert generation is not None
            ids, vectors = document_vectors(connection, generation, lookup.all_ids(connection))
    known = [documents[id_] for id_ in ids.tolist()]
    texts = [Beginning("", document.text, document.language) for document in known]
    places = [Path(document.path).parent for document in known]
    articles = np.array([int(place.name) for place in places])
    return texts, vectors, articles, np.array([place.parent.name for place in places])
