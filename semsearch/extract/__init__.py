"""Bytes -> text and metadata: what a file is, which reader is for it, and what lies inside it."""

from dataclasses import replace

from semsearch.extract.reading import UnreadableError
from semsearch.records import Extraction

__all__ = ["extract", "file_name", "part_content", "preview_html"]


def extract(content: bytes, name: str, recognition: str = "", *, pictures: bool = False) -> Extraction:
    """The documents in the bytes of one file, or of one message of a mailbox; `name` is the file's base name. With
    `recognition`, the folder of what was recognised before, the text in pictures is read as well. With `pictures`,
    those that are attached come back as skips, to be recognised later.

    Never raises for what it is given: what cannot be read comes back as a skip with a reason and a detail.
    """
    from semsearch.extract.recognition import Recogniser
    from semsearch.extract.unfolding import Unfolding

    recogniser = Recogniser(recognition) if recognition else None
    try:
        found = Unfolding(recogniser, list_pictures=pictures).file(content, name)
    except UnreadableError as error:
        found = Extraction(skips=(error.skip(),))
    return replace(found, recognised=recogniser.fresh) if recogniser else found


def preview_html(content: bytes, part: str | None) -> tuple[str, int]:
    """The HTML of a mail, of a page, or of the attachment or member called `part`, made safe to show, and how many
    things were taken out that would have been fetched; ``("", 0)`` where there is no HTML."""
    from semsearch.extract.preview import preview

    return preview(content, part)


def part_content(content: bytes, part: str) -> bytes:
    """The bytes of the attachment, attached message or archive member `part` of a file.

    Raises:
        UnreadableError: there is no such part (any more), or it is damaged.
    """
    from semsearch.extract import taking

    return taking.part_content(content, part)


def file_name(text: str, suffix: str = "") -> str:
    """A file name made of any text, safe on every system; `suffix`, with its dot, is added."""
    from semsearch.extract import taking

    return taking.file_name(text, suffix)
