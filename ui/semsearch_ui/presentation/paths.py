"""Paths short enough to read."""

from functools import lru_cache
from pathlib import Path


def short(path: str, home: Path | None = None) -> str:
    """`path` with the home folder as ``~``."""
    own = home or Path.home()
    try:
        return str(Path("~") / Path(path).relative_to(own))
    except ValueError:
        return path


@lru_cache(maxsize=1024)
def nearest_folders(path: str, count: int = 2) -> str:
    """The last `count` folders above a file, with an ellipsis for those before them."""
    whole = short(str(Path(path).parent))
    parts = Path(whole).parts
    return whole if len(parts) <= count + 1 else str(Path("…", *parts[-count:]))


def located(path: str, part: str | None) -> str:
    """A file and, where it holds several documents, which of them."""
    return short(path) if part is None else f"{short(path)} › {part}"
