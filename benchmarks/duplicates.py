"""Groups of duplicates from vectors in memory, compared with SemHash and `community_detection` on the same vectors.

The vectors are those of the sentences in STS-B and ParaPhraser, as semsearch stores them. More are derived from them by
adding the difference of two other vectors, for one in ten only a small part of it, as if it were a near duplicate.
"""

import csv
import itertools
import json
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.child import peer_python, run
from benchmarks.disjoint_sets import DisjointSets
from benchmarks.figure import Figure
from benchmarks.first_run import Bench
from benchmarks.machine import load
from benchmarks.paraphrases import ru_paraphraser, sts
from benchmarks.places import WORK, corpus
from benchmarks.remembered import indexed, remembering_store
from semsearch.duplicates.grouping import Star, stars
from semsearch.duplicates.near import NEAR
from semsearch.duplicates.similarity import BLOCK, SimilarityJoin
from semsearch.records import DuplicateGroup, Vectors
from semsearch.settings import DEFAULT_MODEL

THRESHOLD = 0.97
"""Minimum cosine of duplicates here; unrelated sentences have about 0.8 with this model."""

SMALL, LARGE = 30_000, 100_000
QUICK = 2_000
INSERTS = 50
EDITED = 0.1
SAME_WORDS = 0.99
SEED = 20261126

Pair = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups of semsearch and of the peer. ``left_out`` counts the duplicates removed by each; ``dropped`` counts
    those of them without a kept row above the threshold."""

    count: int
    pairs: list[Pair]
    groups: list[Star[int]]
    seconds: float
    peer_seconds: float
    dropped: tuple[int, int]
    left_out: tuple[int, int]
    load: float


def seconds(bench: Bench) -> Figure:
    """Time for 100,000 texts; for 30,000 in the remark."""
    small, large = (_grouped(count) for count in _sizes(bench))
    return Figure(
        name="duplicates_time",
        what=f"groups of duplicates among {large.count:,} vectors, beside SemHash",
        unit="s",
        ours=large.seconds,
        peer=large.peer_seconds,
        peer_name="SemHash.from_embeddings and self_deduplicate, default settings",
        bounds="ratio",
        goal=("<=", 1.0),
        dataset=_dataset(large.count),
        remark=f"All pairs with a cosine from {THRESHOLD} on, exactly, and stars of them. Of {small.count:,}: "
        f"{small.seconds:.1f} s, SemHash {small.peer_seconds:.1f} s.",
        load=large.load,
    )


def communities(bench: Bench) -> Figure:
    """Time for 100,000 texts beside sentence-transformers' `community_detection`."""
    large = _grouped(_sizes(bench)[1])
    from sentence_transformers.util import community_detection

    started = time.perf_counter()
    community_detection(_vectors(large.count), threshold=THRESHOLD, min_community_size=2)
    peer = time.perf_counter() - started
    return Figure(
        name="duplicates_communities",
        what=f"groups of duplicates among {large.count:,} vectors, beside community detection",
        unit="s",
        ours=large.seconds,
        peer=peer,
        peer_name="sentence_transformers.util.community_detection, min_community_size 2",
        bounds="ratio",
        goal=("<=", 0.2),
        dataset=_dataset(large.count),
        remark=f"Cosine from {THRESHOLD} on.",
        load=large.load,
    )


def safety(bench: Bench) -> Figure:
    """Rows removed without a kept row above the threshold."""
    small, large = (_grouped(count) for count in _sizes(bench))
    return Figure(
        name="duplicates_dropped",
        what="left out without a kept counterpart",
        unit="rows",
        ours=small.dropped[0] + large.dropped[0],
        peer=small.dropped[1] + large.dropped[1],
        peer_name="SemHash.self_deduplicate",
        goal=("<=", 0),
        dataset=_dataset(large.count),
        remark=f"Of {small.count:,} and {large.count:,} rows, {small.left_out[0] + large.left_out[0]:,} were left out, "
        f"by SemHash {small.left_out[1] + large.left_out[1]:,}. Checked by exact cosines.",
        load=large.load,
    )


def recall(bench: Bench) -> Figure:
    """Share of the pairs above the threshold that are found, compared with exact search in double precision."""
    before = load()
    count = _sizes(bench)[0]
    grouped = _grouped(count)
    vectors = _vectors(count).astype(np.float64)
    truth = set()
    for start in range(0, count, BLOCK):
        rows, columns = np.nonzero(vectors[start : start + BLOCK] @ vectors.T >= THRESHOLD)
        before_it = columns < rows + start
        truth |= set(zip((rows + start)[before_it].tolist(), columns[before_it].tolist(), strict=True))
    found = {(max(pair[:2]), min(pair[:2])) for pair in grouped.pairs}
    return Figure(
        name="duplicates_recall",
        what="pairs above the threshold that are found",
        unit="share",
        ours=len(found & truth) / max(1, len(truth)),
        goal=(">=", 0.99),
        dataset=_dataset(count),
        remark=f"{len(truth):,} pairs by exact search in double precision.",
        load=before,
    )


def insert(bench: Bench) -> Figure:
    """Comparing one additional text, relative to comparing all of them; the groups must be the same."""
    count = _sizes(bench)[1]
    grouped, vectors = _grouped(count), _vectors(count)
    first = count - INSERTS
    join = SimilarityJoin(THRESHOLD)
    join.extend(vectors[:first])
    pairs = [pair for pair in grouped.pairs if max(pair[:2]) < first]
    took = []
    for row in range(first, count):
        started = time.perf_counter()
        pairs += _pairs(join, vectors[row : row + 1])
        took.append(time.perf_counter() - started)
    same = {(star.keep, frozenset(row for row, _ in star.others)) for star in grouped.groups}
    again = {(star.keep, frozenset(row for row, _ in star.others)) for star in _stars(pairs)}
    one = float(np.median(took))
    return Figure(
        name="duplicates_insert",
        what="one text more is compared",
        unit="s",
        ours=one,
        peer=grouped.seconds,
        peer_name=f"our own comparing and grouping of all {count:,}",
        bounds="ratio",
        goal=("<=", 0.001),
        dataset=_dataset(count),
        remark=f"Median of {INSERTS} inserted one by one; the groups are "
        f"{'identical' if same == again else 'NOT identical'} to those of all at once.",
        load=grouped.load,
    )


def natural(_: Bench) -> Figure:
    """F1 of pairs of mails in exact and near groups against natural duplicates, mails with the same body."""
    before = load()
    labelled = _labelled()
    folder = WORK / "corpora" / "dup-groups"
    for path in labelled:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(corpus(path), target)
    truth = _together(labelled)
    found = {}
    with indexed("dup-groups", [folder], DEFAULT_MODEL, remembering_store()) as library:
        default = library.duplicates.report("near").threshold
        for limit in (SAME_WORDS, default, NEAR):
            groups = [*library.duplicates.report("exact").groups, *library.duplicates.report("near", limit).groups]
            found[limit] = _together(_joined(groups, folder))
    f1 = {limit: 2 * len(pairs & truth) / (len(pairs) + len(truth)) for limit, pairs in found.items()}
    return Figure(
        name="duplicates_natural",
        what="exact and near duplicates: F1 on natural ones",
        unit="F1",
        ours=f1[default],
        goal=(">=", 0.98),
        dataset=f"../shared/data/DUP_GROUPS.tsv ({len(labelled)} mails, {len(truth)} pairs of one normalised body)",
        remark=f"Near from {default:.2f} on, which their own similarities suggest and which is therefore the default. "
        f"{len(truth - found[default])} pairs are missed, and {len(found[default] - truth)} more are found than the "
        f"labels know, of equal bodies alone. From {NEAR} on, the default where there are few pairs, it is "
        f"{f1[NEAR]:.3f}: read by hand, what is found more are mailings that were sent again with another link, "
        f"telephone number or footer. From {SAME_WORDS} on it is {f1[SAME_WORDS]:.3f}.",
        load=before,
    )


def _labelled() -> dict[str, str]:
    """The group of each mail, by its path."""
    with corpus("DUP_GROUPS.tsv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["group"] for row in csv.DictReader(file, delimiter="\t")}


def _joined(groups: Iterable[DuplicateGroup], folder: Path) -> dict[str, str]:
    """A representative of each mail's group, where groups with a common mail are merged."""
    sets = DisjointSets[str]()
    paths = []
    for group in groups:
        members = [Path(member.path).relative_to(folder).as_posix() for member in group.members]
        paths += members
        for other in members[1:]:
            sets.join(other, members[0])
    return {path: sets.find(path) for path in paths}


def _together(groups: dict[str, str]) -> set[frozenset[str]]:
    """All pairs of paths in the same group."""
    members = defaultdict(list)
    for path, group in groups.items():
        members[group].append(path)
    return {frozenset(pair) for paths in members.values() for pair in itertools.combinations(paths, 2)}


def _sizes(bench: Bench) -> tuple[int, int]:
    return (QUICK // 2, QUICK) if bench.quick else (SMALL, LARGE)


def _dataset(count: int) -> str:
    return f"../shared/data/stsb and ru-paraphraser, {min(count, len(_real())):,} sentences, grown to {count:,} vectors"


@cache
def _grouped(count: int) -> Grouped:
    before = load()
    vectors = _vectors(count)
    started = time.perf_counter()
    join = SimilarityJoin(THRESHOLD)
    pairs: list[Pair] = []
    for start in range(0, count, BLOCK):
        pairs += _pairs(join, vectors[start : start + BLOCK])
    groups = _stars(pairs)
    took = time.perf_counter() - started
    left_out = {row for star in groups for row, _ in star.others}
    peer = _peer(vectors)
    theirs = set(range(count)) - set(peer[0])
    dropped = _without_counterpart(vectors, left_out), _without_counterpart(vectors, theirs)
    return Grouped(count, pairs, groups, took, peer[1], dropped, (len(left_out), len(theirs)), before)


def _pairs(join: SimilarityJoin, block: Vectors) -> list[Pair]:
    """The pairs of the rows of a block with all earlier rows and with each other; adds the block to the join."""
    known = len(join)
    found: list[Pair] = []
    for rows, columns, cosines in join.pairs(block):
        found += zip((rows + known).tolist(), columns.tolist(), cosines.tolist(), strict=True)
    join.extend(block)
    return found


def _stars(pairs: Sequence[Pair]) -> list[Star[int]]:
    one, other, similarity = (np.array(column) for column in zip(*pairs, strict=True))
    count = 1 + max(one.max(), other.max())
    return stars(count, one, other, similarity, range(count))


def _without_counterpart(vectors: Vectors, left_out: set[int]) -> int:
    kept = vectors[sorted(set(range(len(vectors))) - left_out)]
    rows = sorted(left_out)
    alone = 0
    for start in range(0, len(rows), BLOCK):
        cosines = vectors[rows[start : start + BLOCK]] @ kept.T
        alone += int((cosines.max(axis=1) < THRESHOLD - 1e-5).sum())
    return alone


def _peer(vectors: Vectors) -> tuple[list[int], float]:
    """The rows that SemHash keeps, and how long it takes."""
    with tempfile.TemporaryDirectory() as place:
        np.save(Path(place) / "vectors.npy", vectors)
        command = [
            peer_python("semhash", ["semhash"]),
            str(Path(__file__).with_name("semhash_peer.py")),
            place,
            str(THRESHOLD),
        ]
        found = json.loads(run(command).output)
    return found["kept"], found["seconds"]


@cache
def _vectors(count: int) -> Vectors:
    """`count` vectors, real ones first."""
    real = _real()
    if count <= len(real):
        return real[:count]
    random = np.random.default_rng(SEED)
    more = count - len(real)
    bases, ones, others = (random.integers(0, len(real), more) for _ in range(3))
    step = np.where(random.random(more) < EDITED, 0.1, 0.6).astype(np.float32)[:, None]
    grown = real[bases] + step * (real[ones] - real[others])
    return np.concatenate([real, grown / np.linalg.norm(grown, axis=1, keepdims=True)]).astype(np.float32)


@cache
def _real() -> Vectors:
    """The vectors of all distinct sentences, rounded to half precision as in the index."""
    sets = [*sts("train"), *sts("dev"), *ru_paraphraser()]
    texts = sorted({text for pairs in sets for text in (*pairs.first, *pairs.second)})
    models = remembering_store()
    vectors = models.load(DEFAULT_MODEL).encode(texts, "passage")
    models.save()
    vectors = vectors[np.random.default_rng(SEED).permutation(len(vectors))].astype(np.float16).astype(np.float32)
    normalised: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised
