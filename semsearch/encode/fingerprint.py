"""What a model's vectors depend on, as one number."""

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from semsearch.encode.folder import ModelFolder

_DECISIVE = (
    "config.json",
    "tokenizer.json",
    "vocab.txt",
    "sentencepiece.bpe.model",
    "spiece.model",
    "*.safetensors",
    "[0-9]*_*/config.json",
    "[0-9]*_*/*.safetensors",
)
"""The files of a sentence-transformers folder that decide about its vectors."""


def fingerprint(folder: ModelFolder, cache: Path) -> str:
    """Hex SHA-256 over the weights, the tokenizer, the modules, the prefixes and the token limit.

    Neither the place of the folder nor the backend count. Hashing hundreds of megabytes takes a while, so the result
    is kept in `cache`, for as long as paths, sizes and times of the files stay what they are.
    """
    files = sorted({path for pattern in _DECISIVE for path in folder.path.glob(pattern)})
    stamps = [[str(path), (status := path.stat()).st_size, status.st_mtime_ns] for path in files]
    told = {"files": stamps, "prefixes": repr(folder.prefixes), "tokens": folder.max_tokens, "pooling": folder.pooling}
    kept = cache / f"{hashlib.sha256(str(folder.path.resolve()).encode()).hexdigest()[:16]}.json"
    known = read_json(kept)
    if known is not None and known.get("of") == told and isinstance(known.get("fingerprint"), str):
        return str(known["fingerprint"])
    content = {
        **told,
        "files": [[path.relative_to(folder.path).as_posix(), _sha256(path)] for path in files],
        "normalised": folder.normalised,
    }
    found = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    write_json(kept, {"of": told, "fingerprint": found})
    return found


def read_json(path: Path) -> dict[str, Any] | None:
    """A kept JSON object, or None where there is none that can be read: it can be computed again."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Keep a JSON object; whoever reads at the same time sees the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".partial", delete=False, encoding="utf-8") as file:
        json.dump(content, file)
    Path(file.name).replace(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
