"""Libraries with encoders that cache all vectors on disk, so that a change in ranking can be evaluated within seconds.

For evaluation of quality only, not for timing.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.places import WORK, index_code
from semsearch.encode import Calibration, Encoder, ModelStore
from semsearch.encode.protocol import Precision
from semsearch.library import Library
from semsearch.progress import Progress, silent
from semsearch.records import Document, Purpose, Vectors
from semsearch.settings import Home, model_cache
from semsearch.store import lookup
from semsearch.store.database import Connection

_DIGEST = 16
_BLOCK = 1024


class VectorMemory:
    """Vectors by digests of their texts, in one file, which `save` updates."""

    def __init__(self, name: str) -> None:
        self._file = WORK / "vectors" / f"{name}.npz"
        self._known: dict[bytes, NDArray[np.float32]] = {}
        self._grown = False
        if self._file.exists():
            with np.load(self._file) as stored:
                keys: NDArray[np.uint8] = stored["keys"]
                vectors: Vectors = stored["vectors"]
                self._known = {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}

    def vectors(self, texts: Sequence[str], prompt: str, encode: Callable[[list[str]], Vectors]) -> Vectors:
        """The vectors of texts, shape (n, dim); unknown ones are encoded and added."""
        keys = [hashlib.sha256(f"{prompt}\0{text}".encode(errors="replace")).digest()[:_DIGEST] for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        for block in _blocks(list(missing)):
            self._known.update(zip(block, encode([missing[key] for key in block]), strict=True))
            self._grown = True
            if len(missing) > _BLOCK:
                self.save()  # so that an interrupted run can continue
        return np.array([self._known[key] for key in keys], dtype=np.float32)

    def save(self) -> None:
        if self._grown:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            keys = np.frombuffer(b"".join(self._known), dtype=np.uint8).reshape(-1, _DIGEST)
            np.savez(self._file, keys=keys, vectors=np.array(list(self._known.values()), dtype=np.float32))
            self._grown = False


def _blocks(keys: Sequence[bytes]) -> Iterable[Sequence[bytes]]:
    return (keys[start : start + _BLOCK] for start in range(0, len(keys), _BLOCK))


class RememberingEncoder:
    """An `Encoder` that has another one encode only texts that are not in its memory."""

    def __init__(self, encoder: Encoder, memory: VectorMemory) -> None:
        self._encoder = encoder
        self._memory = memory

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def dim(self) -> int:
        return self._encoder.dim

    @property
    def backend(self) -> str:
        return self._encoder.backend

    @property
    def precision(self) -> Precision:
        return self._encoder.precision

    @property
    def calibration(self) -> Calibration:
        return self._encoder.calibration

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        if not texts:
            return self._encoder.encode(texts, purpose)
        return self._memory.vectors(texts, purpose, lambda unseen: self._encoder.encode(unseen, purpose))


class RememberingStore(ModelStore):
    """The models of this machine, each loaded once, with a memory."""

    def __init__(self, cache: Path) -> None:
        super().__init__(cache)
        self._loaded: dict[str, RememberingEncoder] = {}
        self._memories: list[VectorMemory] = []

    def load(self, name: str, progress: Progress = silent) -> Encoder:
        if name not in self._loaded:
            encoder = super().load(name, progress)
            key = f"{encoder.fingerprint[:16]}-{encoder.backend}-{encoder.precision}"
            memory = VectorMemory(key)
            self._memories.append(memory)
            self._loaded[name] = RememberingEncoder(encoder, memory)
        return self._loaded[name]

    def save(self) -> None:
        for memory in self._memories:
            memory.save()


class RememberingLibrary(Library):
    """A `Library` with these models and some access for evaluation."""

    def documents(self) -> list[Document]:
        """All indexed documents."""
        with self._database.transaction() as connection:
            return list(lookup.documents_by_id(connection, lookup.all_ids(connection)).values())

    def reading(self) -> AbstractContextManager[Connection]:
        """A read transaction."""
        return self._database.transaction()


def remembering_store() -> RememberingStore:
    return RememberingStore(model_cache())


def indexed(name: str, folders: Iterable[Path], model: str, models: RememberingStore) -> RememberingLibrary:
    """A library over `folders`, indexed with the current code; older ones of that name are deleted."""
    kept = WORK / "homes" / f"{name}-{model.replace('/', '_')}-{index_code()}"
    for old in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*"):
        if old != kept:
            shutil.rmtree(old)
    home = Home(kept)
    home.create()
    library = RememberingLibrary(home, models)
    library.encoders.use(model)
    library.sources.add(folders)
    library.reindex()
    models.save()
    return library
