"""Documents that are zip files of XML (Office Open XML, OpenDocument, EPUB), read with limits and without surprises:
no entity is expanded, nothing is fetched, nothing is unpacked to the disk."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from lxml import etree

from semsearch.extract.limits import MAX_UNPACKED_BYTES
from semsearch.extract.reading import UnreadableError
from semsearch.records import SkipReason

_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, IndexError)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An open zip file whose members add up to no more than `MAX_UNPACKED_BYTES`. A context manager.

    `what` names its type for a person. Whatever is wrong with the file, in `Package` or while it is open, becomes an
    `UnreadableError` that says so.
    """

    def __init__(self, content: bytes, what: str) -> None:
        self._what = what
        self._left = MAX_UNPACKED_BYTES
        with _named(what):
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._stored = {part_name(name): name for name in self._archive.namelist()}
        self._folded = {part.lower(): name for part, name in self._stored.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        if error is not None:
            _translate(error, self._what)

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
        with _named(self._what), self._archive.open(self._member(name)) as member:
            content = member.read(min(self._left + 1, most))
        self._left -= len(content)
        if self._left < 0:
            limit = MAX_UNPACKED_BYTES >> 20
            raise UnreadableError(SkipReason.TOO_LARGE, f"unpacked it takes more than the limit of {limit} MiB")
        return content

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a member; None where there is no such member."""
        return parse_xml(self.read(name)) if name in self else None

    def _member(self, name: str) -> str:
        """A member as the zip file calls it. Programs write names of parts in either case, as Windows allows."""
        return self._stored.get(name) or self._folded.get(name.lower(), name)

    def relations(self, name: str) -> list[tuple[str, str]]:
        """What a part of an Office document refers to: (last word of the type, name of the member), in file order."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = [] if root is None else root.iter(_RELATION)
        return [
            (relation.get("Type", "").rpartition("/")[2], self.resolve(name, relation.get("Target", "")))
            for relation in found
            if relation.get("TargetMode") != "External"
        ]

    def relation(self, name: str, identifier: str) -> str:
        """The member that a part refers to by `identifier`, "" where there is none."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in [] if root is None else root.iter(_RELATION):
            if relation.get("Id") == identifier:
                return self.resolve(name, relation.get("Target", ""))
        return ""

    def resolve(self, base: str, target: str) -> str:
        """The name of the member that the member `base` calls `target`."""
        path = unquote(target.partition("#")[0])
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")

    def title(self) -> str:
        """The title in the properties of an Office document, "" where there is none."""
        root = self.xml("docProps/core.xml")
        return "" if root is None else first_text(root, "title")


def part_name(stored: str) -> str:
    """The name of a member as it ought to be stored: some programs write it as a path of Windows, or from the root."""
    return stored.replace("\\", "/").removeprefix("./").lstrip("/")


class _named:  # noqa: N801 - reads as a phrase
    """Turns what goes wrong inside into an `UnreadableError`."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            _translate(error, self._what)


def _translate(error: BaseException, what: str) -> None:
    if isinstance(error, _DAMAGE):
        detail = f"the {what} is damaged or cut off; open it and save it anew"
        raise UnreadableError(SkipReason.CORRUPT, detail) from error
    if isinstance(error, NotImplementedError):
        detail = f"the {what} is packed in an unusual way: {error}; open it and save it anew"
        raise UnreadableError(SkipReason.UNSUPPORTED, detail) from error
    if type(error) is RuntimeError:  # what zipfile says of members with a password
        raise UnreadableError(SkipReason.ENCRYPTED, f"the {what} has a password; save a copy without one") from error


def parse_xml(content: bytes) -> etree._Element | None:
    """The root of an XML document, mistakes in it forgiven; None where there is no element in it.

    Entities stay unexpanded and nothing is fetched, elements nest 256 deep at most.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None and b"<!ENTITY" in content:
        etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local_name(child) == name)


def first_text(root: etree._Element, name: str) -> str:
    """The text of the first element called `name`, on one line."""
    for element in root.iter("{*}" + name):
        text = " ".join("".join(element.itertext()).split())
        if text:
            return text
    return ""
