"""Files of derived data that can be computed again at any time."""

import json
import logging
from pathlib import Path
from typing import Any

from semsearch.temporary import replacing

_log = logging.getLogger(__name__)


def read_json(path: Path) -> dict[str, Any] | None:
    """The JSON object in a file, None if there is none or it cannot be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def keep_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object as `write_json` does; where that fails, the next process computes it again."""
    try:
        write_json(path, content)
    except OSError as error:
        _log.info("%s is not kept: %s", path, error)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON object, atomically.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write_text(json.dumps(content), encoding="utf-8")
