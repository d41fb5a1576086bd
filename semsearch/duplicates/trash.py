"""Moves files to the system's trash and back.

Send2Trash does not tell where it put a file, so that has to be found out: in a freedesktop.org trash (specification
1.0) each file has a .trashinfo file with its original path; in the recycle bin of Windows each file, called $R and some
letters, has an $I file with it; on macOS a file keeps its name.
"""

import glob
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

_MAC = Path("~/.Trash")
_BIN = "$Recycle.Bin"


def put(path: Path) -> Path | None:
    """Move a file to the trash. Returns its path there, None if that cannot be found out.

    Raises:
        OSError: the file does not exist, or there is no trash for it.
    """
    if sys.platform == "win32" and not Path(path.anchor, _BIN).is_dir():
        raise OSError("there is no recycle bin on its drive, where Windows would delete it; use move:FOLDER")
    from send2trash import send2trash

    before = set(_places(path))
    send2trash(str(path))
    return next((place for place in _places(path) if place not in before), None)


def take_out(place: Path, path: Path) -> None:
    """Move a file at `place` in the trash back to its original `path`.

    Raises:
        FileExistsError: there is another file at `path` now.
        OSError: it is no longer in the trash, or cannot be moved.
    """
    move(place, path)
    if sys.platform == "win32":
        info = place.with_name(f"$I{place.name.removeprefix('$R')}")
    else:
        info = place.parent.parent / "info" / f"{place.name}.trashinfo"
    info.unlink(missing_ok=True)


def move(origin: Path, target: Path) -> None:
    """Move a file, also across disks, creating the target folder. Nothing is ever overwritten.

    Raises:
        FileExistsError: there is a file at `target`.
        OSError: it cannot be moved.
    """
    if not os.path.lexists(origin):
        raise FileNotFoundError(f"{origin} is not there any more")
    if os.path.lexists(target):
        raise FileExistsError(f"something else lies at {target}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.move(origin, target)
    except OSError:
        if os.path.lexists(origin):  # what a full disk took of it
            target.unlink(missing_ok=True)
        raise


def _places(path: Path) -> Iterator[Path]:
    """The files in the trash that came from `path`."""
    if sys.platform == "darwin":
        folder = _MAC.expanduser()
        yield from folder.glob(f"{glob.escape(path.stem)}*{glob.escape(path.suffix)}")
        return
    if sys.platform == "win32":
        yield from _recycled(path, Path(path.anchor))
        return
    for trash, top in _trashes(path):
        for info in (trash / "info").glob("*.trashinfo"):
            if _origin(info, top) == path:
                yield trash / "files" / info.stem


def _recycled(path: Path, drive: Path) -> Iterator[Path]:
    """The files in the recycle bin of a drive that came from `path`. An $I file has a version, a size and a time, each
    of eight bytes; since version 2, of Windows 10, the length of the path in four; and the path in UTF-16."""
    for info in drive.glob(f"{_BIN}/*/$I*"):
        try:
            content = info.read_bytes()
        except OSError:  # of another user
            continue
        start = 24 if content[:1] == b"\1" else 28
        if Path(content[start:].decode("utf-16-le", "replace").partition("\0")[0]) == path:
            yield info.with_name(f"$R{info.name.removeprefix('$I')}")


def _trashes(path: Path) -> Iterator[tuple[Path, Path]]:
    """The trash folders that a file may go to, each with the folder that paths in its .trashinfo files are relative
    to."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    yield data / "Trash", Path("/")
    yield Path.home() / ".local" / "share" / "Trash", Path("/")
    top = path.parent
    while not top.is_mount() and top != top.parent:
        top = top.parent
    user = os.getuid() if hasattr(os, "getuid") else 0
    yield top / ".Trash" / str(user), top
    yield top / f".Trash-{user}", top


def _origin(info: Path, top: Path) -> Path | None:
    try:
        lines = info.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    named = next((line.removeprefix("Path=") for line in lines if line.startswith("Path=")), None)
    return None if named is None else top / unquote(named, errors="surrogateescape")
