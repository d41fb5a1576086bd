"""BERT as an OpenVINO graph, built operation by operation from the weights, without an export from PyTorch.

The architecture is that of Devlin et al. 2019 (arXiv:1810.04805), with the names of weights in `transformers`'
BertModel. The matrix of word embeddings is not part of the graph, which takes the rows of the tokens as an input; see
docs/decisions/0002-encoder.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.runtime import ops, ov

Pooling = Literal["mean", "cls"]
Magnitudes = Mapping[str, NDArray[np.float32]]
"""The largest magnitude of each number that linear layers are given, shape (width,), by the name of the first of those
that are given the same."""

EASED = 0.8
"""How much of what makes the states hard to round is moved into the weights: 0.5 in SmoothQuant (Xiao et al. 2023,
arXiv:2211.10438), of which this is made; 0.8 had the smallest error."""

HEADROOM = 1.2
"""How far other texts may exceed the magnitudes that were measured, as single words do. The rest is cut off."""

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


def bert_graph(config: BertConfig, weights: Weights, pooling: Pooling, magnitudes: Magnitudes) -> ov.Model:
    """The graph of a model.

    Inputs: "words", float32 of shape (n, tokens, hidden), the rows of the embedding matrix; and "mask", float32 of
    shape (n, tokens), 1 for tokens and 0 for padding. Output: the pooled states, float32 of shape (n, hidden).

    The layers that have `magnitudes` compute in 8-bit integers.
    """
    inputs, vectors, _ = _graph(config, weights, pooling, magnitudes)
    return ov.Model([vectors], inputs, "bert")


def measuring_graph(config: BertConfig, weights: Weights, pooling: Pooling) -> tuple[ov.Model, list[str]]:
    """The graph with further outputs: of the texts of a batch, the `Magnitudes` by the names that are returned."""
    inputs, vectors, given = _graph(config, weights, pooling, {})
    real = ops.unsqueeze(inputs[1], _integers(2))
    largest = [ops.reduce_max(ops.abs(ops.multiply(states, real)), _integers(0, 1)) for states in given.values()]
    return ov.Model([vectors, *largest], inputs, "bert"), list(given)


def _graph(
    config: BertConfig, weights: Weights, pooling: Pooling, magnitudes: Magnitudes
) -> tuple[list[ov.Node], ov.Node, dict[str, ov.Node]]:
    """The inputs of a graph, its output, and what the layers are given that may compute in integers."""
    words = ops.parameter([-1, -1, config.hidden], np.float32, name="words")
    mask = ops.parameter([-1, -1], np.float32, name="mask")
    layer = _Layers(config, weights, magnitudes)
    states = layer.embed(words)
    bias = ops.multiply(ops.subtract(ops.constant(np.float32(1)), mask), ops.constant(np.float32(MASKED)))
    bias = ops.unsqueeze(bias, _integers(1, 2))
    for index in range(config.layers):
        states = layer.encode(states, bias, f"encoder.layer.{index}")
    vectors = _pooled(states, mask, pooling)
    for node, name in ((words, "words"), (mask, "mask")):
        node.output(0).set_names({name})
    return [words, mask], vectors, layer.given


class _Layers:
    def __init__(self, config: BertConfig, weights: Weights, magnitudes: Magnitudes) -> None:
        self._config = config
        self._weights = weights
        self._magnitudes = magnitudes
        self.given: dict[str, ov.Node] = {}

    def embed(self, words: ov.Node) -> ov.Node:
        positions = self._weights["embeddings.position_embeddings.weight"]
        # All tokens are of type 0: inputs are single texts, not pairs.
        table = positions + self._weights["embeddings.token_type_embeddings.weight"][0]
        tokens = ops.gather(ops.shape_of(words, "i64"), _integers(1), _integers(0))
        rows = ops.slice(ops.constant(np.ascontiguousarray(table)), _integers(0), tokens, _integers(1), _integers(0))
        return self._norm(ops.add(words, rows), "embeddings.LayerNorm")

    def encode(self, states: ov.Node, bias: ov.Node, name: str) -> ov.Node:
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        query, key, value = map(self._heads, self._rounded(states, *parts))
        attended = ops.scaled_dot_product_attention(query, key, value, bias)
        merged = ops.reshape(ops.transpose(attended, _integers(0, 2, 1, 3)), _integers(0, 0, -1), True)
        (merged,) = self._rounded(merged, f"{name}.attention.output.dense")
        states = self._norm(ops.add(merged, states), f"{name}.attention.output.LayerNorm")
        (wide,) = self._rounded(states, f"{name}.intermediate.dense")
        wide = ops.gelu(wide, "tanh" if self._config.tanh else "erf")
        # Never rounded: single numbers that the activation lets through are ten times as large as all others.
        narrowed = self._linear(wide, f"{name}.output.dense", self._constant(f"{name}.output.dense.weight"))
        return self._norm(ops.add(narrowed, states), f"{name}.output.LayerNorm")

    def _heads(self, states: ov.Node) -> ov.Node:
        """(n, tokens, hidden) -> (n, heads, tokens, hidden / heads)"""
        split = _integers(0, 0, self._config.heads, self._config.hidden // self._config.heads)
        return ops.transpose(ops.reshape(states, split, True), _integers(0, 2, 1, 3))

    def _linear(self, states: ov.Node, name: str, weight: ov.Node) -> ov.Node:
        return ops.add(ops.matmul(states, weight, False, True), self._constant(f"{name}.bias"))

    def _rounded(self, states: ov.Node, *names: str) -> Iterator[ov.Node]:
        """Linear layers that are given the same, in 8-bit integers where its magnitudes are known.

        States in which single numbers are large are hard to round, weights are not: each number is divided by what its
        weights are multiplied by.
        """
        self.given[names[0]] = states
        largest = self._magnitudes.get(names[0])
        if largest is None:
            return (self._linear(states, name, self._constant(f"{name}.weight")) for name in names)
        matrices = [np.asarray(self._weights[f"{name}.weight"], dtype=np.float32) for name in names]
        reach = np.max([np.abs(matrix).max(axis=0) for matrix in matrices], axis=0).clip(1e-6)
        ease = (largest.clip(1e-6) ** EASED / reach ** (1 - EASED)).astype(np.float32)
        low, high = (ops.constant(np.float32(HEADROOM * (largest / ease).max() * end)) for end in (-128 / 127, 1.0))
        even = ops.fake_quantize(ops.multiply(states, ops.constant(1 / ease)), low, high, low, high, 256)
        return (
            self._linear(even, name, _integer_matrix(matrix * ease))
            for name, matrix in zip(names, matrices, strict=True)
        )

    def _norm(self, states: ov.Node, name: str) -> ov.Node:
        centred = ops.mvn(states, _integers(-1), True, self._config.epsilon, "inside_sqrt")
        return ops.add(ops.multiply(centred, self._constant(f"{name}.weight")), self._constant(f"{name}.bias"))

    def _constant(self, name: str) -> ov.Node:
        return ops.constant(np.require(self._weights[name], requirements=["C", "A", "W"]), shared_memory=True)


def _integer_matrix(matrix: NDArray[np.float32]) -> ov.Node:
    """Weights as 8-bit integers with a scale for each row, a pattern that OpenVINO recognises."""
    scales = np.abs(matrix).max(axis=1, keepdims=True).clip(1e-12) / np.float32(127)
    whole = ops.convert(ops.constant(np.round(matrix / scales).astype(np.int8)), np.float32)
    return ops.multiply(whole, ops.constant(scales))


def _pooled(states: ov.Node, mask: ov.Node, pooling: Pooling) -> ov.Node:
    if pooling == "cls":
        return ops.gather(states, ops.constant(np.int64(0)), _integers(1))
    weights = ops.unsqueeze(mask, _integers(2))
    total = ops.reduce_sum(ops.multiply(states, weights), _integers(1))
    return ops.divide(total, ops.reduce_sum(weights, _integers(1)))


def _integers(*values: int) -> ov.Node:
    return ops.constant(np.array(values, dtype=np.int64))
