"""What is in an archive: zip, tar, 7z, and files packed by gzip, bzip2, xz or Zstandard. Nothing is ever written to the
disk, and a member's name is a label, never a path."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePath

from semsearch.extract.archives.members import (
    Budget,
    Member,
    Stream,
    damaged,
    read_member,
    too_large,
    too_large_member,
    unusual,
)
from semsearch.extract.archives.zips import zip_members
from semsearch.extract.archives.zstandard import zstd
from semsearch.extract.characters import one_line, unique_name
from semsearch.extract.limits import MAX_ARCHIVE_DEPTH, MAX_BYTES
from semsearch.sources.rules import OF_KMAIL, is_named_as_noise

_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, zstd.ZstdError, EOFError, OSError, ValueError,
    KeyError, IndexError,
)  # fmt: skip
_PACKED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open), (b"(\xb5/\xfd", zstd.open))
_SUFFIXES = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_BLOCK_BYTES = 16 * 1024


def members(content: bytes, name: str, budget: Budget, depth: int = 0) -> Iterator[Member]:
    """The files in an archive called `name`, each within the limits or with the reason why not.

    Raises:
        UnreadableError: the archive is damaged or has a password as a whole, nests too deeply, or the budget is spent;
            what came before is good.
    """
    if depth >= MAX_ARCHIVE_DEPTH:
        raise too_large(f"archives lie in each other more than {MAX_ARCHIVE_DEPTH} levels deep")
    taken: set[str] = set()
    try:
        for member in _members(content, name, budget):
            budget.check()
            budget.members -= 1
            label = _label(member.name)
            if label and not _is_noise(label):
                yield Member(unique_name(label, taken), member.content, member.problem)
    except NotImplementedError as error:
        raise unusual(error) from error
    except _DAMAGE as error:
        raise damaged() from error


def _members(content: bytes, name: str, budget: Budget) -> Iterator[Member]:
    if content.startswith(b"7z\xbc\xaf\x27\x1c"):
        from semsearch.extract.archives.seven_zip import seven_zip_members

        return seven_zip_members(content, budget)
    if content.startswith(b"Rar!"):
        from semsearch.extract.archives.rar import rar_members

        return rar_members(content, budget)
    if content.startswith(b"PK"):
        return zip_members(content, budget)
    packed = next((opener for magic, opener in _PACKED if content.startswith(magic)), None)
    if packed is None:
        return _tar(io.BytesIO(content), budget)
    if _holds_tar(packed(io.BytesIO(content))):
        return _tar(packed(io.BytesIO(content)), budget)
    return _single(packed(io.BytesIO(content)), name, budget)


def _tar(file: Stream, budget: Budget) -> Iterator[Member]:
    # As a stream: only so nothing is read twice, and a bomb before a member is met by the budget.
    bounded = _Bounded(file, budget)
    with tarfile.open(fileobj=bounded, mode="r|", errorlevel=1) as archive:
        for found in archive:
            if not found.isfile():
                budget.check()
                continue
            content = archive.extractfile(found)
            if content is not None:
                yield read_member(content, found.name, found.size, None)


def _single(file: Stream, name: str, budget: Budget) -> Iterator[Member]:
    """What was packed alone is called as its archive without the last suffix; what is before a damage is kept."""
    path = PurePath(name)
    inner = path.stem + _SUFFIXES.get(path.suffix.lower(), "") or name
    content = bytearray()
    try:
        while len(content) <= MAX_BYTES and (block := file.read(_BLOCK_BYTES)):
            content += block
            budget.spend(block)
    except _DAMAGE:
        if content:
            yield Member(inner, bytes(content))
        raise
    yield Member(inner, b"", too_large_member()) if len(content) > MAX_BYTES else Member(inner, bytes(content))


class _Bounded(io.RawIOBase):
    """A stream that ends the reading once the budget is spent."""

    def __init__(self, file: Stream, budget: Budget) -> None:
        super().__init__()
        self._file = file
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._budget.spend(content)
        return content


def _holds_tar(file: Stream) -> bool:
    try:
        head = file.read(512)
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, *_DAMAGE):
        return False
    return True


def _label(name: str) -> str:
    """A member's name as the way to it inside the archive: no root, no steps upwards, nothing that cannot be seen."""
    parts = one_line(name.replace("\\", "/")).split("/")
    return "/".join(part for part in (part.strip() for part in parts) if part.strip("."))[:500].rstrip("/")


def _is_noise(name: str) -> bool:
    """Whether nobody wrote a member: it, or a folder that it is in, is hidden, but for those of Maildir and KMail, or
    what a program keeps for itself."""
    parts = name.split("/")
    return any(
        within not in ("cur", "new") and not OF_KMAIL.fullmatch(part) if part[0] == "." else is_named_as_noise(part)
        for part, within in pairwise([*parts, ""])
    )
