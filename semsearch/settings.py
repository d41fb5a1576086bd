"""Where files are kept: the home of an index, the models, the resources."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from semsearch.errors import HomeError, reason

DEFAULT_MODEL = "multilingual"
"""The model of a new home."""

CATALOGUE = "catalogue.sqlite"
"""The file by which a folder is known as a home."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder with the state of one library. Two homes share nothing."""

    path: Path

    @property
    def database(self) -> Path:
        """The catalogue."""
        return self.path / CATALOGUE

    @property
    def log(self) -> Path:
        """The write-ahead log of the catalogue, which SQLite keeps beside it."""
        return self.path / f"{CATALOGUE}-wal"

    @property
    def lock(self) -> Path:
        """The lock file of the process that is writing."""
        return self.path / "write.lock"

    @property
    def scan_mark(self) -> Path:
        """The mark of the last scan without changes (`store.settled.leave_mark`)."""
        return self.path / "looked"

    @property
    def index(self) -> Path:
        """The folder of vector graphs."""
        return self.path / "vectors"

    @property
    def recognised(self) -> Path:
        """The folder of texts recognised in pictures, each file named by the digest of its picture."""
        return self.path / "recognised"

    def has_index(self) -> bool:
        """Whether there is a catalogue.

        Raises:
            HomeError: the folder cannot be entered.
        """
        try:
            return self.database.exists()
        except OSError as error:
            raise HomeError(f"cannot use {self.path} as a home: {reason(error)}; choose another with --home") from error

    def files(self) -> list[Path]:
        """Every file and folder in it that semsearch created, each folder before its content."""
        tops = [self.index, self.recognised, self.path / "salvage", self.lock, self.scan_mark]
        tops += [*self.path.glob("catalogue*"), *self.path.glob("window.ini*")]
        below = (path for top in tops if top.is_dir() for path in top.rglob("*"))
        return [*(top for top in tops if top.exists()), *below]

    def create(self) -> None:
        """Create the folder, accessible only to its owner. An existing folder with other files keeps its permissions.

        Raises:
            HomeError: it cannot be created, or is not a folder.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            ours = self.database.exists() or not any(self.path.iterdir())
            if sys.platform != "win32" and ours and self.path.stat().st_mode & 0o077 and os.access(self.path, os.W_OK):
                self.path.chmod(0o700)
        except OSError as error:
            raise HomeError(f"cannot use {self.path} as a home: {reason(error)}; choose another with --home") from error


def default_home() -> Path:
    """``SEMSEARCH_HOME``, else semsearch's folder in the user data folder of the platform.

    Raises:
        HomeError: the user has none.
    """
    if chosen := os.environ.get("SEMSEARCH_HOME"):
        return expanded(chosen)
    return _own_folder("data")


def model_cache() -> Path:
    """The folder of installed models, shared by all homes: in ``SEMSEARCH_CACHE``, else in the user's cache folder.

    Raises:
        HomeError: the user has none.
    """
    chosen = os.environ.get("SEMSEARCH_CACHE")
    return (expanded(chosen) if chosen else _own_folder("cache")) / "models"


def _own_folder(kind: Literal["data", "cache"]) -> Path:
    """The folder of semsearch in the user's folder for data, or for what can be made again."""
    import platformdirs

    find = platformdirs.user_data_path if kind == "data" else platformdirs.user_cache_path
    try:
        return find("semsearch", appauthor=False)
    except RuntimeError as error:  # as of a service or in a container: no HOME, and nobody in the list of users
        raise HomeError(
            "this user has no home folder; set HOME to a folder, or SEMSEARCH_HOME and SEMSEARCH_CACHE"
        ) from error


def text_home() -> Home:
    """The home of the texts that `semsearch.datasets` compared last, beside the models."""
    return Home(model_cache().parent / "texts")


def resources() -> Path:
    """The folder of icons, styles, translations and sample mail: inside the installed package, or in the checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def expanded(path: str | Path) -> Path:
    """A path with a leading ``~`` or ``~anna`` replaced by that user's home folder. Where there is no such user it is
    the name of a file: Word locks a document with ``~$report.docx``."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path.expanduser fails where there is no such user


def absolute(path: str | Path) -> str:
    """An absolute path with ``~`` expanded and ``..`` removed. Symbolic links stay as the user wrote them."""
    return os.path.abspath(expanded(path))  # noqa: PTH100 - Path.resolve would follow links


def as_text(name: str) -> str:
    """The name of a file as text that can be stored: bytes in it that are not valid become replacement characters."""
    return os.fsencode(name).decode(errors="replace")
