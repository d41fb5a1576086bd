"""Files on a disk that was mounted inside a source, and is not now."""

import os

from semsearch.index.changes import Changes


def keep_away(changes: Changes) -> list[str]:
    """Take such files off ``missing``, so that their documents stay. Returns the folders on which the disks were
    mounted: these are empty and on another device than the files, and nothing of that device is left in the source.

    Some file systems get other device numbers when the computer starts. Where that shows, no file is kept: it could be
    one that was deleted.
    """
    if not changes.missing:
        return []
    still = (*changes.unchanged, *(row for row, _ in changes.changed))
    there = {row.device: row.path for row in still if row.device}
    if any(_device(path) not in (None, device) for device, path in there.items()):
        return []
    ends: dict[str, tuple[str, int | None]] = {}
    missing, folders = [], set()
    for row in changes.missing:
        parent = os.path.dirname(row.path)
        if parent not in ends:
            ends[parent] = _empty_end(parent)
        folder, device = ends[parent]
        if device not in (None, row.device) and row.device not in (0, *there):
            folders.add(folder)
        else:
            missing.append(row)
    changes.missing = missing
    return sorted(folders)


def _empty_end(path: str) -> tuple[str, int | None]:
    """The nearest folder above or at `path` that exists, and its device; None as the device if it is not empty."""
    while not os.path.lexists(path) and os.path.dirname(path) != path:  # a drive of Windows may be gone
        path = os.path.dirname(path)
    try:
        with os.scandir(path) as entries:
            return path, None if any(entries) else _device(path)
    except OSError:
        return path, None


def _device(path: str) -> int | None:
    try:
        return os.stat(path).st_dev
    except OSError:
        return None
