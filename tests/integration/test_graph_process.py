"""The graph in a process of its own: when that starts, dies and ends, and who answers meanwhile."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from semsearch.settings import Home
from semsearch.store.vectors.current_snapshot import LoadedHere
from semsearch.store.vectors.graph import LoadedGraph
from semsearch.store.vectors.graph_process import GraphProcess
from semsearch.store.vectors.vector_index import VectorIndex
from tests.contracts.vault import COUNT, K, Vault, assert_right, filled, update

PATIENCE = 150
"""Seconds that a process may take to end on a busy machine."""

GRAPH_FROM = 50

READER = """
import sys, time
from pathlib import Path
from semsearch.settings import Home
from semsearch.store.vectors import generations
from semsearch.store.database import Database
from semsearch.store.vectors.vector_index import VectorIndex
home = Home(Path(sys.argv[1]))
index = VectorIndex(home, 50, graph_process=True)
with Database(home).transaction() as connection:
    generation = generations.serving(connection)
    index.nearest(connection, generation, [1] + 15 * [0], 3)
print("it answers", flush=True)
time.sleep(600)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with filled(Home(tmp_path / "home")) as made:
        yield made


@pytest.fixture
def index(vault: Vault, tmp_path: Path) -> Iterator[VectorIndex]:
    """An index that asks a process, which is not started yet."""
    with closing(VectorIndex(Home(tmp_path / "home"), GRAPH_FROM, graph_process=True)) as made:
        update(made, vault)
        yield made


@pytest.fixture
def may_load(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """While it is clear, graphs wait to be loaded."""
    event, is_sound = threading.Event(), GraphProcess.is_sound
    event.set()

    def when_it_may(graph: GraphProcess) -> bool:
        assert event.wait(PATIENCE)
        return is_sound(graph)

    monkeypatch.setattr(GraphProcess, "is_sound", when_it_may)
    return event


def processes(program: psutil.Process | None = None) -> list[psutil.Process]:
    """Those with a graph that a program has started, by default this one."""
    children = (program or psutil.Process()).children()
    return [child for child in children if "semsearch.store.vectors.graph_process" in command(child)]


def command(process: psutil.Process) -> list[str]:
    """What a process was started with; nothing, for Linux, in the moment when that takes the place of the parent's."""
    told: list[str] = []
    while not told:
        told = process.cmdline()
    return told


def ask(index: VectorIndex, vault: Vault) -> None:
    with vault.database.transaction() as connection:
        assert len(index.nearest(connection, vault.generation, vault.vectors[1], K)) == K


def test_one_process_answers_until_the_index_is_closed(index: VectorIndex, vault: Vault) -> None:
    assert processes() == []
    assert_right(index, vault)
    (process,) = processes()
    assert_right(index, vault)
    assert processes() == [process]
    index.close()
    assert processes() == []


def test_the_process_has_nothing_but_the_graph(index: VectorIndex) -> None:
    script = "import sys, semsearch.store.vectors.graph_process; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "sqlite3", "PySide6", "torch", "openvino"} & set(loaded)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_it_ends_with_a_program_that_is_killed(index: VectorIndex, tmp_path: Path) -> None:
    command = [sys.executable, "-c", READER, str(tmp_path / "home")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stderr is not None
        assert reader.stdout.readline() == b"it answers\n"
        assert len(processes(psutil.Process(reader.pid))) == 1
        reader.kill()
        assert reader.stderr.read() == b""  # which ends when nobody is left who could write


def test_where_it_was_killed_the_next_search_starts_another(index: VectorIndex, vault: Vault) -> None:
    ask(index, vault)
    (killed,) = processes()
    killed.kill()
    killed.wait(PATIENCE)
    assert_right(index, vault)
    (another,) = processes()
    assert another != killed


def test_where_it_dies_in_a_search_all_vectors_are_compared(
    index: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(index, vault)
    nearest = GraphProcess.nearest

    def dying(graph: GraphProcess, *asked: object) -> object:
        graph._process.kill()
        graph._process.wait()
        return nearest(graph, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(GraphProcess, "nearest", dying)
    assert_right(index, vault, least=1.0)


def test_where_it_dies_while_it_loads_all_vectors_are_compared(
    index: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = GraphProcess.__init__

    def dying(graph: GraphProcess, *given: object) -> None:
        begin(graph, *given)  # type: ignore[arg-type]
        graph._process.kill()

    monkeypatch.setattr(GraphProcess, "__init__", dying)
    assert_right(index, vault, least=1.0)


def test_where_none_can_be_started_all_vectors_are_compared(
    index: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert_right(index, vault, least=1.0)


def test_while_a_newer_graph_is_loaded_the_one_before_answers(
    index: VectorIndex, vault: Vault, may_load: threading.Event
) -> None:
    ask(index, vault)
    (before,) = processes()
    may_load.clear()
    vault.add(COUNT + 1, GRAPH_FROM + 1)
    update(index, vault)
    assert_right(index, vault)
    assert before in processes()
    assert len(processes()) == 2
    may_load.set()
    before.wait(PATIENCE)  # nobody has to ask for that
    assert_right(index, vault)
    assert len(processes()) == 1


def test_a_graph_that_is_replaced_before_it_is_loaded_is_not_loaded_any_more(
    index: VectorIndex, vault: Vault, may_load: threading.Event
) -> None:
    ask(index, vault)
    (before,) = processes()
    may_load.clear()
    for first in (COUNT, 2 * COUNT, 3 * COUNT):
        vault.add(first + 1, GRAPH_FROM + 1)
        update(index, vault)
        ask(index, vault)
    assert before in processes()
    assert len(processes()) == 2
    index.close()
    assert processes() == []
    may_load.set()


def test_a_graph_that_is_replaced_between_its_stamp_and_itself_is_not_distrusted(
    index: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, stamp = index.files(vault.generation)
    graph.write_bytes(b"another")
    is_sound = GraphProcess.is_sound

    def replaced(process: GraphProcess) -> bool:
        sound = is_sound(process)
        os.utime(stamp, ns=(1, 1))  # the stamp of the other is written, too
        return sound

    monkeypatch.setattr(GraphProcess, "is_sound", replaced)
    ask(index, vault)  # once, as to the next search the stamp would be an old one
    for thread in threading.enumerate():
        if thread.name == "graph":
            thread.join(PATIENCE)
    assert stamp.stat().st_mtime_ns == 1


def test_a_damaged_graph_is_tried_once_until_there_is_another(
    index: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, _ = index.files(vault.generation)
    graph.write_bytes(b"damaged")
    started: list[GraphProcess] = []
    begin = GraphProcess.__init__

    def counted(process: GraphProcess, *given: object) -> None:
        started.append(process)
        begin(process, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(GraphProcess, "__init__", counted)
    for _ in range(3):
        assert_right(index, vault, least=1.0)
    assert len(started) == 1
    update(index, vault)
    assert_right(index, vault)
    assert len(started) == 2


@pytest.mark.parametrize("graph_process", [True, False])
def test_a_damaged_graph_is_tried_once_by_each_of_two_programs(
    index: VectorIndex, vault: Vault, caplog: pytest.LogCaptureFixture, tmp_path: Path, graph_process: bool
) -> None:
    graph, _ = index.files(vault.generation)
    graph.write_bytes(b"damaged")
    with closing(VectorIndex(Home(tmp_path / "home"), GRAPH_FROM, graph_process=graph_process)) as other:
        for asked in (index, other, index, other):
            ask(asked, vault)
    assert len([line for line in caplog.messages if "is damaged" in line]) <= 2


def test_a_graph_that_is_replaced_while_it_is_read_here_is_tried_again(
    index: VectorIndex, vault: Vault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, stamp = index.files(vault.generation)
    load = LoadedGraph.load

    def too_early(file: Path, sha256: str, coordinates: int) -> None:
        monkeypatch.setattr(LoadedGraph, "load", load)
        os.utime(stamp, ns=(1, 1))  # the stamp that fits is written now

    monkeypatch.setattr(LoadedGraph, "load", too_early)
    here = LoadedHere(Home(tmp_path / "home").index)
    assert here.of(vault.generation) is None
    assert here.of(vault.generation) is not None


def test_a_process_that_is_still_loading_ends_with_the_index(index: VectorIndex, vault: Vault) -> None:
    index.prepare(vault.generation)
    assert len(processes()) == 1
    index.close()
    assert processes() == []
