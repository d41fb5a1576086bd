"""Bytes -> text and metadata: what a file is, which reader is for it, and what lies inside it."""

from dataclasses import replace

from semsearch.extract.reading import UnreadableError
from semsearch.records import Extraction


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
