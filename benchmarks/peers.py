"""The peers of the timed figures, each run as a program of its own: ``python -m benchmarks.peers encode FOLDER FILE``
or ``python -m benchmarks.peers query FOLDER TEXT``. They know nothing of semsearch."""

import json
import sys
import time
from pathlib import Path


def encode(folder: str, file: str) -> dict[str, float]:
    """Encode the passages in a JSON file as sentence-transformers does by default; loading and warming up not timed."""
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)
    assert next(model.parameters()).dtype == torch.float32
    texts = json.loads(Path(file).read_text(encoding="utf-8"))
    prompt = "passage" if "passage" in model.prompts else None
    model.encode(texts[:32], prompt_name=prompt, show_progress_bar=False)
    started = time.perf_counter()
    model.encode(texts, prompt_name=prompt, show_progress_bar=False)
    return {"texts": len(texts), "seconds": time.perf_counter() - started}


def query(folder: str, text: str) -> dict[str, float]:
    """Load the model and encode one query: all that a script has to do before it can compare anything."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu", local_files_only=True)
    vector = model.encode([text], prompt_name="query" if "query" in model.prompts else None, show_progress_bar=False)
    return {"dim": vector.shape[1]}


if __name__ == "__main__":
    print(json.dumps({"encode": encode, "query": query}[sys.argv[1]](*sys.argv[2:])))
