"""The same text with small edits, another footer, or forwarded: MinHash finds candidates, the words decide. Pure."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from semsearch.clean import is_forward, split_forward, split_reply
from semsearch.duplicates.wording import Wording

NEAR = 0.8
"""The share of words, in order, that near duplicates have in common, unless a threshold is given."""

NEAR_FLOOR = 0.7
"""The least share that is kept, so that a lower threshold needs no second look."""

FEWEST = 5
"""Words of a text that may have near duplicates; shorter ones ("Thanks!") only have exact ones."""

SENTENCE = 12
"""Words below which a text is hardly more than a sentence."""

BANDS, ROWS = 32, 4
"""Bands and their rows of a MinHash signature (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
chapter 3). Two texts with 3/4 of their telling words in common meet in one band with a probability of 0.99999, with
2/3 of 0.999, with 1/20 of 0.0002."""

_LETTERS = 1_000_000
"""Of the 1,114,111 that Unicode has room for."""

_SMALL_EDIT = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Worded:
    """What near duplicates are told by: the words of a text and of its mail's subject. In ``stems``, ``blanks`` and
    ``about``, the subject's blanks, each word is a character."""

    body: Wording
    subject: Wording
    stems: str
    blanks: str
    about: str


def core(title: str, text: str, quoted: str = "") -> str:
    """What is compared of a document: what its author wrote, or, of a forward, what was written by the first author."""
    if not is_forward(title):
        return text
    if quoted and len(text.split()) > len(quoted.split()) // 4 + 12:
        return text  # more than a covering note
    return split_reply(split_forward(quoted or text)).text


def bands(wording: Wording) -> list[int]:
    """What two texts with many words in common have at least one of in common, each a signed 64-bit integer.

    Numbers count as one word, so that a form that was filled in twice is found.
    """
    telling = {"0" if stem[0].isdigit() else stem for stem in wording.content or wording.stems}
    if not telling:
        return []
    signature = _signature(sorted(telling)).astype(np.uint64).reshape(BANDS, ROWS)
    keys = np.arange(1, BANDS + 1, dtype=np.uint64) * _MIX
    for row in range(ROWS):
        keys = (keys ^ signature[:, row]) * _MIX
        keys ^= keys >> np.uint64(29)
    found: list[int] = keys.view(np.int64).tolist()
    return found


class Spelling:
    """Writes each stem as one character, the same one each time: strings are compared a hundred times as fast as lists
    of words."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    @property
    def full(self) -> bool:
        """Whether there are hardly any characters left: time for a new one."""
        return len(self._letters) > _LETTERS

    def worded(self, body: Wording, subject: Wording) -> Worded:
        """A text and its mail's subject, which is empty where there is none."""
        return Worded(body, subject, self._spelt(body.stems), self._spelt(body.blanks), self._spelt(subject.blanks))

    def _spelt(self, stems: Sequence[str]) -> str:
        letters = self._letters
        return "".join([letters.setdefault(stem, chr(1 + len(letters))) for stem in stems])


def near_similarities(one: Worded, others: Sequence[Worded], floor: float = NEAR_FLOOR) -> list[float]:
    """With each of the others the share of words in common in the same order, in 0..1; 0 below `floor`, and where a
    small edit turns the meaning round ("approved", "rejected").

    A number or a date in the place of another counts half: it is the same form, filled in again. Of a short text the
    words that carry meaning have to be the same as well: one of them in the place of another makes it another sentence.
    Where texts are not the same word for word, the subjects of their mails count like more of their words: in what a
    robot sends, the frame is the same every day and the news stands in the subject.
    """
    found = [0.0] * len(others)
    if len(one.stems) < FEWEST:
        return found
    filled = _in_common(one.blanks, [other.blanks for other in others])
    likely = [at for at in np.flatnonzero(filled >= floor).tolist() if len(others[at].stems) >= FEWEST]
    rest = [others[at] for at in likely]
    similarities = _whole(one, rest, (filled[likely] + _in_common(one.stems, [other.stems for other in rest])) / 2)
    for place in np.flatnonzero(similarities >= floor).tolist():
        similarity = float(similarities[place])
        if similarity == 1.0 or not contradicts(one.body, rest[place].body):
            found[likely[place]] = similarity
    return found


def _in_common(one: str, others: Sequence[str]) -> NDArray[np.float64]:
    """The shares of characters in common in the same order, in 0..1: twice the length of the longest common subsequence
    by the length of both."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    if not others:
        return np.empty(0)
    shares: NDArray[np.float64] = process.cdist([one], others, scorer=Indel.normalized_similarity, dtype=np.float64)[0]
    return shares


def _whole(one: Worded, others: Sequence[Worded], bodies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The similarities of texts with their subjects, from the shares of their bodies that they have in common."""
    for at, other in enumerate(others):
        if min(len(one.stems), len(other.stems)) < SENTENCE:
            bodies[at] = min(bodies[at], _telling_share(one.body, other.body))
    words = np.array([len(one.stems) + len(other.stems) for other in others])
    more = np.array([len(one.about) + len(other.about) for other in others])
    subjects = _in_common(one.about, [other.about for other in others])
    whole: NDArray[np.float64] = np.where(bodies == 1.0, 1.0, (bodies * words + subjects * more) / (words + more))
    return whole


def _telling_share(one: Wording, other: Wording) -> float:
    """The share of the words that carry meaning, numbers being one, that two texts have in common, in 0..1 (Dice)."""
    left, right = ({"0" if stem[0].isdigit() else stem for stem in each.content} for each in (one, other))
    return 2 * len(left & right) / max(1, len(left) + len(right))


def contradicts(one: Wording, other: Wording) -> bool:
    """Whether two texts with almost the same words differ in a small edit that negates, or names the opposite."""
    if one.negations == other.negations and one.sides == other.sides:
        return False
    return any(_turns(one.part(*left), other.part(*right)) for left, right in _edits(one.stems, other.stems))


def _turns(one: Wording, other: Wording) -> bool:
    if max(len(one.stems), len(other.stems)) > _SMALL_EDIT:
        return False
    return (one.negations > 0) != (other.negations > 0) or one.opposes(other)


def _edits(one: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The half-open ranges of words in which two texts differ."""
    from rapidfuzz.distance import Indel

    found = []
    left = right = 0
    for block in Indel.opcodes(one, other):
        if block.tag == "equal":
            if left < block.src_start or right < block.dest_start:
                found.append(((left, block.src_start), (right, block.dest_start)))
            left, right = block.src_end, block.dest_end
    if left < len(one) or right < len(other):
        found.append(((left, len(one)), (right, len(other))))
    return found


@cache
def _empty() -> Any:  # noqa: ANN401 - datasketch has no types
    from datasketch import MinHash

    return MinHash(num_perm=BANDS * ROWS, hashfunc=_hash)


def _signature(telling: Sequence[str]) -> Any:  # noqa: ANN401
    made = _empty().copy()
    made.update_batch([word.encode() for word in telling])
    return made.hashvalues


def _hash(word: bytes) -> int:
    """32 bits that differ where words differ a little; CRC-32 alone is linear in its input."""
    return zlib.crc32(word) * 0x9E3779B1 & 0xFFFFFFFF
