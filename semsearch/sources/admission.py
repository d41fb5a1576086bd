"""Validation of new sources."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from semsearch.errors import UsageError
from semsearch.settings import as_text
from semsearch.sources.rules import OF_THE_SYSTEM, size_limit


def check_new_source(path: str, known: Iterable[str], exclude: Sequence[str]) -> None:
    """Check that a new source can be added beside those `known`.

    Raises:
        UsageError: it does not exist, is no place for files, overlaps a known source, or has a malformed pattern.
    """
    for pattern in exclude:
        size_limit(pattern)  # raises if it is malformed
        if as_text(pattern) != pattern:
            raise UsageError(f"the pattern {as_text(pattern)} is not valid text; write ? for each strange character")
    if not os.path.exists(path):
        raise UsageError(f"{path} is not there; give the path of a folder, an mbox file or a Maildir")
    if not (os.path.isdir(path) or os.path.isfile(path)):
        raise UsageError(f"{path} is neither a folder nor a file")
    if any(_lies_in(f"{path}{os.sep}", folder) for folder in OF_THE_SYSTEM):
        raise UsageError(f"{path} holds no files: the system shows there what it does")
    for other in known:
        if _is_same(path, other):
            raise UsageError(f"{path} is a source already, by the name {other}")
        if _lies_in(path, other):
            raise UsageError(f"{path} lies in {other}, which is a source already")
        if _lies_in(other, path):
            raise UsageError(f"{path} contains the source {other}; remove that first: semsearch remove {other}")


def _lies_in(path: str, folder: str) -> bool:
    """Whether a path lies in a folder, by whatever name: through a link, or in other case where that does not count."""
    by_name = path.startswith(folder.rstrip(os.sep) + os.sep)
    return by_name or any(_is_same(str(parent), folder) for parent in Path(path).parents)


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:  # a source that is away
        return False
