"""Files that were put into an Office document as a whole, also those that lie in it as OLE objects ([MS-OLEDS],
[MS-CFB])."""

import struct
from collections.abc import Iterator
from itertools import chain

from olefile import STGTY_STORAGE, STGTY_STREAM, OleFileIO
from olefile.olefile import OleDirectoryEntry

from semsearch.extract.characters import safe_name
from semsearch.extract.charsets.decoding import decode
from semsearch.extract.limits import MAX_BYTES, MAX_PARTS
from semsearch.extract.office.ole import DAMAGE, open_ole, stream
from semsearch.extract.office.package import Package
from semsearch.extract.reading import Files, UnreadableError

_WHAT = "OLE object"
# The stream of a document of an old program -> the end of its name.
_DOCUMENTS = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls", "PowerPoint Document": ".ppt"}
_NATIVE, _ZIPPED, _CONTENTS = "\x01Ole10Native", "Package", "CONTENTS"
_PACKAGED = b"\x02\x00"
_CHILD_PLACE = 76
_MOST_COPIED = 4 * MAX_BYTES


def in_package(package: Package, root: str) -> Files:
    """Files that were put into an Office document as a whole, whose parts lie below `root`: names and bytes."""
    found: list[tuple[str, bytes]] = []
    members = [member for member in package.names(f"{root}embeddings/") if not member.endswith("/")]
    for member in members[:MAX_PARTS]:
        content, name = package.read(member), member.rpartition("/")[2]
        found += in_object(content, name.removesuffix(".bin")) if name.endswith(".bin") else [(name, content)]
    return tuple(found)


def in_object(content: bytes, label: str) -> list[tuple[str, bytes]]:
    """What lies in one object of an Office document, which may itself be an old Office document: names and bytes."""
    try:
        with open_ole(content, _WHAT) as ole:
            suffix = next((suffix for name, suffix in _DOCUMENTS.items() if ole.exists(name)), "")
            return [(label + suffix, content)] if suffix else [*_files(ole, label)]
    except UnreadableError:
        return []


def in_ole1_object(content: bytes, label: str) -> list[tuple[str, bytes]]:
    """The same of an object as RTF holds it, in the way of OLE 1.0 ([MS-OLEDS], 2.2.4 and 2.2.5)."""
    at, kind = 8, b""
    for number in range(3):  # the kind of object, and two strings for links only
        (length,) = struct.unpack("<I", content[at : at + 4].ljust(4, b"\0"))
        kind = content[at + 4 : at + 4 + length].rstrip(b"\0") if number == 0 else kind
        at += 4 + length
    (length,) = struct.unpack("<I", content[at : at + 4].ljust(4, b"\0"))
    held = content[at + 4 : at + 4 + length]
    if kind == b"Package":
        return [*_native(bytes(4) + held, label)]
    return [(label, held)] if held.startswith(b"PK") else in_object(held, label)


def in_document(ole: OleFileIO, content: bytes) -> Files:
    """The same for all objects in an old Office document."""
    found: list[tuple[str, bytes]] = []
    left = _MOST_COPIED
    try:
        for name, inner in chain(_files(ole, "Object"), _documents(ole, content)):
            left -= len(inner)
            if left < 0 or len(found) == MAX_PARTS:
                break
            found.append((name, inner))
    except (UnreadableError, *DAMAGE):
        pass  # it costs the objects, not the document
    return tuple(found)


def _files(ole: OleFileIO, label: str) -> Iterator[tuple[str, bytes]]:
    for path, entry in _walk(ole):
        if entry.name not in (_NATIVE, _ZIPPED, _CONTENTS) or entry.entry_type != STGTY_STREAM:
            continue
        part = stream(ole, "/".join(path), _WHAT)
        name = label if len(path) == 1 else f"{label} {entry.sid}"
        if entry.name == _NATIVE:
            yield from _native(part, name)
        elif entry.name == _ZIPPED and part.startswith(b"PK"):
            yield name, part
        elif entry.name == _CONTENTS and part.startswith(b"%PDF"):
            yield f"{name}.pdf", part


def _walk(ole: OleFileIO) -> Iterator[tuple[tuple[str, ...], OleDirectoryEntry]]:
    """The entries of a compound file, but not what lies in a document within it, with which that is found. Each once:
    in a damaged one they may lie in each other."""
    stack: list[tuple[tuple[str, ...], OleDirectoryEntry]] = [((kid.name,), kid) for kid in reversed(ole.root.kids)]
    seen: set[int] = set()
    while stack:
        path, entry = stack.pop()
        if entry.sid in seen:
            continue
        seen.add(entry.sid)
        yield path, entry
        if not _suffix(entry):
            stack += [((*path, kid.name), kid) for kid in reversed(entry.kids)]


def _suffix(storage: OleDirectoryEntry) -> str:
    """What ends the name of the document that a storage is; "" where it is none."""
    return next((_DOCUMENTS[kid.name] for kid in storage.kids if kid.name in _DOCUMENTS), "")


def _native(part: bytes, label: str) -> Iterator[tuple[str, bytes]]:
    """A file as Windows packs it: its name, its path, the path of a copy, its bytes; since Windows XP then the path of
    the copy, the name and the path in UTF-16, in which no letters are lost."""
    if part[4:6] != _PACKAGED:
        return
    name, _, rest = part[6:].partition(b"\0")
    _, _, rest = rest.partition(b"\0")
    (length,) = struct.unpack_from("<4xI", rest.ljust(8, b"\0"))
    rest = rest[8 + length :]
    if len(rest) >= 4:
        (length,) = struct.unpack_from("<I", rest)
        is_lossy = b"?" in name or not name.isascii()
        wide = _second_wide(rest[4 + length :]) if is_lossy else ""
        yield safe_name(wide or decode(name).text) or label, rest[4 : 4 + length]


def _second_wide(strings: bytes) -> str:
    """The second of some strings in UTF-16, each after the number of its characters; "" where there is none."""
    at = 4 + 2 * int.from_bytes(strings[:4], "little")
    length = int.from_bytes(strings[at : at + 4], "little")
    return strings[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace").rstrip("\0")


def _documents(ole: OleFileIO, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Old documents within one, each as a copy of the whole file in which its storage is the root."""
    root = (ole.first_dir_sector + 1) * ole.sector_size
    for _, storage in _walk(ole):
        if storage.entry_type == STGTY_STORAGE and (suffix := _suffix(storage)):
            copy = bytearray(content)
            struct.pack_into("<I", copy, root + _CHILD_PLACE, storage.sid_child)
            yield f"Object {storage.sid}{suffix}", bytes(copy)
