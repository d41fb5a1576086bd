"""Whatever happens to files, and however often a run over them is broken off: the index is what a fresh one would be,
and no text is encoded that has its vector."""

import random
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from semsearch.errors import Cancelled
from semsearch.extract.process.pool import ExtractionPool
from semsearch.index.reading import PreparedFile, digest
from semsearch.library import Library
from semsearch.progress import Step
from tests.conftest import WordModels
from tests.integration.changing import CHANGES, Mail, held

chances = st.randoms(use_true_random=False)


class Indexed(RuleBasedStateMachine):
    """A folder of mail and an index that is brought up to date now and then."""

    pool: ExtractionPool[PreparedFile]

    def __init__(self) -> None:
        super().__init__()
        self._place = tempfile.TemporaryDirectory()
        self._folder, self._home = Path(self._place.name) / "mail", Path(self._place.name) / "home"
        self._models = WordModels()
        self._library = Library.open(self._home, self._models, self.pool)

    @initialize(chance=chances, count=st.integers(0, 20))
    def begin(self, chance: random.Random, count: int) -> None:
        self._mail = Mail(self._folder, chance)
        self._mail.anything(count)
        self._library.sources.add([self._folder])

    @rule(chance=chances, names=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6))
    def change(self, chance: random.Random, names: list[str]) -> None:
        for name in names:
            self._mail.change(name, chance)

    @rule()
    def restart(self) -> None:
        self._library.close()
        self._library = Library.open(self._home, self._models, self.pool)

    @rule(steps=st.integers(0, 12), full=st.booleans())
    def index_and_break_off(self, steps: int, full: bool) -> None:
        left = iter(range(steps))

        def cancel(_: Step, /) -> None:
            if next(left, None) is None:
                raise Cancelled

        with suppress(Cancelled):
            self._library.reindex(full=full, progress=cancel)

    @rule()
    def index(self) -> None:
        before, encoder = self._encoded(), self._models.encoders["multilingual"]
        encoder.encoded.clear()
        self._library.reindex()

        again = [text for text in encoder.encoded if digest(text) in before]
        assert again == []
        assert held(self._home) == self._fresh()

    def _encoded(self) -> set[bytes]:
        """Digests of the texts that have a vector in the newest generation: a full run that was broken off goes on."""
        with closing(sqlite3.connect(self._home / "catalogue.sqlite")) as connection:
            statement = (
                "SELECT digest FROM texts JOIN vectors ON text_id = texts.id"
                " WHERE generation_id = (SELECT max(id) FROM generations)"
            )
            return {row[0] for row in connection.execute(statement)}

    def _fresh(self) -> list[tuple[object, ...]]:
        with tempfile.TemporaryDirectory() as home, Library.open(Path(home), WordModels(), self.pool) as library:
            library.sources.add([self._folder])
            library.reindex()
            return held(Path(home))

    def teardown(self) -> None:
        self._library.close()
        self._place.cleanup()


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def test_an_index_is_what_a_fresh_one_would_be(pool: ExtractionPool[PreparedFile]) -> None:
    Indexed.pool = pool
    run_state_machine_as_test(
        Indexed, settings=settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=SLOW)
    )
