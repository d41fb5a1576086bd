"""A digest of everything that a model's vectors depend on."""

import hashlib
import json
from pathlib import Path

from semsearch.encode.disk_cache import keep_json, kept
from semsearch.encode.folder import ModelFolder, folder_key
from semsearch.errors import DamagedModelError

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
    """What `computed_fingerprint` gives. As hashing hundreds of megabytes takes a while, it is stored in `cache` with
    the paths, sizes and times of the files, and computed again when these change.

    Raises:
        DamagedModelError: a file cannot be read.
    """
    stamps = [[str(path), (status := path.stat()).st_size, status.st_mtime_ns] for path in _files(folder)]
    inputs = {"files": stamps, **_settings(folder)}
    stored = cache / f"{folder_key(folder.path)}.json"
    found = kept(stored, lambda known: str(known["fingerprint"]) if known["of"] == inputs else None)
    if found is None:
        found = computed_fingerprint(folder)
        keep_json(stored, {"of": inputs, "fingerprint": found})
    return found


def computed_fingerprint(folder: ModelFolder) -> str:
    """The SHA-256, in hexadecimal, of the weights, the tokenizer, the modules, the prefixes and the token limit. It
    depends neither on the path of the folder nor on the backend.

    Raises:
        DamagedModelError: a file cannot be read.
    """
    digests = [[path.relative_to(folder.path).as_posix(), _sha256(path)] for path in _files(folder)]
    content = {"files": digests, **_settings(folder), "normalised": folder.normalised}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _files(folder: ModelFolder) -> list[Path]:
    return sorted({path for pattern in _DECISIVE for path in folder.path.glob(pattern)})


def _settings(folder: ModelFolder) -> dict[str, object]:
    return {"prefixes": repr(folder.prefixes), "tokens": folder.max_tokens, "pooling": folder.pooling}


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DamagedModelError.unreadable(path, error) from error
