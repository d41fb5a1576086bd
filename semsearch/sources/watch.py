"""Change notifications of the operating system. They are hints only: events get lost, merged and repeated."""

import errno
import logging
import os
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import psutil
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from semsearch.errors import reason
from semsearch.sources.rules import IGNORE_FILE
from semsearch.sources.scan import below, reached_folders

REFUSED_SECONDS = 10 * 60.0
"""Delay before watches are asked for again where the system allowed no more: to take and give back all there are costs
seconds, and leaves other programs none meanwhile."""

QUIET_SECONDS = 0.3
"""A path without changes for this long counts as completely written."""

LONGEST_SECONDS = 10.0
"""A path that keeps changing is reported after this long nevertheless."""

REMOTE = frozenset(
    "nfs nfs4 cifs smb3 smbfs 9p afs afpfs ceph webdav davfs vboxsf prl_fs virtiofs fuse.sshfs fuse.rclone"
    " fuse.gvfsd-fuse fuse.glusterfs fuse.s3fs fuse.vmhgfs-fuse".split()
)
"""File systems that do not report changes made on other machines."""

# It complains of being ended in the wrong moment; what it loses by an overflow, a look at the disk finds.
logging.getLogger("watchdog.observers.inotify").setLevel(logging.CRITICAL)

_Identity: TypeAlias = tuple[tuple[str, int, int], ...]

_NO_MORE = frozenset({errno.ENOSPC, errno.EMFILE})
_OUR_OWN = frozenset({"opened", "closed_no_write"})  # reading a file causes these


class FolderWatch(FileSystemEventHandler):
    """Collects the paths that have changed. Use it as a context manager."""

    def __init__(self) -> None:
        self._excluded: dict[str, Sequence[str]] = {}  # the patterns of the roots
        self._observer = self._new_observer()
        self._ruled_anew: set[str] = set()  # folders whose ignore file has changed
        self._watches: dict[tuple[str, bool], tuple[ObservedWatch, _Identity]] = {}
        self._refused: dict[tuple[str, bool], tuple[float, str]] = {}  # until when not to ask again, and why
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

    def follow(self, roots: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Watch exactly these folders and files from now on, each with the patterns of what is excluded from it.

        Returns those that cannot be watched, and disks on the network inside them, each with the reason; they have to
        be scanned periodically.
        """
        self._real = {real: root for root in roots if (real := os.path.realpath(root)) != root}
        wanted, reasons = _wanted(roots)
        ruled_anew = {root for root, exclude in roots.items() if self._excluded.get(root, exclude) != exclude}
        with self._changed:
            ruled_anew |= {root for root in roots if any(below(folder, root) for folder in self._ruled_anew)}
            self._ruled_anew.clear()
        self._excluded = dict(roots)
        for key in list(self._watches):
            watch, identity = self._watches[key]
            # A disk may have been mounted or unmounted.
            if key not in wanted or identity != wanted[key][1] or wanted[key][0] in ruled_anew:
                self._observer.unschedule(watch)
                del self._watches[key]
                if key in wanted:
                    self._hint(wanted[key][0])
        for key, (root, identity) in wanted.items():
            if key in self._watches:
                continue
            until, why = self._refused.get(key, (0.0, ""))
            if time.monotonic() < until and root not in ruled_anew:
                reasons[root] = why
                continue
            try:
                self._watches[key] = self._observer.schedule(self, key[0], recursive=key[1]), identity
            except OSError as error:
                reasons[root] = _unwatched(error)
                if error.errno in _NO_MORE:
                    self._refused[key] = time.monotonic() + REFUSED_SECONDS, reasons[root]
        return reasons

    def _new_observer(self) -> BaseObserver:
        if sys.platform != "linux":
            return Observer()
        from semsearch.sources.inotify import SparingObserver

        return SparingObserver(lambda root, start: reached_folders(root, self._excluded.get(root, ()), start))

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog, on its threads."""
        if event.event_type in _OUR_OWN or (event.is_directory and event.event_type == "modified"):
            return
        paths = {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}
        # macOS tells of what is below a link by paths without it.
        paths |= {root + path[len(real) :] for path in paths for real, root in self._real.items() if below(path, real)}
        self._hint(*paths)

    def _hint(self, *paths: str) -> None:
        now = time.monotonic()
        with self._changed:
            for path in paths:
                if os.path.basename(path) == IGNORE_FILE:
                    self._ruled_anew.add(os.path.dirname(path))
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


def _wanted(roots: Iterable[str]) -> tuple[dict[tuple[str, bool], tuple[str, _Identity]], dict[str, str]]:
    """The folders to watch, each with whether also what is below it, its root and its identity; and what is on a
    network, with the reason why it cannot be watched."""
    # On Windows disks on the network tell of changes as well, and asking about one that is gone takes long.
    found = [] if sys.platform == "win32" else psutil.disk_partitions(all=True)
    disks = {disk.mountpoint: disk.fstype.lower() for disk in found}
    wanted: dict[tuple[str, bool], tuple[str, _Identity]] = {}
    remote: set[str] = set()
    for root in roots:
        inside = sorted(disk for disk in disks if disk != root and below(disk, root))
        remote.update(disk for disk in inside if disks[disk] in REMOTE)
        if disks.get(_mount_of(root)) in REMOTE:
            remote.add(root)
        elif os.path.isfile(root):
            folder = os.path.dirname(root)  # as programs replace the file
            wanted[folder, False] = root, _identity(folder)
        else:
            wanted[root, True] = root, _identity(root, *inside)
    return wanted, dict.fromkeys(remote, "it is on a network")


def _identity(*folders: str) -> _Identity:
    """The path, device and inode of folders; (0, 0) if one does not exist."""
    return tuple((folder, *_stat(folder)) for folder in folders)


def _stat(folder: str) -> tuple[int, int]:
    try:
        found = os.stat(folder)
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _mount_of(path: str) -> str:
    while not os.path.ismount(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path


def _unwatched(error: OSError) -> str:
    if sys.platform == "linux" and error.errno in _NO_MORE:
        return (
            "the system allows no more watches; allow more with:"
            " sudo sysctl fs.inotify.max_user_watches=1048576 fs.inotify.max_user_instances=1024"
        )
    return reason(error)


def watched_folders(roots: Mapping[str, Sequence[str]]) -> int:
    """The number of folders that `FolderWatch` watches for these roots, each with the patterns of what is excluded."""
    return sum(sum(1 for _ in reached_folders(root, exclude)) for root, exclude in roots.items())


def watch_limit() -> tuple[int, int] | None:
    """How many folders the programs of one user may watch on this system, and how many watches other programs than
    semsearch have taken of these; None where no limit is known."""
    try:
        allowed = int(Path("/proc/sys/fs/inotify/max_user_watches").read_text())
    except (OSError, ValueError):
        return None
    processes = [path for path in Path("/proc").iterdir() if path.name.isdecimal() and not _is_semsearch(path)]
    return allowed, sum(map(held_watches, processes))


def held_watches(process: Path) -> int:
    """The number of folders and files that a process watches by inotify, by its folder in ``/proc``. 0 if it belongs to
    another user, whose watches count for that one."""
    held = 0
    try:
        for file in (process / "fd").iterdir():
            if os.readlink(file) == "anon_inode:inotify":
                held += (process / "fdinfo" / file.name).read_text().count("inotify wd:")
    except OSError:  # it has ended or closed the file
        pass
    return held


def _is_semsearch(process: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return any(word.rpartition(b"/")[2].startswith(b"semsearch") for word in words)
