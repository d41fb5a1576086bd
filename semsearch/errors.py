"""The errors that a user can do something about.

The message of each is one line that says what happened and what to do; the command line prints it on stderr, the window
shows it in a banner. Bugs are never reported as one of these.
"""

import shlex
import sys
from pathlib import Path
from typing import Self


class SemsearchError(Exception):
    """The base class. ``exit_status`` is the exit status of the command line."""

    exit_status = 1


class UsageError(SemsearchError):
    """The request is wrong, for example it names a path that does not exist."""

    exit_status = 2


class LockedError(SemsearchError):
    """Another process is writing to this home."""

    exit_status = 3


class HomeError(SemsearchError):
    """The home cannot be used: unreadable, read-only, or written by a newer version."""


class DamagedError(HomeError):
    """The catalogue is corrupt, or from before the first release; `doctor --repair` recovers what it can."""


class NotIndexedError(SemsearchError):
    """The requested document is not in the index."""


class ModelError(SemsearchError):
    """A model is missing or damaged, or needs a package that is not installed."""


class DamagedModelError(ModelError):
    """A file of an installed model is damaged or cannot be read. What to do depends on where the model is from:
    `ModelStore` adds it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is damaged: {why}")

    @classmethod
    def unreadable(cls, path: Path, error: OSError) -> Self:
        """The file `path` cannot be read."""
        return cls(path, f"it cannot be read: {reason(error)}")


class ReadingError(SemsearchError):
    """No file can be read, whatever is in it."""


class Cancelled(SemsearchError):
    """The user stopped a long operation. What it has done so far is kept."""


def argument(path: str) -> str:
    """A path as it has to be typed in a command that a message suggests."""
    return f'"{path}"' if sys.platform == "win32" else shlex.quote(path)


def reason(error: OSError) -> str:
    """What the system says went wrong, to be put into a sentence: "permission denied"."""
    return error.strerror.lower() if error.strerror else str(error)
