"""Files for other programs, made of what lies inside mailboxes and mails: nobody else may read them, and they go when
the program ends."""

import os
import tempfile
from pathlib import Path
from threading import Lock

from semsearch.records import Original
from semsearch.temporary import scratch_folder


class PrivateFiles:
    """A folder of this process alone, made when it is first needed. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def put(self, original: Original) -> Path:
        """Write a file under its own name, in a folder for it alone; what is called alike is not overwritten.

        Raises:
            OSError: it cannot be written.
        """
        path = Path(tempfile.mkdtemp(dir=self._place())) / original.name
        write_privately(path, original.content)
        return path

    def close(self) -> None:
        """Let go of all files. (At the end of the process this happens by itself.)"""
        with self._lock:
            if self._folder is not None:
                self._folder.cleanup()
                self._folder = None

    def _place(self) -> str:
        with self._lock:
            if self._folder is not None and not Path(self._folder.name).is_dir():  # the system has cleaned up
                self._folder.cleanup()
                self._folder = None
            if self._folder is None:
                self._folder = scratch_folder()
            return self._folder.name


def write_privately(path: Path, content: bytes) -> None:
    """Write a new file that its owner alone may read and nobody may run.

    Raises:
        OSError: it cannot be written, or is there already.
    """
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - of a descriptor
        file.write(content)
