"""The encoder alone: ``python -m benchmarks.bare MODEL FILE`` encodes the texts of a JSON file in the batches of a
reindex and prints the seconds, not counting the time to load the model."""

import json
import sys
import time
from pathlib import Path

from semsearch.encode import ModelStore
from semsearch.settings import model_cache

_BATCH = 256  # about as many as a reindex encodes between two commits


def main(model: str, file: str) -> None:
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    encoder = ModelStore(model_cache()).load(model)
    encoder.encode(texts[:32], "passage")
    started = time.perf_counter()
    for start in range(0, len(texts), _BATCH):
        encoder.encode(texts[start : start + _BATCH], "passage")
    print(json.dumps({"texts": len(texts), "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
