"""Pictures that were pasted into Office documents: often scans, whose text can only be recognised."""

from collections.abc import Iterator

from semsearch.extract.package import Package
from semsearch.extract.recognition import SMALLEST_PICTURE
from semsearch.extract.sniff import Format

_FOLDERS: dict[Format | None, str] = {
    "docx": "word/media/",
    "pptx": "ppt/media/",
    "workbook": "xl/media/",
    "opendocument": "Pictures/",
}
_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")


def pasted_pictures(content: bytes, kind: Format | None) -> Iterator[bytes]:
    """The pictures in a document that may hold more text than a logo; none where it is no zip file."""
    if kind not in _FOLDERS or not content.startswith(b"PK"):
        return
    with Package(content, "document") as package:
        for name in package.names(_FOLDERS[kind]):
            if name.lower().endswith(_SUFFIXES) and package.size(name) >= SMALLEST_PICTURE:
                yield package.read(name)
