"""How a file of rows is stored: compressed or not, by its extension, and in which encoding."""

import bz2
import codecs
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, TextIO

from semsearch.errors import UsageError, reason
from semsearch.extract.archives.zstandard import zstd
from semsearch.extract.charsets import alphabets
from semsearch.extract.charsets.decoding import decode

COMPRESSED: Mapping[str, Callable[..., Any]] = {
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
    ".zst": zstd.open,
}
"""The function that opens files with each extension."""

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_BYTES = "surrogateescape"
_SAMPLE = 1 << 20
"""Bytes at the beginning of a file that tell its encoding."""

_EIGHT_BIT = alphabets.CYRILLIC | {"cp1252"}


@dataclass(frozen=True, slots=True)
class Storage:
    """The compression of a file, an extension or "", its encoding as Python calls it, and its byte order mark."""

    compression: str
    encoding: str = "utf-8"
    mark: bytes = b""

    @contextmanager
    def opened(self, path: Path, mode: str) -> Iterator[TextIO]:
        """The text of a file without its mark, to be read ("r") or written ("w"), where `mode` says so. Line breaks are
        left as they are, and bytes that no text has become lone surrogates and bytes again."""
        with _open(self.compression, path, f"{mode}b") as file:
            if mode == "w":
                file.write(self.mark)
            else:
                file.read(len(self.mark))
            with TextIOWrapper(file, self.encoding, "strict" if "16" in self.encoding else _BYTES, "") as text:
                yield text


def _open(compression: str, path: Path, mode: str) -> IO[bytes]:
    opened: IO[bytes] = COMPRESSED.get(compression, open)(path, mode)
    return opened


def stored(path: Path, *, is_utf8: bool) -> Storage:
    """How a file is stored; `is_utf8` says that its format has no other encoding without a byte order mark.

    Raises:
        UsageError: it cannot be read.
    """
    compression = path.suffix.lower() if path.suffix.lower() in COMPRESSED else ""
    with readable(path), _open(compression, path, "rb") as file:
        start = file.read(_SAMPLE)
    mark = next((mark for mark in _MARKS if start.startswith(mark)), b"")
    return Storage(compression, _MARKS[mark] if mark else "utf-8" if is_utf8 else _encoding(start), mark)


def _encoding(start: bytes) -> str:
    """UTF-8; where most lines beyond ASCII are none, that of 8 bits in which they are, as Excel writes it in Russia."""
    lines = [line for line in start.splitlines() if not line.isascii()]
    if 2 * sum(is_text(line.decode("utf-8", _BYTES)) for line in lines) >= len(lines):
        return "utf-8"
    likely = decode(b"\n".join(lines)).charset
    return likely if likely in _EIGHT_BIT else "utf-8"


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Raises `UsageError` if a file is missing, damaged, or not in the encoding that its mark tells."""
    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(f"{path} cannot be read: {why}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not in {error.encoding.upper()}, as its first bytes tell") from error


def is_text(text: str) -> bool:
    """Whether all bytes of a text were in the encoding of its file."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def names(path: Path) -> tuple[str, str, str]:
    """The stem of a file's name, the extension of its format, and that of its compression or ""."""
    outer = path.suffix if path.suffix.lower() in COMPRESSED else ""
    inner = Path(path.name.removesuffix(outer))
    return inner.stem, inner.suffix, outer
