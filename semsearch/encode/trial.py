"""``python -m semsearch.encode.trial MODE`` runs a BERT with random weights in a compute mode, given as JSON.

`processor` runs this in a child process, as it may crash. It prints a `Trial` as JSON.
"""

import json
import sys
import time
import zlib

import numpy as np
from numpy.typing import NDArray

from semsearch.encode.openvino_backend import compile_model
from semsearch.encode.openvino_graph import BertConfig
from semsearch.encode.processor import ComputeMode
from semsearch.encode.rounding import measured_magnitudes

CONFIG = BertConfig(hidden=384, layers=12, heads=12, epsilon=1e-12, tanh=False)
WIDE = 1536
POSITIONS = 512
SHAPES = ((1, 8), (16, 64), (5, 200), (2, 512))
"""Batches (texts, tokens): a query, short texts, chunks, and texts of maximum length."""
SECONDS = 1.0
"""Processor time of the measurement: on a busy machine the time on the clock tells of the other programs."""


class RandomWeights:
    """`Weights` with random values: equal in all processes, and generated at each access."""

    def __getitem__(self, name: str, /) -> NDArray[np.float32]:
        random = np.random.default_rng(zlib.crc32(name.encode()))
        if "LayerNorm" in name:
            return np.full(CONFIG.hidden, float(name.endswith("weight")), dtype=np.float32)
        if "position_embeddings" in name or "token_type_embeddings" in name:
            shape: tuple[int, ...] = (POSITIONS, CONFIG.hidden)
        else:
            rows = WIDE if "intermediate" in name else CONFIG.hidden
            columns = WIDE if "output.dense" in name and "attention" not in name else CONFIG.hidden
            shape = (rows, columns) if name.endswith("weight") else (rows,)
        return random.normal(0, 0.04, shape).astype(np.float32)


def main() -> None:
    mode = ComputeMode(**json.loads(sys.argv[1]))
    mode.apply()
    random = np.random.default_rng(0)
    batches = []
    for texts, tokens in SHAPES:
        mask = np.ones((texts, tokens), dtype=np.float32)
        mask[1:, tokens // 2 :] = 0  # padding in all texts but the first
        batches.append({"words": random.normal(0, 1, (texts, tokens, CONFIG.hidden)).astype(np.float32), "mask": mask})
    magnitudes = measured_magnitudes(CONFIG, RandomWeights(), "mean", batches) if mode.integers else {}
    request = compile_model(CONFIG, RandomWeights(), "mean", mode, magnitudes).create_infer_request()
    vectors = [row.tolist() for batch in batches for row in request.infer(batch)[0]]
    done, started = 0, time.process_time()
    while (taken := time.process_time() - started) < SECONDS:
        for batch in batches:
            request.infer(batch)
            done += len(batch["mask"])
    sys.stdout.write(json.dumps({"vectors": vectors, "rate": done / taken}))


if __name__ == "__main__":
    main()
