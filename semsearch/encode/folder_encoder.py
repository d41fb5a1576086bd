"""The encoder that semsearch uses: a model's description and whichever backend computes it."""

from collections.abc import Sequence

import numpy as np

from semsearch.encode.folder import ModelFolder
from semsearch.encode.protocol import Backend, Calibration, Precision
from semsearch.errors import ModelError
from semsearch.records import Purpose, Vectors

CHARACTERS_PER_TOKEN = 100
"""What a text may hold for each token that the model reads: no language comes near, and a text of many megabytes is
cut before the tokenizer sees it."""


class FolderEncoder:
    """An `Encoder`: puts the prefix before each text, hands them to the backend, and normalises."""

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
    vectors = backend.embed([prefix + readable(text[:limit]) for text in texts])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if vectors.shape != (len(texts), folder.dim) or not np.isfinite(lengths).all() or not lengths.all():
        raise ModelError(f"the model in {folder.path} computes no usable vectors; install it again, or use another")
    normalised: Vectors = (vectors / lengths).astype(np.float32, copy=False)
    return normalised


def readable(text: str) -> str:
    """The text with lone surrogates, which are no characters, replaced by question marks."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
