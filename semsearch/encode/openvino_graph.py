"""BERT as an OpenVINO graph, built operation by operation from the weights, without an export from PyTorch.

The architecture is that of Devlin et al. 2019 (arXiv:1810.04805), with the names of weights in `transformers`'
BertModel. The matrix of word embeddings is not part of the graph, which takes the rows of the tokens as an input; see
docs/decisions/0002-encoder.md.
"""

import math
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.runtime import ops, ov

Pooling = Literal["mean", "cls"]
GROUP = 32
"""Weights that share a scale when quantised to 8 bits. Smaller groups are more precise, but slower."""

KEPT_WIDE = ("attention.self.value", "attention.output.dense")
"""Layers that are not quantised: they caused most of the error, and little of the gain in speed."""

MASKED = -1e9
"""Added to the attention scores of padding; finite, so that no row becomes NaN."""


class Weights(Protocol):
    """Tensors of a BertModel by their names."""

    def __getitem__(self, name: str, /) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class BertConfig:
    """The architecture in config.json. ``tanh`` selects the tanh approximation of GELU instead of the error
    function."""

    hidden: int
    layers: int
    heads: int
    epsilon: float
    tanh: bool


def bert_graph(config: BertConfig, weights: Weights, pooling: Pooling, *, packed: bool = False) -> ov.Model:
    """The graph of a model.

    Inputs: "words", float32 of shape (n, tokens, hidden), the rows of the embedding matrix; and "mask", float32 of
    shape (n, tokens), 1 for tokens and 0 for padding. Output: the pooled states, float32 of shape (n, hidden).

    `packed` quantises the weights of linear layers to 8 bits in groups of `GROUP`, each with its own scale.
    """
    words = ops.parameter([-1, -1, config.hidden], np.float32, name="words")
    mask = ops.parameter([-1, -1], np.float32, name="mask")
    layer = _Layers(config, weights, packed)
    states = layer.embed(words)
    bias = ops.multiply(ops.subtract(ops.constant(np.float32(1)), mask), ops.constant(np.float32(MASKED)))
    bias = ops.unsqueeze(bias, _integers(1, 2))
    for index in range(config.layers):
        states = layer.encode(states, bias, f"encoder.layer.{index}")
    vectors = _pooled(states, mask, pooling)
    for node, name in ((words, "words"), (mask, "mask")):
        node.output(0).set_names({name})
    return ov.Model([vectors], [words, mask], "bert")


class _Layers:
    def __init__(self, config: BertConfig, weights: Weights, packed: bool) -> None:
        self._config = config
        self._weights = weights
        self._packed = packed

    def embed(self, words: ov.Node) -> ov.Node:
        positions = self._weights["embeddings.position_embeddings.weight"]
        # All tokens are of type 0: inputs are single texts, not pairs.
        table = positions + self._weights["embeddings.token_type_embeddings.weight"][0]
        tokens = ops.gather(ops.shape_of(words, "i64"), _integers(1), _integers(0))
        rows = ops.slice(ops.constant(np.ascontiguousarray(table)), _integers(0), tokens, _integers(1), _integers(0))
        return self._norm(ops.add(words, rows), "embeddings.LayerNorm")

    def encode(self, states: ov.Node, bias: ov.Node, name: str) -> ov.Node:
        query, key, value = (
            self._heads(self._linear(states, f"{name}.attention.self.{part}")) for part in ("query", "key", "value")
        )
        attended = ops.scaled_dot_product_attention(query, key, value, bias)
        merged = ops.reshape(ops.transpose(attended, _integers(0, 2, 1, 3)), _integers(0, 0, -1), True)
        merged = self._linear(merged, f"{name}.attention.output.dense")
        states = self._norm(ops.add(merged, states), f"{name}.attention.output.LayerNorm")
        wide = ops.gelu(self._linear(states, f"{name}.intermediate.dense"), "tanh" if self._config.tanh else "erf")
        return self._norm(ops.add(self._linear(wide, f"{name}.output.dense"), states), f"{name}.output.LayerNorm")

    def _heads(self, states: ov.Node) -> ov.Node:
        """(n, tokens, hidden) -> (n, heads, tokens, hidden / heads)"""
        split = _integers(0, 0, self._config.heads, self._config.hidden // self._config.heads)
        return ops.transpose(ops.reshape(states, split, True), _integers(0, 2, 1, 3))

    def _linear(self, states: ov.Node, name: str) -> ov.Node:
        packed = self._packed and not name.endswith(KEPT_WIDE)
        weight = self._integers(f"{name}.weight") if packed else self._constant(f"{name}.weight")
        return ops.add(ops.matmul(states, weight, False, True), self._constant(f"{name}.bias"))

    def _integers(self, name: str) -> ov.Node:
        """A matrix quantised to 8 bits. OpenVINO recognises this pattern and multiplies it with activations that it
        quantises at run time ("dynamic quantization")."""
        matrix = np.asarray(self._weights[name])
        groups = matrix.reshape(len(matrix), -1, math.gcd(GROUP, matrix.shape[1]))
        scales = np.abs(groups).max(axis=2, keepdims=True).clip(min=1e-12) / np.float32(127)
        whole = ops.convert(ops.constant(np.round(groups / scales).astype(np.int8)), np.float32)
        return ops.reshape(ops.multiply(whole, ops.constant(scales)), _integers(*matrix.shape), False)

    def _norm(self, states: ov.Node, name: str) -> ov.Node:
        centred = ops.mvn(states, _integers(-1), True, self._config.epsilon, "inside_sqrt")
        return ops.add(ops.multiply(centred, self._constant(f"{name}.weight")), self._constant(f"{name}.bias"))

    def _constant(self, name: str) -> ov.Node:
        return ops.constant(np.require(self._weights[name], requirements=["C", "A", "W"]), shared_memory=True)


def _pooled(states: ov.Node, mask: ov.Node, pooling: Pooling) -> ov.Node:
    if pooling == "cls":
        return ops.gather(states, ops.constant(np.int64(0)), _integers(1))
    weights = ops.unsqueeze(mask, _integers(2))
    total = ops.reduce_sum(ops.multiply(states, weights), _integers(1))
    return ops.divide(total, ops.reduce_sum(weights, _integers(1)))


def _integers(*values: int) -> ov.Node:
    return ops.constant(np.array(values, dtype=np.int64))
