"""Where the corpora lie, where results go, and which code an index depends on."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
WORK = ROOT / ".bench"

_SEARCH_TIME = {
    "__main__.py",
    "cli",
    "demo.py",
    "duplicates.py",
    "grouping.py",
    "library.py",
    "progress.py",
    "query.py",
    "rank.py",
    "searching.py",
    "snippets.py",
    "topics.py",
}


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
    """A digest of all code and resources that shape an index; what only ranks or prints does not count."""
    package = ROOT / "semsearch"
    files = (file for file in package.rglob("*.py") if file.relative_to(package).parts[0] not in _SEARCH_TIME)
    return _digest([*files, *_model_resources()])


def encoder_code() -> str:
    """A digest of all code and resources that shape a vector."""
    return _digest([*(ROOT / "semsearch" / "encode").rglob("*.py"), *_model_resources()])


def _model_resources() -> Iterable[Path]:
    return (ROOT / "resources" / "models").glob("*")


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            total.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return total.hexdigest()[:12]
