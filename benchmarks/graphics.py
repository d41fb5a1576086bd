"""Texts per second on a GPU: ``python -m benchmarks.graphics FOLDER TEXTS``.

FOLDER is a sentence-transformers folder, TEXTS a JSON file with a list of texts. The peer is `encode` of
sentence-transformers with default settings, in float32. Both alternate in one process, on the same device and texts;
reported are medians of five.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from semsearch.encode.folder import read_folder
from semsearch.encode.folder_encoder import vectors_of
from semsearch.encode.processor import PLAIN
from semsearch.encode.torch_backend import TorchBackend
from semsearch.records import Vectors

TURNS = 5


def main() -> None:
    place, file = Path(sys.argv[1]), Path(sys.argv[2])
    texts: list[str] = json.loads(file.read_text(encoding="utf-8"))
    folder = read_folder(place)
    with tempfile.TemporaryDirectory() as cache:
        backend = TorchBackend(folder, PLAIN, Path(cache))
    peer = SentenceTransformer(str(place), local_files_only=True)
    ways: dict[str, Callable[[], Vectors]] = {
        "semsearch": lambda: vectors_of(folder, backend, texts, "passage"),
        "plain": lambda: np.asarray(peer.encode(texts, prompt=folder.prefixes.passage, show_progress_bar=False)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    vectors = {name: way() for name, way in ways.items()}  # warm
    for _ in range(TURNS):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - started)
    rates = {name: len(texts) / statistics.median(taken) for name, taken in seconds.items()}
    cosines = (vectors["semsearch"] * vectors["plain"]).sum(axis=1) / np.linalg.norm(vectors["plain"], axis=1)
    print(
        json.dumps(
            {
                "device": torch.cuda.get_device_name() if torch.cuda.is_available() else "processor",
                "precision": backend.precision,
                "texts": len(texts),
                "texts a second": {name: round(rate) for name, rate in rates.items()},
                "times the peer": round(rates["semsearch"] / rates["plain"], 2),
                "lowest cosine": round(float(cosines.min()), 5),
            }
        )
    )


if __name__ == "__main__":
    main()
