"""BERT models on the CPU through OpenVINO: without PyTorch, and five times as fast as PyTorch in float32."""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.batching import batches, padded
from semsearch.encode.folder import ModelFolder
from semsearch.encode.openvino_graph import BertConfig, Magnitudes, Pooling, Weights, bert_graph
from semsearch.encode.processor import ComputeMode
from semsearch.encode.protocol import Precision
from semsearch.encode.rounding import keep_magnitudes, kept_magnitudes, measured_magnitudes, probe_texts
from semsearch.encode.runtime import ov
from semsearch.encode.tensors import TensorFile, as_float32
from semsearch.encode.tokenizer import ModelTokenizer
from semsearch.errors import DamagedModelError
from semsearch.records import Vectors

BATCH_TEXTS = 64
BATCH_TOKENS = 1024
"""Tokens in a batch including padding, few enough for the processor's cache: 65 texts of mail per second, compared with
55 for batches of 16 texts with up to 4,096 tokens."""

MANY = 64
"""Texts from which on integers are worth to be compiled: it takes half a second, and a single query none."""

LENGTH_STEP = 8
"""Batches are padded to a multiple of this, as OpenVINO compiles kernels for each distinct shape."""

WORDS = "embeddings.word_embeddings.weight"
_ACTIVATIONS = {"gelu": "erf", "gelu_new": "tanh", "gelu_pytorch_tanh": "tanh"}


def can_run(folder: ModelFolder) -> bool:
    """Whether this backend supports the model; if not, PyTorch has to be used."""
    architecture = folder.architecture
    return (
        folder.plain
        and architecture.get("model_type") == "bert"
        and architecture.get("hidden_act", "gelu") in _ACTIVATIONS
        and architecture.get("position_embedding_type", "absolute") in ("absolute", None)
        and not architecture.get("is_decoder", False)
        and folder.pooling in ("mean", "cls")
        and folder.weights.is_file()
        and folder.tokenizer.is_file()
    )


class OpenVinoBackend:
    """A `Backend`. The weights are memory-mapped, so that a single query reads only a part of them."""

    name = "openvino"

    def __init__(self, folder: ModelFolder, mode: ComputeMode, cache: Path) -> None:
        """`cache` is a folder for data that makes the next process start faster.

        Raises:
            DamagedModelError: the weights or the tokenizer are damaged.
        """
        weights = TensorFile(folder.weights)
        self._words = weights.stored(WORDS)
        self._folder, self._weights, self._mode, self._cache = folder, weights, mode, cache
        # OpenVINO releases the GIL while it compiles, so that the tokenizer loads at the same time.
        with ThreadPoolExecutor(1) as beside:
            compiling = beside.submit(_compile, folder, weights, mode, {})
            self._tokenizer = ModelTokenizer(folder, cache)
            self._model = compiling.result()
        self._magnitudes = kept_magnitudes(folder, cache) if mode.integers else {}
        self._rounded = not mode.integers
        self._rounding = threading.Lock()
        self._requests = int(self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        if self._tokenizer.size > len(self._words):
            raise DamagedModelError(folder.tokenizer, "it does not belong to the weights beside it")

    @property
    def precision(self) -> Precision:
        """That of many texts."""
        return "i8" if self._magnitudes else self._mode.precision

    def embed(self, texts: Sequence[str]) -> Vectors:
        if len(texts) >= MANY and not self._rounded:
            self._round()
        tokens = self._tokenizer(texts)
        vectors = np.empty((len(tokens), self._words.shape[1]), dtype=np.float32)
        plan = list(batches([len(ids) for ids in tokens], BATCH_TOKENS, BATCH_TEXTS, LENGTH_STEP))
        # No AsyncInferQueue: its callbacks take the GIL on threads of OpenVINO, and a process that exits right after
        # one aborts or hangs.
        model = self._model
        requests = [model.create_infer_request() for _ in range(min(self._requests, len(plan)))]
        running: deque[tuple[ov.InferRequest, list[int]]] = deque()

        def finish() -> ov.InferRequest:
            request, indices = running.popleft()
            request.wait()
            vectors[indices] = request.get_output_tensor(0).data
            return request

        for indices in plan:
            inputs = self._inputs([tokens[index] for index in indices])
            request = requests.pop() if requests else finish()
            request.start_async(inputs)
            running.append((request, indices))
        while running:
            finish()
        return vectors

    def _round(self) -> None:
        """From now on compute in integers, if the model can."""
        with self._rounding:
            if self._rounded:
                return
            if self._magnitudes is None:
                self._magnitudes = self._measured()
                keep_magnitudes(self._folder, self._cache, self._magnitudes)
            if self._magnitudes:
                self._model = _compile(self._folder, self._weights, self._mode, self._magnitudes)
            self._rounded = True

    def _measured(self) -> Magnitudes:
        tokens = self._tokenizer(probe_texts(self._folder))
        plan = batches([len(ids) for ids in tokens], BATCH_TOKENS, BATCH_TEXTS, LENGTH_STEP)
        inputs = [self._inputs([tokens[index] for index in indices]) for indices in plan]
        with _fitting(self._folder):
            return measured_magnitudes(_config(self._folder), self._weights, _pooling(self._folder), inputs)

    def _inputs(self, batch: list[NDArray[np.int64]]) -> dict[str, NDArray[np.float32]]:
        """The inputs of the graph for a batch, padded to one length: rows of the embedding matrix, and the mask of
        tokens."""
        identifiers = np.zeros((len(batch), padded(max(map(len, batch)), LENGTH_STEP)), dtype=np.int64)
        mask = np.zeros(identifiers.shape, dtype=np.float32)
        for row, ids in enumerate(batch):
            identifiers[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        return {"words": as_float32(self._words[identifiers]), "mask": mask}


def compile_model(
    config: BertConfig, weights: Weights, pooling: Pooling, mode: ComputeMode, magnitudes: Magnitudes
) -> ov.CompiledModel:
    """The model compiled for the CPU and for several requests at a time, in integers as far as there are magnitudes."""
    mode.apply()
    hints = {"INFERENCE_PRECISION_HINT": mode.precision, "PERFORMANCE_HINT": "THROUGHPUT"}
    return ov.Core().compile_model(bert_graph(config, weights, pooling, magnitudes), "CPU", hints)


def _compile(folder: ModelFolder, weights: TensorFile, mode: ComputeMode, magnitudes: Magnitudes) -> ov.CompiledModel:
    with _fitting(folder):
        return compile_model(_config(folder), weights, _pooling(folder), mode, magnitudes)


@contextmanager
def _fitting(folder: ModelFolder) -> Iterator[None]:
    """Raise the errors of weights that do not fit the configuration beside them as `DamagedModelError`."""
    try:
        yield
    except (RuntimeError, ValueError) as error:  # from the shape checks of OpenVINO and numpy
        raise DamagedModelError(folder.path / "config.json", "its sizes do not fit the weights beside it") from error


def _pooling(folder: ModelFolder) -> Pooling:
    return "cls" if folder.pooling == "cls" else "mean"


def _config(folder: ModelFolder) -> BertConfig:
    architecture = folder.architecture
    try:
        return BertConfig(
            hidden=int(architecture["hidden_size"]),
            layers=int(architecture["num_hidden_layers"]),
            heads=int(architecture["num_attention_heads"]),
            epsilon=float(architecture.get("layer_norm_eps", 1e-12)),
            tanh=_ACTIVATIONS[architecture.get("hidden_act", "gelu")] == "tanh",
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedModelError(folder.path / "config.json", "it does not state the sizes of the model") from error
