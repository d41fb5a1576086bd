"""8-bit integers: which layers compute in them, and that a model which does not bear it is left as it is."""

import json
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from semsearch.encode.folder import ModelFolder, Prefixes
from semsearch.encode.openvino_graph import BertConfig
from semsearch.encode.rounding import Inputs, keep_magnitudes, kept_magnitudes, measured_magnitudes

HIDDEN, WIDE, TOKENS = 32, 64, 16
CONFIG = BertConfig(hidden=HIDDEN, layers=2, heads=4, epsilon=1e-12, tanh=False)


class Weights:
    """Random ones; `loud` makes single numbers of the normalised states a thousand times as large."""

    def __init__(self, *, loud: bool = False) -> None:
        self._loud = loud

    def __getitem__(self, name: str, /) -> NDArray[np.float32]:
        random = np.random.default_rng(zlib.crc32(name.encode()))
        if "LayerNorm" in name:
            scale = np.full(HIDDEN, float(name.endswith("weight")), dtype=np.float32)
            scale[:8] *= 1000 if self._loud else 1
            return scale
        if "embeddings" in name:
            shape: tuple[int, ...] = (TOKENS, HIDDEN)
        else:
            rows = WIDE if "intermediate" in name else HIDDEN
            columns = WIDE if name.endswith("output.dense.weight") and "attention" not in name else HIDDEN
            shape = (rows, columns) if name.endswith("weight") else (rows,)
        return random.normal(0, 0.2, shape).astype(np.float32)


@pytest.fixture
def batch() -> Inputs:
    mask = np.ones((6, TOKENS), dtype=np.float32)
    mask[1:, TOKENS // 2 :] = 0
    words = np.random.default_rng(1).normal(0, 1, (6, TOKENS, HIDDEN)).astype(np.float32)
    return {"words": words, "mask": mask}


def test_the_magnitudes_are_those_of_real_tokens(batch: Inputs) -> None:
    found = measured_magnitudes(CONFIG, Weights(), "mean", [batch])
    batch["words"][1:, TOKENS // 2 :] *= 100  # padding

    again = measured_magnitudes(CONFIG, Weights(), "mean", [batch])

    layer = "encoder.layer.1"
    assert {f"{layer}.attention.self.query", f"{layer}.attention.output.dense", f"{layer}.intermediate.dense"} < set(
        found
    )
    assert not any("layer.1.output" in name for name in found)
    for name, largest in found.items():
        assert largest.shape == (HIDDEN,)
        assert (largest > 0).all()
        np.testing.assert_allclose(again[name], largest, rtol=1e-4)


def test_a_model_that_does_not_bear_it_is_not_rounded(batch: Inputs) -> None:
    assert measured_magnitudes(CONFIG, Weights(loud=True), "mean", [batch]) == {}


def test_magnitudes_are_kept_until_the_weights_change(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    folder = ModelFolder(tmp_path, {}, HIDDEN, TOKENS, "mean", normalised=True, plain=True, prefixes=Prefixes())
    assert kept_magnitudes(folder, tmp_path / "cache") is None
    keep_magnitudes(folder, tmp_path / "cache", {"layer": np.array([1.5, 2.0], dtype=np.float32)})

    kept = kept_magnitudes(folder, tmp_path / "cache")

    assert kept is not None
    np.testing.assert_array_equal(kept["layer"], np.array([1.5, 2.0], dtype=np.float32))
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert kept_magnitudes(folder, tmp_path / "cache") is None


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    folder = ModelFolder(tmp_path, {}, HIDDEN, TOKENS, "mean", normalised=True, plain=True, prefixes=Prefixes())
    (tmp_path / "cache").write_text("a file is in the way")
    keep_magnitudes(folder, tmp_path / "cache", {})
    assert kept_magnitudes(folder, tmp_path / "cache") is None


def test_damaged_magnitudes_are_measured_again(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    folder = ModelFolder(tmp_path, {}, HIDDEN, TOKENS, "mean", normalised=True, plain=True, prefixes=Prefixes())
    keep_magnitudes(folder, tmp_path / "cache", {})
    (file,) = (tmp_path / "cache").iterdir()
    kept = json.loads(file.read_text(encoding="utf-8"))
    for damage in ({**kept, "magnitudes": None}, {**kept, "magnitudes": {"layer": "x"}}, {"of": kept["of"]}):
        file.write_text(json.dumps(damage), encoding="utf-8")
        assert kept_magnitudes(folder, tmp_path / "cache") is None
