"""Killed at any moment, whatever it was doing: the next start is consistent, nothing indexed is lost, and the next run
ends as one over a fresh home does. (200 times in tests/endurance.)"""

import random
from pathlib import Path

import pytest

from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile
from semsearch.store.vectors import vector_index
from tests.integration.crashing import Crashes
from tests.integration.doomed import GRAPH_FROM, WORKS


@pytest.fixture(autouse=True)
def small_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", GRAPH_FROM)


@pytest.mark.parametrize("what", WORKS)
def test_a_process_is_killed_and_the_next_one_puts_it_right(
    tmp_path: Path, pool: ExtractionPool[PreparedFile], what: str
) -> None:
    crashes = Crashes(tmp_path, pool, random.Random(what))

    for _ in range(2):
        crashes.round(what)
