"""Files of texts without a row."""

from pathlib import Path

import pytest

from semsearch.datasets.textfiles import read_texts


@pytest.mark.parametrize("name", ["empty.csv", "empty.tsv", "empty.jsonl"])
def test_an_empty_file_has_no_rows(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert read_texts(tmp_path / name).texts == ()
