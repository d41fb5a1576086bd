"""The tensors of a memory-mapped safetensors file, so that unused ones are never read.

The format is a u64 length, a JSON header of that length, and the values
(https://github.com/huggingface/safetensors#format).
"""

import json
import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from semsearch.errors import DamagedModelError, ModelError

_TYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}


class TensorFile:
    """The tensors of one file by their names, without the prefix "bert."."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            DamagedModelError: the file is missing, cut short or damaged.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                # OpenVINO needs shared constants to be writable; a copy-on-write mapping is, without changing the file.
                self._bytes = np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY), dtype=np.uint8)
            length = int(self._bytes[:8].view("<u8")[0])
            self._start = 8 + length
            if self._start > self._bytes.size:
                raise ValueError("beyond the end of the file")
            header: dict[str, Any] = json.loads(self._bytes[8 : self._start].tobytes())
            self._tensors = {
                name.removeprefix("bert."): self._view(tensor) for name, tensor in header.items() if name[:2] != "__"
            }
        except OSError as error:
            raise DamagedModelError.unreadable(path, error) from error
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise DamagedModelError(path, "it is cut short, or not in safetensors form") from error

    def _view(self, tensor: dict[str, Any]) -> NDArray[Any] | None:
        if tensor["dtype"] not in _TYPES:
            return None
        start, end = tensor["data_offsets"]
        if not 0 <= start <= end <= self._bytes.size - self._start:
            raise ValueError("beyond the end of the file")
        values = self._bytes[self._start + start : self._start + end].view(_TYPES[tensor["dtype"]])
        return values.reshape(tensor["shape"])

    def stored(self, name: str) -> NDArray[Any]:
        """A tensor as stored: float32, float16, or the bits of bfloat16 in uint16.

        Raises:
            ModelError: there is none, or it has another type.
        """
        tensor = self._tensors.get(name)
        if tensor is None:
            raise ModelError(f"{self.path} has no usable tensor {name}: it is not a BERT model")
        return tensor

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        return as_float32(self.stored(name))


def as_float32(values: NDArray[Any]) -> NDArray[np.float32]:
    """Values as float32: float16 and the bits of bfloat16 are converted."""
    if values.dtype == np.uint16:
        return (values.astype(np.uint32) << 16).view(np.float32)
    return values.astype(np.float32, copy=False)
