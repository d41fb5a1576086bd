"""The same text with small edits, another footer, or forwarded: MinHash finds candidates, the words decide. Pure."""

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from semsearch.clean import is_forward, split_forward, split_reply
from semsearch.duplicates.wording import Wording

NEAR = 0.8
"""The share of words, in order, that near duplicates have in common, unless a threshold is given."""

NEAR_FLOOR = 0.6
"""The least share that is kept, so that a lower threshold needs no second look."""

FEWEST = 5
"""Words of a text that may have near duplicates; shorter ones ("Thanks!") only have exact ones."""

SENTENCE = 12
"""Words below which a text is hardly more than a sentence."""

BANDS, ROWS = 32, 4
"""Bands and their rows of a MinHash signature (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
chapter 3). Two texts with 3/4 of their telling words in common meet in one band with a probability of 0.99999, with
2/3 of 0.999, with 1/20 of 0.0002."""

_SMALL_EDIT = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)


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


def near_similarity(
    one: Wording, other: Wording, subjects: tuple[Wording, Wording] | None = None, floor: float = NEAR_FLOOR
) -> float:
    """The share of words that two texts have in common in the same order, in 0..1; 0 below `floor`, and where a small
    edit turns the meaning round ("approved", "rejected").

    A number or a date in the place of another counts half: it is the same form, filled in again. Of a short text the
    words that carry meaning have to be the same as well: one of them in the place of another makes it another sentence.
    Where texts are not the same word for word, the `subjects` of their mails count like more of their words: in what a
    robot sends, the frame is the same every day and the news stands in the subject.
    """
    from rapidfuzz.distance import Indel

    if min(len(one.stems), len(other.stems)) < FEWEST:
        return 0.0
    filled = float(Indel.normalized_similarity(one.blanks, other.blanks, score_cutoff=floor))
    if filled == 0.0:
        return 0.0
    similarity = (filled + float(Indel.normalized_similarity(one.stems, other.stems))) / 2
    if min(len(one.stems), len(other.stems)) < SENTENCE:
        similarity = min(similarity, _telling_share(one, other))
    if subjects is not None and similarity < 1.0:
        similarity = _with_subjects(similarity, len(one.stems) + len(other.stems), *subjects)
    return similarity if similarity == 1.0 or (similarity >= floor and not contradicts(one, other)) else 0.0


def _with_subjects(similarity: float, words: int, one: Wording, other: Wording) -> float:
    """The share of words in common of two texts of so many words together, and of their subjects."""
    from rapidfuzz.distance import Indel

    more = len(one.stems) + len(other.stems)
    shared = float(Indel.normalized_similarity(one.blanks, other.blanks)) if more else 0.0
    return (similarity * words + shared * more) / (words + more)


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
