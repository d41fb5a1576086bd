"""Where mail and documents usually lie on a computer, so that nobody has to know the paths."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Literal, TypeAlias

import platformdirs

Program: TypeAlias = Literal["thunderbird", "maildir", "evolution", "apple", "mail", "documents"]

MOST_SECONDS = 3.0
"""A size is counted this long at most; what is larger is said to be at least that."""

_THUNDERBIRD = (
    ".thunderbird", ".icedove", ".var/app/org.mozilla.Thunderbird/.thunderbird", "snap/thunderbird/common/.thunderbird",
    "Library/Thunderbird/Profiles", "AppData/Roaming/Thunderbird/Profiles",
)  # fmt: skip
_EVOLUTION = (".local/share/evolution/mail", ".var/app/org.gnome.Evolution/data/evolution/mail")
_MAIL = ("Maildir", ".maildir", ".mail", "Mail", "mail")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder worth searching. ``size`` is in bytes, ``files`` counts them; ``whole`` is whether all were counted."""

    program: Program
    path: Path
    files: int
    size: int
    whole: bool = True


def found(home: Path, documents: Path | None = None) -> list[Mailbox]:
    """The folders of mail programs below `home`, and the person's documents, those with anything in them."""
    own = documents or Path(platformdirs.user_documents_path())
    candidates = [*_candidates(home), ("documents", own)]
    boxes: list[Mailbox] = []
    for program, path in candidates:
        inside_another = any(path.is_relative_to(box.path) for box in boxes)
        # "Mail" and "mail" are one folder on macOS and Windows.
        if not inside_another and path.is_dir() and not any(path.samefile(box.path) for box in boxes):
            files, size, whole = _size(path, monotonic() + MOST_SECONDS)
            if files:
                boxes.append(Mailbox(program, path, files, size, whole))
    return boxes


def _candidates(home: Path) -> Iterator[tuple[Program, Path]]:
    for place in _THUNDERBIRD:
        for profile in _folders_in(home / place):
            for name in ("Mail", "ImapMail"):
                yield "thunderbird", profile / name
    for place in _EVOLUTION:
        yield "evolution", home / place
    yield "apple", home / "Library" / "Mail"
    for place in _MAIL:
        folder = home / place
        yield ("maildir" if _is_maildir(folder) else "mail"), folder


def _folders_in(path: Path) -> list[Path]:
    try:
        return sorted(entry for entry in path.iterdir() if entry.is_dir())
    except OSError:
        return []


def _is_maildir(path: Path) -> bool:
    """Whether it, or a folder in it, is one (cur, new, tmp)."""
    return any((folder / "cur").is_dir() and (folder / "new").is_dir() for folder in (path, *_folders_in(path)))


def _size(path: Path, until: float) -> tuple[int, int, bool]:
    files = size = 0
    waiting = [str(path)]
    while waiting:
        if monotonic() > until:
            return files, size, False
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file(follow_symlinks=False):
                        files += 1
                        size += entry.stat(follow_symlinks=False).st_size
        except OSError:  # a folder that may not be read holds nothing for us
            continue
    return files, size, True
