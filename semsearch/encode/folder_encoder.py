"""The encoder of a model folder, on any backend."""

from collections.abc import Sequence

import numpy as np

from semsearch.encode.folder import ModelFolder
from semsearch.encode.protocol import Backend, Calibration, Precision
from semsearch.errors import ModelError
from semsearch.records import Purpose, Vectors

CHARACTERS_PER_TOKEN = 100
"""Texts are cut to so many characters for each token that the model reads, far more than any language has, to keep
megabytes of text from the tokenizer."""


class FolderEncoder:
    """An `Encoder`: adds the prefix to each text, has the backend compute, and normalises the vectors."""

    def __init__(
        self, name: str, fingerprint: str, folder: ModelFolder, backend: Backend, calibration: Calibration
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dim = folder.dim
        self.calibration = calibration
        self._folder = folder
        self._backend = backend

    @property
    def backend(self) -> str:
        return self._backend.name

    @property
    def precision(self) -> Precision:
        return self._backend.precision

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        return vectors_of(self._folder, self._backend, texts, purpose)


def vectors_of(folder: ModelFolder, backend: Backend, texts: Sequence[str], purpose: Purpose) -> Vectors:
    """As `Encoder.encode`."""
    if not texts:
        return np.empty((0, folder.dim), dtype=np.float32)
    prefix = folder.prefixes.of(purpose)
    limit = folder.max_tokens * CHARACTERS_PER_TOKEN
    vectors = backend.embed([prefix + _without_surrogates(text[:limit]) for text in texts])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if vectors.shape != (len(texts), folder.dim) or not np.isfinite(lengths).all() or not lengths.all():
        raise ModelError(
            f"the model in {folder.path} computes no usable vectors; choose another with: semsearch models use NAME"
        )
    normalised: Vectors = (vectors / lengths).astype(np.float32, copy=False)
    return normalised


def _without_surrogates(text: str) -> str:
    """The text with lone surrogates, which tokenizers reject, replaced by question marks."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
