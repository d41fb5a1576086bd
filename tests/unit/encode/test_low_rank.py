"""What adapts the multilingual model: read from a file, and added to the layers that it fits."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from semsearch.encode.low_rank import ADAPTED, LowRankChange
from semsearch.encode.tensors import TensorFile
from semsearch.errors import ModelError
from semsearch.settings import resources


@pytest.fixture
def change(tmp_path: Path) -> LowRankChange:
    down = np.array([[1.0, 0.0, 2.0]], dtype=np.float16)
    up = np.array([[0.5], [-1.0]], dtype=np.float16)
    save_file({"l0.q.down": down, "l0.q.up": up}, tmp_path / "change.safetensors")
    return LowRankChange(tmp_path / "change.safetensors")


def test_the_product_of_both_is_added(change: LowRankChange) -> None:
    changed = change("l0.q", np.ones((2, 3), dtype=np.float32))

    np.testing.assert_allclose(changed, [[1.5, 1.0, 2.0], [0.0, 1.0, -1.0]])
    assert changed.dtype == np.float32


def test_only_layers_of_its_names_and_shapes_are_changed(change: LowRankChange) -> None:
    assert change.fits("l0.q", (2, 3))
    assert not change.fits("l0.q", (3, 2))
    assert not change.fits("l0.k", (2, 3))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "change.safetensors").write_bytes(b"\x10\0\0\0\0\0\0\0{")

    with pytest.raises(ModelError, match="change"):
        LowRankChange(tmp_path / "change.safetensors")


def test_the_one_shipped_changes_every_linear_layer_a_little() -> None:
    shipped = LowRankChange(resources() / ADAPTED)

    for layer in range(12):
        for name, size in {"q": (384, 384), "k": (384, 384), "v": (384, 384), "ao": (384, 384)}.items():
            assert shipped.fits(f"l{layer}.{name}", size)
        assert shipped.fits(f"l{layer}.fi", (1536, 384))
        assert shipped.fits(f"l{layer}.fo", (384, 1536))
    added = shipped("l5.q", np.zeros((384, 384), dtype=np.float32))
    assert 0 < np.abs(added).max() < 0.1
    assert np.linalg.matrix_rank(added.astype(np.float64), tol=1e-6) <= 16
    assert TensorFile(resources() / ADAPTED).stored("l0.q.down").dtype == np.float16


def test_the_sums_are_in_one_order_on_every_machine() -> None:
    rng = np.random.default_rng(7)
    shipped = LowRankChange(resources() / ADAPTED)
    weights = rng.standard_normal((1536, 384), dtype=np.float32)
    up, down = (TensorFile(resources() / ADAPTED)[f"l3.fi.{side}"] for side in ("up", "down"))

    expected = np.zeros_like(weights)
    for rank in range(16):
        expected += up[:, rank, None] * down[rank]

    assert (shipped("l3.fi", weights) == weights + expected).all()
