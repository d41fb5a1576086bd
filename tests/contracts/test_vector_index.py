"""Nearest neighbours are the same whether a graph answers, here or in a process of its own, or every vector is
compared, whatever befalls the graph."""

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from semsearch.errors import HomeError
from semsearch.settings import Home
from semsearch.store.vectors import graph as store_graph
from semsearch.store.vectors import vector_index
from semsearch.store.vectors.vector_index import REBUILD_SHARE, VectorIndex
from tests.contracts.vault import COUNT, K, Vault, assert_right, filled, update

Damage = Callable[[Path, Path], None]
OpenIndex = Callable[[], VectorIndex]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with filled(Home(tmp_path / "home")) as made:
        yield made


@pytest.fixture(params=["graph", "graph process"])
def open_index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenIndex]:
    """Opens indexes that have a graph of more than 50 vectors, here or in a process of its own."""
    with ExitStack() as stack:
        apart = request.param == "graph process"
        yield lambda: stack.enter_context(closing(VectorIndex(Home(tmp_path / "home"), 50, graph_process=apart)))


@pytest.fixture
def graph(open_index: OpenIndex, vault: Vault) -> VectorIndex:
    index = open_index()
    update(index, vault)
    assert index.bytes
    return index


@pytest.fixture(params=["exact", "graph", "graph process"])
def index(request: pytest.FixtureRequest, tmp_path: Path, vault: Vault) -> Iterator[VectorIndex]:
    limit, apart = 10 * COUNT if request.param == "exact" else 50, request.param == "graph process"
    with closing(VectorIndex(Home(tmp_path / "home"), limit, graph_process=apart)) as made:
        update(made, vault)
        assert bool(made.bytes) == (request.param != "exact")
        yield made


def test_the_nearest_are_found(index: VectorIndex, vault: Vault) -> None:
    assert_right(index, vault)


def test_what_came_after_the_snapshot_is_found(index: VectorIndex, vault: Vault) -> None:
    vault.add(COUNT + 1, 40)
    assert_right(index, vault)
    update(index, vault)
    assert_right(index, vault)


@pytest.mark.parametrize("gone", [[*range(1, 31), COUNT], [*range(1, 200)]], ids=["few", "more than a quarter"])
def test_what_has_gone_is_not_found_and_found_again_when_it_comes_back(
    index: VectorIndex, vault: Vault, gone: list[int]
) -> None:
    vault.take(gone)
    assert_right(index, vault, set(gone))
    update(index, vault)
    assert_right(index, vault, set(gone))
    vault.bring(gone)
    update(index, vault)
    assert_right(index, vault)


def test_what_comes_back_is_found_at_once(index: VectorIndex, vault: Vault) -> None:
    gone = list(range(1, 61))
    vault.take(gone)
    update(index, vault)
    vault.bring(gone)
    assert_right(index, vault)
    with vault.database.transaction() as connection:
        assert index.examine(connection, vault.generation)[0]


def test_with_documents_the_answer_is_exact(index: VectorIndex, vault: Vault) -> None:
    query = vault.vectors[5]
    with vault.database.transaction() as connection:
        near = index.nearest(connection, vault.generation, query, K, [5, 6, 7])
        assert {n.text_id for n in near} == {5, 6, 7}
        assert near[0].text_id == 5
        assert index.nearest(connection, vault.generation, query, K, []) == []


def test_a_filter_of_ordinary_size_misses_nothing_however_little_the_graph_finds(
    graph: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "CANDIDATES", K)
    among = range(1, COUNT)
    with vault.database.transaction() as connection:
        near = graph.nearest(connection, vault.generation, vault.vectors[5], K, among)
    assert [n.text_id for n in near] == sorted(among, key=lambda n: -float(vault.vectors[n] @ vault.vectors[5]))[:K]


def test_no_vectors_no_neighbours(index: VectorIndex, vault: Vault) -> None:
    vault.take(list(range(1, COUNT + 1)))
    update(index, vault)
    with vault.database.transaction() as connection:
        assert index.nearest(connection, vault.generation, vault.vectors[1], K) == []


# -- the snapshot -----------------------------------------------------------------------------------------------------


def truncate(file: Path, _: Path) -> None:
    file.write_bytes(file.read_bytes()[:-500])


def flip(file: Path, _: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def zero(file: Path, _: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:1000] + bytes(1000) + content[2000:])


def lose(file: Path, _: Path) -> None:
    file.unlink()


def lose_stamp(_: Path, stamp: Path) -> None:
    stamp.unlink()


def break_stamp(_: Path, stamp: Path) -> None:
    stamp.write_text("{not json")


def other_encoder(_: Path, stamp: Path) -> None:
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "fingerprint": "another"}))


@pytest.mark.parametrize("damage", [truncate, flip, zero, lose, lose_stamp, break_stamp, other_encoder])
@pytest.mark.usefixtures("graph")
def test_a_damaged_snapshot_is_ignored_and_made_anew(
    open_index: OpenIndex, vault: Vault, tmp_path: Path, damage: Damage
) -> None:
    (file,), (stamp,) = tmp_path.glob("home/vectors/*.hnsw"), tmp_path.glob("home/vectors/*.json")
    damage(file, stamp)
    fresh = open_index()
    assert_right(fresh, vault, least=1.0)
    update(fresh, vault)
    assert_right(open_index(), vault)
    assert json.loads(stamp.read_text())["fingerprint"] == "f"


def test_a_graph_that_cannot_be_written_costs_only_speed(
    open_index: OpenIndex, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    index = open_index()
    with monkeypatch.context() as patched:
        patched.setattr(store_graph, "_check", full)
        with pytest.raises(HomeError, match="no space left on device"):
            update(index, vault)
    assert not list((tmp_path / "home" / "vectors").iterdir())
    assert_right(index, vault)
    update(index, vault)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "home" / "vectors").iterdir()} == {0o600}


def test_a_snapshot_is_not_written_again_without_need(graph: VectorIndex, vault: Vault, tmp_path: Path) -> None:
    (file,) = tmp_path.glob("home/vectors/*.hnsw")
    before = file.stat().st_ino
    update(graph, vault)
    assert file.stat().st_ino == before
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_reader_sees_what_another_process_has_written(
    graph: VectorIndex, vault: Vault, open_index: OpenIndex
) -> None:
    reader = open_index()
    assert_right(reader, vault)
    vault.add(COUNT + 1, 60)
    update(graph, vault)
    assert_right(reader, vault)


def test_a_few_new_vectors_are_not_worth_writing_the_graph_again(
    graph: VectorIndex, vault: Vault, tmp_path: Path
) -> None:
    (file,) = tmp_path.glob("home/vectors/*.hnsw")
    before = file.stat().st_ino
    vault.add(COUNT + 1, 50)
    update(graph, vault)
    assert file.stat().st_ino == before
    vault.add(COUNT + 51, 1)
    update(graph, vault)
    assert file.stat().st_ino != before
    assert_right(graph, vault)


def test_among_the_documents_of_a_broad_filter_the_graph_is_asked(
    graph: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "CANDIDATES", 5)
    monkeypatch.setattr(vector_index, "NARROW", 0)
    monkeypatch.setattr(vector_index, "rows_of_documents", None)  # what compares all of them
    even = set(range(2, COUNT + 1, 2))
    query = vault.vectors[5]
    true = sorted(even, key=lambda number: -float(vault.vectors[number] @ query))[:K]
    with vault.database.transaction() as connection:
        near = graph.nearest(connection, vault.generation, query, K, even)
    assert [found.text_id for found in near] == true


def test_adding_and_deleting_for_long_neither_grows_the_file_nor_loses_neighbours(
    graph: VectorIndex, vault: Vault
) -> None:
    fresh, first, gone = graph.bytes, 1, set[int]()
    for _ in range(40):  # ten times as many as there are
        oldest = list(range(first, first + 75))
        vault.take(oldest)
        gone.update(oldest)
        vault.add(first + COUNT, 75)
        first += 75
        update(graph, vault)

        assert graph.bytes <= fresh / (1 - REBUILD_SHARE) + 1000
    assert_right(graph, vault, gone)


def test_below_the_limit_there_is_no_file(graph: VectorIndex, vault: Vault) -> None:
    gone = list(range(1, COUNT - 20))
    vault.take(gone)
    update(graph, vault)
    assert graph.bytes == 0
    assert_right(graph, vault, set(gone), least=1.0)
