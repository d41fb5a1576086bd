"""Batches of texts of similar length, so that little padding is computed."""

import sys
from collections.abc import Iterator, Sequence


def batches(
    lengths: Sequence[int], max_tokens: int, max_texts: int = sys.maxsize, multiple: int = 1
) -> Iterator[list[int]]:
    """The indices of texts in batches, the longest texts first, so that the last batches to run are short.

    `lengths` are in tokens. A batch has at most `max_texts` texts and, unless it has a single text, `max_tokens` tokens
    when each text is padded to the longest, rounded up to a multiple of `multiple`.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        # The first text of a batch is its longest.
        size = padded(lengths[batch[0]] if batch else lengths[index], multiple)
        if batch and (len(batch) == max_texts or size * (len(batch) + 1) > max_tokens):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def padded(length: int, multiple: int) -> int:
    """`length` rounded up to a multiple of `multiple`."""
    return -(-length // multiple) * multiple
