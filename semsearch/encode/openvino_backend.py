"""BERT models on the CPU through OpenVINO: five times the rate of PyTorch in float32, and no PyTorch."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.folder import ModelFolder
from semsearch.encode.openvino_graph import GROUP, BertConfig, Pooling, Weights, bert_graph
from semsearch.encode.pieces import Tokenizing
from semsearch.encode.processor import Computing
from semsearch.encode.runtime import ov
from semsearch.encode.tensors import TensorFile, as_float32
from semsearch.errors import ModelError
from semsearch.records import Vectors

BATCH_TEXTS = 64
BATCH_TOKENS = 1024
"""Padding included; a batch of the longest texts is as much work as one of many short ones, and small enough for the
processor's cache: 65 texts of mail a second, where 16 texts of up to 4,096 tokens gave 55."""

LENGTH_STEP = 8
"""Batches are padded to a multiple of this: fewer shapes, for each of which OpenVINO has to prepare itself."""

WORDS = "embeddings.word_embeddings.weight"
_ACTIVATIONS = {"gelu": "erf", "gelu_new": "tanh", "gelu_pytorch_tanh": "tanh"}


def can_run(folder: ModelFolder) -> bool:
    """Whether this backend computes that model exactly; otherwise PyTorch has to."""
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
    """A `Backend`. Loading maps the weights, so that one query reads little of them."""

    name = "openvino"

    def __init__(self, folder: ModelFolder, computing: Computing, cache: Path) -> None:
        """`cache` is for what makes the next process start faster.

        Raises:
            ModelError: the weights or the tokenizer are damaged.
        """
        weights = TensorFile(folder.weights)
        self._words = weights.stored(WORDS)
        # OpenVINO compiles outside of Python's lock while the tokenizer loads.
        with ThreadPoolExecutor(1) as beside:
            compiling = beside.submit(_compile, folder, weights, computing)
            self._tokenizer = Tokenizing(folder, cache)
            self._model = compiling.result()
        self.precision = computing.precision
        self._requests = int(self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        if self._tokenizer.size > len(self._words):
            raise ModelError(f"the tokenizer in {folder.path} does not belong to its weights; install the model again")

    def embed(self, texts: Sequence[str]) -> Vectors:
        tokens = self._tokenizer(texts)
        vectors = np.empty((len(tokens), self._words.shape[1]), dtype=np.float32)
        plan = list(batches([len(ids) for ids in tokens]))
        # No AsyncInferQueue: its callbacks take Python's lock on OpenVINO's threads, and a process that ends right
        # after one then aborts or hangs.
        requests = [self._model.create_infer_request() for _ in range(min(self._requests, len(plan)))]
        running: deque[tuple[ov.InferRequest, list[int]]] = deque()

        def finish() -> ov.InferRequest:
            request, places = running.popleft()
            request.wait()
            vectors[places] = request.get_output_tensor(0).data
            return request

        for places in plan:
            inputs = self._inputs([tokens[place] for place in places])
            request = requests.pop() if requests else finish()
            request.start_async(inputs)
            running.append((request, places))
        while running:
            finish()
        return vectors

    def _inputs(self, batch: list[NDArray[np.int64]]) -> dict[str, NDArray[np.float32]]:
        """The rows of the embedding matrix for a batch, padded to one length, and where they are tokens."""
        identifiers = np.zeros((len(batch), padded(max(map(len, batch)))), dtype=np.int64)
        mask = np.zeros(identifiers.shape, dtype=np.float32)
        for row, ids in enumerate(batch):
            identifiers[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        return {"words": as_float32(self._words[identifiers]), "mask": mask}


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts in batches of similar length, the longest first, so that the last batches to run are short.

    A batch has at most `BATCH_TEXTS` texts and, unless a single one is longer, `BATCH_TOKENS` tokens.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        # The first of a batch is its longest.
        size = padded(lengths[batch[0]] if batch else lengths[index])
        if batch and (len(batch) == BATCH_TEXTS or size * (len(batch) + 1) > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def padded(length: int) -> int:
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def compiled(config: BertConfig, weights: Weights, pooling: Pooling, computing: Computing) -> ov.CompiledModel:
    """The model, ready to run on the CPU, several requests side by side."""
    computing.apply()
    packed = computing.precision == "i8"
    hints = {
        "INFERENCE_PRECISION_HINT": "f32" if packed else computing.precision,
        "PERFORMANCE_HINT": "THROUGHPUT",
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": str(GROUP if packed else 0),
    }
    return ov.Core().compile_model(bert_graph(config, weights, pooling, packed=packed), "CPU", hints)


def _compile(folder: ModelFolder, weights: Weights, computing: Computing) -> ov.CompiledModel:
    config = _config(folder)
    try:
        return compiled(config, weights, "cls" if folder.pooling == "cls" else "mean", computing)
    except (RuntimeError, ValueError) as error:  # OpenVINO's checks of shapes, and numpy's
        raise ModelError(
            f"the sizes in {folder.path / 'config.json'} do not fit the weights beside it; install the model again"
        ) from error


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
        raise ModelError(f"{folder.path / 'config.json'} is damaged: {error!r}; install the model again") from error
