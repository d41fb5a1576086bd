"""Contents with a band in common, and those of bands with too many to list."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from semsearch.duplicates import band_index
from semsearch.duplicates.band_index import BandIndex

BANDS = {1: (7, 8), 2: (7, 9), 3: (6, 9), 4: (1, 2**32 - 1), 5: (7, 2**32 - 1), 6: (9, 7)}


def grown(*batches: Sequence[int]) -> tuple[BandIndex, list[tuple[int, int]]]:
    """An index to which contents were added batch by batch, and the pairs that this brought."""
    index = BandIndex()
    found: list[tuple[int, int]] = []
    for batch in batches:
        contents = np.array(batch, dtype=np.int64)
        bands = np.array([BANDS[each] for each in batch], dtype=np.uint32).reshape(-1, 2)
        index = index.extended(contents, bands)
        found += zip(*(each.tolist() for each in index.candidates(contents, bands)), strict=True)
    return index, found


@pytest.mark.parametrize(
    "batches", [[[1, 2, 3, 4, 5, 6]], [[1], [2], [3], [4], [5], [6]], [[1, 2], [], [3, 4, 5], [6]]]
)
def test_each_content_pairs_once_with_those_before_it_that_share_a_band(batches: list[list[int]]) -> None:
    index, found = grown(*batches)

    assert found == [(2, 1), (3, 2), (5, 1), (5, 2), (5, 4), (6, 1), (6, 2), (6, 3), (6, 5)]
    assert index.last == 6
    assert not index.crowded.any()


@pytest.mark.parametrize(
    "batches", [[[1, 2, 3, 4, 5, 6]], [[1], [2], [3], [4], [5], [6]], [[1, 2], [], [3, 4, 5], [6]]]
)
def test_contents_of_a_crowded_band_are_no_longer_paired_with_each_other(
    monkeypatch: pytest.MonkeyPatch, batches: list[list[int]]
) -> None:
    monkeypatch.setattr(band_index, "MOST_LISTED", 3)  # band 7 has the contents 1, 2, 5, 6
    index, found = grown(*batches)

    assert np.flatnonzero(index.crowded).tolist() == [1, 2, 5, 6]
    assert set(found) >= {(3, 2), (5, 4), (6, 3)}
    assert not {(6, 1), (6, 2), (6, 5)} & set(found)


def test_one_that_is_read_from_what_was_stored_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(band_index, "MOST_LISTED", 3)
    contents, bands = np.array(list(BANDS)), np.array(list(BANDS.values()), dtype=np.uint32)
    whole, _ = grown([1, 2, 3, 4, 5, 6])
    crowded = np.flatnonzero(whole.crowded)
    read = BandIndex.of(contents, bands, crowded)

    assert read.last == whole.last
    assert read.newly_crowded(BandIndex()).tolist() == crowded.tolist()
    assert read.newly_crowded(whole).tolist() == []
    for one, other in zip(read.candidates(contents, bands), whole.candidates(contents, bands), strict=True):
        assert one.tolist() == other.tolist()


def test_an_index_that_grows_by_single_contents_keeps_few_runs() -> None:
    index = BandIndex()
    for content in range(1, 200):
        index = index.extended(np.array([content]), np.array([[content, content % 5]], dtype=np.uint32))

    assert all(2 * len(later) < len(earlier) for earlier, later in pairwise(index.runs))
    assert sum(map(len, index.runs)) == 2 * 199
