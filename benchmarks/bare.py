"""The encoder alone: ``python -m benchmarks.bare MODEL FILE`` encodes the texts of a JSON file in the batches of a
reindex and prints the seconds, not counting the time to load the model."""

import json
import sys
import time
from pathlib import Path

from semsearch.encode import ModelStore
from semsearch.index.encoding import FIRST_BATCH
from semsearch.settings import model_cache


def main(model: str, file: str) -> None:
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    encoder = ModelStore(model_cache()).load(model)
    encoder.encode(texts[:32], "passage")
    started = time.perf_counter()
    for start in range(0, len(texts), FIRST_BATCH):
        encoder.encode(texts[start : start + FIRST_BATCH], "passage")
    print(json.dumps({"texts": len(texts), "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
