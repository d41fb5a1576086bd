"""An observer for Linux that watches only the folders that a scan reaches.

inotify watches single folders, and the system allows the programs of a user only so many. watchdog takes one for each
folder of a tree, those of ``node_modules`` and ``.git`` included, and tells nobody of those that are refused.
"""

import errno
import os
from collections.abc import Callable, Iterable
from typing import TypeAlias

from watchdog.observers.inotify import InotifyEmitter, InotifyObserver, InotifyWatchGroup

Folders: TypeAlias = Callable[[str, str], Iterable[str]]
"""The folders to watch of the tree with the first path as its root, from the folder with the second path on."""


class SparingObserver(InotifyObserver):
    """Its recursive watches are on `folders`. `schedule` raises OSError if the system allows no more of them."""

    def __init__(self, folders: Folders) -> None:
        class Group(_Group):
            _folders = staticmethod(folders)

        class Emitter(InotifyEmitter):
            def on_thread_start(self) -> None:
                mask, path = self.get_event_mask_from_filter(), os.fsencode(self.watch.path)
                # The root may be a link.
                self._inotify = Group(self._inotify_fd, path, mask, self.watch.is_recursive, follow_symlink=True)

        super().__init__()
        self._emitter_class = Emitter


class _Group(InotifyWatchGroup):
    """The watches of one tree."""

    _folders: Folders

    def __post_init__(self) -> None:
        super().__post_init__()
        self.follow_symlink = False  # below the root, where links may lead round in circles

    def _add_all_callbacks(self, path: bytes) -> None:
        folders = map(os.fsencode, self._folders(os.fsdecode(self.path), os.fsdecode(path)))
        for folder in folders if self.is_recursive else [path]:
            self._add_callback(folder)

    def _add_callback(self, path: bytes) -> None:
        super()._add_callback(path)  # passes over errors, except for the root
        refused = path not in self._active_callbacks_by_path and os.access(path, os.R_OK)
        if refused and not self.is_active:
            self._remove_callbacks(list(self._active_callbacks_by_watch))
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
