"""The members of 7-Zip archives, by py7zr."""

import io
from collections.abc import Iterator

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zBytesIO, Py7zIO, WriterFactory

from semsearch.extract.archives.members import Budget, Member, damaged, sealed, too_large, too_large_member, unusual
from semsearch.extract.limits import MAX_BYTES, MAX_UNPACKED_BYTES


def seven_zip_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """The members, under the names that they have there.

    Raises:
        UnreadableError: the archive is damaged, has a password, or is packed in a way that is not known here.
    """
    try:
        yield from _members(content, budget)
    except PasswordRequired as error:
        raise sealed() from error
    except UnsupportedCompressionMethodError as error:
        raise unusual(error) from error
    except (ArchiveError, AssertionError, AttributeError, OverflowError, TypeError) as error:
        raise damaged() from error


def _members(content: bytes, budget: Budget) -> Iterator[Member]:
    with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
        if archive.needs_password():
            raise sealed()
        files = [found for found in archive.files if not found.is_directory]  # `list` trips over wrong times
        small = [found for found in files if found.uncompressed <= MAX_BYTES]
        for found in files:
            if found.uncompressed > MAX_BYTES:
                yield Member(found.filename, b"", too_large_member())
        if sum(found.uncompressed for found in small) > budget.unpacked:
            raise too_large(f"unpacked it takes more than {MAX_UNPACKED_BYTES >> 20} MiB")
        store = _Store(budget)
        archive.extract(targets=[found.filename for found in small], factory=store)
    for found in small:
        if found.filename in store.files:
            yield Member(found.filename, store.files[found.filename].getvalue())


class _Store(WriterFactory):
    """Members in memory, as py7zr unpacks them, as long as the budget lasts."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.files: dict[str, _File] = {}

    def create(self, filename: str) -> Py7zIO:
        self.files[filename] = _File(filename, self._budget)
        return self.files[filename]


class _File(Py7zBytesIO):
    def __init__(self, filename: str, budget: Budget) -> None:
        super().__init__(filename, MAX_BYTES)
        self._budget = budget

    def write(self, s: bytes | bytearray) -> int:
        self._budget.spend(s)
        return super().write(s)

    def getvalue(self) -> bytes:
        self.seek(0)
        return self.read()
