"""PowerPoint presentations -> the text of their slides in order, each followed by its notes and comments."""

from collections.abc import Iterator

from semsearch.extract.characters import tidy
from semsearch.extract.office import embedded
from semsearch.extract.office.drawing import member_lines
from semsearch.extract.office.package import Package, open_package
from semsearch.extract.reading import Reading, damaged
from semsearch.extract.titles import sensible_title

_WHAT = "PowerPoint presentation"
_BESIDES = ("notesSlide", "comments", "diagramData", "chart")


def read_pptx(content: bytes, name: str) -> Reading:
    """A presentation. Its title is the one in its properties, where it is one."""
    with open_package(content, _WHAT) as package:
        main = package.main("ppt/presentation.xml")
        root = package.xml(main)
        if root is None:
            raise damaged(_WHAT)
        slides = [package.relation(main, slide) for slide in root.iter("{*}sldId")]
        text = tidy("\n\n".join("\n".join(_slide(package, slide)) for slide in slides))
        return Reading(text, sensible_title(package.title(), name), inside=embedded.in_package(package, "ppt/"))


def _slide(package: Package, name: str) -> Iterator[str]:
    yield from member_lines(package, name)
    for kind, beside in package.relations(name):
        if kind in _BESIDES:
            yield from member_lines(package, beside)
