"""Paths of corpora and results, and the code that an index depends on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
WORK = ROOT / ".bench"

_SHAPING = (
    "chunk.py", "clean", "extract", "index/reading.py", "language", "sources", "store/keywords", "store/migrations",
)  # fmt: skip
"""The code that determines the content of an index, except vectors, which depend on the encoder's fingerprint."""


class MissingCorpusError(Exception):
    """A benchmark needs a corpus or program that is not on this machine."""


def corpus(name: str) -> Path:
    """The folder or file of a corpus.

    Raises:
        MissingCorpusError: it is not there.
    """
    path = DATA / name
    if not path.exists():
        raise MissingCorpusError(f"{path} is not there; the benchmarks run over the shared corpora")
    return path


def index_code() -> str:
    """A digest of the code that determines the content of an index.

    Raises:
        FileNotFoundError: a part of it was renamed.
    """
    package = ROOT / "semsearch"
    missing = [name for name in _SHAPING if not (package / name).exists()]
    if missing:
        raise FileNotFoundError(f"{', '.join(missing)} of semsearch: correct `_SHAPING`")
    return _digest(file for name in _SHAPING for file in (package / name, *(package / name).rglob("*.py")))


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            total.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return total.hexdigest()[:12]
