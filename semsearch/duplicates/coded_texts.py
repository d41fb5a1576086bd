"""The texts of contents, coded so that their words can be compared."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice

import numpy as np

from semsearch.clean.normal import base_subject
from semsearch.duplicates.near import compared_text, near_similarities
from semsearch.duplicates.stem_codes import CodedText, StemCodes
from semsearch.store.database import Connection
from semsearch.store.duplicates import pairs
from semsearch.store.duplicates.pairs import ComparedText, SimilarContents

_CACHED, _TEXT = 12_000_000, 15
"""Words of the texts that are kept, at some 20 bytes each, and as how many more words a text counts."""

_READ = 500
"""Texts read at once."""


class CodedTexts:
    """Reads the texts of contents, and keeps many of those that were read last."""

    def __init__(self) -> None:
        self._codes = StemCodes()
        self._texts: dict[int, CodedText] = {}
        self._words = 0

    def read(
        self, connection: Connection, contents: Iterable[int], tell: Callable[[], None] | None = None
    ) -> dict[int, CodedText]:
        """The texts of these contents, as far as they are still indexed, coded by one `StemCodes`; `tell` is called
        often meanwhile."""
        wanted = list(contents)
        if self._codes.exhausted:
            self._codes, self._texts, self._words = StemCodes(), {}, 0
        found = {content: self._texts[content] for content in wanted if content in self._texts}
        missing = [content for content in wanted if content not in found]
        for start in range(0, len(missing), _READ):
            if tell is not None:
                tell()
            for content, read in pairs.texts(connection, missing[start : start + _READ]).items():
                found[content] = self._texts[content] = coded = self._codes.coded(*_compared(read))
                self._words += _size(coded)
        if self._words > _CACHED:  # the older half goes
            self._texts = dict(islice(self._texts.items(), len(self._texts) // 2, None))
            self._words = sum(map(_size, self._texts.values()))
        return found


def _size(text: CodedText) -> int:
    return len(text.stems) + _TEXT


def near_to(content: int, others: Iterable[int], texts: Mapping[int, CodedText]) -> SimilarContents:
    """How similar the words of others are to those of a content, as far as they have a text."""
    known = [other for other in others if other in texts] if content in texts else []
    similarities = near_similarities(texts[content], [texts[other] for other in known]) if known else np.empty(0)
    return SimilarContents(content, np.array(known, dtype=np.int64), similarities)


def _compared(text: ComparedText) -> tuple[str, str]:
    """The part of a text that is compared, and the subject."""
    subject = base_subject(text.title) if text.kind == "email" else ""
    return compared_text(text.title, text.text, text.quoted), subject
