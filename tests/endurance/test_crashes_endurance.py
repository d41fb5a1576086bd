"""Two hundred processes killed at their work; see tests/integration/test_crashes.py."""

import random
from pathlib import Path

import pytest

from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile
from semsearch.store.vectors import vector_index
from tests.integration.crashing import Crashes
from tests.integration.doomed import GRAPH_FROM, WORKS

pytestmark = [pytest.mark.endurance, pytest.mark.timeout(1800)]
HOMES, KILLS = 20, 10


@pytest.mark.parametrize("seed", range(HOMES))
def test_ten_processes_in_a_row_are_killed(
    tmp_path: Path, pool: ExtractionPool[PreparedFile], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", GRAPH_FROM)
    crashes = Crashes(tmp_path, pool, random.Random(seed))

    killed = 0
    while killed < KILLS:
        killed += crashes.round(crashes.chance.choice(WORKS))
