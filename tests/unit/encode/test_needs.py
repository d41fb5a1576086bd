"""What the homes that share a cache need of it."""

from pathlib import Path

import pytest

from semsearch.encode.needs import note_needs
from semsearch.settings import Home


def home(path: Path) -> Home:
    made = Home(path)
    made.create()
    made.database.touch()
    return made


@pytest.mark.parametrize(
    ("above", "is_there", "needed"),
    [("", True, {"old", "new"}), ("", False, {"new"}), ("drive", False, {"old", "new"})],
    ids=["there", "gone", "perhaps on a drive that is away"],
)
def test_an_index_that_is_gone_needs_nothing(above: str, is_there: bool, needed: set[str], tmp_path: Path) -> None:
    other = tmp_path / above / "other"
    note_needs(tmp_path / "needs", home(other) if is_there else Home(other), {"old"})

    assert note_needs(tmp_path / "needs", home(tmp_path / "own"), {"new"}) == needed


def test_an_index_needs_what_it_said_last(tmp_path: Path) -> None:
    own = home(tmp_path / "own")

    assert note_needs(tmp_path / "needs", own, {"old", "new"}) == {"old", "new"}
    assert note_needs(tmp_path / "needs", own, {"new"}) == {"new"}
    (tmp_path / "needs" / "damaged.json").write_text("{")
    assert note_needs(tmp_path / "needs", own, {"new"}) == {"new"}


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"home": 3, "fingerprints": []}', '{"home": "/a", "fingerprints": 3}']
)
def test_what_is_damaged_needs_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "needs").mkdir()
    (tmp_path / "needs" / "damaged.json").write_text(content)
    assert note_needs(tmp_path / "needs", home(tmp_path / "own"), {"new"}) == {"new"}
