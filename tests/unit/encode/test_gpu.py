"""GPUs, as far as they can be tested without one: the same code on a fake model."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from semsearch.encode.torch_backend import BATCH_TOKENS, GpuModel
from semsearch.errors import ModelError


class Counting(torch.nn.Module):
    """A model whose vector of a text is how many tokens it has, and 1. Its device has room for `room` tokens."""

    def __init__(self, room: int = BATCH_TOKENS) -> None:
        super().__init__()
        self.room = room
        self.tokenizer = SimpleNamespace(pad_token_id=7)
        self.device = torch.device("cpu")
        self.error = torch.nn.Parameter(torch.zeros(2))

    def forward(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        if features["input_ids"].numel() > self.room:
            raise torch.OutOfMemoryError
        assert bool((features["input_ids"][features["attention_mask"] == 0] == self.tokenizer.pad_token_id).all())
        counts = features["attention_mask"].sum(1).to(self.error.dtype)
        return {"sentence_embedding": torch.stack((counts, torch.ones_like(counts)), dim=1) + self.error}

    def get_max_seq_length(self) -> int:
        return 100


class Inexact(Counting):
    """Far from itself in half precision."""

    def half(self) -> "Inexact":
        super().half()
        self.error.data = torch.tensor([-1000.0, 0.0], dtype=torch.float16)
        return self


def tokenised(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    return [np.full(len(text), 3, dtype=np.int64) for text in texts]


def graphics(model: Counting) -> GpuModel:
    return GpuModel(cast("Any", model), cast("Any", tokenised))


def test_vectors_are_in_the_order_of_the_texts() -> None:
    lengths = [int(length) for length in np.random.default_rng(1).integers(1, 60, size=3000)]
    vectors = graphics(Counting()).embed(["x" * length for length in lengths])
    assert vectors.dtype == np.float32
    assert vectors[:, 0].tolist() == lengths


def test_batches_shrink_when_memory_runs_out() -> None:
    vectors = graphics(Counting(room=500)).embed(["x" * 50] * 100)
    assert vectors[:, 0].tolist() == [50] * 100


def test_a_single_text_that_does_not_fit_is_an_error() -> None:
    model = Counting()
    device = graphics(model)
    for each in (model, device._model):
        cast("Counting", each).room = 10
    with pytest.raises(ModelError, match="too little free memory"):
        device.embed(["x" * 50])


def test_half_precision_is_used_only_where_it_agrees() -> None:
    assert graphics(Counting()).precision == "f16"
    assert graphics(Inexact()).precision == "f32"
