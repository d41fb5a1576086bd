"""Files of derived data that can be computed again at any time."""

import json
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

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
    with replacing(path) as file:
        file.write(json.dumps(content).encode())


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that replaces `path` when it is closed: concurrent readers see the old content or the new, never a part.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".partial", delete=False) as file:
        try:
            yield file
            file.close()  # Windows renames no open file
            Path(file.name).replace(path)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
