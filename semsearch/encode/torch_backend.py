"""Any sentence-transformers model through PyTorch: on GPUs, and for architectures other than BERT.

PyTorch is imported only when a model is loaded.
"""

import copy
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from semsearch.encode.batching import batches
from semsearch.encode.calibration import probes
from semsearch.encode.folder import ModelFolder
from semsearch.encode.processor import AGREEMENT, ComputeMode
from semsearch.encode.protocol import Precision
from semsearch.encode.tokenizer import ModelTokenizer
from semsearch.errors import ModelError
from semsearch.records import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

BATCH_TEXTS = 32
"""Texts in a batch on the CPU, and for models with a tokenizer of another kind."""

BATCH_TOKENS = 1 << 16
"""Tokens in a batch on a GPU, including padding: with batches of 32 texts it would be idle most of the time."""

TOKENISED_AT_ONCE = 2_048
"""Texts that are tokenised together while the GPU computes the ones before."""


def is_installed() -> bool:
    """Whether the extra [torch] is installed, found out without importing it, which takes seconds."""
    return all(importlib.util.find_spec(name) for name in ("torch", "sentence_transformers"))


def has_nvidia() -> bool:
    """Whether an NVIDIA driver is loaded, found out without importing PyTorch, which takes seconds."""
    return any(Path(path).exists() for path in ("/dev/nvidia0", "/proc/driver/nvidia/version"))


class TorchBackend:
    """A `Backend`."""

    name = "torch"

    def __init__(self, folder: ModelFolder, mode: ComputeMode, cache: Path) -> None:
        """`mode` applies on the CPU; `cache` is that of `ModelTokenizer`.

        Raises:
            ModelError: the extra [torch] is missing, or the folder cannot be loaded.
        """
        if not is_installed():
            raise ModelError(f"the model in {folder.path} needs PyTorch: pip install 'semsearch[torch]'")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        device = _device()
        mode.apply()
        try:
            self._model = SentenceTransformer(
                str(folder.path),
                device=device,
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            why = " ".join(str(error).split()).rstrip(".")
            raise ModelError(f"cannot load the model in {folder.path}: {why}; choose another model") from error
        self._model.eval()
        self._gpu: GpuModel | None = None
        self.precision: Precision = "f32"
        if device == "cpu":
            # PyTorch has no general 8-bit mode.
            if mode.precision == "bf16":
                self.precision = "bf16"
                self._model.bfloat16()
        elif folder.plain and folder.tokenizer.is_file():
            self._gpu = GpuModel(self._model, ModelTokenizer(folder, cache))
            self.precision = self._gpu.precision

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._gpu is not None:
            return self._gpu.embed(texts)
        # The texts have their prefix already: an empty `prompt` suppresses the default prompt of the model.
        vectors = self._model.encode(
            list(texts), prompt="", batch_size=BATCH_TEXTS, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


class GpuModel:
    """A model on a GPU: large batches of texts of similar length, tokenised while the GPU computes, and no
    synchronisation before the last batch. It computes in half precision if the results agree with those of float32.
    """

    def __init__(self, model: "SentenceTransformer", tokenizer: ModelTokenizer) -> None:
        self._tokenizer = tokenizer
        self._padding = int(getattr(model.tokenizer, "pad_token_id", None) or 0)
        self._batch_tokens = BATCH_TOKENS
        self._model, self.precision = self._fastest(model)

    def _fastest(self, model: "SentenceTransformer") -> tuple["SentenceTransformer", Precision]:
        """The model in half precision if its vectors agree with those of float32, else as it is."""
        texts = [text for pairs in probes(multilingual=True).values() for pair in pairs for text in pair]
        half = copy.deepcopy(model).half()
        vectors = []
        for each in (model, half):
            self._model = each
            found = self.embed(texts)
            vectors.append(found / np.linalg.norm(found, axis=1, keepdims=True))
        agree = ((vectors[0] * vectors[1]).sum(axis=1) >= AGREEMENT).all()  # false for NaN
        return (half, "f16") if agree else (model, "f32")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As `Backend.embed`.

        Raises:
            ModelError: the GPU has too little memory for a single text.
        """
        import torch

        while True:
            try:
                with torch.inference_mode():
                    return self._embedded(texts)
            except torch.OutOfMemoryError as error:
                if self._batch_tokens <= int(self._model.get_max_seq_length() or 0):
                    raise ModelError(
                        "the graphics processor has too little free memory for one text; close what else uses it"
                    ) from error
                self._batch_tokens //= 2
                torch.cuda.empty_cache()

    def _embedded(self, texts: Sequence[str]) -> Vectors:
        import torch

        # The number of characters is a good enough estimate of the number of tokens.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        portions = [order[start : start + TOKENISED_AT_ONCE] for start in range(0, len(order), TOKENISED_AT_ONCE)]
        indices: list[int] = []
        vectors: list[torch.Tensor] = []
        with ThreadPoolExecutor(1) as beside:
            tokenised = beside.map(lambda portion: self._tokenizer([texts[index] for index in portion]), portions)
            for portion, tokens in zip(portions, tokenised, strict=True):
                for batch in batches([len(ids) for ids in tokens], self._batch_tokens):
                    indices += [portion[row] for row in batch]
                    vectors.append(self._forward([tokens[row] for row in batch]))
        result = np.empty((len(texts), vectors[0].shape[1]), dtype=np.float32)
        result[indices] = torch.cat(vectors).float().cpu().numpy()
        return result

    def _forward(self, batch: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]]) -> "torch.Tensor":
        """The vectors of a batch, shape (n, dim), on the device; they may still be being computed."""
        import torch

        ids = np.full((len(batch), max(map(len, batch))), self._padding, dtype=np.int64)
        mask = np.zeros(ids.shape, dtype=np.int64)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        device = self._model.device
        features = {name: torch.from_numpy(array) for name, array in (("input_ids", ids), ("attention_mask", mask))}
        if device.type == "cuda":
            features = {name: tensor.pin_memory() for name, tensor in features.items()}
        found = self._model({name: tensor.to(device, non_blocking=True) for name, tensor in features.items()})
        vectors: torch.Tensor = found["sentence_embedding"]
        return vectors


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
