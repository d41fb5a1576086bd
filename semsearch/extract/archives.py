"""What is in an archive: zip, tar, 7z, and files packed by gzip, bzip2, xz or Zstandard. Nothing is ever written to the
disk, and a member's name is a label, never a path."""

import bz2
import contextlib
import gzip
import io
import lzma
import re
import struct
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, Protocol

import py7zr
from inflate64 import Inflater
from py7zr.exceptions import ArchiveError, PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zBytesIO, Py7zIO, WriterFactory

from semsearch.extract.characters import one_line, unique_name
from semsearch.extract.charset import decode
from semsearch.extract.limits import (
    ARCHIVE_SECONDS,
    MAX_ARCHIVE_DEPTH,
    MAX_BYTES,
    MAX_MEMBERS,
    MAX_OUTPUT_CHARS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
)
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, zstd.ZstdError, ArchiveError, EOFError, OSError,
    ValueError, KeyError, IndexError,
)  # fmt: skip
_NOISE = frozenset(("__MACOSX", "__pycache__", "node_modules", "Thumbs.db", "desktop.ini"))
_PACKED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open), (b"(\xb5/\xfd", zstd.open))
_SUFFIXES = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}
_CYRILLIC = ("cp866", "cp1251", "koi8-r", "utf-8")
_RATIO_FROM = 8 * 1024 * 1024
_BLOCK_BYTES = 16 * 1024
_LOCAL, _LOCAL_BYTES = b"PK\x03\x04", 30
_DEFLATE64, _ZSTANDARD = 9, 93
# Mailboxes are small enough here to be cut in memory; `semsearch.sources.mailbox` cuts those on the disk.
_MESSAGE_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{0,998}\n(?=[!-9;-~]{1,200}[ \t]*:)")
_FEW_BYTES = 1024
"""Bytes of Deflate64 that are unpacked at once: each may stand for 26,000."""


class _Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its name, cleaned and made unique, and its bytes, or why there are none. Or one message
    of a mailbox in it, which is called by the name of that and by its offset, as in a mailbox on the disk."""

    name: str
    content: bytes
    problem: UnreadableError | None = None
    is_message: bool = False


@dataclass(slots=True)
class Budget:
    """What the reading of one file may cost, all archives inside it together."""

    unpacked: int = MAX_UNPACKED_BYTES
    members: int = MAX_MEMBERS
    characters: int = MAX_OUTPUT_CHARS
    end: float = field(default_factory=lambda: time.monotonic() + ARCHIVE_SECONDS)

    def check(self) -> None:
        """Raises `UnreadableError` where the budget is spent."""
        if self.members <= 0:
            raise _too_large(f"more than {MAX_MEMBERS} files are in it")
        if self.unpacked <= 0:
            raise _too_large(f"unpacked it takes more than {MAX_UNPACKED_BYTES >> 20} MiB")
        if self.characters <= 0:
            raise _too_large(f"it holds more than {MAX_OUTPUT_CHARS} characters of text")
        if time.monotonic() > self.end:
            raise UnreadableError(
                SkipReason.TIMEOUT, f"reading the archive took more than {ARCHIVE_SECONDS} seconds; unpack it"
            )


def members(content: bytes, name: str, budget: Budget, depth: int = 0) -> Iterator[Member]:
    """The files in an archive called `name`, each within the limits or with the reason why not, and of a mailbox its
    messages.

    Raises:
        UnreadableError: the archive is damaged or has a password as a whole, nests too deeply, or the budget is spent;
            what came before is good.
    """
    if depth >= MAX_ARCHIVE_DEPTH:
        raise _too_large(f"archives lie in each other more than {MAX_ARCHIVE_DEPTH} levels deep")
    taken: set[str] = set()
    try:
        for member in _members(content, name, budget):
            budget.check()
            budget.members -= 1
            label = _label(member.name)
            if label and not _is_noise(label):
                label = unique_name(label, taken)
                messages = _messages(member.content)
                if not messages:
                    yield Member(label, member.content, member.problem)
                for offset, message in messages:
                    budget.check()
                    yield Member(f"{label}/{offset}", message, is_message=True)
    except PasswordRequired as error:
        raise UnreadableError(SkipReason.ENCRYPTED, "the archive has a password; unpack it") from error
    except (NotImplementedError, UnsupportedCompressionMethodError) as error:
        raise _unusual(error) from error
    except _DAMAGE as error:
        detail = f"the archive is damaged or cut off ({type(error).__name__}); what comes after is lost"
        raise UnreadableError(SkipReason.CORRUPT, detail) from error


def _messages(content: bytes) -> list[tuple[int, bytes]]:
    """Offsets and bytes of the messages of an mbox; nothing where `content` is none, or a single message."""
    if not content.startswith(b"From "):
        return []
    starts = [match.start() for match in _MESSAGE_START.finditer(content)]
    ends = [*starts[1:], len(content)]
    return [(start, content[start:end]) for start, end in zip(starts, ends, strict=True)] if len(starts) > 1 else []


def _members(content: bytes, name: str, budget: Budget) -> Iterator[Member]:
    if content.startswith(b"7z\xbc\xaf\x27\x1c"):
        return _seven_zip(content, budget)
    if content.startswith(b"PK"):
        return _zip(content, budget)
    packed = next((opener for magic, opener in _PACKED if content.startswith(magic)), None)
    if packed is None:
        return _tar(io.BytesIO(content), budget)
    if _holds_tar(packed(io.BytesIO(content))):
        return _tar(packed(io.BytesIO(content)), budget)
    return _single(packed(io.BytesIO(content)), name, budget)


def _zip(content: bytes, budget: Budget) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        yield from _without_directory(content, budget)
        raise
    with archive:
        for found in archive.infolist():
            name = _zip_name(found)
            if found.is_dir():
                continue
            if found.flag_bits & 1:
                yield Member(name, b"", UnreadableError(SkipReason.ENCRYPTED, "it has a password; unpack the archive"))
            elif found.file_size > max(_RATIO_FROM, MAX_RATIO * found.compress_size):
                yield Member(name, b"", _too_large(f"it unpacks to more than {MAX_RATIO} times its size"))
            else:
                yield _zip_member(archive, content, found, name, budget)


def _without_directory(content: bytes, budget: Budget) -> Iterator[Member]:
    """The members of a zip file whose directory, which stands at its end, is cut off: as far as they are there, one
    after the other (APPNOTE.TXT, 4.3.7)."""
    at = content.find(_LOCAL)
    while at >= 0 and at + _LOCAL_BYTES <= len(content):
        flags, method, size, name_length, extra = struct.unpack_from("<6xHH8xI4xHH", content, at)
        name = content[at + _LOCAL_BYTES : at + _LOCAL_BYTES + name_length]
        start = at + _LOCAL_BYTES + name_length + extra
        held, end = b"", start + size
        if method == zipfile.ZIP_DEFLATED and not flags & 1:
            held, end = _inflated(content, start)
        elif method == zipfile.ZIP_STORED and not flags & 1:
            held = content[start:end]
        budget.unpacked -= len(held)
        budget.check()
        if held:
            yield Member(decode(name).text, held)
        at = content.find(_LOCAL, max(end, start))


def _inflated(content: bytes, at: int) -> tuple[bytes, int]:
    """What is packed from a place on, as far as it is there and no more than `MAX_BYTES`, and where that ends."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    held = bytearray()
    with contextlib.suppress(zlib.error):
        while not unpacking.eof and at < len(content) and len(held) < MAX_BYTES:
            block = content[at : at + _BLOCK_BYTES]
            held += unpacking.decompress(block)
            at += len(block)
    return bytes(held[:MAX_BYTES]), at - len(unpacking.unused_data)


def _zip_member(archive: zipfile.ZipFile, content: bytes, found: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    """One member; where it alone is damaged, or packed in a way that is not known here, the others are still good."""
    try:
        with _unzipped(archive, content, found) as file:
            return _read(file, name, found.file_size, budget)
    except NotImplementedError as error:
        return Member(name, b"", _unusual(error))
    except _DAMAGE as error:
        return Member(name, b"", UnreadableError(SkipReason.CORRUPT, f"it is damaged: {error}"))


def _unzipped(archive: zipfile.ZipFile, content: bytes, found: zipfile.ZipInfo) -> IO[bytes]:
    """A member as a file, also of the two kinds that zipfile does not unpack (APPNOTE.TXT, 4.4.5)."""
    if found.compress_type not in (_DEFLATE64, _ZSTANDARD):
        return archive.open(found)
    lengths = content[found.header_offset + _LOCAL_BYTES - 4 : found.header_offset + _LOCAL_BYTES]
    start = found.header_offset + _LOCAL_BYTES + sum(struct.unpack("<HH", lengths.ljust(4, b"\0")))
    packed = content[start : start + found.compress_size]
    if found.compress_type == _ZSTANDARD:
        held = zstd.open(io.BytesIO(packed)).read(MAX_BYTES + 1)
    else:
        held = _inflated64(packed)
    if zlib.crc32(held) != found.CRC:
        raise zipfile.BadZipFile("its checksum is wrong")
    return io.BytesIO(held)


def _inflated64(packed: bytes) -> bytes:
    unpacking = Inflater()
    held = bytearray()
    for at in range(0, len(packed), _FEW_BYTES):
        if unpacking.eof or len(held) > MAX_BYTES:
            break
        held += unpacking.inflate(packed[at : at + _FEW_BYTES])
    return bytes(held)


def _zip_name(found: zipfile.ZipInfo) -> str:
    """Names without the flag for UTF-8 are in whatever code page their packer used; zipfile takes it for 437."""
    if found.flag_bits & 0x800 or found.filename.isascii():
        return found.filename
    try:
        raw = found.filename.encode("cp437")
    except UnicodeEncodeError:
        return found.filename
    decoded = decode(raw)
    return decoded.text if decoded.charset in _CYRILLIC else found.filename


def _tar(file: _Stream, budget: Budget) -> Iterator[Member]:
    # As a stream: only so nothing is read twice, and a bomb before a member is met by the budget.
    bounded = _Bounded(file, budget)
    with tarfile.open(fileobj=bounded, mode="r|", errorlevel=1) as archive:
        for found in archive:
            if not found.isfile():
                budget.check()
                continue
            content = archive.extractfile(found)
            if content is not None:
                yield _read(content, found.name, found.size, None)


def _single(file: _Stream, name: str, budget: Budget) -> Iterator[Member]:
    """What was packed alone is called as its archive without the last suffix; what is before a damage is kept."""
    path = PurePath(name)
    inner = path.stem + _SUFFIXES.get(path.suffix.lower(), "") or name
    content = bytearray()
    try:
        while len(content) <= MAX_BYTES and (block := file.read(_BLOCK_BYTES)):
            content += block
            budget.unpacked -= len(block)
            budget.check()
    except _DAMAGE:
        if content:
            yield Member(inner, bytes(content))
        raise
    yield Member(inner, b"", _too_large_member()) if len(content) > MAX_BYTES else Member(inner, bytes(content))


def _seven_zip(content: bytes, budget: Budget) -> Iterator[Member]:
    with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
        if archive.needs_password():
            raise UnreadableError(SkipReason.ENCRYPTED, "the archive has a password; unpack it")
        files = [found for found in archive.list() if not found.is_directory]
        small = [found for found in files if found.uncompressed <= MAX_BYTES]
        for found in files:
            if found.uncompressed > MAX_BYTES:
                yield Member(found.filename, b"", _too_large_member())
        if sum(found.uncompressed for found in small) > budget.unpacked:
            raise _too_large(f"unpacked it takes more than {MAX_UNPACKED_BYTES >> 20} MiB")
        store = _Store(budget)
        archive.extract(targets=[found.filename for found in small], factory=store)
    for found in small:
        if found.filename in store.files:
            yield Member(found.filename, store.files[found.filename].getvalue())


class _Store(WriterFactory):  # type: ignore[misc, unused-ignore]
    """Members in memory, as py7zr unpacks them, as long as the budget lasts."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.files: dict[str, _File] = {}

    def create(self, filename: str) -> Py7zIO:
        self.files[filename] = _File(filename, self._budget)
        return self.files[filename]


class _File(Py7zBytesIO):  # type: ignore[misc, unused-ignore]
    def __init__(self, filename: str, budget: Budget) -> None:
        super().__init__(filename, MAX_BYTES)
        self._budget = budget

    def write(self, s: bytes | bytearray) -> int:
        self._budget.unpacked -= len(s)
        self._budget.check()
        return int(super().write(s))

    def getvalue(self) -> bytes:
        self.seek(0)
        return bytes(self.read())


class _Bounded(io.RawIOBase):
    """A stream that ends the reading once the budget is spent."""

    def __init__(self, file: _Stream, budget: Budget) -> None:
        super().__init__()
        self._file = file
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._budget.unpacked -= len(content)
        self._budget.check()
        return content


def _read(file: _Stream, name: str, size: int, budget: Budget | None) -> Member:
    """A member of at most `MAX_BYTES`, taken from the budget where nobody else does."""
    if size > MAX_BYTES:
        return Member(name, b"", _too_large_member())
    content = file.read(MAX_BYTES + 1)
    if budget is not None:
        budget.unpacked -= len(content)
        budget.check()
    return Member(name, b"", _too_large_member()) if len(content) > MAX_BYTES else Member(name, content)


def _holds_tar(file: _Stream) -> bool:
    try:
        head = file.read(512)
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, *_DAMAGE):
        return False
    return True


def _label(name: str) -> str:
    """A member's name as the way to it inside the archive: no root, no steps upwards, nothing that cannot be seen."""
    parts = one_line(name.replace("\\", "/")).split("/")
    return "/".join(part for part in (part.strip() for part in parts) if part.strip("."))[:500]


def _is_noise(name: str) -> bool:
    return any(part in _NOISE or part.startswith(".") for part in name.split("/"))


def _too_large(detail: str) -> UnreadableError:
    return UnreadableError(SkipReason.TOO_LARGE, f"{detail}; unpack it to have all of it read")


def _unusual(error: Exception) -> UnreadableError:
    return UnreadableError(SkipReason.UNSUPPORTED, f"it is packed in an unusual way: {error}")


def _too_large_member() -> UnreadableError:
    return UnreadableError(SkipReason.TOO_LARGE, f"it takes more than {MAX_BYTES >> 20} MiB")
