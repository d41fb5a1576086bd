"""More and longer histories of files than in tests/properties/test_index_properties.py."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile
from tests.properties.test_index_properties import SLOW, Indexed

pytestmark = [pytest.mark.endurance, pytest.mark.timeout(3600)]


def test_many_histories_end_in_what_a_fresh_index_would_be(pool: ExtractionPool[PreparedFile]) -> None:
    Indexed.pool = pool
    run_state_machine_as_test(
        Indexed, settings=settings(max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=SLOW)
    )
