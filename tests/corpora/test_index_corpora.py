"""Everything that people sent us goes through the whole program, and every file of it is accounted for."""

from pathlib import Path

import pytest

from semsearch.extract.process.pool import ExtractionPool
from semsearch.library import Library
from semsearch.records import SkipReason

CORPORA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here"),
]


def test_every_file_of_the_corpora_is_indexed_or_listed_and_nothing_is_left_to_do(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = ExtractionPool.__init__.__kwdefaults__  # a machine may be busy with other things
    monkeypatch.setattr(ExtractionPool.__init__, "__kwdefaults__", {**(defaults or {}), "timeout": 300.0})
    library.sources.add([CORPORA], exclude=["docs-debian"])

    report = library.reindex()

    files = library.status().files
    listed = {skipped.path for skipped in library.sources.skipped()}
    left_out = report.skipped + report.failed
    assert report.seen == report.added + left_out == sum(files.values())
    assert files["pending"] == 0
    assert report.added > 3500
    assert left_out <= len(listed)
    harmed = {SkipReason.CRASHED, SkipReason.TIMEOUT, SkipReason.UNREADABLE}
    assert [skipped for skipped in library.sources.skipped() if skipped.reason in harmed] == []

    again = library.reindex()
    assert (again.seen, again.added, again.updated, again.encoded) == (report.seen, 0, 0, 0)


def test_russian_questions_find_russian_mail_in_any_charset(model_cache: Path, home: Path) -> None:
    with Library.open(home) as library:
        library.sources.add([CORPORA / "ru-mail-derived"])
        library.reindex()

        found = library.search("чем измеряют содержание кислорода в древнем климате", k=3)

        assert any("кислород" in hit.snippet for hit in found.hits)
