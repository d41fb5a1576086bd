"""Files of derived data that can be computed again at any time."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from semsearch.temporary import replacing

_log = logging.getLogger(__name__)

T = TypeVar("T")


def kept(path: Path, read: Callable[[dict[str, Any]], T]) -> T | None:
    """What `read` makes of the JSON object in a file; None if there is none, or it is not what `read` takes: damaged,
    or of another version."""
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def keep_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object, atomically; where that fails, the next process computes it again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write_text(json.dumps(content), encoding="utf-8")
    except OSError as error:
        _log.info("%s is not kept: %s", path, error)
