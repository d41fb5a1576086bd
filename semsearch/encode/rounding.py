"""Determines which layers of a model can compute in 8-bit integers, on probe texts, once for each model."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.calibration import probes
from semsearch.encode.disk_cache import keep_json, kept
from semsearch.encode.folder import ModelFolder, folder_key
from semsearch.encode.openvino_graph import BertConfig, Magnitudes, Pooling, Weights, bert_graph, measuring_graph
from semsearch.encode.runtime import ov
from semsearch.records import Vectors

AGREEMENT = 0.999
"""Minimum mean cosine of the vectors of probe texts in integers with those in float32; a model below is not rounded."""

_VERSION = 1
"""Raise it when layers are rounded in another way."""

SHORT = (
    *("", "ok", "Да", "Anna", "счёт", "2024", "?!", "…", "-- \n***", "0 0 1 10 100", "<td>&nbsp;</td>"),
    *("x = [f(a, b) for a in {c: 1}]", "明日の会議", "مرحبا"),
)
"""Texts that are hardly sentences: they produce the largest activations."""

Inputs: TypeAlias = dict[str, NDArray[np.float32]]
"""A batch of the graph."""


def probe_texts(folder: ModelFolder) -> list[str]:
    """Texts with their prefixes, most in English and Russian: questions, sentences, texts of any length."""
    pairs = [pair for listed in probes(multilingual=True).values() for pair in listed]
    sentences = [sentence for _, sentence in pairs]
    long = [" ".join(sentences[start:]) for start in range(0, len(sentences), 8)]
    asked = [*SHORT, *(question for question, _ in pairs)]
    told = [*SHORT, *sentences, *long]
    return [*(folder.prefixes.query + text for text in asked), *(folder.prefixes.passage + text for text in told)]


def kept_magnitudes(folder: ModelFolder, cache: Path) -> Magnitudes | None:
    """The stored result of `measured_magnitudes`, None if there is none for these weights."""

    def read(known: dict[str, Any]) -> Magnitudes | None:
        found = {name: np.array(values, dtype=np.float32) for name, values in known["magnitudes"].items()}
        return found if known["of"] == _stamp(folder) else None

    return kept(_file(folder, cache), read)


def keep_magnitudes(folder: ModelFolder, cache: Path, magnitudes: Magnitudes) -> None:
    listed = {name: [float(f"{value:.4g}") for value in values] for name, values in magnitudes.items()}
    keep_json(_file(folder, cache), {"of": _stamp(folder), "magnitudes": listed})


def measured_magnitudes(
    config: BertConfig, weights: Weights, pooling: Pooling, batches: Iterable[Inputs]
) -> Magnitudes:
    """The magnitudes of all layers that can be rounded; none if the rounded model differs too much from the exact
    one (`AGREEMENT`)."""
    batches = list(batches)
    graph, names = measuring_graph(config, weights, pooling)
    exact, *largest = _run(graph, batches)
    magnitudes = {name: np.max(found, axis=0) for name, found in zip(names, largest, strict=True)}
    (rounded,) = _run(bert_graph(config, weights, pooling, magnitudes), batches)
    one, other = np.concatenate(exact), np.concatenate(rounded)
    cosines = (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)).clip(1e-12)
    return magnitudes if cosines.mean() >= AGREEMENT else {}


def _run(graph: ov.Model, batches: Iterable[Inputs]) -> list[list[Vectors]]:
    """Each output of a graph for each of the batches, computed in float32 where it is not rounded."""
    request = ov.Core().compile_model(graph, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}).create_infer_request()
    found = [[np.array(output) for output in request.infer(batch).values()] for batch in batches]
    return [list(output) for output in zip(*found, strict=True)]


def _file(folder: ModelFolder, cache: Path) -> Path:
    return cache / f"{folder_key(folder.path)}.magnitudes.json"


def _stamp(folder: ModelFolder) -> list[int]:
    status = folder.weights.stat()
    return [_VERSION, status.st_size, status.st_mtime_ns]
