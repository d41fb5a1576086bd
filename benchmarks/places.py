"""Where the corpora lie, where results go, and which code an index depends on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
WORK = ROOT / ".bench"

_SHAPING = (
    "chunk.py", "clean", "extract", "index/reading.py", "language", "sources", "store/fulltext.py", "store/migrations",
)  # fmt: skip
"""The code that decides what stands in an index. A vector goes by its encoder's fingerprint, whatever the code."""


class MissingCorpusError(Exception):
    """A benchmark needs texts that are not on this machine."""


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
    """A digest of all code that shapes an index; what only ranks or prints does not count."""
    package = ROOT / "semsearch"
    return _digest(file for name in _SHAPING for file in (package / name, *(package / name).rglob("*.py")))


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            total.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return total.hexdigest()[:12]
