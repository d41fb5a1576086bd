"""The members of RAR archives, by libarchive, which most systems have."""

import ctypes
import os
import sys
from collections.abc import Iterator
from typing import Any

from semsearch.extract.archives.members import Budget, Member, damaged, sealed, sealed_member, too_large_member
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_BYTES
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason


def rar_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """The members, under the names that they have there.

    Raises:
        UnreadableError: the archive is damaged or has a password, or this system has no libarchive.
    """
    if sys.platform == "linux":
        os.environ.setdefault("LIBARCHIVE", "libarchive.so.13")  # to look for it would start programs
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError) as error:
        raise UnreadableError(SkipReason.UNSUPPORTED, "RAR archive; unpack it") from error
    try:
        with libarchive.memory_reader(content) as archive:
            for number, entry in enumerate(archive, 1):
                if entry.isfile and not entry.linkpath:
                    yield _member(entry, f"file {number}", budget)
    except libarchive.ArchiveError as error:
        if "encrypt" in str(error).lower():
            raise sealed() from error
        raise damaged() from error


def _member(entry: Any, unnamed: str, budget: Budget) -> Member:  # noqa: ANN401 - libarchive has no types
    """A file. Its name is in bytes, or there is none, where it does not fit into the charset of the system."""
    name = entry.pathname or unnamed
    name = decode(name).text if isinstance(name, bytes) else name
    if (entry.size or 0) > MAX_BYTES:
        return Member(name, b"", too_large_member())
    if _has_password(entry):
        return Member(name, b"", sealed_member())
    content = bytearray()
    for block in entry.get_blocks():
        content += block
        budget.spend(block)
        if len(content) > MAX_BYTES:
            return Member(name, b"", too_large_member())
    return Member(name, bytes(content), None if len(content) == (entry.size or 0) else damaged())


def _has_password(entry: Any) -> bool:  # noqa: ANN401 - libarchive has no types
    from libarchive import ffi

    handle = ctypes.c_void_p(entry._entry_p)  # noqa: SLF001 - there is no other way
    return bool(ffi.libarchive.archive_entry_is_data_encrypted(handle))
