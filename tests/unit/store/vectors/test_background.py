"""The sample that cosines are measured against."""

from contextlib import closing
from pathlib import Path

import pytest

from semsearch.library import Library
from semsearch.settings import Home
from semsearch.store.database import Database
from semsearch.store.vectors import background, generations
from semsearch.store.vectors.background import Style


def test_of_a_rare_style_more_is_drawn(
    library: Library, folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(90):
        (folder / f"{number:02}.txt").write_text(f"We talked about the garden and the roses of house {number}.\n")
    for number in range(8):
        (folder / f"я{number}.txt").write_text(f"Мы говорили о саде и о розах у дома номер {number}, и о погоде.\n")
    library.sources.add([folder])
    library.reindex()
    monkeypatch.setattr(background, "SAMPLE", 40)
    monkeypatch.setattr(background, "SURVEYED", 400)
    monkeypatch.setattr(background, "ENOUGH", 6)
    with closing(Database(Home(home))) as database, database.transaction() as connection:
        generation = generations.serving(connection)
        assert generation is not None
        drawn = background.draw(connection, generation)
    count = {style: int((drawn.styles == style).sum()) for style in Style}
    assert count[Style.CYRILLIC] == count[Style.CYRILLIC_OPENING] == 6
    assert len(drawn.vectors) == 40 + drawn.added
    assert drawn.share(Style.CYRILLIC) == pytest.approx(8 / 196, abs=0.05)
    assert len(drawn.bodies) <= 40
