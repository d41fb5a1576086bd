"""A digest of everything that a model's vectors depend on."""

import hashlib
import json
from pathlib import Path

from semsearch.encode.disk_cache import read_json, write_json
from semsearch.encode.folder import ModelFolder, folder_key

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
"""The files of a sentence-transformers folder that its vectors depend on."""


def fingerprint(folder: ModelFolder, cache: Path) -> str:
    """The SHA-256, in hexadecimal, of the weights, the tokenizer, the modules, the prefixes and the token limit.

    It depends neither on the path of the folder nor on the backend. As hashing hundreds of megabytes takes a while, it
    is stored in `cache` together with the paths, sizes and times of the files, and computed again when these change.
    """
    files = sorted({path for pattern in _DECISIVE for path in folder.path.glob(pattern)})
    stamps = [[str(path), (status := path.stat()).st_size, status.st_mtime_ns] for path in files]
    inputs = {
        "files": stamps,
        "prefixes": repr(folder.prefixes),
        "tokens": folder.max_tokens,
        "pooling": folder.pooling,
    }
    stored = cache / f"{folder_key(folder.path)}.json"
    known = read_json(stored)
    if known is not None and known.get("of") == inputs and isinstance(known.get("fingerprint"), str):
        return str(known["fingerprint"])
    content = {
        **inputs,
        "files": [[path.relative_to(folder.path).as_posix(), _sha256(path)] for path in files],
        "normalised": folder.normalised,
    }
    found = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    write_json(stored, {"of": inputs, "fingerprint": found})
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
