"""Bytes -> text and metadata: what a file is, which reader is for it, and what lies inside it.

unfolding    a file and all that is in it: sniff (what it is), readers (by format), document (what one reader gives)
readers of   mail/, office/, texts/, printed/ (PDF, XPS), archives/
for all      reading (what they give or raise), limits, charsets/, characters, elements, titles, dates, layout_tables
recognition  OCR; whereabouts: which part of a file is being read
process/     reading in child processes
taking       one part of a file as it is; preview: HTML made safe to show
"""

from collections.abc import Iterator
from dataclasses import replace

from semsearch.extract.characters import is_cut
from semsearch.extract.limits import MAX_TEXT_CHARS
from semsearch.extract.reading import UnreadableError
from semsearch.records import Extraction, Skip, SkipReason


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
    found = replace(found, skips=(*found.skips, *_cut(found)))
    return replace(found, recognised=recogniser.fresh) if recogniser else found


def _cut(found: Extraction) -> Iterator[Skip]:
    """Word of the texts of which only the beginning was kept."""
    for document in found.documents:
        if is_cut(document.text):
            detail = f"longer than {MAX_TEXT_CHARS:,} characters; the rest was not read"
            yield Skip(document.part, SkipReason.TOO_LARGE, detail)
