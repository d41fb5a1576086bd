"""Change notifications of the operating system. They are hints only: events get lost, merged and repeated."""

import errno
import os
import sys
import threading
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import psutil
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from semsearch.errors import reason
from semsearch.sources.scan import below

QUIET_SECONDS = 0.3
"""A path without changes for this long counts as completely written."""

LONGEST_SECONDS = 10.0
"""A path that keeps changing is reported after this long nevertheless."""

REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.rclone"}
)
"""File systems that do not report changes made on other machines."""

_OUR_OWN = frozenset({"opened", "closed_no_write"})  # reading a file causes these


class FolderWatch(FileSystemEventHandler):
    """Collects the paths that have changed. Use it as a context manager."""

    def __init__(self) -> None:
        self._observer = Observer()
        self._watches: dict[tuple[str, bool], tuple[ObservedWatch, tuple[int, int]]] = {}
        self._changed = threading.Condition()
        self._hints: dict[str, tuple[float, float]] = {}
        self._real: dict[str, str] = {}  # roots that are reached through a link, by their paths without

    def __enter__(self) -> Self:
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def follow(self, roots: Iterable[str]) -> dict[str, str]:
        """Watch exactly these folders and files from now on.

        Returns those that cannot be watched, each with the reason; they have to be scanned periodically.
        """
        reasons: dict[str, str] = {}
        roots, remote = list(roots), _remote_mounts()
        self._real = {real: root for root in roots if (real := os.path.realpath(root)) != root}
        wanted: dict[tuple[str, bool], str] = {}
        for root in roots:
            if _mount_of(root) in remote:
                reasons[root] = "it is on a network"
            elif os.path.isfile(root):  # noqa: PTH113
                wanted[os.path.dirname(root), False] = root  # noqa: PTH120 - the folder, as programs replace the file
            else:
                wanted[root, True] = root
        for key in list(self._watches):
            watch, identity = self._watches[key]
            if key not in wanted or identity != _identity(key[0]):  # another disk may be mounted there by now
                self._observer.unschedule(watch)
                del self._watches[key]
        for key, root in wanted.items():
            if key not in self._watches:
                try:
                    identity = _identity(key[0])
                    self._watches[key] = self._observer.schedule(self, key[0], recursive=key[1]), identity
                except OSError as error:
                    reasons[root] = _unwatched(error)
        return reasons

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, on its threads."""
        if event.event_type in _OUR_OWN or (event.is_directory and event.event_type == "modified"):
            return
        now = time.monotonic()
        paths = {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}
        # macOS tells of what is below a link by paths without it.
        paths |= {root + path[len(real) :] for path in paths for real, root in self._real.items() if below(path, real)}
        with self._changed:
            for path in paths:
                first, _ = self._hints.get(path, (now, now))
                self._hints[path] = (first, now)
            self._changed.notify()

    def quiet(self, timeout: float) -> list[str]:
        """The changed paths that count as completely written, sorted. Waits up to `timeout` seconds for the first."""
        end = time.monotonic() + timeout
        with self._changed:
            while True:
                now = time.monotonic()
                ready = {path: max(0.0, _rest(times, now)) for path, times in self._hints.items()}
                found = sorted(path for path, rest in ready.items() if rest == 0)
                if found or now >= end:
                    for path in found:
                        del self._hints[path]
                    return found
                self._changed.wait(min([end - now, *ready.values()]))


def _rest(times: tuple[float, float], now: float) -> float:
    """Seconds until a path with its first and last change at `times` counts as completely written."""
    first, last = times
    return min(last + QUIET_SECONDS, first + LONGEST_SECONDS) - now


def _identity(folder: str) -> tuple[int, int]:
    """Device and inode of a folder, (0, 0) if it does not exist."""
    try:
        found = os.stat(folder)  # noqa: PTH116
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _remote_mounts() -> set[str]:
    return {disk.mountpoint for disk in psutil.disk_partitions(all=True) if disk.fstype.lower() in REMOTE}


def _mount_of(path: str) -> str:
    while not os.path.ismount(path) and os.path.dirname(path) != path:  # noqa: PTH120
        path = os.path.dirname(path)  # noqa: PTH120
    return path


def _unwatched(error: OSError) -> str:
    if sys.platform == "linux" and error.errno in (errno.ENOSPC, errno.EMFILE):
        return (
            "the system allows no more watches; allow more with:"
            " sudo sysctl fs.inotify.max_user_watches=1048576 fs.inotify.max_user_instances=1024"
        )
    return reason(error)
