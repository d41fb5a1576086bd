"""Any sentence-transformers folder through PyTorch: for graphics processors, and for what OpenVINO is not built for.

Nothing of PyTorch is imported before a model is loaded.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from semsearch.encode.folder import ModelFolder
from semsearch.encode.processor import Computing
from semsearch.encode.protocol import Precision
from semsearch.errors import ModelError
from semsearch.records import Vectors

BATCH_TEXTS = 32


def is_installed() -> bool:
    """Whether the extra [torch] is there; looks without importing, which takes seconds."""
    return all(importlib.util.find_spec(name) for name in ("torch", "sentence_transformers"))


def has_nvidia() -> bool:
    """Whether an NVIDIA driver is loaded; asking PyTorch would cost the seconds of importing it."""
    return any(Path(place).exists() for place in ("/dev/nvidia0", "/proc/driver/nvidia/version"))


class TorchBackend:
    """A `Backend`."""

    name = "torch"

    def __init__(self, folder: ModelFolder, computing: Computing) -> None:
        """`computing` says how, where it is the processor that computes.

        Raises:
            ModelError: the extra [torch] is missing, or the folder cannot be loaded.
        """
        if not is_installed():
            raise ModelError(f"the model in {folder.path} needs PyTorch: pip install 'semsearch[torch]'")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        device = _device()
        computing.apply()
        self.precision: Precision = _on_processor(computing) if device == "cpu" else _fast_precision(device)
        try:
            self._model = SentenceTransformer(
                str(folder.path),
                device=device,
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            raise ModelError(f"cannot load the model in {folder.path}: {error}; install it again") from error
        self._model.to({"f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}[self.precision])
        self._model.eval()

    def embed(self, texts: Sequence[str]) -> Vectors:
        # The texts carry their prefix: `prompt` keeps a default prompt of the model away.
        vectors = self._model.encode(
            list(texts), prompt="", batch_size=BATCH_TEXTS, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


def _on_processor(computing: Computing) -> Precision:
    return "bf16" if computing.precision == "bf16" else "f32"  # PyTorch has no 8-bit integers for any model


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _fast_precision(device: str) -> Precision:
    import torch

    if device == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "f16"
    return "f32"
