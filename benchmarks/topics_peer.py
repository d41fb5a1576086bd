"""BERTopic on vectors and texts: ``python topics_peer.py FOLDER``. Runs in an environment of its own."""

import json
import sys
import time
import warnings
from pathlib import Path

REPEATS = 3
SMALLEST = (10, 5, 3)
"""Minimum sizes of topics: BERTopic's default, and smaller ones, as some articles have only five texts per language."""


def main(folder: Path) -> None:
    warnings.simplefilter("ignore")
    import numpy as np
    from bertopic import BERTopic

    vectors = np.load(folder / "vectors.npy")
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    found, took = [], []
    for smallest in SMALLEST:
        topics, _ = BERTopic(min_topic_size=smallest).fit_transform(texts, embeddings=vectors)
        found.append([int(topic) for topic in topics])
    for _ in range(REPEATS):
        started = time.perf_counter()
        BERTopic().fit_transform(texts, embeddings=vectors)
        took.append(time.perf_counter() - started)
    print(json.dumps({"topics": found, "seconds": sorted(took)[REPEATS // 2]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
