"""Texts that have so many others like them that their pairs are not listed."""

import pytest

from semsearch.duplicates.crowd import CrowdPairs
from semsearch.duplicates.stem_codes import StemCodes


def test_of_long_texts_few_stand_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = StemCodes()
    report = "The boiler in cellar {} has been inspected by the plumber and needs a new valve before winter."
    texts = [codes.coded(report.format(number)) for number in range(40)]
    monkeypatch.setattr("semsearch.duplicates.crowd._SAMPLED_WORDS", 10 * len(texts[0].stems))

    similarities, weights = CrowdPairs(texts, range(40), 40).distribution()

    assert len(similarities) == 10 * 9 / 2
    assert sum(weights) == pytest.approx(40 * 39 / 2)
