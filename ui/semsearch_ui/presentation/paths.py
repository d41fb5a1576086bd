"""Paths short enough to read."""

from functools import lru_cache
from pathlib import Path

from semsearch.records import MESSAGE_NAMES, Hit


def short(path: str, home: Path | None = None) -> str:
    """`path` with the home folder as ``~``."""
    own = home or Path.home()
    try:
        return str(Path("~") / Path(path).relative_to(own))
    except ValueError:
        return path


@lru_cache(maxsize=1024)
def nearest_folders(path: str) -> str:
    """The last two folders above a file, with an ellipsis for those before them."""
    whole = short(str(_folder(Path(path))))
    parts = Path(whole).parts
    return whole if len(parts) <= 3 else str(Path("…", *parts[-2:]))


@lru_cache(maxsize=1024)
def folder_name(path: str, *, mailbox: bool = False) -> str:
    """What a person calls the place of a file, or, where the file is a `mailbox`, of a message in it."""
    place = Path(path) if mailbox else _folder(Path(path))
    for folder in (place, *place.parents):
        if folder.suffix == ".mbox":  # a file, or the folder that Apple Mail keeps a mailbox in, deep below
            return folder.stem
    whole = short(str(place))
    return Path(whole).name.removeprefix(".") or whole


def in_mailbox(hit: Hit) -> bool:
    """Whether a message, or what is attached to it, lies in a mailbox, where messages have numbers."""
    if hit.part is None or hit.kind == "document":
        return False
    number, _, attached = hit.part.partition("/")
    return hit.kind == "email" or (bool(attached) and number.isdecimal())


def _folder(path: Path) -> Path:
    """The folder of a file; of a message in a Maildir that, and not the one for messages of one kind."""
    return path.parent.parent if path.parent.name in ("cur", "new") else path.parent


def located(path: str, part: str | None) -> str:
    """A file and, where it holds several documents, which of them."""
    return short(path) if part is None else f"{short(path)} › {part}"


def is_numbered(path: str) -> bool:
    """Whether a message lies in a folder of a mail program, which calls files by numbers: nobody could tell from the
    name what it is, and no system which program opens it."""
    return Path(path).suffix.lower() not in MESSAGE_NAMES
