"""Invariants of snippets, words, groups, changes and rankings."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from semsearch.duplicates.grouping import Star, stars
from semsearch.index.changes import compare, find_moves
from semsearch.language import words
from semsearch.language.snippets import snippet
from semsearch.records import SkipReason, Span
from semsearch.search.rank import QUESTION, Evidence, Ranked, fuse
from semsearch.sources.scan import FileEntry, SkippedEntry
from semsearch.store.seen import FileRow

NUMBERED = 13
NUMBERS = st.integers(0, NUMBERED - 1)
SCORES = st.floats(-1, 1)


@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.sets(st.text(max_size=8)))
def test_marks_are_inside_the_snippet_and_have_the_stems(text: str, start: int, length: int, stems: set[str]) -> None:
    begin = min(start, len(text))
    wanted = stems | set(words.stems(text)[:3])
    line, marks = snippet(text, Span(begin, min(begin + length, len(text))), wanted)
    assert "\n" not in line
    assert all(0 <= mark.start < mark.end <= len(line) for mark in marks)
    assert all(words.stem(line[mark.start : mark.end]) in wanted for mark in marks)


@given(st.text())
def test_words_and_stems_agree(text: str) -> None:
    assert [word.stem for word in words.words(text)] == words.stems(text)
    assert words.topic_words([text]).keys() <= set(words.stems(text))
    assert bool(words.topic_words([text])) == bool(words.stems(text))


@given(st.text() | st.text(st.sampled_from("aÉéёЁйЙї«–’ \t\nИ")))
def test_a_text_is_folded_word_by_word(text: str) -> None:
    assert words.fold_all(text) == " ".join(filter(None, map(words.fold, text.split())))


@given(st.dictionaries(st.tuples(NUMBERS, NUMBERS).filter(lambda p: p[0] < p[1]), st.floats(0.5, 1)), st.randoms())
def test_every_dropped_member_has_a_kept_counterpart(similar: dict[tuple[int, int], float], random: Random) -> None:
    pairs = [(one, other, similarity) for (one, other), similarity in similar.items()]
    documents = sorted(range(NUMBERED), key=lambda document: (document % 3, document))

    def grouped() -> list[Star[int]]:
        one, other, similarity = zip(*pairs, strict=True) if pairs else ((), (), ())
        left, right = np.array(one, np.int64), np.array(other, np.int64)
        return stars(NUMBERED, left, right, np.array(similarity, np.float64), documents)

    groups = grouped()
    members = [member for star in groups for member in (star.keep, *(other for other, _ in star.others))]
    assert len(members) == len(set(members))
    for star in groups:
        for other, similarity in star.others:
            assert similar[min(star.keep, other), max(star.keep, other)] == similarity
    random.shuffle(pairs)
    assert grouped() == groups


@given(st.dictionaries(NUMBERS, SCORES, min_size=1), st.dictionaries(NUMBERS, st.floats(0, 1)), st.floats(0, 1))
def test_more_evidence_never_ranks_lower(dense: dict[int, float], keyword: dict[int, float], more: float) -> None:
    document = next(iter(dense))

    def fused() -> list[Ranked]:
        found = dense.keys() | keyword.keys()
        return fuse([Evidence(each, dense.get(each), keyword.get(each)) for each in found], "hybrid", QUESTION)

    before = next(r for r in fused() if r.evidence.document_id == document)
    dense[document] += more
    ranked = fused()
    after = next(r for r in ranked if r.evidence.document_id == document)
    assert after.score >= before.score
    assert after.relevance >= before.relevance
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)
    assert all(0 <= r.relevance <= 1 for r in ranked)
    assert {r.evidence.document_id for r in ranked} == dense.keys() | keyword.keys()


PATHS = st.sampled_from([f"/m/{letter}" for letter in "abcdef"])
FILES = st.dictionaries(PATHS, st.tuples(*[st.integers(1, 2)] * 2, st.integers(0, 2)))


@given(FILES, FILES, st.sets(st.sampled_from(["/m/a", "/m/b"])))
def test_every_file_is_in_exactly_one_list(
    known: dict[str, tuple[int, int, int]], seen: dict[str, tuple[int, int, int]], hidden: set[str]
) -> None:
    rows = {
        path: FileRow(number, path, size, time, inode, 1, b"%d" % size, "indexed")
        for number, (path, (size, time, inode)) in enumerate(known.items(), 1)
    }
    entries: list[FileEntry | SkippedEntry] = [
        SkippedEntry(path, SkipReason.EXCLUDED, "x") if path in hidden else FileEntry(path, *values, 1)
        for path, values in seen.items()
    ]
    changes = compare(rows, entries)
    find_moves([changes], lambda path: b"%d" % seen[path][0])
    paths = [
        *(entry.path for entry in changes.new),
        *(entry.path for _, entry in changes.changed),
        *(row.path for row in changes.unchanged),
        *(entry.path for _, entry in changes.moved),
        *(entry.path for entry in changes.skipped),
    ]
    assert sorted(paths) == sorted(seen)
    assert changes.seen == len(seen)
    found = [
        *(row.path for row, _ in changes.changed),
        *(row.path for row in changes.unchanged),
        *(row.path for row, _ in changes.moved),
        *(row.path for row in changes.missing),
    ]
    assert sorted(found) == sorted(known.keys() - {entry.path for entry in changes.skipped})
    assert {row.path for row in changes.missing}.isdisjoint(row.path for row, _ in changes.moved)
