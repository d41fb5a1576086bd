"""SemHash on vectors: ``python semhash_peer.py FOLDER THRESHOLD``. Runs in an environment of its own."""

import json
import sys
import time
from pathlib import Path


class NoModel:
    """SemHash requires a model even if all vectors are given."""

    def encode(self, *_arguments: object, **_options: object) -> None:
        raise NotImplementedError


def main(folder: Path, threshold: float) -> None:
    import numpy as np
    from semhash import SemHash

    vectors = np.load(folder / "vectors.npy")
    records = [str(number) for number in range(len(vectors))]
    started = time.perf_counter()
    index = SemHash.from_embeddings(vectors, records, NoModel())
    found = index.self_deduplicate(threshold=threshold)
    seconds = time.perf_counter() - started
    print(json.dumps({"kept": [int(record) for record in found.selected], "seconds": seconds}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
