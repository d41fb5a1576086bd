"""Texts of one template, which differ in their numbers alone: notifications, invoices, reports of a robot. Pure.

Every two of thousands of them are near duplicates. Their pairs are therefore not listed, but found when they are asked
for: what two templates have in common is computed once, and the rest follows from the numbers.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from semsearch.duplicates.near import NEAR_FLOOR, CodedText, Relation, contradicts, relation
from semsearch.duplicates.wording import Wording

MAX_LISTED = 1024
"""The pairs of the texts of two templates, or of one, up to which they are listed."""

_SAMPLED = 4_000_000
"""The pairs whose similarities are computed for their distribution."""

_LAST_CODE = 0x10FFFF


def template_key(body: Wording, subject: Wording) -> bytes:
    """A digest of all that is compared of a text besides its numbers: texts with the same key have the same template.

    Of the subject numbers, months and days of the week are not compared.
    """
    forms = [form.casefold() for form in body.forms]
    for slot in body.slots:
        forms[slot] = "0"
    compared = ("\0".join(part) for part in (body.frame, forms, subject.blanks))
    return hashlib.blake2b("\1".join(compared).encode(errors="surrogatepass"), digest_size=16).digest()


def fillings(body: Wording) -> NDArray[np.int64]:
    """The numbers of a text in order, each hashed to 64 bits: shape (slots,)."""
    digests = [hashlib.blake2b(body.stems[slot].encode(), digest_size=8).digest() for slot in body.slots]
    return np.frombuffer(b"".join(digests), dtype="<i8").astype(np.int64)


@dataclass(frozen=True, slots=True)
class Template:
    """The texts of one template: ``text`` is any of them, ``members`` their numbers, shape (n,), and ``fillings`` the
    `fillings` of each, shape (n, slots). All templates of `TemplatePairs` have texts coded by the same `StemCodes`."""

    text: CodedText
    members: NDArray[np.int64]
    fillings: NDArray[np.int64]


class TemplatePairs:
    """All pairs of the texts of related templates, without a list of them.

    ``related`` are pairs of indices in ``templates``, each once, some of them of a template with itself. ``count`` is
    the number of texts, of which some may have no template here.
    """

    def __init__(self, templates: Sequence[Template], related: Sequence[tuple[int, int]], count: int) -> None:
        self._templates = templates
        self._related = [
            (one, other, found)
            for one, other in related
            if (found := relation(templates[one].text, templates[other].text)) is not None
            and not contradicts(templates[one].text.body, templates[other].text.body, numbers=False)
        ]
        self._neighbours: dict[int, list[tuple[int, Relation]]] = defaultdict(list)
        for one, other, found in self._related:
            self._neighbours[one].append((other, found))
            if one != other:
                self._neighbours[other].append((one, found))
        self._template_of, self._row_of = np.full(count, -1), np.zeros(count, dtype=np.int64)
        for at, template in enumerate(templates):
            self._template_of[template.members] = at
            self._row_of[template.members] = np.arange(len(template.members))
        codes = _codes(templates)
        self._strings = [_strings(template, codes) for template in templates]
        self._holders = [_Holders(template.fillings) for template in templates]

    def similar(
        self, text: int, free: NDArray[np.bool_], least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The texts among the free ones, shape (count,), that have at least this similarity with one, and their
        similarities."""
        found, similarities = [np.empty(0, dtype=np.int64)], [np.empty(0)]
        own, row = int(self._template_of[text]), int(self._row_of[text])
        for other, shared in self._neighbours.get(own, ()):
            members = self._templates[other].members
            rows = np.flatnonzero(free[members])
            wanted = _least_in_common(shared, max(least, NEAR_FLOOR)) - shared.fixed
            if len(rows) and wanted > 0:  # as many numbers in common at least, wherever they stand
                rows = rows[self._holders[other].in_common(self._templates[own].fillings[row])[rows] >= wanted]
            if len(rows):
                degrees = self._similarities(shared, own, [row], other, rows.tolist())[0]
                enough = degrees >= max(least, NEAR_FLOOR)
                found.append(members[rows[enough]])
                similarities.append(degrees[enough])
        return np.concatenate(found), np.concatenate(similarities)

    def distribution(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The similarities of all pairs from `NEAR_FLOOR` on, and how many pairs each stands for.

        Of many pairs those of some members of each template are taken, the same in whatever order they came.
        """
        similarities, weights = [np.empty(0)], [np.empty(0)]
        for degrees, weight in self._sampled(self._sample_size()):
            kept = degrees[degrees >= NEAR_FLOOR]
            similarities.append(kept)
            weights.append(np.full(len(kept), weight))
        return np.concatenate(similarities), np.concatenate(weights)

    def _sampled(self, size: int) -> Iterator[tuple[NDArray[np.float64], float]]:
        chosen = [_first(template, size) for template in self._templates]
        for one, other, shared in self._related:
            table = self._similarities(shared, one, chosen[one], other, chosen[other])
            degrees = table[np.triu_indices(len(table), 1)] if one == other else table.ravel()
            all_pairs = self._pairs(one, other, len(self._template_of))
            yield degrees, all_pairs / max(1, len(degrees))

    def _sample_size(self) -> int:
        size = len(self._template_of)
        while size > 32 and sum(self._pairs(one, other, size) for one, other, _ in self._related) > _SAMPLED:
            size = size * 3 // 4
        return size

    def _pairs(self, one: int, other: int, most: int) -> int:
        """The number of pairs of at most so many texts of each of two templates."""
        left, right = (min(most, len(self._templates[at].members)) for at in (one, other))
        return left * (left - 1) // 2 if one == other else left * right

    def _similarities(
        self, shared: Relation, one: int, rows: Sequence[int], other: int, columns: Sequence[int]
    ) -> NDArray[np.float64]:
        from rapidfuzz import process
        from rapidfuzz.distance import LCSseq

        lefts, rights = self._strings[one], self._strings[other]
        in_common: NDArray[np.int64] = process.cdist(
            [lefts[row] for row in rows],
            [rights[column] for column in columns],
            scorer=LCSseq.similarity,
            dtype=np.int64,
        )
        return shared.similarities(in_common)


class _Holders:
    """Which texts of a template hold a number."""

    def __init__(self, filled: NDArray[np.int64]) -> None:
        self._count = len(filled)
        rows = np.repeat(np.arange(len(filled)), filled.shape[1])
        order = np.lexsort((rows, filled.ravel()))
        values, rows = filled.ravel()[order], rows[order]
        first = np.ones(len(values), dtype=np.bool_)
        first[1:] = (values[1:] != values[:-1]) | (rows[1:] != rows[:-1])
        self._rows = rows[first]
        found, starts, counts = np.unique(values[first], return_index=True, return_counts=True)
        self._slices = dict(zip(found.tolist(), map(slice, starts, starts + counts), strict=True))

    def in_common(self, filled: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of these numbers each text holds, shape (texts,); a number that is held once counts as often as it
        is among these."""
        held = [self._rows[self._slices[value]] for value in filled.tolist() if value in self._slices]
        if not held:
            return np.zeros(self._count, dtype=np.int64)
        return np.bincount(np.concatenate(held), minlength=self._count)


def _least_in_common(shared: Relation, least: float) -> int:
    """The least number of words in common with which texts have at least this similarity."""
    similarities = shared.similarities(np.arange(shared.words // 2 + 1))
    return int(np.searchsorted(similarities, least))


def _first(template: Template, size: int) -> list[int]:
    """The rows of so many texts of a template, those whose numbers come first in the order of their hashes."""
    if not template.fillings.shape[1]:
        return list(range(min(size, len(template.members))))
    mixed = (template.fillings.view(np.uint64) * np.arange(1, 2 * template.fillings.shape[1], 2, dtype=np.uint64)).sum(
        1
    )
    first: list[int] = np.argsort(mixed, kind="stable")[:size].tolist()
    return first


def _codes(templates: Sequence[Template]) -> dict[int, str]:
    """A character for each number that occurs more than once, other than those of the templates' words."""
    used = max((max(map(ord, template.text.stems), default=0) for template in templates), default=0)
    flat = np.concatenate([np.empty(0, dtype=np.int64), *(template.fillings.ravel() for template in templates)])
    values, counts = np.unique(flat, return_counts=True)
    repeated = values[counts > 1].tolist()
    return {value: chr(used + at) for at, value in enumerate(repeated[: _LAST_CODE - used], 1)}


def _strings(template: Template, codes: dict[int, str]) -> list[str]:
    """The stems of each text, coded as one character each. A number that is found once has none: it has no match."""
    slots = template.text.body.slots
    stems = template.text.stems
    fixed = [stems[start:end] for start, end in zip((0, *(slot + 1 for slot in slots)), (*slots, None), strict=True)]
    strings = []
    for row in template.fillings.tolist():
        numbers = [codes.get(value, "") for value in row]
        strings.append("".join([part for pair in zip(fixed, [*numbers, ""], strict=True) for part in pair]))
    return strings
