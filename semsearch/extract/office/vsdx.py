"""Visio drawings since 2013 -> the texts of their pages in order, and what was remarked on them."""

from collections.abc import Iterator

from semsearch.extract.characters import tidy
from semsearch.extract.office import embedded
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading
from semsearch.extract.titles import sensible_title

_PAGES = "visio/pages/pages.xml"


def read_vsdx(content: bytes, name: str) -> Reading:
    """A drawing, each page with its name. Its title is the one in its properties, where it is one."""
    with open_package(content, "Visio drawing") as package:
        remarks = ("".join(entry.itertext()) for entry in package.elements("visio/comments.xml", "{*}CommentEntry"))
        text = tidy("\n\n".join(filter(None, (*_pages(package), "\n".join(remarks)))))
        return Reading(text, sensible_title(package.title(), name), inside=embedded.in_package(package, "visio/"))


def _pages(package: Package) -> Iterator[str]:
    for page in package.elements(_PAGES, "{*}Page"):
        drawn = page.find("{*}Rel")
        texts = package.elements(package.relation(_PAGES, drawn), "{*}Text") if drawn is not None else ()
        shown = list(filter(None, ("".join(text.itertext()).strip() for text in texts)))
        if shown:
            yield "\n".join([page.get("Name") or page.get("NameU", ""), *shown])
