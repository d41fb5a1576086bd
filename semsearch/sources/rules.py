"""What is left out of a source: by a person's patterns, by ``.semsearchignore`` files, and because no person wrote it.

Patterns are those of .gitignore (gitignore(5)), matched by pathspec.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from semsearch.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".semsearchignore"
"""A file with patterns for the folder that it lies in and all below, which outdo those from further up."""

NOISE = (
    "__pycache__",
    "node_modules",
    "bower_components",
    "$RECYCLE.BIN",
    "System Volume Information",
    "lost+found",
    "Thumbs.db",
    "desktop.ini",
    "*~",  # what editors keep of the state before
    "~$*",  # what Office keeps beside an open document
    "*.part",
    "*.crdownload",
    "*.msf",  # Thunderbird's index of a mailbox
    "*.[Tt][Bb][IiNn]",  # those of The Bat!
    "dovecot.index*",
    "dovecot.list.index*",
    "dovecot.mailbox.log*",
    "dovecot-uidlist*",
    "dovecot-uidvalidity*",
    "dovecot-keywords*",
    "maildirfolder",
    "maildirsize",
    "courierimap*",
    ",[0-9]*",  # what MH programs have deleted
)
"""Names that are never looked at, besides those that start with a dot, the ``tmp`` folder of a Maildir and folders that
are marked as caches: they hold nothing that a person wrote. The root itself may have any name, and a dot-folder that is
a Maildir is not hidden."""

_NOISE_NAMES = re.compile("|".join(map(translate, NOISE)))

CACHE_TAGS = ("CACHEDIR.TAG", "pyvenv.cfg")  # https://bford.info/cachedir/, and Python's virtual environments
_SIZE = re.compile(r">\s*(\d+(?:\.\d+)?)\s*([KMG]?)(?:i?B)?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_MAX_IGNORE_BYTES = 1 << 20


@dataclass(frozen=True)
class _Patterns:
    """Lines of patterns, relative to a folder; `origin` says to a person where they stand."""

    folder: str
    lines: tuple[str, ...]
    origin: str

    @cached_property
    def _spec(self) -> "GitIgnoreSpec":
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self.lines)

    def decide(self, path: str, folder: bool) -> tuple[bool, str] | None:
        """Whether `path` is left out, and by which pattern; None where no pattern is about it."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        found = self._spec.check_file(relative + "/" if folder else relative)
        if found.include is None or found.index is None:
            return None
        return found.include, f"matches {self.lines[found.index].strip()}{self.origin}"


class Rules:
    """The rules of one source, whose root is `top`. Ignore files are read as folders come up, once."""

    def __init__(self, top: str, exclude: Sequence[str]) -> None:
        self._top = top
        sizes = [size for pattern in exclude if (size := size_limit(pattern)) is not None]
        self._largest = min(sizes, default=None)
        globs = tuple(pattern for pattern in exclude if size_limit(pattern) is None)
        self._given = [_Patterns(top, globs, "")] if any(glob.strip() for glob in globs) else []
        self._by_folder: dict[str, list[_Patterns]] = {}

    def any_in(self, folder: str) -> bool:
        """Whether any rule is about what lies in `folder`."""
        return self._largest is not None or bool(self._patterns(folder))

    def excluded_by(self, path: str, folder: bool) -> str:
        """The pattern that leaves out `path`, in words; "" where none does. Folders above it are not asked."""
        for patterns in reversed(self._patterns(os.path.dirname(path))):  # noqa: PTH120 - once for each file
            decided = patterns.decide(path, folder)
            if decided is not None:
                return decided[1] if decided[0] else ""
        return ""

    def too_large(self, size: int) -> str:
        """Why a file of `size` bytes is left out; "" where it is not."""
        if self._largest is None or size <= self._largest:
            return ""
        return f"larger than the limit of {self._largest} bytes given with --exclude"

    def _patterns(self, folder: str) -> list[_Patterns]:
        """The patterns that hold for what lies in `folder`, those from further down last."""
        known = self._by_folder.get(folder)
        if known is None:
            inside = len(folder) > len(self._top)
            inherited = self._patterns(os.path.dirname(folder)) if inside else self._given  # noqa: PTH120
            own = _ignore_file(folder)
            known = [*inherited, own] if own else inherited
            self._by_folder[folder] = known
        return known


def size_limit(pattern: str) -> int | None:
    """The bytes in a pattern such as ``>10M``; None where it is one for names.

    Raises:
        UsageError: it begins with ``>`` and is no size.
    """
    if not pattern.startswith(">"):
        return None
    found = _SIZE.fullmatch(pattern.strip())
    if found is None:
        raise UsageError(f"{pattern} is no size; write --exclude '>10M' to leave out what is larger than 10 MiB")
    return int(float(found.group(1)) * _UNITS[found.group(2).upper()])


def is_noise(name: str, path: str) -> bool:
    """Whether nothing that a person wrote is called so."""
    if name.startswith("."):
        return not os.path.isdir(os.path.join(path, "cur"))  # noqa: PTH112, PTH118
    return _NOISE_NAMES.match(name) is not None


def is_cache(folder: str) -> bool:
    """Whether a folder says of itself that programs can make its content again."""
    return any(os.path.exists(os.path.join(folder, tag)) for tag in CACHE_TAGS)  # noqa: PTH110, PTH118


def _ignore_file(folder: str) -> _Patterns | None:
    path = Path(folder) / IGNORE_FILE
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = tuple(file.read(_MAX_IGNORE_BYTES).splitlines())
    except OSError:
        return None
    return _Patterns(folder, lines, f" in {path}")
