"""The members of zip files (APPNOTE.TXT), also of those that are cut off."""

import contextlib
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from inflate64 import Inflater

from semsearch.extract.archives.members import Budget, Member, read_member, sealed_member, too_large, unusual
from semsearch.extract.archives.zstandard import zstd
from semsearch.extract.charsets import east_asian
from semsearch.extract.charsets.alphabets import fits, high_words, score
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_BYTES, MAX_RATIO
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, zstd.ZstdError, EOFError, OSError, ValueError)
_UNIX = 3
# With the log odds of a page: Windows packs names in that of its console, and short ones read well in two.
_CYRILLIC = {"cp866": 0.0, "cp1251": -2.0, "koi8-r": -4.0}
_UTF_8, _FEWEST_ASIAN = 0x800, 8
_SOME_LETTERS = re.compile(rb"[\x80-\xff]{3}")
_RATIO_FROM = 8 * 1024 * 1024
_BLOCK_BYTES = 16 * 1024
_LOCAL, _LOCAL_BYTES = b"PK\x03\x04", 30
_DEFLATE64, _ZSTANDARD = 9, 93
_FEW_BYTES = 1024
"""Bytes of Deflate64 that are unpacked at once: each may stand for 26,000."""


def zip_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """The members, under the names that they have there; whatever is wrong with one costs only itself. Raises what
    zipfile does where the whole is damaged, after what can be read of it all the same."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        yield from _without_directory(content, budget)
        raise
    with archive:
        charset = _charset(archive.infolist())
        for found in archive.infolist():
            name = _name(found, charset)
            if found.is_dir():
                continue
            if found.flag_bits & 1:
                yield Member(name, b"", sealed_member())
            elif found.file_size > max(_RATIO_FROM, MAX_RATIO * found.compress_size):
                yield Member(name, b"", too_large(f"it unpacks to more than {MAX_RATIO} times its size"))
            else:
                yield _member(archive, content, found, name, budget)


def _without_directory(content: bytes, budget: Budget) -> Iterator[Member]:
    """The members of a zip file whose directory, which stands at its end, is cut off: as far as they are there, one
    after the other (4.3.7)."""
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
        budget.spend(held)
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


def _member(archive: zipfile.ZipFile, content: bytes, found: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    """One member; where it alone is damaged, or packed in a way that is not known here, the others are still good."""
    try:
        with _unzipped(archive, content, found) as file:
            return read_member(file, name, found.file_size, budget)
    except NotImplementedError as error:
        return Member(name, b"", unusual(error))
    except _DAMAGE:
        return Member(name, b"", UnreadableError(SkipReason.CORRUPT, "it is damaged; get a whole copy of the archive"))


def _unzipped(archive: zipfile.ZipFile, content: bytes, found: zipfile.ZipInfo) -> IO[bytes]:
    """A member as a file, also of the two kinds that zipfile does not unpack (4.4.5)."""
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


def _charset(members: list[zipfile.ZipInfo]) -> str:
    """The charset of names without the flag for UTF-8, which are in whatever code page their packer used; that which
    zipfile takes it for where nothing else is plain."""
    unsaid = [member for member in members if not member.flag_bits & _UTF_8]
    raw = b"\n".join(map(_raw_name, unsaid))
    charset = decode(raw).charset
    if charset == "utf-8" and all(member.create_system == _UNIX for member in unsaid):
        return charset  # of few words it may pass for Russian
    if _SOME_LETTERS.search(raw) and (pages := [page for page in _CYRILLIC if fits(raw, page)]):
        sample = high_words(raw)
        return max(pages, key=lambda page: score(sample, page) + _CYRILLIC[page] / len(sample))
    asian = charset in east_asian.CHARSETS and sum(octet > 0x7F for octet in raw) >= _FEWEST_ASIAN
    return charset if asian or charset in (*_CYRILLIC, "utf-8") else "cp437"


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    return member.filename.encode("cp437", "replace")


def _name(member: zipfile.ZipInfo, charset: str) -> str:
    if member.flag_bits & _UTF_8 or member.filename.isascii() or charset == "cp437":
        return member.filename
    return _raw_name(member).decode(charset, "replace")
