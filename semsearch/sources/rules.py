"""Which files of a source are left out: by the user's patterns, by ``.semsearchignore`` files, and by built-in rules.

Patterns have the syntax of .gitignore (gitignore(5)) and are matched by pathspec.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from semsearch.errors import UsageError
from semsearch.language.sizes import parse_size
from semsearch.settings import CATALOGUE, as_text

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".semsearchignore"
"""A file of patterns for its folder and everything below. They take precedence over those from parent folders."""

NOISE = frozenset(
    (
        "__MACOSX",
        "__pycache__",
        "node_modules",
        "bower_components",
        "$RECYCLE.BIN",
        "$Recycle.Bin",
        "AppData",  # as hidden on Windows as a name with a dot elsewhere
        "System Volume Information",
        "lost+found",
        "Thumbs.db",
        "desktop.ini",
        "maildirfolder",
        "maildirsize",
        # Settings of Thunderbird, within its folders of mail and beside them.
        "compatibility.ini",
        "filterlog.html",
        "folderTree.json",
        "logins.json",
        "msgFilterRules.dat",
        "pkcs11.txt",
        "popstate.dat",
        "virtualFolders.dat",
        "xulstore.json",
    )
)
NOISE_PREFIXES = (
    "~$",  # lock files of Office
    "dovecot.index",
    "dovecot.list.index",
    "dovecot.mailbox.log",
    "dovecot-uidlist",
    "dovecot-uidvalidity",
    "dovecot-keywords",
    "courierimap",
    *(f",{digit}" for digit in range(10)),  # messages deleted by MH programs
)
NOISE_EXTENSIONS = frozenset(
    (
        ".part",
        ".crdownload",
        ".msf",  # Thunderbird's index of a mailbox
        *(form for kind in (".tbi", ".tbn") for form in (kind, kind.upper(), kind.title())),  # index of The Bat!
    )
)
"""Names of files and folders that hold nothing written by people, and are always left out, by whole name, prefix and
extension. So are names that start with a dot (except of Maildir folders, and of what KMail has below a folder) or end
with a tilde (backups of editors), the ``tmp`` folder of a Maildir, scripts and styles saved with a page, and folders
marked as caches. The root of a source may have any name."""

OF_THE_SYSTEM = ("/proc", "/sys", "/dev")
"""What Unix shows of itself as files, some of them without end."""

OF_KMAIL = re.compile(r"\..+\.directory", re.DOTALL)
"""The folders within one of KMail's, as in ``.inbox.directory``."""

_PAGES, _IN_FILES = (".html", ".htm", ".xhtml"), f"files{os.sep}"
_OF_PAGES = (".css", ".js", ".download", ".mso", ".thmx", "filelist.xml", "colorschememapping.xml")

_FIRST_LETTERS = frozenset(name[0] for name in (*NOISE, *NOISE_PREFIXES))

CACHE_TAGS = ("CACHEDIR.TAG", "pyvenv.cfg", CATALOGUE)
"""Files that mark a folder as a cache (https://bford.info/cachedir/), a virtual environment of Python, or an index of
semsearch."""
_MAX_IGNORE_BYTES = 1 << 20


@dataclass(frozen=True)
class _Patterns:
    """Patterns relative to a folder. ``origin`` says where they come from, for messages."""

    folder: str
    lines: tuple[str, ...]
    origin: str

    @cached_property
    def _spec(self) -> "GitIgnoreSpec":
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self.lines)

    def decide(self, path: str, folder: bool) -> tuple[bool, str] | None:
        """Whether `path` is left out, and the pattern that decides; None if no pattern matches."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        found = self._spec.check_file(relative + "/" if folder else relative)
        if found.include is None or found.index is None:
            return None
        return found.include, f"matches {self.lines[found.index].strip()}{self.origin}"


class Rules:
    """The patterns and ignore files of one source with the root `top`. Ignore files are read when first needed."""

    def __init__(self, top: str, exclude: Sequence[str]) -> None:
        self._top = top
        sizes = [size for pattern in exclude if (size := size_limit(pattern)) is not None]
        self._largest = min(sizes, default=None)
        globs = tuple(pattern for pattern in exclude if size_limit(pattern) is None)
        self._given = [_Patterns(top, globs, "")] if any(glob.strip() for glob in globs) else []
        self._by_folder: dict[str, list[_Patterns]] = {}

    def any_in(self, folder: str) -> bool:
        """Whether any rule applies directly in `folder`."""
        return self._largest is not None or bool(self._patterns(folder))

    def excluded_by(self, path: str, folder: bool) -> str:
        """The pattern that leaves out `path`, in words; "" if none does. Its parent folders are not checked."""
        for patterns in reversed(self._patterns(os.path.dirname(path))):
            decided = patterns.decide(path, folder)
            if decided is not None:
                return decided[1] if decided[0] else ""
        return ""

    def too_large(self, size: int) -> str:
        """Why a file of `size` bytes is left out; "" if it is not."""
        if self._largest is None or size <= self._largest:
            return ""
        return f"larger than the limit of {self._largest} bytes given with --exclude"

    def _patterns(self, folder: str) -> list[_Patterns]:
        """The patterns that apply directly in `folder`, in order of increasing precedence."""
        known = self._by_folder.get(folder)
        if known is None:
            inside = len(folder) > len(self._top)
            inherited = self._patterns(os.path.dirname(folder)) if inside else self._given
            own = _ignore_file(folder)
            known = [*inherited, own] if own else inherited
            self._by_folder[folder] = known
        return known


def size_limit(pattern: str) -> int | None:
    """The number of bytes in a pattern such as ``>10M``; None if it is a pattern for names.

    Raises:
        UsageError: it begins with ``>`` but is malformed.
    """
    if not pattern.startswith(">"):
        return None
    size = parse_size(pattern[1:])
    if size is None:
        raise UsageError(
            f"{pattern} is not a valid size; write --exclude '>10M' to leave out what is larger than 10 MiB"
        )
    return size


def is_noise(name: str, path: str) -> bool:
    """Whether a file or folder is left out because of its `name` or place; see `NOISE`."""
    if name.startswith("."):
        return not (OF_KMAIL.fullmatch(name) or os.path.isdir(os.path.join(path, "cur")))
    if is_named_as_noise(name) or path in OF_THE_SYSTEM:
        return True
    return _IN_FILES in path and _is_of_page(name, os.path.dirname(path))


def is_named_as_noise(name: str) -> bool:
    """The same by the name alone, if it is not hidden."""
    # Asked about every file: matching patterns would take a sixth of a scan.
    if name[name.rfind(".") :] in NOISE_EXTENSIONS or name[-1] == "~":
        return True
    return name[0] in _FIRST_LETTERS and (name in NOISE or name.startswith(NOISE_PREFIXES))


def _is_of_page(name: str, folder: str) -> bool:
    """Whether a file is a script, a style or the like that a browser or an Office program saved with a page, in the
    folder beside that. What else is there may be a person's: programs that export notes put attached files there."""
    if not folder.endswith(("_files", ".files")) or not name.lower().endswith(_OF_PAGES):
        return False
    return any(os.path.exists(folder[: -len("_files")] + suffix) for suffix in _PAGES)


def is_cache(folder: str) -> bool:
    """Whether a folder is marked as one of these."""
    return any(os.path.exists(os.path.join(folder, tag)) for tag in CACHE_TAGS)


def _ignore_file(folder: str) -> _Patterns | None:
    path = Path(folder) / IGNORE_FILE
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = tuple(file.read(_MAX_IGNORE_BYTES).splitlines())
    except OSError:
        return None
    return _Patterns(folder, lines, f" in {as_text(str(path))}")
