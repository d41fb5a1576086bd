"""The peers of the timed figures: ``python -m benchmarks.peers encode FOLDER FILE`` or ``query FOLDER TEXT``, which are
independent of semsearch, or ``bare MODEL FILE``."""

import json
import sys
import time
from pathlib import Path

BATCH = 256


def encode(folder: str, file: str) -> dict[str, float]:
    """Time encoding the passages in a JSON file with default settings, without loading and warm-up."""
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)
    assert next(model.parameters()).dtype == torch.float32
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    prompt = "passage" if "passage" in model.prompts else None
    model.encode(texts[:32], prompt_name=prompt, show_progress_bar=False)
    started = time.perf_counter()
    model.encode(texts, prompt_name=prompt, show_progress_bar=False)
    return {"seconds": time.perf_counter() - started}


def bare(name: str, file: str) -> dict[str, float]:
    """Time our own encoder alone on the same passages, in batches as large as those that a reindex commits."""
    from semsearch.encode import ModelStore
    from semsearch.settings import model_cache

    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    encoder = ModelStore(model_cache()).load(name)
    encoder.encode(texts[:32], "passage")
    started = time.perf_counter()
    for start in range(0, len(texts), BATCH):
        encoder.encode(texts[start : start + BATCH], "passage")
    return {"seconds": time.perf_counter() - started}


def query(folder: str, text: str) -> dict[str, float]:
    """Load the model and encode one query, the minimum that a search script has to do."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)
    vector = model.encode([text], prompt_name="query" if "query" in model.prompts else None, show_progress_bar=False)
    return {"dim": vector.shape[1]}


if __name__ == "__main__":
    print(json.dumps({"encode": encode, "bare": bare, "query": query}[sys.argv[1]](*sys.argv[2:])))
