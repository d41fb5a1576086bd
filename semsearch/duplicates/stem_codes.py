"""Texts ready for comparison: each stem is one character, and strings of these are compared a hundred times as fast as
lists of words. Pure."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from semsearch.duplicates.wording import Wording, wording

_MAX_CODES = 1_000_000
"""Below the 1,114,111 code points of Unicode. What is read at once may have more stems; those share codes."""

_KEPT, _TEXT = 2_000_000, 20
"""Words of the texts that stay taken apart, at some 80 bytes each, and as how many more words a text counts."""


class Wordings:
    """Takes texts apart, and keeps some of those that it took apart last."""

    def __init__(self) -> None:
        self._known: dict[str, Wording] = {}
        self._words = 0

    def of(self, text: str) -> Wording:
        """The wording of a text."""
        if (found := self._known.get(text)) is None:
            if self._words > _KEPT:
                self._known, self._words = {}, 0
            self._known[text] = found = wording(text)
            self._words += len(found.words) + _TEXT
        return found


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text and the subject of its mail.

    ``stems`` and ``blanks`` are those of the text, and ``subject_blanks`` those of the subject, with each stem coded as
    one character. They take a fifth of the memory of its wording, which is made again when it is asked for.
    """

    text: str
    title: str
    stems: str
    blanks: str
    subject_blanks: str
    wordings: Wordings

    @property
    def body(self) -> Wording:
        """The words of the text."""
        return self.wordings.of(self.text)

    @property
    def subject(self) -> Wording:
        """The words of the subject."""
        return self.wordings.of(self.title)


class StemCodes:
    """Assigns one character to each stem."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._wordings = Wordings()

    @property
    def exhausted(self) -> bool:
        """Whether nearly all characters are assigned, and a new instance is due."""
        return len(self._codes) >= _MAX_CODES

    def coded(self, text: str, title: str = "") -> CodedText:
        """A text with the subject of its mail, which is empty if there is none."""
        body, subject = self._wordings.of(text), self._wordings.of(title)
        stems, blanks, about = map(self._code, (body.stems, body.blanks, subject.blanks))
        return CodedText(text, title, stems, stems if blanks == stems else blanks, about, self._wordings)

    def _code(self, stems: Sequence[str]) -> str:
        codes = self._codes
        return "".join([codes.get(stem) or self._new(stem) for stem in stems])

    def _new(self, stem: str) -> str:
        if self.exhausted:
            return chr(1 + zlib.crc32(stem.encode(errors="surrogatepass")) % _MAX_CODES)
        self._codes[stem] = code = chr(1 + len(self._codes))
        return code
