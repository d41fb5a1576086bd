"""Documents that are zip files of XML (Office Open XML, OpenDocument, EPUB), read with limits and without surprises:
no entity is expanded, nothing is fetched, nothing is unpacked to the disk."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from lxml import etree

from semsearch.extract.elements import first_text, parse_xml
from semsearch.extract.limits import MAX_UNPACKED_BYTES
from semsearch.extract.reading import UnreadableError, damaged, sealed
from semsearch.records import SkipReason

_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, IndexError)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The attribute that names what an element refers to: as Office writes it, and in files saved as "Strict Open XML".
_RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@contextmanager
def open_package(content: bytes, what: str) -> Iterator["Package"]:
    """A zip file; `what` names its type for a person. What is wrong with it, here or while it is open, becomes an
    `UnreadableError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield Package(archive)
    except _DAMAGE as error:
        raise damaged(what) from error
    except NotImplementedError as error:
        detail = f"the {what} is packed in an unusual way: {error}; open it and save it anew"
        raise UnreadableError(SkipReason.UNSUPPORTED, detail) from error
    except RuntimeError as error:
        if type(error) is not RuntimeError:  # what zipfile says of members with a password
            raise
        raise sealed(what) from error


class Package:
    """The members of an open zip file, which add up to no more than `MAX_UNPACKED_BYTES`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._left = MAX_UNPACKED_BYTES
        self._archive = archive
        self._stored = {part_name(name): name for name in self._archive.namelist()}
        self._folded = {part.lower(): name for part, name in self._stored.items()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._folded

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """Names of members, in the order of the directory."""
        prefix, suffix = prefix.lower(), suffix.lower()
        return [name for name in self._stored if name.lower().startswith(prefix) and name.lower().endswith(suffix)]

    def size(self, name: str) -> int:
        """Bytes of a member, by the directory; 0 where there is none."""
        return self._archive.getinfo(self._member(name)).file_size if name in self else 0

    def read(self, name: str, most: int = MAX_UNPACKED_BYTES) -> bytes:
        """A member's bytes, or as many of the first ones as wanted. Raises `UnreadableError` where all that was read
        grows beyond the limit."""
        with self._archive.open(self._member(name)) as member:
            content = member.read(min(self._left + 1, most))
        self._left -= len(content)
        if self._left < 0:
            limit = MAX_UNPACKED_BYTES >> 20
            raise UnreadableError(SkipReason.TOO_LARGE, f"unpacked it takes more than the limit of {limit} MiB")
        return content

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a member; None where there is no such member."""
        return parse_xml(self.read(name)) if name in self else None

    def elements(self, name: str, tag: str) -> Iterator[etree._Element]:
        """The elements of a kind in a member; nothing where there is no such member."""
        root = self.xml(name)
        return iter(()) if root is None else root.iter(tag)

    def _member(self, name: str) -> str:
        """A member as the zip file calls it. Programs write names of parts in either case, as Windows allows."""
        return self._stored.get(name) or self._folded.get(name.lower(), name)

    def relations(self, name: str) -> list[tuple[str, str]]:
        """What a part of an Office document refers to: (last word of the type, name of the member), in file order."""
        return [
            (relation.get("Type", "").rpartition("/")[2], self.resolve(name, relation.get("Target", "")))
            for relation in self._relations(name)
            if relation.get("TargetMode") != "External"
        ]

    def main(self, usual: str) -> str:
        """The main part of an Office document; the `usual` one where it names none."""
        return next((part for kind, part in self.relations("") if kind == "officeDocument"), usual)

    def relation(self, name: str, element: etree._Element) -> str:
        """The member that an element of the part `name` refers to, "" where there is none."""
        wanted = next((found for attribute in _RELATION_IDS if (found := element.get(attribute))), None)
        targets = (each.get("Target", "") for each in self._relations(name) if wanted and each.get("Id") == wanted)
        return next((self.resolve(name, target) for target in targets), "")

    def _relations(self, name: str) -> Iterator[etree._Element]:
        folder, base = posixpath.split(name)
        return self.elements(posixpath.join(folder, "_rels", f"{base}.rels"), _RELATION)

    def resolve(self, base: str, target: str) -> str:
        """The name of the member that the member `base` calls `target`."""
        path = unquote(target.partition("#")[0])
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")

    def title(self, properties: str = "docProps/core.xml") -> str:
        """The title in the properties of a document, which are a member; "" where there is none."""
        root = self.xml(properties)
        return "" if root is None else first_text(root, "title")


def part_name(stored: str) -> str:
    """The name of a member as it ought to be stored: some programs write it as a path of Windows, or from the root."""
    return stored.replace("\\", "/").removeprefix("./").lstrip("/")
