"""Where things lie, and the few numbers that shape an index."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from semsearch.errors import HomeError

CHUNK_WORDS = 100
"""Words in a chunk: the snippet size of the retrieval lecture, and what the encoder was measured on."""

CHUNK_OVERLAP = 25
"""Words that two neighbouring chunks share, so that no answer is lost at a seam."""

DEFAULT_MODEL = "multilingual"

PAUSED = "paused"
"""The entry of the catalogue's `meta` that is not empty while a person has paused watching."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds one library's state. Two homes never touch each other."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "catalogue.sqlite"

    @property
    def lock(self) -> Path:
        return self.path / "write.lock"

    @property
    def index(self) -> Path:
        return self.path / "vectors"

    @property
    def recognised(self) -> Path:
        """The folder of texts recognised in pictures, each named by the digest of its picture."""
        return self.path / "recognised"

    def files(self) -> list[Path]:
        """Everything in it that semsearch has put there, folders before what they hold."""
        tops = [self.index, self.recognised, self.path / "salvage", self.lock, *self.path.glob("catalogue*")]
        tops += self.path.glob("window.ini*")
        below = (path for top in tops if top.is_dir() for path in top.rglob("*"))
        return [*(top for top in tops if top.exists()), *below]

    def create(self) -> None:
        """Make the folder, readable by its owner alone. One that is there and holds other things is used as it is.

        Raises:
            HomeError: it cannot be made, or is not a folder.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            ours = self.database.exists() or not any(self.path.iterdir())
            if sys.platform != "win32" and ours and self.path.stat().st_mode & 0o077 and os.access(self.path, os.W_OK):
                self.path.chmod(0o700)
        except OSError as error:
            raise HomeError(
                f"cannot use {self.path} as a home: {error.strerror}; choose another with --home"
            ) from error


def default_home() -> Path:
    """``SEMSEARCH_HOME``, else the platform's folder for user data."""
    if chosen := os.environ.get("SEMSEARCH_HOME"):
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("semsearch", appauthor=False)


def model_cache() -> Path:
    """Where models are unpacked, once for all homes: ``SEMSEARCH_CACHE``, else the platform's cache folder."""
    if chosen := os.environ.get("SEMSEARCH_CACHE"):
        return Path(chosen).expanduser() / "models"
    import platformdirs

    return platformdirs.user_cache_path("semsearch", appauthor=False) / "models"


def resources() -> Path:
    """The folder of icons, styles, translations and sample mail: inside the installed package, or in the checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
