"""Any sentence-transformers folder through PyTorch: for graphics processors, and for what OpenVINO is not built for.

Nothing of PyTorch is imported before a model is loaded.
"""

import copy
import importlib.util
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from semsearch.encode.calibration import probes
from semsearch.encode.folder import ModelFolder
from semsearch.encode.pieces import Tokenizing
from semsearch.encode.processor import AGREEMENT, Computing
from semsearch.encode.protocol import Precision
from semsearch.errors import ModelError
from semsearch.records import Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

BATCH_TEXTS = 32
"""On the processor, and for models that tokenise in a way of their own."""

BATCH_TOKENS = 1 << 16
"""Padding included, on a graphics processor: with batches of 32 texts it waits for its orders most of the time."""

TOKENISED_AT_ONCE = 2_048
"""Texts; the next are tokenised while the device computes."""


def is_installed() -> bool:
    """Whether the extra [torch] is there; looks without importing, which takes seconds."""
    return all(importlib.util.find_spec(name) for name in ("torch", "sentence_transformers"))


def has_nvidia() -> bool:
    """Whether an NVIDIA driver is loaded; asking PyTorch would cost the seconds of importing it."""
    return any(Path(place).exists() for place in ("/dev/nvidia0", "/proc/driver/nvidia/version"))


class TorchBackend:
    """A `Backend`."""

    name = "torch"

    def __init__(self, folder: ModelFolder, computing: Computing, cache: Path) -> None:
        """`computing` says how, where it is the processor that computes; `cache` is as for `Tokenizing`.

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
        computing.apply()
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
        self._model.eval()
        self._graphics: Graphics | None = None
        self.precision: Precision = "f32"
        if device == "cpu":
            # PyTorch has no 8-bit integers for any model.
            if computing.precision == "bf16":
                self.precision = "bf16"
                self._model.bfloat16()
        elif folder.plain and folder.tokenizer.is_file():
            self._graphics = Graphics(self._model, Tokenizing(folder, cache))
            self.precision = self._graphics.precision

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._graphics is not None:
            return self._graphics.embed(texts)
        # The texts carry their prefix: `prompt` keeps a default prompt of the model away.
        vectors = self._model.encode(
            list(texts), prompt="", batch_size=BATCH_TEXTS, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32)


class Graphics:
    """A model on a graphics processor: large batches of texts of one length, tokenised while the device computes, and
    nothing that makes it wait until the last vector is there.

    It computes in half precision where that gives what float32 does, and it has been tried before it is used.
    """

    def __init__(self, model: "SentenceTransformer", tokenizer: Tokenizing) -> None:
        self._tokenizer = tokenizer
        self._padding = int(getattr(model.tokenizer, "pad_token_id", None) or 0)
        self._batch_tokens = BATCH_TOKENS
        self._model, self.precision = self._fastest(model)

    def _fastest(self, model: "SentenceTransformer") -> tuple["SentenceTransformer", Precision]:
        """The model in half precision if its vectors agree with those in float32."""
        texts = [text for pairs in probes(multilingual=True).values() for pair in pairs for text in pair]
        half = copy.deepcopy(model).half()
        vectors = []
        for each in (model, half):
            self._model = each
            found = self.embed(texts)
            vectors.append(found / np.linalg.norm(found, axis=1, keepdims=True))
        agree = ((vectors[0] * vectors[1]).sum(axis=1) >= AGREEMENT).all()  # what is not a number does not
        return (half, "f16") if agree else (model, "f32")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As `Backend.embed`.

        Raises:
            ModelError: the device has not the memory for a single text.
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

        # Characters tell tokens well enough to put texts of about one length together.
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        portions = [order[start : start + TOKENISED_AT_ONCE] for start in range(0, len(order), TOKENISED_AT_ONCE)]
        places: list[int] = []
        vectors: list[torch.Tensor] = []
        with ThreadPoolExecutor(1) as beside:
            tokenised = beside.map(lambda portion: self._tokenizer([texts[place] for place in portion]), portions)
            for portion, tokens in zip(portions, tokenised, strict=True):
                for batch in self._batches([len(ids) for ids in tokens]):
                    places += [portion[row] for row in batch]
                    vectors.append(self._forward([tokens[row] for row in batch]))
        result = np.empty((len(texts), vectors[0].shape[1]), dtype=np.float32)
        result[places] = torch.cat(vectors).float().cpu().numpy()
        return result

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """Indices of texts, the longest first, in batches of at most so many tokens."""
        batch: list[int] = []
        for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
            if batch and lengths[batch[0]] * (len(batch) + 1) > self._batch_tokens:
                yield batch
                batch = []
            batch.append(index)
        if batch:
            yield batch

    def _forward(self, batch: Sequence[np.ndarray[tuple[int], np.dtype[np.int64]]]) -> "torch.Tensor":
        """The vectors of a batch, of shape (n, dim), still on the device, and perhaps still being computed."""
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
