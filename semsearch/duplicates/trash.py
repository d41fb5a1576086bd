"""The system's trash: put a file there, and take it out again.

Putting is done by Send2Trash. Nothing says where a file came to lie there, so it is looked up: in the trash of
freedesktop.org (specification 1.0), each file has a note with the path that it came from; on macOS it keeps its name.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

_MAC = Path("~/.Trash")


def put(path: Path) -> Path | None:
    """Put a file into the trash. Returns where it lies now, None where that cannot be told.

    Raises:
        OSError: the file is not there, or there is no trash that it can go to.
    """
    from send2trash import send2trash

    before = set(_places(path))
    send2trash(str(path))
    return next((place for place in _places(path) if place not in before), None)


def take_out(place: Path, path: Path) -> None:
    """Put a file from the trash back to where it was.

    Raises:
        FileExistsError: something else lies there now.
        OSError: it is not in the trash any more, or cannot be moved.
    """
    move(place, path)
    note = place.parent.parent / "info" / f"{place.name}.trashinfo"
    note.unlink(missing_ok=True)


def move(origin: Path, target: Path) -> None:
    """Move a file, to another disk as well, making the folder that it goes to; nothing is ever overwritten.

    Raises:
        FileExistsError: something lies there.
        OSError: it cannot be moved.
    """
    if not os.path.lexists(origin):
        raise FileNotFoundError(f"{origin} is not there any more")
    if os.path.lexists(target):
        raise FileExistsError(f"something else lies at {target}")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(origin, target)


def _places(path: Path) -> Iterator[Path]:
    """Where in the trash a file from `path` lies, or several that came from there."""
    if sys.platform == "darwin":
        folder = _MAC.expanduser()
        yield from folder.glob(f"{path.stem}*{path.suffix}")
        return
    for trash, top in _trashes(path):
        for note in (trash / "info").glob("*.trashinfo"):
            if _origin(note, top) == path:
                yield trash / "files" / note.stem


def _trashes(path: Path) -> Iterator[tuple[Path, Path]]:
    """The trash folders that a file may go to, and what the paths in their notes are relative to."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    yield data / "Trash", Path("/")
    yield Path.home() / ".local" / "share" / "Trash", Path("/")
    top = path.parent
    while not top.is_mount() and top != top.parent:
        top = top.parent
    user = os.getuid() if hasattr(os, "getuid") else 0
    yield top / ".Trash" / str(user), top
    yield top / f".Trash-{user}", top


def _origin(note: Path, top: Path) -> Path | None:
    try:
        lines = note.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    named = next((line.removeprefix("Path=") for line in lines if line.startswith("Path=")), None)
    return None if named is None else top / unquote(named, errors="surrogateescape")
