"""Validation of new sources."""

import os
from collections.abc import Iterable, Sequence

from semsearch.errors import UsageError
from semsearch.sources.rules import size_limit


def check_new_source(path: str, known: Iterable[str], exclude: Sequence[str]) -> None:
    """Check that a new source can be added beside those `known`.

    Raises:
        UsageError: it does not exist, overlaps a known source, or has a malformed size pattern.
    """
    for pattern in exclude:
        size_limit(pattern)  # raises if it is malformed
    if not os.path.exists(path):  # noqa: PTH110
        raise UsageError(f"{path} is not there; give the path of a folder, an mbox file or a Maildir")
    for other in known:
        if path.startswith(other.rstrip(os.sep) + os.sep):
            raise UsageError(f"{path} lies in {other}, which is a source already")
        if other.startswith(path.rstrip(os.sep) + os.sep):
            raise UsageError(f"{path} contains the source {other}; remove that first: semsearch remove {other}")
