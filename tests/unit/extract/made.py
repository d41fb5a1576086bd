"""Office files made by hand."""

import io
import itertools
import struct
import zipfile
from collections.abc import Mapping

from semsearch.extract import extract
from semsearch.records import Extracted

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def package(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    found = (f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(found)}</Relationships>'


def document(content: bytes, name: str) -> Extracted:
    found = extract(content, name)
    assert found.skips == ()
    return found.documents[0]


NAMES = (
    'xmlns:o="urn:o" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:t" xmlns:draw="urn:d"'
)


def opendocument(
    kind: str, body: str, title: str = "", manifest: str = "<manifest/>", styles: str = "<styles/>"
) -> bytes:
    return package({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<o:document-content {NAMES}><o:body>{body}</o:body></o:document-content>",
        "meta.xml": f'<o:meta xmlns:o="urn:o" xmlns:dc="urn:dc"><dc:title>{title}</dc:title></o:meta>',
        "META-INF/manifest.xml": manifest,
        "styles.xml": styles,
    })  # fmt: skip


def word97(text: str, flags: int = 0, narrow: bool = False) -> bytes:
    return compound(word97_streams(text, flags, narrow))


def word97_streams(text: str, flags: int = 0, narrow: bool = False) -> dict[str, bytes]:
    """The stream of a Word 97 document and its table, in one piece of text."""
    main = bytearray(0x600)
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0xC1, flags)
    body = text.encode("cp1252" if narrow else "utf-16-le")
    place = (0x600 * 2 | 0x40000000) if narrow else 0x600
    pieces = struct.pack("<IIHIH", 0, len(text), 0, place, 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return {"WordDocument": bytes(main) + body, "0Table": clx}


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams ([MS-CFB]), each padded to a size that needs no small sectors. One that is
    called `a/b` lies in the storage `a`."""
    none = 0xFFFFFFFF
    sectors: list[bytes] = [b""]
    fat = [0xFFFFFFFD]
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    children: dict[int, list[int]] = {0: []}
    storages = {"": 0}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = len(entries)
            children[0].append(len(entries))
            children[len(entries)] = []
            entries.append((folder, 1, 0, 0))
        padded = content.ljust(4096, b"\0") + bytes(-max(len(content), 4096) % 512)
        start, count = len(sectors), len(padded) // 512
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        children[storages[folder]].append(len(entries))
        entries.append((name, 2, start, len(padded)))
    right = {first: second for kids in children.values() for first, second in itertools.pairwise(kids)}
    directory = b""
    for number, (name, kind, start, size) in enumerate(entries):
        label = name.encode("utf-16-le") + b"\0\0"
        child = next(iter(children.get(number, ())), none)
        sides = (none, right.get(number, none), child)
        directory += struct.pack(
            "<64sHBBIII16sI16sIII", label, len(label), kind, 1, *sides, b"", 0, b"", start, size, 0
        )
    directory += bytes(-len(directory) % 512)
    first = len(sectors)
    sectors += [directory[at : at + 512] for at in range(0, len(directory), 512)]
    fat += [*range(first + 1, len(sectors)), 0xFFFFFFFE]
    sectors[0] = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    assert len(fat) <= 128
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        first,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    return header + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + b"".join(sectors)


def record(kind: int, content: bytes, container: bool = False) -> bytes:
    return struct.pack("<HHI", 0xF if container else 0, kind, len(content)) + content


def biff(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def workbook97(*beside: bytes) -> bytes:
    """A workbook with a sheet of one cell, "5", and what stands beside it."""
    start, end = biff(0x0809, struct.pack("<HHIII", 0x0600, 5, 0, 0, 0)), biff(0x000A)
    sheet = struct.pack("<IBB", len(start) + 13 + len(end), 0, 0) + b"\x01\x00S"
    cell = biff(0x0203, struct.pack("<HHHd", 0, 0, 0, 5))
    return compound({"Workbook": start + biff(0x0085, sheet) + end + start + cell + b"".join(beside) + end})
