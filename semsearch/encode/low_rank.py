"""A small learned change of a model's weights (LoRA: Hu et al. 2021, arXiv:2106.09685): W becomes W + up · down."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.tensors import TensorFile
from semsearch.errors import ModelError

ADAPTED = "models/adapted.safetensors"
"""The adaptation of the multilingual model to questions, below the resources; made by ``python -m
benchmarks.adapting``."""


class LowRankChange:
    """Changes of linear layers, from a safetensors file with two tensors for each layer NAME: ``NAME.down``, shape
    (rank, inputs), and ``NAME.up``, shape (outputs, rank)."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            ModelError: the file is missing or damaged.
        """
        self._tensors = TensorFile(path)

    def fits(self, layer: str, size: tuple[int, ...]) -> bool:
        """Whether it changes a layer, and that layer has this shape."""
        try:
            up, down = self._tensors.stored(f"{layer}.up"), self._tensors.stored(f"{layer}.down")
        except ModelError:
            return False
        return size == (up.shape[0], down.shape[1])

    def __call__(self, layer: str, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """The changed weights of a layer, shape (outputs, inputs): the same to the last bit on every machine, and so is
        the fingerprint. A product of matrices would not be, as its sums are in an order that depends on the processor.
        """
        up, down = self._tensors[f"{layer}.up"], self._tensors[f"{layer}.down"]
        product = np.zeros(weights.shape, dtype=np.float32)
        for rank in range(len(down)):
            product += np.outer(up[:, rank], down[rank])
        return weights + product
