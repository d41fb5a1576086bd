"""Near duplicates, texts that differ in small edits or a footer, or that were forwarded: MinHash finds candidates, a
comparison of their words decides. Pure."""

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from semsearch.clean.normal import is_forward, split_forward, without_salutation
from semsearch.clean.reply import split_reply
from semsearch.duplicates import lexicon
from semsearch.duplicates.stem_codes import CodedText
from semsearch.duplicates.wording import Wording

NEAR = 0.8
"""The default threshold: the share of words that near duplicates have in common, in the same order."""

NEAR_FLOOR = 0.7
"""The minimum share of stored pairs, so that a lower threshold than the default needs no new comparison."""

FEWEST = 5
"""Words of the shortest text that has near duplicates; shorter ones ("Thanks!") only have exact duplicates."""

SENTENCE = 12
"""Texts with fewer words are compared by their content words as well."""

MISSPELT = 0.75
"""The share of letters in common, in order, from which a word may be another one misspelt: "recieve", "receive"."""

BANDS, ROWS = 32, 4
"""Bands and rows of locality-sensitive hashing with MinHash (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of
Massive Datasets, chapter 3). Two sets of words share a band with a probability of 0.99999 at a Jaccard similarity of
3/4, of 0.999 at 2/3, and of 0.0002 at 1/20."""

Bands = NDArray[np.uint32]
"""Bands of texts, shape (texts, BANDS), or of one, shape (BANDS,)."""

_SMALL_EDIT = 4  # words
_MIX = np.uint64(0x9E3779B97F4A7C15)


def compared_text(title: str, text: str, quoted: str = "") -> str:
    """The part of a document to compare, without salutation: what its author wrote, or for a forwarded mail what its
    first author wrote."""
    if is_forward(title) and not (quoted and len(text.split()) > len(quoted.split()) // 4 + 12):
        text = split_reply(split_forward(quoted or text)).text  # and no more than a short comment on it
    return without_salutation(text)


def bands(wording: Wording) -> Bands:
    """The keys of a text's bands, shape (BANDS,): texts with many words in common share at least one.

    All numbers count as the same word, so that two copies of a form with different data share a band.
    """
    telling = {"0" if stem[0].isdigit() else stem for stem in wording.content or wording.stems}
    signature = _signature(sorted(telling)).reshape(BANDS, ROWS)
    keys = np.arange(1, BANDS + 1, dtype=np.uint64) * _MIX
    for row in range(ROWS):
        keys = (keys ^ signature[:, row]) * _MIX
        keys ^= keys >> np.uint64(29)
    return (keys >> np.uint64(32)).astype(np.uint32)


def near_similarities(one: CodedText, others: Sequence[CodedText], least: float = NEAR_FLOOR) -> NDArray[np.float64]:
    """The similarity of a text with each of the others, shape (others,): the share of words in common in the same
    order, in 0..1.

    It is 0 below `least`, which is at least `NEAR_FLOOR`, and where a small edit reverses the meaning ("approved",
    "rejected"). A number or date that replaces another counts as half a match, as in a form filled in twice. In short
    texts the content words must match as well, since replacing a single one makes another sentence. Unless the bodies
    are equal and no mere sentence, the words of the mails' subjects are compared along with them: in automatic mails
    the body is often a fixed frame, and the news is in the subject.
    """
    found = np.zeros(len(others))
    if len(one.stems) < FEWEST:
        return found
    filled = _in_common(one.blanks, [other.blanks for other in others])
    likely = [at for at in np.flatnonzero(filled >= NEAR_FLOOR).tolist() if len(others[at].stems) >= FEWEST]
    rest = [others[at] for at in likely]
    similarities = _with_subjects(
        one, rest, (filled[likely] + _in_common(one.stems, [other.stems for other in rest])) / 2
    )
    similarities[similarities < least] = 0.0
    for at, (similarity, other) in enumerate(zip(similarities.tolist(), rest, strict=True)):
        is_same = similarity == 1.0 and one.body.is_question == other.body.is_question
        if similarity and not is_same and contradicts(one.body, other.body):
            similarities[at] = 0.0
    found[likely] = similarities
    return found


def _in_common(one: str, others: Sequence[str]) -> NDArray[np.float64]:
    """The share of characters in common in the same order, in 0..1: twice the length of the longest common subsequence,
    divided by the sum of the lengths."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    shares: NDArray[np.float64] = process.cdist([one], others, scorer=Indel.normalized_similarity, dtype=np.float64)[0]
    return shares


def _with_subjects(one: CodedText, others: Sequence[CodedText], bodies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The similarities of texts including their subjects, from those of their bodies."""
    lengths = np.array([len(other.stems) for other in others])
    short = np.minimum(lengths, len(one.stems)) < SENTENCE
    for at in np.flatnonzero(short).tolist():
        bodies[at] = min(bodies[at], _most_in_common(one, others[at]))
    words = len(one.stems) + lengths
    more = np.array([len(one.subject_blanks) + len(other.subject_blanks) for other in others])
    subjects = _in_common(one.subject_blanks, [other.subject_blanks for other in others])
    whole: NDArray[np.float64] = (bodies * words + subjects * more) / (words + more)
    whole[(bodies == 1.0) & ~short] = 1.0
    return whole


def _most_in_common(one: CodedText, other: CodedText) -> float:
    """What the similarity of two short texts cannot exceed: the Dice coefficient of their content words, all numbers
    being the same word, and 0 where some replace others, unless these are the same misspelt."""
    left, right = ({"0" if stem[0].isdigit() else stem for stem in each.body.content} for each in (one, other))
    ours, theirs = left - right, right - left
    if ours and theirs and _in_common(" ".join(sorted(ours)), [" ".join(sorted(theirs))])[0] < MISSPELT:
        return 0.0
    return 2 * len(left & right) / max(1, len(left) + len(right))


def contradicts(one: Wording, other: Wording) -> bool:
    """Whether two texts ask for different things, or differ in a small edit that adds or removes a negation, or
    replaces a word by its opposite, or only in that two words have changed places, "from Oslo to Rome", "from Rome to
    Oslo", or, in a sentence, in who is spoken of, or in that only one of them asks.

    Not so where both say no, each in its way: "did not approve" and "rejected", "does not play" and "refused to play".
    """
    if one.asks_otherwise(other):
        return True
    if one.content == other.content and (
        _exchanged(one, other)
        or (_is_sentence(one, other) and (one.has_other_roles(other) or one.asks_what_is_said(other)))
    ):
        return True
    if one.negations == other.negations and one.sides == other.sides:
        return False
    if one.is_cyrillic != other.is_cyrillic and not _is_sentence(one, other):
        return False  # words in common, such as numbers, do not align two languages: what is between them is no edit
    implied = implies_negation(one, other)
    edits = _edits(one.stems, other.stems)
    return any(_reverses(one.part(*left), other.part(*right), implied) for left, right in edits)


def _is_sentence(*texts: Wording) -> bool:
    return min(len(text.words) for text in texts) < SENTENCE


def _exchanged(one: Wording, other: Wording) -> bool:
    """Whether two texts are alike but for two words, or as many words each, that have changed places across a word that
    says how these relate: "from Oslo to Rome". In Russian, where endings do so, they have other endings as well. Not so
    in a list: "tea with milk, sugar"."""
    differing = [at for at, (stem, its) in enumerate(zip(one.stems, other.stems, strict=False)) if stem != its]
    if len(one.stems) != len(other.stems) or not differing:
        return False
    one, other = (each.part(differing[0], differing[-1] + 1) for each in (one, other))
    left, right = one.stems, other.stems
    for size in range(1, min(_SMALL_EDIT, (len(left) - 1) // 2) + 1):
        if left[:size] == right[-size:] and left[-size:] == right[:size] and left[size:-size] == right[size:-size]:
            between = one.words[size:-size]
            moved = zip(one.words[:size] + one.words[-size:], other.words[-size:] + other.words[:size], strict=True)
            related = len(left) - size not in one.listed & other.listed and any(
                word.form.islower() and word.form not in lexicon.EVEN for word in between
            )
            return related and all(
                word.telling and (not one.is_cyrillic or word.form != its.form) for word, its in moved
            )
    return False


def _reverses(one: Wording, other: Wording, implied: bool) -> bool:
    if max(len(one.stems), len(other.stems)) > _SMALL_EDIT:
        return False
    negated = (one.negations > 0) != (other.negations > 0)
    return not negated if one.opposes(other) else negated and not implied


def implies_negation(one: Wording, other: Wording) -> bool:
    """Whether only one text has a negating word, and the other has more words that negate without one."""
    negated, plain = (one, other) if one.negations else (other, one)
    return plain.negations == 0 and plain.implicit_negations > negated.implicit_negations


def _edits(one: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of half-open ranges of words in which two texts differ."""
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
def _empty_minhash() -> Any:  # noqa: ANN401 - datasketch has no types
    from datasketch import MinHash

    return MinHash(num_perm=BANDS * ROWS, hashfunc=_hash)


def _signature(telling: Sequence[str]) -> NDArray[np.uint64]:
    made = _empty_minhash().copy()
    made.update_batch([word.encode() for word in telling])
    hashes: NDArray[np.uint64] = made.hashvalues.astype(np.uint64)
    return hashes


def _hash(word: bytes) -> int:
    """A 32-bit hash. CRC-32 alone would do badly: it is linear, so that similar words get related values."""
    return zlib.crc32(word) * 0x9E3779B1 & 0xFFFFFFFF
