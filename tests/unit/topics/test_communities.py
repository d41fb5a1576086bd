import numpy as np
import psutil
import pytest
from numpy.typing import NDArray

from semsearch.errors import Cancelled, SemsearchError
from semsearch.progress import Step, silent
from semsearch.topics.communities import communities
from semsearch.topics.neighbours import Neighbours, neighbours
from semsearch.unit_vectors import normalised

RESOLUTION = 1.0


def test_a_process_of_its_own_finds_the_same_communities(monkeypatch: pytest.MonkeyPatch) -> None:
    near = three_bundles()
    found = communities(near, RESOLUTION, silent)
    monkeypatch.setattr("semsearch.topics.communities.MANY", 0)
    assert pairs(communities(near, RESOLUTION, silent)) == pairs(found) == pairs(np.repeat(np.arange(3), 20))


def test_a_process_of_its_own_ends_when_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semsearch.topics.communities.MANY", 0)

    def cancel(_step: Step) -> None:
        assert children()
        raise Cancelled

    with pytest.raises(Cancelled):
        communities(three_bundles(), RESOLUTION, cancel)
    assert not children()


def test_a_process_that_was_ended_from_outside_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("semsearch.topics.communities.MANY", 0)

    def end(_step: Step) -> None:
        for child in children():
            child.kill()

    with pytest.raises(SemsearchError, match="try again"):
        communities(three_bundles(), RESOLUTION, end)


def three_bundles() -> Neighbours:
    """Neighbours of rows that lie around three directions, twenty around each."""
    random = np.random.default_rng(0)
    around = np.repeat(np.eye(3, 8), 20, axis=0) + 0.05 * random.standard_normal((60, 8))
    return neighbours(normalised(around.astype(np.float32)), 10)


def pairs(labels: NDArray[np.int64]) -> set[tuple[int, int]]:
    """The pairs of rows in one community."""
    return {(int(one), int(other)) for one, other in np.argwhere(labels[:, None] == labels[None, :])}


def children() -> list[psutil.Process]:
    alive = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if "semsearch.topics.leiden" in child.cmdline()]
